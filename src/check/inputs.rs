//! The values that probes are made of, as the environment has them.

use indexmap::IndexMap;
use serde_json::Value;

use super::flaw::{Flaw, cleaned};
use super::system::{Credential, Part, System};
use crate::collection::Environment;
use crate::redact::Secret;
use crate::vars::{Dynamic, Resolver, Scope, Scopes};

/// One value.
#[derive(Debug, Clone)]
pub(super) struct Input {
    /// The variable it comes from; the first possible one where there is none.
    pub(super) variable: String,
    /// The value as it is sent: references resolved, slips of copying mended.
    pub(super) text: Secret<String>,
    /// What is wrong with the value as it stands.
    pub(super) flaw: Option<Flaw>,
    /// Where the value is found.
    pub(super) find: String,
    /// It is a credential, not a setting.
    pub(super) credential: bool,
}

/// The values of a system's credentials and settings, by their names in templates.
#[derive(Debug, Clone)]
pub struct Inputs(IndexMap<String, Input>);

impl Inputs {
    /// Takes them out of an environment.
    #[must_use]
    pub fn new(system: &System, environment: &Environment) -> Self {
        let scopes = Scopes { environment: environment.clone().into(), ..Scopes::default() };
        let credential = |each: &&Credential| system.credential.iter().any(|c| c.name == each.name);
        let inputs = system.inputs().map(|each| {
            let mut input = input(each, &scopes);
            input.credential = credential(&each);
            (each.name.clone(), input)
        });
        Self(inputs.collect())
    }

    pub(super) fn get(&self, name: &str) -> Option<&Input> {
        self.0.get(name)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Input)> {
        self.0.iter().map(|(name, input)| (name.as_str(), input))
    }

    /// Puts another value in place of one.
    pub(super) fn replace(&mut self, name: &str, text: String) {
        if let Some(input) = self.0.get_mut(name) {
            input.text = text.into();
        }
    }

    /// Exchanges values whose forms say that each stands in the other's place: neither fits its
    /// own form, and each fits the other's. Returns the pairs.
    pub(super) fn exchange_swapped(&mut self, system: &System) -> Vec<(String, String)> {
        let shaped: Vec<&Credential> =
            system.credential.iter().filter(|credential| credential.shape.is_some()).collect();
        let mut pairs: Vec<(String, String)> = Vec::new();
        for (index, one) in shaped.iter().enumerate() {
            for other in &shaped[index + 1..] {
                let taken = pairs.iter().any(|(a, b)| {
                    [a, b].into_iter().any(|name| *name == one.name || *name == other.name)
                });
                if !taken && self.are_swapped(one, other) {
                    pairs.push((one.name.clone(), other.name.clone()));
                }
            }
        }
        for (one, other) in &pairs {
            let texts =
                [one, other].map(|name| self.0.get(name).map(|input| input.text.expose().clone()));
            if let [Some(first), Some(second)] = texts {
                self.replace(one, second);
                self.replace(other, first);
            }
        }
        pairs
    }

    fn are_swapped(&self, one: &Credential, other: &Credential) -> bool {
        let (Some(first), Some(second)) = (self.filled(&one.name), self.filled(&other.name)) else {
            return false;
        };
        let (Some(first_shape), Some(second_shape)) = (&one.shape, &other.shape) else {
            return false;
        };
        !first_shape.fits(first)
            && !second_shape.fits(second)
            && first_shape.fits(second)
            && second_shape.fits(first)
    }

    /// A value that somebody has filled in.
    pub(super) fn filled(&self, name: &str) -> Option<&str> {
        let input = self.0.get(name)?;
        let unfilled = input.flaw.as_ref().is_some_and(Flaw::is_unfilled);
        (!unfilled).then_some(input.text.expose().as_str())
    }

    /// Credentials and settings that are not filled in: variable, where the value is found, and
    /// whether it is a credential.
    pub fn unfilled(&self) -> impl Iterator<Item = (&str, &str, bool)> {
        self.0
            .values()
            .filter(|input| input.flaw.as_ref().is_some_and(Flaw::is_unfilled))
            .map(|input| (input.variable.as_str(), input.find.as_str(), input.credential))
    }
}

fn input(credential: &Credential, scopes: &Scopes) -> Input {
    let environment = &scopes.environment;
    let variable = credential.variables.iter().find(|key| environment.get(key).is_some());
    let named = variable.or(credential.variables.first()).cloned();
    let value = variable.map_or(Value::Null, |key| resolved(key, environment, scopes));
    let mut flaw = Flaw::of(&value);
    let mut text = match &value {
        Value::Null => String::new(),
        Value::String(text) => cleaned(text),
        other => other.to_string(),
    };
    if let (Some(Flaw::Unfilled(_)), Some(default)) = (&flaw, &credential.default) {
        (flaw, text) = (None, default.clone());
    }
    let find = match &flaw {
        Some(Flaw::Unfilled(hint)) if !hint.is_empty() => hint.clone(),
        _ => credential.find.clone(),
    };
    Input {
        variable: named.unwrap_or_else(|| credential.name.clone()),
        text: part(text, credential.part).into(),
        flaw,
        find,
        credential: false,
    }
}

/// A variable's value with its references resolved; what nothing defines stays.
fn resolved(key: &str, environment: &Scope, scopes: &Scopes) -> Value {
    let value = environment.get(key).map(|variable| variable.value.clone()).unwrap_or_default();
    match value {
        Value::String(text) if text.contains("{{") => {
            Value::String(Resolver::new(scopes, &mut Dynamic::new(None)).text(&text))
        }
        other => other,
    }
}

/// Base URLs are used without their last slash.
fn part(text: String, part: Option<Part>) -> String {
    match (part, url::Url::parse(&text)) {
        (Some(Part::Origin), Ok(url)) => url.origin().ascii_serialization(),
        _ if text.contains("://") => text.trim_end_matches('/').to_owned(),
        _ => text,
    }
}
