//! Whether script texts compile, without running them.

use std::io;
use std::path::Path;
use std::thread::Builder;

use boa_engine::{Context, Script, Source};

use crate::script::protocol::ScriptError;

use super::compile::{PREFIX, SUFFIX};
use super::{STACK, error, nesting};

/// Compiles every text as the worker would; the result has one element a text.
///
/// # Errors
/// Fails when the system gives no thread with the stack that the parser needs.
pub(in crate::script) fn syntax(sources: &[String]) -> io::Result<Vec<Option<ScriptError>>> {
    let sources = sources.to_vec();
    let work = move || {
        let mut context = Context::default();
        sources.iter().map(|source| fault(source, &mut context)).collect()
    };
    let thread = Builder::new().name("syntax".to_owned()).stack_size(STACK).spawn(work)?;
    thread.join().map_err(|_| io::Error::other("the parser gave up"))
}

fn fault(source: &str, context: &mut Context) -> Option<ScriptError> {
    let parsed = nesting::check(source).and_then(|()| {
        let text = [PREFIX, source, SUFFIX].concat();
        Script::parse(Source::from_bytes(&text).with_path(Path::new("script")), None, context)
    });
    error::describe_text(&parsed.err()?, source, context)
}
