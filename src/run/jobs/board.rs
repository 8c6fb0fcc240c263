//! Puts the events of iterations that run side by side in order.
//!
//! Every unit has a ticket. The events of the lowest one that is under way go straight on; those of
//! later ones wait until all before them have ended. What waits is bounded: a lane that is too far
//! ahead is held back, and the lane in front never is, so that the run goes on.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::run::emit::{LaneState, Sink};
use crate::run::event::RunEvent;

/// What may wait, in bytes of bodies and some for each event.
const MOST_WAITING: usize = 32 << 20;

/// What an event without bodies counts.
const EVENT: usize = 512;

/// Orders events; lanes share it.
pub(super) struct Board {
    sink: Arc<dyn Sink>,
    state: Mutex<State>,
    moved: Condvar,
    most_waiting: usize,
}

#[derive(Default)]
struct State {
    /// The ticket in front.
    front: u64,
    /// Its events go straight on; `false` while what waited is being told.
    open: bool,
    waiting: BTreeMap<u64, Waiting>,
    bytes: usize,
}

/// What a unit behind the front has said.
#[derive(Default)]
struct Waiting {
    events: Vec<RunEvent>,
    bytes: usize,
    ended: bool,
}

impl Board {
    pub(super) fn new(sink: Arc<dyn Sink>) -> Self {
        let state = Mutex::new(State { open: true, ..State::default() });
        Self { sink, state, moved: Condvar::new(), most_waiting: MOST_WAITING }
    }

    /// Says that a lane has nothing left to do.
    pub(super) fn idle(&self, lane: usize) {
        self.sink.lane(LaneState { number: lane, item: None });
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes an event of a unit.
    fn emit(&self, ticket: u64, event: RunEvent) {
        let mut state = self.lock();
        if state.is_free(ticket) {
            drop(state);
            // Nobody else tells now: only this unit's own lane gets here, and moves the front.
            return self.sink.emit(event);
        }
        state.wait(ticket, event);
        while state.bytes > self.most_waiting && state.front != ticket {
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Ends a unit.
    fn end(&self, ticket: u64) {
        let mut state = self.lock();
        if !state.is_free(ticket) {
            state.waiting.entry(ticket).or_default().ended = true;
            return;
        }
        state.front += 1;
        state.open = false;
        self.tell_waiting(state);
    }

    /// Tells what waited at the front, on to the first unit that has not ended.
    fn tell_waiting<'a>(&'a self, mut state: MutexGuard<'a, State>) {
        loop {
            let events = state.take();
            if events.is_empty() && !state.advance() {
                state.open = true;
                self.moved.notify_all();
                return;
            }
            self.moved.notify_all();
            drop(state);
            events.into_iter().for_each(|event| self.sink.emit(event));
            state = self.lock();
        }
    }
}

impl State {
    fn is_free(&self, ticket: u64) -> bool {
        self.open && self.front == ticket
    }

    fn wait(&mut self, ticket: u64, event: RunEvent) {
        let size = size(&event);
        let waiting = self.waiting.entry(ticket).or_default();
        waiting.events.push(event);
        waiting.bytes += size;
        self.bytes += size;
    }

    /// Takes what waits at the front.
    fn take(&mut self) -> Vec<RunEvent> {
        let Some(waiting) = self.waiting.get_mut(&self.front) else { return Vec::new() };
        self.bytes -= std::mem::take(&mut waiting.bytes);
        std::mem::take(&mut waiting.events)
    }

    /// Moves the front on when its unit has ended; `false` when it has not.
    fn advance(&mut self) -> bool {
        let ended = self.waiting.get(&self.front).is_some_and(|waiting| waiting.ended);
        if ended {
            self.waiting.remove(&self.front);
            self.front += 1;
        }
        ended
    }
}

fn size(event: &RunEvent) -> usize {
    let RunEvent::Request(request) = event else { return EVENT };
    let response = request.response.as_ref();
    let bodies = request.request.body.bytes.len() + response.map_or(0, |got| got.body.bytes.len());
    EVENT + bodies
}

/// The sink of one unit; the unit ends when it is dropped.
pub(super) struct Slot<'a> {
    board: &'a Board,
    ticket: u64,
    /// Number of the lane, from 0.
    lane: usize,
    /// Items of the plans before this one.
    items_before: usize,
    /// Items of all plans.
    items: usize,
}

impl<'a> Slot<'a> {
    pub(super) fn new(
        board: &'a Board,
        (lane, ticket): (usize, u64),
        (items_before, items): (usize, usize),
    ) -> Self {
        Self { board, ticket, lane, items_before, items }
    }
}

impl Sink for Slot<'_> {
    fn emit(&self, mut event: RunEvent) {
        if let Some(cursor) = event.place_mut().cursor {
            cursor.position += self.items_before;
            cursor.length = self.items;
        }
        if let RunEvent::BeforeItem(start) = &event {
            self.board.sink.lane(LaneState { number: self.lane, item: Some(start) });
        }
        self.board.emit(self.ticket, event);
    }

    fn body_limit(&self) -> usize {
        self.board.sink.body_limit()
    }
}

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        self.board.end(self.ticket);
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::run::event::{Cursor, IterationEnd};

    #[derive(Default)]
    struct Told(Mutex<Vec<(u64, usize)>>);

    impl Sink for Told {
        fn emit(&self, event: RunEvent) {
            let RunEvent::Iteration(IterationEnd { cursor, .. }) = event else {
                panic!("{event:?}")
            };
            self.0.lock().unwrap().push((cursor.iteration, cursor.position));
        }
    }

    fn event(iteration: u64, position: usize) -> RunEvent {
        RunEvent::Iteration(IterationEnd {
            cursor: Cursor { iteration, position, ..Cursor::default() },
            cut: false,
        })
    }

    fn run(lanes: usize, sizes: &[usize], most_waiting: usize) -> Vec<(u64, usize)> {
        let told = Arc::new(Told::default());
        let sink: Arc<dyn Sink> = Arc::clone(&told) as Arc<dyn Sink>;
        let board = Board { most_waiting, ..Board::new(sink) };
        let next = Mutex::new(0);
        std::thread::scope(|scope| {
            for lane in 0..lanes {
                let (board, next) = (&board, &next);
                scope.spawn(move || {
                    loop {
                        let ticket = {
                            let mut next = next.lock().unwrap();
                            *next += 1;
                            *next - 1
                        };
                        let Some(size) = sizes.get(ticket as usize) else { return };
                        let slot = Slot::new(board, (lane, ticket), (0, 1));
                        (0..*size).for_each(|position| slot.emit(event(ticket, position)));
                    }
                });
            }
        });
        std::mem::take(&mut *told.0.lock().unwrap())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn every_event_is_told_once_and_in_order(
            lanes in 1..5usize,
            sizes in proptest::collection::vec(0..9usize, 0..30),
            most_waiting in prop_oneof![Just(0), Just(2 * EVENT), Just(MOST_WAITING)],
        ) {
            let expected: Vec<_> = sizes
                .iter()
                .enumerate()
                .flat_map(|(ticket, size)| (0..*size).map(move |at| (ticket as u64, at)))
                .collect();
            prop_assert_eq!(run(lanes, &sizes, most_waiting), expected);
        }
    }
}
