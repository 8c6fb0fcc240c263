//! `postbud env template`: an environment that can be committed.

use serde_json::Value;

use super::super::args::EnvTemplateArgs;
use super::super::exit::{Exit, Fatal};
use super::super::output;
use super::file::EnvironmentFile;
use super::masked::is_secret;
use crate::check::{Flaw, Systems};
use crate::collection::Variable;

/// Strips the values that belong to somebody and writes the rest to standard output or a file.
///
/// Stripped are secrets, credentials and personal data that the built-in probes know, and what
/// scripts set at run time; with `--all` every value. A stripped value becomes a placeholder that
/// says where it comes from, where that is known.
///
/// # Errors
/// Fails when a file cannot be read or written.
pub(super) fn template(arguments: &EnvTemplateArgs) -> Result<Exit, Fatal> {
    let mut file = EnvironmentFile::open(&arguments.file)?;
    let systems = Systems::built_in().map_err(Fatal::not_loaded)?;
    for variable in &mut file.environment.variables {
        strip(variable, &systems, arguments.all);
    }
    match &arguments.output {
        Some(path) => file.save_as(path)?,
        None => output::print(&file.text()?)?,
    }
    Ok(Exit::Passed)
}

fn strip(variable: &mut Variable, systems: &Systems, all: bool) {
    if matches!(Flaw::of(&variable.value), Some(Flaw::Unfilled(_))) {
        return;
    }
    let known = systems.known(&variable.key);
    if systems.is_run_time(&variable.key) {
        variable.value = Value::from("");
    } else if let Some(find) = known {
        variable.value = Value::from(format!("<{find}>"));
    } else if all || is_secret(variable) {
        variable.value = Value::from(format!("<{}>", variable.key));
    } else {
        return;
    }
    if is_secret(variable) {
        variable.kind = Some("secret".to_owned());
    }
}
