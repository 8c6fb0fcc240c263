//! Templates against the scopes of a run.

use std::borrow::Cow;

use indexmap::IndexSet;
use serde_json::Value;

use super::template::{self, Form};
use super::{Dynamic, ScopeName, Scopes, typed};

/// Resolves templates against scopes and generators, and remembers what it could not resolve.
#[derive(Debug)]
pub struct Resolver<'a> {
    scopes: &'a Scopes,
    dynamic: &'a mut Dynamic,
    /// Names in `{{…}}` that nothing defines, in the order they were met, once each.
    pub unresolved: IndexSet<String>,
    /// Names whose values refer to each other in a circle, once each.
    pub circular: IndexSet<String>,
}

impl<'a> Resolver<'a> {
    /// Looks names up in the scopes' order, then among the dynamic variables.
    #[must_use]
    pub fn new(scopes: &'a Scopes, dynamic: &'a mut Dynamic) -> Self {
        Self { scopes, dynamic, unresolved: IndexSet::new(), circular: IndexSet::new() }
    }

    /// Resolves a text; what nothing defines stays as written.
    #[must_use]
    pub fn text(&mut self, text: &str) -> String {
        self.cow(text).into_owned()
    }

    /// As [`Resolver::text`], without copying a text that has nothing to replace.
    #[must_use]
    pub fn cow<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        let resolved = template::resolve(text, |form, name| self.find(form, name));
        for token in template::tokens(&resolved.text) {
            if token.form == Form::Angles {
                continue;
            }
            if !self.defines(token.name) {
                self.unresolved.insert(token.name.to_owned());
            } else if resolved.unfinished {
                self.circular.insert(token.name.to_owned());
            }
        }
        resolved.text
    }

    /// Resolves every text inside a JSON value; names of members stay as they are.
    #[must_use]
    pub fn json(&mut self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(text)),
            Value::Array(elements) => elements.iter().map(|element| self.json(element)).collect(),
            Value::Object(members) => {
                let members = members.iter().map(|(key, value)| (key.clone(), self.json(value)));
                Value::Object(members.collect())
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
        }
    }

    fn find(&mut self, form: Form, name: &str) -> Option<String> {
        match (self.scopes.text(name), form) {
            (Some(text), _) => Some(text),
            (None, Form::Braces) => self.dynamic.generate(name),
            (None, Form::Angles) => None,
        }
    }

    fn defines(&self, name: &str) -> bool {
        self.scopes.text(name).is_some() || Dynamic::knows(name)
    }
}

impl Scopes {
    /// Renders a variable as templates do, from the innermost scope that has it. A null cell of the
    /// iteration data counts as undefined and hides the scopes behind it, as in Postman; any other
    /// null is the text `null`.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        let found = ScopeName::ORDER
            .into_iter()
            .find_map(|scope| self.scope(scope).get(name).map(|variable| (scope, variable)))?;
        let (scope, variable) = found;
        let null_cell = scope == ScopeName::Data && variable.value.is_null();
        (!null_cell).then(|| typed::text(variable))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::collection::Variable;
    use crate::vars::{Clock, Scope};

    fn scope(variables: &[(&str, Value)]) -> Scope {
        Scope::new(variables.iter().map(|(key, value)| Variable::new(*key, value.clone())))
    }

    fn scopes() -> Scopes {
        Scopes {
            local: scope(&[("l", json!("local")), ("same", json!("local"))]),
            data: scope(&[("same", json!("data")), ("n", json!(null)), ("list", json!([1, 2]))]),
            environment: scope(&[
                ("e", json!("env")),
                ("nul", json!(null)),
                ("n", json!("hidden")),
                ("zero", json!(0)),
                ("no", json!(false)),
                ("object", json!({"a": 1})),
                ("circle", json!("{{circle}}")),
            ]),
            folder: scope(&[("f", json!("folder")), ("e", json!("hidden"))]),
            collection: scope(&[
                ("f", json!("hidden")),
                ("e", json!("coll")),
                ("c", json!("{{e}}")),
            ]),
            globals: scope(&[("c", json!("globals")), ("$guid", json!("mine"))]),
        }
    }

    #[test]
    fn looks_up_in_postmans_order_and_renders_values() {
        let scopes = scopes();
        let mut dynamic = Dynamic::new(Some(1));
        let mut resolver = Resolver::new(&scopes, &mut dynamic);
        let cases = [
            ("{{l}} {{same}} {{e}} {{f}} {{c}}", "local local env folder env"),
            ("{{nul}} {{zero}} {{no}}", "null 0 false"),
            ("{{list}} {{object}}", "1,2 [object Object]"),
            ("{{$guid}}", "mine"),
            ("{{n}} {{x}} {{X}} {{x}} <<y>>", "{{n}} {{x}} {{X}} {{x}} <<y>>"),
            ("{{$nope}}", "{{$nope}}"),
        ];
        for (text, expected) in cases {
            assert_eq!(resolver.text(text), expected);
        }
        let unresolved: Vec<_> = resolver.unresolved.iter().map(String::as_str).collect();
        assert_eq!(unresolved, ["n", "x", "X", "$nope"]);
        assert!(resolver.circular.is_empty());
        assert_eq!(resolver.text("{{circle}}"), "{{circle}}");
        assert_eq!(resolver.circular.first().map(String::as_str), Some("circle"));
    }

    #[test]
    fn every_occurrence_of_a_dynamic_variable_is_new() {
        let scopes = Scopes::default();
        let mut dynamic = Dynamic::with_clock(Some(7), Clock::Fixed(1_577_934_245_678));
        let mut resolver = Resolver::new(&scopes, &mut dynamic);
        let two = resolver.text("{{$guid}} {{$guid}}");
        let (one, other) = two.split_at(36);
        assert_ne!(one, other.trim());
        assert_eq!(
            resolver.json(&json!({"{{$guid}}": ["{{$timestamp}}", 1, null, "{{$isoTimestamp}}"]})),
            json!({"{{$guid}}": ["1577934245", 1, null, "2020-01-02T03:04:05.678Z"]})
        );
        assert!(resolver.unresolved.is_empty());
    }
}
