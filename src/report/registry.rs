//! The table of reporters: adding one adds a line here.

use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::path::{Path, PathBuf};

use indicatif::ProgressBar;

use super::options::{Options, ReporterOptions};
use super::stdout::Stdout;
use super::{ReportError, Reporter, Reporters, Style};
use super::{
    cli, csv, events, external, github, html, json, junit, markdown, output, progress, tap,
    teamcity,
};

/// What reporters are built from.
pub struct Setup<'a> {
    /// Options as given by the user.
    pub options: &'a Options,
    /// How the terminal is to be written to.
    pub style: Style,
    /// Opens the standard output, or what stands for it.
    pub stdout: &'a dyn Fn() -> Box<dyn Write + Send>,
    /// Tells the time in Unix epoch milliseconds.
    pub clock: fn() -> u64,
    /// Reads a variable of the process environment: `PATH`, and what CI systems set.
    pub environment: fn(&str) -> Option<OsString>,
    /// Adds the reporter of the CI system that the run is part of: `github`.
    pub detect: bool,
    /// Draws the progress; hidden where nobody looks. The standard output makes room for it.
    pub bar: ProgressBar,
    /// The saved run that this one goes on with.
    pub continued: Option<Continued<'a>>,
}

/// A saved event stream that the run goes on with: its first events are told again, and stand in the
/// file already.
#[derive(Debug, Clone, Copy)]
pub struct Continued<'a> {
    /// The file.
    pub path: &'a Path,
    /// How much of it counts, in bytes.
    pub bytes: u64,
    /// How many events these are.
    pub events: u64,
}

impl Continued<'_> {
    /// Tells whether a path names the file.
    pub(super) fn is_at(&self, path: &str) -> bool {
        let real = |path: &Path| std::fs::canonicalize(path).ok();
        real(self.path).is_some_and(|own| real(Path::new(path)) == Some(own))
    }
}

type Build = fn(&ReporterOptions, &Setup<'_>) -> Result<Box<dyn Reporter>, ReportError>;

/// A line of the table.
struct Kind {
    name: &'static str,
    /// The option `export`, or nothing: all that takes a value.
    options: &'static [&'static str],
    /// Options that take no value.
    switches: &'static [&'static str],
    terminal: Terminal,
    build: Build,
}

impl Kind {
    /// Everything that may be typed for the reporter.
    fn known(&self) -> impl Iterator<Item = &'static str> {
        self.switches.iter().chain(self.options).copied()
    }
}

/// When a reporter writes to the standard output.
#[derive(PartialEq)]
enum Terminal {
    Always,
    WithoutExport,
    Never,
}

/// An option of most reporters: where the report is written.
const EXPORT: &[&str] = &["export"];

const KINDS: [Kind; 11] = [
    Kind {
        name: "cli",
        options: &[],
        switches: cli::SWITCHES,
        terminal: Terminal::Always,
        build: cli::build,
    },
    Kind {
        name: "json",
        options: EXPORT,
        switches: json::SWITCHES,
        terminal: Terminal::Never,
        build: json::build,
    },
    Kind {
        name: "junit",
        options: EXPORT,
        switches: &[],
        terminal: Terminal::Never,
        build: junit::build,
    },
    Kind {
        name: "html",
        options: EXPORT,
        switches: &[],
        terminal: Terminal::Never,
        build: html::build,
    },
    Kind {
        name: "csv",
        options: EXPORT,
        switches: csv::SWITCHES,
        terminal: Terminal::Never,
        build: csv::build,
    },
    Kind {
        name: "markdown",
        options: EXPORT,
        switches: &[],
        terminal: Terminal::Never,
        build: markdown::build,
    },
    // Both write whole lines, which the lines of others may stand between.
    Kind {
        name: "github",
        options: EXPORT,
        switches: github::SWITCHES,
        terminal: Terminal::Never,
        build: github::build,
    },
    Kind {
        name: "teamcity",
        options: EXPORT,
        switches: &[],
        terminal: Terminal::Never,
        build: teamcity::build,
    },
    Kind {
        name: "tap",
        options: EXPORT,
        switches: &[],
        terminal: Terminal::WithoutExport,
        build: tap::build,
    },
    Kind {
        name: "events",
        options: EXPORT,
        switches: events::SWITCHES,
        terminal: Terminal::WithoutExport,
        build: events::build,
    },
    Kind {
        name: "progress",
        options: &[],
        switches: &[],
        terminal: Terminal::Never,
        build: progress::build,
    },
];

/// Lists the names of all reporters.
pub fn names() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|kind| kind.name)
}

/// Tells whether an option, as typed behind `--reporter-`, is a switch: what follows it is not its
/// value. Which options of programs are switches is not known.
#[must_use]
pub fn is_switch(typed: &str) -> bool {
    let named = KINDS.iter().find_map(|kind| {
        let option = typed.strip_prefix(kind.name)?.strip_prefix('-')?;
        Some(kind.switches.contains(&option))
    });
    named.unwrap_or_else(|| KINDS.iter().any(|kind| kind.switches.contains(&typed)))
}

/// A reporter that the user wants.
enum Wanted {
    BuiltIn(&'static Kind),
    External { name: String, program: PathBuf },
}

impl Wanted {
    fn name(&self) -> &str {
        match self {
            Self::BuiltIn(kind) => kind.name,
            Self::External { name, .. } => name,
        }
    }
}

/// Builds the reporters of these names, in this order; a name given twice counts once. A name that is
/// not in the table is the path of a program, or that of `postbud-reporter-NAME`.
///
/// # Errors
/// Returns an error for an unknown name or option, a switch with a strange value, two reporters
/// that would share the terminal, a report file that cannot be created, and a program that cannot be
/// started.
pub fn build(names: &[impl AsRef<str>], setup: &Setup<'_>) -> Result<Reporters, ReportError> {
    let mut wanted: Vec<Wanted> = Vec::new();
    for name in names {
        let found = find(name.as_ref(), setup)?;
        if wanted.iter().all(|known| known.name() != found.name()) {
            wanted.push(found);
        }
    }
    if setup.detect && wants_github(&wanted, setup) {
        wanted.push(find("github", setup)?);
    }
    let mut options = setup.options.clone();
    for each in &wanted {
        if let Wanted::External { name, .. } = each {
            options.adopt(external::option_name(name));
        }
    }
    check_options(&wanted, &options)?;
    check_terminal(&wanted, &options)?;
    check_files(&wanted, &options)?;
    let mut reporters = Reporters::default();
    // A bar that makes room for a write is drawn after it, wanted or not.
    let drawn = wanted.iter().any(|each| each.name() == "progress");
    let bar = if drawn { setup.bar.clone() } else { ProgressBar::hidden() };
    let stdout =
        || -> Box<dyn Write + Send> { Box::new(Stdout::new((setup.stdout)(), bar.clone())) };
    let shared = Setup { stdout: &stdout, bar: bar.clone(), ..*setup };
    for each in wanted {
        let reporter = match &each {
            Wanted::BuiltIn(kind) => (kind.build)(&options.of(kind.name), &shared)?,
            Wanted::External { name, program } => {
                external::start(program, &options.of(external::option_name(name)), &shared)?
            }
        };
        reporters.push(each.name(), reporter);
    }
    Ok(reporters)
}

/// Tells whether a name stands for a reporter: a built-in one, or a program that `search_path` or
/// the name itself leads to.
#[must_use]
pub fn exists(name: &str, search_path: Option<&OsStr>) -> bool {
    kind(name).is_some() || external::find(name, search_path).is_some()
}

fn find(name: &str, setup: &Setup<'_>) -> Result<Wanted, ReportError> {
    if let Some(kind) = kind(name) {
        return Ok(Wanted::BuiltIn(kind));
    }
    match external::find(name, (setup.environment)("PATH").as_deref()) {
        Some(program) => Ok(Wanted::External { name: name.to_owned(), program }),
        None => Err(ReportError::UnknownReporter {
            name: name.to_owned(),
            known: names().collect::<Vec<_>>().join(", "),
            nearest: nearest(name, names()),
        }),
    }
}

/// Tells whether GitHub listens: not where another program reads the standard output.
fn wants_github(wanted: &[Wanted], setup: &Setup<'_>) -> bool {
    let data = |each: &Wanted| match each {
        Wanted::BuiltIn(kind) => {
            kind.terminal == Terminal::WithoutExport && writes_to_terminal(kind, setup.options)
        }
        Wanted::External { .. } => false,
    };
    (setup.environment)("GITHUB_ACTIONS").is_some_and(|value| value == "true")
        && !wanted.iter().any(|each| each.name() == "github" || data(each))
}

fn writes_to_terminal(kind: &Kind, options: &Options) -> bool {
    match kind.terminal {
        Terminal::Always => true,
        Terminal::WithoutExport => options.of(kind.name).text("export").is_none(),
        Terminal::Never => false,
    }
}

fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

/// Rejects what no selected reporter would read: a typo must not pass in silence. An option named
/// for a reporter that is not selected is fine as long as that reporter knows it. Programs check
/// their own options.
fn check_options(wanted: &[Wanted], options: &Options) -> Result<(), ReportError> {
    let built_in = || {
        wanted.iter().filter_map(|each| match each {
            Wanted::BuiltIn(kind) => Some(*kind),
            Wanted::External { .. } => None,
        })
    };
    let only_built_in = built_in().count() == wanted.len();
    for option in options.generic().filter(|_| only_built_in) {
        let known = || built_in().flat_map(Kind::known);
        if !known().any(|name| name == option) {
            return Err(unknown_option(option, &known().collect::<Vec<_>>()));
        }
    }
    for (reporter, option) in options.named() {
        if let Some(kind) = kind(reporter)
            && !kind.known().any(|known| known == option)
        {
            let known: Vec<_> = kind.known().collect();
            return Err(unknown_option(&format!("{reporter}-{option}"), &known));
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

fn check_terminal(wanted: &[Wanted], options: &Options) -> Result<(), ReportError> {
    let mut first = None;
    for each in wanted {
        // Programs are heard when the others have ended.
        let Wanted::BuiltIn(kind) = each else { continue };
        let uses = writes_to_terminal(kind, options);
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

/// Rejects two reports in one file: the one put in place last would be all that is left.
fn check_files(wanted: &[Wanted], options: &Options) -> Result<(), ReportError> {
    let mut files: Vec<(&'static str, PathBuf)> = Vec::new();
    for each in wanted {
        let Wanted::BuiltIn(kind) = each else { continue };
        let own = options.of(kind.name);
        let Some(path) = own.text("export").and_then(output::plain_file) else { continue };
        if let Some((first, _)) = files.iter().find(|(_, known)| *known == path) {
            return Err(ReportError::SharedFile { first, second: kind.name, path });
        }
        files.push((kind.name, path));
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
            stdout: &|| Box::new(Vec::new()),
            clock: || 0,
            environment: |_| None,
            detect: true,
            bar: ProgressBar::hidden(),
            continued: None,
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
            @r#"there is no reporter "junt" (did you mean "junit"?); known reporters: cli, json, junit, html, csv, markdown, github, teamcity, tap, events, progress; any other is a path (./junt) or a program postbud-reporter-junt on the PATH"#
        );
    }

    #[test]
    fn switches_are_told_from_options_with_a_value() {
        for typed in ["no-summary", "cli-no-summary", "json-omit-bodies", "omit-headers"] {
            assert!(is_switch(typed), "{typed}");
        }
        for typed in ["export", "json-export", "junit-no-summary", "slack-no-summary"] {
            assert!(!is_switch(typed), "{typed}");
        }
    }

    #[test]
    fn an_option_that_nobody_reads_is_an_error() {
        insta::assert_snapshot!(
            error_of(&["cli"], &options(&[("no-sumary", Setting::Flag)])),
            @r#"no selected reporter takes the option "--reporter-no-sumary" (did you mean "no-summary"?); known options: silent, show-timestamps, no-summary, no-failures, no-assertions, no-success-assertions, no-console, no-banner, verbose"#
        );
        let named = options(&[("json-exprt", Setting::Flag)]);
        assert!(error_of(&["cli"], &named).contains("--reporter-json-exprt"));
    }

    #[test]
    fn one_report_has_the_file() {
        let folder = std::env::temp_dir();
        let same = [folder.join("postbud-x.out"), folder.join(".").join("postbud-x.out")];
        let setting = |path: &PathBuf| Setting::Text(path.display().to_string());
        let options =
            options(&[("json-export", setting(&same[0])), ("junit-export", setting(&same[1]))]);
        let error = error_of(&["json", "junit"], &options);
        assert!(error.starts_with("the reporters \"json\" and \"junit\" both write to"), "{error}");
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
