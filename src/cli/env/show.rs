//! `postbud env show`: what an environment holds, without its secrets.

use serde_json::{Value, json};

use super::super::args::{EnvFormat, EnvShowArgs};
use super::super::exit::{Exit, Fatal};
use super::file::EnvironmentFile;
use super::masked::{is_secret, plain, shown};
use crate::check::Flaw;
use crate::collection::Variable;
use crate::redact::MASK;

/// Prints every variable on a line of its own, or all as one JSON document.
///
/// # Errors
/// Fails when the file cannot be read.
#[expect(clippy::print_stdout, reason = "the listing is the command's result")]
pub(super) fn show(arguments: &EnvShowArgs) -> Result<Exit, Fatal> {
    let environment = EnvironmentFile::open(&arguments.file)?.environment;
    match arguments.format {
        EnvFormat::Text => {
            let name = environment.name.as_deref().unwrap_or("environment without a name");
            println!("{name}: {} variables", environment.variables.len());
            let width = environment.variables.iter().map(|v| v.key.chars().count()).max();
            for variable in &environment.variables {
                println!("{}", line(variable, width.unwrap_or(0), arguments.show_secrets));
            }
        }
        EnvFormat::Json => {
            let entry = |variable: &Variable| entry(variable, arguments.show_secrets);
            let values: Vec<Value> = environment.variables.iter().map(entry).collect();
            println!("{:#}", json!({ "name": environment.name, "values": values }));
        }
    }
    Ok(Exit::Passed)
}

fn line(variable: &Variable, width: usize, show_secrets: bool) -> String {
    let disabled = if variable.disabled { "  (disabled)" } else { "" };
    format!("  {:width$}  {}{disabled}", variable.key, shown(variable, show_secrets))
}

fn entry(variable: &Variable, show_secrets: bool) -> Value {
    let flaw = Flaw::of(&variable.value);
    let hidden = is_secret(variable) && !show_secrets && !matches!(flaw, Some(Flaw::Unfilled(_)));
    let value = if hidden { Value::from(MASK) } else { variable.value.clone() };
    json!({
        "key": variable.key,
        "value": value,
        "type": variable.kind,
        "enabled": !variable.disabled,
        "secret": is_secret(variable),
        "length": plain(&variable.value).chars().count(),
        "flaw": flaw.map(|flaw| flaw.to_string()),
    })
}
