//! Finds many texts in one pass, however many they are, and takes a new one in no time: a run learns
//! tokens all the time, and every text of every event is searched.
//!
//! A place is looked at closely only when the six bytes there may begin a text: a filter of one bit for
//! each hash of six bytes tells, in about a nanosecond.

use std::collections::HashMap;
use std::ops::Range;

use super::SHORTEST;

/// Bits of the filter, as a power of two: 8 KiB, which stay in the processor's nearest cache.
const FILTER_BITS: u32 = 16;

/// The texts to find.
pub(super) struct Finder {
    filter: Box<[u64]>,
    /// The texts by what they begin with.
    texts: HashMap<[u8; SHORTEST], Vec<Box<str>>>,
}

impl Default for Finder {
    fn default() -> Self {
        Self { filter: vec![0; 1 << (FILTER_BITS - 6)].into(), texts: HashMap::new() }
    }
}

impl Finder {
    /// Adds a text; one shorter than [`SHORTEST`] is left out.
    pub(super) fn insert(&mut self, text: &str) {
        let Some(start) = text.as_bytes().first_chunk() else { return };
        let (word, bit) = filter_place(start);
        self.filter[word] |= bit;
        let texts = self.texts.entry(*start).or_default();
        if !texts.iter().any(|known| **known == *text) {
            texts.push(text.into());
        }
    }

    /// Lists where the texts stand that begin before `end`, in order; those that overlap are one place.
    pub(super) fn places(&self, content: &[u8], end: usize) -> Vec<Range<usize>> {
        let mut places: Vec<Range<usize>> = Vec::new();
        if self.texts.is_empty() {
            return places;
        }
        for (at, window) in content.windows(SHORTEST).enumerate().take(end) {
            let Some(start) = window.first_chunk() else { continue };
            let (word, bit) = filter_place(start);
            if self.filter[word] & bit == 0 {
                continue;
            }
            let Some(length) = self.longest(start, &content[at..]) else { continue };
            match places.last_mut().filter(|last| at < last.end) {
                Some(last) => last.end = last.end.max(at + length),
                None => places.push(at..at + length),
            }
        }
        places
    }

    /// Measures the longest text that a content begins with.
    fn longest(&self, start: &[u8; SHORTEST], content: &[u8]) -> Option<usize> {
        let texts = self.texts.get(start)?.iter();
        texts.filter(|text| content.starts_with(text.as_bytes())).map(|text| text.len()).max()
    }
}

/// Tells which bit of the filter stands for a beginning: multiplicative hashing (Knuth, TAOCP 6.4).
fn filter_place(start: &[u8; SHORTEST]) -> (usize, u64) {
    let [a, b, c, d, e, f] = *start;
    let hash = u64::from_le_bytes([a, b, c, d, e, f, 0, 0]).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let place = hash >> (64 - FILTER_BITS);
    ((place >> 6) as usize, 1 << (place & 63))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn finder<'a>(texts: impl IntoIterator<Item = &'a str>) -> Finder {
        let mut finder = Finder::default();
        texts.into_iter().for_each(|text| finder.insert(text));
        finder
    }

    #[test]
    fn places_that_overlap_are_one() {
        let finder = finder(["abcdef", "abcdefgh", "ghijkl", "short"]);
        let places = |content: &str, end| -> Vec<(usize, usize)> {
            let places = finder.places(content.as_bytes(), end);
            places.into_iter().map(|place| (place.start, place.end)).collect()
        };
        assert_eq!(places("abcdef", 6), [(0, 6)]);
        assert_eq!(places("..abcdefghijkl.", 15), [(2, 14)]);
        assert_eq!(places("abcdefabcdef", 12), [(0, 6), (6, 12)]);
        assert_eq!(places("short abcde", 11), []);
        // Where it begins counts.
        assert_eq!(places("..abcdef", 3), [(2, 8)]);
        assert_eq!(places("..abcdef", 2), []);
    }

    proptest! {
        #[test]
        fn every_occurrence_is_found(
            texts in prop::collection::vec("[ab]{6,9}", 1..4),
            content in "[ab]{0,40}",
        ) {
            let places = finder(texts.iter().map(String::as_str)).places(content.as_bytes(), content.len());
            let covered = |at: usize| places.iter().any(|place| place.contains(&at));
            let mut expected = vec![false; content.len()];
            for text in &texts {
                for at in 0..content.len() {
                    if content[at..].starts_with(text.as_str()) {
                        expected[at..at + text.len()].fill(true);
                    }
                }
            }
            prop_assert_eq!((0..content.len()).map(covered).collect::<Vec<_>>(), expected);
        }
    }
}
