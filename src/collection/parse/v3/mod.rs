//! Collections of format v3: a directory of YAML files, read into the same model as the others.
//!
//! | file | what it is |
//! |---|---|
//! | `layout` | from paths to a tree of directories |
//! | `tree` | directories to folders, in their order |
//! | `definition` | what a collection or folder says of itself |
//! | `request`, `url`, `body`, `example` | request files and saved examples |
//! | `auth`, `scripts` | what both have |
//! | `notes` | what a reader should be told |

mod auth;
mod body;
mod definition;
mod example;
mod layout;
mod notes;
mod request;
mod scripts;
mod tree;
mod url;

use super::super::environment::Environment;
use super::super::model::Collection;
use super::super::v3::restore;
use super::cursor::Cursor;
use super::detect::{self, Kind};
use super::error::ParseError;
use super::{environment as common, yaml};

/// A file of a collection directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct V3File {
    /// The path inside the collection's directory, with `/` between the names.
    pub path: String,
    /// The content.
    pub text: String,
}

/// What came of a collection directory.
#[derive(Debug, Clone, PartialEq)]
pub struct V3Collection {
    /// The collection.
    pub collection: Collection,
    /// The file of every request, in the order of [`walk()`](crate::collection::walk()).
    pub files: Vec<String>,
    /// The file of every node, the collection first, then folders and requests depth first.
    pub(in crate::collection) places: Vec<String>,
    /// What was not understood or is not obeyed, a sentence each, with the file's name.
    pub notes: Vec<String>,
}

/// Reads a collection of format v3 from its files; files that are no part of it are passed over.
///
/// `name` is the directory's name, which the collection has unless its definition says otherwise;
/// `origin` is the directory's path, for errors. Requests of kinds that are not HTTP become items
/// whose `extra` holds their `$kind`.
///
/// # Errors
/// Returns a [`ParseError`] with file, line and key path of what is wrong.
pub fn parse_v3(files: &[V3File], name: &str, origin: &str) -> Result<V3Collection, ParseError> {
    let root = layout::Directory::build(files, name, origin)?;
    let read = tree::collection(&root, origin)?;
    restore(read, files, origin)
}

/// Reads an environment or globals file in YAML.
pub(super) fn environment(text: &str, origin: &str) -> Result<Environment, ParseError> {
    let document = yaml::parse(text, origin)?;
    let root = Cursor::root(&document.value);
    let kind = detect::kind(&document.value);
    let read = match kind {
        Kind::Environment | Kind::List => common::environment(root),
        Kind::Other if document.value.get("$kind").is_some() => Err(root
            .misfit("expected a Postman environment, found a file of a v3 collection".to_owned())),
        other => Err(root.misfit(format!("expected a Postman environment, found {other}"))),
    };
    let mut environment = read.map_err(|misfit| {
        document.error(misfit, origin, text).with_hint(kind.hint(Kind::Environment))
    })?;
    for variable in &mut environment.variables {
        if variable.extra.get("secret").is_some_and(|secret| secret == true) {
            variable.kind = Some("secret".to_owned());
        }
        // A value in Postman's vault is not at hand: better unresolved, which every report tells,
        // than sent as the text `null`.
        variable.disabled |= variable.value.is_null() && variable.extra.contains_key("source");
    }
    Ok(environment)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests;
