//! Text to JSON, within a safe depth, with syntax errors in plain words.

use serde::Deserialize;
use serde_json::Value;

use super::error::ParseError;
use super::locate;

/// Deepest nesting of a document. Every recursive walk over a document stays within a small stack.
const MAX_DEPTH: usize = 512;

pub(super) fn parse(text: &str, origin: &str) -> Result<Value, ParseError> {
    let json = text.trim_start_matches('\u{feff}');
    if let Some(problem) = not_json(json) {
        return Err(ParseError::syntax(problem.to_owned(), origin, text, None));
    }
    if let Some(offset) = too_deep(json) {
        let problem = format!("objects and lists are nested deeper than {MAX_DEPTH} levels");
        return Err(ParseError::syntax(problem, origin, json, Some(offset)));
    }
    let mut reader = serde_json::Deserializer::from_str(json);
    reader.disable_recursion_limit();
    let parsed = Value::deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    parsed.map_err(|error| syntax_error(&error, json, origin))
}

/// Recognises what is plainly not JSON.
fn not_json(text: &str) -> Option<&'static str> {
    let start = text.trim_start();
    match start.chars().next() {
        None => Some("the file is empty"),
        Some('<') => Some("this is HTML or XML, not JSON; was an error or login page saved?"),
        Some('{' | '[' | '"') => None,
        Some(_) if looks_like_yaml(start) => Some(
            "this is YAML, not JSON; of a collection in YAML (v3), name its folder or one of its *.request.yaml files",
        ),
        Some(_) => None,
    }
}

/// Tells whether a text is meant as YAML and is no JSON.
pub(super) fn looks_like_yaml(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with(['{', '[', '"', '<']) {
        return false;
    }
    let mut lines =
        text.lines().map(str::trim_end).filter(|line| !line.trim_start().starts_with('#'));
    let Some(first) = lines.find(|line| !line.is_empty()) else { return false };
    let is_key = |key: &str| {
        !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$'))
    };
    first == "---"
        || first.starts_with("- ")
        || first.split_once(':').is_some_and(|(key, _)| is_key(key))
}

/// Finds the bracket that opens one level too many.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut in_text = false;
    let mut bytes = text.bytes().enumerate();
    while let Some((offset, byte)) = bytes.next() {
        match byte {
            b'"' => in_text = !in_text,
            b'\\' if in_text => {
                bytes.next();
            }
            b'{' | b'[' if !in_text => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Some(offset);
                }
            }
            b'}' | b']' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

fn syntax_error(error: &serde_json::Error, text: &str, origin: &str) -> ParseError {
    let offset = locate::offset_at(text, error.line(), error.column());
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let problem = format!("not valid JSON: {}", message.strip_suffix(&place).unwrap_or(&message));
    ParseError::syntax(problem, origin, text, Some(offset)).with_hint(hint(&message, text, offset))
}

/// Says in plain words what a syntax error usually comes from.
fn hint(message: &str, text: &str, offset: usize) -> Option<&'static str> {
    let found = text[offset..].chars().next();
    let before = text[..offset].trim_end().chars().next_back();
    Some(match (message, found) {
        (m, _) if m.starts_with("EOF") => "the text ends too early: was the file cut off?",
        (m, _) if m.starts_with("trailing comma") => "remove the comma before the closing bracket",
        (_, Some('/')) => "JSON has no comments: remove them",
        (_, Some('\'')) => "JSON wants double quotes",
        (_, Some('}' | ']')) if before == Some(',') => {
            "remove the comma before the closing bracket"
        }
        (m, _) if m.starts_with("key must be a string") => "put the name in double quotes",
        (m, _) if m.starts_with("trailing characters") => {
            "there is more text after the end of the document: was something pasted twice?"
        }
        (m, _) if m.starts_with("expected `,`") => "is a comma or a quote missing before this?",
        (m, _) if m.starts_with("expected `:`") => "a colon belongs between name and value",
        (m, _) if m.starts_with("control character") => {
            "write line breaks and tabs inside a text as \\n and \\t"
        }
        (m, _) if m.starts_with("invalid escape") => "write a backslash inside a text as \\\\",
        (m, _) if m.starts_with("expected value") => "a text needs double quotes",
        _ => return None,
    })
}
