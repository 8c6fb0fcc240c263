//! What a link holds, made ready to be written.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::Value;

use crate::collection::{
    Environment, LinkError, RunLink, Variable, is_placeholder, repair_mojibake,
};
use crate::redact::is_secret_name;

/// A link and where it was found.
pub(super) struct Import {
    /// File and line.
    pub(super) place: String,
    /// The collection's id.
    pub(super) collection: String,
    pub(super) environments: Vec<Found>,
}

/// An environment of a link.
pub(super) struct Found {
    pub(super) name: String,
    pub(super) content: Result<Environment, LinkError>,
    /// The file to write; empty until decided.
    pub(super) target: PathBuf,
    /// Keys whose values were encoded twice.
    mojibake: Vec<String>,
    repaired: bool,
}

impl Import {
    /// Types secrets as such, and repairs text that was encoded twice where that is wanted.
    pub(super) fn new(link: RunLink, place: String, repair: bool) -> Self {
        let environments = link.environments.into_iter().map(|each| {
            let mut content = each.content;
            let mut mojibake = Vec::new();
            if let Ok(environment) = &mut content {
                mojibake = repair_values(environment, repair);
                finish(environment);
            }
            Found { name: each.name, content, target: PathBuf::new(), mojibake, repaired: repair }
        });
        let environments = environments.collect();
        Self { place, collection: link.collection, environments }
    }

    /// Lists the link's content for people.
    pub(super) fn text(&self, with_files: bool) -> String {
        let mut text = format!("{}: collection {}", self.place, self.collection);
        if self.environments.is_empty() {
            text.push_str(", no environment");
        }
        for found in &self.environments {
            let _ = write!(text, "\n  {}", found.text());
            if with_files && found.content.is_ok() {
                let _ = write!(text, "\n    written to {}", found.target.display());
            }
        }
        text
    }

    /// Says which environments cannot be read.
    pub(super) fn errors(&self) -> impl Iterator<Item = String> {
        self.environments.iter().filter_map(|found| {
            let error = found.content.as_ref().err()?;
            Some(format!("{}: environment \"{}\": {error}", self.place, found.name))
        })
    }
}

impl Found {
    fn text(&self) -> String {
        let Ok(environment) = &self.content else {
            return format!("environment \"{}\": broken", self.name);
        };
        let variables = &environment.variables;
        let waiting = variables.iter().filter(|variable| is_placeholder(&variable.value)).count();
        let mut text = format!(
            "environment \"{}\": {} variables, {waiting} of them placeholders or empty",
            self.name,
            variables.len()
        );
        if !self.mojibake.is_empty() {
            let keys = self.mojibake.join(", ");
            let what = if self.repaired {
                "repaired text that was encoded twice"
            } else {
                "text that was encoded twice (repair it with --repair-mojibake)"
            };
            let _ = write!(text, "\n    {keys}: {what}");
        }
        text
    }
}

/// Finds, and where wanted repairs, values that were encoded twice; returns their keys.
fn repair_values(environment: &mut Environment, repair: bool) -> Vec<String> {
    let mut keys = Vec::new();
    for variable in &mut environment.variables {
        let Some(repaired) = variable.value.as_str().and_then(repair_mojibake) else { continue };
        keys.push(variable.key.clone());
        if repair {
            variable.value = Value::String(repaired);
        }
    }
    keys
}

fn finish(environment: &mut Environment) {
    let scope = environment.extra.entry("_postman_variable_scope");
    scope.or_insert_with(|| "environment".into());
    for variable in &mut environment.variables {
        type_secret(variable);
    }
}

/// Links know no types but `text`: whoever is secret by name becomes so by type.
fn type_secret(variable: &mut Variable) {
    if is_secret_name(&variable.key) {
        variable.kind = Some("secret".to_owned());
    }
}
