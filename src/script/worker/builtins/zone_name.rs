//! The name of the time zone that V8 puts at the end of `Date.prototype.toString`.

use boa_engine::object::FunctionObjectBuilder;
use boa_engine::object::builtins::{JsDate, JsFunction};
use boa_engine::property::PropertyKey;
use boa_engine::{
    Context, Finalize, JsData, JsObject, JsResult, JsString, JsValue, NativeFunction, Trace,
};
use jiff::Timestamp;

use super::super::hooks;
use super::define;

/// V8's English names by the abbreviation of the time zone database.
const NAMES: &[(&str, &str)] = &[
    ("UTC", "Coordinated Universal Time"),
    ("GMT", "Greenwich Mean Time"),
    ("BST", "British Summer Time"),
    ("IST", "India Standard Time"),
    ("WET", "Western European Standard Time"),
    ("WEST", "Western European Summer Time"),
    ("CET", "Central European Standard Time"),
    ("CEST", "Central European Summer Time"),
    ("EET", "Eastern European Standard Time"),
    ("EEST", "Eastern European Summer Time"),
    ("MSK", "Moscow Standard Time"),
    ("JST", "Japan Standard Time"),
    ("EST", "Eastern Standard Time"),
    ("EDT", "Eastern Daylight Time"),
    ("CST", "Central Standard Time"),
    ("CDT", "Central Daylight Time"),
    ("MST", "Mountain Standard Time"),
    ("MDT", "Mountain Daylight Time"),
    ("PST", "Pacific Standard Time"),
    ("PDT", "Pacific Daylight Time"),
];

#[derive(Clone, Trace, Finalize, JsData)]
struct Original(JsFunction);

/// Replaces the two methods that show the zone.
pub(super) fn register(prototype: &JsObject, context: &mut Context) {
    for name in ["toString", "toTimeString"] {
        let key = PropertyKey::from(JsString::from(name));
        let known = prototype.borrow().properties().get(&key);
        let Some(original) = known.and_then(|known| known.value()?.as_function()) else { continue };
        let code = NativeFunction::from_copy_closure_with_captures(named, Original(original));
        let method: JsObject = FunctionObjectBuilder::new(context.realm(), code)
            .name(JsString::from(name))
            .build()
            .into();
        define::hidden(prototype, name, method);
    }
}

fn named(
    this: &JsValue,
    args: &[JsValue],
    Original(original): &Original,
    context: &mut Context,
) -> JsResult<JsValue> {
    let text = original.call(this, args, context)?;
    let (Some(date), Some(shown)) = (this.as_object(), text.as_string()) else { return Ok(text) };
    let time = JsDate::from_object(date)?.get_time(context)?.as_number();
    let Some(name) = time.filter(|time| time.is_finite()).and_then(zone) else { return Ok(text) };
    Ok(JsString::from(format!("{} ({name})", shown.to_std_string_lossy())).into())
}

/// The name of the local zone at a time in milliseconds from 1970.
fn zone(time: f64) -> Option<String> {
    #[expect(clippy::cast_possible_truncation, reason = "dates are within 8.64e15")]
    let instant = Timestamp::from_millisecond(time as i64).ok()?;
    let info = hooks::time_zone().to_offset_info(instant);
    let short = info.abbreviation();
    let known = NAMES.iter().find(|(abbreviation, _)| *abbreviation == short);
    // Zones without an abbreviation show their offset, `+03`; V8 says `GMT+03:00`.
    Some(known.map_or_else(|| short.to_owned(), |(_, name)| (*name).to_owned()))
}
