//! Answers that are repeated for their idempotency key.

use std::collections::HashMap;

/// First answers, by what was called and with which key.
#[derive(Debug)]
pub(super) struct Answers<T> {
    known: HashMap<(String, String), (String, T)>,
}

/// What is known about a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Known<T> {
    /// Nothing: it is new.
    New,
    /// The same request came before, and this was the answer.
    Same(T),
    /// Another request came with this key before.
    Other,
}

impl<T> Default for Answers<T> {
    fn default() -> Self {
        Self { known: HashMap::new() }
    }
}

impl<T: Clone> Answers<T> {
    /// Looks a key up. `scope` says what was called, `request` what was asked for; an empty key is
    /// always new.
    pub(super) fn find(&self, scope: &str, key: &str, request: &str) -> Known<T> {
        match self.known.get(&(scope.to_owned(), key.to_owned())) {
            Some((first, answer)) if first == request => Known::Same(answer.clone()),
            Some(_) => Known::Other,
            None => Known::New,
        }
    }

    /// Remembers the answer to a request that had an effect; refused ones may be repeated.
    pub(super) fn remember(&mut self, scope: &str, key: &str, request: &str, answer: T) {
        if !key.is_empty() {
            let entry = self.known.entry((scope.to_owned(), key.to_owned()));
            entry.or_insert_with(|| (request.to_owned(), answer));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_answer_is_repeated() {
        let mut answers = Answers::default();
        answers.remember("a", "k", "1", 'x');
        answers.remember("a", "k", "2", 'y');
        answers.remember("a", "", "1", 'z');
        assert_eq!(answers.find("a", "k", "1"), Known::Same('x'));
        assert_eq!(answers.find("a", "k", "2"), Known::Other);
        assert_eq!(answers.find("b", "k", "1"), Known::New);
        assert_eq!(answers.find("a", "", "1"), Known::New);
    }
}
