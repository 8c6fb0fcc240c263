//! Formulas of `:nth-child` and its kin.

/// `an + b`: the places, from one, at which an element passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Nth {
    step: i64,
    start: i64,
}

impl Nth {
    /// Reads a formula; `None` when it is none.
    pub(super) fn read(formula: &str) -> Option<Self> {
        let formula = formula.trim().to_lowercase();
        match formula.as_str() {
            "even" => return Some(Self { step: 2, start: 0 }),
            "odd" => return Some(Self { step: 2, start: 1 }),
            _ => {}
        }
        let (step, rest) = match formula.split_once('n') {
            Some((step, rest)) => (read_step(step)?, rest),
            None => (0, formula.as_str()),
        };
        Some(Self { step, start: read_start(rest.trim_start())? })
    }

    /// The first one.
    pub(in super::super) const FIRST: Self = Self { step: 0, start: 1 };

    /// Tells whether it allows for a place.
    pub(in super::super) fn allows(self, place: usize) -> bool {
        let beyond = i64::try_from(place).unwrap_or(i64::MAX).saturating_sub(self.start);
        match self.step {
            0 => beyond == 0,
            step => beyond % step == 0 && beyond / step >= 0,
        }
    }

    /// Whether it allows for every place. Elements at the top do not pass such a formula.
    pub(in super::super) fn allows_all(self) -> bool {
        self.step == 1 && self.start <= 0
    }
}

fn read_step(text: &str) -> Option<i64> {
    match text {
        "" | "+" => Some(1),
        "-" => Some(-1),
        digits => read_number(digits),
    }
}

fn read_start(text: &str) -> Option<i64> {
    if text.is_empty() {
        return Some(0);
    }
    let (sign, digits) = match text.strip_prefix(['+', '-']) {
        Some(digits) => (if text.starts_with('-') { -1 } else { 1 }, digits.trim_start()),
        None => (1, text),
    };
    digits.starts_with(|first: char| first.is_ascii_digit()).then_some(())?;
    Some(sign * read_number(digits)?)
}

/// Reads digits with a sign before them. Numbers beyond all documents are as large as one can be.
fn read_number(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = digits.parse().unwrap_or(i64::from(u32::MAX)).min(i64::from(u32::MAX));
    Some(if text.starts_with('-') { -number } else { number })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(formula: &str) -> Vec<usize> {
        let nth = Nth::read(formula);
        (1..=7).filter(|place| nth.is_some_and(|nth| nth.allows(*place))).collect()
    }

    #[test]
    fn formulas_allow_for_places() {
        assert_eq!(places("odd"), [1, 3, 5, 7]);
        assert_eq!(places(" EVEN "), [2, 4, 6]);
        assert_eq!(places("3"), [3]);
        assert_eq!(places("2n + 3"), [3, 5, 7]);
        assert_eq!(places("-n+2"), [1, 2]);
        assert_eq!(places("+3n-1"), [2, 5]);
        assert_eq!(places("n"), [1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(places("-2n"), [0_usize; 0]);
        assert_eq!(places(""), [0_usize; 0]);
        assert!(
            Nth::read("x").is_none() && Nth::read("2n+").is_none() && Nth::read("2m").is_none()
        );
        assert!(Nth::read("2n 1").is_some() && Nth::read("n+-1").is_none());
    }
}
