//! How much a harmless script may make of what it is given, and do with it.
//!
//! What it is given has some tens of kilobytes at most. What it makes of that is bounded by what it is
//! written to do, once: a value that is put together of two others may be as large as both, some
//! functions take a time in the square of the size, and some make many small values of one text.

/// Most steps: calls and operations. The slowest of them, on a text as large as may be given, takes
/// some ten milliseconds.
const MOST_STEPS: usize = 200;

/// Most lists, objects and texts that are made of all there is, or kept of it.
const MOST_MADE: usize = 64;

/// Most arrays and objects that are made of others: each may hold the one before it, and to compare or
/// to write them is recursion.
const MOST_LITERALS: usize = 32;

/// How often a text may double by being escaped, and by being broken into lines.
const ESCAPED: u32 = 2;
const INDENTED: u32 = 3;

/// What a script makes and does.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Budget {
    /// How often things may double in size.
    doublings: u32,
    steps: usize,
    made: usize,
    literals: usize,
}

impl Budget {
    /// Whether a script stays within its bounds.
    pub(super) fn holds(self) -> bool {
        // Twice as large is four times as long.
        let times = |count: usize| count.checked_mul(4_usize.checked_pow(self.doublings)?);
        times(self.steps).is_some_and(|steps| steps <= MOST_STEPS)
            && times(self.made).is_some_and(|made| made <= MOST_MADE)
            && self.literals <= MOST_LITERALS
    }

    /// Something is done.
    pub(super) fn step(&mut self) {
        self.steps += 1;
    }

    /// A value is made of `parts` others.
    pub(super) fn join(&mut self, parts: usize) {
        let parts = parts.clamp(1, 1 << 16);
        self.doublings += parts.next_power_of_two().ilog2();
        self.steps += 1;
    }

    /// An array or object is made of `parts` others, and some that are written.
    pub(super) fn literal(&mut self, parts: usize) {
        self.join(parts);
        self.literals += usize::from(parts > 0);
    }

    /// A function of that name is called.
    pub(super) fn call(&mut self, name: &str, arguments: usize, makes: bool) {
        self.doublings += match name {
            "stringify" if arguments > 1 => INDENTED,
            "stringify" | "encodeURIComponent" => ESCAPED,
            "toUpperCase" | "toLowerCase" | "btoa" => 1,
            _ => 0,
        };
        self.made += usize::from(makes);
        self.steps += arguments.max(1);
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
        let calls =
            |count: usize| move |budget: &mut Budget| (0..count).for_each(|_| budget.step());
        assert!(after(calls(200)));
        assert!(!after(calls(201)));
        assert!(after(|budget| (0..2).for_each(|_| budget.join(2))));
        assert!(!after(|budget| (0..4).for_each(|_| budget.join(2))));
        assert!(after(|budget| (0..64).for_each(|_| budget.call("json", 0, true))));
        assert!(!after(|budget| (0..65).for_each(|_| budget.call("json", 0, true))));
        assert!(!after(|budget| {
            (0..17).for_each(|_| budget.call("json", 0, true));
            budget.join(2);
        }));
        assert!(!after(|budget| (0..2).for_each(|_| budget.call("stringify", 3, true))));
        assert!(!after(|budget| budget.call("log", 201, false)));
        assert!(!after(|budget| budget.join(usize::MAX)));
        assert!(!after(|budget| (0..33).for_each(|_| budget.literal(1))));
        assert!(after(|budget| (0..150).for_each(|_| budget.literal(0))));
    }
}
