//! What can be said of a script without running it.

use std::io;

use super::protocol::ScriptError;
use super::worker;

/// Tells of every text why it would not compile; `None` where it does.
///
/// # Errors
/// Fails when the system gives no thread to compile on.
pub fn syntax(sources: &[String]) -> io::Result<Vec<Option<ScriptError>>> {
    worker::check::syntax(sources)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn faults_have_a_line() {
        let sources =
            ["const a = 1;\nif (a {\n}", "await 1; return;", "let b = ;"].map(str::to_owned);
        let faults = syntax(&sources).unwrap();
        assert_eq!(faults[0].as_ref().and_then(|fault| fault.line), Some(2), "{:?}", faults[0]);
        assert_eq!(faults[1], None);
        let third = faults[2].as_ref().unwrap();
        assert_eq!((third.name.as_str(), third.line), ("SyntaxError", Some(1)), "{third:?}");
    }
}
