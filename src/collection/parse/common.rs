//! Forms that stand in many places: lists, variables, descriptions, scripts.

use serde_json::Value;

use super::super::model::{Description, Event, Listen, Script, Variable};
use super::cursor::{Cursor, Parsed};

/// Reads every element of an array.
pub(super) fn list<T>(
    cursor: Cursor<'_>,
    expected: &str,
    read: impl Fn(Cursor<'_>) -> Parsed<T>,
) -> Parsed<Vec<T>> {
    if !cursor.value.is_array() {
        return Err(cursor.expected(expected));
    }
    cursor.elements().map(read).collect()
}

/// Reads a text for people: a string, or `{content, type}`.
pub(super) fn description(cursor: Cursor<'_>) -> Parsed<Description> {
    if !cursor.value.is_object() {
        return Ok(Description { content: cursor.text()?, ..Description::default() });
    }
    let mut members = cursor.object("a description")?;
    Ok(Description {
        content: members.text("content")?.unwrap_or_default(),
        media_type: members.text("type")?,
        extra: Some(members.rest()),
    })
}

/// Reads the variables of a scope. One without a value is empty, as in Postman's app; unless its
/// value is kept elsewhere (`source`), which the user has to hear of.
pub(super) fn scope_variables(cursor: Cursor<'_>) -> Parsed<Vec<Variable>> {
    let absent = |index: usize| {
        let written = cursor.value.get(index).and_then(Value::as_object);
        written.is_some_and(|members| {
            !members.contains_key("value") && !members.contains_key("source")
        })
    };
    let mut read = variables(cursor)?;
    for (index, variable) in read.iter_mut().enumerate() {
        if variable.value.is_null() && absent(index) {
            variable.value = Value::String(String::new());
        }
    }
    Ok(read)
}

/// Reads variables: an array of objects, or an object of names and values.
pub(super) fn variables(cursor: Cursor<'_>) -> Parsed<Vec<Variable>> {
    match cursor.value {
        Value::Array(_) => cursor.elements().map(variable).collect(),
        Value::Object(members) => Ok(members
            .iter()
            .map(|(key, value)| Variable::new(key.as_str(), value.clone()))
            .collect()),
        _ => Err(cursor.expected("a list of variables")),
    }
}

fn variable(cursor: Cursor<'_>) -> Parsed<Variable> {
    let mut members = cursor.object("a variable: {key, value}")?;
    let key = members.take_first(["key", "id"]).map(|key| key.text()).transpose()?;
    let disabled = members.disabled()?;
    let enabled = members.flag("enabled")?.unwrap_or(true);
    Ok(Variable {
        key: key.unwrap_or_default(),
        value: members.value("value").unwrap_or_default(),
        kind: members.text("type")?,
        disabled: disabled || !enabled,
        description: members.read("description", description)?,
        extra: members.rest(),
    })
}

/// Reads scripts: an array of events, or a single event.
pub(super) fn events(cursor: Cursor<'_>) -> Parsed<Vec<Event>> {
    match cursor.value {
        Value::Array(_) => cursor.elements().map(event).collect(),
        _ => event(cursor).map(|event| vec![event]),
    }
}

fn event(cursor: Cursor<'_>) -> Parsed<Event> {
    let mut members = cursor.object("an event: {listen, script}")?;
    let listen = members.text("listen")?.unwrap_or_default();
    Ok(Event {
        listen: match listen.as_str() {
            "prerequest" => Listen::PreRequest,
            "test" => Listen::Test,
            _ => Listen::Other(listen),
        },
        id: members.text("id")?,
        disabled: members.disabled()?,
        script: members.read("script", script)?.unwrap_or_default(),
        extra: members.rest(),
    })
}

fn script(cursor: Cursor<'_>) -> Parsed<Script> {
    if !cursor.value.is_object() {
        return Ok(Script { exec: exec(cursor)?, ..Script::default() });
    }
    let mut members = cursor.object("a script")?;
    Ok(Script {
        id: members.text("id")?,
        kind: members.text("type")?,
        exec: members.read("exec", exec)?.unwrap_or_default(),
        extra: members.rest(),
    })
}

/// Reads source lines: an array of lines, or one text.
pub(super) fn exec(cursor: Cursor<'_>) -> Parsed<Vec<String>> {
    match cursor.value {
        Value::Array(_) => cursor.elements().map(|line| line.text()).collect(),
        Value::String(text) => Ok(text.split('\n').map(str::to_owned).collect()),
        _ => Err(cursor.expected("source text or an array of lines")),
    }
}
