//! `postbud import`: environments and collections out of "Run in Postman" links.

mod collections;
mod found;

use std::path::{Path, PathBuf};

use self::collections::Fetched;
use self::found::Import;
use super::args::ImportArgs;
use super::exit::{Exit, Fatal};
use super::remote::Remote;
use super::{output, source, waiting};
use crate::collection::{environment_to_json, file_name, find_links};
use crate::files::write_atomic;

/// Lists what the links hold and writes it to files. What can be written is written, even if
/// something else in the links is broken.
///
/// # Errors
/// Fails when a source cannot be read or holds no link, when an environment is broken, and when a
/// file is there already and `--force` is not given: then nothing is written.
pub(super) fn import(arguments: &ImportArgs) -> Result<Exit, Fatal> {
    let mut imports = Vec::new();
    for name in &arguments.sources {
        imports.extend(read(name, arguments)?);
    }
    let taken = targets(&mut imports, &arguments.output);
    if !arguments.list && !arguments.force {
        refuse_to_overwrite(&taken)?;
    }
    for import in &imports {
        output::print(&format!("{}\n", import.text(!arguments.list)))?;
    }
    let mut broken: Vec<String> = imports.iter().flat_map(Import::errors).collect();
    if !arguments.list {
        write_environments(&imports)?;
        let waiting = waiting::on("fetching collections");
        let collections = collections::fetch(&imports, arguments);
        drop(waiting);
        for fetched in collections {
            match fetched {
                Fetched::Written(line) | Fetched::Unavailable(line) => {
                    output::print(&format!("{line}\n"))?;
                }
                Fetched::Failed(line) => broken.push(line),
            }
        }
    }
    if broken.is_empty() { Ok(Exit::Passed) } else { Err(Fatal::not_loaded(broken.join("\n"))) }
}

/// Reads a link given as it is, or a document full of them.
fn read(name: &str, arguments: &ImportArgs) -> Result<Vec<Import>, Fatal> {
    let remote = Remote::new(&arguments.input, &arguments.network);
    let is_link = name.contains("run-collection/") && !Path::new(name).exists();
    let (origin, text) = match is_link {
        true => ("link", name.to_owned()),
        false if name == "-" => ("standard input", source::text(name, remote)?),
        false => (name, source::text(name, remote)?),
    };
    let links = find_links(&text);
    if links.is_empty() {
        return Err(Fatal::not_loaded(format!(
            "{origin}: there is no \"Run in Postman\" link here; one looks like \
             https://app.getpostman.com/run-collection/<id>#?env%5B<name>%5D=<base64>"
        )));
    }
    Ok(links
        .into_iter()
        .map(|link| {
            let place = if is_link { origin.to_owned() } else { format!("{origin}:{}", link.line) };
            Import::new(link, place, arguments.repair_mojibake)
        })
        .collect())
}

/// Decides about every environment's file. The same environment in several links gets one file,
/// others of the same name are numbered.
fn targets(imports: &mut [Import], folder: &Path) -> Vec<PathBuf> {
    let mut taken: Vec<(PathBuf, crate::collection::Environment)> = Vec::new();
    for found in imports.iter_mut().flat_map(|import| &mut import.environments) {
        let Ok(environment) = &found.content else { continue };
        let name = file_name(&found.name);
        let mut number = 1;
        found.target = loop {
            let suffix = if number == 1 { String::new() } else { format!(" {number}") };
            let path = folder.join(format!("{name}{suffix}.postman_environment.json"));
            match taken.iter().find(|(known, _)| *known == path) {
                Some((_, other)) if other != environment => number += 1,
                Some(_) => break path,
                None => {
                    taken.push((path.clone(), environment.clone()));
                    break path;
                }
            }
        };
    }
    taken.into_iter().map(|(path, _)| path).collect()
}

fn refuse_to_overwrite(targets: &[PathBuf]) -> Result<(), Fatal> {
    let there: Vec<String> = targets
        .iter()
        .filter(|path| path.exists())
        .map(|path| path.display().to_string())
        .collect();
    if there.is_empty() {
        return Ok(());
    }
    Err(Fatal::not_loaded(format!(
        "{}: there already; choose another folder with --output, overwrite with --force, or only \
         look with --list",
        there.join(", ")
    )))
}

fn write_environments(imports: &[Import]) -> Result<(), Fatal> {
    for found in imports.iter().flat_map(|import| &import.environments) {
        let Ok(environment) = &found.content else { continue };
        let text = format!("{:#}\n", environment_to_json(environment));
        write_atomic(&found.target, text.as_bytes()).map_err(Fatal::not_loaded)?;
    }
    Ok(())
}
