//! Finds names that are declared twice in one scope, which the engine's parser lets pass in
//! functions, and what an unfinished text lacks.

use std::collections::HashMap;

use super::scan;
use super::tokens::{Token, Tokens};

/// Words before a `(` that is no call.
const NO_CALL: [&str; 8] = ["if", "for", "while", "switch", "catch", "function", "with", "return"];

/// Finds the first name that `let`, `const` or `class` declares in a scope that has it already:
/// the name and its byte offset. Destructuring is not looked into.
pub(super) fn duplicate(source: &str) -> Option<(&str, usize)> {
    let mut scopes = vec![HashMap::new()];
    let mut last = Token::default();
    let mut tokens = Tokens::new(source);
    while let Some(token) = tokens.next() {
        match token.text(source) {
            "{" => scopes.push(HashMap::new()),
            "}" if scopes.len() > 1 => {
                scopes.pop();
            }
            word @ ("let" | "const" | "class" | "var" | "function")
                if begins_statement(last, token, source) =>
            {
                let lexical = !matches!(word, "var" | "function");
                if let Some(name) = declared(word, &tokens)
                    && let Some(scope) = scopes.last_mut()
                    && let Some(before) = scope.insert(name.text(source), lexical)
                    && (before || lexical)
                {
                    return Some((name.text(source), name.start));
                }
            }
            _ => {}
        }
        last = token;
    }
    None
}

/// Finds the first name that is used too early in the statement at a place or behind it: before
/// `let`, `const` or `class` declares it, or by its own declaration.
pub(super) fn used_too_early(source: &str, place: usize) -> Option<&str> {
    let start = source[..place].rfind([';', '{', '\n']).map_or(0, |at| at + 1);
    let tokens: Vec<_> = Tokens::new(source).collect();
    let mut declared = HashMap::new();
    for pair in tokens.windows(2) {
        let name = pair[1].text(source).starts_with(scan::starts_identifier);
        if name && matches!(pair[0].text(source), "let" | "const" | "class") {
            declared.entry(pair[1].text(source)).or_insert(pair[1]);
        }
    }
    let mut last = "";
    for token in tokens {
        let text = token.text(source);
        if token.start >= start
            && last != "."
            && let Some(declaration) = declared.get(text)
            && declaration.start != token.start
        {
            let own = || !source[declaration.end..token.start].contains([';', '\n']);
            if token.start < declaration.start || own() {
                return Some(text);
            }
        }
        last = text;
    }
    None
}

/// Tells whether a declaration may stand behind this token.
fn begins_statement(last: Token, token: Token, source: &str) -> bool {
    let gap = &source[last.end..token.start];
    match last.text(source) {
        "" | ";" | "{" | "}" => true,
        "(" | "." | "=" | "," | "=>" | "?" | ":" | "&" | "|" | "+" | ">" | "[" | "!" | "-"
        | "*" => false,
        "new" | "return" | "async" | "export" | "default" | "typeof" | "await" | "void" => false,
        _ => gap.contains('\n'),
    }
}

/// Reads the name behind the word that declares it.
fn declared(word: &str, tokens: &Tokens<'_>) -> Option<Token> {
    let source = tokens.source;
    let mut ahead = tokens.clone();
    let name = ahead.next()?;
    let begins = name
        .text(source)
        .starts_with(|char: char| char.is_alphabetic() || char == '_' || char == '$');
    let behind = ahead.next().map_or(";", |token| token.text(source));
    let fits = match word {
        "class" => matches!(behind, "{" | "extends"),
        "function" => behind == "(",
        _ => {
            matches!(behind, "=" | ";" | ",")
                || source[name.end..].trim_start_matches([' ', '\t', '\r']).starts_with('\n')
        }
    };
    (begins && fits).then_some(name)
}

/// Tells whether a text ends inside the arguments of a call, where V8 misses the bracket.
pub(super) fn ends_in_arguments(source: &str) -> bool {
    let mut open = Vec::new();
    let mut last = "";
    for token in Tokens::new(source) {
        let text = token.text(source);
        match text {
            "(" | "[" | "{" => {
                let callee = last.ends_with(|char: char| {
                    char.is_alphanumeric() || matches!(char, '_' | '$' | ')' | ']')
                });
                open.push(text == "(" && callee && !NO_CALL.contains(&last));
            }
            ")" | "]" | "}" => {
                open.pop();
            }
            _ => {}
        }
        last = text;
    }
    let complete = !matches!(
        last,
        "(" | "," | "+" | "-" | "*" | "=" | ">" | "&" | "|" | "?" | ":" | "." | "!"
    );
    open.last() == Some(&true) && complete
}

/// Tells whether a text ends with a block open and a statement complete.
pub(super) fn ends_open(source: &str) -> bool {
    let mut open = Vec::new();
    let mut last = "";
    for token in Tokens::new(source) {
        last = token.text(source);
        match last {
            "(" | "[" | "{" => open.push(last),
            ")" | "]" | "}" => drop(open.pop()),
            _ => {}
        }
    }
    open.last() == Some(&"{") && matches!(last, "{" | "}" | ";" | ")")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_declared_twice_are_found() {
        for (source, name) in [
            ("const a = 1; const a = 2;", Some("a")),
            ("let a\nlet a", Some("a")),
            ("var a = 1; let a = 2", Some("a")),
            ("let a = 1; var a = 2", Some("a")),
            ("function a() {} let a = 1;", Some("a")),
            ("class A {} class A {}", Some("A")),
            ("f(() => { const a = 1; const a = 2; })", Some("a")),
            ("var a = 1; var a = 2; function a() {} function a() {}", None),
            ("const a = 1; { const a = 2; }", None),
            ("for (const a of b) {} for (const a of c) {}", None),
            ("const f = function f() {}; const A = class A {};", None),
            ("f(() => { const a = 1; }); f(() => { const a = 2; })", None),
            ("const x = {let: 1, const: 2, class: 3}; x.let; x.const", None),
            ("if (a) { let b = 1 } else { let b = 2 }", None),
            ("switch (1) { case 1: { let b = 1 } case 2: { let b = 2 } }", None),
            ("const s = `${a} const b = 1; const b = 2`", None),
            ("async function a() {}\nlet b = async function a() {}", None),
        ] {
            assert_eq!(duplicate(source).map(|(name, _)| name), name, "{source}");
        }
    }

    #[test]
    fn names_used_too_early_are_found() {
        for (source, place, name) in [
            ("const res = res.json()", 0, Some("res")),
            ("f(() => { const data = data.x })", 28, Some("data")),
            ("console.log(y);\nlet y = 1", 11, Some("y")),
            ("f(() => { x; let x = 1 })", 1, Some("x")),
            ("class A extends B {}; class B {}", 0, Some("B")),
            ("let a = 1; b.a(); let c", 11, None),
            ("const {a} = b; f(() => { x }); let x", 15, Some("x")),
        ] {
            assert_eq!(used_too_early(source, place), name, "{source}");
        }
    }

    #[test]
    fn open_calls_are_told_from_other_brackets() {
        for (source, wanted) in [
            ("f(a", true),
            ("pm.test('x', function () {}", true),
            ("a(b(c)", true),
            ("f(a,", false),
            ("f(", false),
            ("if (a", false),
            ("f(() => { a", false),
            ("[1", false),
        ] {
            assert_eq!(ends_in_arguments(source), wanted, "{source}");
        }
    }
}
