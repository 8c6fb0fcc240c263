//! From what the user names to plans.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::args::{BailWhen, InputArgs, RunArgs};
use super::directory::find_uploads;
use super::exit::Fatal;
use super::iteration_data;
use super::previous;
use super::source::{self, Loaded};
use crate::collection::Variable;
use crate::files::read_text;
use crate::run::retry::Retry;
use crate::run::selection::Selection;
use crate::run::span::Span;
use crate::run::{Bail, Plan, PlannedItem, Settings, select};
use crate::script::host::{Packages, Vault};
use crate::vars::{DataFile, Scope, Scopes};

/// Loads everything a run needs: a plan for every collection.
///
/// # Errors
/// Fails when a file cannot be read or is not what it should be, and when `--folder` names nothing.
pub(super) fn plans(arguments: &RunArgs) -> Result<Vec<Plan>, Fatal> {
    let input = &arguments.input;
    let environment =
        scope(&arguments.variables.environment, &single_variables(arguments)?, input)?;
    let globals = scope(&arguments.variables.globals, &arguments.variables.global_var, input)?;
    let scopes = Scopes { environment, globals, ..Scopes::default() };
    let mut loaded = source::collections(&arguments.collections, input)?;
    if let Some(first) = loaded.first_mut() {
        first.notes.extend(in_vault(&scopes));
    }
    for each in &mut loaded {
        find_uploads(&mut each.collection, &each.files, &arguments.files.working_dir);
    }
    let data = iteration_data::open(arguments)?.map(Arc::new);
    let settings = settings(arguments)?;
    let mut selected = selected(loaded, &settings, arguments)?;
    if let Some(report) = &arguments.selection.repeat_failed {
        keep_failed(&mut selected, report)?;
    }
    let iterations = iterations(arguments, data.as_deref())?;
    let shared = Shared { scopes, data, iterations, settings };
    Ok(selected.into_iter().map(|(loaded, items)| plan(loaded, items, &shared)).collect())
}

/// Names the variables whose values are at Postman and not in the file.
fn in_vault(scopes: &Scopes) -> Vec<String> {
    let variables = [&scopes.environment, &scopes.globals].into_iter().flat_map(Scope::iter_all);
    let absent = variables.filter(|variable| {
        variable.extra.contains_key("source")
            && variable.value.is_null()
            && scopes.get(&variable.key).is_none()
    });
    let note = |variable: &Variable| {
        let key = &variable.key;
        format!(
            "the value of `{key}` is in Postman's vault, not in the file: give it with --env-var {key}=…"
        )
    };
    absent.map(note).collect()
}

/// Picks the items of every collection. What a flag names need be in one of them only; the others
/// are left out.
fn selected(
    loaded: Vec<Loaded>,
    settings: &Settings,
    arguments: &RunArgs,
) -> Result<Vec<(Loaded, Vec<PlannedItem>)>, Fatal> {
    let selection = selection(arguments);
    let mut found = Vec::new();
    let mut missing = None;
    for each in loaded {
        match select(&each.collection, &selection, settings) {
            Ok(items) => found.push((each, items)),
            Err(error) => missing = missing.or(Some(error)),
        }
    }
    match missing {
        Some(error) if found.is_empty() => Err(Fatal::usage(error)),
        _ => Ok(found),
    }
}

/// Leaves only what failed in an earlier run.
fn keep_failed(selected: &mut Vec<(Loaded, Vec<PlannedItem>)>, report: &Path) -> Result<(), Fatal> {
    let failed = previous::failed(report)?;
    for (_, items) in selected.iter_mut() {
        items.retain(|item| failed.contains(&item.item.id));
    }
    selected.retain(|(_, items)| !items.is_empty());
    if selected.is_empty() {
        let message = format!("{}: no request of these collections failed there", report.display());
        return Err(Fatal::not_loaded(message));
    }
    Ok(())
}

/// What all collections of a run have in common.
struct Shared {
    scopes: Scopes,
    data: Option<Arc<DataFile>>,
    iterations: Span,
    settings: Settings,
}

fn plan(loaded: Loaded, items: Vec<PlannedItem>, shared: &Shared) -> Plan {
    let variables = loaded.collection.variables.iter().cloned();
    Plan {
        items,
        scopes: Scopes { collection: Scope::new(variables), ..shared.scopes.clone() },
        data: shared.data.clone(),
        iterations: shared.iterations,
        notes: loaded.notes,
        settings: shared.settings.clone(),
        collection: loaded.collection,
    }
}

/// `-n`, else one for every row, else one; of these, the range.
fn iterations(arguments: &RunArgs, data: Option<&DataFile>) -> Result<Span, Fatal> {
    let rows = data.map(DataFile::rows).filter(|rows| *rows > 0);
    let total = arguments.data.iteration_count.or(rows).unwrap_or(1);
    match arguments.data.iteration_range {
        None => Ok(Span::all(total)),
        Some(range) => range.of(total).map_err(Fatal::usage),
    }
}

/// Reads environments or globals and sets single variables over them.
fn scope(names: &[String], single: &[(String, String)], input: &InputArgs) -> Result<Scope, Fatal> {
    let mut file = source::environments(names, input)?;
    file.variables.extend(single.iter().map(|(key, value)| Variable::new(key, value.as_str())));
    Ok(file.into())
}

fn settings(arguments: &RunArgs) -> Result<Settings, Fatal> {
    Ok(Settings {
        bail: bail(&arguments.flow.bail),
        fail_on_status: arguments.flow.fail_on_status.clone(),
        retry: arguments.flow.retry.map(|attempts| Retry {
            attempts,
            delay: Duration::from_millis(arguments.flow.retry_delay),
            on: arguments.flow.retry_on.clone(),
        }),
        files_inside_only: arguments.files.no_insecure_file_read,
        strict: arguments.flow.strict,
        delay: Duration::from_millis(arguments.flow.delay_request.unwrap_or(0)),
        timeout: arguments.flow.timeout.map(Duration::from_millis),
        timeout_request: arguments.flow.timeout_request.map(Duration::from_millis),
        timeout_script: Some(Duration::from_millis(arguments.scripts.timeout_script)),
        follow_redirects: !arguments.network.ignore_redirects,
        strict_tls: !arguments.network.insecure,
        working_dir: arguments.files.working_dir.clone(),
        seed: arguments.seed,
        packages: packages(arguments)?,
        vault: vault(arguments)?,
    })
}

fn packages(arguments: &RunArgs) -> Result<Option<Arc<Packages>>, Fatal> {
    let open = |path: &PathBuf| Packages::open(path).map(Arc::new);
    arguments.scripts.node_modules.as_ref().map(open).transpose().map_err(Fatal::not_loaded)
}

/// Reads the secrets that scripts may have.
fn vault(arguments: &RunArgs) -> Result<Option<Arc<Vault>>, Fatal> {
    let open = |path: &PathBuf| Ok(Arc::new(Vault::new(pairs(path)?)));
    arguments.scripts.vault.as_ref().map(open).transpose()
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
        folders: arguments.selection.folder.clone(),
        include: arguments.selection.include.clone(),
        exclude: arguments.selection.exclude.clone(),
    }
}

/// Reads a file of `NAME=value` lines.
fn pairs(path: &Path) -> Result<Vec<(String, String)>, Fatal> {
    let text = read_text(path).map_err(Fatal::not_loaded)?;
    // The error repeats the line, and the line may hold a secret.
    let wrong = |_| Fatal::not_loaded(format!("{}: a line is not NAME=value", path.display()));
    dotenvy::from_read_iter(text.as_bytes()).collect::<Result<_, _>>().map_err(wrong)
}

/// Variables given one by one: `--env-file`, then `--env-var-from`, then `--env-var`.
fn single_variables(arguments: &RunArgs) -> Result<Vec<(String, String)>, Fatal> {
    let mut variables = Vec::new();
    for path in &arguments.variables.env_file {
        variables.extend(pairs(path)?);
    }
    for named in &arguments.variables.env_var_from {
        let (key, name) = named.split_once('=').unwrap_or((named, named));
        let value = std::env::var(name).map_err(|_| {
            Fatal::usage(format!(
                "--env-var-from {named}: the process environment has no text variable {name}"
            ))
        })?;
        variables.push((key.to_owned(), value));
    }
    variables.extend(arguments.variables.env_var.iter().cloned());
    Ok(variables)
}
