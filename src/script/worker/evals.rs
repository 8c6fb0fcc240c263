//! Gives texts that scripts evaluate what scripts get themselves: `eval(text)` becomes
//! `eval(__text(text))`, and `new Function('a', text)` becomes `new Function(...__text('a', text))`
//! with the last one changed. The call stays a direct `eval`, so the text sees what it should.

use std::collections::VecDeque;

use boa_engine::object::builtins::JsArray;
use boa_engine::{Context, JsArgs, JsResult, JsString, JsValue};

use super::compile::{TEXT, TEXTS};
use super::edits::Edit;
use super::pieces::Pieces;
use super::session::Session;
use super::{compile, last_match, native};

/// How many texts are kept with what became of them; large libraries are evaluated again and again.
const KEPT: usize = 4;

/// Texts that were evaluated last, newest first, and what was evaluated in their place.
pub(super) type Known = VecDeque<(JsString, JsString)>;

/// Lists the changes.
pub(super) fn edits(pieces: &Pieces<'_>) -> Vec<Edit> {
    if !pieces.mentions("eval") && !pieces.mentions("Function") {
        return Vec::new();
    }
    let calls = (1..pieces.tokens().len()).filter(|at| pieces.at(*at) == "(");
    calls.filter_map(|open| call(pieces, open)).flatten().collect()
}

/// The changes for a call whose `(` is at an index, when it evaluates a text.
fn call(pieces: &Pieces<'_>, open: usize) -> Option<[Edit; 2]> {
    let close = pieces.twin(open);
    // What is called and what stands before it; `(0, eval)(text)` calls by a bracket.
    let indirect = pieces.before(open) == ")" && open > 2 && pieces.at(open - 2) == "eval";
    let name = if indirect { open - 2 } else { open - 1 };
    let opening = match (pieces.at(name), pieces.before(name)) {
        (_, "." | "function" | "class" | "*") => return None,
        ("eval", _) => format!("{TEXT}("),
        ("Function", _) => format!("...{TEXTS}("),
        _ => return None,
    };
    // A method of that name has a body behind its parameters.
    if close <= open + 1 || pieces.at(close + 1) == "{" {
        return None;
    }
    let (from, to) = (pieces.tokens()[open].end, pieces.tokens()[close].start);
    Some([Edit::insert(from, opening), Edit::insert(to, ")")])
}

/// What `eval` is given in place of a value.
pub(super) fn text(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    changed(args.get_or_undefined(0), context)
}

/// What `Function` is given in place of values: the last one is the body.
pub(super) fn texts(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let mut args = args.to_vec();
    if let Some(body) = args.last_mut() {
        *body = changed(body, context)?;
    }
    Ok(JsArray::from_iter(args, context).into())
}

/// Changes a text; other values stay as they are.
fn changed(value: &JsValue, context: &mut Context) -> JsResult<JsValue> {
    let Some(text) = value.as_string() else { return Ok(value.clone()) };
    let session = Session::of(context)?;
    let mut known = session.instrumented.borrow_mut();
    if let Some(at) = known.iter().position(|(before, _)| *before == text) {
        known.swap(0, at);
        return Ok(known[0].1.clone().into());
    }
    let source = text.to_std_string_lossy();
    last_match::offer(&source, context)?;
    let (changed, edits) = compile::instrument_evaluated(&source);
    let changed = if edits.is_empty() { text.clone() } else { JsString::from(changed) };
    known.truncate(KEPT - 1);
    known.push_front((text, changed.clone()));
    Ok(changed.into())
}

/// Puts the helpers where texts find them that see nothing of the script.
pub(super) fn register(context: &mut Context) -> JsResult<()> {
    let global = context.global_object();
    native::methods(&global, &compile::HELPERS, context)
}

/// Takes out of a function's text what was put in.
pub(super) fn written(code: &str) -> String {
    let (one, all) = (format!("{TEXT}("), format!("...{TEXTS}("));
    let mut text = code.to_owned();
    for opening in [one, all] {
        while let Some(at) = text.find(&opening) {
            let open = at + opening.len() - 1;
            let pieces = Pieces::new(&text[open..]);
            let close = Some(pieces.twin(0)).filter(|close| *close > 0);
            if let Some(close) = close.map(|close| open + pieces.tokens()[close].start) {
                text.remove(close);
            }
            text.replace_range(at..=open, "");
        }
    }
    text
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
    fn evaluated_texts_pass_through_our_hands() {
        for (source, wanted) in [
            ("eval(a)", "eval(__text(a))"),
            ("x = eval('(' + f(a) + ')')", "x = eval(__text('(' + f(a) + ')'))"),
            ("(0, eval)(a)", "(0, eval)(__text(a))"),
            ("eval(eval(a))", "eval(__text(eval(__text(a))))"),
            ("new Function(a)", "new Function(...__texts(a))"),
            ("Function('a', b)()", "Function(...__texts('a', b))()"),
        ] {
            assert_eq!(instrument(source), wanted);
            assert_eq!(written(wanted), source);
        }
        for source in [
            "eval",
            "eval()",
            "a.eval(b)",
            "function eval(a) {}",
            "o = { eval(a) {} }",
            "f instanceof Function",
            "medieval(a)",
            "'eval(a)'",
        ] {
            assert_eq!(instrument(source), source);
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(source in "(eval|Function|x|[(){}`$/'\"\\\\ \n,;:]|ø|\\[|\\]){0,30}") {
            prop_assert_eq!(written(&instrument(&source)), source);
        }
    }
}
