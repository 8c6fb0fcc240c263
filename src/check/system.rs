//! The description of an API: what its credentials are, how they are probed, what answers mean.

use indexmap::IndexMap;
use regex_lite::Regex;
use serde::Deserialize;

use super::answer::Match;

/// An API whose credentials can be checked.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct System {
    /// What the user types.
    #[serde(default)]
    pub name: String,
    /// What people call it.
    #[serde(default)]
    pub title: String,
    /// Descriptions whose content comes before this one's.
    #[serde(default)]
    pub(super) include: Vec<String>,
    /// An environment with one of these signs is for this API.
    #[serde(default)]
    pub(super) sign: Vec<Sign>,
    /// Hosts where nothing may be changed.
    #[serde(default)]
    pub(super) production_hosts: Vec<String>,
    /// Hosts of the same API in its other environment, by host.
    #[serde(default)]
    pub(super) other_hosts: IndexMap<String, OtherHost>,
    /// Values that the requests need beside credentials.
    #[serde(default)]
    pub(super) setting: Vec<Credential>,
    /// What is checked.
    #[serde(default)]
    pub credential: Vec<Credential>,
    /// Variables that the collection needs and the check does not.
    #[serde(default)]
    pub(super) also: Vec<Also>,
    /// Variables that scripts set at run time.
    #[serde(default)]
    pub(super) run_time: Vec<String>,
    /// Values made anew for every check, by name; templates with dynamic variables.
    #[serde(default)]
    pub(super) make: IndexMap<String, String>,
    /// Requests, in the order they are sent.
    #[serde(default)]
    pub(super) probe: Vec<Probe>,
    /// Meanings of answers to any probe, after the probe's own.
    #[serde(default)]
    pub(super) diagnosis: Vec<Diagnosis>,
}

/// What makes an environment one for this API.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sign {
    /// A variable with this key is there …
    pub(super) variable: String,
    /// … and its value holds this text.
    pub(super) contains: Option<String>,
}

/// The other environment.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OtherHost {
    pub(super) host: String,
    /// `production` or `test`: what values that work there are.
    pub(super) title: String,
}

/// A value that comes from the environment.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credential {
    /// Its name in templates.
    pub name: String,
    /// Keys it may have in an environment; the first one that is there counts.
    pub variables: Vec<String>,
    /// Where people find the value.
    #[serde(default)]
    pub find: String,
    /// The form of right values, a regular expression for the whole value.
    pub(super) shape: Option<Shape>,
    /// What stands for it where the environment has none.
    pub(super) default: Option<String>,
    /// Only this part of a URL counts.
    pub(super) part: Option<Part>,
}

/// The part of a URL that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Part {
    /// Scheme, host and port.
    Origin,
}

/// Variables the collection needs.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Also {
    pub(super) variables: Vec<String>,
    pub(super) find: String,
}

/// A request and what its answers prove.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Probe {
    pub(super) name: String,
    /// 1 changes nothing; 2 creates something.
    #[serde(default = "one")]
    pub(super) level: u8,
    /// Never sent to a production host.
    #[serde(default)]
    pub(super) test_only: bool,
    /// Method and URL, `GET {{base_url}}/path`.
    pub(super) request: String,
    #[serde(default)]
    pub(super) query: IndexMap<String, String>,
    #[serde(default)]
    pub(super) headers: IndexMap<String, String>,
    /// User and password of Basic authorization.
    pub(super) basic: Option<Basic>,
    pub(super) body: Option<String>,
    /// Fields of an urlencoded body.
    pub(super) form: Option<IndexMap<String, String>>,
    /// What a good answer looks like.
    pub(super) expect: Match,
    /// The credentials that a good answer proves right.
    #[serde(default)]
    pub(super) proves: Vec<String>,
    /// Values to keep for later probes, by name: JSON pointers into the answer.
    #[serde(default)]
    pub(super) keep: IndexMap<String, String>,
    /// What a good answer should be accompanied by in words.
    pub(super) note: Option<String>,
    /// How often to send it until the answer is good.
    #[serde(default = "one")]
    pub(super) attempts: u8,
    /// Pause between attempts, in milliseconds.
    #[serde(default)]
    pub(super) pause: u64,
    #[serde(default)]
    pub(super) diagnosis: Vec<Diagnosis>,
}

/// Basic authorization of a probe.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Basic {
    pub(super) user: String,
    pub(super) password: String,
    /// Form-encode both before base64 (RFC 6749 §2.3.1).
    #[serde(default)]
    pub(super) encoded: bool,
}

/// What an answer means.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Diagnosis {
    pub(super) when: Match,
    /// Whose fault it is: those of them that nothing has proved right.
    #[serde(default)]
    pub(super) wrong: Vec<String>,
    /// What the refusal proves right all the same.
    #[serde(default)]
    pub(super) proves: Vec<String>,
    /// What to tell people, and what to do.
    pub(super) say: String,
    /// The same refusal comes for values of the other environment.
    #[serde(default)]
    pub(super) elsewhere: bool,
    /// A probe that tells more; it is sent in this case only.
    pub(super) alternative: Option<String>,
}

fn one() -> u8 {
    1
}

/// The form of a value.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Shape(Regex);

impl TryFrom<String> for Shape {
    type Error = String;

    fn try_from(pattern: String) -> Result<Self, String> {
        let whole = Regex::new(&format!("^(?:{pattern})$"));
        whole.map(Self).map_err(|error| format!("no regular expression: {error}"))
    }
}

impl Shape {
    /// Tells whether a value has this form.
    pub(super) fn fits(&self, text: &str) -> bool {
        self.0.is_match(text)
    }
}

/// Why a description cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SystemError {
    /// It is not TOML, or has members that there are not.
    #[error("{origin}: {error}")]
    Toml {
        /// The file.
        origin: String,
        /// What the parser says, with line and column.
        error: Box<toml::de::Error>,
    },
    /// A name in it leads nowhere.
    #[error("{origin}: {problem}")]
    Content {
        /// The file.
        origin: String,
        /// What is wrong.
        problem: String,
    },
}

impl System {
    /// Reads a description.
    ///
    /// `include` finds the text of another one by the name it has in `include = […]`; its lists
    /// come before this one's, whose single values win.
    ///
    /// # Errors
    /// Fails when the text is not TOML of this form, and when a name in it leads nowhere: a
    /// template to a value that nothing makes, a diagnosis to a credential that there is not.
    pub fn parse(
        text: &str,
        origin: &str,
        include: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, SystemError> {
        let mut system = read(text, origin)?;
        let names = std::mem::take(&mut system.include);
        for name in names.iter().rev() {
            let problem = || format!("include = [\"{name}\"] leads to no file");
            let content = |problem| SystemError::Content { origin: origin.to_owned(), problem };
            let text = include(name).ok_or_else(|| content(problem()))?;
            let base = read(&text, name)?;
            if !base.include.is_empty() {
                return Err(content(format!("\"{name}\" is included and may not include others")));
            }
            system.put_before(base);
        }
        let problem = system.problem();
        match problem {
            Some(problem) => Err(SystemError::Content { origin: origin.to_owned(), problem }),
            None => Ok(system),
        }
    }

    fn put_before(&mut self, base: Self) {
        fn before<T>(own: &mut Vec<T>, mut base: Vec<T>) {
            base.append(own);
            *own = base;
        }
        before(&mut self.sign, base.sign);
        before(&mut self.production_hosts, base.production_hosts);
        before(&mut self.setting, base.setting);
        before(&mut self.credential, base.credential);
        before(&mut self.also, base.also);
        before(&mut self.run_time, base.run_time);
        before(&mut self.probe, base.probe);
        before(&mut self.diagnosis, base.diagnosis);
        for (name, value) in base.make {
            self.make.entry(name).or_insert(value);
        }
        for (host, other) in base.other_hosts {
            self.other_hosts.entry(host).or_insert(other);
        }
    }

    /// Credentials and settings.
    pub(super) fn inputs(&self) -> impl Iterator<Item = &Credential> {
        self.credential.iter().chain(&self.setting)
    }

    /// Finds a probe.
    pub(super) fn probe(&self, name: &str) -> Option<&Probe> {
        self.probe.iter().find(|probe| probe.name == name)
    }

    /// Tells whether a probe is only sent to learn more about a refusal.
    pub(super) fn is_alternative(&self, name: &str) -> bool {
        let own = self.probe.iter().flat_map(|probe| &probe.diagnosis);
        own.chain(&self.diagnosis).any(|each| each.alternative.as_deref() == Some(name))
    }

    /// Finds a name that leads nowhere.
    fn problem(&self) -> Option<String> {
        if self.name.is_empty() || self.title.is_empty() {
            return Some("name and title are missing".to_owned());
        }
        if self.credential.is_empty() || self.probe.is_empty() {
            return Some("there has to be a [[credential]] and a [[probe]]".to_owned());
        }
        let changes = self.probe.iter().any(|probe| probe.level > 1);
        if changes && self.production_hosts.is_empty() {
            return Some(
                "a probe of level 2 needs production_hosts, where it never runs".to_owned(),
            );
        }
        let kept = self.probe.iter().flat_map(|probe| probe.keep.keys());
        let values: Vec<&str> = kept
            .chain(self.make.keys())
            .map(String::as_str)
            .chain(self.inputs().map(|input| input.name.as_str()))
            .collect();
        let credentials: Vec<&str> = self.inputs().map(|input| input.name.as_str()).collect();
        for probe in &self.probe {
            for name in probe.references() {
                if !name.starts_with('$') && !values.contains(&name) {
                    return Some(format!(
                        "probe \"{}\" uses {{{{{name}}}}}, which nothing makes",
                        probe.name
                    ));
                }
            }
            if probe.request.split_once(' ').is_none() {
                return Some(format!("probe \"{}\": write request as `GET URL`", probe.name));
            }
        }
        let own = self.probe.iter().flat_map(|probe| &probe.diagnosis);
        let diagnoses = || own.clone().chain(&self.diagnosis);
        let named = diagnoses().flat_map(|each| each.wrong.iter().chain(&each.proves));
        let mut named = named.chain(self.probe.iter().flat_map(|probe| &probe.proves));
        if let Some(name) = named.find(|name| !credentials.contains(&name.as_str())) {
            return Some(format!("\"{name}\" is neither a credential nor a setting"));
        }
        let mut alternatives = diagnoses().filter_map(|each| each.alternative.as_deref());
        let lost = alternatives.find(|name| self.probe(name).is_none());
        lost.map(|name| format!("alternative = \"{name}\" is no probe"))
    }
}

impl Probe {
    /// The names in its templates, in order, doubled ones included.
    pub(super) fn references(&self) -> Vec<&str> {
        let pairs = [Some(&self.query), Some(&self.headers), self.form.as_ref()];
        let values = pairs.into_iter().flatten().flat_map(IndexMap::values);
        let basic = self.basic.iter().flat_map(|basic| [&basic.user, &basic.password]);
        let texts = std::iter::once(&self.request).chain(values).chain(basic).chain(&self.body);
        texts.flat_map(|text| names(text)).collect()
    }
}

/// The names between double braces.
fn names(text: &str) -> Vec<&str> {
    let parts = text.split("{{").skip(1);
    parts.filter_map(|part| part.split_once("}}").map(|(name, _)| name)).collect()
}

fn read(text: &str, origin: &str) -> Result<System, SystemError> {
    toml::from_str(text)
        .map_err(|error| SystemError::Toml { origin: origin.to_owned(), error: Box::new(error) })
}
