//! Variable scopes and the order they are looked up in.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::collection::Variable;

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
    /// Collection variables.
    Collection,
    /// Globals.
    Globals,
}

impl ScopeName {
    /// All scopes in the order of look-up.
    pub const ORDER: [Self; 5] =
        [Self::Local, Self::Data, Self::Environment, Self::Collection, Self::Globals];
}

/// One scope: named variables in order. A disabled variable is kept for export and is otherwise
/// absent; of a doubled key the last enabled one counts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scope {
    /// `id` of the environment file.
    pub id: Option<String>,
    /// `name` of the environment file.
    pub name: Option<String>,
    enabled: IndexMap<String, Variable>,
    disabled: Vec<Variable>,
}

impl Scope {
    /// Takes variables in file order.
    #[must_use]
    pub fn new(variables: impl IntoIterator<Item = Variable>) -> Self {
        let mut scope = Self::default();
        for variable in variables {
            if variable.disabled {
                scope.disabled.push(variable);
            } else {
                scope.enabled.insert(variable.key.clone(), variable);
            }
        }
        scope
    }

    /// Finds an enabled variable.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Variable> {
        self.enabled.get(key)
    }

    /// Stores a value, keeping type and place of a variable that is there already.
    pub fn set(&mut self, key: &str, value: Value) {
        match self.enabled.get_mut(key) {
            Some(variable) => variable.value = value,
            None => {
                self.enabled.insert(key.to_owned(), Variable::new(key, value));
            }
        }
    }

    /// Removes an enabled variable.
    pub fn unset(&mut self, key: &str) {
        self.enabled.shift_remove(key);
    }

    /// Removes all enabled variables.
    pub fn clear(&mut self) {
        self.enabled.clear();
    }

    /// Iterates over the enabled variables in order.
    pub fn iter(&self) -> impl Iterator<Item = &Variable> {
        self.enabled.values()
    }

    /// Iterates over all variables, disabled ones last.
    pub fn iter_all(&self) -> impl Iterator<Item = &Variable> {
        self.enabled.values().chain(&self.disabled)
    }

    /// Tells whether there is no enabled variable.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.enabled.is_empty()
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
