//! How much a harmless script may make of what it is given.
//!
//! A response and a variable have some tens of kilobytes at most. What a script makes of them is
//! bounded by what it is written to do: every value that is put together of two others may be twice as
//! large as they are, and every call may make a copy, or a list of many small parts.

/// Most of what a script makes, in texts as large as the largest that it is given.
const MOST: usize = 4_096;

/// How much larger than a text the list of its parts is.
const PARTS: usize = 40;

/// Most arrays and objects that are made of others: each may hold the one before it, and to compare or
/// to write them is recursion.
const MOST_LITERALS: usize = 64;

/// Most calls that are made for every element of a list.
const MOST_IN_LISTS: usize = 64;

/// What a call counts there that may look at all values there are.
const WHOLE: usize = 8;

/// What escaping a text, or breaking it into lines, doubles it by.
const ESCAPED: usize = 3;
const INDENTED: usize = 6;

/// What a script makes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Budget {
    /// How often things may double.
    doublings: usize,
    copies: usize,
    literals: usize,
    in_lists: usize,
}

impl Budget {
    /// Whether a script stays within its bounds.
    pub(super) fn holds(self) -> bool {
        let times = |count: usize| count.checked_shl(self.doublings.try_into().unwrap_or(u32::MAX));
        self.doublings <= MOST.ilog2() as usize
            && times(self.copies).is_some_and(|copies| copies <= MOST)
            && times(self.in_lists).is_some_and(|calls| calls <= MOST_IN_LISTS)
            && self.literals <= MOST_LITERALS
    }

    /// A value is made of `parts` others.
    pub(super) fn join(&mut self, parts: usize) {
        self.doublings += parts.max(1).next_power_of_two().ilog2() as usize;
        self.copies += 1;
    }

    /// An array or object is made of `parts` others, and some that are written.
    pub(super) fn literal(&mut self, parts: usize) {
        self.join(parts);
        self.literals += usize::from(parts > 0);
    }

    /// A text is taken into its parts, or a list made.
    pub(super) fn take_apart(&mut self) {
        self.copies += PARTS;
    }

    /// A function is called that has so many arguments.
    pub(super) fn call(&mut self, name: &str, arguments: usize) {
        match name {
            "stringify" if arguments > 1 => self.doublings += INDENTED,
            "stringify" => self.doublings += ESCAPED,
            "encodeURIComponent" => self.doublings += ESCAPED,
            "toUpperCase" | "toLowerCase" | "btoa" => self.doublings += 1,
            "parse" | "json" | "split" | "keys" | "values" | "entries" | "filter" | "map"
            | "jsonSchema" => self.take_apart(),
            _ => {}
        }
        self.copies += 1;
    }

    /// A function is called for every element of a list, on values of a certain size or, at worst, on
    /// all there is.
    pub(super) fn call_in_list(&mut self, at_worst: bool) {
        self.in_lists += if at_worst { WHOLE } else { 1 };
    }

    /// Takes back the doublings since `before`: what was made goes nowhere.
    pub(super) fn forget_doublings(&mut self, before: Self) {
        self.doublings = before.doublings;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(make: impl Fn(&mut Budget)) -> bool {
        let mut budget = Budget::default();
        make(&mut budget);
        budget.holds()
    }

    #[test]
    fn doublings_count_for_everything() {
        assert!(after(|_| {}));
        assert!(after(|budget| (0..8).for_each(|_| budget.join(2))));
        assert!(!after(|budget| (0..9).for_each(|_| budget.join(2))));
        assert!(after(|budget| budget.join(200)));
        assert!(after(|budget| (0..90).for_each(|_| budget.call("json", 0))));
        assert!(!after(|budget| {
            (0..90).for_each(|_| budget.call("json", 0));
            budget.join(2);
        }));
        assert!(!after(|budget| (0..200).for_each(|_| budget.call("json", 0))));
        assert!(!after(|budget| (0..2).for_each(|_| budget.call("stringify", 3))));
        assert!(!after(|budget| (0..1_000).for_each(|_| budget.join(2))));
        assert!(!after(|budget| budget.join(usize::MAX / 4)));
    }
}
