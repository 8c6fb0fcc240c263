//! What can be proved of a script before it runs.
//!
//! A harmless script may be run in the host's own process: it ends soon, needs little room, asks the
//! host for nothing and leaves nothing behind but what is told in its outcome. It is told by what it
//! may contain, not by what it may not: every kind of expression and every name has to be known as
//! harmless. So there are no functions that it calls itself, no `while`, no regular expressions, no
//! libraries; texts cannot grow beyond a small multiple of what it is given.

mod budget;
mod contained;
mod harmless;
mod names;
#[cfg(test)]
mod tests;
mod words;

use boa_engine::Source;
use boa_engine::ast::function::FunctionBody;
use boa_engine::interner::Interner;
use boa_engine::parser::Parser;

use crate::script::protocol::Verdict;

use super::nesting;

/// Largest script that is looked at, in bytes.
const MOST: usize = 64 * 1024;

/// Judges a script by its text.
pub(super) fn judge(source: &str) -> Verdict {
    if source.len() > MOST || nesting::check(source).is_err() {
        return Verdict::Open;
    }
    let mut interner = Interner::new();
    let Some(body) = parse(source, &mut interner) else { return Verdict::Open };
    if harmless::is_harmless(&body, source, &interner) {
        Verdict::Harmless
    } else if contained::is_contained(&body, source, &interner) {
        Verdict::Contained
    } else {
        Verdict::Open
    }
}

/// Parses a script as the body of a function, as it is run.
fn parse(source: &str, interner: &mut Interner) -> Option<FunctionBody> {
    let awaits = source.contains("await");
    Parser::new(Source::from_bytes(source)).parse_function_body(interner, false, awaits).ok()
}
