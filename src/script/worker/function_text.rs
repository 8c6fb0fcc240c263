//! `Function.prototype.toString` that shows functions as they were written, without what
//! `catches`, `recursion` and their like put into them: scripts keep such texts in variables and evaluate them
//! elsewhere.

use std::borrow::Cow;

use boa_engine::object::FunctionObjectBuilder;
use boa_engine::object::builtins::JsFunction;
use boa_engine::{
    Context, Finalize, JsData, JsResult, JsString, JsValue, NativeFunction, Trace, js_string,
};

use super::compile::{CAUGHT, DEEP, TEXT};
use super::lengths::LENGTH;
use super::rests::{self, REST};
use super::{evals, native};

/// The engine's own `toString`.
#[derive(Clone, Trace, Finalize, JsData)]
struct ToString(JsFunction);

/// Replaces the method.
pub(super) fn register(context: &mut Context) -> JsResult<()> {
    let prototype = context.intrinsics().constructors().function().prototype();
    let Some(known) = prototype.get(js_string!("toString"), context)?.as_function() else {
        return Ok(());
    };
    let code = NativeFunction::from_copy_closure_with_captures(to_string, ToString(known));
    let function =
        FunctionObjectBuilder::new(context.realm(), code).name(js_string!("toString")).build();
    native::hidden(&prototype, "toString", function, context)
}

fn to_string(
    this: &JsValue,
    _: &[JsValue],
    ToString(known): &ToString,
    context: &mut Context,
) -> JsResult<JsValue> {
    let text = known.call(this, &[], context)?;
    let Some(code) = text.as_string().map(|text| text.to_std_string_lossy()) else {
        return Ok(text);
    };
    Ok(match written(&code) {
        Cow::Borrowed(_) => text,
        Cow::Owned(written) => JsString::from(written).into(),
    })
}

/// Takes out what was put in.
fn written(code: &str) -> Cow<'_, str> {
    let (deep, caught) = (format!("{DEEP}()"), format!("{CAUGHT}("));
    let put_in = [deep.as_str(), &caught, LENGTH, REST, TEXT];
    if !put_in.iter().any(|part| code.contains(part)) {
        return Cow::Borrowed(code);
    }
    let code = evals::written(&rests::written(code));
    let code = code
        .replace(LENGTH, ".length")
        .replace(&format!("{deep};"), "")
        .replace(&format!("{deep}?0:"), "");
    let mut text = String::with_capacity(code.len());
    let mut rest = code.as_str();
    while let Some((before, behind)) = rest.split_once(&caught) {
        let Some((_, behind)) = behind.split_once(");") else { break };
        match before.strip_suffix('=').and_then(pattern) {
            Some((clause, body, pattern)) => text.extend([clause, "(", pattern, ")", body]),
            None => text.push_str(before),
        }
        rest = behind;
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// Takes `catch(_e) {let pattern` apart: what stands before the bracket, what stands between it and
/// the `let`, and the pattern.
fn pattern(text: &str) -> Option<(&str, &str, &str)> {
    let (clause, behind) = text.rsplit_once("(_e)")?;
    let (space, pattern) = behind.split_once("{let ")?;
    Some((clause, &behind[..=space.len()], pattern))
}

#[cfg(test)]
mod tests {
    use super::super::compile::instrument;
    use super::*;

    #[test]
    fn what_was_put_in_is_taken_out() {
        for source in [
            "function f() { f() }",
            "const f = () => { try { f() } catch (e) { f(e) } }",
            "try { f() } catch ({ message: m }) { m } try { f() } catch (e) {} const f = () => f()",
            "try{}catch([a]){}",
            "function f() { return 'try' }",
            "function f({ x: { a }, ...r }) { eval(r); return new Function(a, r) }",
        ] {
            let source = format!("{source} // try");
            assert_eq!(written(&instrument(&source).0), source);
        }
    }
}
