//! A JSON array of objects, read one object at a time.

use std::io::{self, BufRead, Read};

use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::{Map, Value};

use super::error::Fault;

const EXPECTED: &str = "iteration data are an array of objects: [{\"name\": \"value\"}, …]";

/// Reads the objects one by one.
pub(super) struct Objects<R> {
    input: Counted<R>,
    place: Place,
    lenient: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Before,
    First,
    Inside,
    Behind,
}

impl<R: BufRead> Objects<R> {
    /// `lenient`: what is no array has no rows, and what is no object is an empty row.
    pub(super) fn new(input: R, lenient: bool) -> Self {
        Self { input: Counted { input, line: 1 }, place: Place::Before, lenient }
    }

    /// Reads the next object.
    pub(super) fn next(&mut self) -> Result<Option<Map<String, Value>>, Fault> {
        if self.place == Place::Before {
            self.open()?;
        }
        if self.place == Place::Behind || self.at_end()? {
            return Ok(None);
        }
        self.place = Place::Inside;
        match self.input.skip_blanks()? {
            Some(b'{') => self.value().map(Some),
            Some(_) if self.lenient => self.ignore().map(|()| Some(Map::new())),
            found => Err(self.fault(format!("{EXPECTED}; {} stands here", kind(found)))),
        }
    }

    fn open(&mut self) -> Result<(), Fault> {
        match self.input.skip_blanks()? {
            Some(b'[') => self.input.bump(),
            Some(_) if self.lenient => {
                self.ignore()?;
                self.place = Place::Behind;
                return Ok(());
            }
            Some(b'{') => {
                return Err(self
                    .fault(format!("{EXPECTED}; this is a single object: put it into brackets")));
            }
            found => return Err(self.fault(format!("{EXPECTED}; {} stands here", kind(found)))),
        }
        self.place = Place::First;
        Ok(())
    }

    /// Takes the comma before the next object, or the bracket and the rest of the file.
    fn at_end(&mut self) -> Result<bool, Fault> {
        match (self.place, self.input.skip_blanks()?) {
            (_, Some(b']')) => {
                self.input.bump();
                self.place = Place::Behind;
                match self.input.skip_blanks()? {
                    None => Ok(true),
                    Some(_) => Err(self.fault("there is more behind the array's end".to_owned())),
                }
            }
            (Place::First, _) => Ok(false),
            (_, Some(b',')) => {
                self.input.bump();
                Ok(false)
            }
            (_, None) => Err(self.fault("the array is not closed: `]` is missing".to_owned())),
            (_, found) => {
                Err(self.fault(format!("expected `,` or `]`, but {} stands here", kind(found))))
            }
        }
    }

    /// Skips a value that is no object.
    fn ignore(&mut self) -> Result<(), Fault> {
        if matches!(self.input.skip_blanks()?, Some(b'"' | b'[' | b'{')) {
            return self.value::<IgnoredAny>().map(|_| ());
        }
        // Of a number, serde_json takes the byte behind it too.
        while let Some(byte) = self.input.input.fill_buf()?.first()
            && !matches!(byte, b',' | b']')
        {
            self.input.bump();
        }
        Ok(())
    }

    fn value<T: DeserializeOwned>(&mut self) -> Result<T, Fault> {
        // From a reader, serde_json takes not one byte more than an object has.
        let mut deserializer = serde_json::Deserializer::from_reader(&mut self.input);
        T::deserialize(&mut deserializer).map_err(|error| {
            if error.is_io() {
                return Fault::Read(error.into());
            }
            // Its own place counts from the object's beginning.
            let text = error.to_string();
            let problem = text.rfind(" at line ").map_or(&*text, |end| &text[..end]);
            self.fault(format!("this is not JSON: {problem}"))
        })
    }

    fn fault(&self, problem: String) -> Fault {
        Fault::at(self.input.line, problem)
    }
}

fn kind(found: Option<u8>) -> &'static str {
    match found {
        None => "the end of the file",
        Some(b'[') => "an array",
        Some(b'{') => "an object",
        Some(b'"') => "a text",
        Some(b'0'..=b'9' | b'-') => "a number",
        Some(b't' | b'f') => "a boolean",
        Some(b'n') => "null",
        Some(_) => "something else",
    }
}

/// Input that counts its lines.
struct Counted<R> {
    input: R,
    line: u64,
}

impl<R: BufRead> Counted<R> {
    /// Skips white space and shows the byte behind it.
    fn skip_blanks(&mut self) -> io::Result<Option<u8>> {
        loop {
            match self.input.fill_buf()?.first().copied() {
                Some(b' ' | b'\t' | b'\r' | b'\n') => self.bump(),
                found => return Ok(found),
            }
        }
    }

    /// Takes the byte that was shown.
    fn bump(&mut self) {
        if let Ok([first, ..]) = self.input.fill_buf() {
            self.line += u64::from(*first == b'\n');
            self.input.consume(1);
        }
    }
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(target)?;
        let ends = target[..read].iter().filter(|byte| **byte == b'\n').count();
        self.line += ends as u64;
        Ok(read)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn read(text: &str) -> Result<Vec<Value>, Fault> {
        let mut objects = Objects::new(text.as_bytes(), false);
        let mut read = Vec::new();
        while let Some(object) = objects.next()? {
            read.push(Value::Object(object));
        }
        assert!(objects.next()?.is_none());
        Ok(read)
    }

    #[test]
    fn reads_objects_as_they_are() {
        let text = " [ {\"a\": 1, \"b\": null},\n{\"a\": [1, {\"c\": \"x\\u0000\"}]} , {} ]\n";
        let expected = [json!({"a": 1, "b": null}), json!({"a": [1, {"c": "x\0"}]}), json!({})];
        assert_eq!(read(text).unwrap(), expected);
        assert_eq!(read("[]").unwrap(), [] as [Value; 0]);
    }

    #[test]
    fn faults_name_their_line() {
        for (text, at, word) in [
            ("\n{\"a\": 1}", 2, "single object"),
            ("5", 1, "a number"),
            ("", 1, "the end of the file"),
            ("[{},\n5]", 2, "a number"),
            ("[\n{}\n", 3, "`]` is missing"),
            ("[{}\n{}]", 2, "`,` or `]`"),
            ("[{}]\nx", 2, "behind"),
            ("[{},\n{\"a\":\n tru}]", 3, "not JSON"),
            ("[{\"a\": 1,\n \"b\": \"x\0\"}]", 2, "not JSON"),
            ("[{},]", 1, "something else"),
        ] {
            let Err(Fault::Content { line, problem }) = read(text) else { panic!("{text:?}") };
            assert_eq!(line, at, "{text:?}: {problem}");
            assert!(problem.contains(word), "{problem}");
        }
    }

    proptest! {
        #[test]
        fn reads_what_serde_reads(text in "\\[[{}\\[\\]\",:a1 \n]{0,20}") {
            let whole: Option<Vec<Map<String, Value>>> = serde_json::from_str(&text).ok();
            let whole = whole.map(|rows| rows.into_iter().map(Value::Object).collect::<Vec<_>>());
            prop_assert_eq!(read(&text).ok(), whole);
        }
    }
}
