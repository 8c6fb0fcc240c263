//! How the terminal is written to: colours, symbols, width.

use anstyle::{AnsiColor, Color, Effects};

/// What the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Write ANSI colours.
    pub color: bool,
    /// Write symbols outside ASCII. Names and messages are the user's and stay as they are.
    pub unicode: bool,
    /// Columns of a line.
    pub width: usize,
}

impl Style {
    /// Symbols without colours, for a terminal of this width.
    #[must_use]
    pub fn plain(width: usize) -> Self {
        Self { color: false, unicode: true, width }
    }

    /// Wraps a text into the codes of an ink, when colours are on.
    pub(crate) fn paint(self, ink: Ink, text: &str) -> String {
        if !self.color || text.is_empty() {
            return text.to_owned();
        }
        let style = ink.style();
        format!("{style}{text}{style:#}")
    }

    /// Returns the symbols this terminal can show.
    pub(super) fn symbols(self) -> &'static Symbols {
        if self.unicode { &UNICODE } else { &ASCII }
    }
}

/// The colours by what they mean.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Ink {
    Good,
    Bad,
    Warn,
    Skip,
    Dim,
    Bold,
}

impl Ink {
    fn style(self) -> anstyle::Style {
        let color = |color: AnsiColor| anstyle::Style::new().fg_color(Some(Color::Ansi(color)));
        match self {
            Self::Good => color(AnsiColor::Green),
            Self::Bad => color(AnsiColor::Red) | Effects::BOLD,
            Self::Warn => color(AnsiColor::Yellow),
            Self::Skip => color(AnsiColor::Cyan),
            Self::Dim => color(AnsiColor::BrightBlack),
            Self::Bold => anstyle::Style::new().bold(),
        }
    }
}

/// The symbols of the cli report.
pub(super) struct Symbols {
    pub(super) folder: &'static str,
    pub(super) nested: &'static str,
    pub(super) top: &'static str,
    pub(super) passed: &'static str,
    pub(super) next: &'static str,
    pub(super) ellipsis: &'static str,
    pub(super) grid: Grid,
}

/// Lines of boxes and tables.
pub(super) struct Grid {
    pub(super) horizontal: &'static str,
    pub(super) vertical: &'static str,
    /// Left, middle and right of the top edge.
    pub(super) top: [&'static str; 3],
    /// The same of a line between rows.
    pub(super) middle: [&'static str; 3],
    /// The same of the line where columns end and full-width rows begin.
    pub(super) joint: [&'static str; 3],
    /// The same of the bottom edge.
    pub(super) bottom: [&'static str; 3],
}

const UNICODE: Symbols = Symbols {
    folder: "❏",
    nested: "↳",
    top: "→",
    passed: "✓",
    next: "→",
    ellipsis: "…",
    grid: Grid {
        horizontal: "─",
        vertical: "│",
        top: ["┌", "┬", "┐"],
        middle: ["├", "┼", "┤"],
        joint: ["├", "┴", "┤"],
        bottom: ["└", "┴", "┘"],
    },
};

const ASCII: Symbols = Symbols {
    folder: "#",
    nested: "->",
    top: "->",
    passed: "ok",
    next: "->",
    ellipsis: "...",
    grid: Grid {
        horizontal: "-",
        vertical: "|",
        top: ["+", "+", "+"],
        middle: ["+", "+", "+"],
        joint: ["+", "+", "+"],
        bottom: ["+", "+", "+"],
    },
};
