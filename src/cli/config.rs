//! Settings from files: newman's rc files and our own `postbud.toml`, as if they were typed.
//!
//! Later files win over earlier ones, and the command line over all:
//! `/etc/postman/newmanrc`, `~/.postman/newmanrc`, `./.newmanrc` (JSON), `./postbud.toml`. Keys are
//! the long options in camel case (newman's library names) or kebab case; a `run` member around
//! them is allowed.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, CommandFactory};
use serde_json::Value;

use super::args::{Cli, ReporterOption};
use super::exit::Fatal;
use crate::files::read_text;

/// What the files add to the command line.
#[derive(Debug, Default)]
pub(super) struct FileSettings {
    /// Options to put before the typed ones.
    pub(super) arguments: Vec<OsString>,
    /// Reporter options; typed ones of the same name win.
    pub(super) reporter_options: Vec<ReporterOption>,
    /// What people should know about the files.
    pub(super) warnings: Vec<String>,
}

/// Reads the files and leaves out what was typed.
///
/// # Errors
/// Fails when a file is there and cannot be read or is not what it should be.
pub(super) fn read(typed: &ArgMatches) -> Result<FileSettings, Fatal> {
    let mut merged: BTreeMap<String, (Value, PathBuf)> = BTreeMap::new();
    for path in places() {
        for (key, value) in members(&path)? {
            merged.insert(kebab(&key), (value, path.clone()));
        }
    }
    let command = Cli::command();
    let run = command.find_subcommand("run");
    let mut settings = FileSettings::default();
    for (key, (value, path)) in merged {
        let known =
            run.and_then(|run| run.get_arguments().find(|arg| arg.get_long() == Some(&key)));
        match (key.as_str(), known) {
            ("reporter", _) => reporter_options(&value, &mut settings.reporter_options),
            ("insecure-file-read", _) => {
                if value == Value::Bool(false) && !is_typed(typed, "no_insecure_file_read") {
                    settings.arguments.push("--no-insecure-file-read".into());
                }
            }
            (_, Some(arg)) if is_typed(typed, arg.get_id().as_str()) => {}
            (_, Some(arg)) => option(arg, &key, &value, &path, &mut settings.arguments)?,
            (_, None) => settings.warnings.push(format!(
                "{}: there is no option \"{key}\"; it has no effect",
                path.display()
            )),
        }
    }
    Ok(settings)
}

fn is_typed(typed: &ArgMatches, id: &str) -> bool {
    typed.try_contains_id(id).is_ok() && typed.value_source(id) == Some(ValueSource::CommandLine)
}

fn places() -> Vec<PathBuf> {
    let mut places = Vec::new();
    if cfg!(unix) {
        places.push(PathBuf::from("/etc/postman/newmanrc"));
    }
    if let Some(home) = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE")) {
        places.push(Path::new(&home).join(".postman").join("newmanrc"));
    }
    places.extend([PathBuf::from(".newmanrc"), PathBuf::from("postbud.toml")]);
    places.retain(|path| path.is_file());
    places
}

/// Reads a file's members; the name decides between TOML and JSON.
fn members(path: &Path) -> Result<Vec<(String, Value)>, Fatal> {
    let text = read_text(path).map_err(Fatal::not_loaded)?;
    let wrong =
        |reason: &dyn std::fmt::Display| Fatal::not_loaded(format!("{}: {reason}", path.display()));
    let value: Value = if path.extension().is_some_and(|extension| extension == "toml") {
        toml::from_str(&text).map_err(|error| wrong(&error))?
    } else if text.trim().is_empty() {
        Value::Object(serde_json::Map::new())
    } else {
        serde_json::from_str(&text).map_err(|error| wrong(&error))?
    };
    match value {
        Value::Object(mut members) => match members.remove("run") {
            Some(Value::Object(run)) => Ok(run.into_iter().collect()),
            Some(other) => Err(wrong(&format!("\"run\" must hold options, not {other}"))),
            None => Ok(members.into_iter().collect()),
        },
        _ => Err(wrong(&"expected an object of options")),
    }
}

/// `iterationCount` and `iteration-count` are the same option.
fn kebab(key: &str) -> String {
    let mut kebab = String::new();
    for letter in key.chars() {
        if letter.is_uppercase() {
            kebab.push('-');
        }
        kebab.extend(letter.to_lowercase());
    }
    kebab.replace('_', "-")
}

/// Writes a setting as the words a user would type.
fn option(
    arg: &Arg,
    key: &str,
    value: &Value,
    path: &Path,
    words: &mut Vec<OsString>,
) -> Result<(), Fatal> {
    let flag = !arg.get_action().takes_values();
    let mut put = |text: &str| words.push(format!("--{key}={text}").into());
    match value {
        Value::Null | Value::Bool(false) => {}
        // In newman's files, 0 is how a number is left alone.
        Value::Number(number) if number.as_f64() == Some(0.0) && key != "seed" => {}
        Value::Bool(true) => words.push(format!("--{key}").into()),
        _ if flag => {
            return Err(Fatal::not_loaded(format!(
                "{}: \"{key}\" is a switch: write true or false",
                path.display()
            )));
        }
        Value::Array(items) if arg.get_value_delimiter().is_some() => {
            put(&items.iter().filter_map(text).collect::<Vec<_>>().join(","));
        }
        Value::Array(items) => items.iter().filter_map(text).for_each(|item| put(&item)),
        other => text(other).iter().for_each(|item| put(item)),
    }
    Ok(())
}

/// A value as typed; `{key, value}` is `key=value`.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(pair) => {
            Some(format!("{}={}", pair.get("key")?.as_str()?, text(pair.get("value")?)?))
        }
        Value::Null | Value::Bool(_) | Value::Array(_) => None,
    }
}

/// `{"cli": {"noSummary": true}, "junit": {"export": "x.xml"}}`.
fn reporter_options(value: &Value, options: &mut Vec<ReporterOption>) {
    for (reporter, own) in value.as_object().into_iter().flatten() {
        for (key, value) in own.as_object().into_iter().flatten() {
            let name = format!("{reporter}-{}", kebab(key));
            match value {
                Value::Null | Value::Bool(false) => {}
                Value::Bool(true) => options.push(ReporterOption { name, value: None }),
                other => options.push(ReporterOption { name, value: text(other) }),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_may_be_camel_snake_or_kebab() {
        for key in ["iterationCount", "iteration_count", "iteration-count"] {
            assert_eq!(kebab(key), "iteration-count");
        }
    }

    #[test]
    fn reporter_options_are_flattened() {
        let mut options = Vec::new();
        let value = serde_json::json!({"cli": {"noSummary": true, "noBanner": false}, "junit": {"export": "x.xml"}});
        reporter_options(&value, &mut options);
        let pairs: Vec<_> =
            options.iter().map(|option| (option.name.as_str(), option.value.as_deref())).collect();
        assert_eq!(pairs, [("cli-no-summary", None), ("junit-export", Some("x.xml"))]);
    }
}
