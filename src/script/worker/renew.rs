//! Forgetting what scripts of another iteration left in the global scope.

use std::collections::HashSet;

use boa_engine::property::PropertyKey;
use boa_engine::{Context, JsResult};

/// The names of the global scope before any script has run.
pub(super) struct Names(HashSet<PropertyKey>);

impl Names {
    /// Notes the names that are there.
    ///
    /// # Errors
    /// The engine's own fault.
    pub(super) fn of(context: &mut Context) -> JsResult<Self> {
        let keys = context.global_object().own_property_keys(context)?;
        Ok(Self(keys.into_iter().collect()))
    }

    /// Removes all other names: those that scripts assigned without declaring them. What scripts
    /// changed inside of built-in objects stays.
    ///
    /// # Errors
    /// The engine's own fault; a name that cannot be removed stays.
    pub(super) fn restore(&self, context: &mut Context) -> JsResult<()> {
        let global = context.global_object();
        for key in global.own_property_keys(context)? {
            if !self.0.contains(&key) {
                let _ = global.delete_property_or_throw(key, context);
            }
        }
        Ok(())
    }
}
