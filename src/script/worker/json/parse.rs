//! The parser: one pass over the bytes, with a stack of its own, so that nesting costs no native
//! stack. It only says *that* a text is wrong; [`super::syntax_error`] says why.

use boa_engine::object::builtins::JsArray;
use boa_engine::property::{PropertyDescriptor, PropertyKey};
use boa_engine::{Context, JsObject, JsString, JsValue};

use super::super::builtins::define;
use super::wtf8;
use crate::maps::FastMap;

/// Why a text was refused.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ParseError {
    /// It is not JSON.
    Syntax,
    /// It nests too deeply.
    TooDeep,
}

/// Reads a whole text (WTF-8) that nests no deeper than `deepest`.
pub(super) fn parse(
    bytes: &[u8],
    deepest: usize,
    context: &mut Context,
) -> Result<JsValue, ParseError> {
    Parser { bytes, at: 0, deepest, keys: FastMap::default(), scratch: Vec::new() }
        .document(context)
}

/// Keys longer than this are not remembered.
const LONGEST_CACHED_KEY: usize = 64;
/// How many different keys are remembered.
const MOST_CACHED_KEYS: usize = 4096;

struct Parser<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The deepest nesting.
    deepest: usize,
    keys: FastMap<&'a [u8], PropertyKey>,
    scratch: Vec<u16>,
}

/// An array or object that is still open.
enum Open {
    Array(Vec<JsValue>),
    Object(JsObject, PropertyKey),
}

type Parsed<T> = Result<T, ParseError>;

impl<'a> Parser<'a> {
    fn document(&mut self, context: &mut Context) -> Parsed<JsValue> {
        let mut open: Vec<Open> = Vec::new();
        loop {
            let mut value = match self.token()? {
                b'{' => {
                    self.check_depth(&open)?;
                    let object = define::object(context);
                    if self.skip_if(b'}') {
                        object.into()
                    } else {
                        open.push(Open::Object(object, self.key()?));
                        continue;
                    }
                }
                b'[' => {
                    self.check_depth(&open)?;
                    if self.skip_if(b']') {
                        JsArray::from_iter([], context).into()
                    } else {
                        open.push(Open::Array(Vec::new()));
                        continue;
                    }
                }
                first => self.scalar(first)?,
            };
            loop {
                match open.pop() {
                    None => return self.end().map(|()| value),
                    Some(Open::Array(mut items)) => {
                        items.push(value);
                        if self.more(b']')? {
                            open.push(Open::Array(items));
                            break;
                        }
                        value = JsArray::from_iter(items, context).into();
                    }
                    Some(Open::Object(object, key)) => {
                        object.insert_property(key, data_property(value));
                        if self.more(b'}')? {
                            open.push(Open::Object(object, self.key()?));
                            break;
                        }
                        value = object.into();
                    }
                }
            }
        }
    }

    fn check_depth(&self, open: &[Open]) -> Parsed<()> {
        if open.len() >= self.deepest { Err(ParseError::TooDeep) } else { Ok(()) }
    }

    fn skip_space(&mut self) {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// Skips space and takes the byte after it.
    fn token(&mut self) -> Parsed<u8> {
        self.skip_space();
        let byte = *self.bytes.get(self.at).ok_or(ParseError::Syntax)?;
        self.at += 1;
        Ok(byte)
    }

    fn skip_if(&mut self, byte: u8) -> bool {
        self.skip_space();
        let found = self.bytes.get(self.at) == Some(&byte);
        self.at += usize::from(found);
        found
    }

    /// Takes a comma (there is more) or the closing bracket.
    fn more(&mut self, close: u8) -> Parsed<bool> {
        match self.token()? {
            b',' => Ok(true),
            byte if byte == close => Ok(false),
            _ => Err(ParseError::Syntax),
        }
    }

    fn end(&mut self) -> Parsed<()> {
        self.skip_space();
        if self.at == self.bytes.len() { Ok(()) } else { Err(ParseError::Syntax) }
    }

    fn key(&mut self) -> Parsed<PropertyKey> {
        if self.token()? != b'"' {
            return Err(ParseError::Syntax);
        }
        let start = self.at;
        let escaped = self.scan_string()?;
        let raw = &self.bytes[start..self.at - 1];
        let key = match self.keys.get(raw) {
            Some(key) => key.clone(),
            None => {
                let key = PropertyKey::from(self.text(raw, escaped)?);
                if raw.len() <= LONGEST_CACHED_KEY && self.keys.len() < MOST_CACHED_KEYS {
                    self.keys.insert(raw, key.clone());
                }
                key
            }
        };
        if self.token()? == b':' { Ok(key) } else { Err(ParseError::Syntax) }
    }

    fn scalar(&mut self, first: u8) -> Parsed<JsValue> {
        match first {
            b'"' => {
                let start = self.at;
                let escaped = self.scan_string()?;
                let raw = &self.bytes[start..self.at - 1];
                Ok(self.text(raw, escaped)?.into())
            }
            b't' => self.word(b"rue", JsValue::new(true)),
            b'f' => self.word(b"alse", JsValue::new(false)),
            b'n' => self.word(b"ull", JsValue::null()),
            b'-' | b'0'..=b'9' => self.number(),
            _ => Err(ParseError::Syntax),
        }
    }

    fn word(&mut self, rest: &[u8], value: JsValue) -> Parsed<JsValue> {
        if self.bytes[self.at..].starts_with(rest) {
            self.at += rest.len();
            return Ok(value);
        }
        Err(ParseError::Syntax)
    }

    /// Goes behind the closing quote; tells whether there was an escape.
    fn scan_string(&mut self) -> Parsed<bool> {
        let mut escaped = false;
        loop {
            match self.bytes.get(self.at) {
                None | Some(..0x20) => return Err(ParseError::Syntax),
                Some(b'"') => {
                    self.at += 1;
                    return Ok(escaped);
                }
                Some(b'\\') => {
                    escaped = true;
                    self.at += 2;
                }
                Some(_) => self.at += 1,
            }
        }
    }

    fn text(&mut self, raw: &[u8], escaped: bool) -> Parsed<JsString> {
        if !escaped {
            return Ok(wtf8::decode(raw));
        }
        self.scratch.clear();
        let mut rest = raw;
        while let Some(at) = memchr::memchr(b'\\', rest) {
            wtf8::decode_into(&rest[..at], &mut self.scratch);
            let (unit, length) = escape(&rest[at + 1..]).ok_or(ParseError::Syntax)?;
            self.scratch.push(unit);
            rest = &rest[at + 1 + length..];
        }
        wtf8::decode_into(rest, &mut self.scratch);
        Ok(shortest(&self.scratch))
    }

    fn number(&mut self) -> Parsed<JsValue> {
        let start = self.at - 1;
        let negative = self.bytes[start] == b'-';
        self.at = start + usize::from(negative);
        let whole = self.digits();
        if whole == 0 || (whole > 1 && self.bytes[self.at - whole] == b'0') {
            return Err(ParseError::Syntax);
        }
        let mut integer = true;
        if self.bytes.get(self.at) == Some(&b'.') {
            integer = false;
            self.at += 1;
            if self.digits() == 0 {
                return Err(ParseError::Syntax);
            }
        }
        if matches!(self.bytes.get(self.at), Some(b'e' | b'E')) {
            integer = false;
            self.at += 1;
            if matches!(self.bytes.get(self.at), Some(b'+' | b'-')) {
                self.at += 1;
            }
            if self.digits() == 0 {
                return Err(ParseError::Syntax);
            }
        }
        let text = &self.bytes[start..self.at];
        if integer && whole < 10 {
            let magnitude = text[usize::from(negative)..]
                .iter()
                .fold(0, |n, digit| n * 10 + i32::from(digit - b'0'));
            if !negative {
                return Ok(JsValue::new(magnitude));
            }
            if magnitude != 0 {
                return Ok(JsValue::new(-magnitude));
            }
        }
        let number = std::str::from_utf8(text).ok().and_then(|text| text.parse::<f64>().ok());
        number.map(JsValue::new).ok_or(ParseError::Syntax)
    }

    fn digits(&mut self) -> usize {
        let count = self.bytes[self.at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += count;
        count
    }
}

/// Reads what follows a backslash: the unit it stands for, and its length in bytes.
fn escape(rest: &[u8]) -> Option<(u16, usize)> {
    let unit = match rest.first()? {
        byte @ (b'"' | b'\\' | b'/') => u16::from(*byte),
        b'b' => 8,
        b'f' => 12,
        b'n' => 10,
        b'r' => 13,
        b't' => 9,
        b'u' => {
            let digits = rest.get(1..5)?;
            let value = digits.iter().try_fold(0, |value: u32, digit| {
                Some(value << 4 | char::from(*digit).to_digit(16)?)
            })?;
            return Some((u16::try_from(value).ok()?, 5));
        }
        _ => return None,
    };
    Some((unit, 1))
}

/// Makes a string that takes one byte a unit where the text allows it.
fn shortest(units: &[u16]) -> JsString {
    match String::from_utf16(units) {
        Ok(text) => JsString::from(text.as_str()),
        Err(_) => JsString::from(units),
    }
}

fn data_property(value: JsValue) -> PropertyDescriptor {
    PropertyDescriptor::builder()
        .value(value)
        .writable(true)
        .enumerable(true)
        .configurable(true)
        .build()
}
