//! A value of the document together with the way that leads to it.

use serde_json::{Map, Value};

use super::super::js_text::js_text;
use super::super::model::Extra;

/// A step of a JSON path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// Into a member of an object.
    Key(String),
    /// Into an element of an array.
    Index(usize),
}

/// Something in the document that is not what the format asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Misfit {
    pub(super) path: Vec<Step>,
    pub(super) problem: String,
}

pub(super) type Parsed<T> = Result<T, Misfit>;

/// Writes a path as people write it in JavaScript: `item[3].request.header[0].key`.
pub(super) fn path_text(path: &[Step]) -> String {
    let mut text = String::new();
    for step in path {
        match step {
            Step::Index(index) => text.push_str(&format!("[{index}]")),
            Step::Key(key) if is_identifier(key) => {
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(key);
            }
            Step::Key(key) => text.push_str(&format!("[{key:?}]")),
        }
    }
    text
}

fn is_identifier(key: &str) -> bool {
    !key.is_empty()
        && !key.starts_with(|c: char| c.is_ascii_digit())
        && key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '$')
}

/// A value and where it stands. Knows its path without allocating: it points at its parent.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    pub(super) value: &'a Value,
    place: Place<'a>,
}

#[derive(Clone, Copy)]
enum Place<'a> {
    Root,
    Member(&'a Cursor<'a>, &'a str),
    Element(&'a Cursor<'a>, usize),
}

impl<'a> Cursor<'a> {
    pub(super) fn root(value: &'a Value) -> Self {
        Self { value, place: Place::Root }
    }

    /// Steps into a member of an object; null counts as absent.
    pub(super) fn member(&'a self, key: &str) -> Option<Self> {
        let (key, value) = self.value.as_object()?.get_key_value(key)?;
        (!value.is_null()).then_some(Self { value, place: Place::Member(self, key) })
    }

    /// The elements of an array, nulls left out; none when it is no array.
    pub(super) fn elements(&'a self) -> impl Iterator<Item = Self> {
        let elements = self.value.as_array().map(Vec::as_slice).unwrap_or_default();
        elements
            .iter()
            .enumerate()
            .filter(|(_, value)| !value.is_null())
            .map(|(index, value)| Self { value, place: Place::Element(self, index) })
    }

    /// Steps into an element of an array; null counts as absent.
    pub(super) fn element(&'a self, index: usize) -> Option<Self> {
        let value = self.value.as_array()?.get(index)?;
        (!value.is_null()).then_some(Self { value, place: Place::Element(self, index) })
    }

    /// The members of an object in file order, nulls included; none when it is no object.
    pub(super) fn entries(&'a self) -> impl Iterator<Item = (&'a str, Self)> {
        let members = self.value.as_object().into_iter().flatten();
        members.map(|(key, value)| (key.as_str(), Self { value, place: Place::Member(self, key) }))
    }

    /// Reads text; numbers and booleans are taken as their text.
    pub(super) fn text(&self) -> Parsed<String> {
        match self.value {
            Value::String(text) => Ok(text.clone()),
            Value::Number(_) | Value::Bool(_) => Ok(js_text(self.value)),
            _ => Err(self.expected("text")),
        }
    }

    /// Reads the members of an object.
    pub(super) fn object(&'a self, expected: &str) -> Parsed<Members<'a>> {
        match self.value {
            Value::Object(map) => Ok(Members { cursor: self, map, taken: Vec::new() }),
            _ => Err(self.expected(expected)),
        }
    }

    /// Makes the error "expected …, found …" for this value.
    pub(super) fn expected(&self, expected: &str) -> Misfit {
        self.misfit(format!("expected {expected}, found {}", describe(self.value)))
    }

    /// Makes an error for this value.
    pub(super) fn misfit(&self, problem: String) -> Misfit {
        let mut path = Vec::new();
        let mut at = self;
        loop {
            match at.place {
                Place::Root => break,
                Place::Member(parent, key) => {
                    path.push(Step::Key(key.to_owned()));
                    at = parent;
                }
                Place::Element(parent, index) => {
                    path.push(Step::Index(index));
                    at = parent;
                }
            }
        }
        path.reverse();
        Misfit { path, problem }
    }
}

/// Says what a value is, for people.
fn describe(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) if text.chars().count() > 30 => {
            format!("the text {:?}…", text.chars().take(30).collect::<String>())
        }
        Value::String(text) => format!("the text {text:?}"),
        Value::Array(_) => "an array".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

/// The members of an object. Remembers which were asked for; the rest is kept as `extra`.
pub(super) struct Members<'a> {
    cursor: &'a Cursor<'a>,
    map: &'a Map<String, Value>,
    taken: Vec<&'a str>,
}

impl<'a> Members<'a> {
    /// Takes a member; null counts as absent.
    pub(super) fn take(&mut self, key: &str) -> Option<Cursor<'a>> {
        if let Some((key, _)) = self.map.get_key_value(key) {
            self.taken.push(key);
        }
        self.cursor.member(key)
    }

    /// Takes the first member that is there; a second one stays for `extra`.
    pub(super) fn take_first(&mut self, keys: [&str; 2]) -> Option<Cursor<'a>> {
        for key in keys {
            if let Some(found) = self.take(key) {
                return Some(found);
            }
        }
        None
    }

    /// Tells whether a member is there and null.
    pub(super) fn is_null(&self, key: &str) -> bool {
        self.map.get(key).is_some_and(Value::is_null)
    }

    /// Looks at a member without taking it.
    pub(super) fn get(&self, key: &str) -> Option<&'a Value> {
        self.map.get(key).filter(|value| !value.is_null())
    }

    /// Takes a text.
    pub(super) fn text(&mut self, key: &str) -> Parsed<Option<String>> {
        self.take(key).map(|cursor| cursor.text()).transpose()
    }

    /// Takes an identifier: `id` or `_postman_id`.
    pub(super) fn id(&mut self, keys: [&str; 2]) -> Parsed<Option<String>> {
        self.take_first(keys).map(|cursor| cursor.text()).transpose()
    }

    /// Takes a boolean.
    pub(super) fn flag(&mut self, key: &str) -> Parsed<Option<bool>> {
        match self.take(key) {
            None => Ok(None),
            Some(Cursor { value: Value::Bool(flag), .. }) => Ok(Some(*flag)),
            Some(other) => Err(other.expected("true or false")),
        }
    }

    /// Takes `disabled`; absent means false.
    pub(super) fn disabled(&mut self) -> Parsed<bool> {
        self.flag("disabled").map(Option::unwrap_or_default)
    }

    /// Takes any JSON.
    pub(super) fn value(&mut self, key: &str) -> Option<Value> {
        self.take(key).map(|cursor| cursor.value.clone())
    }

    /// Takes an object as it is; absent means empty.
    pub(super) fn map(&mut self, key: &str) -> Parsed<Extra> {
        match self.take(key) {
            None => Ok(Extra::new()),
            Some(Cursor { value: Value::Object(map), .. }) => Ok(map.clone()),
            Some(other) => Err(other.expected("an object")),
        }
    }

    /// Takes a member and reads it; absent means `None`.
    pub(super) fn read<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(Cursor<'_>) -> Parsed<T>,
    ) -> Parsed<Option<T>> {
        self.take(key).map(read).transpose()
    }

    /// Returns the members nobody asked for, in file order.
    pub(super) fn rest(self) -> Extra {
        let unknown = self.map.iter().filter(|(key, _)| !self.taken.contains(&key.as_str()));
        unknown.map(|(key, value)| (key.clone(), value.clone())).collect()
    }
}
