//! Lets the rest of a destructured object be what the pattern leaves: the engine keeps members in it
//! whose value is a pattern itself. `{ x: { a }, ...rest }` becomes
//! `{ x: { a }, x:__rest16_1,...rest }`: a member that goes to a plain name is left out.

use super::edits::Edit;
use super::pieces::Pieces;

/// How the names begin that members are given to once more; the place in the text and the length of
/// the member's name follow.
pub(super) const REST: &str = "__rest";

/// Words of declarations.
const DECLARES: [&str; 3] = ["const", "let", "var"];

/// What stands before the name of a function or method that is defined; elsewhere it is called.
const DEFINES: [&str; 10] = ["function", "*", "async", "get", "set", "static", "{", "}", ",", ";"];

/// Words before a `(…) {` that has no parameters.
const CONTROL: [&str; 6] = ["if", "for", "while", "switch", "with", "catch"];

/// What a pattern is part of.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    /// A declaration, or the parameters of a function: members go to names only.
    Declaration,
    /// An assignment: members go to anything that can be assigned to.
    Assignment,
}

/// Lists the changes, in order.
pub(super) fn edits(pieces: &Pieces<'_>) -> Vec<Edit> {
    if !pieces.mentions("...") {
        return Vec::new();
    }
    let opens = (0..pieces.tokens().len()).filter(|at| pieces.at(*at) == "{");
    opens.filter_map(|open| rest_edit(pieces, open)).collect()
}

/// The change that the object pattern needs whose `{` is at an index, when it is one.
fn rest_edit(pieces: &Pieces<'_>, open: usize) -> Option<Edit> {
    let close = pieces.twin(open);
    let dots = close.checked_sub(4).filter(|dots| *dots > open)?;
    if (dots..dots + 3).any(|at| pieces.at(at) != ".") || pieces.before(dots) != "," {
        return None;
    }
    let members = inner_patterns(pieces, open, dots);
    if members.is_empty() {
        return None;
    }
    let target = match part(pieces, open)? {
        Part::Declaration => "",
        Part::Assignment => "[].",
    };
    let at = pieces.tokens()[dots].start;
    let inserted = members.iter().enumerate().map(|(count, member)| {
        let name = format!("{REST}{}_{}", at + count, member.len());
        format!("{member}:{target}{name},")
    });
    Some(Edit::insert(at, inserted.collect::<String>()))
}

/// The names of the members between two indexes whose value is a pattern, as they are written.
fn inner_patterns<'a>(pieces: &Pieces<'a>, open: usize, end: usize) -> Vec<&'a str> {
    let mut names = Vec::new();
    let mut at = open + 1;
    while at < end {
        let colon = pieces.twin(at).max(at) + 1;
        if pieces.at(colon) == ":" && matches!(pieces.at(colon + 1), "{" | "[") {
            let (from, to) = (pieces.tokens()[at].start, pieces.tokens()[colon - 1].end);
            names.push(&pieces.source[from..to]);
        }
        while at < end && pieces.at(at) != "," {
            at = pieces.twin(at).max(at) + 1;
        }
        at += 1;
    }
    names
}

/// Tells what the pattern is part of whose bracket opens at an index; nothing for a value.
fn part(pieces: &Pieces<'_>, open: usize) -> Option<Part> {
    let before = pieces.before(open);
    if DECLARES.contains(&before) {
        return Some(Part::Declaration);
    }
    let outer = || enclosing(pieces, open);
    let nested = match before {
        ":" => outer().filter(|outer| pieces.at(*outer) == "{"),
        "," | "[" | "(" => outer(),
        _ => None,
    };
    let around = nested.and_then(|outer| match pieces.at(outer) {
        "(" => parameters(pieces, outer).then_some(Part::Declaration),
        _ => part(pieces, outer),
    });
    around.or_else(|| {
        pieces.assigns(pieces.twin(open) + 1).then(|| match declared(pieces, open) {
            true => Part::Declaration,
            false => Part::Assignment,
        })
    })
}

/// Finds the bracket around an index.
fn enclosing(pieces: &Pieces<'_>, index: usize) -> Option<usize> {
    let mut at = index;
    loop {
        at = at.checked_sub(1)?;
        match pieces.at(at) {
            "(" | "[" | "{" => return Some(at),
            ")" | "]" | "}" => at = pieces.twin(at).min(at),
            _ => {}
        }
    }
}

/// Tells whether the `(` at an index opens the parameters of a function.
fn parameters(pieces: &Pieces<'_>, open: usize) -> bool {
    let behind = pieces.twin(open) + 1;
    let word = pieces.before(open);
    let defined = || matches!(word, "function" | "*") || DEFINES.contains(&pieces.before(open - 1));
    pieces.arrow(behind)
        || (pieces.at(behind) == "{" && open > 0 && !CONTROL.contains(&word) && defined())
}

/// Tells whether what is assigned at an index is one of several that a statement declares.
fn declared(pieces: &Pieces<'_>, index: usize) -> bool {
    let mut at = index;
    while let Some(before) = at.checked_sub(1) {
        at = before;
        match pieces.at(at) {
            word if DECLARES.contains(&word) => return true,
            ";" | "(" | "[" | "{" => return false,
            ")" | "]" | "}" => at = pieces.twin(at).min(at),
            _ => {}
        }
    }
    false
}

/// Takes out of a function's text what was put in.
pub(super) fn written(code: &str) -> String {
    let mut text = String::with_capacity(code.len());
    let mut rest = code;
    while let Some((before, behind)) = rest.split_once(REST) {
        let Some((length, behind)) = numbers(behind) else {
            text.extend([before, REST]);
            rest = behind;
            continue;
        };
        let before = before.strip_suffix("[].").unwrap_or(before);
        let member = before.len().saturating_sub(length + 1);
        text.push_str(before.get(..member).unwrap_or(before));
        rest = behind;
    }
    text.push_str(rest);
    text
}

/// Reads `place_length,`: the length, and what stands behind.
fn numbers(text: &str) -> Option<(usize, &str)> {
    let (numbers, behind) = text.split_once(',')?;
    let (place, length) = numbers.split_once('_')?;
    place.parse::<usize>().ok()?;
    Some((length.parse().ok()?, behind))
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
    fn members_that_are_patterns_are_left_out_of_the_rest() {
        for (source, wanted) in [
            ("const {x: {a}, ...r} = o", "const {x: {a}, x:__rest15_1,...r} = o"),
            ("let {x: {a} = {}, ...r} = o", "let {x: {a} = {}, x:__rest18_1,...r} = o"),
            ("({x: [a], ...r} = o)", "({x: [a], x:[].__rest10_1,...r} = o)"),
            ("var {'x-y':{a},...r} = o", "var {'x-y':{a},'x-y':__rest15_5,...r} = o"),
            ("const {[k]: {a}, ...r} = o", "const {[k]: {a}, [k]:__rest17_3,...r} = o"),
            ("({x:{a},...r}) => r", "({x:{a},x:__rest8_1,...r}) => r"),
            ("function f({x:{a},...r}) {}", "function f({x:{a},x:__rest18_1,...r}) {}"),
            ("c = { f(b, {x:{a},...r}) {} }", "c = { f(b, {x:{a},x:__rest18_1,...r}) {} }"),
            ("f = function ({x:{a},...r}) {}", "f = function ({x:{a},x:__rest21_1,...r}) {}"),
            (
                "for (const {x:{a},y:{b},...r} of o) {}",
                "for (const {x:{a},y:{b},x:__rest24_1,y:__rest25_1,...r} of o) {}",
            ),
            ("const b = 1, {x:{a},...r} = o", "const b = 1, {x:{a},x:__rest20_1,...r} = o"),
            (
                "const {p:{x:{a},...q},...r} = o",
                "const {p:{x:{a},x:__rest16_1,...q},p:__rest22_1,...r} = o",
            ),
            ("const [{x:{a},...r}] = o", "const [{x:{a},x:__rest14_1,...r}] = o"),
        ] {
            assert_eq!(instrument(source), wanted);
            assert_eq!(written(wanted), source);
        }
    }

    #[test]
    fn what_is_no_pattern_stays_as_it_is() {
        for source in [
            "const all = {x: {a: 1}, ...rest}",
            "f({x: {a: 1}, ...rest})",
            "if (f({x: {a}, ...rest})) {}",
            "const {y = {x: {a: 1}, ...rest}} = o",
            "const f = () => ({x: {a}, ...rest})",
            "return {x: {a}, ...rest}",
            "({x: {a}, ...rest}) == o",
            "const {x, y = 1, z: w, ...rest} = o",
            "class A extends mixed({x: {a: 1}, ...rest}) {}",
            "class A extends M.mixed({x: {a: 1}, ...rest}) {}",
            "try {} catch ({x: {a}, ...rest}) {}",
            "a = [{x: {a}, ...rest}, 1]",
            "'const {x: {a}, ...rest} = o'",
        ] {
            assert_eq!(instrument(source), source);
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(source in "(const|=>|=|x|[(){}`$/'\"\\\\ \n,;:]|\\.\\.\\.r|ø|\\[|\\]){0,30}") {
            let text = [source.as_str(), "...x"].concat();
            prop_assert_eq!(written(&instrument(&text)), text);
        }
    }
}
