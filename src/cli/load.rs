//! From file names to a plan.

use std::path::Path;
use std::time::Duration;

use super::args::{BailWhen, RunArgs};
use super::exit::Fatal;
use super::previous;
use crate::collection::{Collection, Environment, Variable, parse_collection, parse_environment};
use crate::files::read_text;
use crate::run::retry::Retry;
use crate::run::selection::Selection;
use crate::run::{Bail, Plan, Settings, select};
use crate::vars::{DataFile, Scope, Scopes};

/// Loads everything a run needs.
///
/// # Errors
/// Fails when a file cannot be read or is not what it should be, and when `--folder` names nothing.
pub(super) fn plan(arguments: &RunArgs) -> Result<Plan, Fatal> {
    let collection = load_collection(&arguments.collection)?;
    let environment = scope(arguments.environment.as_deref(), &single_variables(arguments)?)?;
    let globals = scope(arguments.globals.as_deref(), &arguments.global_var)?;
    let settings = settings(arguments);
    let mut items = select(&collection, &selection(arguments), &settings).map_err(Fatal::usage)?;
    if let Some(report) = &arguments.repeat_failed {
        let failed = previous::failed(report)?;
        items.retain(|item| failed.contains(&item.item.id));
        if items.is_empty() {
            return Err(Fatal::not_loaded(format!(
                "{}: no request of this collection failed there",
                report.display()
            )));
        }
    }
    let scopes = Scopes {
        environment,
        globals,
        collection: Scope::new(collection.variables.iter().cloned()),
        ..Scopes::default()
    };
    let data = data(arguments)?;
    let rows = data.as_ref().map(DataFile::rows);
    let iterations = arguments.iteration_count.or(rows).unwrap_or(1);
    Ok(Plan { collection, items, scopes, data, iterations, settings })
}

/// Checks the iteration data: an error in row 90,000 belongs before the first request.
fn data(arguments: &RunArgs) -> Result<Option<DataFile>, Fatal> {
    let open = |path| DataFile::open(path, arguments.csv_cast.into());
    arguments.iteration_data.as_deref().map(open).transpose().map_err(Fatal::not_loaded)
}

fn load_collection(path: &Path) -> Result<Collection, Fatal> {
    let text = read_text(path).map_err(Fatal::not_loaded)?;
    parse_collection(&text, &path.display().to_string()).map_err(Fatal::not_loaded)
}

/// Reads an environment or globals file and sets single variables over it.
fn scope(path: Option<&Path>, single: &[(String, String)]) -> Result<Scope, Fatal> {
    let mut file = match path {
        None => Environment::default(),
        Some(path) => {
            let text = read_text(path).map_err(Fatal::not_loaded)?;
            parse_environment(&text, &path.display().to_string()).map_err(Fatal::not_loaded)?
        }
    };
    file.variables.extend(single.iter().map(|(key, value)| Variable::new(key, value.as_str())));
    Ok(file.into())
}

fn settings(arguments: &RunArgs) -> Settings {
    Settings {
        bail: bail(&arguments.bail),
        fail_on_status: arguments.fail_on_status.clone(),
        retry: arguments.retry.map(|attempts| Retry {
            attempts,
            delay: Duration::from_millis(arguments.retry_delay),
            on: arguments.retry_on.clone(),
        }),
        files_inside_only: arguments.no_insecure_file_read,
        strict: arguments.strict,
        delay: Duration::from_millis(arguments.delay_request.unwrap_or(0)),
        timeout: arguments.timeout.map(Duration::from_millis),
        timeout_request: arguments.timeout_request.map(Duration::from_millis),
        timeout_script: Some(Duration::from_millis(arguments.timeout_script)),
        follow_redirects: !arguments.ignore_redirects,
        strict_tls: !arguments.insecure,
        working_dir: arguments.working_dir.clone(),
        seed: arguments.seed,
    }
}

fn bail(when: &[BailWhen]) -> Bail {
    if when.contains(&BailWhen::Failure) {
        Bail::Failure
    } else if when.contains(&BailWhen::Folder) {
        Bail::Error
    } else {
        Bail::Never
    }
}

fn selection(arguments: &RunArgs) -> Selection {
    Selection {
        folders: arguments.folder.clone(),
        include: arguments.include.clone(),
        exclude: arguments.exclude.clone(),
    }
}

/// Variables given one by one: `--env-file`, then `--env-var-from`, then `--env-var`.
fn single_variables(arguments: &RunArgs) -> Result<Vec<(String, String)>, Fatal> {
    let mut variables = Vec::new();
    for path in &arguments.env_file {
        let text = read_text(path).map_err(Fatal::not_loaded)?;
        for pair in dotenvy::from_read_iter(text.as_bytes()) {
            // The error repeats the line, and the line may hold a secret.
            let wrong =
                |_| Fatal::not_loaded(format!("{}: a line is not NAME=value", path.display()));
            variables.push(pair.map_err(wrong)?);
        }
    }
    for named in &arguments.env_var_from {
        let (key, name) = named.split_once('=').unwrap_or((named, named));
        let value = std::env::var(name).map_err(|_| {
            Fatal::usage(format!(
                "--env-var-from {named}: the process environment has no text variable {name}"
            ))
        })?;
        variables.push((key.to_owned(), value));
    }
    variables.extend(arguments.env_var.iter().cloned());
    Ok(variables)
}
