//! Rows as scopes, whatever the format.

use std::path::{Path, PathBuf};

use super::DataRules;
use super::cast::CsvCast;
use super::csv::{Record, Records};
use super::error::{DataError, Fault};
use super::json::Objects;
use crate::collection::Variable;
use crate::files::TextReader;
use crate::vars::Scope;

/// Reads the rows of a data file one by one; none stays in memory.
pub struct DataReader {
    path: PathBuf,
    rows: Rows,
}

enum Rows {
    Csv(Table),
    Json(Objects<TextReader>),
}

/// A CSV file behind its first line.
struct Table {
    records: Records<TextReader>,
    columns: Vec<String>,
    cast: CsvCast,
    oddities: Oddities,
}

/// Records that do not fit the columns: newman runs on with them, we say so.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Oddities {
    /// Column names that stand there twice.
    pub(super) doubled: Vec<String>,
    /// Line of the first record with more values than columns, and the number of such records.
    pub(super) long: Option<(u64, u64)>,
    /// The same for fewer values.
    pub(super) short: Option<(u64, u64)>,
}

impl DataReader {
    pub(super) fn csv(path: &Path, text: TextReader, rules: DataRules) -> Result<Self, DataError> {
        let table = Table::new(text, rules).map_err(|fault| fault.of(path))?;
        Ok(Self { path: path.to_owned(), rows: Rows::Csv(table) })
    }

    pub(super) fn json(path: &Path, text: TextReader, rules: DataRules) -> Self {
        Self { path: path.to_owned(), rows: Rows::Json(Objects::new(text, rules.lenient)) }
    }

    /// Reads the next row; `None` behind the last one.
    ///
    /// # Errors
    /// The file cannot be read, or its content is not what it should be; the message says where.
    pub fn next_row(&mut self) -> Result<Option<Scope>, DataError> {
        let row = match &mut self.rows {
            Rows::Csv(table) => table.next(),
            Rows::Json(objects) => objects.next().map(|object| {
                object.map(|members| {
                    Scope::new(members.into_iter().map(|(key, value)| Variable::new(key, value)))
                })
            }),
        };
        row.map_err(|fault| fault.of(&self.path))
    }

    /// Reads past the next row; `false` behind the last one.
    ///
    /// # Errors
    /// As [`Self::next_row`].
    pub(super) fn skip_row(&mut self) -> Result<bool, DataError> {
        match &mut self.rows {
            Rows::Csv(table) => {
                table.record().map(|record| record.is_some()).map_err(|fault| fault.of(&self.path))
            }
            Rows::Json(_) => self.next_row().map(|row| row.is_some()),
        }
    }

    /// Tells what was odd about the rows read so far.
    pub(super) fn oddities(&self) -> Oddities {
        match &self.rows {
            Rows::Csv(table) => table.oddities.clone(),
            Rows::Json(_) => Oddities::default(),
        }
    }
}

impl Table {
    fn new(text: TextReader, rules: DataRules) -> Result<Self, Fault> {
        let mut records = Records::new(text);
        let header = records.next()?.map(|record| record.cells).unwrap_or_default();
        if rules.lenient {
            records.keep_blank();
        }
        let columns: Vec<String> = header.into_iter().map(|cell| cell.text).collect();
        let mut oddities = Oddities::default();
        for (index, column) in columns.iter().enumerate() {
            if columns[..index].contains(column) && !oddities.doubled.contains(column) {
                oddities.doubled.push(column.clone());
            }
        }
        Ok(Self { records, columns, cast: rules.cast, oddities })
    }

    fn next(&mut self) -> Result<Option<Scope>, Fault> {
        let Some(record) = self.record()? else { return Ok(None) };
        let cells = record.cells.into_iter().map(|cell| match cell.quoted {
            true => cell.text.into(),
            false => self.cast.value(cell.text),
        });
        let variables = self.columns.iter().zip(cells);
        Ok(Some(Scope::new(variables.map(|(key, value)| Variable::new(key, value)))))
    }

    fn record(&mut self) -> Result<Option<Record>, Fault> {
        let record = self.records.next()?;
        record.iter().for_each(|record| self.note(record));
        Ok(record)
    }

    fn note(&mut self, record: &Record) {
        let tally = match record.cells.len().cmp(&self.columns.len()) {
            std::cmp::Ordering::Greater => &mut self.oddities.long,
            std::cmp::Ordering::Less => &mut self.oddities.short,
            std::cmp::Ordering::Equal => return,
        };
        tally.get_or_insert((record.line, 0)).1 += 1;
    }
}
