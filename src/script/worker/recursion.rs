//! Lets scripts catch what calls that go too deep throw. The engine's own error for it passes by
//! every `catch` and `finally`, so the functions that can be part of a recursion count for
//! themselves: `function f() { f() }` becomes `function f() {__deep(); f() }`, and `__deep` throws
//! V8's `RangeError` before the engine would.
//!
//! A recursion can only pass by names, as far as text tells: a function that mentions no function
//! of the script needs no check, and so do callbacks and leaves of the call tree run at full speed.
//! A script that catches nothing is left as it is.

use std::collections::HashSet;

use boa_engine::error::{EngineError, RuntimeLimitError};
use boa_engine::{Context, JsError, JsNativeError, JsResult, JsValue};

use super::compile::DEEP;
use super::edits::Edit;
use super::pieces::Pieces;

/// What V8 says when calls go too deep.
pub(super) const TOO_DEEP: &str = "Maximum call stack size exceeded";

/// Most calls inside calls; V8 allows about as many.
const CALLS: usize = 10_000;

/// Where the engine itself puts an end to it, uncatchably. A call that comes through a native
/// function counts twice there, and code behind the last check needs room. Needs at most 60 MB of
/// the worker's stack.
pub(super) const ENGINE_LIMIT: usize = 2 * CALLS + 4_000;

/// Words before a `(…) {` that is no function.
const CONTROL: [&str; 7] = ["if", "for", "while", "switch", "with", "catch", "await"];

/// What instrumented functions call first.
///
/// # Errors
/// V8's `RangeError`, when calls go too deep.
pub(super) fn deep(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    if context.stack_trace().size_hint().0 > CALLS {
        return Err(JsNativeError::range().with_message(TOO_DEEP).into());
    }
    Ok(JsValue::undefined())
}

/// Makes the engine's error for calls that go too deep one that scripts can catch; other errors
/// stay as they are. For native functions that call functions of scripts.
pub(super) fn catchable(thrown: JsError) -> JsError {
    match thrown.as_engine() {
        Some(EngineError::RuntimeLimit(
            RuntimeLimitError::Recursion | RuntimeLimitError::StackSize,
        )) => JsNativeError::range().with_message(TOO_DEEP).into(),
        _ => thrown,
    }
}

/// Lists the checks that a script needs.
pub(super) fn edits(pieces: &Pieces<'_>) -> Vec<Edit> {
    if !pieces.mentions("try") && !pieces.mentions("catch") {
        return Vec::new();
    }
    checks(pieces)
}

/// Lists the checks that an evaluated text needs: who evaluates it may catch what it throws.
pub(super) fn checks(pieces: &Pieces<'_>) -> Vec<Edit> {
    let text = Text::new(pieces);
    let functions: Vec<_> = (0..pieces.tokens().len()).filter_map(|at| text.function(at)).collect();
    let classes = (0..pieces.tokens().len()).filter_map(|at| text.class(at));
    let names: HashSet<_> = functions.iter().filter_map(|one| one.name).chain(classes).collect();
    let mut count = 0;
    let before: Vec<usize> = (0..=pieces.tokens().len())
        .map(|at| {
            let here = count;
            count += usize::from(names.contains(text.at(at)));
            here
        })
        .collect();
    let calls = |one: &&Function<'_>| before[one.end] > before[one.start];
    functions.iter().filter(calls).filter_map(|one| text.check(one)).collect()
}

/// A function of a script.
struct Function<'a> {
    name: Option<&'a str>,
    /// Index of the body's first token: the `{` of a block.
    start: usize,
    /// Index behind the body's last token.
    end: usize,
}

/// A source text, and where its expressions end.
struct Text<'a> {
    pieces: &'a Pieces<'a>,
    /// For every token the index of the one that ends the expression it is in.
    ends: Vec<usize>,
}

impl<'a> Text<'a> {
    fn new(pieces: &'a Pieces<'a>) -> Self {
        let count = pieces.tokens().len();
        let mut ends = vec![count; count + 1];
        for at in (0..count).rev() {
            ends[at] = match pieces.at(at) {
                "," | ";" | ")" | "]" => at,
                closing if closing.starts_with('}') => at,
                _ => ends[pieces.twin(at).max(at) + 1],
            };
        }
        Self { pieces, ends }
    }

    /// The token at an index; nothing outside of the text.
    fn at(&self, index: usize) -> &'a str {
        self.pieces.at(index)
    }

    /// The name at an index, when there is one.
    fn name(&self, index: usize) -> Option<&'a str> {
        let text = self.at(index);
        let begins = |char: char| char.is_alphabetic() || char == '_' || char == '$';
        text.starts_with(begins).then_some(text)
    }

    /// The name that something is assigned to, given the index before it.
    fn assigned(&self, before: usize) -> Option<&'a str> {
        let before = if self.at(before) == "async" { before.checked_sub(1)? } else { before };
        matches!(self.at(before), "=" | ":").then(|| self.name(before.checked_sub(1)?))?
    }

    /// The class whose keyword is at an index.
    fn class(&self, at: usize) -> Option<&'a str> {
        (self.at(at) == "class").then(|| self.name(at + 1))?
    }

    /// The function whose `{` or `=>` is at an index.
    fn function(&self, at: usize) -> Option<Function<'a>> {
        match self.at(at) {
            "{" if at > 0 && self.at(at - 1) == ")" => self.block(at),
            "=" if self.pieces.arrow(at) => self.arrow(at),
            _ => None,
        }
    }

    /// `function name(…) {`, `function (…) {`, `name(…) {`.
    fn block(&self, at: usize) -> Option<Function<'a>> {
        let end = self.pieces.twin(at).max(at);
        let before = self.pieces.twin(at - 1).checked_sub(1)?;
        let word = self.at(before);
        if CONTROL.contains(&word) {
            return None;
        }
        let keyword = if word == "*" { before.saturating_sub(1) } else { before };
        let name = if self.at(keyword) == "function" {
            keyword.checked_sub(1).and_then(|before| self.assigned(before))
        } else {
            self.name(before)
        };
        Some(Function { name, start: at, end })
    }

    /// `(…) => …`, `name => …`.
    fn arrow(&self, at: usize) -> Option<Function<'a>> {
        let last = at.checked_sub(1)?;
        let before = self.pieces.twin(last).min(last).checked_sub(1);
        let name = before.and_then(|before| self.assigned(before));
        let start = at + 2;
        let end = if self.at(start) == "{" { self.pieces.twin(start) } else { self.ends[start] };
        Some(Function { name, start, end: end.max(start) })
    }

    /// The change that makes a function check. The branch of a conditional ends where the body of
    /// an arrow function does, so that a check before it needs no closing bracket.
    fn check(&self, function: &Function<'_>) -> Option<Edit> {
        let first = self.pieces.tokens().get(function.start)?;
        if self.at(function.start) != "{" {
            return Some(Edit::insert(first.start, format!("{DEEP}()?0:")));
        }
        // Directives must stay first.
        let directive = self.at(function.start + 1).starts_with(['"', '\'']);
        let behind = match (directive, self.at(function.start + 2)) {
            (false, _) => first,
            (true, ";") => self.pieces.tokens().get(function.start + 2)?,
            (true, _) => return None,
        };
        Some(Edit::insert(behind.end, format!("{DEEP}();")))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::edits::apply;
    use super::*;

    fn instrument(source: &str) -> String {
        apply(source, edits(&Pieces::new(source))).0
    }

    #[test]
    fn functions_that_mention_functions_check() {
        for (source, wanted) in [
            ("function f() { f() }", "function f() {__deep(); f() }"),
            ("f = function (n) { return f(n) }", "f = function (n) {__deep(); return f(n) }"),
            ("o = { f: function* () { o.f() } }", "o = { f: function* () {__deep(); o.f() } }"),
            ("const f = n => f(n + 1)", "const f = n => __deep()?0:f(n + 1)"),
            ("const f = async (n) => { f() }", "const f = async (n) => {__deep(); f() }"),
            ("o = { f(n) { this.f() } }", "o = { f(n) {__deep(); this.f() } }"),
            ("o = { get f() { return o.f } }", "o = { get f() {__deep(); return o.f } }"),
            ("class A { constructor() { new A }}", "class A { constructor() {__deep(); new A }}"),
            (
                "function f() { g() } function g() { f() }",
                "function f() {__deep(); g() } function g() {__deep(); f() }",
            ),
            ("function f() { 'use strict'; f() }", "function f() { 'use strict';__deep(); f() }"),
            ("function f() { 'use strict'\nf() }", "function f() { 'use strict'\nf() }"),
            ("function f() {} f(() => 1)", "function f() {} f(() => 1)"),
            ("function f() {} g(x => f(x), f)", "function f() {} g(x => __deep()?0:f(x), f)"),
            ("function f() {} if (f()) { f() }", "function f() {} if (f()) { f() }"),
            ("f = a => b => f(a)", "f = a => __deep()?0:b => __deep()?0:f(a)"),
        ] {
            let wrap = |text: &str| format!("{text}; try {{}} catch (e) {{}}");
            assert_eq!(instrument(&wrap(source)), wrap(wanted));
        }
    }

    #[test]
    fn scripts_that_catch_nothing_stay_as_they_are() {
        assert_eq!(instrument("function f() { f() }"), "function f() { f() }");
    }

    proptest! {
        #[test]
        fn nothing_panics(source in "(catch|function|=>|f|=|class|[(){}`$/'\"\\\\ \n,;]|ø|e){0,30}") {
            let text = [source.as_str(), "try"].concat();
            prop_assert!(instrument(&text).len() >= text.len());
        }
    }
}
