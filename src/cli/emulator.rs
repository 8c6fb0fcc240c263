//! `postbud emulator`: the built-in test APIs, for use from Postman or any client.

use super::args::EmulatorArgs;
use super::exit::{Exit, Fatal};
use super::interrupt::interrupted;
use crate::emulator::{self, Config};

/// Serves until Ctrl-C.
pub fn serve(arguments: &EmulatorArgs) -> Result<Exit, Fatal> {
    let config = Config { port: arguments.port, seed: arguments.seed, ..Config::default() };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(Fatal::not_sent)?;
    runtime.block_on(async {
        let running = emulator::start(config.clone()).await.map_err(Fatal::not_sent)?;
        greet(&running, &config);
        interrupted().await.map_err(Fatal::not_sent)?;
        running.stop().await;
        Ok(Exit::Passed)
    })
}

#[expect(clippy::print_stdout, reason = "the address is what the command is for")]
fn greet(running: &emulator::Running, config: &Config) {
    println!("{}", emulator::greeting(running.addr, config));
}
