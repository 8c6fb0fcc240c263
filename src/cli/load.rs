//! From file names to a plan.

use std::path::Path;
use std::time::Duration;

use super::args::RunArgs;
use super::exit::Fatal;
use crate::collection::{Collection, Environment, Variable, parse_collection, parse_environment};
use crate::files::read_text;
use crate::run::{Plan, Settings, select};
use crate::vars::{Scope, Scopes};

/// Loads everything a run needs.
///
/// # Errors
/// Fails when a file cannot be read or is not what it should be, and when `--folder` names nothing.
pub(super) fn plan(arguments: &RunArgs) -> Result<Plan, Fatal> {
    let collection = load_collection(&arguments.collection)?;
    let environment = scope(arguments.environment.as_deref(), &arguments.env_var)?;
    let globals = scope(arguments.globals.as_deref(), &arguments.global_var)?;
    let settings = settings(arguments);
    let items = select(&collection, &arguments.folder, &settings).map_err(Fatal::usage)?;
    let scopes = Scopes {
        environment,
        globals,
        collection: Scope::new(collection.variables.iter().cloned()),
        ..Scopes::default()
    };
    let iterations = arguments.iteration_count.unwrap_or(1);
    Ok(Plan { collection, items, scopes, iterations, settings })
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
