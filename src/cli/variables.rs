//! The scopes a run begins with: files, and single variables over them.

use std::path::Path;

use super::args::{ProvidedArgs, RunArgs, key_value};
use super::exit::Fatal;
use super::remote::Remote;
use super::source;
use crate::collection::Variable;
use crate::files::read_text;
use crate::vars::{Scope, Scopes};

/// Reads environment and globals.
///
/// # Errors
/// Fails when a file cannot be read or is not what it should be, and when a single variable is not
/// `KEY=VALUE`.
pub(super) fn scopes(arguments: &RunArgs) -> Result<Scopes, Fatal> {
    let typed = &arguments.variables;
    let environment = scope(&typed.environment, single_variables(arguments)?, arguments)?;
    let globals = pairs(&typed.global_var, "--global-var", arguments.newman_compat)?;
    let globals = scope(&typed.globals, globals, arguments)?;
    Ok(Scopes { environment, globals, ..Scopes::default() })
}

fn scope(
    names: &[String],
    single: Vec<(String, String)>,
    arguments: &RunArgs,
) -> Result<Scope, Fatal> {
    let mut file = source::environments(names, Remote::of_run(arguments))?;
    if arguments.newman_compat {
        file.variables.iter_mut().for_each(|variable| variable.disabled = false);
    }
    file.variables.extend(single.into_iter().map(|(key, value)| Variable::new(key, value)));
    Ok(file.into())
}

/// Reads `KEY=VALUE`; newman takes a bare key too.
fn pairs(typed: &[String], option: &str, lenient: bool) -> Result<Vec<(String, String)>, Fatal> {
    let pair = |text: &String| match key_value(text) {
        Err(_) if lenient && !text.contains('=') => Ok((text.clone(), String::new())),
        pair => pair.map_err(|problem| Fatal::usage(format!("{option}: {problem}"))),
    };
    typed.iter().map(pair).collect()
}

/// Names the variables whose values are at Postman and not in the file.
pub(super) fn in_vault(scopes: &Scopes) -> Vec<String> {
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

/// Variables given one by one: `--env-file`, then `--env-var-from`, then `--env-var`.
fn single_variables(arguments: &RunArgs) -> Result<Vec<(String, String)>, Fatal> {
    let mut variables = provided(&arguments.variables.provided)?;
    variables.extend(pairs(&arguments.variables.env_var, "--env-var", arguments.newman_compat)?);
    Ok(variables)
}

/// Values from files and from the process environment, in this order; of a doubled key the last
/// one counts.
///
/// # Errors
/// Fails when a file cannot be read, and when the process environment lacks a name.
pub(super) fn provided(arguments: &ProvidedArgs) -> Result<Vec<(String, String)>, Fatal> {
    let mut variables = Vec::new();
    for path in &arguments.env_file {
        variables.extend(env_file(path)?);
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
    Ok(variables)
}

/// Reads a file of `NAME=value` lines.
///
/// # Errors
/// Fails when it cannot be read, or a line is something else.
pub(super) fn env_file(path: &Path) -> Result<Vec<(String, String)>, Fatal> {
    let text = read_text(path).map_err(Fatal::not_loaded)?;
    // The error repeats the line, and the line may hold a secret.
    let wrong = |_| Fatal::not_loaded(format!("{}: a line is not NAME=value", path.display()));
    dotenvy::from_read_iter(text.as_bytes()).collect::<Result<_, _>>().map_err(wrong)
}
