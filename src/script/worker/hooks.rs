//! What the engine asks of its host.

use std::rc::Rc;
use std::sync::OnceLock;

use boa_engine::builtins::promise::{OperationType, Promise};
use boa_engine::context::HostHooks;
use boa_engine::object::JsObject;
use boa_engine::realm::Realm;
use boa_engine::{Context, JsResult, JsString};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::nesting;
use super::session::Session;

/// The largest `ArrayBuffer`, in bytes.
const MAX_BUFFER: u64 = 256 * 1024 * 1024;

/// How many evaluated texts are kept to quote from.
const EVALUATED: usize = 4;

static TIME_ZONE: OnceLock<TimeZone> = OnceLock::new();

/// Reads the system's time zone while the process may still read files.
pub(super) fn load_time_zone() {
    TIME_ZONE.get_or_init(TimeZone::system);
}

/// The time zone of local times.
pub(super) fn time_zone() -> &'static TimeZone {
    TIME_ZONE.get_or_init(TimeZone::system)
}

/// The host hooks of a worker.
pub(super) struct Hooks {
    /// Who hears of rejections.
    pub(super) session: Rc<Session>,
}

impl HostHooks for Hooks {
    fn promise_rejection_tracker(
        &self,
        promise: &JsObject<Promise>,
        operation: OperationType,
        _: &mut Context,
    ) {
        let promise = promise.clone().upcast();
        let mut rejections = self.session.rejections.borrow_mut();
        match operation {
            OperationType::Reject => rejections.push(promise),
            OperationType::Handle => rejections.retain(|other| !JsObject::equals(other, &promise)),
        }
    }

    fn ensure_can_compile_strings(
        &self,
        _: Realm,
        parameters: &[JsString],
        body: &JsString,
        _: bool,
        _: &mut Context,
    ) -> JsResult<()> {
        for text in parameters {
            nesting::check(&text.to_std_string_lossy())?;
        }
        let text = body.to_std_string_lossy();
        nesting::check(&text)?;
        let mut evaluated = self.session.evaluated.borrow_mut();
        evaluated.truncate(EVALUATED - 1);
        evaluated.push_front(text.into());
        Ok(())
    }

    fn local_timezone_offset_seconds(&self, unix_time_seconds: i64) -> i32 {
        Timestamp::from_second(unix_time_seconds)
            .map_or(0, |instant| time_zone().to_offset(instant).seconds())
    }

    fn max_buffer_size(&self, _: &mut Context) -> u64 {
        MAX_BUFFER
    }
}
