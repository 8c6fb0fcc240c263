//! Which items of a collection run: `--folder`, `--include`, `--exclude`.

use globset::{GlobBuilder, GlobMatcher};

use crate::collection::Entry;

/// What the user selected. Everything runs when all lists are empty.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Names or ids of folders or requests; all of them must exist (newman's `--folder`).
    pub folders: Vec<String>,
    /// Patterns of what runs, by name, id, path or glob.
    pub include: Vec<String>,
    /// Patterns of what does not run; stronger than the other two.
    pub exclude: Vec<String>,
}

/// A selection that selects nothing.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SelectionError {
    /// A name or pattern matches nothing.
    #[error("{flag} \"{name}\" names no folder or request of the collection; it has: {}", known.join(", "))]
    Unknown {
        /// The flag that named it.
        flag: &'static str,
        /// What was named.
        name: String,
        /// What could have been named.
        known: Vec<String>,
    },
    /// A glob cannot be read.
    #[error("{flag} \"{pattern}\" is no valid pattern: {reason}")]
    Glob {
        /// The flag that holds it.
        flag: &'static str,
        /// The pattern as typed.
        pattern: String,
        /// What is wrong with it.
        reason: String,
    },
}

/// The longest list of names in an error.
const MOST_NAMES: usize = 20;

impl Selection {
    /// Picks the selected entries, in collection order whatever the order of the flags.
    ///
    /// # Errors
    /// Fails when a name or pattern matches nothing: a typo must not select silently.
    pub fn pick<'e, 'c>(
        &self,
        entries: &'e [Entry<'c>],
    ) -> Result<Vec<&'e Entry<'c>>, SelectionError> {
        let folders = self.folders.iter().map(|name| Ok(Pattern::exact(name)));
        let folders = found("--folder", folders, entries)?;
        let include = found(
            "--include",
            self.include.iter().map(|text| Pattern::new("--include", text)),
            entries,
        )?;
        let exclude = found(
            "--exclude",
            self.exclude.iter().map(|text| Pattern::new("--exclude", text)),
            entries,
        )?;
        let any = |patterns: &[Pattern], entry: &Entry<'_>| {
            patterns.iter().any(|pattern| pattern.matches(entry))
        };
        let wanted = |entry: &&Entry<'_>| {
            (folders.is_empty() || any(&folders, entry))
                && (include.is_empty() || any(&include, entry))
                && !any(&exclude, entry)
        };
        Ok(entries.iter().filter(wanted).collect())
    }
}

/// A name, id, path or glob.
struct Pattern {
    text: String,
    glob: Option<GlobMatcher>,
}

impl Pattern {
    fn exact(text: &str) -> Self {
        Self { text: text.to_owned(), glob: None }
    }

    /// A `*` stays within one level of folders, `**` does not.
    fn new(flag: &'static str, text: &str) -> Result<Self, SelectionError> {
        let glob = GlobBuilder::new(text).literal_separator(true).build();
        let wrong = |error: globset::Error| SelectionError::Glob {
            flag,
            pattern: text.to_owned(),
            reason: error.kind().to_string(),
        };
        match glob {
            Ok(glob) => Ok(Self { text: text.to_owned(), glob: Some(glob.compile_matcher()) }),
            // A name may hold brackets that make no glob: then it is only a name.
            Err(_) if !text.contains(['*', '?']) => Ok(Self::exact(text)),
            Err(error) => Err(wrong(error)),
        }
    }

    /// Tells whether it names the item or a folder around it.
    fn matches(&self, entry: &Entry<'_>) -> bool {
        let named = |name: &str, id: &str| name == self.text || id == self.text;
        let mut folders = entry.folders.iter().zip(&entry.folder_ids);
        if named(&entry.item.name, &entry.id) || folders.any(|(folder, id)| named(&folder.name, id))
        {
            return true;
        }
        let mut names = entry.path();
        names.push(entry.item.name.clone());
        (1..=names.len()).any(|depth| {
            let path = names[..depth].join("/");
            path == self.text
                || names[..depth].join(" / ") == self.text
                || self.glob.as_ref().is_some_and(|glob| glob.is_match(&path))
        })
    }
}

/// Collects patterns, each of which must match something.
fn found(
    flag: &'static str,
    patterns: impl Iterator<Item = Result<Pattern, SelectionError>>,
    entries: &[Entry<'_>],
) -> Result<Vec<Pattern>, SelectionError> {
    let patterns: Vec<Pattern> = patterns.collect::<Result<_, _>>()?;
    match patterns.iter().find(|pattern| !entries.iter().any(|entry| pattern.matches(entry))) {
        None => Ok(patterns),
        Some(lost) => {
            Err(SelectionError::Unknown { flag, name: lost.text.clone(), known: known(entries) })
        }
    }
}

fn known(entries: &[Entry<'_>]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for entry in entries {
        let mut path = entry.path();
        path.push(entry.item.name.clone());
        for name in path {
            if !names.contains(&name) && names.len() < MOST_NAMES {
                names.push(name);
            }
        }
    }
    names
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::collection::{parse_collection, walk};

    const COLLECTION: &str = r#"{"info": {"name": "c"}, "item": [
        {"name": "Users", "item": [
            {"name": "list", "id": "u1", "request": "http://x"},
            {"name": "Admin", "item": [{"name": "list", "request": "http://x"}]}
        ]},
        {"name": "ping [fast]", "request": "http://x"}
    ]}"#;

    fn picked(selection: &Selection) -> Result<Vec<String>, SelectionError> {
        let collection = parse_collection(COLLECTION, "test").unwrap();
        let entries = walk(&collection);
        let path =
            |entry: &&Entry<'_>| [entry.path(), vec![entry.item.name.clone()]].concat().join("/");
        Ok(selection.pick(&entries)?.iter().map(path).collect())
    }

    fn list(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn everything_runs_without_a_selection() {
        assert_eq!(picked(&Selection::default()).unwrap().len(), 3);
    }

    #[test]
    fn includes_by_name_id_path_and_glob() {
        for (pattern, expected) in [
            ("Users", vec!["Users/list", "Users/Admin/list"]),
            ("u1", vec!["Users/list"]),
            ("Users/Admin", vec!["Users/Admin/list"]),
            ("Users / Admin / list", vec!["Users/Admin/list"]),
            ("Users/l*", vec!["Users/list"]),
            ("**/list", vec!["Users/list", "Users/Admin/list"]),
            ("ping*", vec!["ping [fast]"]),
            ("ping [fast]", vec!["ping [fast]"]),
        ] {
            let selection = Selection { include: list(&[pattern]), ..Selection::default() };
            assert_eq!(picked(&selection).unwrap(), expected, "{pattern}");
        }
    }

    #[test]
    fn exclusion_wins_and_order_is_the_collections() {
        let selection = Selection {
            folders: list(&["ping [fast]", "Users"]),
            exclude: list(&["Admin"]),
            ..Selection::default()
        };
        assert_eq!(picked(&selection).unwrap(), ["Users/list", "ping [fast]"]);
    }

    #[test]
    fn a_typo_is_an_error_that_lists_the_names() {
        let selection = Selection { exclude: list(&["Usrs"]), ..Selection::default() };
        let error = picked(&selection).unwrap_err().to_string();
        assert!(
            error.contains("--exclude \"Usrs\"") && error.contains("Users, list, Admin"),
            "{error}"
        );
    }
}
