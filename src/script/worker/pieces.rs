//! A source text in pieces, with the twin of every bracket: enough to find functions and patterns
//! without parsing.

use std::cell::OnceCell;

use super::tokens::{Token, Tokens};

/// A source text in pieces; taken apart when the first one is asked for.
pub(super) struct Pieces<'a> {
    /// The whole text.
    pub(super) source: &'a str,
    parts: OnceCell<Parts>,
}

struct Parts {
    tokens: Vec<Token>,
    /// For every bracket the index of its twin; itself for everything else.
    twins: Vec<usize>,
}

impl<'a> Pieces<'a> {
    /// Of a text.
    pub(super) fn new(source: &'a str) -> Self {
        Self { source, parts: OnceCell::new() }
    }

    /// Whether a word stands anywhere in the text; takes nothing apart.
    pub(super) fn mentions(&self, word: &str) -> bool {
        memchr::memmem::find(self.source.as_bytes(), word.as_bytes()).is_some()
    }

    /// The pieces, in order.
    pub(super) fn tokens(&self) -> &[Token] {
        &self.parts().tokens
    }

    /// The index of a bracket's twin; that of the piece itself where it is no bracket.
    pub(super) fn twin(&self, index: usize) -> usize {
        self.parts().twins.get(index).copied().unwrap_or(index)
    }

    fn parts(&self) -> &Parts {
        self.parts.get_or_init(|| Parts::new(self.source))
    }

    /// The piece at an index; nothing outside of the text.
    pub(super) fn at(&self, index: usize) -> &'a str {
        self.tokens().get(index).map_or("", |token| token.text(self.source))
    }

    /// The piece before an index; nothing at the beginning.
    pub(super) fn before(&self, index: usize) -> &'a str {
        index.checked_sub(1).map_or("", |before| self.at(before))
    }

    /// Whether two pieces stand side by side with nothing between them.
    pub(super) fn touch(&self, first: usize) -> bool {
        let end = self.tokens().get(first).map(|token| token.end);
        end.is_some() && end == self.tokens().get(first + 1).map(|token| token.start)
    }

    /// Whether the single sign `=` is at an index, and no `==` or `=>`.
    pub(super) fn assigns(&self, at: usize) -> bool {
        self.at(at) == "=" && !(self.touch(at) && matches!(self.at(at + 1), "=" | ">"))
    }

    /// Whether `=>` is at an index.
    pub(super) fn arrow(&self, at: usize) -> bool {
        self.at(at) == "=" && self.touch(at) && self.at(at + 1) == ">"
    }
}

impl Parts {
    fn new(source: &str) -> Self {
        let tokens: Vec<_> = Tokens::new(source).collect();
        let mut twins: Vec<_> = (0..tokens.len()).collect();
        let mut open = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            match token.text(source) {
                "(" | "[" | "{" => open.push(at),
                ")" | "]" | "}" => {
                    if let Some(begin) = open.pop() {
                        twins[begin] = at;
                        twins[at] = begin;
                    }
                }
                _ => {}
            }
        }
        Self { tokens, twins }
    }
}
