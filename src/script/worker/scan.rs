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

/// What a script takes apart.
#[derive(Debug, PartialEq)]
pub(super) enum Unpacked<'a> {
    /// `{first} = of`.
    Members {
        /// The first member, when there is one.
        first: Option<&'a str>,
        /// The expression.
        of: &'a str,
    },
    /// `[a] = of`, `[...of]`, `x of of`.
    Items(&'a str),
    /// `f(...of)`.
    Arguments(&'a str),
}

/// Finds what is taken apart at a place or behind it, on the same line.
pub(super) fn unpacked(source: &str, start: usize) -> Option<Unpacked<'_>> {
    let line_end = source[start..].find('\n').map_or(source.len(), |end| start + end);
    let mut at = start;
    // The place may be that of the expression itself.
    let before = source[..start].trim_end();
    if before.ends_with("...") {
        return spread(source, before.len() - 3);
    }
    if let Some(pattern) = before.strip_suffix('=') {
        return pattern_of(source, pattern.trim_end().len(), start);
    }
    while let Some(found) = source[at..line_end].find(['.', '=', ' ']) {
        let here = at + found;
        let rest = &source[here..line_end];
        at = here + 1;
        if rest.starts_with("...") {
            return spread(source, here);
        }
        if rest.starts_with(" of ") {
            return Some(Unpacked::Items(chain(source, here + 4)));
        }
        let assigns = rest.starts_with('=') && !rest.starts_with("==") && !rest.starts_with("=>");
        if assigns
            && let Some(found) = pattern_of(source, source[..here].trim_end().len(), here + 1)
        {
            return Some(found);
        }
    }
    None
}

/// Reads `...of` at a place.
fn spread(source: &str, dots: usize) -> Option<Unpacked<'_>> {
    let of = Some(chain(source, dots + 3)).filter(|of| !of.is_empty())?;
    let before = &source[..dots];
    let bracket = before.rfind(['(', '['])?;
    Some(if before[bracket..].starts_with('(') {
        Unpacked::Arguments(of)
    } else {
        Unpacked::Items(of)
    })
}

/// Reads the pattern that ends at `end`, and the expression it takes apart.
fn pattern_of(source: &str, end: usize, expression: usize) -> Option<Unpacked<'_>> {
    let of = Some(chain(source, expression)).filter(|of| !of.is_empty())?;
    let pattern = &source[..end];
    if pattern.ends_with(']') {
        return Some(Unpacked::Items(of));
    }
    let open = pattern.ends_with('}').then(|| matching(pattern, '{', '}'))??;
    let inside = pattern[open + 1..].trim_start();
    Some(Unpacked::Members { first: identifier(inside, 0), of })
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
    let mut blocks = 0_usize;
    while let Some(found) = source[at..].find(['.', ' ', '\'', '"', '`', '/', '{', '}']) {
        let here = at + found;
        let rest = &source[here..];
        at = here + 1;
        if rest.starts_with('{') {
            blocks += 1;
        } else if rest.starts_with('}') {
            // Nothing behind the block that the place is in.
            blocks = blocks.checked_sub(1)?;
        } else if rest.starts_with(" of ") {
            let over = chain(source, here + 4);
            if !over.is_empty() {
                return Some((Access::Loop(over), here + 4));
            }
        } else if rest.starts_with("...") {
            let over = chain(source, here + 3);
            if !over.is_empty() {
                return Some((Access::Loop(over), here + 3));
            }
            at = here + 3;
        } else if rest.starts_with('.') {
            let Some(name) = identifier(source, here + 1) else { continue };
            let behind = here + 1 + name.len();
            // Reads behind `?.` have no place of their own either.
            if source[..here].ends_with('?')
                && source[behind..].starts_with('.')
                && let Some(name) = identifier(source, behind + 1)
            {
                return Some((Access::Read { name, of_null: false }, behind + 1));
            }
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
        if let Some(quote) = rest.chars().next_back().filter(|quote| "'\"".contains(*quote)) {
            let inner = &rest[..rest.len() - 1];
            parts.push(format!("\"{}\"", &inner[inner.rfind(quote)? + 1..]));
            break;
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
    if rest.trim_start().starts_with('(') {
        return Some("(intermediate value)");
    }
    Some(chain(rest, 0)).filter(|name| !name.is_empty())
}

/// Reads the key in `'key' in object`, at a place or behind it on the same line.
pub(super) fn searched(source: &str, start: usize) -> Option<&str> {
    let line = source[start..].lines().next()?;
    let before = line[..line.find(" in ")?].trim_end();
    let quote = before.chars().next_back().filter(|quote| "'\"".contains(*quote))?;
    let inner = &before[..before.len() - 1];
    Some(&inner[inner.rfind(quote)? + 1..])
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
pub(super) fn matching(text: &str, open: char, close: char) -> Option<usize> {
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
                let _ = searched(&source, start);
                let _ = identifier(&source, start);
            }
        }
    }
}
