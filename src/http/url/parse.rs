//! Postman's lenient URL parser: every text is a URL.

use std::ops::Range;

use serde_json::{Value, json};

use crate::collection::{PathSegment, QueryParam, UrlParts};

/// Splits a URL text into its parts as Postman does. Never fails: what is missing is absent.
///
/// Separators inside `{{…}}` do not count. `\` counts as `/` before the query. Userinfo is kept in
/// `extra` as `auth: {user, password}`, Postman's own form. `raw` holds the text.
#[must_use]
pub fn parse(text: &str) -> UrlParts {
    let raw = text.trim_start();
    let source = Source::new(raw);
    let mut parts = UrlParts::default();
    if raw.is_empty() {
        return parts;
    }
    parts.raw = Some(raw.to_owned());
    let mut rest = 0..source.text.len();

    if let Some(at) = source.find(&rest, "#") {
        parts.hash = Some(source.text[at + 1..rest.end].to_owned());
        rest.end = at;
    }
    if let Some(at) = source.find(&rest, "?") {
        parts.query = parse_query(&source, at + 1..rest.end);
        rest.end = at;
    }
    if let Some(at) = source.find(&rest, "://") {
        parts.protocol = Some(source.text[..at].to_owned());
        rest.start = at + 3;
        let host = source.text[rest.clone()].trim_start_matches('/');
        rest.start = rest.end - host.len();
    }
    if let Some(at) = source.find(&rest, "/") {
        let segments = source.split(at + 1..rest.end, "/");
        parts.path = segments.map(|segment| PathSegment::Text(segment.to_owned())).collect();
        rest.end = at;
    }
    parse_authority(&source, rest, &mut parts);
    parts
}

fn parse_authority(source: &Source, mut rest: Range<usize>, parts: &mut UrlParts) {
    if let Some(at) = source.rfind(&rest, "@") {
        parts.extra.insert("auth".to_owned(), userinfo(source, rest.start..at));
        rest.start = at + 1;
    }
    if let Some(at) = source.rfind(&rest, ":")
        && !source.text[at..rest.end].contains(']')
    {
        parts.port = Some(source.text[at + 1..rest.end].to_owned());
        rest.end = at;
    }
    if !rest.is_empty() {
        parts.host = source.split(rest, ".").map(str::to_owned).collect();
    }
}

fn userinfo(source: &Source, range: Range<usize>) -> Value {
    match source.find(&range, ":") {
        Some(at) => json!({
            "user": source.text[range.start..at],
            "password": source.text[at + 1..range.end],
        }),
        None => json!({ "user": source.text[range] }),
    }
}

/// Splits a query; an empty parameter that is not the last one has neither key nor value.
fn parse_query(source: &Source, range: Range<usize>) -> Vec<QueryParam> {
    let texts: Vec<&str> = source.split(range, "&").collect();
    let last = texts.len() - 1;
    let param = |(index, text): (usize, &&str)| match text.split_once('=') {
        Some((key, value)) => QueryParam {
            key: Some(key.to_owned()),
            value: Some(value.to_owned()),
            ..QueryParam::default()
        },
        None if text.is_empty() && index != last => QueryParam::default(),
        None => QueryParam { key: Some((*text).to_owned()), ..QueryParam::default() },
    };
    texts.iter().enumerate().map(param).collect()
}

/// A text with the ranges of its `{{…}}`, inside which nothing is a separator.
struct Source {
    text: String,
    shields: Vec<Range<usize>>,
}

impl Source {
    fn new(raw: &str) -> Self {
        let shields = variables(raw);
        let mut source = Self { text: raw.to_owned(), shields };
        let all = 0..raw.len();
        let hash = source.find(&all, "#").unwrap_or(raw.len());
        let end = source.find(&(0..hash), "?").unwrap_or(hash);
        let slashed: String = raw
            .char_indices()
            .map(|(at, c)| if c == '\\' && at < end && !source.shielded(at) { '/' } else { c })
            .collect();
        source.text = slashed;
        source
    }

    fn shielded(&self, at: usize) -> bool {
        let index = self.shields.partition_point(|shield| shield.end <= at);
        self.shields.get(index).is_some_and(|shield| shield.start <= at)
    }

    fn find(&self, range: &Range<usize>, separator: &str) -> Option<usize> {
        let hits = self.text[range.clone()].match_indices(separator);
        hits.map(|(at, _)| range.start + at).find(|at| !self.shielded(*at))
    }

    fn rfind(&self, range: &Range<usize>, separator: &str) -> Option<usize> {
        let hits = self.text[range.clone()].rmatch_indices(separator);
        hits.map(|(at, _)| range.start + at).find(|at| !self.shielded(*at))
    }

    fn split<'a>(
        &'a self,
        range: Range<usize>,
        separator: &'a str,
    ) -> impl Iterator<Item = &'a str> {
        let mut rest = Some(range);
        std::iter::from_fn(move || {
            let range = rest.take()?;
            let Some(at) = self.find(&range, separator) else { return Some(&self.text[range]) };
            rest = Some(at + separator.len()..range.end);
            Some(&self.text[range.start..at])
        })
    }
}

/// Finds every `{{name}}` whose name holds no brace.
pub(super) fn variables(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(close) = text[from..].find("}}").map(|at| from + at) {
        let inner = &text[from..close];
        // The innermost opening: nothing but the name may stand between it and the close.
        if let Some(open) = inner.rfind("{{").map(|at| from + at)
            && !text[open + 2..close].contains(['{', '}'])
        {
            found.push(open..close + 2);
            from = close + 2;
        } else {
            from = close + 1;
        }
    }
    found
}
