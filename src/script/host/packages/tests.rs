#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use tempfile::TempDir;

use super::*;

/// A folder with packages of every shape.
fn desk() -> (TempDir, Packages) {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in [
        ("node_modules/plain/package.json", r#"{"main": "lib/main", "version": "1.2.3"}"#),
        ("node_modules/plain/lib/main.js", "exports.x = 1"),
        ("node_modules/plain/lib/other.js", ""),
        ("node_modules/plain/lib/data.json", "{}"),
        ("node_modules/plain/lib/folder/index.js", ""),
        ("node_modules/plain/node_modules/inner/index.js", ""),
        ("node_modules/inner/index.js", ""),
        (
            "node_modules/@s/esm/package.json",
            r##"{"type": "module", "exports": {".": "./m.js"}, "imports": {"#x": "./x.js"}}"##,
        ),
        ("node_modules/@s/esm/m.js", "export default 1"),
        ("node_modules/@s/esm/x.js", ""),
        ("secret.txt", "secret"),
    ] {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let packages = Packages::open(folder.path()).unwrap();
    (folder, packages)
}

fn resolve(packages: &Packages, specifier: &str, from: Option<&str>) -> Result<String, String> {
    packages
        .resolve(Reference { specifier, from, import: false })
        .map_err(|error| error.to_string())
}

#[test]
fn names_and_paths_lead_to_files_as_in_node() {
    let (_folder, packages) = desk();
    let main = "plain/lib/main.js";
    for (specifier, from, wanted) in [
        ("plain", None, main),
        ("npm:plain@1.2.3", None, main),
        ("plain/lib/other", None, "plain/lib/other.js"),
        ("plain/lib/folder", None, "plain/lib/folder/index.js"),
        ("./data", Some(main), "plain/lib/data.json"),
        ("./folder", Some(main), "plain/lib/folder/index.js"),
        ("..", Some(main), main),
        ("inner", Some(main), "plain/node_modules/inner/index.js"),
        ("inner", Some("@s/esm/m.js"), "inner/index.js"),
        ("@s/esm", None, "@s/esm/m.js"),
        ("#x", Some("@s/esm/m.js"), "@s/esm/x.js"),
    ] {
        assert_eq!(resolve(&packages, specifier, from).as_deref(), Ok(wanted), "{specifier}");
    }
    assert_eq!(packages.read("@s/esm/m.js").unwrap().0, PackageFormat::Module);
    assert_eq!(packages.read(main).unwrap(), (PackageFormat::CommonJs, "exports.x = 1".to_owned()));
}

#[test]
fn what_is_not_there_is_told_by_name() {
    let (_folder, packages) = desk();
    for (specifier, from, part) in [
        ("absent", None, "npm install absent"),
        ("npm:plain@9.9.9", None, "has version 1.2.3"),
        ("@s/esm/x.js", None, "not defined by \"exports\""),
        ("./nope", Some("plain/lib/main.js"), "'./nope' required by plain/lib/main.js"),
        ("jsr:@std/x", None, "not supported"),
        ("../secret.txt", None, "leads out of"),
        ("../../../secret.txt", Some("plain/lib/main.js"), "leads out of"),
    ] {
        let error = resolve(&packages, specifier, from).unwrap_err();
        assert!(error.contains(part), "{specifier}: {error}");
    }
    assert!(packages.read("../secret.txt").is_err());
    assert!(Packages::open(Path::new("/no/such/folder")).is_err());
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_are_refused() {
    let (folder, packages) = desk();
    let link = folder.path().join("node_modules/plain/lib/link.js");
    std::os::unix::fs::symlink(folder.path().join("secret.txt"), link).unwrap();
    let error = resolve(&packages, "plain/lib/link.js", None).unwrap_err();
    assert!(error.contains("leads out of"), "{error}");
    assert!(packages.read("plain/lib/link.js").is_err());
}
