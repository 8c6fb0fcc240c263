//! From the paths of a collection's files to a tree of directories.

use std::collections::BTreeMap;

use super::super::cursor::Misfit;
use super::super::error::ParseError;
use super::super::tree::MAX_FOLDER_DEPTH;
use super::V3File;

/// Where the app keeps what is not a request.
const RESOURCES: &str = ".resources";

/// A directory and what it holds.
#[derive(Debug, Default)]
pub(super) struct Directory<'f> {
    pub(super) name: String,
    /// Its path inside the collection, empty for the collection itself.
    pub(super) path: String,
    pub(super) definition: Option<&'f V3File>,
    pub(super) requests: Vec<&'f V3File>,
    /// Example files by the stem of the request's file name.
    pub(super) examples: BTreeMap<String, Vec<&'f V3File>>,
    /// Script files, which nothing runs.
    pub(super) scripts: Vec<&'f V3File>,
    pub(super) folders: BTreeMap<String, Directory<'f>>,
}

impl<'f> Directory<'f> {
    pub(super) fn build(files: &'f [V3File], name: &str, origin: &str) -> Result<Self, ParseError> {
        let mut root = Self { name: name.to_owned(), ..Self::default() };
        for file in files {
            let names: Vec<&str> = file.path.split('/').collect();
            if names.len() > MAX_FOLDER_DEPTH {
                let problem = format!("folders are nested deeper than {MAX_FOLDER_DEPTH} levels");
                return Err(whole(origin, file, problem));
            }
            if is_old_dialect(file, &names) {
                let problem = "this is an early draft of the v3 format (`collection.yaml`, `folder.yaml`); \
                               open the collection in a current Postman and save it again";
                return Err(whole(origin, file, problem.to_owned()));
            }
            root.place(file, &names);
        }
        Ok(root)
    }

    fn place(&mut self, file: &'f V3File, names: &[&str]) {
        let resource = names.iter().position(|name| name.ends_with(RESOURCES));
        let folder = resource.unwrap_or(names.len() - 1);
        let rest: Vec<&str> =
            names[folder..].iter().copied().filter(|name| *name != RESOURCES).collect();
        match (resource, rest.as_slice()) {
            (Some(_), ["definition.yaml" | "definition.yml"]) => {
                self.at(&names[..folder]).definition = Some(file);
            }
            (Some(_), [request, "examples", .., name]) if is(name, "example") => {
                let stem = request.strip_suffix(RESOURCES).unwrap_or(request);
                self.at(&names[..folder]).examples.entry(stem.to_owned()).or_default().push(file);
            }
            (Some(_), [_, "scripts", ..]) => self.at(&names[..folder]).scripts.push(file),
            (None, [name]) if is(name, "request") => {
                self.at(&names[..folder]).requests.push(file);
            }
            _ => {}
        }
    }

    fn at(&mut self, path: &[&str]) -> &mut Self {
        let mut directory = self;
        for name in path {
            let parent = directory.path.clone();
            directory = directory.folders.entry((*name).to_owned()).or_insert_with(|| Self {
                name: (*name).to_owned(),
                path: if parent.is_empty() {
                    (*name).to_owned()
                } else {
                    format!("{parent}/{name}")
                },
                ..Self::default()
            });
        }
        directory
    }
}

/// `List.request.yaml` is a `request`.
fn is(name: &str, kind: &str) -> bool {
    stem(name, kind).is_some()
}

/// The `List` of `List.request.yaml`.
pub(super) fn stem<'n>(name: &'n str, kind: &str) -> Option<&'n str> {
    let name = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml"))?;
    name.strip_suffix(kind)?.strip_suffix('.')
}

fn is_old_dialect(file: &V3File, names: &[&str]) -> bool {
    matches!(names.last(), Some(&("collection.yaml" | "folder.yaml")))
        && file.text.lines().any(|line| line.starts_with("type:"))
}

fn whole(origin: &str, file: &V3File, problem: String) -> ParseError {
    let misfit = Misfit { path: Vec::new(), problem };
    ParseError::without_text(misfit, &place(origin, &file.path))
}

/// Names a file of the collection for people.
pub(super) fn place(origin: &str, path: &str) -> String {
    if origin.is_empty() {
        path.to_owned()
    } else {
        format!("{}/{path}", origin.trim_end_matches('/'))
    }
}
