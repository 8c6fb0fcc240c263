//! `console`: the five levels and `clear`; nothing else exists in Postman's sandbox.

use boa_engine::{Context, JsResult, JsValue, js_string};

use crate::script::protocol::{ConsoleData, FromWorker};

use super::inspect;
use super::native::{self, Method};
use super::session::Session;

/// Most lines of one script.
const MAX_LINES: usize = 5_000;
/// Most bytes of one script.
const MAX_BYTES: usize = 4 * 1024 * 1024;
/// Most bytes of one text that a script says.
const MAX_TEXT: usize = 256 * 1024;

/// Defines the global `console`.
pub(super) fn register(context: &mut Context) -> JsResult<()> {
    const METHODS: [Method; 6] = [
        ("log", 0, |_, args, context| log("log", args, context)),
        ("warn", 0, |_, args, context| log("warn", args, context)),
        ("debug", 0, |_, args, context| log("debug", args, context)),
        ("info", 0, |_, args, context| log("info", args, context)),
        ("error", 0, |_, args, context| log("error", args, context)),
        ("clear", 0, |_, _, _| Ok(JsValue::undefined())),
    ];
    let console = native::object(context);
    for (name, length, code) in METHODS {
        // Postman's own are bound functions, and that is what printing one shows.
        let method = native::function("bound s", length, code, context);
        console.set(js_string!(name), method, false, context)?;
    }
    native::hidden(&context.global_object(), "console", console, context)
}

/// Tells whether a script puts something in the place of `console` or of a method of it. Postman's is
/// another one in every script, so what a script does to it must not last.
pub(super) fn is_assigned(source: &str) -> bool {
    memchr::memmem::find_iter(source.as_bytes(), "console").any(|at| {
        let behind = source[at + "console".len()..].trim_start();
        let member = behind.strip_prefix('.').map_or(behind, |member| {
            let name = |char: char| char.is_ascii_alphanumeric();
            member.trim_start().trim_start_matches(name).trim_start()
        });
        member.starts_with('=') && !member.starts_with("==")
    })
}

/// Sends a line that the sandbox itself writes.
pub(super) fn note(session: &Session, level: &str, text: String) {
    send(session, level, vec![text]);
}

fn log(level: &str, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let session = Session::of(context)?;
    session.collect_if_grown();
    if session.script.borrow().logged.0 <= MAX_LINES {
        let mut messages = Vec::with_capacity(args.len());
        for value in args {
            messages.push(shortened(inspect::console(value, context)));
        }
        send(&session, level, messages);
    }
    Ok(JsValue::undefined())
}

/// Sends a line unless the script has logged too much; says so once.
fn send(session: &Session, level: &str, messages: Vec<String>) {
    let size: usize = messages.iter().map(String::len).sum();
    let messages = {
        let mut script = session.script.borrow_mut();
        let (lines, bytes) = script.logged;
        if lines > MAX_LINES || script.ended {
            return;
        }
        if lines == MAX_LINES || bytes + size > MAX_BYTES {
            script.logged.0 = MAX_LINES + 1;
            vec![format!(
                "… this script logs more than {MAX_LINES} lines or {} MB; the rest is left out",
                MAX_BYTES / (1024 * 1024)
            )]
        } else {
            script.logged = (lines + 1, bytes + size);
            messages
        }
    };
    session.tell(FromWorker::Console(ConsoleData { level: level.to_owned(), messages }));
}

/// Cuts a long text, and says so in it.
pub(super) fn shortened(mut text: String) -> String {
    if text.len() > MAX_TEXT {
        let size = text.len();
        text.truncate(text.floor_char_boundary(MAX_TEXT));
        text.push_str(&format!("… ({} of {size} bytes left out)", size - text.len()));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assignments_to_the_console_are_found() {
        for source in ["console = {}", "console.log = f", "x; console . log=f"] {
            assert!(is_assigned(source), "{source}");
        }
        for source in ["console.log(a = 1)", "x = console", "console.log == f", "console.log"] {
            assert!(!is_assigned(source), "{source}");
        }
    }
}
