//! From what the user names to plans.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::args::{BailWhen, RunArgs};
use super::directory::find_uploads;
use super::exit::Fatal;
use super::iteration_data;
use super::places;
use super::previous;
use super::remote::Remote;
use super::shard;
use super::source::{self, Loaded};
use super::variables;
use crate::collection;
use crate::run::pace::Pace;
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
    let scopes = variables::scopes(arguments)?;
    let mut loaded = source::collections(&arguments.collections, Remote::of_run(arguments))?;
    if let Some(first) = loaded.first_mut() {
        first.notes.extend(variables::in_vault(&scopes));
    }
    for each in &mut loaded {
        each.notes.extend(doubled_ids(each));
        find_uploads(&mut each.collection, &each.files, &arguments.files.working_dir);
    }
    let data = iteration_data::open(arguments)?.map(Arc::new);
    let settings = settings(arguments)?;
    let mut selected = selected(loaded, &settings, arguments)?;
    if let Some(report) = &arguments.selection.repeat_failed {
        keep_failed(&mut selected, report)?;
    }
    for (loaded, items) in &mut selected {
        places::locate(loaded, items);
    }
    let iterations = iterations(arguments, data.as_deref())?;
    let shared = Shared { scopes, data, iterations, settings };
    let plan = |(loaded, items)| plan(loaded, items, &shared);
    let mut plans: Vec<Plan> = selected.into_iter().map(plan).collect();
    if let Some(choice) = arguments.scale.shard {
        shard::cut(&mut plans, choice, arguments.scale.shard_by.map(Into::into))?;
    }
    Ok(plans)
}

/// Postman runs on with doubled ids, so it is worth a warning only.
fn doubled_ids(loaded: &Loaded) -> Vec<String> {
    let note = |(id, names): (String, Vec<String>)| {
        format!(
            "{}: the id \"{id}\" belongs to {} requests ({}); setNextRequest takes the first of them, and --repeat-failed all",
            loaded.origin,
            names.len(),
            names.join(", ")
        )
    };
    collection::doubled_ids(&loaded.collection).into_iter().map(note).collect()
}

/// Picks the items of every collection; one of which nothing is picked is left out.
fn selected(
    loaded: Vec<Loaded>,
    settings: &Settings,
    arguments: &RunArgs,
) -> Result<Vec<(Loaded, Vec<PlannedItem>)>, Fatal> {
    let selection = selection(arguments);
    let collections: Vec<_> = loaded.iter().map(|each| &each.collection).collect();
    let items = select(&collections, &selection, settings).map_err(Fatal::usage)?;
    let mut selected: Vec<_> = loaded.into_iter().zip(items).collect();
    if selected.len() > 1 && !selection.is_everything() {
        selected.retain(|(_, items)| !items.is_empty());
    }
    Ok(selected)
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
        shard: None,
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
        pace: arguments.scale.rate.map(|rate| Arc::new(Pace::new(rate))),
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
    let open = |path: &PathBuf| Ok(Arc::new(Vault::new(variables::env_file(path)?)));
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
