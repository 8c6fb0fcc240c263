//! Sets of status codes: `404`, `4xx`, `500-599`.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// A set of HTTP status codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusSet(Vec<RangeInclusive<u16>>);

/// A text that names no set of status codes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no status: write 404, 4xx or 500-599, separated by commas")]
pub struct NotAStatus(String);

impl StatusSet {
    /// Tells whether a code is in the set.
    #[must_use]
    pub fn contains(&self, code: u16) -> bool {
        self.0.iter().any(|range| range.contains(&code))
    }
}

impl fmt::Display for StatusSet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, range) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            match (range.start(), range.end()) {
                (start, end) if start == end => write!(formatter, "{comma}{start}")?,
                (start, end) if start % 100 == 0 && *end == start + 99 => {
                    write!(formatter, "{comma}{}xx", start / 100)?
                }
                (start, end) => write!(formatter, "{comma}{start}-{end}")?,
            }
        }
        Ok(())
    }
}

impl FromStr for StatusSet {
    type Err = NotAStatus;

    fn from_str(text: &str) -> Result<Self, NotAStatus> {
        let ranges = text
            .split(',')
            .map(str::trim)
            .map(|part| range(part).ok_or_else(|| NotAStatus(part.to_owned())));
        Ok(Self(ranges.collect::<Result<_, _>>()?))
    }
}

fn range(text: &str) -> Option<RangeInclusive<u16>> {
    let code = |text: &str| text.parse().ok().filter(|code| (100..1000).contains(code));
    let lower = text.to_ascii_lowercase();
    if let Some(class) = lower.strip_suffix("xx") {
        let class: u16 = class.parse().ok().filter(|class| (1..10).contains(class))?;
        return Some(class * 100..=class * 100 + 99);
    }
    match lower.split_once('-') {
        Some((start, end)) => Some(code(start)?..=code(end)?).filter(|range| !range.is_empty()),
        None => code(&lower).map(|code| code..=code),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn reads_codes_classes_and_ranges() {
        let set: StatusSet = "404, 5XX,300-302".parse().unwrap();
        let inside: Vec<u16> = [200, 300, 302, 303, 403, 404, 500, 599, 600]
            .into_iter()
            .filter(|code| set.contains(*code))
            .collect();
        assert_eq!(inside, [300, 302, 404, 500, 599]);
        assert_eq!(set.to_string(), "404,5xx,300-302");
    }

    #[test]
    fn refuses_what_is_no_status() {
        for text in ["", "4x", "xx", "99", "1000", "500-400", "abc", "4xx,"] {
            assert!(text.parse::<StatusSet>().is_err(), "{text}");
        }
    }
}
