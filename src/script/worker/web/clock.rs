//! Time zones, and the `toLocaleString` family, which `Intl` carries out.

use boa_engine::object::builtins::{JsDate, JsFunction};
use boa_engine::{
    Context, JsArgs, JsNativeError, JsObject, JsResult, JsValue, NativeFunction, js_string,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::super::builtins::define;
use super::super::hooks;

/// Where `scripts/intl.js` leaves its two functions: `number` and `date`.
struct Formats(JsObject);

/// Adds `offset`, `zone` and `formats` to the scripts' natives.
pub(super) fn natives(object: &JsObject, context: &mut Context) {
    define::method(object, "offset", 2, offset, context);
    define::method(object, "zone", 0, zone, context);
    let known = context.get_data::<Formats>().map(|Formats(formats)| formats.clone());
    let formats = known.unwrap_or_else(|| {
        let formats = JsObject::with_object_proto(context.intrinsics());
        context.insert_data(Formats(formats.clone()));
        formats
    });
    define::property(object, "formats", formats);
}

/// Replaces `toLocaleString`, `toLocaleDateString` and `toLocaleTimeString`.
///
/// # Errors
/// The engine has no such prototypes; its own fault.
pub(super) fn register(context: &mut Context) -> JsResult<()> {
    let constructors = context.intrinsics().constructors();
    let date = constructors.date().prototype();
    let (number, bigint) = (constructors.number().prototype(), constructors.bigint().prototype());
    for prototype in [number, bigint] {
        define::method(&prototype, "toLocaleString", 0, number_text, context);
    }
    for (index, (name, _)) in DATE_TEXTS.iter().enumerate() {
        let code = NativeFunction::from_copy_closure(move |this, args, context| {
            date_text(this, DATE_TEXTS[index].1, args, context)
        });
        define::hidden(&date, name, code.to_js_function(context.realm()));
    }
    Ok(())
}

/// The methods of dates and what each shows unless told otherwise.
const DATE_TEXTS: [(&str, &str); 3] =
    [("toLocaleString", "any"), ("toLocaleDateString", "onlyDate"), ("toLocaleTimeString", "time")];

fn number_text(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let value = match this.as_object() {
        Some(object) => {
            let value_of = object.get(js_string!("valueOf"), context)?;
            match value_of.as_function() {
                Some(value_of) => value_of.call(this, &[], context)?,
                None => this.clone(),
            }
        }
        None => this.clone(),
    };
    let args = [value, args.get_or_undefined(0).clone(), args.get_or_undefined(1).clone()];
    format("number", &args, context)
}

fn date_text(
    this: &JsValue,
    usual: &str,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let date = this.as_object().and_then(|object| JsDate::from_object(object).ok());
    let date =
        date.ok_or_else(|| JsNativeError::typ().with_message("this is not a Date object."))?;
    let args = [
        date.get_time(context)?,
        js_string!(usual).into(),
        args.get_or_undefined(0).clone(),
        args.get_or_undefined(1).clone(),
    ];
    format("date", &args, context)
}

fn format(name: &str, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let function = match known(name, context)? {
        Some(function) => function,
        None => {
            super::load_named("Intl", context)?;
            known(name, context)?.ok_or_else(super::broken)?
        }
    };
    function.call(&JsValue::undefined(), args, context)
}

/// One of the two functions, when `scripts/intl.js` has run.
fn known(name: &str, context: &mut Context) -> JsResult<Option<JsFunction>> {
    let formats = context.get_data::<Formats>().map(|Formats(formats)| formats.clone());
    let Some(formats) = formats else { return Ok(None) };
    Ok(formats.get(js_string!(name), context)?.as_function())
}

/// `offset(time, zone?)`: seconds east of UTC at a time in milliseconds.
fn offset(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let time = args.get_or_undefined(0).to_number(context)?;
    let zone = args.get_or_undefined(1);
    #[expect(clippy::cast_possible_truncation, reason = "times are within a date's range")]
    let instant = Timestamp::from_millisecond(time as i64).unwrap_or_default();
    if zone.is_undefined() {
        return Ok(hooks::time_zone().to_offset(instant).seconds().into());
    }
    let name = zone.to_string(context)?.to_std_string_lossy();
    let seconds = named_zone(&name)?.to_offset(instant).seconds();
    Ok(seconds.into())
}

/// Tells whether a name means UTC; V8 calls all of them so.
fn is_utc(name: &str) -> bool {
    ["UTC", "GMT", "UCT", "Zulu", "Etc/UTC", "Etc/GMT", "Etc/UCT", "Etc/Zulu"]
        .iter()
        .any(|utc| utc.eq_ignore_ascii_case(name))
}

fn named_zone(name: &str) -> JsResult<TimeZone> {
    if is_utc(name) {
        return Ok(TimeZone::UTC);
    }
    let local = hooks::time_zone();
    if local.iana_name().is_some_and(|local| local.eq_ignore_ascii_case(name)) {
        return Ok(local.clone());
    }
    // Of the zones that the program carries: the system's files are out of a worker's reach.
    TimeZone::get(name).map_err(|_| {
        let message = format!("Invalid time zone specified: {name}");
        JsNativeError::range().with_message(message).into()
    })
}

/// `zone()`: the name of the local time zone.
fn zone(_: &JsValue, _: &[JsValue], _: &mut Context) -> JsResult<JsValue> {
    let name = hooks::time_zone().iana_name().filter(|name| !is_utc(name));
    Ok(js_string!(name.unwrap_or("UTC")).into())
}
