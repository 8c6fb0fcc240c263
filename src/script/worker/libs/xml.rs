//! XML for `xml2js` and `xml2Json`: the text's elements, attributes and texts in order.

use boa_engine::{Context, JsArgs, JsNativeError, JsResult, JsValue};
use quick_xml::Reader;
use quick_xml::errors::{Error, IllFormedError};
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::attributes::AttrError;
use quick_xml::events::{BytesRef, BytesStart, Event};
use serde_json::{Value, json};

use super::super::json;

/// `xml(text)`: a list of `['open', name, [[attribute, value], …]]`, `['close']`, `['text', text]` and
/// `['cdata', text]`.
///
/// # Errors
///
/// Throws for text that is not well-formed.
pub(super) fn events(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let text = args.get_or_undefined(0).to_string(context)?.to_std_string_lossy();
    let list = read(&text).map_err(|message| JsNativeError::error().with_message(message))?;
    Ok(json::to_js(&Value::Array(list), context))
}

fn read(text: &str) -> Result<Vec<Value>, String> {
    let mut reader = Reader::from_str(text);
    let mut list = Vec::new();
    let mut depth = 0_usize;
    let mut roots = 0_usize;
    loop {
        let event = reader
            .read_event()
            .map_err(|error| at(text, reader.error_position(), &words(&error)))?;
        match event {
            Event::Start(tag) => {
                roots += usize::from(depth == 0);
                depth += 1;
                list.push(open(&tag)?);
            }
            Event::Empty(tag) => {
                roots += usize::from(depth == 0);
                list.push(open(&tag)?);
                list.push(json!(["close"]));
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                list.push(json!(["close"]));
            }
            Event::Text(part) => {
                if depth > 0 {
                    push_text(&mut list, &part);
                } else if !part.trim_matches([' ', '\n', '\r', '\t', '\u{feff}']).is_empty() {
                    let what = if roots == 0 {
                        "Non-whitespace before first tag."
                    } else {
                        "Text data outside of root node."
                    };
                    return Err(at(text, reader.buffer_position(), &what));
                }
            }
            Event::GeneralRef(name) => push_text(&mut list, &entity(&name)?),
            Event::CData(part) => list.push(json!(["cdata", &*part])),
            Event::Eof if depth > 0 => {
                return Err(at(text, text.len() as u64, &"Unclosed root tag"));
            }
            Event::Eof => return Ok(list),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

/// `loose(text)`: as [`events`], with what else stands there, `['comment', text]` and `['directive',
/// text]`, and `['close', name]`. Nothing is an error: it is taken as it stands.
pub(super) fn loose(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let text = args.get_or_undefined(0).to_string(context)?.to_std_string_lossy();
    Ok(json::to_js(&Value::Array(read_loosely(&text)), context))
}

/// What stands in the text, in the form of [`loose`].
pub(super) fn read_loosely(text: &str) -> Vec<Value> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut list = Vec::new();
    loop {
        let before = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        match reader.read_event() {
            Ok(Event::Start(tag)) => list.push(open_loosely(&tag)),
            Ok(Event::Empty(tag)) => {
                list.push(open_loosely(&tag));
                list.push(json!(["close", tag.name().as_ref()]));
            }
            Ok(Event::End(tag)) => list.push(json!(["close", tag.name().as_ref()])),
            Ok(Event::Text(part)) => push_text(&mut list, &part),
            Ok(Event::GeneralRef(name)) => {
                let char = entity(&name).unwrap_or_else(|_| format!("&{};", &*name));
                push_text(&mut list, &char);
            }
            Ok(Event::CData(part)) => list.push(json!(["cdata", &*part])),
            Ok(Event::Comment(part)) => list.push(json!(["comment", &*part])),
            Ok(Event::Decl(part)) => list.push(json!(["directive", format!("?{}?", &*part)])),
            Ok(Event::PI(part)) => list.push(json!(["directive", format!("?{}?", &*part)])),
            Ok(Event::DocType(part)) => {
                list.push(json!(["directive", format!("!DOCTYPE {}", &*part)]));
            }
            Ok(Event::Eof) => return list,
            // What cannot be markup is text.
            Err(_) => {
                push_text(&mut list, text.get(before..).unwrap_or_default());
                return list;
            }
        }
    }
}

fn open_loosely(tag: &BytesStart<'_>) -> Value {
    let attributes = tag.html_attributes().flatten().map(|attribute| {
        let value = unescape(&attribute.value)
            .map_or_else(|_| (*attribute.value).to_owned(), |value| value.into_owned());
        json!([attribute.key.as_ref(), value])
    });
    json!(["open", tag.name().as_ref(), attributes.collect::<Vec<_>>()])
}

/// What sax says of it.
fn words(error: &Error) -> String {
    match error {
        Error::IllFormed(
            IllFormedError::MismatchedEndTag { .. } | IllFormedError::UnmatchedEndTag(_),
        ) => "Unexpected close tag".to_owned(),
        other => other.to_string(),
    }
}

/// Texts next to each other are one.
fn push_text(list: &mut Vec<Value>, part: &str) {
    if let Some(Value::Array(last)) = list.last_mut()
        && let [Value::String(kind), Value::String(text)] = &mut last[..]
        && kind == "text"
    {
        text.push_str(part);
        return;
    }
    list.push(json!(["text", part]));
}

fn open(tag: &BytesStart<'_>) -> Result<Value, String> {
    let name = tag.name().as_ref().to_owned();
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| match error {
            AttrError::UnquotedValue(_) => "Unquoted attribute value".to_owned(),
            AttrError::ExpectedEq(_) => "Attribute without value".to_owned(),
            other => other.to_string(),
        })?;
        let key = attribute.key.as_ref().to_owned();
        let value = unescape(&attribute.value).map_err(|error| error.to_string())?;
        attributes.push(json!([key, value]));
    }
    Ok(json!(["open", name, attributes]))
}

fn entity(name: &BytesRef<'_>) -> Result<String, String> {
    if let Some(char) = name.resolve_char_ref().map_err(|error| error.to_string())? {
        return Ok(char.to_string());
    }
    resolve_predefined_entity(name)
        .map(str::to_owned)
        .ok_or_else(|| "Invalid character entity".to_owned())
}

/// Says where something is wrong, as xml2js does: lines and columns from zero.
fn at(text: &str, position: u64, what: &dyn std::fmt::Display) -> String {
    let end = usize::try_from(position).unwrap_or(usize::MAX).min(text.len());
    let before = String::from_utf8_lossy(&text.as_bytes()[..end]).into_owned();
    let line = before.matches('\n').count();
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count();
    format!("{what}\nLine: {line}\nColumn: {column}\nChar: ")
}
