//! What a worker thinks of the scripts it ran.

use crate::script::protocol::Verdict;

/// What a worker thinks of the scripts it ran, by source id.
#[derive(Debug, Default)]
pub(super) struct Verdicts {
    each: Vec<Option<Verdict>>,
    /// How many of them leave alone what harmless scripts see.
    closed: usize,
    /// How many of those are not harmless themselves.
    contained: usize,
}

impl Verdicts {
    /// Notes a verdict on one of `count` scripts; the last one holds.
    pub(super) fn note(&mut self, id: u64, verdict: Verdict, count: usize) {
        let Some(index) = usize::try_from(id).ok().filter(|index| *index < count) else { return };
        self.each.resize(count, None);
        self.each[index] = Some(verdict);
        let all = || self.each.iter().flatten();
        self.closed = all().filter(|verdict| **verdict != Verdict::Open).count();
        self.contained = all().filter(|verdict| **verdict == Verdict::Contained).count();
    }

    /// Whether a script is harmless, and all `count` scripts leave alone what it sees.
    pub(super) fn is_harmless(&self, id: u64, count: usize) -> bool {
        let verdict = usize::try_from(id).ok().and_then(|id| self.each.get(id));
        self.closed == count && verdict == Some(&Some(Verdict::Harmless))
    }

    /// Whether all scripts are harmless.
    pub(super) fn are_alike(&self) -> bool {
        self.contained == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdicts(given: &[(u64, Verdict)]) -> Verdicts {
        let mut verdicts = Verdicts::default();
        given.iter().for_each(|(id, verdict)| verdicts.note(*id, *verdict, 2));
        verdicts
    }

    #[test]
    fn a_script_is_harmless_among_known_ones_only() {
        use Verdict::{Contained, Harmless, Open};
        for (given, harmless, alike) in [
            (&[][..], false, true),
            (&[(0, Harmless)], false, true),
            (&[(0, Harmless), (1, Harmless)], true, true),
            (&[(0, Harmless), (1, Contained)], true, false),
            (&[(0, Harmless), (1, Open)], false, true),
            (&[(0, Contained), (1, Harmless)], false, false),
            (&[(0, Harmless), (1, Harmless), (0, Contained)], false, false),
            (&[(0, Harmless), (u64::MAX, Harmless)], false, true),
        ] {
            let verdicts = verdicts(given);
            assert_eq!(verdicts.is_harmless(0, 2), harmless, "{given:?}");
            assert_eq!(verdicts.are_alike(), alike, "{given:?}");
        }
    }
}
