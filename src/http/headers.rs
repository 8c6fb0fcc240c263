//! An ordered header list that keeps names as written.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::redact::{MASK, is_secret_header};

/// Header lines in order. Names keep their case; look-ups ignore it (RFC 9110 §5.1). `Debug` does not
/// show values that are credentials. Copies share the lines until one is changed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Headers(Arc<Vec<(String, String)>>);

impl Headers {
    /// Makes an empty list.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends a line, whatever lines of that name there are.
    pub fn push(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.lines().push((name.into(), value.into()));
    }

    /// Replaces every line of that name by one, at the place of the first; appends when there is none.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        let Some(at) = self.0.iter().position(|(key, _)| key.eq_ignore_ascii_case(name)) else {
            return self.push(name, value);
        };
        let lines = self.lines();
        lines[at] = (name.to_owned(), value.into());
        let mut index = 0;
        lines.retain(|(key, _)| {
            index += 1;
            index - 1 == at || !key.eq_ignore_ascii_case(name)
        });
    }

    /// Removes every line of that name.
    pub fn remove(&mut self, name: &str) {
        self.lines().retain(|(key, _)| !key.eq_ignore_ascii_case(name));
    }

    /// Returns the first value of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Returns the name as it is written, in the last line that has it.
    #[must_use]
    pub fn spelling(&self, name: &str) -> Option<&str> {
        self.0.iter().map(|(key, _)| key.as_str()).rfind(|key| key.eq_ignore_ascii_case(name))
    }

    /// Iterates over all values of that name, in order.
    pub fn get_all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.iter().filter(move |(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Tells whether there is a line of that name.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Iterates over the lines in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// Counts the lines.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Tells whether there is no line.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Sums up the bytes the lines take on an HTTP/1.1 wire (`name: value` CR LF each).
    #[must_use]
    pub fn wire_size(&self) -> usize {
        self.iter().map(|(key, value)| key.len() + value.len() + 4).sum()
    }

    /// Changes every value in place; the redactor uses it.
    pub fn map_values(&mut self, mut change: impl FnMut(&str, &str) -> Option<String>) {
        for at in 0..self.len() {
            let (key, value) = &self.0[at];
            if let Some(new) = change(key, value) {
                self.lines()[at].1 = new;
            }
        }
    }

    fn lines(&mut self) -> &mut Vec<(String, String)> {
        Arc::make_mut(&mut self.0)
    }
}

impl fmt::Debug for Headers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |(name, value)| (name, if is_secret_header(name) { MASK } else { value });
        formatter.debug_list().entries(self.iter().map(shown)).finish()
    }
}

impl<K: Into<String>, V: Into<String>> FromIterator<(K, V)> for Headers {
    fn from_iter<T: IntoIterator<Item = (K, V)>>(lines: T) -> Self {
        Self(Arc::new(lines.into_iter().map(|(key, value)| (key.into(), value.into())).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn set_replaces_all_lines_of_a_name_at_the_first_place() {
        let mut headers: Headers =
            [("A", "1"), ("b", "2"), ("a", "3"), ("C", "4")].into_iter().collect();
        headers.set("a", "9");
        let lines: Vec<_> = headers.iter().collect();
        assert_eq!(lines, [("a", "9"), ("b", "2"), ("C", "4")]);
    }

    #[test]
    fn a_copy_stays_what_it_was() {
        let mut headers: Headers = [("A", "1"), ("B", "2")].into_iter().collect();
        let copy = headers.clone();
        headers.map_values(|name, _| (name == "B").then(|| "3".to_owned()));
        headers.remove("A");
        assert_eq!(headers.iter().collect::<Vec<_>>(), [("B", "3")]);
        assert_eq!(copy.iter().collect::<Vec<_>>(), [("A", "1"), ("B", "2")]);
    }

    #[test]
    fn debug_shows_no_credentials() {
        let headers: Headers =
            [("Accept", "*/*"), ("authorization", "Bearer hush")].into_iter().collect();
        assert_eq!(format!("{headers:?}"), r#"[("Accept", "*/*"), ("authorization", "*****")]"#);
    }

    #[test]
    fn look_up_ignores_case_and_keeps_order() {
        let headers: Headers = [("Set-Cookie", "a=1"), ("set-cookie", "b=2")].into_iter().collect();
        assert_eq!(headers.get_all("SET-COOKIE").collect::<Vec<_>>(), ["a=1", "b=2"]);
        assert!(!headers.contains("cookie"));
    }
}
