//! The secrets that `pm.vault` hands to scripts, by the user's consent: those of one file.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::redact::Secret;

/// Secrets by name. What scripts store lasts for the run and is written nowhere.
#[derive(Debug, Default)]
pub struct Vault(Mutex<BTreeMap<String, Secret<String>>>);

impl Vault {
    /// Makes a vault of these secrets.
    #[must_use]
    pub fn new(secrets: impl IntoIterator<Item = (String, String)>) -> Self {
        let secret = |(name, value)| (name, Secret::new(value));
        Self(Mutex::new(secrets.into_iter().map(secret).collect()))
    }

    /// Finds a secret.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Secret<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    /// Stores a secret; `None` removes it.
    pub fn set(&self, name: &str, secret: Option<Secret<String>>) {
        let mut secrets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match secret {
            Some(secret) => secrets.insert(name.to_owned(), secret),
            None => secrets.remove(name),
        };
    }

    /// Lists all secrets' values, to mask them.
    #[must_use]
    pub fn values(&self) -> Vec<Secret<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }
}
