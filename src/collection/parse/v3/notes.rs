//! What a reader of the files should be told: unknown keys, scripts that never run.

use super::super::super::model::Extra;

/// Collects sentences, each with the file they belong to.
pub(super) struct Notes {
    /// The sentences so far.
    pub(super) list: Vec<String>,
    file: String,
}

/// Keys people write, and what v3 calls them.
const HINTS: [(&str, &str); 12] = [
    ("header", "headers"),
    ("params", "queryParams"),
    ("query", "queryParams"),
    ("queryparams", "queryParams"),
    ("pathVars", "pathVariables"),
    ("variable", "variables"),
    ("event", "scripts"),
    ("events", "scripts"),
    ("script", "scripts"),
    ("tests", "scripts"),
    ("example", "examples"),
    ("type", "$kind"),
];

impl Notes {
    pub(super) fn new() -> Self {
        Self { list: Vec::new(), file: String::new() }
    }

    /// Names the file that the next sentences belong to.
    pub(super) fn enter(&mut self, file: &str) {
        file.clone_into(&mut self.file);
    }

    pub(super) fn say(&mut self, sentence: &str) {
        self.list.push(format!("{}: {sentence}", self.file));
    }

    /// Names keys that the format does not know; they are kept and have no effect.
    pub(super) fn unknown(&mut self, extra: &Extra, expected: &[&str]) {
        for key in extra.keys().filter(|key| !key.starts_with('$')) {
            if expected.contains(&key.as_str()) {
                continue;
            }
            let hint = HINTS.iter().find(|(written, _)| written == key);
            let hint =
                hint.map(|(_, meant)| format!("; v3 calls it `{meant}`")).unwrap_or_default();
            self.say(&format!("`{key}` is no key of this format and has no effect{hint}"));
        }
    }
}
