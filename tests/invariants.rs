//! Keeps the "who may know whom" lines of `src/lib.rs` true.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// `Invariant: X uses A, B.` and `Invariant: only M names A, B.`, as `lib.rs` states them.
struct Rules {
    uses: BTreeMap<String, Vec<String>>,
    names: Vec<(String, Vec<String>)>,
}

fn source_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn rules() -> Rules {
    let text = fs::read_to_string(source_root().join("lib.rs")).unwrap();
    let list = |text: &str| {
        text.split(',')
            .map(|word| word.trim().to_owned())
            .filter(|word| word != "nothing")
            .collect()
    };
    let mut rules = Rules { uses: BTreeMap::new(), names: Vec::new() };
    for line in text.lines().filter_map(|line| line.strip_prefix("//! Invariant: ")) {
        let line = line.trim_end_matches('.');
        if let Some((module, names)) =
            line.strip_prefix("only ").and_then(|rest| rest.split_once(" names "))
        {
            rules.names.push((module.to_owned(), list(names)));
        } else if let Some((module, uses)) = line.split_once(" uses ") {
            rules.uses.insert(module.to_owned(), list(uses));
        } else {
            panic!("lib.rs states an invariant this test does not understand: {line}");
        }
    }
    rules
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// `src/http/client/pool.rs` is `http::client::pool`.
fn module_path(file: &Path) -> String {
    let relative = file.strip_prefix(source_root()).unwrap().with_extension("");
    let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    parts.join("::").trim_end_matches("::mod").to_owned()
}

/// The code without its comment lines.
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Names of the top-level modules that the code refers to by `crate::`.
fn edges(code: &str) -> Vec<String> {
    let after = code.split("crate::").skip(1);
    let name = |text: &str| {
        text.chars()
            .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
            .collect::<String>()
    };
    after.map(name).filter(|name| !name.is_empty()).collect()
}

#[test]
fn modules_know_only_whom_they_may() {
    let rules = rules();
    assert!(rules.uses.len() > 8, "lib.rs lost its invariants");
    let mut files = Vec::new();
    sources(&source_root(), &mut files);
    let mut broken = Vec::new();
    for file in files {
        let module = module_path(&file);
        let top = module.split("::").next().unwrap_or_default().to_owned();
        let Some(allowed) = rules.uses.get(&top) else { continue };
        for used in edges(&code(&file)) {
            if used != top && !allowed.contains(&used) {
                broken.push(format!("{module} uses {used}"));
            }
        }
    }
    assert!(broken.is_empty(), "not allowed by src/lib.rs:\n{}", broken.join("\n"));
}

#[test]
fn libraries_stay_in_their_rooms() {
    let rules = rules();
    assert!(!rules.names.is_empty());
    let mut files = Vec::new();
    sources(&source_root(), &mut files);
    let mut broken = Vec::new();
    for file in files {
        let (module, code) = (module_path(&file), code(&file));
        for (room, libraries) in &rules.names {
            let inside = module == *room || module.starts_with(&format!("{room}::"));
            for library in libraries.iter().filter(|_| !inside) {
                if code.contains(&format!("{library}::")) {
                    broken.push(format!("{module} names {library}"));
                }
            }
        }
    }
    assert!(broken.is_empty(), "not allowed by src/lib.rs:\n{}", broken.join("\n"));
}
