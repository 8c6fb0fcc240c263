//! Whether script texts compile, without running them.

use std::io;
use std::thread::Builder;

use boa_engine::Context;

use crate::script::protocol::ScriptError;

use super::{STACK, compile, error};

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
    let parsed = compile::parse(source, "script", context);
    error::describe_text(&parsed.err()?, source, context)
}
