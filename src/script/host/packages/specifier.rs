//! What scripts write to name a package: `name`, `@scope/name/path`, `npm:name@version`, `./path`.

use super::PackageError;

/// A taken-apart name.
#[derive(Debug, PartialEq)]
pub(super) enum Specifier<'a> {
    /// A path relative to the file that asks, or `#name`, which its package maps.
    Own(&'a str),
    /// A package, or a path inside of one.
    Package {
        /// With its scope.
        name: &'a str,
        /// The version asked for.
        version: Option<&'a str>,
        /// `.`, or the path behind the name with `./` before it.
        path: String,
    },
}

impl<'a> Specifier<'a> {
    /// Reads a name.
    ///
    /// # Errors
    /// It names a registry other than npm's.
    pub(super) fn parse(text: &'a str) -> Result<Self, PackageError> {
        if text.starts_with('.') || text.starts_with('/') || text.starts_with('#') {
            return Ok(Self::Own(text));
        }
        let text = match text.split_once(':') {
            Some(("npm", rest)) => rest,
            Some(_) => return Err(PackageError::Registry(text.to_owned())),
            None => text,
        };
        let slashes = if text.starts_with('@') { 2 } else { 1 };
        let (head, tail) = match text.match_indices('/').nth(slashes - 1) {
            Some((at, _)) => (&text[..at], &text[at + 1..]),
            None => (text, ""),
        };
        let (name, version) = match head[1.min(head.len())..].find('@') {
            Some(at) => (&head[..=at], Some(&head[at + 2..])),
            None => (head, None),
        };
        let path = if tail.is_empty() { ".".to_owned() } else { format!("./{tail}") };
        Ok(Self::Package { name, version: version.filter(|version| !version.is_empty()), path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_apart() {
        for (text, name, version, path) in [
            ("lodash", "lodash", None, "."),
            ("lodash/fp", "lodash", None, "./fp"),
            ("@faker-js/faker", "@faker-js/faker", None, "."),
            ("@a/b/c/d.js", "@a/b", None, "./c/d.js"),
            ("npm:lodash@4.17.21", "lodash", Some("4.17.21"), "."),
            ("npm:@a/b@1.0.0/c", "@a/b", Some("1.0.0"), "./c"),
            ("npm:lodash", "lodash", None, "."),
        ] {
            let wanted = Specifier::Package { name, version, path: path.to_owned() };
            assert_eq!(Specifier::parse(text).ok(), Some(wanted), "{text}");
        }
        assert_eq!(Specifier::parse("./a").ok(), Some(Specifier::Own("./a")));
        assert!(Specifier::parse("jsr:@std/assert").is_err());
        assert!(Specifier::parse("").is_ok());
    }
}
