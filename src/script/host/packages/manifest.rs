//! `package.json`: `main`, `module`, `type`, `version`, `exports` and `imports`.

use std::path::Path;

use serde_json::Value;

/// The members that resolution reads.
#[derive(Debug, Default)]
pub(super) struct Manifest(Value);

impl Manifest {
    /// Reads the manifest of a folder; `None` when there is none that can be read.
    pub(super) fn read(folder: &Path) -> Option<Self> {
        let text = std::fs::read(folder.join("package.json")).ok()?;
        serde_json::from_slice(&text).ok().map(Self)
    }

    /// Tells whether plain `.js` files are ES modules.
    pub(super) fn is_module(&self) -> bool {
        self.0["type"] == "module"
    }

    /// The version.
    pub(super) fn version(&self) -> &str {
        self.0["version"].as_str().unwrap_or_default()
    }

    /// The file that stands for the whole package; for `import`, bundlers' `module` comes first.
    pub(super) fn main(&self, import: bool) -> Option<&str> {
        let module = self.0["module"].as_str().filter(|_| import);
        module.or_else(|| self.0["main"].as_str()).filter(|main| !main.is_empty())
    }

    /// Finds what `exports` says of a path (`.` or `./x`): `None` when there is no `exports`,
    /// `Some(None)` when it does not offer the path.
    pub(super) fn exported(&self, path: &str, import: bool) -> Option<Option<String>> {
        let exports = self.0.get("exports").filter(|exports| !exports.is_null())?;
        let subpaths =
            exports.as_object().is_some_and(|map| map.keys().any(|key| key.starts_with('.')));
        Some(if subpaths {
            mapped(exports, path, import)
        } else if path == "." {
            target(exports, "", import)
        } else {
            None
        })
    }

    /// Finds what `imports` says of a name that begins with `#`.
    pub(super) fn imported(&self, name: &str, import: bool) -> Option<String> {
        mapped(&self.0["imports"], name, import)
    }
}

/// Finds a path in a map: the entry itself, else the longest pattern with a `*` that fits.
fn mapped(map: &Value, path: &str, import: bool) -> Option<String> {
    if let Some(entry) = map.get(path) {
        return target(entry, "", import);
    }
    let mut best: Option<(&str, &str, &Value)> = None;
    for (pattern, entry) in map.as_object()? {
        let Some((before, after)) = pattern.split_once('*') else {
            // The old form for folders: `"./lib/": "./lib/"`.
            if pattern.ends_with('/')
                && let Some(rest) = path.strip_prefix(pattern.as_str())
            {
                return target(entry, "", import).map(|folder| format!("{folder}{rest}"));
            }
            continue;
        };
        let fits = path.len() >= before.len() + after.len();
        let middle = path.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
        if let Some(middle) = middle.filter(|_| fits)
            && best.is_none_or(|(longest, ..)| before.len() > longest.len())
        {
            best = Some((before, middle, entry));
        }
    }
    let (_, middle, entry) = best?;
    target(entry, middle, import)
}

/// Chooses among conditions: `import` or `require`, `browser` (scripts have the web's globals, and
/// of Node's modules only what bundles for browsers have), and `default`, in the order of the file.
fn target(entry: &Value, middle: &str, import: bool) -> Option<String> {
    match entry {
        Value::String(path) => Some(path.replace('*', middle)),
        Value::Array(list) => list.iter().find_map(|entry| target(entry, middle, import)),
        Value::Object(conditions) => {
            let kind = if import { "import" } else { "require" };
            let wanted = |name: &str| name == kind || name == "browser" || name == "default";
            let mut fitting = conditions.iter().filter(|(name, _)| wanted(name));
            let found = fitting.find_map(|(_, entry)| target(entry, middle, import));
            // A package that offers ES modules only can be required as well.
            found.or_else(|| {
                let other = conditions.get("import").filter(|_| !import)?;
                target(other, middle, true)
            })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn exports_choose_by_condition_and_pattern() {
        let manifest = Manifest(json!({"exports": {
            ".": {"node": "./n.js", "import": "./m.mjs", "require": "./c.cjs", "default": "./d.js"},
            "./only": {"import": "./only.mjs"},
            "./fp/*": "./lib/fp/*.js",
            "./fp/deep/*.json": {"default": "./data/*.json"},
            "./hidden/*": null,
            "./old/": "./older/",
        }}));
        for (path, import, wanted) in [
            (".", false, Some("./c.cjs")),
            (".", true, Some("./m.mjs")),
            ("./only", false, Some("./only.mjs")),
            ("./fp/map", false, Some("./lib/fp/map.js")),
            ("./fp/deep/x.json", false, Some("./data/x.json")),
            ("./old/x.js", false, Some("./older/x.js")),
            ("./hidden/x", false, None),
            ("./absent", false, None),
        ] {
            let found = manifest.exported(path, import);
            assert_eq!(found, Some(wanted.map(str::to_owned)), "{path}");
        }
        let plain = Manifest(json!({"exports": "./x.js", "main": "m.js"}));
        assert_eq!(plain.exported(".", false), Some(Some("./x.js".to_owned())));
        assert_eq!(plain.exported("./y", false), Some(None));
        assert_eq!(Manifest(json!({"main": "m.js"})).exported(".", false), None);
    }
}
