//! What there is to do: the iterations of all plans, handed out one at a time, in order.

use std::sync::{Mutex, PoisonError};

use crate::run::plan::Plan;
use crate::run::rows::{Row, Rows};
use crate::run::span::Span;
use crate::vars::Scope;

/// One iteration of one plan.
pub(super) struct Unit {
    /// Its place in the order of all units, from 0.
    pub(super) ticket: u64,
    /// Index of its plan.
    pub(super) plan: usize,
    /// The iteration, from 0.
    pub(super) iteration: u64,
    /// Its data row.
    pub(super) row: Row,
}

impl Unit {
    /// The iteration as the slice of its plan that it is.
    pub(super) fn span(&self, plan: &Plan) -> Span {
        Span { first: self.iteration, end: self.iteration + 1, total: plan.iterations.total }
    }

    /// A seed of its own: the same whichever lane runs it, and however many there are.
    pub(super) fn seed(&self, plan: &Plan) -> Option<u64> {
        // An odd constant (2^64 / golden ratio) keeps the seeds of neighbours apart.
        const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
        let number = self.iteration.wrapping_add((self.plan as u64) << 48);
        plan.settings.seed.map(|seed| seed.wrapping_add(number.wrapping_mul(STEP)))
    }
}

/// Hands out units; lanes share it.
pub(super) struct Units {
    state: Mutex<State>,
}

struct State {
    ticket: u64,
    plan: usize,
    /// The next iteration of that plan; `None` before its first.
    iteration: Option<u64>,
    rows: Rows,
    /// The row before: it stays when the data have ended.
    last: Option<Scope>,
    closed: bool,
}

impl Units {
    pub(super) fn new() -> Self {
        let (rows, last) = (Rows::default(), None);
        let state = State { ticket: 0, plan: 0, iteration: None, rows, last, closed: false };
        Self { state: Mutex::new(state) }
    }

    /// Takes the next unit; `None` when there is none, and after [`Units::close`].
    pub(super) fn next(&self, plans: &[Plan]) -> Option<Unit> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).next(plans)
    }

    /// Hands out no more.
    pub(super) fn close(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
    }
}

impl State {
    fn next(&mut self, plans: &[Plan]) -> Option<Unit> {
        while !self.closed {
            let plan = plans.get(self.plan)?;
            let iteration = match self.iteration {
                Some(iteration) => iteration,
                None => {
                    self.rows = Rows::of(plan);
                    plan.iterations.first
                }
            };
            if iteration >= plan.iterations.end || plan.items.is_empty() {
                (self.plan, self.iteration, self.last) = (self.plan + 1, None, None);
                continue;
            }
            self.iteration = Some(iteration + 1);
            let row = self.row();
            // What follows would belong to other rows than it says.
            self.closed = row.is_err();
            let ticket = self.ticket;
            self.ticket += 1;
            return Some(Unit { ticket, plan: self.plan, iteration, row });
        }
        None
    }

    fn row(&mut self) -> Row {
        if let Some(row) = self.rows.next()? {
            self.last = Some(row);
        }
        Ok(self.last.clone())
    }
}
