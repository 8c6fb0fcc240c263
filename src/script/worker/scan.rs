//! Reads bits of source text around a place: what is accessed there, what is called.

/// What a script does to something that is null or undefined.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Access<'a> {
    /// Reads a property.
    Read {
        /// The property.
        name: &'a str,
        /// The base is the literal `null`.
        of_null: bool,
    },
    /// Writes a property.
    Write(&'a str),
    /// Loops over the expression.
    Loop(&'a str),
}

/// Finds the byte offset of a 1-based line and column.
pub(super) fn offset(source: &str, (line, column): (u32, u32)) -> Option<usize> {
    let line = (line as usize).checked_sub(1)?;
    let start = match line {
        0 => 0,
        line => source.match_indices('\n').nth(line - 1)?.0 + 1,
    };
    let text = source[start..].split('\n').next().unwrap_or_default();
    let (within, _) = text.char_indices().nth((column as usize).checked_sub(1)?)?;
    Some(start + within)
}

/// Finds the 1-based line and column of a byte offset.
pub(super) fn place(source: &str, offset: usize) -> (u32, u32) {
    let before = source.get(..offset).unwrap_or(source);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
}

/// Finds the access that the place means, and where it is. A place at a property means that one;
/// other places stand before the culprit, which is a write, a loop or a method call: these have no
/// place of their own in the engine.
pub(super) fn access(source: &str, start: usize) -> Option<(Access<'_>, usize)> {
    let before = source[..start].trim_end();
    if let Some(base) = before.strip_suffix('.') {
        let name = identifier(source, start)?;
        let of_null = base.trim_end_matches('?').ends_with("null");
        return Some((Access::Read { name, of_null }, start));
    }
    if before.ends_with('[') {
        let of_null = before.ends_with("null[");
        return key(source, start).map(|name| (Access::Read { name, of_null }, start));
    }
    written(source, start).or_else(|| ahead(source, start))
}

/// Reads `a.b.c =` at a place.
fn written(source: &str, start: usize) -> Option<(Access<'_>, usize)> {
    let mut at = start + identifier(source, start)?.len();
    let mut last = None;
    loop {
        let rest = &source[at..];
        if rest.starts_with('.') {
            let name = identifier(source, at + 1)?;
            last = Some(name);
            at += 1 + name.len();
        } else if rest.starts_with('[') {
            let name = key(source, at + 1)?;
            last = Some(name);
            at += rest.find(']')? + 1;
        } else {
            let rest = rest.trim_start();
            let assigns =
                rest.starts_with('=') && !rest.starts_with("==") && !rest.starts_with("=>");
            return last.filter(|_| assigns).map(|name| (Access::Write(name), start));
        }
    }
}

/// Finds the first loop or method call ahead.
fn ahead(source: &str, start: usize) -> Option<(Access<'_>, usize)> {
    let mut at = start;
    while let Some(found) = source[at..].find(['.', ' ', '\'', '"', '`', '/']) {
        let here = at + found;
        let rest = &source[here..];
        at = here + 1;
        if rest.starts_with(" of ") {
            let over = chain(source, here + 4);
            if !over.is_empty() {
                return Some((Access::Loop(over), here + 4));
            }
        } else if rest.starts_with('.') {
            let Some(name) = identifier(source, here + 1) else { continue };
            let behind = here + 1 + name.len();
            if source[behind..].starts_with('(') {
                let of_null = source[..here].ends_with("null");
                return Some((Access::Read { name, of_null }, here + 1));
            }
        } else if rest.starts_with("//") {
            at = here + rest.find('\n')?;
        } else if rest.starts_with("/*") {
            at = here + rest.find("*/")? + 2;
        } else if let Some(quote) = rest.chars().next().filter(|quote| "'\"`".contains(*quote)) {
            at = here + 1 + rest[1..].find(quote)? + 1;
        }
    }
    None
}

/// Reads `a.b.c` at a place.
fn chain(source: &str, start: usize) -> &str {
    let rest = source[start..].trim_start();
    let end = rest.find(|char| !continues_identifier(char) && char != '.').unwrap_or(rest.len());
    &rest[..end]
}

/// Reads what is called by the `(` at a place, in V8's notation: `a.b`, `a[k]`, `f(...)`.
pub(super) fn callee(source: &str, open: usize) -> Option<String> {
    let mut parts = Vec::new();
    let mut rest = source[..open].trim_end();
    loop {
        if rest.ends_with(')') {
            let before = rest[..matching(rest, '(', ')')?].trim_end();
            if !before.ends_with(|char| continues_identifier(char) || char == ']' || char == ')') {
                parts.push("(intermediate value)".to_owned());
                break;
            }
            parts.push("(...)".to_owned());
            rest = before;
            continue;
        }
        if rest.ends_with(']') {
            let bracket = matching(rest, '[', ']')?;
            let inner = &rest[bracket + 1..rest.len() - 1];
            parts.push(match quoted(inner) {
                Some(name) => format!(".{name}"),
                None => format!("[{inner}]"),
            });
            rest = rest[..bracket].trim_end();
            continue;
        }
        let start = rest
            .char_indices()
            .rev()
            .take_while(|(_, char)| continues_identifier(*char))
            .last()
            .map(|(start, _)| start)?;
        let name = &rest[start..];
        let before = rest[..start].trim_end();
        let Some(base) = before.strip_suffix('.') else {
            parts.push(name.to_owned());
            break;
        };
        parts.push(format!(".{name}"));
        rest = base.trim_end_matches('?').trim_end();
    }
    parts.reverse();
    Some(parts.concat())
}

/// Reads the name in `new a.B(…)` at a place.
pub(super) fn constructor(source: &str, start: usize) -> Option<&str> {
    let rest = source[start..].strip_prefix("new ")?;
    Some(chain(rest, 0)).filter(|name| !name.is_empty())
}

/// Reads the identifier at a place.
pub(super) fn identifier(source: &str, start: usize) -> Option<&str> {
    let rest = source.get(start..)?;
    rest.starts_with(starts_identifier).then(|| {
        let end = rest.find(|char| !continues_identifier(char)).unwrap_or(rest.len());
        &rest[..end]
    })
}

/// Tells whether a character can begin an identifier.
pub(super) fn starts_identifier(char: char) -> bool {
    char.is_alphabetic() || char == '_' || char == '$'
}

fn continues_identifier(char: char) -> bool {
    starts_identifier(char) || char.is_alphanumeric()
}

/// Reads a literal key: a quoted text or a number.
fn key(source: &str, start: usize) -> Option<&str> {
    let inner = source[start..].split(']').next()?.trim();
    quoted(inner).or_else(|| {
        Some(inner)
            .filter(|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

fn quoted(text: &str) -> Option<&str> {
    let inner = |quote| text.strip_prefix(quote)?.strip_suffix(quote);
    inner('\'').or_else(|| inner('"')).filter(|text| !text.contains(['\'', '"']))
}

/// Finds the bracket that the last character closes.
fn matching(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, char) in text.char_indices().rev() {
        if char == close {
            depth += 1;
        } else if char == open {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn places_and_offsets_agree() {
        let source = "aø\n\nbc\n";
        for (place_, at) in [((1, 1), 0), ((1, 2), 1), ((3, 2), 6)] {
            assert_eq!(offset(source, place_).unwrap(), at);
            assert_eq!(place(source, at), place_);
        }
        for outside in [(0, 1), (1, 0), (1, 9), (9, 1)] {
            assert_eq!(offset(source, outside), None);
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(source in "[a-c.'\"()\\[\\]=ø \n/*`]{0,40}", line in 0_u32..4, column in 0_u32..20) {
            if let Some(start) = offset(&source, (line, column)) {
                let _ = access(&source, start);
                let _ = callee(&source, start);
                let _ = constructor(&source, start);
                let _ = identifier(&source, start);
            }
        }
    }
}
