//! An exchange in full: headers, excerpts of the bodies, sizes, times. As curl writes it: `>` sent,
//! `<` received, `*` told about it.

use std::fmt::Write;

use super::super::style::Style;
use super::super::text;
use crate::run::event::{Content, Headers, RequestEnd, Timings};

/// Most bytes of a body that are shown (newman's `--verbose`: 2048).
const EXCERPT: usize = 2048;

/// Most bytes of a body that are worth keeping: one character more than is shown tells that there is
/// more.
pub(super) const KEPT: usize = EXCERPT + 4;

/// How much room an exchange gets.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub(super) style: Style,
    /// Columns of a line.
    pub(super) columns: usize,
    /// Most lines of a body.
    pub(super) body_lines: usize,
}

/// Writes what was sent and what came back.
pub(super) fn lines(end: &RequestEnd, frame: Frame) -> Vec<String> {
    let mut lines = Vec::new();
    let room = frame.columns;
    let request = &end.request;
    let mut put = |mark: &str, text: &str| lines.extend(text::hanging(mark, text, room));
    put("> ", &text::visible(&format!("{} {}", request.method, request.url)));
    headers("> ", &request.headers, &mut put);
    body("> ", (&request.body, &request.headers), frame, &mut put);
    for hop in &end.redirects {
        let hop = format!("{} {} {} led to {}", hop.method, hop.url, hop.code, hop.to);
        put("* ", &text::visible(&hop));
    }
    if let Some(response) = &end.response {
        let status = format!("{} {} {}", response.protocol, response.code, response.status);
        put("< ", text::visible(&status).trim());
        headers("< ", &response.headers, &mut put);
        body("< ", (&response.body, &response.headers), frame, &mut put);
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

/// Writes sizes and times.
pub(super) fn measures(end: &RequestEnd, frame: Frame) -> Vec<String> {
    let mut sizes = format!(
        "sent {} of headers, {} of body",
        text::size(end.request.headers.wire_size() as u64),
        text::size(end.request.body.size)
    );
    if let Some(response) = &end.response {
        let _ = write!(
            sizes,
            "; received {} of headers, {} of body",
            text::size(response.headers.wire_size() as u64),
            text::size(response.wire_size)
        );
        if response.body.size != response.wire_size {
            let _ = write!(sizes, " ({} decoded)", text::size(response.body.size));
        }
    }
    let mut lines = text::hanging("* ", &sizes, frame.columns);
    lines.extend(text::hanging("* ", &times(&end.timings, frame.style), frame.columns));
    lines
}

fn times(timings: &Timings, style: Style) -> String {
    let phases = [
        ("dns", timings.dns),
        ("connect", timings.connect),
        ("of it tls", timings.tls),
        ("first byte", timings.first_byte),
        ("download", timings.download),
        ("total", Some(timings.total)),
    ];
    let phase = |(name, time): (&str, Option<f64>)| {
        Some(format!("{name} {}", text::duration(time?, style.unicode)))
    };
    phases.into_iter().filter_map(phase).collect::<Vec<_>>().join(", ")
}

fn headers(mark: &str, headers: &Headers, put: &mut impl FnMut(&str, &str)) {
    for (name, value) in headers.iter() {
        put(mark, &text::visible(&format!("{name}: {value}")));
    }
}

fn body(
    mark: &str,
    (content, headers): (&Content, &Headers),
    frame: Frame,
    put: &mut impl FnMut(&str, &str),
) {
    if content.size == 0 && content.bytes.is_empty() {
        return;
    }
    put(mark.trim_end(), "");
    let shown = match content.text().filter(|text| !text.is_empty()) {
        Some(text) => {
            let cut = &text[..text.floor_char_boundary(EXCERPT)];
            let mut lines = text::visible_lines(cut);
            lines.truncate(frame.body_lines);
            lines.iter().for_each(|line| put(mark, line));
            cut.len() == text.len() && cut.lines().count() <= frame.body_lines && !content.truncated
        }
        None => false,
    };
    if !shown {
        let kind = headers.get("Content-Type").map(|kind| format!(" of {}", text::visible(kind)));
        let (ellipsis, size) = (frame.style.symbols().ellipsis, text::size(content.size));
        put(mark, &format!("{ellipsis} {size}{} in all", kind.unwrap_or_default()));
    }
}
