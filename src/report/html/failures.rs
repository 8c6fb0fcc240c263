//! Failures, equal ones together.

use super::super::markdown::what;
use super::super::summary::FailureRecord;
use super::super::text;

/// The most groups that are written out.
const GROUPS: usize = 300;

/// The longest message, in characters.
const MESSAGE: usize = 1000;

/// Failures of the same test, or at the same place, with the same message.
#[derive(Debug)]
pub(super) struct FailureGroup {
    /// Folders and name of the request; the run for the others.
    pub(super) request: String,
    /// The test, or the place.
    pub(super) what: String,
    /// The error's name.
    pub(super) name: String,
    /// Its message.
    pub(super) message: String,
    /// The line of the script.
    pub(super) source: Option<String>,
    /// How often.
    pub(super) count: u64,
    /// The row of the first one.
    pub(super) row: Option<u64>,
}

/// The groups so far.
#[derive(Debug, Default)]
pub(super) struct FailureGroups {
    pub(super) groups: Vec<FailureGroup>,
    /// Failures of further groups.
    pub(super) others: u64,
}

impl FailureGroups {
    /// Adds a failure of the request in a row.
    pub(super) fn add(&mut self, failure: &FailureRecord, row: Option<u64>) {
        let request = failure.item.as_ref().map_or("the run".to_owned(), |item| item.full_name());
        let request = text::named(&request).to_owned();
        let what = text::named(what(failure));
        let message: String = failure.message.chars().take(MESSAGE).collect();
        let same = |group: &&mut FailureGroup| {
            group.message == message && group.request == request && group.what == what
        };
        if let Some(group) = self.groups.iter_mut().find(same) {
            group.count += 1;
        } else if self.groups.len() < GROUPS {
            self.groups.push(FailureGroup {
                request,
                what: what.to_owned(),
                name: failure.name.clone(),
                message,
                source: failure.source_line.clone(),
                count: 1,
                row,
            });
        } else {
            self.others += 1;
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::super::super::Summary;
    use super::super::super::fixture::rich_run;
    use super::*;

    #[test]
    fn equal_failures_stand_together() {
        let mut sums = Summary::default();
        let failures: Vec<FailureRecord> =
            rich_run().iter().flat_map(|event| sums.event(event)).collect();
        let mut groups = FailureGroups::default();
        for row in 0..3 {
            groups.add(&failures[0], Some(row));
        }
        groups.add(&failures[1], Some(3));
        assert_eq!(groups.groups.len(), 2);
        let first = groups.groups.first().unwrap();
        assert_eq!((first.count, first.row), (3, Some(0)));
        for number in 0..GROUPS {
            groups.add(&FailureRecord { message: number.to_string(), ..failures[1].clone() }, None);
        }
        assert_eq!((groups.groups.len(), groups.others), (GROUPS, 2));
    }
}
