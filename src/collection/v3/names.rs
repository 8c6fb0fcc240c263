//! File names: safe on every system, unique in their directory whatever the case.

use std::collections::HashSet;

/// Longest name in characters; file systems hold 255 bytes with the endings.
const LONGEST: usize = 60;

/// Replaces what file names may not hold by `-`, as the app does.
pub(super) fn safe(name: &str) -> String {
    let replaced = name.chars().map(|letter| match letter {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
        control if control.is_control() => '-',
        other => other,
    });
    let cut: String = replaced.take(LONGEST).collect();
    let trimmed = cut.trim().trim_end_matches('.');
    // A leading dot hides a folder, and `.resources` is the format's own.
    let plain = trimmed.replace(".resources", "-resources");
    match plain.strip_prefix('.') {
        _ if plain.is_empty() => "unnamed".to_owned(),
        _ if plain == "node_modules" => "node_modules-".to_owned(),
        Some(rest) => format!("-{rest}"),
        None => plain,
    }
}

/// The names taken in a directory.
#[derive(Debug, Default)]
pub(super) struct Taken(HashSet<String>);

impl Taken {
    /// Takes a name, with a number behind it when it is taken.
    pub(super) fn take(&mut self, name: &str) -> String {
        let base = safe(name);
        let numbered = (1..).map(|number| format!("{base} {number}"));
        let mut candidates = std::iter::once(base.clone()).chain(numbered);
        let free = candidates.find(|candidate| self.0.insert(candidate.to_lowercase()));
        free.unwrap_or(base)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_unique() {
        let mut taken = Taken::default();
        let names = ["a/b", "A\\B", "", ".git", "x.resources", " y. ", "a-b 1"];
        let files: Vec<String> = names.iter().map(|name| taken.take(name)).collect();
        assert_eq!(files, ["a-b", "A-B 1", "unnamed", "-git", "x-resources", "y", "a-b 1 1"]);
    }
}
