//! From source text to a function that runs it.
//!
//! Postman's wrapping: an async arrow inside a function whose parameters are the script's own
//! globals. `await` and `return` are legal at the top, declarations stay inside and may shadow any
//! global, names assigned without a declaration outlive the script. The code opens on the first
//! line, so that lines match; the `;` keeps a leading `"use strict"` from being a directive.

use std::path::Path;
use std::rc::Rc;

use boa_engine::object::builtins::JsFunction;
use boa_engine::{Context, JsNativeError, JsResult, Script, Source};

use crate::maps::FastMap;

use super::edits::{self, Edit, Edits};
use super::native::Method;
use super::pieces::Pieces;
use super::session::Session;
use super::{
    catches, console, declarations, error, evals, last_match, lengths, nesting, recursion, rests,
    scan,
};

/// The text of a script.
#[derive(Debug, Default)]
pub(super) struct SourceText {
    /// As it was written.
    pub(super) text: String,
    /// What was changed before it was compiled.
    pub(super) edits: Edits,
    /// It puts something in the place of `console`.
    pub(super) assigns_console: bool,
}

/// What stands before the code on its first line.
pub(super) const PREFIX: &str =
    "(function(pm,arguments,__caught,__deep,__text,__texts){return(async()=>{;";
/// The same, of the same length, for code that never awaits: a promise less for every run.
const SYNC_PREFIX: &str =
    "(function(pm,arguments,__caught,__deep,__text,__texts){return(     ()=>{;";
/// The name of the function that catch clauses call; see `catches`.
pub(super) const CAUGHT: &str = "__caught";
/// The name of the function that functions call which may go too deep; see `recursion`.
pub(super) const DEEP: &str = "__deep";
/// The name of the function that texts pass through on their way to `eval`; see `evals`.
pub(super) const TEXT: &str = "__text";
/// And on their way to `Function`.
pub(super) const TEXTS: &str = "__texts";

/// The functions that scripts call without having written it, as the wrapping takes them.
pub(super) const HELPERS: [Method; 4] = [
    (CAUGHT, 1, error::caught),
    (DEEP, 0, recursion::deep),
    (TEXT, 1, evals::text),
    (TEXTS, 1, evals::texts),
];

/// Evaluated texts up to this size, in bytes, count their calls; in libraries, which are larger and
/// call themselves all the time, the counting would cost more than it is worth.
const COUNTED: usize = 64 * 1024;

/// What stands behind it.
pub(super) const SUFFIX: &str = "\n})()})";

/// Functions made of source texts, by source id.
#[derive(Default)]
pub(super) struct Compiled(FastMap<u64, JsFunction>);

impl Compiled {
    /// Finds or makes the function of a source.
    ///
    /// # Errors
    /// A syntax error in the text.
    pub(super) fn function(
        &mut self,
        id: u64,
        source: Option<String>,
        name: &str,
        context: &mut Context,
    ) -> JsResult<JsFunction> {
        if let Some(function) = self.0.get(&id) {
            return Ok(function.clone());
        }
        let session = Session::of(context)?;
        let known = session.sources.borrow().get(&id).cloned();
        let source = match (source, known) {
            (Some(source), _) => source,
            (None, Some(source)) => source.text.clone(),
            (None, None) => {
                let message = format!("the text of script {id} has not been sent");
                return Err(JsNativeError::error().with_message(message).into());
            }
        };
        last_match::offer(&source, context)?;
        let (changed, edits) = instrument(&source);
        let mut function = compile(id, &changed, name, context);
        let assigns_console = console::is_assigned(&source);
        let mut known = SourceText { text: source, edits, assigns_console };
        if function.is_err() && !known.edits.is_empty() {
            // Errors of syntax are told in the script's own words and places.
            known.edits = Edits::default();
            function = compile(id, &known.text, name, context);
        }
        session.sources.borrow_mut().insert(id, Rc::new(known));
        let function = function?;
        self.0.insert(id, function.clone());
        Ok(function)
    }
}

/// Adds what a script has to call so that it sees errors as it would in V8, and mends what the engine
/// takes amiss.
pub(super) fn instrument(source: &str) -> (String, Edits) {
    let pieces = Pieces::new(source);
    let mut changes = recursion::edits(&pieces);
    changes.extend(told(&pieces));
    edits::apply(source, changes)
}

/// The same for a text that a script evaluates.
pub(super) fn instrument_evaluated(source: &str) -> (String, Edits) {
    let pieces = Pieces::new(source);
    let mut changes = told(&pieces);
    if source.len() <= COUNTED {
        changes.extend(recursion::checks(&pieces));
    }
    edits::apply(source, changes)
}

/// Mends only what the engine takes amiss.
pub(super) fn mend(source: &str) -> (String, Edits) {
    edits::apply(source, mends(&Pieces::new(source)))
}

/// What is told of catching and evaluating, and mended.
fn told(pieces: &Pieces<'_>) -> Vec<Edit> {
    [catches::edits(pieces), evals::edits(pieces), mends(pieces)].concat()
}

fn mends(pieces: &Pieces<'_>) -> Vec<Edit> {
    [lengths::edits(pieces), rests::edits(pieces)].concat()
}

/// The path that a source has in the engine's stack frames: shown name and source id.
pub(super) fn path(name: &str, id: u64) -> String {
    format!("{name}#{id}")
}

/// Takes such a path apart.
pub(super) fn source_of(path: &str) -> Option<(&str, u64)> {
    let (name, id) = path.rsplit_once('#')?;
    Some((name, id.parse().ok()?))
}

/// Parses a script as the body of the function that runs it.
///
/// # Errors
/// A syntax error, with its place in the wrapped text at the end of its message.
pub(super) fn parse(source: &str, path: &str, context: &mut Context) -> JsResult<Script> {
    nesting::check(source)?;
    if let Some((name, offset)) = declarations::duplicate(source) {
        let (line, column) = scan::place(source, offset);
        let column = if line == 1 { column + PREFIX.len() as u32 } else { column };
        let message =
            format!("Identifier '{name}' has already been declared at line {line}, col {column}");
        return Err(JsNativeError::syntax().with_message(message).into());
    }
    let prefix = if source.contains("await") { PREFIX } else { SYNC_PREFIX };
    let text = [prefix, source, SUFFIX].concat();
    Script::parse(Source::from_bytes(&text).with_path(Path::new(path)), None, context)
}

fn compile(id: u64, source: &str, name: &str, context: &mut Context) -> JsResult<JsFunction> {
    let value = parse(source, &path(name, id), context)?.evaluate(context)?;
    // A text that closes our brackets and opens its own can be anything.
    value
        .as_function()
        .ok_or_else(|| JsNativeError::syntax().with_message("Unexpected token '}'").into())
}
