//! `postbud env diff`: how two environments differ, without showing a secret.

use serde_json::{Value, json};

use super::super::args::{EnvDiffArgs, EnvFormat};
use super::super::exit::{Exit, Fatal};
use super::super::output;
use super::file::EnvironmentFile;
use super::masked::{is_secret, shown};
use crate::collection::{Environment, Variable};
use crate::report::visible;

/// One difference.
enum Change<'a> {
    Removed(&'a Variable),
    Added(&'a Variable),
    Changed(&'a Variable, &'a Variable),
}

/// Prints the differences. Exit code 0 when there are none, 1 when there are.
///
/// # Errors
/// Fails when a file cannot be read.
pub(super) fn diff(arguments: &EnvDiffArgs) -> Result<Exit, Fatal> {
    let one = EnvironmentFile::open(&arguments.one)?.environment;
    let other = EnvironmentFile::open(&arguments.other)?.environment;
    let changes = changes(&one, &other);
    let written: String = match arguments.format {
        EnvFormat::Text => changes.iter().map(text).collect(),
        EnvFormat::Json => format!("{:#}\n", changes.iter().map(entry).collect::<Value>()),
    };
    output::print(&written)?;
    Ok(if changes.is_empty() { Exit::Passed } else { Exit::TestFailed })
}

fn changes<'a>(one: &'a Environment, other: &'a Environment) -> Vec<Change<'a>> {
    let find = |environment: &'a Environment, key: &str| {
        environment.variables.iter().rfind(|variable| variable.key == key)
    };
    let mut changes: Vec<Change<'_>> = Vec::new();
    for before in &one.variables {
        match find(other, &before.key) {
            None => changes.push(Change::Removed(before)),
            Some(after) => {
                let same = before.value == after.value && before.disabled == after.disabled;
                if !same {
                    changes.push(Change::Changed(before, after));
                }
            }
        }
    }
    let added = other.variables.iter().filter(|after| find(one, &after.key).is_none());
    changes.extend(added.map(Change::Added));
    changes
}

fn text(change: &Change<'_>) -> String {
    let value = |variable: &Variable| {
        let disabled = if variable.disabled { "  (disabled)" } else { "" };
        format!("{}{disabled}", shown(variable, false))
    };
    match change {
        Change::Removed(before) => format!("- {}  {}\n", visible(&before.key), value(before)),
        Change::Added(after) => format!("+ {}  {}\n", visible(&after.key), value(after)),
        Change::Changed(before, after) => {
            format!("~ {}\n    - {}\n    + {}\n", visible(&before.key), value(before), value(after))
        }
    }
}

fn entry(change: &Change<'_>) -> Value {
    let (kind, before, after) = match change {
        Change::Removed(before) => ("removed", Some(before), None),
        Change::Added(after) => ("added", None, Some(after)),
        Change::Changed(before, after) => ("changed", Some(before), Some(after)),
    };
    let either = before.or(after);
    let value = |variable: Option<&&Variable>| variable.map(|variable| shown(variable, false));
    json!({
        "key": either.map(|variable| &variable.key),
        "change": kind,
        "secret": either.is_some_and(|variable| is_secret(variable)),
        "before": value(before),
        "after": value(after),
    })
}
