//! From what the user names to collections and environments: files, folders, globs, URLs, Postman
//! ids, standard input.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::directory;
use super::exit::Fatal;
use super::remote::{Remote, without_secrets};
use crate::collection::{Collection, Environment, parse_collection, parse_environment, parse_v3};
use crate::files::{decode, read_text};

/// A collection and where it came from.
#[derive(Debug)]
pub(super) struct Loaded {
    /// The collection.
    pub(super) collection: Collection,
    /// What the user would call it: a path, a URL, an id.
    pub(super) origin: String,
    /// The text of a JSON collection.
    pub(super) text: Option<String>,
    /// Of a v3 collection: the file of every request, in run order.
    pub(super) files: Vec<PathBuf>,
    /// What was not understood.
    pub(super) notes: Vec<String>,
}

/// What a name stands for.
#[derive(Debug)]
pub(super) enum Document {
    /// A collection of any format.
    Collection(Box<Loaded>),
    /// An environment or globals.
    Environment {
        /// The environment.
        environment: Environment,
        /// It was written in YAML.
        yaml: bool,
    },
}

/// One thing to load.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Source {
    File(PathBuf),
    /// A v3 collection's directory.
    Directory(PathBuf),
    /// One request of a v3 collection.
    RequestFile(PathBuf),
    Url(String),
    PostmanId(String),
    Stdin,
}

/// Loads every collection that the names stand for, in order; a folder or glob may stand for
/// several.
///
/// # Errors
/// Fails at the first name that leads to nothing, or to something that is no collection.
pub(super) fn collections(names: &[String], remote: Remote<'_>) -> Result<Vec<Loaded>, Fatal> {
    let mut loaded = Vec::new();
    for name in names {
        for source in expand(name)? {
            loaded.push(collection(&source, remote)?);
        }
    }
    Ok(loaded)
}

/// Loads environments or globals and lays them over each other, the last on top; the first one's
/// name stays.
///
/// # Errors
/// As [`collections`].
pub(super) fn environments(names: &[String], remote: Remote<'_>) -> Result<Environment, Fatal> {
    let mut whole: Option<Environment> = None;
    for name in names {
        let next = environment(name, remote)?;
        match &mut whole {
            None => whole = Some(next),
            Some(whole) => {
                whole.variables.extend(next.variables);
                for (key, value) in next.extra {
                    whole.extra.entry(key).or_insert(value);
                }
            }
        }
    }
    Ok(whole.unwrap_or_default())
}

/// Loads one collection or environment, whichever it is.
///
/// # Errors
/// As [`collections`]; and when the name stands for several collections.
pub(super) fn document(name: &str, remote: Remote<'_>) -> Result<Document, Fatal> {
    let sources = expand(name)?;
    let [source] = sources.as_slice() else {
        return Err(Fatal::usage(format!("{name}: holds {} collections; name one", sources.len())));
    };
    if let Source::File(path) = source {
        let text = read_text(path).map_err(Fatal::not_loaded)?;
        if let Ok(environment) = parse_environment(&text, name) {
            let yaml = !text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']);
            return Ok(Document::Environment { environment, yaml });
        }
    }
    collection(source, remote).map(|loaded| Document::Collection(Box::new(loaded)))
}

/// Loads an environment.
fn environment(name: &str, remote: Remote<'_>) -> Result<Environment, Fatal> {
    let text = text(name, remote)?;
    parse_environment(&text, name).map_err(Fatal::not_loaded)
}

/// Reads a text: a file, a URL, an environment at Postman, standard input.
///
/// # Errors
/// Fails when it cannot be read.
pub(super) fn text(name: &str, remote: Remote<'_>) -> Result<String, Fatal> {
    match single(name) {
        Source::Url(url) => remote.get(&url),
        Source::PostmanId(id) => remote.postman("environments", &id),
        Source::Stdin => stdin(),
        Source::File(path) | Source::Directory(path) | Source::RequestFile(path) => {
            read_text(&path).map_err(Fatal::not_loaded)
        }
    }
}

fn collection(source: &Source, remote: Remote<'_>) -> Result<Loaded, Fatal> {
    let (text, origin) = match source {
        Source::Directory(path) => return v3(path, directory::read(path)?),
        Source::RequestFile(path) => {
            let (root, files) = directory::read_request(path)?;
            return v3(&root, files);
        }
        Source::File(path) => {
            (read_text(path).map_err(Fatal::not_loaded)?, path.display().to_string())
        }
        Source::Url(url) => (remote.get(url)?, without_secrets(url)),
        Source::PostmanId(id) => (remote.postman("collections", id)?, id.clone()),
        Source::Stdin => (stdin()?, "standard input".to_owned()),
    };
    let collection = parse_collection(&text, &origin).map_err(Fatal::not_loaded)?;
    Ok(Loaded { collection, origin, text: Some(text), files: Vec::new(), notes: Vec::new() })
}

fn v3(root: &Path, files: Vec<crate::collection::V3File>) -> Result<Loaded, Fatal> {
    let origin = root.display().to_string();
    let named = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let name = named.file_name().map(|name| name.to_string_lossy().into_owned());
    let read = parse_v3(&files, &name.unwrap_or_default(), &origin).map_err(Fatal::not_loaded)?;
    Ok(Loaded {
        collection: read.collection,
        origin,
        text: None,
        files: read.files.iter().map(|file| root.join(file)).collect(),
        notes: read.notes,
    })
}

fn stdin() -> Result<String, Fatal> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .read_to_end(&mut bytes)
        .map_err(|cause| Fatal::not_loaded(format!("standard input: {cause}")))?;
    Ok(decode(&bytes))
}

fn expand(name: &str) -> Result<Vec<Source>, Fatal> {
    match single(name) {
        Source::Directory(path) => in_directory(&path),
        Source::File(path) if !path.exists() && name.contains(['*', '?', '[']) => {
            let mut sources = Vec::new();
            for path in matches(name)? {
                sources.extend(expand(&path.to_string_lossy())?);
            }
            Ok(sources)
        }
        source => Ok(vec![source]),
    }
}

fn single(name: &str) -> Source {
    let path = PathBuf::from(name);
    if name == "-" {
        Source::Stdin
    } else if name.starts_with("http://") || name.starts_with("https://") {
        Source::Url(name.to_owned())
    } else if path.is_dir() {
        Source::Directory(path)
    } else if directory::is_request(&path) {
        Source::RequestFile(path)
    } else if is_postman_id(name) && !path.exists() {
        Source::PostmanId(name.to_owned())
    } else {
        match directory::of_definition(&path) {
            Some(root) => Source::Directory(root),
            None => Source::File(path),
        }
    }
}

/// A UUID, with or without the owner's number in front.
pub(super) fn is_postman_id(name: &str) -> bool {
    let uuid = match name.split_once('-') {
        Some((owner, uuid)) if owner.len() < 36 && uuid.len() == 36 => {
            if !owner.bytes().all(|byte| byte.is_ascii_digit()) {
                return false;
            }
            uuid
        }
        _ => name,
    };
    uuid.len() == 36 && uuid::Uuid::try_parse(uuid).is_ok()
}

/// Finds the collections in a folder: the folder itself, `postman/collections/*`, `collections/*`,
/// or the `*.postman_collection.json` files in it.
fn in_directory(path: &Path) -> Result<Vec<Source>, Fatal> {
    if directory::is_collection(path) {
        return Ok(vec![Source::Directory(path.to_owned())]);
    }
    let inner = ["postman/collections", "collections"].map(|inner| path.join(inner));
    let folder = inner.into_iter().find(|inner| inner.is_dir());
    let folder = folder.as_deref().unwrap_or(path);
    let mut sources: Vec<Source> =
        directory::collection_files(folder).into_iter().map(Source::File).collect();
    if folder != path || path.file_name().is_some_and(|name| name == "collections") {
        let folders =
            directory::folders(folder).into_iter().filter(|path| directory::has_requests(path));
        sources.extend(folders.map(Source::Directory));
    } else if sources.is_empty() && directory::has_requests(path) {
        sources.push(Source::Directory(path.to_owned()));
    }
    if sources.is_empty() {
        return Err(Fatal::not_loaded(format!(
            "{}: a folder without a collection; looked for *.postman_collection.json, *.request.yaml, collections/ and postman/collections/",
            path.display()
        )));
    }
    Ok(sources)
}

/// Expands a glob, sorted by name.
fn matches(pattern: &str) -> Result<Vec<PathBuf>, Fatal> {
    let wrong = |reason: String| Fatal::usage(format!("{pattern}: no valid pattern: {reason}"));
    let found = glob::glob(pattern).map_err(|error| wrong(error.msg.to_owned()))?;
    let paths: Vec<PathBuf> = found.filter_map(Result::ok).collect();
    if paths.is_empty() {
        return Err(Fatal::not_loaded(format!("{pattern}: no file matches this pattern")));
    }
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postman_ids() {
        for (text, expected) in [
            ("12345678-6d3e9a17-4c80-4f25-b1a9-7e02c58d3f64", true),
            ("6d3e9a17-4c80-4f25-b1a9-7e02c58d3f64", true),
            ("x-6d3e9a17-4c80-4f25-b1a9-7e02c58d3f64", false),
            ("collection.json", false),
            ("", false),
        ] {
            assert_eq!(is_postman_id(text), expected, "{text}");
        }
    }
}
