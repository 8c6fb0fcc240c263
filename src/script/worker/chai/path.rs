//! Property paths such as `a.b[0].c`.

use boa_engine::property::PropertyKey;
use boa_engine::{Context, JsResult, JsString, JsValue};

use crate::script::worker::inspect::get_of;

/// Where a path leads.
pub(super) struct PathInfo {
    /// The value at its end, null where the way there is blocked.
    pub(super) value: JsValue,
    /// Whether the last property exists.
    pub(super) exists: bool,
}

/// Follows a path the way pathval 1.1.1 does: dots and `[n]`, with `\.` and `\[` as plain
/// characters; `constructor`, `prototype` and `__proto__` lead nowhere.
///
/// # Errors
/// Whatever a getter throws.
pub(super) fn path_info(
    object: &JsValue,
    path: &JsString,
    context: &mut Context,
) -> JsResult<PathInfo> {
    let parts = parse(&path.to_std_string_lossy());
    let Some((last, way)) = parts.split_last() else {
        return Ok(PathInfo { value: JsValue::null(), exists: false });
    };
    let parent = if way.is_empty() { object.clone() } else { follow(object, way, context)? };
    let value = follow(object, &parts, context)?;
    let exists = has_property(&parent, &JsString::from(last.as_str()), context)?;
    Ok(PathInfo { value, exists })
}

/// Tells whether `name in Object(value)`; false for null and undefined.
///
/// # Errors
/// Whatever a proxy trap throws.
pub(super) fn has_property(
    value: &JsValue,
    name: &JsString,
    context: &mut Context,
) -> JsResult<bool> {
    if value.is_null_or_undefined() {
        return Ok(false);
    }
    value.to_object(context)?.has_property(name.clone(), context)
}

/// Returns the value at the end of a path, null when a part before the last is falsy.
fn follow(object: &JsValue, parts: &[String], context: &mut Context) -> JsResult<JsValue> {
    let mut current = object.clone();
    for part in parts {
        if !current.to_boolean() {
            return Ok(JsValue::null());
        }
        current = get_of(&current, PropertyKey::from(JsString::from(part.as_str())), context)?;
    }
    Ok(current)
}

fn parse(path: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut part = String::new();
    let mut previous = None;
    for character in path.chars() {
        let escaped = previous == Some('\\');
        match character {
            '.' if !escaped => end_part(&mut parts, &mut part),
            '[' if !escaped && previous.is_some() => {
                end_part(&mut parts, &mut part);
                part.push('[');
            }
            other => part.push(other),
        }
        previous = Some(character);
    }
    end_part(&mut parts, &mut part);
    parts
}

fn end_part(parts: &mut Vec<String>, part: &mut String) {
    if part.is_empty() {
        return;
    }
    let text = std::mem::take(part);
    let index = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    parts.push(match (index, text.as_str()) {
        (_, "constructor" | "__proto__" | "prototype") => "undefined".to_owned(),
        (Some(digits), _) if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => {
            digits.to_owned()
        }
        _ => text.replace("\\.", ".").replace("\\[", "[").replace("\\]", "]"),
    });
}

/// Follows a path the way lodash's `has` and `get` do: own properties only, `a.b[0]["c"]`; a name
/// that the object has as it stands is not taken apart. `None` when the path leads nowhere.
///
/// # Errors
/// Whatever a getter throws.
pub(super) fn lodash_get(
    object: &JsValue,
    path: &JsString,
    context: &mut Context,
) -> JsResult<Option<JsValue>> {
    let parts = if has_property(object, path, context)? {
        vec![path.to_std_string_lossy()]
    } else {
        parse_lodash(&path.to_std_string_lossy())
    };
    let mut current = object.clone();
    for part in parts {
        if current.is_null_or_undefined() {
            return Ok(None);
        }
        let holder = current.to_object(context)?;
        let key = PropertyKey::from(JsString::from(part.as_str()));
        if !holder.has_own_property(key.clone(), context)? {
            return Ok(None);
        }
        current = holder.get(key, context)?;
    }
    Ok(Some(current))
}

fn parse_lodash(path: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = path;
    if rest.starts_with('.') {
        parts.push(String::new());
    }
    while !rest.is_empty() {
        if let Some(inside) = rest.strip_prefix('[') {
            let end = inside.find(']').unwrap_or(inside.len());
            parts.push(inside[..end].trim_matches(['"', '\'']).to_owned());
            rest = inside.get(end + 1..).unwrap_or("");
        } else {
            let dotted = rest.strip_prefix('.').unwrap_or(rest);
            let end = dotted.find(['.', '[']).unwrap_or(dotted.len());
            if end > 0 {
                parts.push(dotted[..end].to_owned());
            }
            rest = &dotted[end..];
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_paths() {
        let cases: [(&str, &[&str]); 6] = [
            ("a.b[0].c", &["a", "b", "0", "c"]),
            ("[1][2]", &["1", "2"]),
            ("a\\.b.c", &["a.b", "c"]),
            ("a\\[0\\]", &["a[0]"]),
            ("a..b", &["a", "b"]),
            ("constructor.x", &["undefined", "x"]),
        ];
        for (path, parts) in cases {
            assert_eq!(parse(path), parts, "{path}");
        }
    }

    #[test]
    fn splits_lodash_paths() {
        let cases: [(&str, &[&str]); 4] = [
            ("a.b[0].c", &["a", "b", "0", "c"]),
            ("a[\"x.y\"].z", &["a", "x.y", "z"]),
            ("[0]", &["0"]),
            (".a", &["", "a"]),
        ];
        for (path, parts) in cases {
            assert_eq!(parse_lodash(path), parts, "{path}");
        }
    }
}
