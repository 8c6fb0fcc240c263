//! V8's words for the errors that users match on.
//!
//! The engine says "cannot convert 'null' or 'undefined' to object" where V8 says "Cannot read
//! properties of undefined (reading 'id')". The place of the error tells what stands in the source;
//! the engine's place is that of the nearest instruction that has one, at or before the culprit.
//! Best effort: what cannot be found out is left out.

use super::scan::{self, Access};

const NO_OBJECT: &str = "cannot convert 'null' or 'undefined' to object";

/// Messages that mean the same wherever they come from.
const FIXED: [(&str, &str); 9] = [
    ("cannot mutate an immutable binding", "Assignment to constant variable."),
    ("Array.prototype.reduce: called on an empty", "Reduce of empty array with no initial value"),
    ("invalid array length", "Invalid array length"),
    ("invalid escape character found", "URI malformed"),
    ("can't convert symbol to string", "Cannot convert a Symbol value to a string"),
    ("cannot mix BigInt", "Cannot mix BigInt and other types, use explicit conversions"),
    ("right-hand side of 'instanceof'", "Right-hand side of 'instanceof' is not an object"),
    ("String.prototype.repeat: count must be", "Invalid count value"),
    ("invalid layout Layout", "Array buffer allocation failed"),
];

/// An error's message, and its place where the source tells it better than the engine.
#[derive(Debug, PartialEq)]
pub(super) struct Worded {
    /// The message.
    pub(super) message: String,
    /// 1-based line and column.
    pub(super) place: (u32, u32),
}

/// Rewords the engine's message for an error at a place of a script.
pub(super) fn v8(message: &str, source: &str, place: (u32, u32)) -> Worded {
    let mut at = place;
    let worded = match message {
        NO_OBJECT => scan::offset(source, place).map(|start| {
            let access = scan::access(source, start);
            if let Some((_, offset)) = access
                && scan::place(source, offset) > place
            {
                at = scan::place(source, offset);
            }
            no_object(access.map(|(access, _)| access))
        }),
        "not a callable function" => scan::offset(source, place)
            .and_then(|open| scan::callee(source, open))
            .map(|callee| format!("{callee} is not a function")),
        "not a constructor" => scan::offset(source, place)
            .and_then(|start| scan::constructor(source, start))
            .map(|name| format!("{name} is not a constructor")),
        "access of uninitialized binding" => scan::offset(source, place)
            .and_then(|start| scan::identifier(source, start))
            .map(|name| format!("Cannot access '{name}' before initialization")),
        other => FIXED
            .iter()
            .find(|(engine, _)| other.starts_with(engine))
            .map(|(_, v8)| (*v8).to_owned()),
    };
    Worded { message: worded.unwrap_or_else(|| message.to_owned()), place: at }
}

fn no_object(access: Option<Access<'_>>) -> String {
    match access {
        Some(Access::Read { name, of_null }) => {
            let base = if of_null { "null" } else { "undefined" };
            format!("Cannot read properties of {base} (reading '{name}')")
        }
        Some(Access::Write(name)) => {
            format!("Cannot set properties of undefined (setting '{name}')")
        }
        Some(Access::Loop(over)) => format!("{over} is not iterable"),
        None => "Cannot read properties of undefined".to_owned(),
    }
}

/// Rewords a syntax error and finds its place in the wrapped text: 1-based line and column.
/// `lines` is the number of lines the script has; what lies behind is the wrapper's.
pub(super) fn syntax(message: &str, lines: u32) -> (String, Option<(u32, u32)>) {
    let (text, place) = split_place(message);
    let behind = place.is_some_and(|(line, _)| line > lines);
    let place = place.filter(|_| !behind);
    // Our closing brackets were taken for the script's own.
    if behind && text.contains("CoverParenthesizedExpression") {
        return ("Unexpected token '}'".to_owned(), None);
    }
    if text == "abrupt end" || (behind && text.contains("expected")) {
        return ("Unexpected end of input".to_owned(), None);
    }
    (syntax_text(text), place)
}

fn syntax_text(text: &str) -> String {
    let fixed = |text: &str| text.to_owned();
    if text.starts_with("Expected initializer for const") {
        return fixed("Missing initializer in const declaration");
    }
    if text.starts_with("unterminated template") {
        return fixed("Unterminated template literal");
    }
    if text.starts_with("unterminated string")
        || text.starts_with("a numeric literal must not")
        || text.starts_with("unexpected '")
        || text.starts_with("Abrupt end")
    {
        return fixed("Invalid or unexpected token");
    }
    if text.starts_with("malformed Unicode") {
        return fixed("Invalid Unicode escape sequence");
    }
    if text.contains("regular expression flag") {
        return fixed("Invalid regular expression flags");
    }
    if let Some(reason) = text.strip_prefix("Invalid regular expression literal: ") {
        return format!("Invalid regular expression: {reason}");
    }
    if text.ends_with(", function declaration") {
        return fixed("Function statements require a function name");
    }
    if text.starts_with("illegal ") {
        return text.replacen("illegal", "Illegal", 1);
    }
    match unexpected(text) {
        Some(token) => token_text(token),
        None => fixed(text),
    }
}

/// Finds the token that was not expected.
fn unexpected(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix("unexpected token '") {
        return rest.rfind("',").map(|end| &rest[..end]);
    }
    let rest = text.split_once(", got '").map(|(_, rest)| rest)?;
    rest.rfind("' in ").map(|end| &rest[..end])
}

fn token_text(token: &str) -> String {
    const WORDS: [&str; 36] = [
        "await",
        "break",
        "case",
        "catch",
        "class",
        "const",
        "continue",
        "debugger",
        "default",
        "delete",
        "do",
        "else",
        "enum",
        "export",
        "extends",
        "false",
        "finally",
        "for",
        "function",
        "if",
        "import",
        "in",
        "instanceof",
        "new",
        "null",
        "return",
        "super",
        "switch",
        "this",
        "throw",
        "true",
        "try",
        "typeof",
        "var",
        "while",
        "with",
    ];
    let first = token.chars().next();
    if first.is_some_and(|first| first.is_ascii_digit()) {
        "Unexpected number".to_owned()
    } else if first.is_some_and(|first| first == '"' || first == '\'') {
        "Unexpected string".to_owned()
    } else if first.is_some_and(scan::starts_identifier) && !WORDS.contains(&token) {
        format!("Unexpected identifier '{token}'")
    } else {
        format!("Unexpected token '{token}'")
    }
}

/// Takes ` at line L, col C` off the end of a message.
fn split_place(message: &str) -> (&str, Option<(u32, u32)>) {
    let Some((text, place)) = message.rsplit_once(" at line ") else { return (message, None) };
    let numbers = place
        .split_once(", col ")
        .and_then(|(line, column)| Some((line.parse().ok()?, column.parse().ok()?)));
    match numbers {
        Some(place) => (text, Some(place)),
        None => (message, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_read_as_in_v8() {
        const CALL: &str = "not a callable function";
        for (engine, source, place, v8_text) in [
            (
                NO_OBJECT,
                "let a; a.foo",
                (1, 10),
                "Cannot read properties of undefined (reading 'foo')",
            ),
            (NO_OBJECT, "null.x", (1, 6), "Cannot read properties of null (reading 'x')"),
            (
                NO_OBJECT,
                "let a; a['k']",
                (1, 10),
                "Cannot read properties of undefined (reading 'k')",
            ),
            (
                NO_OBJECT,
                "let a; a[0]",
                (1, 10),
                "Cannot read properties of undefined (reading '0')",
            ),
            (NO_OBJECT, "let a; a[k]", (1, 10), "Cannot read properties of undefined"),
            (
                NO_OBJECT,
                "let a; a.b = 1",
                (1, 8),
                "Cannot set properties of undefined (setting 'b')",
            ),
            (
                NO_OBJECT,
                "let a={}; a.b.c()",
                (1, 1),
                "Cannot read properties of undefined (reading 'c')",
            ),
            (NO_OBJECT, "for (const z of a.items) {}", (1, 1), "a.items is not iterable"),
            (CALL, "let a = {}; a.foo()", (1, 18), "a.foo is not a function"),
            (CALL, "a.b.foo(1, 2)", (1, 8), "a.b.foo is not a function"),
            (CALL, "a['foo']()", (1, 9), "a.foo is not a function"),
            (CALL, "a[k]()", (1, 5), "a[k] is not a function"),
            (CALL, "pm.test('x', 1)()", (1, 16), "pm.test(...) is not a function"),
            (CALL, "x.f(1).g()", (1, 9), "x.f(...).g is not a function"),
            (CALL, "(() => 1)()()", (1, 12), "(intermediate value)(...) is not a function"),
            ("not a constructor", "new a.B()", (1, 1), "a.B is not a constructor"),
            (
                "access of uninitialized binding",
                "c2; const c2 = 1",
                (1, 1),
                "Cannot access 'c2' before initialization",
            ),
            (
                "cannot mutate an immutable binding 'c'",
                "c = 2",
                (1, 1),
                "Assignment to constant variable.",
            ),
            ("x is not defined", "x", (1, 1), "x is not defined"),
            (NO_OBJECT, "", (7, 7), NO_OBJECT),
        ] {
            assert_eq!(v8(engine, source, place).message, v8_text, "{source}");
        }
    }

    #[test]
    fn the_place_moves_to_the_culprit() {
        let source = "let a = {};\nlet b = 1;\n  a.b.split(',')";
        let worded = v8(NO_OBJECT, source, (1, 1));
        assert_eq!(worded.message, "Cannot read properties of undefined (reading 'split')");
        assert_eq!(worded.place, (3, 7));
    }

    #[test]
    fn syntax_errors_read_as_in_v8() {
        for (engine, v8_text, place) in [
            (
                "unexpected token '=', primary expression at line 1, col 49",
                "Unexpected token '='",
                Some((1, 49)),
            ),
            (
                "expected token ';', got 'b' in expression statement at line 1, col 45",
                "Unexpected identifier 'b'",
                Some((1, 45)),
            ),
            (
                "unexpected token '2', expected comma or end of array at line 1, col 46",
                "Unexpected number",
                Some((1, 46)),
            ),
            (
                "unexpected token 'else', primary expression at line 1, col 52",
                "Unexpected token 'else'",
                Some((1, 52)),
            ),
            (
                "unexpected token '}', primary expression at line 2, col 1",
                "Unexpected end of input",
                None,
            ),
            ("abrupt end", "Unexpected end of input", None),
            ("unterminated string literal", "Invalid or unexpected token", None),
            (
                "Expected initializer for const declaration at line 1, col 50",
                "Missing initializer in const declaration",
                Some((1, 50)),
            ),
            ("something new at line 1, col 2", "something new", Some((1, 2))),
        ] {
            assert_eq!(syntax(engine, 1), (v8_text.to_owned(), place), "{engine}");
        }
    }
}
