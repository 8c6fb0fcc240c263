//! `postbud env show`: what an environment holds, without its secrets.

use serde_json::{Value, json};

use super::super::args::{EnvFormat, EnvShowArgs};
use super::super::exit::{Exit, Fatal};
use super::super::output;
use super::file::EnvironmentFile;
use super::masked::{is_secret, plain, shown};
use crate::check::Flaw;
use crate::collection::{Environment, Variable};
use crate::redact::MASK;
use crate::report::visible;

/// Prints every variable on a line of its own, or all as one JSON document.
///
/// # Errors
/// Fails when the file cannot be read.
pub(super) fn show(arguments: &EnvShowArgs) -> Result<Exit, Fatal> {
    let environment = EnvironmentFile::open(&arguments.file)?.environment;
    let text = match arguments.format {
        EnvFormat::Text => listing(&environment, arguments.show_secrets),
        EnvFormat::Json => {
            let entry = |variable: &Variable| entry(variable, arguments.show_secrets);
            let values: Vec<Value> = environment.variables.iter().map(entry).collect();
            format!("{:#}\n", json!({ "name": environment.name, "values": values }))
        }
    };
    output::print(&text)?;
    Ok(Exit::Passed)
}

fn listing(environment: &Environment, show_secrets: bool) -> String {
    let name = environment.name.as_deref().unwrap_or("environment without a name");
    let variables = &environment.variables;
    let width = variables.iter().map(|variable| variable.key.chars().count()).max().unwrap_or(0);
    let mut text = format!("{}: {} variables\n", visible(name), variables.len());
    for variable in variables {
        text.push_str(&line(variable, width, show_secrets));
    }
    text
}

fn line(variable: &Variable, width: usize, show_secrets: bool) -> String {
    let disabled = if variable.disabled { "  (disabled)" } else { "" };
    format!("  {:width$}  {}{disabled}\n", visible(&variable.key), shown(variable, show_secrets))
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
