//! The directories that v3 collections live in.

use std::fs;
use std::path::{Path, PathBuf};

use super::exit::Fatal;
use crate::collection::{Collection, FormSource, Item, Node, V3File};
use crate::files::read_text;

/// Most files of one collection; more means that a whole disk was named.
const MOST_FILES: usize = 50_000;

/// Folders that are never part of a collection.
const FOREIGN: [&str; 1] = ["node_modules"];

/// What may stand in `.resources`.
const DEFINITIONS: [&str; 2] = ["definition.yaml", "definition.yml"];

/// Reads every file of a collection's directory that may belong to it.
pub(super) fn read(root: &Path) -> Result<Vec<V3File>, Fatal> {
    let mut paths = Vec::new();
    list(root, &mut paths)?;
    paths.into_iter().map(|path| file(root, &path)).collect()
}

/// Reads one request with the definitions around it; the path is the collection's directory.
pub(super) fn read_request(path: &Path) -> Result<(PathBuf, Vec<V3File>), Fatal> {
    let full = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let mut root = full.parent().unwrap_or(&full).to_owned();
    for folder in full.ancestors().skip(1) {
        if definition(folder).is_some() {
            folder.clone_into(&mut root);
        }
        if folder.parent().and_then(Path::file_name).is_some_and(|name| name == "collections") {
            folder.clone_into(&mut root);
            break;
        }
    }
    let around = full.ancestors().skip(1).take_while(|folder| folder.starts_with(&root));
    let mut paths: Vec<PathBuf> = around.filter_map(definition).collect();
    paths.push(full.clone());
    let files = paths.iter().map(|path| file(&root, path)).collect::<Result<_, _>>()?;
    Ok((root, files))
}

fn file(root: &Path, path: &Path) -> Result<V3File, Fatal> {
    let text = read_text(path).map_err(Fatal::not_loaded)?;
    let inside = path.strip_prefix(root).unwrap_or(path);
    let names: Vec<_> = inside.iter().map(|name| name.to_string_lossy()).collect();
    Ok(V3File { path: names.join("/"), text })
}

fn list(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), Fatal> {
    for entry in entries(folder) {
        let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if entry.is_dir() && !entry.is_symlink() {
            let hidden = name.starts_with('.') && name != ".resources";
            if !hidden && !FOREIGN.contains(&name.as_str()) {
                list(&entry, paths)?;
            }
        } else if name.ends_with(".yaml")
            || name.ends_with(".yml")
            || name == crate::collection::V2_REST
        {
            paths.push(entry);
        }
        if paths.len() > MOST_FILES {
            return Err(Fatal::not_loaded(format!(
                "{}: more than {MOST_FILES} files; name the collection's own folder",
                folder.display()
            )));
        }
    }
    Ok(())
}

/// The entries of a folder by name; none where it cannot be read.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let found = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = found.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

/// The folders in a folder, by name, hidden ones left out.
pub(super) fn folders(folder: &Path) -> Vec<PathBuf> {
    let visible = |path: &PathBuf| {
        path.is_dir() && !path.file_name().unwrap_or_default().to_string_lossy().starts_with('.')
    };
    entries(folder).into_iter().filter(visible).collect()
}

/// The `*.postman_collection.json` files in a folder, by name.
pub(super) fn collection_files(folder: &Path) -> Vec<PathBuf> {
    let is_collection = |path: &PathBuf| {
        path.to_string_lossy().ends_with(".postman_collection.json") && path.is_file()
    };
    entries(folder).into_iter().filter(is_collection).collect()
}

fn definition(folder: &Path) -> Option<PathBuf> {
    DEFINITIONS.iter().map(|name| folder.join(".resources").join(name)).find(|path| path.is_file())
}

/// Tells whether a folder is itself a v3 collection: it has a definition or requests of its own.
pub(super) fn is_collection(folder: &Path) -> bool {
    definition(folder).is_some() || entries(folder).iter().any(|path| is_request(path))
}

/// Tells whether there is a request anywhere below a folder.
pub(super) fn has_requests(folder: &Path) -> bool {
    is_collection(folder) || folders(folder).iter().any(|folder| has_requests(folder))
}

/// Tells whether a path names a `*.request.yaml` file.
pub(super) fn is_request(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    (name.ends_with(".request.yaml") || name.ends_with(".request.yml")) && !path.is_dir()
}

/// The collection's folder, when a path names its definition.
pub(super) fn of_definition(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let resources = path.parent().filter(|parent| parent.ends_with(".resources"))?;
    DEFINITIONS.contains(&name).then(|| resources.parent().map(Path::to_owned))?
}

/// Lets upload paths that lead nowhere from the working folder lead from the request's own folder.
pub(super) fn find_uploads(collection: &mut Collection, files: &[PathBuf], working_dir: &Path) {
    let mut files = files.iter();
    each_item(&mut collection.items, &mut |item| {
        let Some(folder) = files.next().and_then(|file| file.parent()) else { return };
        let Some(body) = &mut item.request.body else { return };
        let find = |src: &mut String| {
            if !working_dir.join(&*src).exists() && folder.join(&*src).exists() {
                let found = folder.join(&*src);
                *src = found.canonicalize().unwrap_or(found).to_string_lossy().into_owned();
            }
        };
        for field in body.formdata.iter_mut().flatten() {
            if let FormSource::File { src, .. } = &mut field.source {
                src.iter_mut().for_each(find);
            }
        }
        if let Some(serde_json::Value::String(src)) =
            body.file.as_mut().and_then(|file| file.get_mut("src"))
        {
            find(src);
        }
    });
}

fn each_item(nodes: &mut [Node], work: &mut impl FnMut(&mut Item)) {
    for node in nodes {
        match node {
            Node::Folder(folder) => each_item(&mut folder.items, work),
            Node::Item(item) => work(item),
        }
    }
}
