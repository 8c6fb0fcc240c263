//! Iteration data: the rows of a CSV or JSON file, one an iteration, read one at a time.
//!
//! newman's rules (`-d`): a JSON array of objects, anything else is CSV; where its reading loses or
//! changes what stands in the file, ours does not: see [`CsvCast`] and the errors.

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
