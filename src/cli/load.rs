//! From what the user names to plans.

use std::time::Duration;

use super::args::{InputArgs, RunArgs};
use super::directory::find_uploads;
use super::exit::Fatal;
use super::source::{self, Loaded};
use crate::collection::Variable;
use crate::run::{Plan, PlannedItem, Settings, select};
use crate::vars::{Scope, Scopes};

/// Loads everything a run needs: a plan for every collection.
///
/// # Errors
/// Fails when a file cannot be read or is not what it should be, and when `--folder` names nothing.
pub(super) fn plans(arguments: &RunArgs) -> Result<Vec<Plan>, Fatal> {
    let input = &arguments.input;
    let environment = scope(&arguments.environment, &arguments.env_var, input)?;
    let globals = scope(&arguments.globals, &arguments.global_var, input)?;
    let scopes = Scopes { environment, globals, ..Scopes::default() };
    let mut loaded = source::collections(&arguments.collections, input)?;
    for each in &mut loaded {
        find_uploads(&mut each.collection, &each.files, &arguments.working_dir);
    }
    let selected = selected(loaded, arguments)?;
    Ok(selected
        .into_iter()
        .map(|(loaded, items)| plan(loaded, items, &scopes, arguments))
        .collect())
}

/// Picks the items of every collection. What `--folder` names need be in one of them only; the
/// others are left out.
fn selected(
    loaded: Vec<Loaded>,
    arguments: &RunArgs,
) -> Result<Vec<(Loaded, Vec<PlannedItem>)>, Fatal> {
    let settings = settings(arguments);
    let mut found = Vec::new();
    let mut missing = None;
    for each in loaded {
        match select(&each.collection, &arguments.folder, &settings) {
            Ok(items) => found.push((each, items)),
            Err(error) => missing = missing.or(Some(error)),
        }
    }
    match missing {
        Some(error) if found.is_empty() => Err(Fatal::usage(error)),
        _ => Ok(found),
    }
}

fn plan(loaded: Loaded, items: Vec<PlannedItem>, shared: &Scopes, arguments: &RunArgs) -> Plan {
    let variables = loaded.collection.variables.iter().cloned();
    Plan {
        items,
        scopes: Scopes { collection: Scope::new(variables), ..shared.clone() },
        iterations: arguments.iteration_count.unwrap_or(1),
        notes: loaded.notes,
        settings: settings(arguments),
        collection: loaded.collection,
    }
}

/// Reads environments or globals and sets single variables over them.
fn scope(names: &[String], single: &[(String, String)], input: &InputArgs) -> Result<Scope, Fatal> {
    let mut file = source::environments(names, input)?;
    file.variables.extend(single.iter().map(|(key, value)| Variable::new(key, value.as_str())));
    Ok(file.into())
}

fn settings(arguments: &RunArgs) -> Settings {
    Settings {
        bail: arguments.bail,
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
