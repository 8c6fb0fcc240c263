//! From what was thrown to what people read: name, message, place in the script.

use std::rc::Rc;

use boa_engine::builtins::error::Error;
use boa_engine::error::EngineError;
use boa_engine::object::JsObject;
use boa_engine::{Context, JsArgs, JsError, JsResult, JsString, JsValue, js_string};

use crate::script::protocol::ScriptError;

use super::compile::{PREFIX, SourceText, source_of};
use super::recursion::TOO_DEEP;
use super::session::Session;
use super::{inspect, scan, wording};

/// How the most frequent messages of all begin; they may be of null just as well.
const READ_OF_UNDEFINED: &str = "Cannot read properties of undefined (reading '";
const SET_OF_UNDEFINED: &str = "Cannot set properties of undefined (setting '";

/// The engine's path of text that was evaluated.
const EVALUATED: &str = "eval at ";
/// And of the body of a `new Function`, which stands behind a line of its own.
const FUNCTION: &str = "unknown at ";

/// Describes what was thrown; `None` for `throw null` and `throw undefined`, which Postman takes
/// for no error.
pub(super) fn describe(thrown: &JsError, context: &mut Context) -> Option<ScriptError> {
    let (name, message) = name_and_message(thrown, context)?;
    let mut frames = frames(thrown, context);
    // The wrapper's own call stands behind the script's last line.
    frames.retain(|frame| frame.place.as_ref().is_none_or(|place| !is_behind(place, context)));
    let message = if name == "SyntaxError" && !wording::is_engines(&message) {
        reworded_syntax(&message, context)
    } else {
        reworded_by(&message, &mut frames, context)
    };
    let in_script = |place: &&Place| place.origin != Origin::Evaluated;
    let place = frames.iter().find_map(|frame| frame.place.as_ref().filter(in_script));
    Some(ScriptError {
        name,
        message,
        line: place.map(|place| place.line),
        column: place.map(|place| place.column),
        stack: frames.iter().filter_map(Frame::text).collect(),
    })
}

/// What catch clauses call with what they caught, and give it back.
pub(super) fn caught(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let value = args.get_or_undefined(0);
    reword(value, context);
    Ok(value.clone())
}

/// Puts the message of an error that a script catches into V8's words.
pub(super) fn reword(caught: &JsValue, context: &mut Context) {
    let Some(error) = caught.as_object().filter(|object| object.is::<Error>()) else { return };
    let Some(message) = property(&error, "message", context) else { return };
    if !wording::is_engines(&message) {
        if property(&error, "name", context).as_deref() == Some("SyntaxError") {
            reword_syntax(&error, &message, context);
        }
        return;
    }
    let mut frames = frames(&JsError::from_opaque(caught.clone()), context);
    let worded = reworded_by(&message, &mut frames, context);
    if worded != message {
        // An error that scripts have frozen keeps the engine's words.
        let _ = error.set(js_string!("message"), JsString::from(worded), false, context);
    }
}

/// Puts the message of a syntax error in evaluated text into V8's words.
fn reword_syntax(error: &JsObject, message: &str, context: &mut Context) {
    let worded = reworded_syntax(message, context);
    if worded != message {
        let _ = error.set(js_string!("message"), JsString::from(worded), false, context);
    }
}

fn reworded_syntax(message: &str, context: &Context) -> String {
    let Ok(session) = Session::of(context) else { return message.to_owned() };
    let evaluated = session.evaluated.borrow().front().cloned().unwrap_or_default();
    wording::evaluated_syntax(message, &evaluated)
}

/// Puts a message into V8's words, told by the innermost frame; moves its place to the culprit.
fn reworded_by(message: &str, frames: &mut [Frame], context: &Context) -> String {
    if frames.first().is_some_and(Frame::is_native)
        && let Some(worded) = wording::native(message)
    {
        return worded;
    }
    if frames.first().is_some_and(Frame::is_ours) {
        return wording::v8(message, "", (0, 0)).message;
    }
    let mut nowhere = Place { origin: Origin::Evaluated, line: 0, column: 0 };
    let first = frames.iter_mut().find_map(|frame| frame.place.as_mut());
    reworded(message, first.unwrap_or(&mut nowhere), context)
}

/// Puts a message into V8's words; moves the place to the culprit.
fn reworded(message: &str, place: &mut Place, context: &Context) -> String {
    let Ok(session) = Session::of(context) else { return message.to_owned() };
    let Origin::Script(id) = place.origin else {
        let evaluated = session.evaluated.borrow();
        let worded = evaluated
            .iter()
            .map(|text| wording::v8(message, text, (place.line, place.column)).message)
            .find(|worded| worded != message);
        return worded.unwrap_or_else(|| wording::v8(message, "", (0, 0)).message);
    };
    let source = source(id, context);
    let text = source.as_ref().map_or("", |source| source.text.as_str());
    let worded = wording::v8(message, text, (place.line, place.column));
    (place.line, place.column) = worded.place;
    if of_null(&worded, text, context) {
        return worded.message.replacen("undefined", "null", 1);
    }
    worded.message
}

/// Tells whether what was read from, or written to, was null.
fn of_null(worded: &wording::Worded, text: &str, context: &Context) -> bool {
    let message = worded.message.as_str();
    let start = scan::offset(text, worded.place);
    let name = match message.strip_prefix(SET_OF_UNDEFINED) {
        Some(name) => start.and_then(|start| wording::written_name(text, start, name)),
        None => start.filter(|_| message.starts_with(READ_OF_UNDEFINED)),
    };
    let Some(name) = name else { return false };
    wording::is_null(text, name, || {
        let response = Session::of(context).ok()?.script.borrow().response.clone()?;
        response.small_json(context)
    })
}

/// Describes an error of compiling a script: the place stands in the engine's message.
pub(super) fn describe_syntax(
    thrown: &JsError,
    source_id: u64,
    context: &mut Context,
) -> Option<ScriptError> {
    let source = source(source_id, context).unwrap_or_default();
    describe_text(thrown, &source.text, context)
}

/// The same for a text that no session knows.
pub(super) fn describe_text(
    thrown: &JsError,
    source: &str,
    context: &mut Context,
) -> Option<ScriptError> {
    let (name, message) = name_and_message(thrown, context)?;
    let (message, place) = wording::syntax(&message, source);
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
    if is_error(reason, context)
        && let Some(error) = describe(&JsError::from_opaque(reason.clone()), context)
    {
        return error;
    }
    let shown = rejected_with(reason, context);
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

/// Shows a reason that is no error as Node does: objects by their class only.
fn rejected_with(reason: &JsValue, context: &mut Context) -> String {
    let Some(object) = reason.as_object() else {
        return reason.to_string(context).map_or_else(|_| reason.display().to_string(), lossy);
    };
    let class = object.get(js_string!("constructor"), context).ok();
    let class = class.as_ref().and_then(JsValue::as_object);
    let name = class.and_then(|class| property(&class, "name", context));
    format!("#<{}>", name.unwrap_or_else(|| "Object".to_owned()))
}

fn name_and_message(thrown: &JsError, context: &mut Context) -> Option<(String, String)> {
    if let Some(engine) = thrown.as_engine() {
        return Some(match engine {
            EngineError::RuntimeLimit(_) => ("RangeError".to_owned(), TOO_DEEP.to_owned()),
            other => ("Error".to_owned(), other.to_string()),
        });
    }
    if let Some(native) = thrown.as_native() {
        // The engine spells one of the names in its own way.
        let name = native.kind().to_string().replace("UriError", "URIError");
        return Some((name, native.message().to_string()));
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
    let message = message.unwrap_or_else(|| inspect::console(value, context));
    Some((name, message))
}

/// Reads a text member; members that are no text, or that throw, count as absent.
fn property(object: &JsObject, name: &str, context: &mut Context) -> Option<String> {
    let value = object.get(js_string!(name), context).ok()?;
    value.as_string().map(lossy)
}

/// Tells whether a value is an `Error` of the language; errors of the host are plain objects.
fn is_error(value: &JsValue, context: &mut Context) -> bool {
    let error = context.intrinsics().constructors().error().constructor();
    value.instance_of(&error.into(), context).unwrap_or(false)
}

fn lossy(text: JsString) -> String {
    text.to_std_string_lossy()
}

fn source(id: u64, context: &Context) -> Option<Rc<SourceText>> {
    let session = Session::of(context).ok()?;
    session.sources.borrow().get(&id).cloned()
}

fn is_behind(place: &Place, context: &Context) -> bool {
    let Origin::Script(id) = place.origin else { return false };
    source(id, context).is_some_and(|source| place.line > line_count(&source.text))
}

fn line_count(source: &str) -> u32 {
    u32::try_from(memchr::memchr_iter(b'\n', source.as_bytes()).count()).unwrap_or(u32::MAX) + 1
}

/// A stack frame.
struct Frame {
    /// The function's name, or the whole frame where it is none of a script.
    function: String,
    /// The script's name as shown.
    script: String,
    place: Option<Place>,
}

/// Whose text a place is in.
#[derive(PartialEq)]
enum Origin {
    /// That of a script, by id.
    Script(u64),
    /// Text that a script evaluated; the engine does not tell which.
    Evaluated,
}

/// A place in a script, 1-based.
struct Place {
    origin: Origin,
    line: u32,
    column: u32,
}

impl Frame {
    /// Tells whether this is a function of the engine.
    fn is_native(&self) -> bool {
        self.place.is_none() && self.function.contains("(native")
    }

    /// Tells whether this is a function of a library or package.
    fn is_ours(&self) -> bool {
        self.place.is_none() && !self.function.contains("(native") && self.function.contains(':')
    }

    /// Shows the frame as V8 does; native functions without a name are not worth a line.
    fn text(&self) -> Option<String> {
        let Self { function, script, place } = self;
        let Some(Place { line, column, .. }) = place else {
            return (!function.trim_start().starts_with('(')).then(|| function.clone());
        };
        Some(match function.as_str() {
            "" | "<main>" | "<anonymous>" => format!("{script}:{line}:{column}"),
            function => format!("{function} ({script}:{line}:{column})"),
        })
    }
}

/// Reads the frames, innermost first, off the engine's text: `    at name (path:line:column)`.
fn frames(thrown: &JsError, context: &Context) -> Vec<Frame> {
    let text = thrown.to_string();
    let lines = text.lines().rev().map_while(|line| line.strip_prefix("    at "));
    let mut frames: Vec<_> = lines.map(|line| frame(line, context)).collect();
    frames.reverse();
    frames
}

/// Shows the engine's frames of a stack as V8 does, each on a line of its own.
pub(super) fn stack_lines(text: &str, context: &Context) -> Vec<String> {
    text.lines()
        .map(|line| frame(line.trim_start().trim_start_matches("at "), context))
        .filter(|frame| frame.place.as_ref().is_none_or(|place| !is_behind(place, context)))
        .filter_map(|frame| frame.text())
        .collect()
}

fn frame(line: &str, context: &Context) -> Frame {
    script_frame(line, context).unwrap_or_else(|| Frame {
        function: line.to_owned(),
        script: String::new(),
        place: None,
    })
}

fn script_frame(line: &str, context: &Context) -> Option<Frame> {
    let (function, path) = line.strip_suffix(')')?.rsplit_once(" (")?;
    let (path, column) = path.rsplit_once(':')?;
    let (path, line) = path.rsplit_once(':')?;
    let (line, column) = (line.parse().ok()?, column.parse().ok()?);
    let (script, place) = match source_of(path) {
        Some((script, id)) => {
            let column = without_prefix(line, column);
            let column =
                source(id, context).map_or(column, |source| source.edits.original((line, column)));
            (script, Place { origin: Origin::Script(id), line, column })
        }
        None if path == EVALUATED => ("eval", Place { origin: Origin::Evaluated, line, column }),
        None if path == FUNCTION && line > 1 => {
            ("Function", Place { origin: Origin::Evaluated, line: line - 1, column })
        }
        None => return None,
    };
    Some(Frame { function: function.to_owned(), script: script.to_owned(), place: Some(place) })
}

/// Takes the wrapper off a column of the first line.
fn without_prefix(line: u32, column: u32) -> u32 {
    if line == 1 { column.saturating_sub(PREFIX.len() as u32).max(1) } else { column }
}
