//! Splits JavaScript into its pieces, well enough to find clauses and declarations without parsing.

/// Words before a `/` that begins a regular expression.
const BEFORE_REGEX: [&str; 14] = [
    "return",
    "typeof",
    "case",
    "in",
    "of",
    "delete",
    "void",
    "throw",
    "new",
    "else",
    "do",
    "instanceof",
    "await",
    "yield",
];

/// A piece of source text that is neither space nor comment.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Token {
    /// Byte offset.
    pub(super) start: usize,
    /// Byte offset behind it.
    pub(super) end: usize,
}

impl Token {
    /// The piece itself.
    pub(super) fn text(self, source: &str) -> &str {
        &source[self.start..self.end]
    }
}

/// Splits source text into names, quoted texts, regular expressions and single signs. Whether a
/// `/` divides is told by what stands before it, which is right for all but contrived code.
#[derive(Clone)]
pub(super) struct Tokens<'a> {
    /// The whole text.
    pub(super) source: &'a str,
    at: usize,
    last: Token,
    /// For every `${` that is open: the braces open inside it.
    templates: Vec<usize>,
    /// For every `(` that is open: whether a statement stands behind its `)`, as behind `if (…)`.
    conditions: Vec<bool>,
    /// The last `)` closed such a one.
    condition: bool,
}

impl<'a> Tokens<'a> {
    /// Begins at the beginning.
    pub(super) fn new(source: &'a str) -> Self {
        Self {
            source,
            at: 0,
            last: Token::default(),
            templates: Vec::new(),
            conditions: Vec::new(),
            condition: false,
        }
    }

    fn skip(&mut self) {
        let bytes = self.source.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            let rest = &bytes[self.at..];
            self.at += match byte {
                b' ' | b'\t' | b'\r' | b'\n' => 1,
                b'/' if rest.get(1) == Some(&b'/') => {
                    memchr::memchr(b'\n', rest).unwrap_or(rest.len())
                }
                b'/' if rest.get(1) == Some(&b'*') => {
                    memchr::memmem::find(&rest[2..], b"*/").map_or(rest.len(), |end| end + 4)
                }
                _ => return,
            };
        }
    }

    /// Reads a template's text up to its end or the next `${`.
    fn template(&mut self, from: usize) -> usize {
        let bytes = self.source.as_bytes();
        let mut at = from;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'\\' => at += 1,
                b'`' => return at + 1,
                b'$' if bytes.get(at + 1) == Some(&b'{') => {
                    self.templates.push(0);
                    return at + 2;
                }
                _ => {}
            }
            at += 1;
        }
        bytes.len()
    }

    fn begins_regex(&self) -> bool {
        let last = self.last.text(self.source);
        match last.as_bytes().last() {
            None => true,
            Some(b')') => self.condition,
            Some(b']' | b'}' | b'"' | b'\'' | b'`') => false,
            Some(byte) if is_word(*byte) => BEFORE_REGEX.contains(&last),
            Some(_) => true,
        }
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        self.skip();
        let start = self.at;
        let bytes = self.source.as_bytes();
        let first = *bytes.get(start)?;
        self.at = match first {
            b'"' | b'\'' => quoted_end(bytes, start),
            b'`' => self.template(start + 1),
            b'}' if self.templates.last() == Some(&0) => {
                self.templates.pop();
                self.template(start + 1)
            }
            b'/' if self.begins_regex() => regex_end(bytes, start),
            _ if is_word(first) => {
                start + bytes[start..].iter().take_while(|byte| is_word(**byte)).count()
            }
            _ => start + 1,
        };
        if let Some(open) = self.templates.last_mut() {
            match first {
                b'{' => *open += 1,
                b'}' if self.at == start + 1 => *open = open.saturating_sub(1),
                _ => {}
            }
        }
        match first {
            b'(' => {
                let word = self.last.text(self.source);
                self.conditions.push(matches!(word, "if" | "while" | "for" | "with"));
            }
            b')' => self.condition = self.conditions.pop().unwrap_or(false),
            _ => {}
        }
        self.last = Token { start, end: self.at };
        Some(self.last)
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80
}

fn quoted_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'\n' => return at,
            _ if *byte == bytes[start] => return at + 1,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

fn regex_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    let mut class = false;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'[' => class = true,
            b']' => class = false,
            // No regular expression after all: a sign of its own.
            b'\n' => return start + 1,
            b'/' if !class => return at + 1,
            _ => {}
        }
        at += 1;
    }
    start + 1
}
