//! The list of failures below the summary, each with the exchange it is about.

use serde::{Deserialize, Serialize};

use super::super::output::Spool;
use super::super::style::{Ink, Style};
use super::super::summary::FailureRecord;
use super::super::{ReportError, text};
use super::exchange::{self, Frame, KEPT};
use crate::run::event::{Content, RequestEnd};

/// Widest column for the name of an error.
const NAME_COLUMN: usize = 24;

/// Most lines of a body that stand with a failure.
const BODY_LINES: usize = 12;

/// Failures kept in a temporary file until the end of the run.
#[derive(Default)]
pub(super) struct Failures {
    spool: Option<Spool>,
    count: u64,
    widest_name: usize,
}

/// A failure and what it is about.
#[derive(Serialize, Deserialize)]
struct Entry {
    failure: FailureRecord,
    exchange: About,
}

/// The exchange that a failure is about.
#[derive(Clone, Serialize, Deserialize)]
pub(super) enum About {
    /// There was none.
    Nothing,
    /// This one, bodies cut to what is shown.
    Exchange(Box<RequestEnd>),
    /// The one shown with an earlier failure.
    Earlier(u64),
}

impl About {
    /// Keeps of an exchange what is shown.
    pub(super) fn exchange(end: &RequestEnd) -> Self {
        let mut end = end.clone();
        excerpt(&mut end.request.body);
        if let Some(response) = &mut end.response {
            excerpt(&mut response.body);
        }
        Self::Exchange(Box::new(end))
    }
}

fn excerpt(content: &mut Content) {
    // One byte more tells that there is more.
    let end = match content.text() {
        Some(text) => text.floor_char_boundary(KEPT),
        None => 0,
    };
    content.truncated |= end < content.bytes.len();
    content.bytes = bytes::Bytes::copy_from_slice(&content.bytes[..end]);
}

impl Failures {
    /// Keeps a failure for the end.
    pub(super) fn push(
        &mut self,
        failure: FailureRecord,
        exchange: About,
    ) -> Result<(), ReportError> {
        let spool = match &mut self.spool {
            Some(spool) => spool,
            None => self.spool.insert(Spool::new()?),
        };
        self.count += 1;
        self.widest_name = self.widest_name.max(text::width(&text::visible(&failure.name)));
        spool.push(&Entry { failure, exchange })
    }

    /// Gives the list out piece by piece; nothing when nothing failed.
    pub(super) fn write(
        self,
        style: Style,
        mut put: impl FnMut(&[String]) -> Result<(), ReportError>,
    ) -> Result<(), ReportError> {
        let Some(spool) = self.spool else { return Ok(()) };
        let digits = self.count.to_string().len().max(2);
        let widest = self.widest_name.clamp("failure".len(), NAME_COLUMN);
        let head = format!("{:>digits$}   {:widest$}  detail", "#", "failure");
        put(&[String::new(), style.paint(Ink::Bad, &head)])?;
        for entry in spool.read::<Entry>()? {
            put(&entry?.lines(digits, widest, style))?;
        }
        Ok(())
    }
}

impl Entry {
    fn lines(&self, digits: usize, widest: usize, style: Style) -> Vec<String> {
        let failure = &self.failure;
        let ellipsis = style.symbols().ellipsis;
        let name = text::shorten_middle(&text::visible(&failure.name), NAME_COLUMN, ellipsis);
        let pad = widest.saturating_sub(text::width(&name));
        let prefix = format!("{:>digits$}.  {name}{:pad$}  ", failure.number, "");
        let indent = text::width(&prefix);
        let room = style.width.saturating_sub(indent);
        let mut details = details(failure, room).into_iter();
        let (first, _) = details.next().unwrap_or_default();
        let mut lines = vec![String::new(), format!("{}{first}", style.paint(Ink::Bad, &prefix))];
        for (line, dim) in details {
            let line = if dim { style.paint(Ink::Dim, &line) } else { line };
            lines.push(format!("{:indent$}{line}", ""));
        }
        let indent = digits + 3;
        let exchange = self.exchange(style, style.width.saturating_sub(indent));
        lines.extend(exchange.map(|line| style.paint(Ink::Dim, &format!("{:indent$}{line}", ""))));
        lines
    }

    fn exchange(&self, style: Style, columns: usize) -> impl Iterator<Item = String> {
        let lines = match &self.exchange {
            About::Nothing => Vec::new(),
            About::Exchange(end) => {
                exchange::lines(end, Frame { style, columns, body_lines: BODY_LINES })
            }
            About::Earlier(number) => vec![format!("the exchange stands with failure {number}")],
        };
        lines.into_iter()
    }
}

/// Writes the details of a failure as lines of at most `room` columns; `true` marks the less
/// important ones.
fn details(failure: &FailureRecord, room: usize) -> Vec<(String, bool)> {
    let mut lines = Vec::new();
    let mut add = |text: &str, dim: bool| {
        lines.extend(text::hanging("", text, room).into_iter().map(|line| (line, dim)));
    };
    if let Some((test, _)) = &failure.test {
        add(&text::visible(test), false);
    }
    add(&failure.message, false);
    let at = match (&failure.test, failure.line) {
        (Some(_), Some(line)) => format!("at {}, line {line}", failure.at),
        (Some(_), None) | (None, _) => format!("at {}", failure.at),
    };
    add(&at, true);
    if let Some(source) = &failure.source_line {
        add(&format!("> {}", text::visible(source)), true);
    }
    if let Some(item) = &failure.item {
        let iteration = failure.cursor.filter(|cursor| cursor.cycles > 1);
        let iteration = iteration.map(|cursor| format!(", iteration {}", cursor.iteration + 1));
        let name = text::visible(&item.full_name());
        add(&format!("inside \"{name}\"{}", iteration.unwrap_or_default()), true);
    }
    lines
}
