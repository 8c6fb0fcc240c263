//! Text for terminals: made harmless, measured, shortened, wrapped; sizes and durations for people.

use std::fmt::Write;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Escapes what a terminal would act on or what would make text look different from what it is:
/// control characters, line ends, and marks that change the reading direction.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    shown
}

/// Puts a name where a text stands for something and is empty.
pub(crate) fn named(text: &str) -> &str {
    if text.trim().is_empty() { "(no name)" } else { text }
}

/// Splits a text into lines, each [`visible`]; a tab becomes four spaces.
pub(super) fn visible_lines(text: &str) -> Vec<String> {
    text.lines().map(|line| visible(&line.replace('\t', "    "))).collect()
}

/// Tells whether a character is not seen, or makes text look different from what it is.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Counts the columns a text takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// Takes the middle out of a text that is wider than `limit` columns.
pub(super) fn shorten_middle(text: &str, limit: usize, ellipsis: &str) -> String {
    if width(text) <= limit {
        return text.to_owned();
    }
    let room = limit.saturating_sub(width(ellipsis));
    let tail_room = room / 3;
    let head = take_columns(text.chars(), room - tail_room);
    let tail: String = take_columns(text.chars().rev(), tail_room).chars().rev().collect();
    format!("{head}{ellipsis}{tail}")
}

fn take_columns(chars: impl Iterator<Item = char>, limit: usize) -> String {
    let mut used = 0;
    chars
        .take_while(|c| {
            used += c.width().unwrap_or(0);
            used <= limit
        })
        .collect()
}

/// Wraps a line at spaces; a word wider than a line is cut. Never returns nothing. Takes time linear
/// in the text: people log whole documents.
pub(super) fn wrap(line: &str, limit: usize) -> Vec<String> {
    let limit = limit.max(8);
    let mut lines = Vec::new();
    let mut current = String::new();
    let mut used = 0;
    for word in line.split_inclusive(' ') {
        let fits = take_columns(word.trim_end().chars(), limit.saturating_sub(used)).len()
            == word.trim_end().len();
        if !fits && !current.trim().is_empty() {
            lines.push(std::mem::take(&mut current).trim_end().to_owned());
            used = 0;
        }
        for c in word.chars() {
            let columns = c.width().unwrap_or(0);
            if used + columns > limit {
                if c == ' ' {
                    continue;
                }
                lines.push(std::mem::take(&mut current));
                used = 0;
            }
            current.push(c);
            used += columns;
        }
    }
    if !current.trim().is_empty() || lines.is_empty() {
        lines.push(current.trim_end().to_owned());
    }
    lines
}

/// Writes a text of several lines behind a prefix, wrapped at `limit` columns; later lines are
/// indented as far as the prefix is wide.
pub(super) fn hanging(prefix: &str, text: &str, limit: usize) -> Vec<String> {
    let indent = width(prefix);
    // Most texts are short and plain.
    if text.len() + indent <= limit && text.bytes().all(|byte| matches!(byte, b'!'..=b'~' | b' ')) {
        return vec![format!("{prefix}{}", text.trim_end())];
    }
    let lines = visible_lines(text);
    let mut wrapped: Vec<String> =
        lines.iter().flat_map(|line| wrap(line, limit.saturating_sub(indent))).collect();
    if wrapped.is_empty() {
        wrapped.push(String::new());
    }
    let indented = wrapped.iter().enumerate().map(|(index, line)| match index {
        0 => format!("{prefix}{line}"),
        _ => format!("{:indent$}{line}", ""),
    });
    indented.collect()
}

/// Writes a number of bytes as newman does: decimal units, three digits at most (`1.2kB`).
#[expect(clippy::cast_precision_loss, reason = "shown with two digits")]
pub(super) fn size(bytes: u64) -> String {
    let mut value = bytes as f64;
    for unit in ["B", "kB", "MB", "GB"] {
        if value < 999.5 {
            return format!("{}{unit}", digits(value, unit != "B"));
        }
        value /= 1000.0;
    }
    format!("{}TB", digits(value, true))
}

/// Writes milliseconds with the unit that reads best: `340µs`, `34ms`, `1.2s`, `2m 5s`.
pub(super) fn duration(ms: f64, unicode: bool) -> String {
    let ms = if ms.is_finite() { ms.max(0.0) } else { 0.0 };
    if ms == 0.0 {
        "0ms".to_owned()
    } else if ms < 0.9995 {
        format!("{:.0}{}", ms * 1000.0, if unicode { "µs" } else { "us" })
    } else if ms < 999.5 {
        format!("{ms:.0}ms")
    } else if ms < 59_950.0 {
        format!("{}s", digits(ms / 1000.0, true))
    } else {
        long_duration((ms / 1000.0).round())
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and positive")]
fn long_duration(seconds: f64) -> String {
    let seconds = seconds as u64;
    let mut text = String::new();
    if seconds >= 3600 {
        let _ = write!(text, "{}h ", seconds / 3600);
    }
    let _ = write!(text, "{}m {}s", seconds / 60 % 60, seconds % 60);
    text
}

fn digits(value: f64, fraction: bool) -> String {
    if !fraction || value >= 99.95 {
        return format!("{value:.0}");
    }
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_a_terminal_acts_on_comes_through() {
        assert_eq!(visible("a\u{1b}[31mb\u{7}\r\n\u{202e}c"), r"a\u{1b}[31mb\u{7}\r\n\u{202e}c");
        assert_eq!(visible("blåbær 🫐"), "blåbær 🫐");
        assert_eq!(visible_lines("a\tb\r\nc"), ["a    b", "c"]);
    }

    #[test]
    fn long_text_loses_its_middle() {
        let url = "https://api.example.com/v1/orders/1234567890/lines?page=2";
        assert_eq!(shorten_middle(url, 30, "…"), "https://api.example.…es?page=2");
        assert_eq!(shorten_middle("short", 30, "…"), "short");
        assert_eq!(shorten_middle("漢字漢字漢字", 7, "…"), "漢字…字");
    }

    #[test]
    fn lines_break_at_spaces_or_in_long_words() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("abcdefghijklmnop qr", 8), ["abcdefgh", "ijklmnop", "qr"]);
        assert_eq!(wrap("", 8), [""]);
        assert_eq!(wrap(&"x".repeat(1_000_000), 100).len(), 10_000);
        assert_eq!(
            hanging("1. ", "one two three\nfour", 11),
            ["1. one two", "   three", "   four"]
        );
    }

    #[test]
    fn sizes_and_durations_read_well() {
        let sizes =
            [(0, "0B"), (999, "999B"), (1200, "1.2kB"), (15_000, "15kB"), (123_456, "123kB")];
        for (bytes, shown) in sizes {
            assert_eq!(size(bytes), shown);
        }
        assert_eq!(size(1_000_000), "1MB");
        let durations =
            [(0.0, "0ms"), (0.34, "340µs"), (34.2, "34ms"), (999.7, "1s"), (1234.0, "1.2s")];
        for (ms, shown) in durations {
            assert_eq!(duration(ms, true), shown);
        }
        assert_eq!(duration(125_000.0, true), "2m 5s");
        assert_eq!(duration(3_725_000.0, true), "1h 2m 5s");
        assert_eq!(duration(0.5, false), "500us");
    }

    proptest! {
        #[test]
        fn wrapping_keeps_every_character_and_the_width(line in "[a-zæ漢 ]{0,60}", limit in 8usize..40) {
            let wrapped = wrap(&line, limit);
            let kept = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(kept(&wrapped.concat()), kept(&line));
            for part in wrapped {
                prop_assert!(width(&part) <= limit, "{:?} is wider than {}", part, limit);
            }
        }

        #[test]
        fn shortening_keeps_the_width(text in "\\PC{0,80}", limit in 4usize..40) {
            let text = visible(&text);
            prop_assert!(width(&shorten_middle(&text, limit, "…")) <= limit.max(1));
        }
    }
}
