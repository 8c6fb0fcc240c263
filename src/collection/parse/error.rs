//! Why a file could not be read, in words for people.

use std::fmt;

use super::cursor::{Misfit, path_text};
use super::locate;

/// Why a file could not be read: where, what was expected, what was found, what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError(Box<Details>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Details {
    origin: String,
    position: Option<Position>,
    path: String,
    problem: String,
    excerpt: Option<String>,
    hint: Option<String>,
}

/// A place in a text, both counted from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Position {
    pub(super) line: usize,
    pub(super) column: usize,
}

impl ParseError {
    /// The line, counted from 1, where there is a text.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.0.position.map(|position| position.line)
    }

    /// The column in characters, counted from 1, where there is a text.
    #[must_use]
    pub fn column(&self) -> Option<usize> {
        self.0.position.map(|position| position.column)
    }

    /// The JSON path, as `item[3].request.url`; empty for the whole document.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// What was expected and what was found, without the place.
    #[must_use]
    pub fn problem(&self) -> &str {
        &self.0.problem
    }

    pub(super) fn from_misfit(misfit: Misfit, origin: &str, text: &str) -> Self {
        let offset = locate::offset_of(text, &misfit.path);
        match offset {
            Some(offset) => Self::in_text(misfit, origin, text, offset),
            None => Self::without_text(misfit, origin),
        }
    }

    pub(super) fn without_text(misfit: Misfit, origin: &str) -> Self {
        Self(Box::new(Details {
            origin: origin.to_owned(),
            position: None,
            path: path_text(&misfit.path),
            problem: misfit.problem,
            excerpt: None,
            hint: None,
        }))
    }

    /// An error at a byte offset; one of the whole document names no place.
    pub(super) fn in_text(misfit: Misfit, origin: &str, text: &str, offset: usize) -> Self {
        let at_root = misfit.path.is_empty();
        let mut error = Self::without_text(misfit, origin);
        if !at_root {
            error.0.position = Some(locate::position(text, offset));
            error.0.excerpt = Some(locate::excerpt(text, offset));
        }
        error
    }

    pub(super) fn syntax(problem: String, origin: &str, text: &str, offset: Option<usize>) -> Self {
        let mut error = Self::without_text(Misfit { path: Vec::new(), problem }, origin);
        error.0.position = offset.map(|offset| locate::position(text, offset));
        error.0.excerpt = offset.map(|offset| locate::excerpt(text, offset));
        error
    }

    /// Leaves out the source line: an environment's lines hold secrets.
    pub(super) fn without_excerpt(mut self) -> Self {
        self.0.excerpt = None;
        self
    }

    pub(super) fn with_hint(mut self, hint: Option<&str>) -> Self {
        self.0.hint = hint.map(str::to_owned);
        self
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Details { origin, position, path, problem, excerpt, hint } = &*self.0;
        write!(f, "{origin}")?;
        if let Some(Position { line, column }) = position {
            write!(f, ":{line}:{column}")?;
        }
        if !path.is_empty() {
            write!(f, ": {path}")?;
        }
        write!(f, ": {problem}")?;
        if let Some(excerpt) = excerpt.as_deref().filter(|excerpt| !excerpt.is_empty()) {
            write!(f, "\n  | {excerpt}")?;
        }
        if let Some(hint) = hint {
            write!(f, "\n  {hint}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ParseError {}
