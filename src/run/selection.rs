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
    /// Picks the selected entries of every collection, in collection order whatever the order of
    /// the flags. What a flag names has to be in one of them.
    ///
    /// # Errors
    /// Fails when a name or pattern matches nothing: a typo must not select silently.
    pub fn pick<'e, 'c>(
        &self,
        collections: &'e [Vec<Entry<'c>>],
    ) -> Result<Vec<Vec<&'e Entry<'c>>>, SelectionError> {
        let folders = self.folders.iter().map(|name| Ok(Pattern::exact(name)));
        let patterns = Patterns {
            folders: found("--folder", folders, collections)?,
            include: found("--include", read("--include", &self.include), collections)?,
            exclude: found("--exclude", read("--exclude", &self.exclude), collections)?,
        };
        Ok(collections.iter().map(|entries| patterns.pick(entries)).collect())
    }

    /// Tells whether it leaves anything out.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.folders.is_empty() && self.include.is_empty() && self.exclude.is_empty()
    }
}

/// A selection that is known to make sense.
struct Patterns {
    folders: Vec<Pattern>,
    include: Vec<Pattern>,
    exclude: Vec<Pattern>,
}

impl Patterns {
    fn pick<'e, 'c>(&self, entries: &'e [Entry<'c>]) -> Vec<&'e Entry<'c>> {
        let any = |patterns: &[Pattern], entry: &Entry<'_>| {
            patterns.iter().any(|pattern| pattern.matches(entry))
        };
        let nearest = match self.folders.as_slice() {
            [folder] => nearest(&folder.text, entries),
            _ => None,
        };
        let in_folders = |entry: &Entry<'_>| match &nearest {
            Some(nearest) => nearest.contains(entry),
            None => self.folders.is_empty() || any(&self.folders, entry),
        };
        let wanted = |entry: &&Entry<'_>| {
            in_folders(entry)
                && (self.include.is_empty() || any(&self.include, entry))
                && !any(&self.exclude, entry)
        };
        entries.iter().filter(wanted).collect()
    }
}

fn read(
    flag: &'static str,
    texts: &[String],
) -> impl Iterator<Item = Result<Pattern, SelectionError>> {
    texts.iter().map(move |text| Pattern::new(flag, text))
}

/// What one name or id of `--folder` means.
struct Nearest<'e, 'c> {
    /// An entry on the way to which, or at which, the name stands.
    entry: &'e Entry<'c>,
    /// The number of folders around what is named.
    depth: usize,
}

impl Nearest<'_, '_> {
    fn contains(&self, other: &Entry<'_>) -> bool {
        match (self.entry.folders.get(self.depth), other.folders.get(self.depth)) {
            (Some(folder), Some(other)) => std::ptr::eq(*folder, *other),
            (None, None) => std::ptr::eq(self.entry.item, other.item),
            _ => false,
        }
    }
}

/// Finds the folder or request of a name: of several the one nearest to the root, then the first.
fn nearest<'e, 'c>(name: &str, entries: &'e [Entry<'c>]) -> Option<Nearest<'e, 'c>> {
    let candidates = entries.iter().flat_map(|entry| {
        let folders = entry.folders.iter().map(|folder| &folder.name).zip(&entry.folder_ids);
        let names = folders.chain([(&entry.item.name, &entry.id)]).enumerate();
        let named = names.filter(|(_, (own, id))| *own == name || *id == name);
        named.map(|(depth, _)| Nearest { entry, depth }).collect::<Vec<_>>()
    });
    candidates.min_by_key(|candidate| candidate.depth)
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
    collections: &[Vec<Entry<'_>>],
) -> Result<Vec<Pattern>, SelectionError> {
    let patterns: Vec<Pattern> = patterns.collect::<Result<_, _>>()?;
    let matches = |pattern: &Pattern| collections.iter().flatten().any(|at| pattern.matches(at));
    match patterns.iter().find(|pattern| !matches(pattern)) {
        None => Ok(patterns),
        Some(lost) => Err(SelectionError::Unknown {
            flag,
            name: lost.text.clone(),
            known: known(collections.iter().flatten()),
        }),
    }
}

fn known<'e>(entries: impl Iterator<Item = &'e Entry<'e>>) -> Vec<String> {
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
        let entries = [walk(&collection)];
        let path =
            |entry: &&Entry<'_>| [entry.path(), vec![entry.item.name.clone()]].concat().join("/");
        Ok(selection.pick(&entries)?.concat().iter().map(path).collect())
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
    fn names_may_be_spread_over_collections() {
        let texts = [
            COLLECTION,
            r#"{"info": {"name": "d"}, "item": [{"name": "other", "request": "http://x"}]}"#,
        ];
        let collections = texts.map(|text| parse_collection(text, "test").unwrap());
        let entries = [walk(&collections[0]), walk(&collections[1])];
        let count = |selection: Selection| {
            selection.pick(&entries).map(|picked| picked.iter().map(Vec::len).collect::<Vec<_>>())
        };
        for flag in ["folders", "include"] {
            let names = list(&["Admin", "other"]);
            let selection = match flag {
                "folders" => Selection { folders: names, ..Selection::default() },
                _ => Selection { include: names, ..Selection::default() },
            };
            assert_eq!(count(selection), Ok(vec![1, 1]), "{flag}");
        }
        let selection = Selection { exclude: list(&["other"]), ..Selection::default() };
        assert_eq!(count(selection), Ok(vec![3, 0]));
        let selection = Selection { folders: list(&["Admin"]), ..Selection::default() };
        assert_eq!(count(selection), Ok(vec![1, 0]));
    }

    #[test]
    fn a_folder_name_means_the_nearest_to_the_root() {
        let selection = Selection { folders: list(&["list"]), ..Selection::default() };
        assert_eq!(picked(&selection).unwrap(), ["Users/list"]);
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
