//! Variable scopes and the order they are looked up in.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::collection::{Environment, Extra, Variable};
use crate::maps::FastIndexMap;

/// The scopes of a run, innermost first: the order of look-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ScopeName {
    /// `pm.variables.set`: lives for the whole run, as in Postman.
    Local,
    /// The current row of the iteration data.
    Data,
    /// The environment.
    Environment,
    /// Variables of the folders around the request, nearest first; v3 collections only.
    Folder,
    /// Collection variables.
    Collection,
    /// Globals.
    Globals,
}

impl ScopeName {
    /// All scopes in the order of look-up.
    pub const ORDER: [Self; 6] =
        [Self::Local, Self::Data, Self::Environment, Self::Folder, Self::Collection, Self::Globals];
}

/// One scope: named variables in order. A disabled variable is kept for export and is otherwise
/// absent; of a doubled key the last enabled one counts. Copies share the variables that stay the same:
/// they are made, and compared, for every script.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// `id` of the environment file.
    pub id: Option<String>,
    /// `name` of the environment file.
    pub name: Option<String>,
    /// Members of the environment file that the format does not name.
    pub extra: Extra,
    enabled: FastIndexMap<Arc<str>, Arc<Variable>>,
    /// Disabled variables, each with the number of enabled ones that stood before it.
    disabled: Vec<(usize, Variable)>,
}

impl Scope {
    /// Takes variables in file order.
    #[must_use]
    pub fn new(variables: impl IntoIterator<Item = Variable>) -> Self {
        let mut scope = Self::default();
        for variable in variables {
            if variable.disabled {
                scope.disabled.push((scope.enabled.len(), variable));
            } else {
                scope.enabled.insert(variable.key.as_str().into(), Arc::new(variable));
            }
        }
        scope
    }

    /// Finds an enabled variable.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Variable> {
        self.enabled.get(key).map(Arc::as_ref)
    }

    /// Stores a value, keeping type and place of a variable that is there already.
    pub fn set(&mut self, key: &str, value: Value) {
        match self.enabled.get_mut(key) {
            Some(variable) => Arc::make_mut(variable).value = value,
            None => {
                self.enabled.insert(key.into(), Arc::new(Variable::new(key, value)));
            }
        }
    }

    /// Removes an enabled variable.
    pub fn unset(&mut self, key: &str) {
        self.enabled.shift_remove(key);
    }

    /// Removes a variable, also where it is disabled.
    pub fn remove(&mut self, key: &str) {
        self.unset(key);
        self.disabled.retain(|(_, variable)| variable.key != key);
    }

    /// Iterates over the enabled variables in order.
    pub fn iter(&self) -> impl Iterator<Item = &Variable> {
        self.enabled.values().map(Arc::as_ref)
    }

    /// Iterates over all variables in order, disabled ones at their place.
    pub fn iter_all(&self) -> impl Iterator<Item = &Variable> {
        let mut enabled = self.iter().enumerate().peekable();
        let mut disabled = self.disabled.iter().peekable();
        std::iter::from_fn(move || {
            let next = enabled.peek().map_or(usize::MAX, |(index, _)| *index);
            match disabled.next_if(|(place, _)| *place <= next) {
                Some((_, variable)) => Some(variable),
                None => enabled.next().map(|(_, variable)| variable),
            }
        })
    }

    /// Copies the scope into an environment, for export.
    #[must_use]
    pub fn to_environment(&self) -> Environment {
        Environment {
            id: self.id.clone(),
            name: self.name.clone(),
            variables: self.iter_all().cloned().collect(),
            extra: self.extra.clone(),
        }
    }

    /// Tells whether there is no enabled variable.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.enabled.is_empty()
    }
}

/// Equal are scopes with the same variables in the same order.
impl PartialEq for Scope {
    fn eq(&self, other: &Self) -> bool {
        let same =
            |one: &Arc<Variable>, other: &Arc<Variable>| Arc::ptr_eq(one, other) || one == other;
        let mut pairs = self.enabled.values().zip(other.enabled.values());
        self.enabled.len() == other.enabled.len()
            && pairs.all(|(one, other)| same(one, other))
            && self.disabled == other.disabled
            && (&self.id, &self.name, &self.extra) == (&other.id, &other.name, &other.extra)
    }
}

impl From<Environment> for Scope {
    fn from(environment: Environment) -> Self {
        let Environment { id, name, variables, extra } = environment;
        Self { id, name, extra, ..Self::new(variables) }
    }
}

/// All scopes of a run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scopes {
    /// See [`ScopeName::Local`].
    pub local: Scope,
    /// See [`ScopeName::Data`].
    pub data: Scope,
    /// See [`ScopeName::Environment`].
    pub environment: Scope,
    /// See [`ScopeName::Folder`].
    pub folder: Scope,
    /// See [`ScopeName::Collection`].
    pub collection: Scope,
    /// See [`ScopeName::Globals`].
    pub globals: Scope,
}

impl Scopes {
    /// Returns one scope.
    #[must_use]
    pub fn scope(&self, name: ScopeName) -> &Scope {
        match name {
            ScopeName::Local => &self.local,
            ScopeName::Data => &self.data,
            ScopeName::Environment => &self.environment,
            ScopeName::Folder => &self.folder,
            ScopeName::Collection => &self.collection,
            ScopeName::Globals => &self.globals,
        }
    }

    /// Returns one scope for writing.
    pub fn scope_mut(&mut self, name: ScopeName) -> &mut Scope {
        match name {
            ScopeName::Local => &mut self.local,
            ScopeName::Data => &mut self.data,
            ScopeName::Environment => &mut self.environment,
            ScopeName::Folder => &mut self.folder,
            ScopeName::Collection => &mut self.collection,
            ScopeName::Globals => &mut self.globals,
        }
    }

    /// Finds a variable in the innermost scope that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Variable> {
        ScopeName::ORDER.iter().find_map(|name| self.scope(*name).get(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variable(key: &str, value: &str, disabled: bool) -> Variable {
        Variable { disabled, ..Variable::new(key, value) }
    }

    #[test]
    fn the_last_enabled_one_of_a_doubled_key_counts() {
        let scope = Scope::new([
            variable("a", "1", false),
            variable("a", "2", false),
            variable("a", "3", true),
        ]);
        assert_eq!(scope.get("a").map(|found| &found.value), Some(&Value::from("2")));
    }

    #[test]
    fn an_environment_survives_in_order() {
        let variables = vec![
            variable("off", "0", true),
            variable("a", "1", false),
            variable("off", "2", true),
            variable("b", "3", false),
            variable("off", "4", true),
        ];
        let environment = Environment {
            id: Some("id".to_owned()),
            name: Some("name".to_owned()),
            variables,
            extra: [("x".to_owned(), Value::from(1))].into_iter().collect(),
        };
        let mut scope = Scope::from(environment.clone());
        assert_eq!(scope.to_environment(), environment);

        scope.set("new", Value::from(5));
        scope.unset("a");
        let keys: Vec<_> = scope.iter_all().map(|variable| variable.key.as_str()).collect();
        assert_eq!(keys, ["off", "b", "off", "new", "off"]);
        scope.unset("off");
        assert_eq!(scope.iter_all().count(), 5);
        scope.remove("off");
        let keys: Vec<_> = scope.iter_all().map(|variable| variable.key.as_str()).collect();
        assert_eq!(keys, ["b", "new"]);
    }

    #[test]
    fn a_copy_is_equal_until_one_of_the_two_changes() {
        let scope = Scope::new([variable("a", "1", false), variable("b", "2", false)]);
        let mut copy = scope.clone();
        assert_eq!(copy, scope);
        copy.set("a", Value::from("3"));
        assert_ne!(copy, scope);
        assert_eq!(scope.get("a").map(|found| &found.value), Some(&Value::from("1")));
        copy.set("a", Value::from("1"));
        assert_eq!(copy, scope);
        copy.unset("a");
        copy.set("a", Value::from("1"));
        assert_ne!(copy, scope, "the order is another one");
    }

    #[test]
    fn setting_keeps_the_type() {
        let secret = Variable { kind: Some("secret".to_owned()), ..Variable::new("key", "old") };
        let mut scope = Scope::new([secret]);
        scope.set("key", Value::from("new"));
        assert!(scope.get("key").is_some_and(|v| v.is_secret() && v.value == "new"));
    }
}
