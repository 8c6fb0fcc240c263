//! Runs the real binary.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// What a run of the binary left behind.
pub(crate) struct Ran {
    /// The exit code.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) stdout: String,
    /// Standard error.
    pub(crate) stderr: String,
}

/// A folder of its own with the files that a test needs.
pub(crate) struct Desk {
    folder: TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts a file into the folder.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs `postbud` with these words in the folder.
    pub(crate) fn postbud(&self, arguments: &[&str]) -> Ran {
        self.postbud_with(arguments, &[])
    }

    /// The same with environment variables.
    pub(crate) fn postbud_with(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_postbud"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env_remove("FORCE_COLOR")
            .env_remove("GITHUB_ACTIONS");
        let output = command.envs(environment.iter().copied()).output().unwrap();
        Ran {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// A file of the repository's `collections` folder.
pub(crate) fn shipped(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("collections").join(name);
    path.to_str().unwrap().to_owned()
}

/// A collection with one GET request and one test script.
pub(crate) fn collection(url: &str, test: &str) -> String {
    let script = serde_json::json!({ "listen": "test", "script": { "exec": test.lines().collect::<Vec<_>>() } });
    let collection = serde_json::json!({
        "info": {
            "name": "one request",
            "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
        },
        "item": [{ "name": "only", "event": [script], "request": { "method": "GET", "url": url } }],
    });
    collection.to_string()
}
