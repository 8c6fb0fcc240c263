//! YAML text to the same values that JSON text gives, with the place of every value.
//!
//! YAML 1.2, core schema, with two liberties: a number that would not print as it is written
//! (`1.10`, `007`, `0x1F`) stays text, since the formats want text nearly everywhere; and a key
//! that stands twice is an error.

use std::borrow::Cow;
use std::collections::HashMap;

use indexmap::IndexMap;
use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Span, StrInput, Tag};
use serde_json::{Map, Number, Value};

use super::super::js_text::js_text;
use super::cursor::{Misfit, Step};
use super::error::ParseError;

/// Deepest nesting of a document.
const MAX_DEPTH: usize = 200;

/// Characters that a document may grow to by aliases.
const MAX_SIZE: usize = 64 << 20;

/// A document and the places of its values.
pub(super) struct Document {
    /// The content.
    pub(super) value: Value,
    spot: Spot,
}

/// Where a value begins, and what is inside it.
#[derive(Clone)]
struct Spot {
    /// Offset in characters.
    start: usize,
    inside: Inside,
}

#[derive(Clone)]
enum Inside {
    Nothing,
    Members(IndexMap<String, Spot>),
    Elements(Vec<Spot>),
}

impl Document {
    /// Turns a misfit into an error that names line and column.
    pub(super) fn error(&self, misfit: Misfit, origin: &str, text: &str) -> ParseError {
        let offset = byte_offset(text, self.start_of(&misfit.path));
        ParseError::in_text(misfit, origin, text, offset)
    }

    /// Finds the 1-based line of the value that a path leads to, or of the last step that is there.
    pub(super) fn line(&self, path: &[Step], text: &str) -> usize {
        let offset = byte_offset(text, self.start_of(path));
        text[..offset].matches('\n').count() + 1
    }

    fn start_of(&self, path: &[Step]) -> usize {
        let mut spot = &self.spot;
        for step in path {
            let next = match (&spot.inside, step) {
                (Inside::Members(members), Step::Key(key)) => members.get(key),
                (Inside::Elements(elements), Step::Index(index)) => elements.get(*index),
                _ => None,
            };
            let Some(next) = next else { break };
            spot = next;
        }
        spot.start
    }
}

/// Reads a text that holds one YAML document; an empty one is null.
pub(super) fn parse(text: &str, origin: &str) -> Result<Document, ParseError> {
    let yaml = text.trim_start_matches('\u{feff}');
    let mut reader =
        Reader { events: Parser::new_from_str(yaml), anchors: HashMap::new(), size: 0 };
    let read = reader.document().map(|(value, spot)| Document { value, spot });
    read.map_err(|fault| {
        let offset = byte_offset(yaml, fault.at);
        ParseError::syntax(format!("not valid YAML: {}", fault.problem), origin, yaml, Some(offset))
            .with_hint(hint(yaml, offset))
    })
}

/// The commonest slip of files written by hand: `url: {{base_url}}/x`.
fn hint(text: &str, offset: usize) -> Option<&'static str> {
    let start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
    // The parser may notice it only on the next line.
    let before = text[..start.saturating_sub(1)].rfind('\n').map_or(0, |newline| newline + 1);
    let lines = text[before..].lines().take(2);
    let unquoted = lines.map(str::trim).any(|line| {
        let value = line.split_once(": ").map_or(line, |(_, value)| value);
        value.trim_start_matches("- ").trim_start().starts_with("{{")
    });
    unquoted.then_some("a value that begins with {{ must stand in quotes: '{{name}}'")
}

fn byte_offset(text: &str, characters: usize) -> usize {
    text.char_indices().nth(characters).map_or(text.len(), |(offset, _)| offset)
}

/// What is wrong, and where, in characters.
struct Fault {
    at: usize,
    problem: String,
}

impl From<ScanError> for Fault {
    fn from(error: ScanError) -> Self {
        Self { at: error.marker().index(), problem: error.info().to_owned() }
    }
}

type Node = (Value, Spot);

struct Reader<'t> {
    events: Parser<'t, StrInput<'t>>,
    anchors: HashMap<usize, (Node, usize)>,
    size: usize,
}

impl<'t> Reader<'t> {
    fn document(&mut self) -> Result<Node, Fault> {
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamStart | Event::DocumentStart(_) | Event::Nothing => {}
                Event::StreamEnd => return Ok((Value::Null, leaf(span))),
                event => {
                    let node = self.node(event, span, 0)?;
                    self.end()?;
                    return Ok(node);
                }
            }
        }
    }

    /// Makes sure that nothing follows the document.
    fn end(&mut self) -> Result<(), Fault> {
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => return Ok(()),
                Event::DocumentEnd | Event::Nothing => {}
                _ => {
                    let problem = "the file holds more than one document (`---`)".to_owned();
                    return Err(Fault { at: span.start.index(), problem });
                }
            }
        }
    }

    fn next(&mut self) -> Result<(Event<'t>, Span), Fault> {
        match self.events.next_event() {
            Some(next) => Ok(next?),
            None => Ok((Event::StreamEnd, Span::empty(Marker::default()))),
        }
    }

    fn node(&mut self, event: Event<'t>, span: Span, depth: usize) -> Result<Node, Fault> {
        if depth > MAX_DEPTH {
            let problem = format!("mappings and lists are nested deeper than {MAX_DEPTH} levels");
            return Err(Fault { at: span.start.index(), problem });
        }
        let before = self.size;
        let (anchor, node) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.grow(text.len() + 1, span)?;
                (anchor, (scalar(text, style, tag.as_deref()), leaf(span)))
            }
            Event::SequenceStart(anchor, _) => (anchor, self.sequence(span, depth)?),
            Event::MappingStart(anchor, _) => (anchor, self.mapping(span, depth)?),
            Event::Alias(anchor) => return self.alias(anchor, span),
            _ => {
                let problem = "expected a value".to_owned();
                return Err(Fault { at: span.start.index(), problem });
            }
        };
        if anchor > 0 {
            self.anchors.insert(anchor, (node.clone(), self.size - before));
        }
        Ok(node)
    }

    fn sequence(&mut self, span: Span, depth: usize) -> Result<Node, Fault> {
        let (mut values, mut spots) = (Vec::new(), Vec::new());
        loop {
            let (event, at) = self.next()?;
            if matches!(event, Event::SequenceEnd) {
                let inside = Inside::Elements(spots);
                return Ok((Value::Array(values), Spot { start: span.start.index(), inside }));
            }
            let (value, spot) = self.node(event, at, depth + 1)?;
            values.push(value);
            spots.push(spot);
        }
    }

    fn mapping(&mut self, span: Span, depth: usize) -> Result<Node, Fault> {
        let (mut values, mut spots) = (Map::new(), IndexMap::new());
        loop {
            let (event, at) = self.next()?;
            let fault = |problem: String| Fault { at: at.start.index(), problem };
            let key = match event {
                Event::MappingEnd => {
                    let inside = Inside::Members(spots);
                    return Ok((Value::Object(values), Spot { start: span.start.index(), inside }));
                }
                Event::Scalar(key, ..) => key.into_owned(),
                _ => return Err(fault("expected a name before `:`".to_owned())),
            };
            self.grow(key.len() + 1, at)?;
            let (event, at_value) = self.next()?;
            let (value, spot) = self.node(event, at_value, depth + 1)?;
            if values.insert(key.clone(), value).is_some() {
                return Err(fault(format!("`{key}` stands here twice; remove one")));
            }
            spots.insert(key, spot);
        }
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<Node, Fault> {
        let Some((node, size)) = self.anchors.get(&anchor).cloned() else {
            let problem = "an alias inside its own anchor has no value".to_owned();
            return Err(Fault { at: span.start.index(), problem });
        };
        self.grow(size, span)?;
        Ok(node)
    }

    fn grow(&mut self, by: usize, span: Span) -> Result<(), Fault> {
        self.size += by;
        if self.size > MAX_SIZE {
            let problem = format!("aliases make the document larger than {} MB", MAX_SIZE >> 20);
            return Err(Fault { at: span.start.index(), problem });
        }
        Ok(())
    }
}

fn leaf(span: Span) -> Spot {
    Spot { start: span.start.index(), inside: Inside::Nothing }
}

fn scalar(text: Cow<'_, str>, style: ScalarStyle, tag: Option<&Tag>) -> Value {
    let untyped = tag.is_none_or(|tag| tag.is_yaml_core_schema() && tag.suffix != "str");
    if style != ScalarStyle::Plain || !untyped {
        return Value::String(text.into_owned());
    }
    match &*text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        other => match number(other) {
            Some(number) if js_text(&number) == other => number,
            _ => Value::String(text.into_owned()),
        },
    }
}

fn number(text: &str) -> Option<Value> {
    if !text.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
        return None;
    }
    if let Ok(number) = text.parse::<i64>() {
        return Some(number.into());
    }
    Number::from_f64(text.parse().ok()?).map(Value::Number)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn value(text: &str) -> Value {
        parse(text, "test").map(|document| document.value).unwrap()
    }

    fn fault(text: &str) -> String {
        parse(text, "a.yaml").map(|document| document.value).unwrap_err().to_string()
    }

    #[test]
    fn scalars_keep_their_text_where_a_number_would_not() {
        for (text, expected) in [
            ("", json!(null)),
            ("~", json!(null)),
            ("true", json!(true)),
            ("True", json!("True")),
            ("yes", json!("yes")),
            ("12", json!(12)),
            ("-1.5", json!(-1.5)),
            ("1.10", json!("1.10")),
            ("007", json!("007")),
            ("+47", json!("+47")),
            ("1776941879123", json!(1_776_941_879_123_i64)),
            ("'12'", json!("12")),
            ("!!str 12", json!("12")),
            ("2020-01-01", json!("2020-01-01")),
        ] {
            assert_eq!(value(text), expected, "{text}");
        }
    }

    #[test]
    fn block_styles_and_escapes_decode() {
        let text = "a: |-\n  x\n   y\nb: >-\n  one\n  two\n\n  three\nc: \"1\\r\\n\\\"2\\\"\"\nd: plain\n  more\ne: &x {k: 1}\nf: *x\n";
        assert_eq!(
            value(text),
            json!({"a": "x\n y", "b": "one two\nthree", "c": "1\r\n\"2\"", "d": "plain more", "e": {"k": 1}, "f": {"k": 1}})
        );
    }

    #[test]
    fn errors_name_place_and_remedy() {
        insta::assert_snapshot!(fault("$kind: http-request\nurl: {{base_url}}/x\nmethod: GET\n"), @r"
        a.yaml:2:7: not valid YAML: expected a name before `:`
          | url: {{base_url}}/x
          a value that begins with {{ must stand in quotes: '{{name}}'
        ");
        insta::assert_snapshot!(fault("a: 1\nb: 2\na: 3\n"), @r"
        a.yaml:3:1: not valid YAML: `a` stands here twice; remove one
          | a: 3
        ");
        insta::assert_snapshot!(fault("a: {{x}}\n"), @r"
        a.yaml:1:5: not valid YAML: expected a name before `:`
          | a: {{x}}
          a value that begins with {{ must stand in quotes: '{{name}}'
        ");
        insta::assert_snapshot!(fault("a: 1\n---\nb: 2\n"), @r"
        a.yaml:2:1: not valid YAML: the file holds more than one document (`---`)
          | ---
        ");
    }

    #[test]
    fn bombs_and_towers_are_refused() {
        let mut bomb = "a0: &a0 xxxxxxxxxxxxxxxx\n".to_owned();
        for level in 1..12 {
            let below = level - 1;
            let list = vec![format!("*a{below}"); 10].join(", ");
            bomb.push_str(&format!("a{level}: &a{level} [{list}]\n"));
        }
        assert!(fault(&bomb).contains("aliases"), "{}", fault(&bomb));
        assert!(fault(&"[".repeat(100_000)).contains("not valid YAML"));
    }

    proptest! {
        #[test]
        fn never_panics(text in "[a-c:{}\\[\\]&*|>'\"#\\- \\n\\t!0-9æ]{0,60}") {
            let _ = parse(&text, "any");
        }
    }
}
