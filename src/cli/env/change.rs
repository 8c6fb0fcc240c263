//! `postbud env set` and `unset`: single variables.

use std::io::Read as _;

use super::super::args::{EnvSetArgs, EnvUnsetArgs};
use super::super::exit::{Exit, Fatal};
use super::super::prompt::{self, Question};
use super::file::EnvironmentFile;
use super::masked::is_secret;
use crate::collection::Variable;
use crate::files::decode;
use crate::redact::is_secret_name;

/// Sets one variable. The value comes from the process environment, from standard input, from a
/// prompt, or, when it is no secret, from the command line.
///
/// # Errors
/// Fails when a secret stands in the command line, and when the file cannot be read or written.
pub(super) fn set(arguments: &EnvSetArgs) -> Result<Exit, Fatal> {
    let mut file = EnvironmentFile::open(&arguments.file)?;
    let typed = arguments.assignment.split_once('=');
    let key = typed.map_or(arguments.assignment.as_str(), |(key, _)| key);
    if key.is_empty() {
        return Err(Fatal::usage("name the variable: postbud env set FILE KEY"));
    }
    let secret = arguments.secret
        || file.find(key).map_or_else(|| is_secret_name(key), |variable| is_secret(variable));
    let value = match (typed, &arguments.from_env) {
        (Some(_), _) if secret => return Err(in_command_line(key)),
        (Some(_), Some(_)) => {
            return Err(Fatal::usage("give the value once: KEY=VALUE, or --from-env NAME"));
        }
        (Some((_, value)), None) => {
            warn_about_history(key);
            value.to_owned()
        }
        (None, Some(name)) => std::env::var(name).map_err(|_| {
            Fatal::usage(format!(
                "--from-env {name}: the process environment has no text variable of that name"
            ))
        })?,
        (None, None) if prompt::is_possible() => prompt::ask(&Question { key, hint: "", secret })?,
        (None, None) => from_stdin()?,
    };
    file.set(key, &value);
    if arguments.secret
        && let Some(variable) = file.find(key)
    {
        variable.kind = Some("secret".to_owned());
    }
    file.save()?;
    Ok(Exit::Passed)
}

/// Removes variables.
///
/// # Errors
/// Fails when one of them is not there; the file is then untouched.
pub(super) fn unset(arguments: &EnvUnsetArgs) -> Result<Exit, Fatal> {
    let mut file = EnvironmentFile::open(&arguments.file)?;
    for key in &arguments.keys {
        let variables = &mut file.environment.variables;
        if !variables.iter().any(|variable| variable.key == *key) {
            let path = arguments.file.display();
            let near = nearest(key, variables);
            let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            return Err(Fatal::usage(format!("{path}: there is no variable `{key}`{hint}")));
        }
        variables.retain(|variable| variable.key != *key);
    }
    file.save()?;
    Ok(Exit::Passed)
}

fn nearest<'a>(key: &str, variables: &'a [Variable]) -> Option<&'a str> {
    let distance = |variable: &&Variable| strsim::jaro_winkler(key, &variable.key);
    let near = variables.iter().filter(|variable| distance(variable) > 0.8);
    near.max_by(|one, other| distance(one).total_cmp(&distance(other))).map(|v| v.key.as_str())
}

fn in_command_line(key: &str) -> Fatal {
    Fatal::usage(format!(
        "`{key}` is a secret, and whatever stands in the command line shows in process lists and \
         the shell's history: write `postbud env set FILE {key}` and type the value when asked, \
         pipe it in, or name a process variable with --from-env"
    ))
}

#[expect(clippy::print_stderr, reason = "a warning is no result")]
fn warn_about_history(key: &str) {
    eprintln!(
        "warning: the value of `{key}` is now in the shell's history; secrets are refused there"
    );
}

/// Standard input whole, without the line end that `echo` adds.
fn from_stdin() -> Result<String, Fatal> {
    let mut bytes = Vec::new();
    let failed = |cause| Fatal::not_loaded(format!("standard input: {cause}"));
    std::io::stdin().read_to_end(&mut bytes).map_err(failed)?;
    let text = decode(&bytes);
    let text = text.strip_suffix('\n').unwrap_or(&text);
    Ok(text.strip_suffix('\r').unwrap_or(text).to_owned())
}
