//! What can be proved of a script before it runs.
//!
//! A harmless script may be run in the host's own process: it ends soon, needs little room, asks the
//! host for nothing and leaves nothing behind but what is told in its outcome. It is told by what it
//! may contain, not by what it may not: every kind of expression and every name has to be known as
//! harmless. So there are no loops, no functions but those that `pm.test` runs once, no computed
//! members, no regular expressions, no libraries; a script does no more than it has words for, with
//! texts that cannot grow much beyond those it is given.

mod budget;
mod harmless;
mod names;
#[cfg(test)]
mod tests;
mod words;

use boa_engine::Source;
use boa_engine::ast::expression::Expression;
use boa_engine::ast::function::FunctionBody;
use boa_engine::ast::scope::Scope;
use boa_engine::ast::statement::Statement;
use boa_engine::ast::{Script, StatementListItem};
use boa_engine::interner::Interner;
use boa_engine::parser::Parser;

use super::{compile, nesting};

/// Largest harmless script, in bytes.
const MOST: usize = 16 * 1024;

/// Brackets open at once.
const DEEPEST: usize = 24;

/// Texts that make a script another kind of function, or names look like others.
const ELSEWHERE: [&str; 2] = ["await", "\\u"];

/// Whether a script is harmless.
pub(super) fn is_harmless(source: &str) -> bool {
    let mut interner = Interner::new();
    source.len() <= MOST
        && nesting::depth(source.as_bytes()) <= DEEPEST
        && !ELSEWHERE.iter().any(|word| source.contains(word))
        && is_run_as_written(source)
        && parse(source, &mut interner).is_some_and(|script| {
            body(&script).is_some_and(|body| harmless::is_harmless(body, &interner))
        })
}

/// Parses a script as the body of a function, as it is run.
fn parse(source: &str, interner: &mut Interner) -> Option<Script> {
    let text = format!("(function(){{{source}\n}})");
    Parser::new(Source::from_bytes(&text)).parse_script(&Scope::new_global(), interner).ok()
}

/// Finds the body again; none when the script closes it, and goes on behind it.
fn body(script: &Script) -> Option<&FunctionBody> {
    let [StatementListItem::Statement(statement)] = script.statements().statements() else {
        return None;
    };
    let Statement::Expression(Expression::Parenthesized(inner)) = statement.as_ref() else {
        return None;
    };
    match inner.expression() {
        Expression::FunctionExpression(function) => Some(function.body()),
        _ => None,
    }
}

/// Whether what is run is the text itself, without anything put in.
fn is_run_as_written(source: &str) -> bool {
    compile::instrument(source).1.is_empty()
}
