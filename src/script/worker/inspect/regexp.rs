//! The source text of regular expressions.

use boa_engine::{Context, JsObject, JsResult, JsString};

/// Returns the source and the flags of a regular expression.
///
/// The engine puts a backslash before every slash, also where there was one; such a pair is one too
/// many, for a slash after a whole number of escaped backslashes would end the pattern.
///
/// # Errors
/// Whatever a getter put in place of `source` or `flags` throws.
pub(in crate::script::worker) fn regexp_parts(
    object: &JsObject,
    context: &mut Context,
) -> JsResult<(String, String)> {
    let mut texts = [String::new(), String::new()];
    for (text, name) in texts.iter_mut().zip(["source", "flags"]) {
        let value = object.get(JsString::from(name), context)?;
        *text = value.to_string(context)?.to_std_string_lossy();
    }
    let [source, flags] = texts;
    Ok((without_doubled_escapes(&source), flags))
}

fn without_doubled_escapes(source: &str) -> String {
    let mut output = String::with_capacity(source.len());
    let mut backslashes = 0;
    for character in source.chars() {
        if character == '/' && backslashes > 0 && backslashes % 2 == 0 {
            output.pop();
        }
        backslashes = if character == '\\' { backslashes + 1 } else { 0 };
        output.push(character);
    }
    output
}

#[cfg(test)]
mod tests {
    use super::without_doubled_escapes;

    #[test]
    fn takes_back_doubled_escapes() {
        for (given, expected) in
            [(r"a\\/b", r"a\/b"), (r"a\/b", r"a\/b"), (r"a\\\/b", r"a\\\/b"), ("ab", "ab")]
        {
            assert_eq!(without_doubled_escapes(given), expected);
        }
    }
}
