//! `postbud env fill`: walk through what is not filled in.

use std::fmt::Write as _;

use super::super::args::EnvFillArgs;
use super::super::exit::{Exit, Fatal};
use super::super::prompt::{self, Ask, Question};
use super::super::{output, variables};
use super::file::EnvironmentFile;
use super::masked::is_secret;
use crate::check::{Flaw, Systems};
use crate::report::visible;

/// Fills placeholders and empty values: from files, from the process environment, and, when there
/// is a terminal, by asking. Says what is still open.
///
/// # Errors
/// Fails when a file cannot be read or written, or the terminal cannot be used.
pub(super) fn fill(arguments: &EnvFillArgs) -> Result<Exit, Fatal> {
    let mut file = EnvironmentFile::open(&arguments.file)?;
    let systems = Systems::built_in().map_err(Fatal::not_loaded)?;
    let given = variables::provided(&arguments.provided)?;
    let mut terminal = |question: &Question<'_>| prompt::ask(question);
    let ask: Option<Ask<'_>> =
        if prompt::is_possible() && !arguments.no_input { Some(&mut terminal) } else { None };
    let filled = fill_in(&mut file, &systems, &given, ask)?;
    if !filled.is_empty() {
        file.save()?;
    }
    let filled = if filled.is_empty() { "nothing".to_owned() } else { filled.join(", ") };
    let mut text = format!("filled in: {filled}\n");
    for (key, hint) in open(&file, &systems) {
        let hint = if hint.is_empty() { "empty" } else { &hint };
        let _ = writeln!(text, "still open: {}: {}", visible(&key), visible(hint));
    }
    output::print(&text)?;
    Ok(Exit::Passed)
}

/// Fills what is open and returns the keys. Given values that match no variable are an error:
/// somebody misspelt a key.
fn fill_in(
    file: &mut EnvironmentFile,
    systems: &Systems,
    given: &[(String, String)],
    mut ask: Option<Ask<'_>>,
) -> Result<Vec<String>, Fatal> {
    for (key, _) in given {
        if file.find(key).is_none() {
            return Err(Fatal::usage(format!(
                "there is no variable `{key}` to fill in; `postbud env set` adds one"
            )));
        }
    }
    let mut filled = Vec::new();
    for (key, hint) in open(file, systems) {
        let given = given.iter().rev().find(|(name, _)| *name == key).map(|(_, value)| value);
        let value = match (given, &mut ask) {
            (Some(value), _) => value.clone(),
            (None, Some(ask)) => {
                let secret = file.find(&key).is_some_and(|variable| is_secret(variable));
                ask(&Question { key: &key, hint: &hint, secret })?
            }
            (None, None) => continue,
        };
        if !value.is_empty() {
            file.set(&key, &value);
            filled.push(key);
        }
    }
    Ok(filled)
}

/// The keys nobody has filled in, each with what its placeholder says; without those that scripts
/// set at run time.
fn open(file: &EnvironmentFile, systems: &Systems) -> Vec<(String, String)> {
    let enabled = file.environment.variables.iter().filter(|variable| !variable.disabled);
    let enabled = enabled.filter(|variable| !systems.is_run_time(&variable.key));
    let open = enabled.filter_map(|variable| match Flaw::of(&variable.value) {
        Some(Flaw::Unfilled(hint)) => Some((variable.key.clone(), hint)),
        _ => None,
    });
    open.collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn given_values_go_first_and_the_rest_is_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("e.json");
        let text = r#"{"name": "e", "values": [
            {"key": "id", "value": "<the portal>"}, {"key": "client_secret", "value": ""},
            {"key": "skipped", "value": ""}, {"key": "mine", "value": "stays"},
            {"key": "off", "value": "", "enabled": false},
            {"key": "access_token", "value": ""}], "own": 1}"#;
        std::fs::write(&path, text).unwrap();
        let mut file = EnvironmentFile::open(&path).unwrap();
        let mut asked = Vec::new();
        let mut answer = |question: &Question<'_>| {
            asked.push((question.key.to_owned(), question.secret));
            Ok(if question.secret { "s3cr3t".to_owned() } else { String::new() })
        };
        let given = [("id".to_owned(), "42".to_owned()), ("mine".to_owned(), "other".to_owned())];
        let systems = Systems::built_in().unwrap();
        let filled = fill_in(&mut file, &systems, &given, Some(&mut answer)).unwrap();
        assert_eq!(filled, ["id", "client_secret"]);
        assert_eq!(asked, [("client_secret".to_owned(), true), ("skipped".to_owned(), false)]);
        assert_eq!(open(&file, &systems), [("skipped".to_owned(), String::new())]);
        let misspelt = [("Id".to_owned(), "42".to_owned())];
        let error = fill_in(&mut file, &systems, &misspelt, None).unwrap_err().to_string();
        assert!(error.contains("no variable `Id`"), "{error}");
        file.save().unwrap();
        let saved = std::fs::read_to_string(&path).unwrap();
        assert!(saved.contains("\"own\": 1") && saved.contains("stays"), "{saved}");
        assert!(saved.starts_with("{\n            \"name\""), "keeps the indentation: {saved}");
    }
}
