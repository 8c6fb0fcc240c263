//! The lines of one item.

use std::sync::Arc;

use super::super::style::{Ink, Style};
use super::super::text;
use super::exchange::{self, Frame};
use super::failures::About;
use crate::run::event::{
    AssertionData, ConsoleData, Cursor, ItemEnd, ItemRef, ItemStart, Origin, RequestEnd, Retry,
    ScriptEnd,
};

/// Most lines of a body in a verbose report.
const BODY_LINES: usize = 40;

/// What happened in an item, as lines ready to be written.
pub(super) struct Block {
    cursor: Cursor,
    item: Arc<ItemRef>,
    style: Style,
    lines: Vec<String>,
    /// The last line belongs to a console box that is still open.
    in_console: bool,
    /// What failures of the item are about: its own request.
    about: About,
    /// What the next failure is about instead: a request of a script.
    aside: Option<About>,
}

impl Block {
    /// Begins the block of an item.
    pub(super) fn new(start: &ItemStart, style: Style) -> Self {
        let (cursor, item) = (start.cursor, Arc::clone(&start.item));
        Self {
            cursor,
            item,
            style,
            lines: Vec::new(),
            in_console: false,
            about: About::Nothing,
            aside: None,
        }
    }

    /// Where the item runs.
    pub(super) fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// Tells whether this is the block of the item at a place.
    pub(super) fn is_at(&self, at: Cursor) -> bool {
        (self.cursor.iteration, self.cursor.position) == (at.iteration, at.position)
    }

    /// The folders around the item.
    pub(super) fn path(&self) -> &[String] {
        &self.item.path
    }

    /// Writes the item's name.
    pub(super) fn heading(&mut self, time: Option<&str>) {
        let symbols = self.style.symbols();
        let arrow = if self.item.path.is_empty() { symbols.top } else { symbols.nested };
        let time = time.map(|time| format!("[{time}] ")).unwrap_or_default();
        let name = text::visible(text::named(&self.item.name));
        self.hanging(&format!("{arrow} {time}"), &name, Ink::Bold);
    }

    /// Tells what a failure is about. An exchange is shown once: with the first failure.
    pub(super) fn about(&mut self, number: u64) -> About {
        if let Some(aside) = self.aside.take() {
            return aside;
        }
        let later = match &self.about {
            About::Exchange(_) => About::Earlier(number),
            other => other.clone(),
        };
        std::mem::replace(&mut self.about, later)
    }

    /// Writes an exchange; a failed one with its reason.
    pub(super) fn request(&mut self, end: &RequestEnd, number: u64) {
        match end.origin {
            Origin::Item => self.about = About::exchange(end),
            Origin::Script => self.aside = end.error.as_ref().map(|_| About::exchange(end)),
            // It is never a failure.
            Origin::Auth => {}
        }
        let method = text::visible(&end.request.method);
        let origin = match end.origin {
            Origin::Item => "",
            Origin::Script => " (pm.sendRequest)",
            Origin::Auth => " (authorization)",
        };
        let (outcome, ink) = self.exchange_outcome(end);
        let taken = 4 + text::width(&method) + text::width(&outcome) + origin.len();
        let room = self.style.width.saturating_sub(taken).max(16);
        let ellipsis = self.style.symbols().ellipsis;
        let url = text::shorten_middle(&text::visible(&end.request.url), room, ellipsis);
        let outcome = self.style.paint(ink, &outcome);
        self.push(format!("  {method} {url} {outcome}{}", self.style.paint(Ink::Dim, origin)));
        if let Some(error) = &end.error {
            self.hanging(&format!("  {number}. "), &error.message, Ink::Bad);
        }
    }

    fn exchange_outcome(&self, end: &RequestEnd) -> (String, Ink) {
        let Some(response) = &end.response else {
            return ("[errored]".to_owned(), Ink::Bad);
        };
        let ellipsis = self.style.symbols().ellipsis;
        let reason = text::shorten_middle(&text::visible(&response.status), 32, ellipsis);
        let size = text::size(response.wire_size + response.headers.wire_size() as u64);
        let time = text::duration(response.response_time, self.style.unicode);
        let ink = if response.code < 400 { Ink::Good } else { Ink::Warn };
        let code = format!("{} {reason}", response.code);
        (format!("[{}, {size}, {time}]", code.trim_end()), ink)
    }

    /// Writes an exchange in full, below its line.
    pub(super) fn verbose(&mut self, end: &RequestEnd) {
        let columns = self.style.width.saturating_sub(4);
        let frame = Frame { style: self.style, columns, body_lines: BODY_LINES };
        let mut lines = exchange::lines(end, frame);
        lines.extend(exchange::measures(end, frame));
        for line in lines {
            self.push(self.style.paint(Ink::Dim, &format!("    {line}")));
        }
    }

    /// Writes that an attempt failed and the request is sent again.
    pub(super) fn retry(&mut self, retry: &Retry) {
        let note = format!(
            "attempt {} of {} failed: {}; trying again",
            retry.attempt, retry.attempts, retry.reason
        );
        self.hanging("  ! ", &text::visible(&note), Ink::Warn);
    }

    /// Writes a decided test.
    pub(super) fn assertion(&mut self, assertion: &AssertionData, number: u64) {
        let name = text::visible(text::named(&assertion.name));
        if assertion.error.is_some() {
            self.hanging(&format!("  {number}. "), &name, Ink::Bad);
        } else if assertion.skipped {
            self.hanging("  - ", &format!("[skipped] {name}"), Ink::Skip);
        } else {
            let prefix = format!("  {} ", self.style.symbols().passed);
            self.hanging_from(&prefix, &name, (Ink::Good, None));
        }
    }

    /// Writes what a script threw, nothing for one that ended well.
    pub(super) fn script(&mut self, script: &ScriptEnd, number: u64) {
        for (index, failure) in script.errors.iter().enumerate() {
            let error = &failure.error;
            let phase = script.target.event_name();
            let text = format!("{} in {phase}-script: {}", error.name, error.message);
            self.hanging(&format!("  {}. ", number + index as u64), &text, Ink::Bad);
        }
    }

    /// Writes what a script logged, in a box that following log lines join.
    pub(super) fn console(&mut self, console: &ConsoleData) {
        let grid = &self.style.symbols().grid;
        if !self.in_console {
            let edge = format!("  {}", grid.top[0]);
            self.lines.push(self.style.paint(Ink::Dim, &edge));
            self.in_console = true;
        }
        let ink = match console.level.as_str() {
            "error" => Some(Ink::Bad),
            "warn" => Some(Ink::Warn),
            _ => None,
        };
        let bar = self.style.paint(Ink::Dim, &format!("  {}", grid.vertical));
        let message = console.messages.join(" ");
        for line in text::hanging("", &message, self.style.width.saturating_sub(4)) {
            let line = ink.map(|ink| self.style.paint(ink, &line)).unwrap_or(line);
            self.lines.push(format!("{bar} {line}").trim_end().to_owned());
        }
    }

    /// Writes what comes after the item.
    pub(super) fn end(&mut self, end: &ItemEnd) {
        if end.skipped {
            self.hanging("  - ", "[skipped] request", Ink::Skip);
        }
        let arrow = self.style.symbols().next;
        match &end.next_request {
            None => {}
            Some(Some(name)) => {
                self.hanging(&format!("  next request {arrow} "), &text::visible(name), Ink::Dim);
            }
            Some(None) => {
                self.hanging(
                    &format!("  next request {arrow} "),
                    "none, the iteration ends",
                    Ink::Dim,
                );
            }
        }
    }

    /// Says that the item never ended.
    pub(super) fn interrupted(&mut self) {
        self.hanging("  - ", "[not finished]", Ink::Warn);
    }

    /// Returns the lines, the last box closed.
    pub(super) fn into_lines(mut self) -> Vec<String> {
        self.close_console();
        self.lines
    }

    fn close_console(&mut self) {
        if std::mem::take(&mut self.in_console) {
            let edge = format!("  {}", self.style.symbols().grid.bottom[0]);
            self.lines.push(self.style.paint(Ink::Dim, &edge));
        }
    }

    fn push(&mut self, line: String) {
        self.close_console();
        self.lines.push(line);
    }

    fn hanging(&mut self, prefix: &str, text: &str, ink: Ink) {
        self.hanging_from(prefix, text, (ink, Some(ink)));
    }

    /// Writes wrapped text behind a prefix, each in its own ink.
    fn hanging_from(&mut self, prefix: &str, text: &str, (head, ink): (Ink, Option<Ink>)) {
        let style = self.style;
        for (index, line) in text::hanging(prefix, text, style.width).into_iter().enumerate() {
            let painted = |text: &str| ink.map_or(text.to_owned(), |ink| style.paint(ink, text));
            let line = match line.strip_prefix(prefix).filter(|_| index == 0) {
                Some(rest) => format!("{}{}", style.paint(head, prefix), painted(rest)),
                None => painted(&line),
            };
            self.push(line);
        }
    }
}
