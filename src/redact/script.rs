//! Secrets that stand in a script as they are: `const password = "…"`, `set("token", "…")`.

/// Longer literals are no names.
const LONGEST_NAME: usize = 100;

/// Lists the string literals that are given to a secret name, as written between the quotes. A
/// reading of tokens, not of the grammar: it takes in what is named near to a literal.
pub(super) fn literals(source: &str, is_secret: impl Fn(&str) -> bool) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = source;
    let mut name = "";
    // What stands in the vault is secret by whatever name.
    let mut words = ["", ""];
    let mut key = "";
    while let Some(at) =
        rest.find(|c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '"' | '\'' | '`'))
    {
        // What stands between a name and its value: `=`, `:`, `,` and the like.
        let between = rest[..at].trim_matches(|c: char| c.is_whitespace());
        let joined = matches!(between, "=" | ":" | "," | "||=" | "??=" | "]=" | "] =");
        rest = &rest[at..];
        match rest.chars().next() {
            Some(quote @ ('"' | '\'' | '`')) => {
                let (literal, after) = literal(&rest[1..], quote);
                // `{ key: "Accept", value: … }`: Postman's pairs.
                let pair = between == ":" && name == "key";
                let vault = words == ["vault", "set"] && between == ",";
                let named = if between == ":" && name == "value" { key } else { name };
                if pair {
                    key = literal;
                } else if vault || joined && named.len() <= LONGEST_NAME && is_secret(named) {
                    found.push(literal);
                }
                (name, rest) = (literal, after);
            }
            _ => {
                let end = rest
                    .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$'))
                    .unwrap_or(rest.len());
                (name, rest) = rest.split_at(end);
                words = [words[1], name];
            }
        }
    }
    found
}

/// Splits behind the literal's end.
fn literal(text: &str, quote: char) -> (&str, &str) {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return (&text[..at], &text[at + 1..]),
            '\n' if quote != '`' => return (&text[..at], &text[at..]),
            _ => {}
        }
    }
    (text, "")
}

/// Undoes the escapes of a literal; those it does not know stay.
pub(super) fn unescaped(literal: &str) -> String {
    let mut text = String::with_capacity(literal.len());
    let mut rest = literal;
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        let code = |from: usize, to: usize| {
            let digits = after.get(from..to)?;
            char::from_u32(u32::from_str_radix(digits, 16).ok()?).map(|letter| (letter, to))
        };
        let letter = after.chars().next();
        let (letter, used) = match letter {
            Some('n') => ('\n', 1),
            Some('t') => ('\t', 1),
            Some('r') => ('\r', 1),
            Some('x') => code(1, 3).unwrap_or(('x', 1)),
            Some('u') => code(1, 5).unwrap_or(('u', 1)),
            Some(other) => (other, other.len_utf8()),
            None => return text,
        };
        text.push(letter);
        rest = &after[used..];
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::is_secret_name;
    use super::*;

    #[test]
    fn values_of_secret_names_are_found() {
        for (source, expected) in [
            ("const password = \"hunter-22\";", vec!["hunter-22"]),
            ("pm.environment.set('access_token', 'tok-1')", vec!["tok-1"]),
            ("let x = { clientSecret: `s-1`, \"api-key\": 'k-1', id: 'i-1' }", vec!["s-1", "k-1"]),
            ("env[\"token\"] = 'a\\'b'; name = 'c'", vec!["a\\'b"]),
            ("add({key: 'Content-Type', value: 'text/html'}); const key = 'k-1'", vec!["k-1"]),
            ("[{key: 'password', value: 's-1'}, {key: 'user', value: 'me'}]", vec!["s-1"]),
            ("pm.vault.set('shop', 's-1'); set('shop', 's-2')", vec!["s-1"]),
            ("// it's a token 'x", vec![]),
            ("if (token) log('no token'); use('it')", vec![]),
        ] {
            assert_eq!(literals(source, is_secret_name), expected, "{source}");
        }
    }

    #[test]
    fn escapes_are_undone() {
        assert_eq!(unescaped(r#"a\"b\\c\n\x41\u00e5\/é"#), "a\"b\\c\nA\u{e5}/é");
        assert_eq!(unescaped("a\\"), "a");
    }

    proptest! {
        #[test]
        fn any_source_is_read_to_its_end(source in "\\PC{0,80}|[\"'`\\\\a-z=:, \n]{0,80}") {
            literals(&source, is_secret_name);
            unescaped(&source);
        }
    }
}
