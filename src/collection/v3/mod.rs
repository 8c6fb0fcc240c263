//! Writing: the model to a directory of format v3.
//!
//! | file | what it is |
//! |---|---|
//! | `files` | the tree to files: definitions, requests, examples |
//! | `content` | what stands in them: URL, headers, body, authorization, scripts |
//! | `names` | file names that every system can hold |
//! | `emit` | values to YAML text |
//! | `rest` | what v3 has no place for, kept beside the definition |

mod content;
mod emit;
mod files;
mod names;
mod rest;

pub use rest::V2_REST;
pub(super) use rest::restore;

use serde_json::Value;

use super::environment::Environment;
use super::model::Collection;
use super::parse::{ParseError, V3File, parse_v3};
use super::write::environment_to_json;

/// Writes a collection as the files of a v3 directory of the name `folder`.
///
/// What the format has no place for goes into [`V2_REST`] beside the collection's definition, from
/// where [`parse_v3`] takes it back as long as the file it belongs to is unchanged: converting to
/// v3 and back loses nothing.
///
/// # Errors
/// Fails when what was written cannot be read back, which would be a defect of the writer.
pub fn write_v3(collection: &Collection, folder: &str) -> Result<Vec<V3File>, ParseError> {
    let mut files = files::files(collection, folder);
    let read = parse_v3(&files, folder, "")?;
    files.extend(rest::rest(collection, &read, &files));
    Ok(files)
}

/// Writes an environment or globals file in v3's YAML.
#[must_use]
pub fn environment_to_yaml(environment: &Environment) -> String {
    let mut document = environment_to_json(environment);
    if let Value::Object(members) = &mut document {
        members.entry("name").or_insert_with(|| "Environment".into());
    }
    emit::yaml(&document)
}

/// Makes a name that every file system can hold.
#[must_use]
pub fn file_name(name: &str) -> String {
    names::safe(name)
}
