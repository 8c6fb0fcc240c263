//! Says what is wrong with a JSON text, in liquid-json's words: `Unexpected token '<' at 1:1`,
//! then the line, then a caret. Measured on liquid-json 0.3.1, whose second parser speaks when
//! V8's has failed; its oddities (columns past the end, for one) are part of what people compare.

use boa_engine::{Context, JsError, JsNativeError};

use super::super::builtins::define;
use super::{named, wtf8};

/// Units of a line that are shown, and how many of them at most before the place.
const SHOWN: usize = 79;
const SHOWN_BEFORE: usize = 69;

/// Makes the error for a text that [`super::parse`] refused.
pub(super) fn explain(text: &[u8], context: &mut Context) -> JsError {
    let mut units = Vec::with_capacity(text.len());
    wtf8::decode_into(text, &mut units);
    let mut scan = Scan { units: &units, at: 0, line: 0, line_start: 0 };
    let complaint = scan.document().err().unwrap_or_else(|| scan.unexpected());
    let message = String::from_utf16_lossy(&complaint.message);
    let error = JsNativeError::syntax().with_message(message).into();
    let error = named(error, context);
    if let Some(object) = error.as_opaque().and_then(boa_engine::JsValue::as_object) {
        define::property(&object, "row", complaint.row);
        define::property(&object, "column", complaint.column);
    }
    error
}

/// What is wrong, and where (1-based).
struct Complaint {
    message: Vec<u16>,
    row: usize,
    column: usize,
}

/// What a value turned out to be. The objects that texts of errors name are keys only.
enum Found {
    Nothing,
    Text(Vec<u16>),
    Number(String),
    Other,
}

type Step<T> = Result<T, Complaint>;

struct Scan<'a> {
    units: &'a [u16],
    at: usize,
    line: usize,
    line_start: usize,
}

/// An object or array that is still open while its inside is read.
enum Open {
    /// The key whose value is read.
    Object(Found),
    /// Whether the array has an element already.
    Array(bool),
}

const fn is_line_end(unit: u16) -> bool {
    unit == 10 || unit == 13
}

impl Scan<'_> {
    fn document(&mut self) -> Step<()> {
        self.skip_space();
        let found = self.value()?;
        if matches!(found, Found::Nothing) && self.at >= self.units.len() {
            let text =
                if self.at == 0 { "No data, empty input" } else { "No data, only a whitespace" };
            return Err(self.fail(text));
        }
        self.skip_space();
        if self.at >= self.units.len() { Ok(()) } else { Err(self.unexpected()) }
    }

    fn peek(&self) -> Option<u16> {
        self.units.get(self.at).copied()
    }

    /// Takes the next unit; the position moves even past the end.
    fn take(&mut self) -> Option<char> {
        let unit = self.peek();
        self.at += 1;
        unit.map(|unit| char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn fail(&self, text: &str) -> Complaint {
        self.fail_units(text.encode_utf16().collect())
    }

    fn fail_units(&self, mut message: Vec<u16>) -> Complaint {
        let column = self.at - self.line_start + 1;
        let row = self.line + 1;
        message.extend(format!(" at {row}:{column}\n").encode_utf16());
        let rest = &self.units[self.line_start.min(self.units.len())..];
        let line = rest.split(|unit| is_line_end(*unit)).next().unwrap_or_default();
        // Of a long line, what stands around the place is shown.
        let from = (column - 1).saturating_sub(SHOWN_BEFORE);
        let shown = &line[from.min(line.len())..line.len().min(from + SHOWN)];
        message.extend_from_slice(shown);
        message.push(u16::from(b'\n'));
        let pad = shown.iter().take(column - 1 - from).map(|unit| if *unit == 9 { 9 } else { 32 });
        message.extend(pad);
        message.push(u16::from(b'^'));
        Complaint { message, row, column }
    }

    fn unexpected(&self) -> Complaint {
        let Some(unit) = self.peek() else { return self.fail("Unexpected end of input") };
        let token = match unit {
            39 => "\\'".to_owned(),
            8 => "\\b".to_owned(),
            9 => "\\t".to_owned(),
            10 => "\\n".to_owned(),
            12 => "\\f".to_owned(),
            13 => "\\r".to_owned(),
            92 => "\\\\".to_owned(),
            0..32 | 0xD800..0xE000 => format!("\\u{unit:04x}"),
            _ => char::from_u32(u32::from(unit)).map(String::from).unwrap_or_default(),
        };
        self.fail(&format!("Unexpected token '{token}'"))
    }

    /// Complains about the unit before the position.
    fn unexpected_last(&mut self) -> Complaint {
        self.at -= 1;
        self.unexpected()
    }

    fn skip_space(&mut self) {
        while let Some(unit) = self.peek() {
            match unit {
                10 | 13 => {
                    self.at += 1;
                    if unit == 13 && self.peek() == Some(10) {
                        self.at += 1;
                    }
                    self.line += 1;
                    self.line_start = self.at;
                }
                9 | 32 => self.at += 1,
                _ => return,
            }
        }
    }

    /// Reads a value with everything inside it.
    fn value(&mut self) -> Step<Found> {
        let mut open: Vec<Open> = Vec::new();
        let mut found = self.begin(&mut open)?;
        loop {
            let Some(value) = found else {
                found = self.begin(&mut open)?;
                continue;
            };
            found = match open.pop() {
                None => return Ok(value),
                Some(Open::Object(key)) => self.after_member(&key, &value, &mut open)?,
                Some(Open::Array(filled)) => self.after_element(filled, &value, &mut open)?,
            };
        }
    }

    /// Begins a value: a scalar, an empty or unfinished container (`Some`), or an open container
    /// whose first inner value comes next (`None`).
    fn begin(&mut self, open: &mut Vec<Open>) -> Step<Option<Found>> {
        if self.at >= self.units.len() {
            return Ok(Some(Found::Nothing));
        }
        match self.take() {
            Some('"') => self.string().map(|text| Some(Found::Text(text))),
            Some('{') => self.member(false, open),
            Some('[') => Ok(self.element(false, open)),
            Some('-' | '.' | '0'..='9') => self.number().map(|text| Some(Found::Number(text))),
            Some('n') => self.word("ull"),
            Some('t') => self.word("rue"),
            Some('f') => self.word("alse"),
            _ => {
                self.at -= 1;
                Ok(Some(Found::Nothing))
            }
        }
    }

    fn word(&mut self, rest: &str) -> Step<Option<Found>> {
        let start = self.at - 1;
        for expected in rest.encode_utf16() {
            if self.peek() != Some(expected) {
                self.at = start;
                return Err(self.unexpected());
            }
            self.at += 1;
        }
        Ok(Some(Found::Other))
    }

    fn member(&mut self, after_comma: bool, open: &mut Vec<Open>) -> Step<Option<Found>> {
        if self.at >= self.units.len() {
            return Err(self.unexpected());
        }
        self.skip_space();
        let key = self.key()?;
        self.skip_space();
        let next = self.take();
        match (next, &key) {
            (Some('}'), Found::Nothing) if after_comma => {
                self.at -= 1;
                Err(self.fail("Trailing comma in object"))
            }
            (Some('}'), Found::Nothing) => Ok(Some(Found::Other)),
            (Some(':'), Found::Text(_) | Found::Number(_)) => {
                self.skip_space();
                open.push(Open::Object(key));
                Ok(None)
            }
            _ => Err(self.unexpected_last()),
        }
    }

    fn key(&mut self) -> Step<Found> {
        match self.peek().and_then(|unit| u8::try_from(unit).ok()) {
            Some(b'"') => {
                self.at += 1;
                self.string().map(Found::Text)
            }
            Some(b'.' | b'0'..=b'9') => {
                self.at += 1;
                self.number().map(Found::Number)
            }
            _ => Ok(Found::Nothing),
        }
    }

    fn after_member(
        &mut self,
        key: &Found,
        value: &Found,
        open: &mut Vec<Open>,
    ) -> Step<Option<Found>> {
        let name: Vec<u16> = match key {
            Found::Text(text) => text.clone(),
            Found::Number(text) => text.encode_utf16().collect(),
            Found::Nothing | Found::Other => Vec::new(),
        };
        let about = |text: &str| text.encode_utf16().chain(name.iter().copied()).collect();
        if matches!(value, Found::Nothing) {
            return Err(self.fail_units(about("No value found for key ")));
        }
        if !matches!(key, Found::Text(_)) {
            return Err(self.fail_units(about("Wrong key type: ")));
        }
        self.skip_space();
        match self.take() {
            Some(',') => self.member(true, open),
            Some('}') => Ok(Some(Found::Other)),
            _ => Err(self.unexpected()),
        }
    }

    fn element(&mut self, filled: bool, open: &mut Vec<Open>) -> Option<Found> {
        if self.at >= self.units.len() {
            return Some(Found::Nothing);
        }
        self.skip_space();
        open.push(Open::Array(filled));
        None
    }

    fn after_element(
        &mut self,
        filled: bool,
        value: &Found,
        open: &mut Vec<Open>,
    ) -> Step<Option<Found>> {
        self.skip_space();
        let missing = matches!(value, Found::Nothing);
        match self.take() {
            Some(',') if missing => Err(self.fail("Elisions are not supported")),
            Some(',') => Ok(self.element(true, open)),
            Some(']') if missing && filled => {
                self.at -= 1;
                Err(self.fail("Trailing comma in array"))
            }
            Some(']') => Ok(Some(Found::Other)),
            _ => Err(self.unexpected_last()),
        }
    }

    fn string(&mut self) -> Step<Vec<u16>> {
        let mut text = Vec::new();
        while let Some(unit) = self.peek() {
            self.at += 1;
            match unit {
                34 => return Ok(text),
                92 => self.escape(&mut text)?,
                10 | 13 => return Err(self.unexpected()),
                0..32 => {
                    self.at -= 1;
                    return Err(self.fail("Unexpected control character"));
                }
                _ => text.push(unit),
            }
        }
        Err(self.unexpected())
    }

    fn escape(&mut self, text: &mut Vec<u16>) -> Step<()> {
        if self.at >= self.units.len() {
            return Err(self.unexpected());
        }
        match self.take() {
            Some(char @ ('"' | '\\' | '/')) => text.push(char as u16),
            Some('b') => text.push(8),
            Some('f') => text.push(12),
            Some('n') => text.push(10),
            Some('r') => text.push(13),
            Some('t') => text.push(9),
            Some('u') => {
                let mut unit = 0;
                for _ in 0..4 {
                    let digit = self.peek().ok_or_else(|| self.unexpected())?;
                    let digit = char::from_u32(u32::from(digit)).and_then(|char| char.to_digit(16));
                    let digit = digit.ok_or_else(|| self.fail("Bad escape sequence"))?;
                    unit = unit << 4 | u16::try_from(digit).unwrap_or_default();
                    self.at += 1;
                }
                text.push(unit);
            }
            _ => return Err(self.unexpected_last()),
        }
        Ok(())
    }

    fn digits(&mut self) {
        while self.peek().is_some_and(|unit| (48..58).contains(&unit)) {
            self.at += 1;
        }
    }

    /// Reads a number generously, then refuses what JSON does not know.
    fn number(&mut self) -> Step<String> {
        let start = self.at - 1;
        self.at = start;
        let mut next = self.take();
        if next == Some('-') {
            next = self.take();
        }
        if matches!(next, Some('1'..='9')) {
            self.digits();
            next = self.take();
        } else if next == Some('0') {
            next = self.take();
        }
        if next == Some('.') {
            self.digits();
            next = self.take();
        }
        if matches!(next, Some('e' | 'E')) {
            if matches!(self.take(), Some('-' | '+')) {
                self.at += 1;
            }
            self.digits();
            self.at += 1;
        }
        self.at -= 1;
        let literal = self.literal(start, self.at);
        let Ok(number) = literal.parse::<f64>() else {
            self.at -= 1;
            let text = format!("Bad numeric literal - \"{}\"", self.literal(start, self.at + 1));
            return Err(self.fail(&text));
        };
        if literal.starts_with('.')
            || literal.starts_with("-.")
            || literal.ends_with('.')
            || literal.contains(".e")
        {
            self.at -= 1;
            let text =
                format!("Non-json numeric literal - \"{}\"", self.literal(start, self.at + 1));
            return Err(self.fail(&text));
        }
        Ok(number.to_string())
    }

    fn literal(&self, start: usize, end: usize) -> String {
        let end = end.min(self.units.len());
        String::from_utf16_lossy(&self.units[start.min(end)..end])
    }
}
