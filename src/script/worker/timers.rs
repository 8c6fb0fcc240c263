//! `setTimeout`, `setInterval`, `setImmediate` and their `clear…` twins, as Postman has them: ids
//! are small integers, callbacks get no arguments, immediates come before timers.

use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};

use boa_engine::object::builtins::JsFunction;
use boa_engine::{Context, JsArgs, JsResult, JsValue};

use super::native::{self, Method};
use super::session::Session;

/// Longest delay, as in browsers and Node: longer ones mean 1 ms.
const MAX_DELAY: f64 = 2_147_483_647.0;

/// The timers of a script.
#[derive(Default)]
pub(super) struct Timers {
    next: u32,
    immediates: VecDeque<(u32, JsFunction)>,
    timed: BTreeMap<(Instant, u32), Timer>,
}

struct Timer {
    callback: JsFunction,
    /// The period of an interval.
    period: Option<Duration>,
}

/// What the timers have for the event loop.
pub(super) enum Next {
    /// This is to be called now.
    Now(JsFunction),
    /// Something is due then.
    At(Instant),
    /// There is nothing.
    Nothing,
}

impl Timers {
    /// Forgets all timers; ids start anew with the next script.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    fn add(&mut self, callback: JsFunction, delay: Duration, repeat: bool) -> u32 {
        self.next += 1;
        let timer = Timer { callback, period: repeat.then_some(delay) };
        self.timed.insert((Instant::now() + delay, self.next), timer);
        self.next
    }

    fn remove(&mut self, id: u32) {
        self.immediates.retain(|(other, _)| *other != id);
        self.timed.retain(|(_, other), _| *other != id);
    }

    fn take(&mut self) -> Next {
        if let Some((_, callback)) = self.immediates.pop_front() {
            return Next::Now(callback);
        }
        let Some((&(at, id), _)) = self.timed.first_key_value() else { return Next::Nothing };
        if at > Instant::now() {
            return Next::At(at);
        }
        let Some((_, timer)) = self.timed.pop_first() else { return Next::Nothing };
        let callback = timer.callback.clone();
        if let Some(period) = timer.period {
            self.timed.insert((Instant::now() + period, id), timer);
        }
        Next::Now(callback)
    }
}

/// Takes the next thing to do.
pub(super) fn next(session: &Session) -> Next {
    session.timers.borrow_mut().take()
}

/// Tells whether a timer is waiting.
pub(super) fn pending(session: &Session) -> bool {
    let timers = session.timers.borrow();
    !timers.immediates.is_empty() || !timers.timed.is_empty()
}

/// Defines the global functions.
pub(super) fn register(context: &mut Context) -> JsResult<()> {
    const METHODS: [Method; 6] = [
        ("setTimeout", 2, |_, args, context| timed(args, false, context)),
        ("setInterval", 2, |_, args, context| timed(args, true, context)),
        ("setImmediate", 1, immediate),
        ("clearTimeout", 1, clear),
        ("clearInterval", 1, clear),
        ("clearImmediate", 1, clear),
    ];
    native::methods(&context.global_object(), &METHODS, context)
}

fn timed(args: &[JsValue], repeat: bool, context: &mut Context) -> JsResult<JsValue> {
    let Some(callback) = args.get_or_undefined(0).as_function() else {
        return Ok(JsValue::undefined());
    };
    let delay = args.get_or_undefined(1).to_number(context)?;
    let delay = if (1.0..=MAX_DELAY).contains(&delay) { delay } else { 1.0 };
    let delay = Duration::from_secs_f64(delay / 1000.0);
    let session = Session::of(context)?;
    let id = session.timers.borrow_mut().add(callback, delay, repeat);
    Ok(id.into())
}

fn immediate(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let Some(callback) = args.get_or_undefined(0).as_function() else {
        return Ok(JsValue::undefined());
    };
    let session = Session::of(context)?;
    let mut timers = session.timers.borrow_mut();
    timers.next += 1;
    let id = timers.next;
    timers.immediates.push_back((id, callback));
    Ok(id.into())
}

fn clear(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let id = args.get_or_undefined(0).to_number(context)?;
    let session = Session::of(context)?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "ids are small")]
    session.timers.borrow_mut().remove(id as u32);
    Ok(JsValue::undefined())
}
