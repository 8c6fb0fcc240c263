//! Reads dates the way V8 does: ISO 8601 first, and whatever else people write after that.

/// What a text says of a time. Without an offset it is a local time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Moment {
    /// The year; may be negative.
    pub(super) year: i32,
    /// 1 to 12.
    pub(super) month: i8,
    /// 1 to 31; may be past the month's end, which means the next month.
    pub(super) day: i8,
    /// Milliseconds since midnight, up to and including the next midnight.
    pub(super) millisecond: i64,
    /// Minutes east of UTC.
    pub(super) offset: Option<i32>,
}

/// Reads a date; `None` for what V8 takes for an invalid one.
pub(super) fn parse(text: &str) -> Option<Moment> {
    iso(text.trim()).or_else(|| Legacy::default().read(text))
}

/// Reads `±YYYYYY-MM-DDTHH:mm:ss.sss±HH:mm` and its shorter forms. A date alone is UTC.
fn iso(text: &str) -> Option<Moment> {
    let (date, time) = match text.find(['T', 't']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let (sign, digits) = match date.strip_prefix(['+', '-']) {
        Some(rest) => (if date.starts_with('-') { -1 } else { 1 }, rest),
        None => (1, date),
    };
    let mut parts = digits.split('-');
    let year = parts.next()?;
    let wide = digits.len() != date.len();
    let year = sign * number(year, if wide { 6 } else { 4 })?;
    let month = parts.next().map_or(Some(1), |part| number(part, 2))?;
    let day = parts.next().map_or(Some(1), |part| number(part, 2))?;
    if parts.next().is_some() || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let (millisecond, offset) = match time {
        Some(time) => iso_time(time)?,
        None => (0, Some(0)),
    };
    Some(Moment {
        year,
        month: i8::try_from(month).ok()?,
        day: i8::try_from(day).ok()?,
        millisecond,
        offset,
    })
}

fn iso_time(text: &str) -> Option<(i64, Option<i32>)> {
    let (clock, offset) = match text.find(['Z', 'z', '+', '-']) {
        None => (text, None),
        Some(at) => {
            let zone = &text[at..];
            let minutes = if zone.eq_ignore_ascii_case("z") {
                0
            } else {
                let (hours, minutes) = zone[1..].split_once(':')?;
                let (hours, minutes) = (number(hours, 2)?, number(minutes, 2)?);
                if hours > 23 || minutes > 59 {
                    return None;
                }
                (hours * 60 + minutes) * if zone.starts_with('-') { -1 } else { 1 }
            };
            (&text[..at], Some(minutes))
        }
    };
    let mut parts = clock.split(':');
    let hour = number(parts.next()?, 2)?;
    let minute = number(parts.next()?, 2)?;
    let (second, millisecond) = match parts.next() {
        None => (0, 0),
        Some(text) => match text.split_once('.') {
            None => (number(text, 2)?, 0),
            Some((second, fraction)) => (number(second, 2)?, milliseconds(fraction)?),
        },
    };
    if parts.next().is_some() {
        return None;
    }
    Some((since_midnight(hour, minute, second, millisecond)?, offset))
}

fn number(text: &str, digits: usize) -> Option<i32> {
    let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// Reads a fraction of a second; digits after the third are dropped.
fn milliseconds(fraction: &str) -> Option<i32> {
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = fraction.bytes().chain(*b"00").take(3);
    Some(digits.fold(0, |value, digit| value * 10 + i32::from(digit - b'0')))
}

fn since_midnight(hour: i32, minute: i32, second: i32, millisecond: i32) -> Option<i64> {
    let midnight = hour == 24 && minute == 0 && second == 0 && millisecond == 0;
    let valid = (hour < 24 || midnight) && minute < 60 && second < 60;
    let seconds = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
    valid.then_some(seconds * 1000 + i64::from(millisecond))
}

/// The reader of everything that is not ISO. Rules of V8's `dateparser.h`: words before the first
/// number are ignored, text in parentheses too; `a/b/c` is month, day, year.
#[derive(Default)]
struct Legacy {
    /// Day, month and year in whatever order.
    numbers: Vec<i32>,
    month: Option<i32>,
    /// Hour, minute, second, millisecond.
    clock: Vec<i32>,
    afternoon: Option<bool>,
    /// Sign, hours and minutes of the offset.
    zone: Option<(i32, i32, i32)>,
    seen_number: bool,
    /// The last number was followed by a colon.
    in_clock: bool,
}

#[derive(Debug, Clone, Copy)]
enum Token<'a> {
    Number(&'a str),
    Word(&'a str),
    Sign(char),
}

/// Finds the next token and what follows it, over spaces, punctuation and text in parentheses.
fn next(text: &str) -> Option<(Token<'_>, &str)> {
    let mut rest = text;
    loop {
        let first = rest.chars().next()?;
        let end = |same: fn(char) -> bool| rest.find(|char| !same(char)).unwrap_or(rest.len());
        if first.is_ascii_digit() {
            let (digits, after) = rest.split_at(end(|char| char.is_ascii_digit()));
            return Some((Token::Number(digits), after));
        }
        if first.is_alphabetic() {
            let (word, after) = rest.split_at(end(char::is_alphabetic));
            return Some((Token::Word(word), after));
        }
        if first == '+' || first == '-' {
            return Some((Token::Sign(first), &rest[1..]));
        }
        rest = if first == '(' { behind_parentheses(rest) } else { &rest[first.len_utf8()..] };
    }
}

fn behind_parentheses(text: &str) -> &str {
    let mut open = 0;
    for (at, char) in text.char_indices() {
        match char {
            '(' => open += 1,
            ')' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return &text[at + 1..];
        }
    }
    ""
}

impl Legacy {
    fn read(mut self, text: &str) -> Option<Moment> {
        let mut rest = text;
        while let Some((token, after)) = next(rest) {
            rest = match token {
                Token::Word(word) => {
                    let known = self.month;
                    self.word(word)?;
                    // `5-Jan-2020`
                    let joined = after.strip_prefix('-').filter(|_| self.month != known);
                    joined.unwrap_or(after)
                }
                Token::Sign(sign) => self.sign(sign, after)?,
                Token::Number(digits) => self.number(digits, after)?,
            };
        }
        self.moment()
    }

    fn word(&mut self, word: &str) -> Option<()> {
        const MONTHS: [&str; 12] =
            ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
        const ZONES: [(&str, i32); 8] = [
            ("est", -5),
            ("edt", -4),
            ("cst", -6),
            ("cdt", -5),
            ("mst", -7),
            ("mdt", -6),
            ("pst", -8),
            ("pdt", -7),
        ];
        let word = word.to_lowercase();
        let month = MONTHS.iter().position(|name| word.starts_with(name));
        if let Some(month) = month {
            self.month = i32::try_from(month).ok().map(|month| month + 1);
        } else if (word == "am" || word == "pm") && !self.clock.is_empty() {
            self.afternoon = Some(word == "pm");
        } else if self.seen_number && ["utc", "gmt", "ut", "z"].contains(&word.as_str()) {
            self.zone = Some((1, 0, 0));
        } else if let Some((_, hours)) = ZONES.iter().find(|(name, _)| *name == word) {
            self.zone = Some((hours.signum(), hours.abs(), 0));
        } else if self.seen_number && !(word == "t" && self.clock.is_empty()) {
            return None;
        }
        Some(())
    }

    /// A sign after a time or a zone's name begins an offset.
    fn sign<'a>(&mut self, sign: char, after: &'a str) -> Option<&'a str> {
        if self.clock.is_empty() && self.zone.is_none() {
            return (!self.seen_number).then_some(after);
        }
        let sign = if sign == '-' { -1 } else { 1 };
        let Some((Token::Number(digits), rest)) = next(after) else { return None };
        let value: i32 = digits.parse().ok()?;
        if let Some(minutes) = rest.strip_prefix(':') {
            let Some((Token::Number(minutes), rest)) = next(minutes) else { return None };
            self.zone = Some((sign, value, minutes.parse().ok()?));
            return Some(rest);
        }
        let hours_only = digits.len() <= 2;
        let (hours, minutes) = if hours_only { (value, 0) } else { (value / 100, value % 100) };
        self.zone = Some((sign, hours, minutes));
        Some(rest)
    }

    fn number<'a>(&mut self, digits: &str, after: &'a str) -> Option<&'a str> {
        self.seen_number = true;
        let value: i32 = digits.parse().ok()?;
        if let Some(rest) = after.strip_prefix(':') {
            if self.clock.len() >= 2 || (self.clock.len() == 1 && !self.in_clock) {
                return None;
            }
            self.clock.push(value);
            self.in_clock = true;
            return Some(rest);
        }
        if self.in_clock {
            self.in_clock = false;
            self.clock.push(value);
            let Some(rest) = after.strip_prefix('.').filter(|_| self.clock.len() == 3) else {
                return Some(after);
            };
            let Some((Token::Number(fraction), rest)) = next(rest) else { return None };
            self.clock.push(milliseconds(fraction)?);
            return Some(rest);
        }
        if self.numbers.len() == 3 {
            return None;
        }
        self.numbers.push(value);
        Some(after.strip_prefix('-').unwrap_or(after))
    }

    fn moment(mut self) -> Option<Moment> {
        if self.numbers.is_empty() {
            return None;
        }
        self.numbers.resize(3, 1);
        let [first, second, third] = self.numbers[..] else { return None };
        let is_day = |number: i32| (1..=31).contains(&number);
        let (year, month, day) = match self.month {
            None if !is_day(first) => (first, second, third),
            None => (third, first, second),
            Some(month) if !is_day(first) => (first, month, second),
            Some(month) => (second, month, first),
        };
        let year = match year {
            0..=49 => year + 2000,
            50..=99 => year + 1900,
            other => other,
        };
        if !(1..=12).contains(&month) || !is_day(day) {
            return None;
        }
        Some(Moment {
            year,
            month: i8::try_from(month).ok()?,
            day: i8::try_from(day).ok()?,
            millisecond: self.millisecond()?,
            offset: self.zone.map(|(sign, hours, minutes)| sign * (hours * 60 + minutes)),
        })
    }

    fn millisecond(&self) -> Option<i64> {
        let part = |index: usize| self.clock.get(index).copied().unwrap_or(0);
        let hour = match self.afternoon {
            None => part(0),
            Some(_) if part(0) > 12 => return None,
            Some(afternoon) => part(0) % 12 + if afternoon { 12 } else { 0 },
        };
        since_midnight(hour, part(1), part(2), part(3))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let Some(moment) = parse(text) else { return "invalid".to_owned() };
        let Moment { year, month, day, millisecond, offset } = moment;
        let offset = offset.map_or("local".to_owned(), |offset| offset.to_string());
        format!("{year}-{month}-{day} {millisecond} {offset}")
    }

    #[test]
    fn dates_are_read_as_in_v8() {
        for (text, expected) in [
            ("2020-01-02", "2020-1-2 0 0"),
            ("2020", "2020-1-1 0 0"),
            ("2020-01-02T03:04:05", "2020-1-2 11045000 local"),
            ("2020-01-02T03:04:05.123456Z", "2020-1-2 11045123 0"),
            ("2020-01-02T03:04:05+02:00", "2020-1-2 11045000 120"),
            ("2020-01-02T03:04:05+0200", "2020-1-2 11045000 120"),
            ("2020-01-02 10:00", "2020-1-2 36000000 local"),
            ("2020-01-02 10:00:00 +0000", "2020-1-2 36000000 0"),
            ("2020-1-5", "2020-1-5 0 local"),
            ("2020/01/02", "2020-1-2 0 local"),
            ("01/02/2020", "2020-1-2 0 local"),
            ("1/2/20 3:04 PM", "2020-1-2 54240000 local"),
            ("Jan 2, 2020", "2020-1-2 0 local"),
            ("2 January 2020", "2020-1-2 0 local"),
            ("5-Jan-2020", "2020-1-5 0 local"),
            ("3/4", "2001-3-4 0 local"),
            ("Jan 5", "2001-1-5 0 local"),
            ("January 2020", "2020-1-1 0 local"),
            ("Thu, 02 Jan 2020 03:04:05 GMT", "2020-1-2 11045000 0"),
            ("Thu Jan 02 2020 03:04:05 GMT+0100 (CET)", "2020-1-2 11045000 60"),
            ("Thu Jan 02 2020 03:04:05 GMT-0500 (Eastern (US) Time)", "2020-1-2 11045000 -300"),
            ("12/25/1995 EST", "1995-12-25 0 -300"),
            ("12:00 AM 1/1/99", "1999-1-1 0 local"),
            ("", "invalid"),
            ("hello", "invalid"),
            ("2020-13-01", "invalid"),
            ("2020-01-02T25:00:00Z", "invalid"),
            ("1/2/2020 soon", "invalid"),
            ("13/13/2020", "invalid"),
            ("1/2/2020 13:00 PM", "invalid"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            let _ = parse(&text);
        }

        #[test]
        fn date_like_texts_are_read_or_refused(text in "[0-9TZ:+/. ()JanPM-]{0,30}") {
            let _ = parse(&text);
        }
    }
}
