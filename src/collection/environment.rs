//! Environments and globals: the same file format under two names.

use super::model::{Extra, Variable};

/// An environment or globals file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Environment {
    /// `id` of the file.
    pub id: Option<String>,
    /// `name` of the file.
    pub name: Option<String>,
    /// Variables in file order, disabled ones included.
    pub variables: Vec<Variable>,
    /// Members the format does not name, `_postman_variable_scope` among them.
    pub extra: Extra,
}
