//! Errors of syntax in V8's words.

use super::super::{declarations, scan};

/// What the engine puts before an error in the body of a `new Function`.
const FUNCTION_BODY: &str = "failed to parse function body: ";

/// What V8 says of a text that ends within something.
const END: &str = "Unexpected end of input";

/// Rewords a syntax error and finds its place in the wrapped text: 1-based line and column. What
/// lies behind the script's last line is the wrapper's.
pub(in super::super) fn syntax(message: &str, source: &str) -> (String, Option<(u32, u32)>) {
    let lines = if source.is_empty() { 0 } else { source.matches('\n').count() + 1 };
    let lines = u32::try_from(lines).unwrap_or(u32::MAX);
    let (text, place) = split_place(message);
    let behind = place.is_some_and(|(line, _)| line > lines);
    let place = place.filter(|_| !behind);
    // Our closing brackets were taken for the script's own.
    if behind && text.contains("CoverParenthesizedExpression") {
        return ("Unexpected token '}'".to_owned(), None);
    }
    if text == "abrupt end" || (behind && text.contains("expected")) {
        return (unfinished(source).to_owned(), None);
    }
    (syntax_text(text), place)
}

/// Rewords a syntax error of a text that a script evaluated.
pub(in super::super) fn evaluated(message: &str, source: &str) -> String {
    let (text, _) = split_place(message);
    let body = text.strip_prefix(FUNCTION_BODY);
    let text = body.unwrap_or(text);
    if text == "abrupt end" {
        // `Function` closes a body with `})`, which V8 trips over.
        return match (body, unfinished(source)) {
            (Some(_), END) if declarations::ends_open(source) => "Unexpected token ')'".to_owned(),
            (Some(_), END) => "Unexpected token '}'".to_owned(),
            (_, text) => text.to_owned(),
        };
    }
    if text.starts_with("lexical name declared multiple times")
        && let Some((name, _)) = declarations::duplicate(source)
    {
        return format!("Identifier '{name}' has already been declared");
    }
    match unexpected(text) {
        Some("return") => "Illegal return statement".to_owned(),
        _ if source.trim_start().starts_with("await ") => {
            "await is only valid in async functions and the top level bodies of modules".to_owned()
        }
        _ => syntax_text(text),
    }
}

/// What V8 says of a text that ends too early.
fn unfinished(source: &str) -> &'static str {
    let line = source.lines().last().unwrap_or_default().trim();
    if declarations::ends_in_arguments(source) {
        "missing ) after argument list"
    } else if line.starts_with("const ") && !line.contains(['=', ';', '{', '(']) {
        "Missing initializer in const declaration"
    } else if line.starts_with("try ") && line.ends_with('}') {
        "Missing catch or finally after try"
    } else {
        END
    }
}

fn syntax_text(text: &str) -> String {
    let fixed = |text: &str| text.to_owned();
    if text.starts_with("Expected initializer for const") {
        return fixed("Missing initializer in const declaration");
    }
    if text.contains("' in argument list") && !text.contains("got ';'") {
        return fixed("missing ) after argument list");
    }
    if text.starts_with("unterminated template") {
        return fixed("Unexpected end of input");
    }
    if text.contains(" in import.meta") {
        return fixed("Cannot use import statement outside a module");
    }
    if text.starts_with("unexpected token 'line terminator', throw") {
        return fixed("Illegal newline after throw");
    }
    if text.starts_with("illegal continue") {
        return fixed("Illegal continue statement: no surrounding iteration statement");
    }
    if text.starts_with("abrupt end on regular expression") {
        return fixed("Invalid regular expression: missing /");
    }
    if text.starts_with("Expecting Token '.'") {
        return fixed("Unexpected token '.'");
    }
    if text.starts_with("invalid `super`") {
        return fixed("'super' keyword unexpected here");
    }
    if text.starts_with("'let' is disallowed") {
        return fixed("let is disallowed as a lexically bound name");
    }
    if let Some(name) = text.strip_prefix("formal parameter `") {
        let name = name.split('`').next().unwrap_or_default();
        return format!("Identifier '{name}' has already been declared");
    }
    if let Some(name) = text.strip_prefix("undefined break target: ") {
        return format!("Undefined label '{name}'");
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
            assert_eq!(syntax(engine, "x"), (v8_text.to_owned(), place), "{engine}");
        }
    }
}
