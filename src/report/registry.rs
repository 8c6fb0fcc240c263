//! The table of reporters: adding one adds a line here.

use std::io::Write;

use super::options::{Options, ReporterOptions};
use super::{ReportError, Reporter, Reporters, Style};
use super::{cli, events, json, junit, progress};

/// What reporters are built from.
pub struct Setup<'a> {
    /// Options as given by the user.
    pub options: &'a Options,
    /// How the terminal is to be written to.
    pub style: Style,
    /// Opens the standard output, or what stands for it.
    pub stdout: fn() -> Box<dyn Write + Send>,
    /// Tells the time in Unix epoch milliseconds.
    pub clock: fn() -> u64,
}

type Build = fn(&ReporterOptions, &Setup<'_>) -> Result<Box<dyn Reporter>, ReportError>;

/// A line of the table.
struct Kind {
    name: &'static str,
    options: &'static [&'static str],
    terminal: Terminal,
    build: Build,
}

/// When a reporter writes to the standard output.
#[derive(PartialEq)]
enum Terminal {
    Always,
    WithoutExport,
    Never,
}

const KINDS: [Kind; 5] = [
    Kind { name: "cli", options: cli::OPTIONS, terminal: Terminal::Always, build: cli::build },
    Kind { name: "json", options: &["export"], terminal: Terminal::Never, build: json::build },
    Kind { name: "junit", options: &["export"], terminal: Terminal::Never, build: junit::build },
    Kind {
        name: "events",
        options: events::OPTIONS,
        terminal: Terminal::WithoutExport,
        build: events::build,
    },
    Kind { name: "progress", options: &[], terminal: Terminal::Never, build: progress::build },
];

/// Lists the names of all reporters.
pub fn names() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|kind| kind.name)
}

/// Builds the reporters of these names, in this order; a name given twice counts once.
///
/// # Errors
/// Returns an error for an unknown name or option, a switch with a strange value, two reporters
/// that would share the terminal, and a report file that cannot be created.
pub fn build(wanted: &[impl AsRef<str>], setup: &Setup<'_>) -> Result<Reporters, ReportError> {
    let mut kinds: Vec<&Kind> = Vec::new();
    for name in wanted {
        let kind = find(name.as_ref())?;
        if kinds.iter().all(|known| known.name != kind.name) {
            kinds.push(kind);
        }
    }
    check_options(&kinds, setup.options)?;
    check_terminal(&kinds, setup.options)?;
    let mut reporters = Reporters::default();
    for kind in kinds {
        reporters.push(kind.name, (kind.build)(&setup.options.of(kind.name), setup)?);
    }
    Ok(reporters)
}

fn find(name: &str) -> Result<&'static Kind, ReportError> {
    KINDS.iter().find(|kind| kind.name == name).ok_or_else(|| ReportError::UnknownReporter {
        name: name.to_owned(),
        known: names().collect::<Vec<_>>().join(", "),
        nearest: nearest(name, names()),
    })
}

/// Rejects what no selected reporter would read: a typo must not pass in silence. An option named
/// for a reporter that is not selected is fine as long as that reporter knows it.
fn check_options(kinds: &[&Kind], options: &Options) -> Result<(), ReportError> {
    for option in options.generic() {
        let known = || kinds.iter().flat_map(|kind| kind.options.iter().copied());
        if !known().any(|name| name == option) {
            return Err(unknown_option(option, &known().collect::<Vec<_>>()));
        }
    }
    for (reporter, option) in options.named() {
        let kind = find(reporter)?;
        if !kind.options.contains(&option) {
            return Err(unknown_option(&format!("{reporter}-{option}"), kind.options));
        }
    }
    Ok(())
}

fn unknown_option(option: &str, known: &[&'static str]) -> ReportError {
    ReportError::UnknownOption {
        option: format!("--reporter-{option}"),
        known: if known.is_empty() { "none".to_owned() } else { known.join(", ") },
        nearest: nearest(option, known.iter().copied()),
    }
}

fn check_terminal(kinds: &[&'static Kind], options: &Options) -> Result<(), ReportError> {
    let mut first = None;
    for kind in kinds {
        let uses = match kind.terminal {
            Terminal::Always => true,
            Terminal::WithoutExport => options.of(kind.name).text("export").is_none(),
            Terminal::Never => false,
        };
        match (uses, first) {
            (false, _) => {}
            (true, None) => first = Some(kind.name),
            (true, Some(first)) => {
                return Err(ReportError::SharedOutput { first, second: kind.name });
            }
        }
    }
    Ok(())
}

fn nearest(word: &str, known: impl Iterator<Item = &'static str>) -> Option<String> {
    let scored = known.map(|name| (strsim::jaro_winkler(word, name), name));
    let best = scored.filter(|(score, _)| *score > 0.7).max_by(|a, b| a.0.total_cmp(&b.0));
    best.map(|(_, name)| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::Setting;
    use super::*;

    fn error_of(names: &[&str], options: &Options) -> String {
        let setup = Setup {
            options,
            style: Style::plain(80),
            stdout: || Box::new(Vec::new()),
            clock: || 0,
        };
        build(names, &setup).err().map(|error| error.to_string()).unwrap_or_default()
    }

    fn options(typed: &[(&str, Setting)]) -> Options {
        let mut options = Options::default();
        for (name, setting) in typed {
            options.set_typed(name, setting.clone());
        }
        options
    }

    #[test]
    fn an_unknown_reporter_is_named_with_the_known_ones() {
        insta::assert_snapshot!(
            error_of(&["cli", "junt"], &Options::default()),
            @r#"there is no reporter "junt" (did you mean "junit"?); known reporters: cli, json, junit, events, progress"#
        );
    }

    #[test]
    fn an_option_that_nobody_reads_is_an_error() {
        insta::assert_snapshot!(
            error_of(&["cli"], &options(&[("no-sumary", Setting::Flag)])),
            @r#"no selected reporter takes the option "--reporter-no-sumary" (did you mean "no-summary"?); known options: silent, show-timestamps, no-summary, no-failures, no-assertions, no-success-assertions, no-console, no-banner"#
        );
        let named = options(&[("json-exprt", Setting::Flag)]);
        assert!(error_of(&["cli"], &named).contains("--reporter-json-exprt"));
    }

    #[test]
    fn one_reporter_has_the_terminal() {
        let error = error_of(&["events", "cli"], &Options::default());
        assert!(error.contains("\"events\" and \"cli\" both write"), "{error}");
        let folder = std::env::temp_dir().join("postbud-registry-test.jsonl");
        let apart = Setting::Text(folder.display().to_string());
        assert_eq!(error_of(&["events", "cli", "cli"], &options(&[("events-export", apart)])), "");
    }
}
