//! The APIs that are known: the built-in ones and the user's own.

use std::path::Path;

use super::system::{System, SystemError};

/// The built-in descriptions, in the order they are listed.
const BUILT_IN: [(&str, &str); 6] = [
    ("ecommerce.toml", include_str!("systems/ecommerce.toml")),
    ("login.toml", include_str!("systems/login.toml")),
    ("recurring.toml", include_str!("systems/recurring.toml")),
    ("ipp.toml", include_str!("systems/ipp.toml")),
    ("isp.toml", include_str!("systems/isp.toml")),
    ("psp.toml", include_str!("systems/psp.toml")),
];

/// What several of them have in common.
const SHARED: [(&str, &str); 2] = [
    ("vipps.toml", include_str!("systems/vipps.toml")),
    ("vipps-token.toml", include_str!("systems/vipps-token.toml")),
];

/// Descriptions of APIs, by name.
#[derive(Debug, Clone)]
pub struct Systems(Vec<System>);

impl Systems {
    /// Reads the built-in descriptions.
    ///
    /// # Errors
    /// Fails when one of them is wrong, which a test rules out.
    pub fn built_in() -> Result<Self, SystemError> {
        let read = |(name, text): &(&str, &str)| System::parse(text, name, &shared);
        BUILT_IN.iter().map(read).collect::<Result<_, _>>().map(Self)
    }

    /// Adds a description; one of the same name goes.
    pub fn add(&mut self, system: System) {
        self.0.retain(|known| known.name != system.name);
        self.0.push(system);
    }

    /// Reads a user's description; what it includes lies beside it, or is built in.
    ///
    /// # Errors
    /// As [`System::parse`].
    pub fn parse(text: &str, path: &Path) -> Result<System, SystemError> {
        let beside = |name: &str| {
            let folder = path.parent().unwrap_or(Path::new(""));
            crate::files::read_text(&folder.join(name)).ok().or_else(|| shared(name))
        };
        System::parse(text, &path.display().to_string(), &beside)
    }

    /// Iterates over the APIs.
    pub fn iter(&self) -> impl Iterator<Item = &System> {
        self.0.iter()
    }

    /// Finds an API by its name, in any case.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&System> {
        self.0.iter().find(|system| system.name.eq_ignore_ascii_case(name))
    }

    /// Says where the value of a variable is found, for credentials and other values that belong to
    /// somebody.
    #[must_use]
    pub fn known(&self, key: &str) -> Option<&str> {
        let credentials = self.iter().flat_map(|system| &system.credential);
        let credentials = credentials.map(|each| (&each.variables, &each.find));
        let others = self.iter().flat_map(|system| &system.also);
        let mut all = credentials.chain(others.map(|each| (&each.variables, &each.find)));
        all.find(|(variables, _)| variables.iter().any(|name| name == key))
            .map(|(_, find)| find.as_str())
    }

    /// Tells whether scripts set a variable at run time.
    #[must_use]
    pub fn is_run_time(&self, key: &str) -> bool {
        self.iter().any(|system| system.run_time.iter().any(|name| name == key))
    }
}

fn shared(name: &str) -> Option<String> {
    SHARED.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_descriptions_are_sound() {
        let systems = Systems::built_in().unwrap();
        let names: Vec<_> = systems.iter().map(|system| system.name.as_str()).collect();
        assert_eq!(names, ["ecommerce", "login", "recurring", "ipp", "isp", "psp"]);
        for system in systems.iter() {
            for credential in &system.credential {
                assert!(!credential.find.is_empty(), "{}: {}", system.name, credential.name);
            }
        }
        assert!(systems.get("PSP").is_some());
        assert!(systems.known("client-secret").unwrap().contains("portal"));
        assert!(systems.is_run_time("access_token") && !systems.is_run_time("client_id"));
    }

    #[test]
    fn what_is_wrong_in_a_description_is_named() {
        let good = "name = 'x'\ntitle = 'X'\n[[credential]]\nname = 'key'\nvariables = ['k']\n[[probe]]\nname = 'p'\nrequest = 'GET https://h/{{key}}'\nexpect = { status = ['200'] }\n";
        let path = Path::new("nowhere/x.toml");
        assert!(Systems::parse(good, path).is_ok());
        for (text, expected) in [
            (good.replace("title", "titel"), "unknown field `titel`"),
            (good.replace("'GET https", "'https"), "write request as `GET URL`"),
            (good.replace("{{key}}", "{{kye}}"), "uses {{kye}}, which nothing makes"),
            (
                format!("{good}proves = ['secret']\n"),
                "\"secret\" is neither a credential nor a setting",
            ),
            (format!("{good}level = 2\n"), "needs production_hosts"),
            (format!("include = ['vips.toml']\n{good}"), "\"vips.toml\"] leads to no file"),
            (
                good.replace("variables = ['k']", "variables = ['k']\nshape = '['"),
                "no regular expression",
            ),
            (
                format!("{good}[[probe.diagnosis]]\nwhen = {{}}\nsay = ''\nalternative = 'q'\n"),
                "\"q\" is no probe",
            ),
            ("name = 'x'\ntitle = 'X'\n".to_owned(), "a [[credential]] and a [[probe]]"),
        ] {
            let error = Systems::parse(&text, path).unwrap_err().to_string();
            assert!(error.contains(expected) && error.contains("nowhere/x.toml"), "{error}");
        }
    }
}
