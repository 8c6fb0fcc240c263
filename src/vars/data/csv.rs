//! CSV as newman reads it: comma, `"` doubled inside quotes, cells trimmed, stray quotes inside a
//! cell kept (csv-parse with `trim`, `relax`, `relax_column_count`).
//!
//! Not the `csv` crate, for it does not tell quoted cells from bare ones, on which the casts depend,
//! does not trim before an opening quote, and takes an unclosed quote for the rest of the file.
//! Lines without any content are no rows; newman makes rows of them, and we where asked to.

use std::io::BufRead;

use super::error::Fault;

/// A cell of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) quoted: bool,
}

/// A record and the line it begins on.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) line: u64,
    pub(super) cells: Vec<Cell>,
}

/// Reads records one by one.
pub(super) struct Records<R> {
    input: R,
    line: u64,
    keep_blank: bool,
}

impl<R: BufRead> Records<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, line: 1, keep_blank: false }
    }

    /// From here on, lines without content are records too, with one empty cell.
    pub(super) fn keep_blank(&mut self) {
        self.keep_blank = true;
    }

    /// Reads the next record that counts.
    pub(super) fn next(&mut self) -> Result<Option<Record>, Fault> {
        while self.peek()?.is_some() {
            let record = self.record()?;
            let blank = matches!(&*record.cells, [only] if !only.quoted && only.text.is_empty());
            if self.keep_blank || !blank {
                return Ok(Some(record));
            }
        }
        Ok(None)
    }

    fn record(&mut self) -> Result<Record, Fault> {
        let mut record = Record { line: self.line, cells: Vec::new() };
        loop {
            record.cells.push(self.cell()?);
            match self.take()? {
                Some(b',') => {}
                Some(b'\r') => {
                    if self.peek()? == Some(b'\n') {
                        self.take()?;
                    } else {
                        self.line += 1;
                    }
                    return Ok(record);
                }
                _ => return Ok(record),
            }
        }
    }

    /// Reads a cell up to the comma, line end or file end behind it.
    fn cell(&mut self) -> Result<Cell, Fault> {
        self.skip_blanks()?;
        if self.peek()? == Some(b'"') {
            return self.quoted();
        }
        let mut bytes = Vec::new();
        loop {
            let buffer = self.input.fill_buf()?;
            let end = buffer.iter().position(|byte| ends_cell(*byte) || *byte == 0);
            let size = end.unwrap_or(buffer.len());
            bytes.extend_from_slice(&buffer[..size]);
            self.input.consume(size);
            if size == 0 || end.is_some() {
                break;
            }
        }
        if self.peek()? == Some(0) {
            // It has the words for that.
            self.take()?;
        }
        Ok(Cell { text: text(&bytes).trim_end().to_owned(), quoted: false })
    }

    fn quoted(&mut self) -> Result<Cell, Fault> {
        let opened = self.line;
        self.take()?;
        let mut bytes = Vec::new();
        loop {
            match self.take()? {
                None => {
                    return Err(Fault::at(
                        opened,
                        "a quote opens here and is not closed before the end of the file; close it, \
                         or double it (\"\") where it belongs to the text",
                    ));
                }
                Some(b'"') if self.peek()? == Some(b'"') => {
                    self.take()?;
                    bytes.push(b'"');
                }
                Some(b'"') => break,
                Some(byte) => bytes.push(byte),
            }
        }
        self.skip_blanks()?;
        if self.peek()?.is_some_and(|next| !ends_cell(next)) {
            return Err(Fault::at(
                self.line,
                "there is text between a closing quote and the next comma; a quote inside a quoted \
                 value is written twice (\"\")",
            ));
        }
        Ok(Cell { text: text(&bytes), quoted: true })
    }

    fn skip_blanks(&mut self) -> Result<(), Fault> {
        while matches!(self.peek()?, Some(b' ' | b'\t' | b'\x0c')) {
            self.take()?;
        }
        Ok(())
    }

    fn peek(&mut self) -> Result<Option<u8>, Fault> {
        Ok(self.input.fill_buf()?.first().copied())
    }

    fn take(&mut self) -> Result<Option<u8>, Fault> {
        let Some(byte) = self.peek()? else { return Ok(None) };
        if byte == 0 {
            return Err(Fault::at(
                self.line,
                "there is a NUL byte in the data; this is no text file, or a damaged one",
            ));
        }
        self.input.consume(1);
        self.line += u64::from(byte == b'\n');
        Ok(Some(byte))
    }
}

fn ends_cell(byte: u8) -> bool {
    matches!(byte, b',' | b'\r' | b'\n')
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<Vec<Record>, Fault> {
        let mut records = Records::new(text.as_bytes());
        let mut read = Vec::new();
        while let Some(record) = records.next()? {
            read.push(record);
        }
        Ok(read)
    }

    /// Shows records with a `'` behind quoted cells.
    fn shown(text: &str) -> String {
        let cell = |cell: &Cell| format!("{}{}", cell.text, if cell.quoted { "'" } else { "" });
        let record = |record: &Record| {
            let cells: Vec<_> = record.cells.iter().map(cell).collect();
            format!("{}:{}", record.line, cells.join("|"))
        };
        read(text).unwrap().iter().map(record).collect::<Vec<_>>().join(" ; ")
    }

    #[test]
    fn reads_cells_as_newman_does() {
        for (text, expected) in [
            ("", ""),
            ("a,b\n1,2", "1:a|b ; 2:1|2"),
            ("a,b\r\n1,2\r\n", "1:a|b ; 2:1|2"),
            ("a\r1\r2\r", "1:a ; 2:1 ; 3:2"),
            (" a , b\t\n", "1:a|b"),
            ("\"x,1\" , \"y\"\n", "1:x,1'|y'"),
            ("\"a\"\"b\",x\"y\",\"\"", "1:a\"b'|x\"y\"|'"),
            ("\"two\nlines\",1\n3", "1:two\nlines'|1 ; 3:3"),
            ("a\n\n  \n1\n\n", "1:a ; 4:1"),
            (",\n\"\"\n", "1:| ; 2:'"),
            ("æ,ø å", "1:æ|ø å"),
        ] {
            assert_eq!(shown(text), expected, "{text:?}");
        }
    }

    #[test]
    fn faults_name_their_line() {
        for (text, at, word) in [
            ("a\n1\n\"x\ny\n", 3, "not closed"),
            ("a\n\"x\"y\n", 2, "closing quote"),
            ("a\nx\0y\n", 2, "NUL"),
        ] {
            let Err(Fault::Content { line, problem }) = read(text) else { panic!("{text:?}") };
            assert_eq!(line, at, "{problem}");
            assert!(problem.contains(word), "{problem}");
        }
    }

    proptest! {
        #[test]
        fn reads_back_what_was_quoted(rows in prop::collection::vec(
            prop::collection::vec("[a\", \r\né]{0,6}", 1..4), 1..5))
        {
            let quote = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
            let line = |row: &Vec<String>| row.iter().map(quote).collect::<Vec<_>>().join(",");
            let text = rows.iter().map(line).collect::<Vec<_>>().join("\n");
            let back: Vec<Vec<String>> = read(&text)
                .unwrap()
                .into_iter()
                .map(|record| record.cells.into_iter().map(|cell| cell.text).collect())
                .collect();
            prop_assert_eq!(back, rows);
        }

        #[test]
        fn never_panics(text in "[a\", \r\n\té]{0,30}") {
            let _ = read(&text);
        }
    }
}
