//! A data file: checked and counted once, then read row by row.

use std::fs::File;
use std::io::{self, BufRead};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::DataRules;
use super::error::DataError;
use super::reader::{DataReader, Oddities};
use crate::files::open_text;

/// A data file that was read to its end once and found sound.
#[derive(Debug)]
pub struct DataFile {
    path: PathBuf,
    /// What came through a pipe, which can be read only once.
    spool: Option<NamedTempFile>,
    format: Format,
    rules: DataRules,
    rows: u64,
    oddities: Oddities,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Csv,
    Json,
}

impl DataFile {
    /// Checks a file and counts its rows. It is JSON when it is called so (`.json`) or begins with
    /// a bracket, otherwise CSV with the names in its first line. Encodings as everywhere, see
    /// [`crate::files::decode`].
    ///
    /// # Errors
    /// The file cannot be read, is not an array of objects, has an unclosed quote or a NUL byte,
    /// or no row at all.
    pub fn open(path: &Path, rules: DataRules) -> Result<Self, DataError> {
        Self::check(path, spool(path)?, rules)
    }

    /// The same for a copy of something that has another name: a URL.
    ///
    /// # Errors
    /// As [`DataFile::open`].
    pub fn open_copy(name: &str, copy: NamedTempFile, rules: DataRules) -> Result<Self, DataError> {
        Self::check(Path::new(name), Some(copy), rules)
    }

    fn check(
        path: &Path,
        spool: Option<NamedTempFile>,
        rules: DataRules,
    ) -> Result<Self, DataError> {
        let mut file = Self {
            path: path.to_owned(),
            spool,
            format: Format::Json,
            rules,
            rows: 0,
            oddities: Oddities::default(),
        };
        if !file.is_json()? {
            file.format = Format::Csv;
        }
        match file.count() {
            // newman tries JSON first, and takes what is none for CSV.
            Err(DataError::Content { .. }) if rules.lenient && file.format == Format::Json => {
                file.format = Format::Csv;
                file.count()?;
            }
            counted => counted?,
        }
        match file.rows {
            0 if !rules.lenient => Err(DataError::Empty { path: file.path }),
            _ => Ok(file),
        }
    }

    /// Reads to the end once.
    fn count(&mut self) -> Result<(), DataError> {
        let mut reader = self.reader()?;
        self.rows = 0;
        while reader.skip_row()? {
            self.rows += 1;
        }
        self.oddities = reader.oddities();
        Ok(())
    }

    /// The number of rows, at least 1 but for lenient rules.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Opens the file at its first row.
    ///
    /// # Errors
    /// As [`DataFile::open`], when the file has changed since.
    pub fn reader(&self) -> Result<DataReader, DataError> {
        let text = open_text(self.place())?;
        match self.format {
            Format::Csv => DataReader::csv(&self.path, text, self.rules),
            Format::Json => Ok(DataReader::json(&self.path, text, self.rules)),
        }
    }

    /// Says what is odd about the rows and does not keep them from running, with file and line.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let path = self.path.display();
        let Oddities { doubled, long, short } = &self.oddities;
        let mut warnings: Vec<String> = doubled
            .iter()
            .map(|name| {
                format!("{path}:1: the column `{name}` stands there twice; the last one counts")
            })
            .collect();
        warnings.extend(long.map(|(line, count)| {
            let rows = rows(count);
            format!(
                "{path}:{line}: more values than columns in {rows}; the last values were dropped"
            )
        }));
        warnings.extend(short.map(|(line, count)| {
            let rows = rows(count);
            format!("{path}:{line}: fewer values than columns in {rows}; the last columns are undefined there")
        }));
        warnings
    }

    fn place(&self) -> &Path {
        self.spool.as_ref().map_or(&self.path, NamedTempFile::path)
    }

    fn is_json(&self) -> Result<bool, DataError> {
        if self.path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
            return Ok(true);
        }
        let mut text = open_text(self.place())?;
        let failed = |cause| DataError::Read { path: self.path.clone(), cause };
        loop {
            let chunk = text.fill_buf().map_err(failed)?;
            match chunk.iter().find(|byte| !byte.is_ascii_whitespace()) {
                Some(first) => return Ok(matches!(first, b'[' | b'{')),
                None if chunk.is_empty() => return Ok(false),
                None => {}
            }
            let length = chunk.len();
            text.consume(length);
        }
    }
}

fn rows(count: u64) -> String {
    if count == 1 { "1 row".to_owned() } else { format!("{count} rows") }
}

/// Copies what is no regular file (a pipe, `/dev/stdin`) to one.
fn spool(path: &Path) -> Result<Option<NamedTempFile>, DataError> {
    let is_pipe = std::fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir());
    if !is_pipe {
        return Ok(None);
    }
    let copy = || -> io::Result<NamedTempFile> {
        let mut spool = NamedTempFile::new()?;
        io::copy(&mut File::open(path)?, &mut spool)?;
        Ok(spool)
    };
    copy().map(Some).map_err(|cause| DataError::Read { path: path.to_owned(), cause })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::vars::Scope;

    fn open(name: &str, content: &str) -> Result<(DataFile, Vec<Value>), DataError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        let file = DataFile::open(&path, DataRules::default())?;
        let mut reader = file.reader()?;
        let mut rows = Vec::new();
        while let Some(row) = reader.next_row()? {
            rows.push(object(&row));
        }
        Ok((file, rows))
    }

    fn object(row: &Scope) -> Value {
        row.iter().map(|variable| (variable.key.clone(), variable.value.clone())).collect()
    }

    #[test]
    fn csv_rows_are_objects() {
        let text = "msn,phone,name\n007123,+4712345678,\"Å, B\"\n42,\"43\",\n\n";
        let (file, rows) = open("d.csv", text).unwrap();
        assert_eq!(file.rows(), 2);
        assert_eq!(
            rows,
            [
                json!({"msn": "007123", "phone": "+4712345678", "name": "Å, B"}),
                json!({"msn": 42, "phone": "43", "name": ""}),
            ]
        );
        assert!(file.warnings().is_empty());
    }

    #[test]
    fn json_is_known_by_name_or_content() {
        let rows = [json!({"a": null, "b": [1]})];
        for name in ["d.json", "d.data", "d.csv"] {
            assert_eq!(open(name, "\n [{\"a\": null, \"b\": [1]}]").unwrap().1, rows, "{name}");
        }
        let error = open("d.JSON", "a,b\n1,2").unwrap_err().to_string();
        assert!(error.contains("d.JSON:1: iteration data are an array of objects"), "{error}");
    }

    #[test]
    fn ragged_rows_run_and_are_mentioned() {
        let (file, rows) = open("d.csv", "a,b,a\n1,2,3,4\n5\n6\n").unwrap();
        assert_eq!(rows, [json!({"a": 3, "b": 2}), json!({"a": 5}), json!({"a": 6})]);
        let warnings = file.warnings().join("\n");
        for part in [
            "`a` stands there twice",
            "d.csv:2: more values",
            "d.csv:3: fewer values than columns in 2 rows",
        ] {
            assert!(warnings.contains(part), "{warnings}");
        }
    }

    /// What newman 6.2.2 makes of the same files.
    #[test]
    fn lenient_rules_take_what_newman_takes() {
        for (name, text, expected) in [
            (
                "d.csv",
                "a,b\n1,2\n\n3,4\n\n",
                json!([{"a":1,"b":2},{"a":""},{"a":3,"b":4},{"a":""}]),
            ),
            ("d.csv", "a,b\n", json!([])),
            ("d.csv", "", json!([])),
            ("d.json", "[]", json!([])),
            ("d.json", "{\"a\":1}", json!([])),
            ("d.json", "[1,\"x\"]", json!([{}, {}])),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            let rules = DataRules { lenient: true, ..DataRules::default() };
            let file = DataFile::open(&path, rules).unwrap();
            let mut reader = file.reader().unwrap();
            let rows = std::iter::from_fn(|| reader.next_row().unwrap());
            assert_eq!(Value::Array(rows.map(|row| object(&row)).collect()), expected, "{text:?}");
        }
    }

    #[test]
    fn no_rows_is_an_error() {
        for (name, text) in [("d.csv", ""), ("d.csv", "a,b\n\n"), ("d.json", "[]")] {
            let error = open(name, text).unwrap_err();
            assert!(matches!(error, DataError::Empty { .. }), "{text:?}: {error}");
        }
    }
}
