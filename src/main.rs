//! The command line: parse, call, exit.

use std::process::ExitCode;

use postbud::script::worker;

fn main() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|argument| argument == worker::ARGUMENT) {
        return worker::main();
    }
    ExitCode::SUCCESS
}
