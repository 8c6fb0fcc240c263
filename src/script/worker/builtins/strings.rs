//! String methods that the engine does in quadratic time, or with a length that ends the process.

use boa_engine::object::builtins::JsArray;
use boa_engine::string::JsStrVariant;
use boa_engine::{
    Context, JsArgs, JsNativeError, JsResult, JsString, JsSymbol, JsValue, js_string,
};

use super::define;

/// V8's longest string, in UTF-16 units.
const MAX_LENGTH: usize = (1 << 29) - 24;

pub(super) fn register(context: &mut Context) {
    let prototype = context.intrinsics().constructors().string().prototype();
    define::method(&prototype, "split", 2, split, context);
    define::method(&prototype, "indexOf", 1, index_of, context);
    define::method(&prototype, "lastIndexOf", 1, last_index_of, context);
    define::method(&prototype, "includes", 1, includes, context);
    define::method(&prototype, "replaceAll", 2, replace_all, context);
    define::method(&prototype, "repeat", 1, repeat, context);
    define::method(&prototype, "padStart", 1, pad_start, context);
    define::method(&prototype, "padEnd", 1, pad_end, context);
    define::method(&prototype, "has", 1, has, context);
}

fn text_of(this: &JsValue, method: &str, context: &mut Context) -> JsResult<JsString> {
    if this.is_null_or_undefined() {
        let message = format!("String.prototype.{method} called on null or undefined");
        return Err(JsNativeError::typ().with_message(message).into());
    }
    this.to_string(context)
}

/// Calls `value[symbol](this, …)` when there is such a method: regular expressions have them.
fn delegate(
    value: &JsValue,
    symbol: JsSymbol,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<Option<JsValue>> {
    let Some(object) = value.as_object() else { return Ok(None) };
    match object.get(symbol, context)?.as_callable() {
        Some(method) => method.call(value, args, context).map(Some),
        None => Ok(None),
    }
}

/// Finds `needle` from `from` on.
fn find(haystack: &JsString, needle: &JsString, from: usize) -> Option<usize> {
    if from > haystack.len() {
        return None;
    }
    match (haystack.as_str().variant(), needle.as_str().variant()) {
        (JsStrVariant::Latin1(text), JsStrVariant::Latin1(wanted)) => {
            memchr::memmem::find(&text[from..], wanted).map(|at| at + from)
        }
        (JsStrVariant::Latin1(text), JsStrVariant::Utf16(wanted)) => {
            let wanted: Option<Vec<u8>> =
                wanted.iter().map(|unit| u8::try_from(*unit).ok()).collect();
            memchr::memmem::find(&text[from..], &wanted?).map(|at| at + from)
        }
        (JsStrVariant::Utf16(text), _) => {
            find_units(&text[from..], &needle.to_vec()).map(|at| at + from)
        }
    }
}

fn find_units(text: &[u16], wanted: &[u16]) -> Option<usize> {
    let Some((first, rest)) = wanted.split_first() else { return Some(0) };
    let mut start = 0;
    while let Some(at) = text[start..].iter().position(|unit| unit == first) {
        let after = start + at + 1;
        if text[after..].starts_with(rest) {
            return Some(after - 1);
        }
        start = after;
    }
    None
}

fn rfind(haystack: &JsString, needle: &JsString, from: usize) -> Option<usize> {
    let (text, wanted) = (haystack.to_vec(), needle.to_vec());
    let last = text.len().checked_sub(wanted.len())?.min(from);
    (0..=last).rev().find(|at| text[*at..].starts_with(&wanted))
}

/// All places of `needle`, not overlapping. An empty one is before every unit and at the end.
fn find_all(haystack: &JsString, needle: &JsString) -> Vec<usize> {
    if needle.is_empty() {
        return (0..=haystack.len()).collect();
    }
    if let (JsStrVariant::Latin1(text), JsStrVariant::Latin1(wanted)) =
        (haystack.as_str().variant(), needle.as_str().variant())
    {
        return memchr::memmem::find_iter(text, wanted).collect();
    }
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(at) = find(haystack, needle, from) {
        found.push(at);
        from = at + needle.len();
    }
    found
}

fn split(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (separator, limit) = (args.get_or_undefined(0), args.get_or_undefined(1));
    if !this.is_null_or_undefined()
        && let Some(parts) =
            delegate(separator, JsSymbol::split(), &[this.clone(), limit.clone()], context)?
    {
        return Ok(parts);
    }
    let text = text_of(this, "split", context)?;
    let limit = if limit.is_undefined() { u32::MAX } else { limit.to_u32(context)? } as usize;
    let needle = separator.to_string(context)?;
    let mut parts: Vec<JsValue> = Vec::new();
    if limit == 0 {
    } else if separator.is_undefined() {
        parts.push(text.into());
    } else if needle.is_empty() {
        parts.extend((0..text.len().min(limit)).map(|at| text.slice(at, at + 1).into()));
    } else {
        let mut start = 0;
        for at in find_all(&text, &needle) {
            parts.push(text.slice(start, at).into());
            start = at + needle.len();
        }
        parts.push(text.slice(start, text.len()).into());
        parts.truncate(limit);
    }
    Ok(JsArray::from_iter(parts, context).into())
}

/// Clamps a position argument to the text.
fn position(value: &JsValue, length: usize, context: &mut Context) -> JsResult<usize> {
    let number = value.to_integer_or_infinity(context)?.clamp_finite(0, i64::MAX);
    Ok(usize::try_from(number).unwrap_or(usize::MAX).min(length))
}

fn place(found: Option<usize>) -> JsValue {
    found.map_or_else(|| JsValue::new(-1), JsValue::new)
}

fn index_of(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let text = text_of(this, "indexOf", context)?;
    let needle = args.get_or_undefined(0).to_string(context)?;
    let from = position(args.get_or_undefined(1), text.len(), context)?;
    Ok(place(find(&text, &needle, from)))
}

fn last_index_of(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let text = text_of(this, "lastIndexOf", context)?;
    let needle = args.get_or_undefined(0).to_string(context)?;
    let number = args.get_or_undefined(1).to_number(context)?;
    let from =
        if number.is_nan() { text.len() } else { position(&number.into(), text.len(), context)? };
    Ok(place(rfind(&text, &needle, from)))
}

fn includes(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let text = text_of(this, "includes", context)?;
    let wanted = args.get_or_undefined(0);
    if let Some(object) = wanted.as_object() {
        let matcher = object.get(JsSymbol::r#match(), context)?;
        if matcher.to_boolean() || (matcher.is_undefined() && wanted.is_regexp()) {
            let message =
                "First argument to String.prototype.includes must not be a regular expression";
            return Err(JsNativeError::typ().with_message(message).into());
        }
    }
    let needle = wanted.to_string(context)?;
    let from = position(args.get_or_undefined(1), text.len(), context)?;
    Ok(find(&text, &needle, from).is_some().into())
}

/// `has(text or pattern)`, of all that Sugar.js gives strings in Postman the one that stood in
/// Postman's own snippets: `tests["Body matches"] = responseBody.has("text")`.
fn has(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let text = text_of(this, "has", context)?;
    let wanted = args.get_or_undefined(0);
    if wanted.is_regexp() {
        let found = delegate(wanted, JsSymbol::search(), &[text.into()], context)?;
        return Ok(found.is_some_and(|at| at.as_number().is_some_and(|at| at >= 0.0)).into());
    }
    let needle = wanted.to_string(context)?;
    Ok(find(&text, &needle, 0).is_some().into())
}

fn replace_all(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (wanted, replacement) = (args.get_or_undefined(0), args.get_or_undefined(1));
    if wanted.is_regexp() && !this.is_null_or_undefined() {
        let flags = wanted.to_object(context)?.get(js_string!("flags"), context)?;
        if !flags.to_string(context)?.to_std_string_lossy().contains('g') {
            let message = "replaceAll must be called with a global RegExp";
            return Err(JsNativeError::typ().with_message(message).into());
        }
    }
    if !this.is_null_or_undefined()
        && let Some(replaced) =
            delegate(wanted, JsSymbol::replace(), &[this.clone(), replacement.clone()], context)?
    {
        return Ok(replaced);
    }
    let text = text_of(this, "replaceAll", context)?;
    let needle = wanted.to_string(context)?;
    let function = replacement.as_callable();
    let template = match function {
        Some(_) => Vec::new(),
        None => replacement.to_string(context)?.to_vec(),
    };
    let units = text.to_vec();
    let (mut out, mut end): (Vec<u16>, usize) = (Vec::new(), 0);
    for at in find_all(&text, &needle) {
        out.extend_from_slice(&units[end..at]);
        end = at + needle.len();
        match &function {
            Some(function) => {
                let args = [needle.clone().into(), JsValue::new(at), text.clone().into()];
                let new = function.call(&JsValue::undefined(), &args, context)?;
                out.extend(new.to_string(context)?.to_vec());
            }
            None => expand(&template, &units, at..end, &mut out),
        }
        check_length(out.len())?;
    }
    out.extend_from_slice(&units[end..]);
    check_length(out.len())?;
    Ok(narrow(&out).into())
}

/// Writes a replacement: `$$`, `$&`, `` $` `` and `$'` stand for something.
fn expand(template: &[u16], text: &[u16], found: std::ops::Range<usize>, out: &mut Vec<u16>) {
    let mut rest = template;
    while let Some((&unit, after)) = rest.split_first() {
        let special = (unit == u16::from(b'$'))
            .then(|| after.first().copied().and_then(|next| u8::try_from(next).ok()));
        let piece = match special.flatten() {
            Some(b'$') => Some(&after[..1]),
            Some(b'&') => Some(&text[found.clone()]),
            Some(b'`') => Some(&text[..found.start]),
            Some(b'\'') => Some(&text[found.end..]),
            _ => None,
        };
        if let Some(piece) = piece {
            out.extend_from_slice(piece);
            rest = &after[1..];
        } else {
            out.push(unit);
            rest = after;
        }
    }
}

/// Makes a string that takes one byte a unit where the text allows it and it is not large.
fn narrow(units: &[u16]) -> JsString {
    match String::from_utf16(units) {
        Ok(text) => super::js_text(&text),
        Err(_) => JsString::from(units),
    }
}

fn check_length(length: usize) -> JsResult<()> {
    if length > MAX_LENGTH {
        return Err(JsNativeError::range().with_message("Invalid string length").into());
    }
    Ok(())
}

fn repeat(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let text = text_of(this, "repeat", context)?;
    let count = args.get_or_undefined(0).to_number(context)?;
    if count < 0.0 && count.trunc() < 0.0 || count.is_infinite() {
        let message = format!(
            "Invalid count value: {}",
            args.get_or_undefined(0).to_string(context)?.to_std_string_lossy()
        );
        return Err(JsNativeError::range().with_message(message).into());
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "saturates; NaN is 0"
    )]
    let count = count as usize;
    if text.is_empty() {
        return Ok(text.into());
    }
    check_length(text.len().saturating_mul(count))?;
    Ok(match text.as_str().variant() {
        JsStrVariant::Latin1(units) if units.is_ascii() => {
            JsString::from(String::from_utf8_lossy(&units.repeat(count)).as_ref())
        }
        _ => JsString::from(&text.to_vec().repeat(count)[..]),
    }
    .into())
}

fn padding(text: &JsString, args: &[JsValue], context: &mut Context) -> JsResult<Vec<u16>> {
    let target = args.get_or_undefined(0).to_length(context)?;
    let filler = match args.get_or_undefined(1) {
        filler if filler.is_undefined() => vec![u16::from(b' ')],
        filler => filler.to_string(context)?.to_vec(),
    };
    let target = usize::try_from(target).unwrap_or(usize::MAX);
    if target <= text.len() || filler.is_empty() {
        return Ok(Vec::new());
    }
    check_length(target)?;
    Ok(filler.into_iter().cycle().take(target - text.len()).collect())
}

fn pad_start(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let text = text_of(this, "padStart", context)?;
    let mut units = padding(&text, args, context)?;
    units.extend(text.to_vec());
    Ok(narrow(&units).into())
}

fn pad_end(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let text = text_of(this, "padEnd", context)?;
    let mut units = text.to_vec();
    units.extend(padding(&text, args, context)?);
    Ok(narrow(&units).into())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use boa_engine::Source;

    use super::*;

    #[test]
    fn methods_agree_with_v8() {
        let table = [
            ("'a,b,,c'.split(',').join('|')", "a|b||c"),
            ("'a,b,c'.split(',', 2).join('|')", "a|b"),
            (
                "'abc'.split('').join('|') + 'abc'.split().length + ''.split(',').length + ''.split('').length",
                "a|b|c110",
            ),
            ("'a1b22c'.split(/\\d+/).join('|')", "a|b|c"),
            ("'a\\u20acb\\u20acc'.split('\\u20ac').join('|')", "a|b|c"),
            (
                "[ 'abcabc'.indexOf('c'), 'abcabc'.indexOf('c', 3), 'abc'.indexOf(''), 'abc'.indexOf('', 9), 'abc'.indexOf('z'), 'abc'.indexOf('a', -5), '\\u20acab'.indexOf('ab'), 'ab'.indexOf('\\u20ac') ].join()",
                "2,5,0,3,-1,0,1,-1",
            ),
            (
                "['abcabc'.lastIndexOf('c'), 'abcabc'.lastIndexOf('c', 4), 'abc'.lastIndexOf(''), 'abc'.lastIndexOf('zzzz'), 'abcabc'.lastIndexOf('a', -1)].join()",
                "5,2,3,-1,0",
            ),
            (
                "['abc'.includes('bc'), 'abc'.includes('a', 1), 'undefined'.includes()].join()",
                "true,false,true",
            ),
            (
                "['abc'.has('bc'), 'abc'.has('x'), 'abc'.has(/B/i), 'abc'.has(/x/)].join()",
                "true,false,true,false",
            ),
            (
                "try { 'a'.includes(/a/) } catch (e) { e.message }",
                "First argument to String.prototype.includes must not be a regular expression",
            ),
            (
                "'aXbXc'.replaceAll('X', '-') + 'ab'.replaceAll('', '_') + 'aXb'.replaceAll('X', \"[$&$$$`$'$1]\") + 'aXbX'.replaceAll('X', (m, i) => i) + 'a1b2'.replaceAll(/\\d/g, '#')",
                "a-b-c_a_b_a[X$ab$1]ba1b3a#b#",
            ),
            (
                "try { 'a'.replaceAll(/a/, '') } catch (e) { e.message }",
                "replaceAll must be called with a global RegExp",
            ),
            (
                "'ab'.repeat(3) + '\\u20ac'.repeat(2) + 'x'.repeat(0) + 'x'.repeat('2')",
                "ababab\u{20ac}\u{20ac}xx",
            ),
            (
                "try { 'a'.repeat(2 ** 30) } catch (e) { e.name + e.message }",
                "RangeErrorInvalid string length",
            ),
            (
                "try { 'a'.repeat(-1) } catch (e) { e.name + e.message }",
                "RangeErrorInvalid count value: -1",
            ),
            (
                "'5'.padStart(3, '0') + 'a'.padEnd(4, 'bc') + 'abc'.padStart(2) + 'x'.padStart(3, '')",
                "005abcbabcx",
            ),
            ("try { 'a'.padEnd(2 ** 31) } catch (e) { e.message }", "Invalid string length"),
            ("atob('w6k=') + btoa('\\u00e9') + atob(' YQ ') + btoa('')", "\u{c3}\u{a9}6Q==a"),
            ("try { btoa('\\u20ac') } catch (e) { e.name }", "InvalidCharacterError"),
            ("try { atob('*') } catch (e) { e.message }", "Invalid character"),
            (
                "try { String.prototype.split.call(null) } catch (e) { e.message }",
                "String.prototype.split called on null or undefined",
            ),
            ("'a\\n'.repeat(50000).split('\\n').length", "50001"),
        ];
        let mut context = Context::default();
        super::super::register(&mut context);
        for (script, expected) in table {
            let value = context.eval(Source::from_bytes(script)).unwrap();
            assert_eq!(
                value.to_string(&mut context).unwrap().to_std_string_lossy(),
                expected,
                "{script}"
            );
        }
    }
}
