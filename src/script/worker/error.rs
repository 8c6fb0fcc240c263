//! From what was thrown to what people read: name, message, place in the script.

use boa_engine::error::EngineError;
use boa_engine::object::JsObject;
use boa_engine::{Context, JsError, JsString, JsValue, js_string};

use crate::script::protocol::ScriptError;

use super::compile::{PREFIX, source_of};
use super::session::Session;
use super::{seam, wording};

/// What V8 says when calls go too deep.
const TOO_DEEP: &str = "Maximum call stack size exceeded";

/// Describes what was thrown; `None` for `throw null` and `throw undefined`, which Postman takes
/// for no error.
pub(super) fn describe(thrown: &JsError, context: &mut Context) -> Option<ScriptError> {
    let (name, message) = name_and_message(thrown, context)?;
    let frames = frames(thrown);
    let place = frames.iter().find_map(|frame| frame.place.as_ref());
    let message = match place {
        Some(place) => {
            let source = source(place.source, context);
            wording::v8(&message, source.as_deref().unwrap_or_default(), place.line, place.column)
        }
        None => message,
    };
    Some(ScriptError {
        name,
        message,
        line: place.map(|place| place.line),
        column: place.map(|place| place.column),
        stack: frames.into_iter().filter_map(|frame| frame.text).collect(),
    })
}

/// Describes an error of compiling a script: the place stands in the engine's message.
pub(super) fn describe_syntax(thrown: &JsError, context: &mut Context) -> Option<ScriptError> {
    let (name, message) = name_and_message(thrown, context)?;
    let (message, place) = wording::syntax(&message);
    let place = place.map(|(line, column)| (line, without_prefix(line, column)));
    Some(ScriptError {
        name,
        message,
        line: place.map(|(line, _)| line),
        column: place.map(|(_, column)| column),
        stack: Vec::new(),
    })
}

/// Describes a rejection that nobody handles, as Node does.
pub(super) fn unhandled_rejection(reason: &JsValue, context: &mut Context) -> ScriptError {
    let is_error = reason.as_object().is_some_and(|object| is_error(&object, context));
    if is_error && let Some(error) = describe(&JsError::from_opaque(reason.clone()), context) {
        return error;
    }
    let shown = seam::inspect(reason, context).unwrap_or_default();
    ScriptError {
        name: "UnhandledPromiseRejection".to_owned(),
        message: format!(
            "This error originated either by throwing inside of an async function without a catch \
             block, or by rejecting a promise which was not handled with .catch(). The promise \
             rejected with the reason \"{shown}\"."
        ),
        ..ScriptError::default()
    }
}

fn name_and_message(thrown: &JsError, context: &mut Context) -> Option<(String, String)> {
    if let Some(engine) = thrown.as_engine() {
        return Some(match engine {
            EngineError::RuntimeLimit(_) => ("RangeError".to_owned(), TOO_DEEP.to_owned()),
            other => ("Error".to_owned(), other.to_string()),
        });
    }
    if let Some(native) = thrown.as_native() {
        return Some((native.kind().to_string(), native.message().to_string()));
    }
    let value = thrown.as_opaque()?;
    if value.is_null_or_undefined() {
        return None;
    }
    let Some(object) = value.as_object() else {
        let text = value.to_string(context).map_or_else(|_| value.display().to_string(), lossy);
        return Some(("Error".to_owned(), text));
    };
    let name = property(&object, "name", context).unwrap_or_else(|| "Error".to_owned());
    let message = property(&object, "message", context);
    let message = message.unwrap_or_else(|| seam::inspect(value, context).unwrap_or_default());
    Some((name, message))
}

/// Reads a text member; members that are no text, or that throw, count as absent.
fn property(object: &JsObject, name: &str, context: &mut Context) -> Option<String> {
    let value = object.get(js_string!(name), context).ok()?;
    value.as_string().map(lossy)
}

fn is_error(object: &JsObject, context: &mut Context) -> bool {
    property(object, "message", context).is_some()
}

fn lossy(text: JsString) -> String {
    text.to_std_string_lossy()
}

fn source(id: u64, context: &Context) -> Option<String> {
    let session = Session::of(context).ok()?;
    session.sources.borrow().get(&id).map(|source| source.to_string())
}

/// A stack frame.
struct Frame {
    /// As shown; `None` for frames of the wrapper.
    text: Option<String>,
    place: Option<Place>,
}

/// A place in a script, 1-based.
struct Place {
    source: u64,
    line: u32,
    column: u32,
}

/// Reads the frames, innermost first, off the engine's text: `    at name (path:line:column)`.
fn frames(thrown: &JsError) -> Vec<Frame> {
    let text = thrown.to_string();
    let mut frames: Vec<_> =
        text.lines().rev().map_while(|line| line.strip_prefix("    at ")).map(frame).collect();
    frames.reverse();
    frames
}

fn frame(line: &str) -> Frame {
    let plain = || Frame { text: Some(line.to_owned()), place: None };
    let Some((function, path)) = line.strip_suffix(')').and_then(|line| line.rsplit_once(" ("))
    else {
        return plain();
    };
    let Some((path, column)) = path.rsplit_once(':') else { return plain() };
    let Some((path, at)) = path.rsplit_once(':') else { return plain() };
    let (Some((name, source)), Ok(line), Ok(column)) =
        (source_of(path), at.parse(), column.parse())
    else {
        return plain();
    };
    let column = without_prefix(line, column);
    let text = match function {
        "" | "<main>" | "<anonymous>" => format!("{name}:{line}:{column}"),
        function => format!("{function} ({name}:{line}:{column})"),
    };
    Frame { text: Some(text), place: Some(Place { source, line, column }) }
}

/// Takes the wrapper off a column of the first line.
fn without_prefix(line: u32, column: u32) -> u32 {
    if line == 1 { column.saturating_sub(PREFIX.len() as u32).max(1) } else { column }
}
