//! What the terminal can show, from flags, the environment and the terminal itself.

use std::ffi::OsString;
use std::io::{self, IsTerminal};

use super::args::Color;
use crate::report::Style;

/// The width of output that goes to a file, or to a terminal that does not tell its own.
const DEFAULT_WIDTH: usize = 80;

/// Decides how the standard output is written to.
pub(super) fn style(color: Color, ascii: bool) -> Style {
    let terminal = io::stdout().is_terminal();
    let measured = console::Term::stdout().size_checked().map(|(_, columns)| usize::from(columns));
    let stdout = Stdout { terminal, columns: measured.filter(|_| terminal) };
    let variable = |name: &str| std::env::var_os(name);
    Style {
        color: stdout.is_colored(color, variable),
        unicode: !ascii,
        width: stdout.width(variable),
    }
}

/// Tells whether this is a CI system's job (`CI` is set and says so).
pub(super) fn in_ci(variable: impl Fn(&str) -> Option<OsString>) -> bool {
    variable("CI").is_some_and(|value| is_on(&value))
}

/// Where the standard output goes.
struct Stdout {
    terminal: bool,
    columns: Option<usize>,
}

impl Stdout {
    /// The flag first, then `NO_COLOR` (no-color.org: whatever its value), `FORCE_COLOR` (as Node reads
    /// it: `0` is off), then whether somebody looks.
    fn is_colored(&self, color: Color, variable: impl Fn(&str) -> Option<OsString>) -> bool {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        match (color, set("NO_COLOR"), set("FORCE_COLOR")) {
            (Color::On, ..) => true,
            (Color::Off, ..) | (Color::Auto, Some(_), _) => false,
            (Color::Auto, None, Some(value)) => is_on(&value),
            (Color::Auto, None, None) => {
                self.terminal && set("TERM").is_none_or(|term| term != "dumb")
            }
        }
    }

    /// The terminal's width, else that of `COLUMNS`.
    fn width(&self, variable: impl Fn(&str) -> Option<OsString>) -> usize {
        let told = || variable("COLUMNS")?.to_str()?.parse().ok();
        self.columns.or_else(told).unwrap_or(DEFAULT_WIDTH).clamp(40, 400)
    }
}

fn is_on(value: &OsString) -> bool {
    !value.is_empty() && value != "0" && value != "false"
}

#[cfg(test)]
mod tests {
    use super::*;

    type Set = &'static [(&'static str, &'static str)];

    fn variable(set: Set) -> impl Fn(&str) -> Option<OsString> {
        move |name| set.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into())
    }

    #[test]
    fn flag_then_no_color_then_force_color_then_terminal() {
        let cases: [(Color, bool, Set, bool); 14] = [
            (Color::Auto, true, &[], true),
            (Color::Auto, false, &[], false),
            (Color::Auto, true, &[("TERM", "dumb")], false),
            (Color::Auto, true, &[("NO_COLOR", "1")], false),
            (Color::Auto, true, &[("NO_COLOR", "0")], false),
            (Color::Auto, true, &[("NO_COLOR", "")], true),
            (Color::Auto, false, &[("FORCE_COLOR", "1")], true),
            (Color::Auto, false, &[("FORCE_COLOR", "3"), ("CI", "true")], true),
            (Color::Auto, true, &[("FORCE_COLOR", "0")], false),
            (Color::Auto, true, &[("FORCE_COLOR", "false")], false),
            (Color::Auto, false, &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")], false),
            (Color::Auto, false, &[("CI", "true")], false),
            (Color::On, false, &[("NO_COLOR", "1")], true),
            (Color::Off, true, &[("FORCE_COLOR", "1")], false),
        ];
        for (color, terminal, set, expected) in cases {
            let stdout = Stdout { terminal, columns: None };
            let colored = stdout.is_colored(color, variable(set));
            assert_eq!(colored, expected, "{color:?} {terminal} {set:?}");
        }
    }

    #[test]
    fn the_width_is_the_terminals_then_that_of_columns() {
        let cases: [(Option<usize>, Set, usize); 6] = [
            (Some(200), &[("COLUMNS", "100")], 200),
            (None, &[("COLUMNS", "100")], 100),
            (None, &[("COLUMNS", "wide")], 80),
            (None, &[], 80),
            (Some(10), &[], 40),
            (Some(9999), &[], 400),
        ];
        for (columns, set, expected) in cases {
            let stdout = Stdout { terminal: columns.is_some(), columns };
            assert_eq!(stdout.width(variable(set)), expected, "{columns:?} {set:?}");
        }
    }

    #[test]
    fn ci_is_what_says_so() {
        for (set, expected) in [
            (&[("CI", "true")] as Set, true),
            (&[("CI", "1")], true),
            (&[("CI", "woodpecker")], true),
            (&[("CI", "false")], false),
            (&[("CI", "0")], false),
            (&[("CI", "")], false),
            (&[], false),
        ] {
            assert_eq!(in_ci(variable(set)), expected, "{set:?}");
        }
    }
}
