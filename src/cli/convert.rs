//! `postbud convert`: collections and environments from one format to another.

use std::path::{Path, PathBuf};

use super::args::{ConvertArgs, Format};
use super::exit::{Exit, Fatal};
use super::remote::Remote;
use super::source::{self, Document};
use super::waiting;
use crate::collection::{
    Collection, Environment, environment_to_json, environment_to_yaml, file_name, to_json, write_v3,
};
use crate::files::write_atomic;

/// Converts one collection or environment; says on standard output where the result is.
///
/// # Errors
/// Fails when the input cannot be loaded, and when the output is there already and `--force` is not
/// given.
#[expect(clippy::print_stdout, reason = "where the result is, for people and scripts")]
pub(super) fn convert(arguments: &ConvertArgs) -> Result<Exit, Fatal> {
    let working = waiting::on("converting");
    let remote = Remote::new(&arguments.input, &arguments.network);
    let document = source::document(&arguments.source, remote)?;
    let is_yaml = match &document {
        Document::Collection(loaded) => loaded.collection.is_v3(),
        Document::Environment { yaml, .. } => *yaml,
    };
    let to = arguments.to.unwrap_or(if is_yaml { Format::V2 } else { Format::V3 });
    let mut notes = Vec::new();
    let target = match (document, to) {
        (Document::Collection(loaded), Format::V3) => {
            notes = loaded.notes;
            directory(&loaded.collection, arguments)?
        }
        (Document::Collection(loaded), Format::V2) => {
            notes = loaded.notes;
            let path = output(arguments, &loaded.collection.info.name, ".postman_collection.json");
            file(path, &pretty(&to_json(&loaded.collection)), arguments.force)?
        }
        (Document::Environment { environment, .. }, to) => {
            self::environment(&environment, to, arguments)?
        }
    };
    drop(working);
    for note in notes {
        println!("note: {note}");
    }
    println!("{}", target.display());
    Ok(Exit::Passed)
}

fn environment(
    environment: &Environment,
    to: Format,
    arguments: &ConvertArgs,
) -> Result<PathBuf, Fatal> {
    let name = environment.name.as_deref().unwrap_or("environment");
    let (text, ending) = match to {
        Format::V3 => (environment_to_yaml(environment), ".environment.yaml"),
        Format::V2 => (pretty(&environment_to_json(environment)), ".postman_environment.json"),
    };
    file(output(arguments, name, ending), &text, arguments.force)
}

/// Writes a v3 directory; one that holds something is only written into with `--force`.
fn directory(collection: &Collection, arguments: &ConvertArgs) -> Result<PathBuf, Fatal> {
    let root = output(arguments, &collection.info.name, "");
    let taken = std::fs::read_dir(&root).is_ok_and(|mut entries| entries.next().is_some());
    if taken && !arguments.force {
        return Err(exists(&root));
    }
    let named = root.file_name().map(|name| name.to_string_lossy().into_owned());
    let files = write_v3(collection, &named.unwrap_or_default()).map_err(Fatal::not_loaded)?;
    for file in files {
        write_atomic(&root.join(&file.path), file.text.as_bytes()).map_err(Fatal::not_loaded)?;
    }
    Ok(root)
}

fn file(path: PathBuf, text: &str, force: bool) -> Result<PathBuf, Fatal> {
    if path.exists() && !force {
        return Err(exists(&path));
    }
    write_atomic(&path, text.as_bytes()).map_err(Fatal::not_loaded)?;
    Ok(path)
}

fn exists(path: &Path) -> Fatal {
    let path = path.display();
    Fatal::not_loaded(format!(
        "{path}: is there already; choose another with -o, or overwrite it with --force"
    ))
}

fn output(arguments: &ConvertArgs, name: &str, ending: &str) -> PathBuf {
    let own = || PathBuf::from(format!("{}{ending}", file_name(name)));
    arguments.output.clone().unwrap_or_else(own)
}

fn pretty(value: &serde_json::Value) -> String {
    format!("{value:#}\n")
}
