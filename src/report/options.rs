//! `--reporter-<name>-<option>` and `--reporter-<option>`.

use indexmap::IndexMap;

use super::ReportError;

/// What an option was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// Nothing: the option stands alone.
    Flag,
    /// A value.
    Text(String),
}

/// Reporter options as given: some for one reporter, some for all.
#[derive(Debug, Clone, Default)]
pub struct Options {
    generic: IndexMap<String, Setting>,
    named: IndexMap<(String, String), Setting>,
}

impl Options {
    /// Stores an option for every reporter that knows it (`--reporter-<option>`).
    pub fn set(&mut self, option: impl Into<String>, setting: Setting) {
        self.generic.insert(option.into(), setting);
    }

    /// Stores an option of one reporter (`--reporter-<name>-<option>`).
    pub fn set_for(
        &mut self,
        reporter: impl Into<String>,
        option: impl Into<String>,
        setting: Setting,
    ) {
        self.named.insert((reporter.into(), option.into()), setting);
    }

    /// Stores an option by what follows `--reporter-`: `json-export` belongs to the reporter `json`,
    /// `no-summary` to all.
    pub fn set_typed(&mut self, typed: &str, setting: Setting) {
        let own = super::names()
            .find_map(|name| typed.strip_prefix(name)?.strip_prefix('-').map(|rest| (name, rest)));
        match own {
            Some((reporter, option)) => self.set_for(reporter, option, setting),
            None => self.set(typed, setting),
        }
    }

    /// Gives a reporter that is not built in the options typed for it.
    pub(super) fn adopt(&mut self, reporter: &str) {
        let own = |option: &str| Some(option.strip_prefix(reporter)?.strip_prefix('-')?.to_owned());
        for (option, setting) in std::mem::take(&mut self.generic) {
            match own(&option) {
                Some(option) => self.set_for(reporter, option, setting),
                None => self.set(option, setting),
            }
        }
    }

    /// Picks the options of one reporter. The generic form wins over the named one, as in newman.
    pub(super) fn of(&self, reporter: &str) -> ReporterOptions {
        let named = self.named.iter().filter(|((name, _), _)| name == reporter);
        let named = named.map(|((_, option), setting)| (option.clone(), setting.clone()));
        let generic =
            self.generic.iter().map(|(option, setting)| (option.clone(), setting.clone()));
        ReporterOptions(named.chain(generic).collect())
    }

    /// Iterates over the options given for every reporter.
    pub(super) fn generic(&self) -> impl Iterator<Item = &str> {
        self.generic.keys().map(String::as_str)
    }

    /// Iterates over the options given for one reporter, as (reporter, option).
    pub(super) fn named(&self) -> impl Iterator<Item = (&str, &str)> {
        self.named.keys().map(|(reporter, option)| (reporter.as_str(), option.as_str()))
    }
}

/// The options that one reporter was given.
#[derive(Debug, Clone, Default)]
pub(super) struct ReporterOptions(IndexMap<String, Setting>);

impl ReporterOptions {
    /// Iterates over all of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Setting)> {
        self.0.iter().map(|(option, setting)| (option.as_str(), setting))
    }

    /// Reads a switch: absent and `false` are off.
    pub(super) fn switch(&self, option: &str) -> Result<bool, ReportError> {
        match self.0.get(option) {
            None => Ok(false),
            Some(Setting::Flag) => Ok(true),
            Some(Setting::Text(value)) => match value.as_str() {
                "true" => Ok(true),
                "false" => Ok(false),
                _ => Err(ReportError::NotASwitch { option: option.into(), value: value.clone() }),
            },
        }
    }

    /// Reads a value; `None` when the option is absent or stands alone.
    pub(super) fn text(&self, option: &str) -> Option<&str> {
        match self.0.get(option)? {
            Setting::Flag => None,
            Setting::Text(value) => Some(value),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn an_option_is_typed_for_one_reporter_or_for_all() {
        let mut options = Options::default();
        options.set_typed("json-export", Setting::Text("a.json".into()));
        options.set_typed("no-summary", Setting::Flag);
        assert_eq!(options.of("json").text("export"), Some("a.json"));
        assert_eq!(options.of("junit").text("export"), None);
        assert!(options.of("cli").switch("no-summary").unwrap());
    }

    #[test]
    fn programs_have_options_too() {
        let mut options = Options::default();
        options.set_typed("slack-channel", Setting::Text("ci".into()));
        options.set_typed("no-summary", Setting::Flag);
        options.adopt("slack");
        assert_eq!(options.of("slack").text("channel"), Some("ci"));
        assert_eq!(options.generic().collect::<Vec<_>>(), ["no-summary"]);
    }

    #[test]
    fn the_generic_form_wins() {
        let mut options = Options::default();
        options.set_typed("export", Setting::Text("all".into()));
        options.set_typed("json-export", Setting::Text("own".into()));
        assert_eq!(options.of("json").text("export"), Some("all"));
    }

    #[test]
    fn a_switch_takes_true_and_false_only() {
        let mut options = Options::default();
        options.set("silent", Setting::Text("false".into()));
        options.set("no-banner", Setting::Text("maybe".into()));
        let options = options.of("cli");
        assert!(!options.switch("silent").unwrap());
        let error = options.switch("no-banner").unwrap_err().to_string();
        assert!(error.contains("\"no-banner\" is a switch"), "{error}");
    }
}
