//! An environment file that is changed in place: what nobody asked to change stays.

use std::path::{Path, PathBuf};

use serde::Serialize as _;
use serde_json::Value;
use serde_json::ser::{PrettyFormatter, Serializer};

use super::super::exit::Fatal;
use crate::collection::{
    Environment, Variable, environment_to_json, environment_to_yaml, parse_environment,
};
use crate::files::{read_text, write_atomic};
use crate::redact::is_secret_name;

/// An environment and the form its file has.
pub(super) struct EnvironmentFile {
    path: PathBuf,
    form: Form,
    /// The content.
    pub(super) environment: Environment,
}

enum Form {
    Yaml,
    Json { shape: Shape, indent: String },
}

/// How a JSON file holds its variables.
enum Shape {
    /// Postman's export.
    Object,
    /// A bare list, as in links.
    List,
    /// `{environment: …}`, as the Postman API answers.
    Wrapped,
}

impl EnvironmentFile {
    /// Reads a file.
    ///
    /// # Errors
    /// Fails when it cannot be read or holds no environment.
    pub(super) fn open(path: &Path) -> Result<Self, Fatal> {
        let text = read_text(path).map_err(Fatal::not_loaded)?;
        let origin = path.display().to_string();
        let environment = parse_environment(&text, &origin).map_err(Fatal::not_loaded)?;
        let form = match serde_json::from_str::<Value>(&text) {
            Err(_) => Form::Yaml,
            Ok(value) => Form::Json { shape: shape(&value), indent: indent(&text) },
        };
        Ok(Self { path: path.to_owned(), form, environment })
    }

    /// Writes the file whole, in the form it had.
    ///
    /// # Errors
    /// Fails when it cannot be written; the old file is then untouched.
    pub(super) fn save(&self) -> Result<(), Fatal> {
        self.save_as(&self.path)
    }

    /// Writes to another file.
    ///
    /// # Errors
    /// As [`EnvironmentFile::save`].
    pub(super) fn save_as(&self, path: &Path) -> Result<(), Fatal> {
        write_atomic(path, self.text()?.as_bytes()).map_err(Fatal::not_loaded)
    }

    /// The file's new text.
    ///
    /// # Errors
    /// Fails when the content is no JSON, which parsing has ruled out.
    pub(super) fn text(&self) -> Result<String, Fatal> {
        let (shape, indent) = match &self.form {
            Form::Yaml => return Ok(environment_to_yaml(&self.environment)),
            Form::Json { shape, indent } => (shape, indent),
        };
        let mut value = environment_to_json(&self.environment);
        match shape {
            Shape::Object => {}
            Shape::List => value = value["values"].take(),
            Shape::Wrapped => value = serde_json::json!({ "environment": value }),
        }
        let mut bytes = Vec::new();
        let formatter = PrettyFormatter::with_indent(indent.as_bytes());
        value
            .serialize(&mut Serializer::with_formatter(&mut bytes, formatter))
            .map_err(Fatal::not_loaded)?;
        bytes.push(b'\n');
        String::from_utf8(bytes).map_err(Fatal::not_loaded)
    }

    /// The variable that counts: of a doubled key the last enabled one, else any.
    pub(super) fn find(&mut self, key: &str) -> Option<&mut Variable> {
        let variables = &mut self.environment.variables;
        let enabled = variables.iter().rposition(|each| each.key == key && !each.disabled);
        let at = enabled.or_else(|| variables.iter().rposition(|each| each.key == key))?;
        variables.get_mut(at)
    }

    /// Sets a value; a new variable is typed by its name.
    pub(super) fn set(&mut self, key: &str, value: &str) {
        if let Some(variable) = self.find(key) {
            variable.value = Value::from(value);
            return;
        }
        let mut variable = Variable::new(key, value);
        variable.kind = Some(if is_secret_name(key) { "secret" } else { "default" }.to_owned());
        self.environment.variables.push(variable);
    }
}

fn shape(value: &Value) -> Shape {
    match value {
        Value::Array(_) => Shape::List,
        Value::Object(members) if members.contains_key("values") => Shape::Object,
        Value::Object(members) if members.get("environment").is_some_and(Value::is_object) => {
            Shape::Wrapped
        }
        _ => Shape::Object,
    }
}

/// The white space before the first indented line; two spaces where there is none.
fn indent(text: &str) -> String {
    let blank = |line: &str| line[..line.len() - line.trim_start().len()].to_owned();
    text.lines().map(blank).find(|blank| !blank.is_empty()).unwrap_or_else(|| "  ".to_owned())
}
