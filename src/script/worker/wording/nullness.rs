//! Whether what a script read from was null: the engine says "null or undefined" only. Scripts mostly
//! read from the response's JSON, or from a match that found nothing; both can be told afterwards.

use serde_json::Value;

use super::super::scan;

/// How many variables are followed to where they got their value.
const STEPS: usize = 4;

/// What reads the response's JSON, as [`scan::callee`] writes it.
const ROOTS: [&str; 2] = ["pm.response.json(...)", "JSON.parse(...)"];

/// Stands for the result of a match; read from, it was none.
const NO_MATCH: &str = "null";

/// Tells whether the base of the property whose name is at an offset was null, as far as the source
/// and the response's JSON tell.
pub(in super::super) fn is_null(
    source: &str,
    name: usize,
    response: impl FnOnce() -> Option<Value>,
) -> bool {
    let Some(end) = base_end(source, name) else { return false };
    let Some(chain) = followed(source, end) else { return false };
    if chain == NO_MATCH {
        return true;
    }
    let Some(members) = ROOTS.iter().find_map(|root| chain.strip_prefix(root)) else {
        return false;
    };
    let Some(pointer) = pointer(members) else { return false };
    response().is_some_and(|json| json.pointer(&pointer).is_some_and(Value::is_null))
}

/// Finds the name that an assignment at a place or behind it writes to; the name stands at the
/// beginning of a text.
pub(in super::super) fn written_name(source: &str, start: usize, text: &str) -> Option<usize> {
    let name = text.split('\'').next()?;
    let mut places = source.get(start..)?.match_indices(name).map(|(at, _)| start + at);
    places.find(|at| {
        let behind = source[at + name.len()..].trim_start();
        let assigns = behind.starts_with('=') && !behind.starts_with("==");
        assigns && source[..*at].ends_with('.')
    })
}

/// Where the base ends whose property has its name at an offset.
fn base_end(source: &str, name: usize) -> Option<usize> {
    let before = source.get(..name)?.trim_end();
    let base = before.strip_suffix('.').or_else(|| before.strip_suffix('['))?;
    Some(base.trim_end().len())
}

/// The expression that ends at an offset, with variables at its beginning replaced by what they were
/// given.
fn followed(source: &str, end: usize) -> Option<String> {
    let mut chain = chain(source, end)?;
    let mut place = end;
    for _ in 0..STEPS {
        let root_end = chain.find(['.', '[', '(']).unwrap_or(chain.len());
        let Some((from, to)) = assigned(source, &chain[..root_end], place) else { break };
        let value = self::chain(source, to)?;
        chain = value + &chain[root_end..];
        place = from;
    }
    Some(chain)
}

/// The expression that ends at an offset.
fn chain(source: &str, end: usize) -> Option<String> {
    let text = &source[..end];
    let called = text.ends_with(')').then(|| scan::matching(text, '(', ')')).flatten();
    let matches = called.is_some_and(|open| {
        let callee = text[..open].trim_end();
        callee.ends_with(".match") || callee.ends_with(".exec")
    });
    if matches { Some(NO_MATCH.to_owned()) } else { scan::callee(source, end) }
}

/// Finds what a variable was given last before a place: where the assignment begins, and where the
/// expression ends.
fn assigned(source: &str, name: &str, place: usize) -> Option<(usize, usize)> {
    let starts = source.get(..place)?.rmatch_indices(name).map(|(at, _)| at);
    starts.filter(|_| !name.is_empty()).find_map(|at| {
        let is_part = |char: char| char.is_alphanumeric() || matches!(char, '_' | '$' | '.');
        if source[..at].ends_with(is_part) {
            return None;
        }
        let value = source[at + name.len()..].trim_start().strip_prefix('=')?;
        if value.starts_with(['=', '>']) {
            return None;
        }
        let length = value.find([';', '\n']).unwrap_or(value.len());
        let from = source.len() - value.len();
        Some((at, from + value[..length].trim_end().len()))
    })
}

/// `.data[0].user` as a JSON pointer; nothing where a name is computed.
fn pointer(members: &str) -> Option<String> {
    let mut pointer = String::new();
    let mut rest = members;
    while !rest.is_empty() {
        let member = match rest.strip_prefix('.') {
            Some(named) => {
                let end = named.find(['.', '[', '(']).unwrap_or(named.len());
                rest = &named[end..];
                &named[..end]
            }
            None => {
                let (index, behind) = rest.strip_prefix('[')?.split_once(']')?;
                rest = behind;
                Some(index).filter(|index| index.bytes().all(|byte| byte.is_ascii_digit()))?
            }
        };
        pointer.push('/');
        pointer.push_str(&member.replace('~', "~0").replace('/', "~1"));
    }
    Some(pointer)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn null_at(source: &str, name: &str) -> bool {
        let at = source.rfind(name).unwrap_or(0);
        is_null(source, at, || Some(json!({"data": {"user": null, "list": [{"x": null}]}})))
    }

    #[test]
    fn null_is_told_from_undefined() {
        for source in [
            "pm.response.json().data.user.name",
            "JSON.parse(responseBody).data.user.name",
            "var j = pm.response.json(); j.data.user.name",
            "const j = JSON.parse(responseBody)\nlet d = j.data;\nf(() => d.user.name)",
            "j = pm.response.json(); j.data.list[0].x.name",
            "j = pm.response.json(); j['data']['user'].name",
            "var m = text.match(/x/); m.name",
            "text.match(/x/).name",
            "const m = /x/.exec(text);\nm.name",
            "const u = pm.response.json().data.user;\nu.name",
        ] {
            assert!(null_at(source, "name"), "{source}");
        }
        for source in [
            "pm.response.json().data.nope.name",
            "var j = pm.response.json(); j.data.list[1].name",
            "var j = pm.response.json(); j.data.list[i].x.name",
            "var j = other(); j.data.user.name",
            "j.data.user.name",
            "let a; a.name",
            "name",
        ] {
            assert!(!null_at(source, "name"), "{source}");
        }
    }

    #[test]
    fn names_that_are_written_to_are_found() {
        assert_eq!(written_name("a.x; a.x == 1; a.b.x = 1", 0, "x')"), Some(19));
        assert_eq!(written_name("a.x", 0, "x')"), None);
    }

    proptest! {
        #[test]
        fn nothing_panics(source in "[a-c=.;()\\[\\]'\" \nø]{0,40}", at in 0_usize..45) {
            let _ = is_null(&source, at, || None);
        }
    }
}
