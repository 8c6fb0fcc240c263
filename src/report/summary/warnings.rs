//! Warnings, equal ones together.

use indexmap::{IndexMap, IndexSet};

use crate::run::event::{Warning, WarningKind};

/// Different warnings that are kept; of more only the number.
const MOST_GROUPS: usize = 1000;

/// Equal warnings of several items.
#[derive(Debug, Clone, PartialEq)]
pub struct WarningGroup {
    /// What kind of thing.
    pub kind: WarningKind,
    /// The variable (`{{name}}`) for unresolved variables.
    pub variable: Option<String>,
    /// The first message.
    pub message: String,
    /// Full names of the items concerned, each once, in order.
    pub items: IndexSet<String>,
    /// How often it was said.
    pub count: u64,
}

/// The warnings of a run.
#[derive(Debug, Clone, Default)]
pub struct Warnings {
    groups: IndexMap<(&'static str, String), WarningGroup>,
    left_out: u64,
}

impl Warnings {
    pub(super) fn add(&mut self, warning: &Warning) {
        let variable = match warning.kind {
            WarningKind::UnresolvedVariable => variable_in(&warning.message),
            WarningKind::UnknownNextRequest
            | WarningKind::UnknownAuth
            | WarningKind::Unsigned
            | WarningKind::MissingFile
            | WarningKind::NothingVerified
            | WarningKind::FailedStatus
            | WarningKind::Other => None,
        };
        let same = variable.clone().unwrap_or_else(|| warning.message.clone());
        let key = (warning.kind.title(), same);
        if self.groups.len() >= MOST_GROUPS && !self.groups.contains_key(&key) {
            self.left_out += 1;
            return;
        }
        let group = self.groups.entry(key).or_insert_with(|| WarningGroup {
            kind: warning.kind,
            variable,
            message: warning.message.clone(),
            items: IndexSet::new(),
            count: 0,
        });
        group.count += 1;
        group.items.extend(warning.item.as_ref().map(|item| item.full_name()));
    }

    /// Iterates over the different warnings, in order of their first occurrence.
    pub fn iter(&self) -> impl Iterator<Item = &WarningGroup> {
        self.groups.values()
    }

    /// Number of different warnings; those left out count one by one.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.groups.len() as u64 + self.left_out
    }

    /// Tells whether there was no warning.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Number of warnings beyond the bound on different ones: told nowhere but here.
    #[must_use]
    pub fn left_out(&self) -> u64 {
        self.left_out
    }
}

impl WarningKind {
    /// What people read as the heading of such a warning.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::UnresolvedVariable => "unresolved variable",
            Self::UnknownNextRequest => "unknown next request",
            Self::UnknownAuth => "unknown authorization",
            Self::Unsigned => "missing authorization",
            Self::MissingFile => "missing file",
            Self::NothingVerified => "nothing verified",
            Self::FailedStatus => "failed status",
            Self::Other => "other",
        }
    }
}

fn variable_in(message: &str) -> Option<String> {
    let start = message.find("{{")?;
    let end = start + message[start..].find("}}")? + 2;
    Some(message[start..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_bounded_and_nothing_is_lost_in_silence() {
        let mut warnings = Warnings::default();
        for number in 0..MOST_GROUPS + 7 {
            let message = format!("warning {number}");
            let kind = WarningKind::Other;
            warnings.add(&Warning { cursor: None, item: None, kind, message });
        }
        assert_eq!(warnings.iter().count(), MOST_GROUPS);
        assert_eq!((warnings.left_out(), warnings.len()), (7, MOST_GROUPS as u64 + 7));
    }
}
