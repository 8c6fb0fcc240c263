//! The order of items: a pure state machine that knows names and positions, nothing else.
//!
//! Rules (Postman's): items run in file order, iteration by iteration. `setNextRequest` takes effect
//! after the item; it names an id or a name, ids first; of a doubled name the last item wins; `null`
//! ends the iteration; an unknown name ends it too, and is reported.

use super::event::Cursor;
use super::span::Span;

/// Where an item wants the run to go next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// To the item after it.
    Following,
    /// To the item of that id or name (`setNextRequest("…")`).
    To(String),
    /// Nowhere: the iteration ends (`setNextRequest(null)`).
    EndIteration,
}

/// What happens next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Move {
    /// This item runs, in the same iteration as the one before.
    Item(Cursor),
    /// The iteration is over; the next one, if there is one, starts at this item.
    EndOfIteration {
        /// The first item of the next iteration; `None` when the run is over.
        next: Option<Cursor>,
        /// The target that `setNextRequest` named and that is not in the list.
        unknown: Option<String>,
    },
}

/// How an item can be named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The item's id.
    pub id: String,
    /// The item's name.
    pub name: String,
}

/// Walks over the items of a run.
#[derive(Debug)]
pub struct Walk {
    labels: Vec<Label>,
    end: u64,
    at: Cursor,
}

impl Walk {
    /// Begins at the first item of the first iteration; `None` when there is nothing to run.
    #[must_use]
    pub fn begin(labels: Vec<Label>, span: Span) -> Option<(Self, Cursor)> {
        let Span { first: iteration, end, total: cycles } = span;
        let at = Cursor { position: 0, iteration, length: labels.len(), cycles };
        (!labels.is_empty() && span.count() > 0).then_some((Self { labels, end, at }, at))
    }

    /// Moves on from the current item.
    pub fn advance(&mut self, next: &Next) -> Move {
        let target = match next {
            Next::Following => {
                Some(self.at.position + 1).filter(|position| *position < self.labels.len())
            }
            Next::To(name) => match self.find(name) {
                Some(position) => Some(position),
                None => return self.end_iteration(Some(name.clone())),
            },
            Next::EndIteration => None,
        };
        match target {
            Some(position) => {
                self.at.position = position;
                Move::Item(self.at)
            }
            None => self.end_iteration(None),
        }
    }

    fn find(&self, name: &str) -> Option<usize> {
        let by_id = self.labels.iter().position(|label| label.id == name);
        by_id.or_else(|| self.labels.iter().rposition(|label| label.name == name))
    }

    fn end_iteration(&mut self, unknown: Option<String>) -> Move {
        self.at.position = 0;
        self.at.iteration += 1;
        let next = (self.at.iteration < self.end).then_some(self.at);
        Move::EndOfIteration { next, unknown }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    /// Runs a walk with the moves scripted by `decide` and writes down `iteration:name`.
    fn trace(
        names: &[&str],
        iterations: u64,
        mut decide: impl FnMut(&str, usize) -> Next,
    ) -> Vec<String> {
        let labels =
            names.iter().map(|name| Label { id: format!("id-{name}"), name: (*name).to_owned() });
        let labels: Vec<Label> = labels.collect();
        let Some((mut walk, mut at)) = Walk::begin(labels, Span::all(iterations)) else {
            return Vec::new();
        };
        let mut seen = Vec::new();
        loop {
            seen.push(format!("{}:{}", at.iteration, names[at.position]));
            if seen.len() > 50 {
                return seen;
            }
            at = match walk.advance(&decide(names[at.position], seen.len())) {
                Move::Item(at) | Move::EndOfIteration { next: Some(at), .. } => at,
                Move::EndOfIteration { next: None, unknown } => {
                    seen.extend(unknown.map(|name| format!("unknown {name}")));
                    return seen;
                }
            };
        }
    }

    #[test]
    fn runs_in_order_iteration_by_iteration() {
        assert_eq!(trace(&["a", "b"], 2, |_, _| Next::Following), ["0:a", "0:b", "1:a", "1:b"]);
    }

    #[test]
    fn nothing_to_run_is_no_walk() {
        assert!(Walk::begin(Vec::new(), Span::all(3)).is_none());
        assert!(trace(&["a"], 0, |_, _| Next::Following).is_empty());
    }

    #[test]
    fn jumps_forward_and_back_by_name_and_id() {
        let decide = |name: &str, step: usize| match (name, step) {
            ("a", 1) => Next::To("c".into()),
            ("c", 2) => Next::To("id-b".into()),
            _ => Next::Following,
        };
        assert_eq!(trace(&["a", "b", "c"], 1, decide), ["0:a", "0:c", "0:b", "0:c"]);
    }

    #[test]
    fn the_last_of_a_doubled_name_wins() {
        let labels =
            ["x", "y", "x", "z"].map(|name| Label { id: String::new(), name: name.into() });
        let (mut walk, _) = Walk::begin(labels.to_vec(), Span::all(1)).unwrap();
        let Move::Item(at) = walk.advance(&Next::To("x".into())) else {
            panic!("expected an item")
        };
        assert_eq!(at.position, 2);
    }

    #[test]
    fn ids_come_before_names() {
        let labels =
            [("b", "a"), ("q", "b")].map(|(id, name)| Label { id: id.into(), name: name.into() });
        let (mut walk, _) = Walk::begin(labels.to_vec(), Span::all(1)).unwrap();
        assert_eq!(
            walk.advance(&Next::To("b".into())),
            Move::Item(Cursor { position: 0, iteration: 0, length: 2, cycles: 1 })
        );
    }

    #[test]
    fn null_ends_the_iteration_not_the_run() {
        let decide = |name: &str, _| if name == "a" { Next::EndIteration } else { Next::Following };
        assert_eq!(trace(&["a", "b"], 2, decide), ["0:a", "1:a"]);
    }

    #[test]
    fn an_unknown_target_ends_the_iteration_and_is_reported() {
        assert_eq!(trace(&["a", "b"], 1, |_, _| Next::To("nope".into())), ["0:a", "unknown nope"]);
    }
}
