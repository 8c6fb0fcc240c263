//! Iteration data: the rows of a CSV or JSON file, one an iteration, read one at a time.
//!
//! newman's rules (`-d`): a JSON array of objects, anything else is CSV; where its reading loses or
//! changes what stands in the file, ours does not: see [`CsvCast`] and the errors; [`DataRules`] has
//! its way back.

mod cast;
mod csv;
mod error;
mod file;
mod json;
mod reader;

pub use cast::CsvCast;
pub use error::DataError;
pub use file::DataFile;
pub use reader::DataReader;

/// How a data file is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DataRules {
    /// Which cells of a CSV file are numbers.
    pub cast: CsvCast,
    /// newman's leniency: no rows at all, an object in place of an array and lines without content
    /// are taken, as no row, no row and a row with one empty cell.
    pub lenient: bool,
}
