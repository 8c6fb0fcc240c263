//! V8's words for the errors that users match on.

/// Rewords the engine's message for an error at a place of a script.
pub(super) fn v8(message: &str, source: &str, line: u32, column: u32) -> String {
    let _ = (source, line, column);
    message.to_owned()
}

/// Rewords a syntax error and finds its place: 1-based line and column.
pub(super) fn syntax(message: &str) -> (String, Option<(u32, u32)>) {
    (message.to_owned(), None)
}
