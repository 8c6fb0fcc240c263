//! `--export-…`: what a run leaves behind, in newman's shapes.
//!
//! Unlike newman's, an exported environment keeps `enabled: false` and the types of its variables,
//! `secret` among them.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde_json::Value;

use super::args::RunArgs;
use super::cookie_file;
use super::exit::Fatal;
use crate::collection::{Collection, environment_to_json, to_json};
use crate::files::write_atomic;
use crate::http::CookieJar;
use crate::vars::{Scope, Scopes};

/// What is left of a run.
pub(super) struct Leftovers<'a> {
    /// The collection as loaded.
    pub(super) collection: &'a Collection,
    /// The scopes as the scripts left them.
    pub(super) scopes: &'a Scopes,
    /// The cookies.
    pub(super) cookies: &'a CookieJar,
}

/// Writes the files that were asked for.
///
/// # Errors
/// Fails for the first file that cannot be written.
pub(super) fn write(arguments: &RunArgs, left: &Leftovers<'_>) -> Result<(), Fatal> {
    let now = Timestamp::now();
    if let Some(path) = &arguments.exports.export_environment {
        save(path, "environment", now, &scope(&left.scopes.environment, "environment", now))?;
    }
    if let Some(path) = &arguments.exports.export_globals {
        save(path, "globals", now, &scope(&left.scopes.globals, "globals", now))?;
    }
    if let Some(path) = &arguments.exports.export_collection {
        let mut collection = left.collection.clone();
        collection.variables = left.scopes.collection.iter_all().cloned().collect();
        save(path, "collection", now, &to_json(&collection))?;
    }
    if let Some(path) = &arguments.exports.export_cookie_jar {
        save(path, "cookie-jar", now, &cookie_file::to_json(&left.cookies.all(), now))?;
    }
    Ok(())
}

/// A scope as Postman exports it, with the members that tell Postman what it is.
fn scope(scope: &Scope, kind: &str, now: Timestamp) -> Value {
    let mut environment = scope.to_environment();
    environment.id.get_or_insert_with(|| uuid::Uuid::new_v4().to_string());
    if kind == "globals" {
        environment.name.get_or_insert_with(|| kind.to_owned());
    }
    for variable in &mut environment.variables {
        variable.kind.get_or_insert_with(|| "any".to_owned());
    }
    let using = concat!("postbud/", env!("CARGO_PKG_VERSION"));
    for (key, value) in [
        ("_postman_variable_scope", kind),
        ("_postman_exported_at", &format!("{now:.3}")),
        ("_postman_exported_using", using),
    ] {
        environment.extra.insert(key.to_owned(), value.into());
    }
    environment_to_json(&environment)
}

fn save(path: &Path, kind: &str, now: Timestamp, document: &Value) -> Result<(), Fatal> {
    let target = target(path, kind, now);
    let text = format!("{document:#}\n");
    let special = std::fs::metadata(&target).is_ok_and(|found| !found.is_file() && !found.is_dir());
    if special {
        // `/dev/stdout` or a pipe: nothing to put in its place.
        return std::fs::write(&target, text)
            .map_err(|cause| Fatal::not_loaded(format!("{}: {cause}", target.display())));
    }
    // A symbolic link stays one.
    let target = std::fs::canonicalize(&target).unwrap_or(target);
    write_atomic(&target, text.as_bytes()).map_err(Fatal::not_loaded)
}

/// A folder gets a file of newman's form inside: `postbud-<kind>-<instant, every non-digit a
/// dash>0.json`.
fn target(path: &Path, kind: &str, now: Timestamp) -> PathBuf {
    let text = path.to_string_lossy();
    if !(path.is_dir() || text.ends_with(std::path::is_separator)) {
        return path.to_owned();
    }
    let instant = format!("{now:.3}").replace(|c: char| !c.is_ascii_digit(), "-");
    path.join(format!("postbud-{kind}-{instant}0.json"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::collection::{Environment, Variable};

    #[test]
    fn an_environment_keeps_types_and_disabled_variables() {
        let secret = Variable { kind: Some("secret".to_owned()), ..Variable::new("key", "s3cret") };
        let off = Variable { disabled: true, ..Variable::new("off", 1) };
        let environment = Environment {
            id: Some("id".to_owned()),
            name: Some("test".to_owned()),
            variables: vec![secret, off],
            extra: [("_postman_exported_at".to_owned(), json!("before"))].into_iter().collect(),
        };
        let exported = scope(&environment.into(), "environment", Timestamp::UNIX_EPOCH);
        let using = concat!("postbud/", env!("CARGO_PKG_VERSION"));
        assert_eq!(
            exported,
            json!({
                "id": "id",
                "name": "test",
                "values": [
                    {"key": "key", "value": "s3cret", "type": "secret", "enabled": true},
                    {"key": "off", "value": 1, "type": "any", "enabled": false},
                ],
                "_postman_exported_at": "1970-01-01T00:00:00.000Z",
                "_postman_variable_scope": "environment",
                "_postman_exported_using": using,
            })
        );
    }

    #[test]
    fn a_folder_gets_a_file_with_the_instant_in_its_name() {
        assert_eq!(
            target(Path::new("out/"), "globals", Timestamp::UNIX_EPOCH),
            Path::new("out/postbud-globals-1970-01-01-00-00-00-000-0.json")
        );
        let file = Path::new("out/g.json");
        assert_eq!(target(file, "globals", Timestamp::UNIX_EPOCH), file);
    }
}
