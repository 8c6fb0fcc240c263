//! `Date` that reads texts as V8 does: the engine's own knows ISO 8601 only.

use boa_engine::object::FunctionObjectBuilder;
use boa_engine::property::PropertyDescriptor;
use boa_engine::{
    Context, Finalize, JsArgs, JsData, JsObject, JsResult, JsSymbol, JsValue, NativeFunction,
    Trace, js_string,
};
use jiff::civil;

use super::super::hooks;
use super::date_text::{self, Moment};
use super::{define, zone_name};

/// The largest time of a date, in milliseconds from 1970.
const MAX_TIME: f64 = 8.64e15;

/// The engine's constructor.
#[derive(Clone, Trace, Finalize, JsData)]
struct Original(JsObject);

/// Replaces `Date`; its prototype stays.
pub(super) fn register(context: &mut Context) {
    let original = context.intrinsics().constructors().date().constructor();
    let prototype = context.intrinsics().constructors().date().prototype();
    let code = NativeFunction::from_copy_closure_with_captures(
        |this, args, Original(original), context| construct(original, this, args, context),
        Original(original.clone()),
    );
    let date: JsObject = FunctionObjectBuilder::new(context.realm(), code)
        .name(js_string!("Date"))
        .length(7)
        .constructor(true)
        .build()
        .into();
    let fixed = PropertyDescriptor::builder()
        .value(prototype.clone())
        .writable(false)
        .enumerable(false)
        .configurable(false);
    date.insert_property(js_string!("prototype"), fixed);
    for name in ["now", "UTC"] {
        let method = original.get(js_string!(name), context).unwrap_or_default();
        define::hidden(&date, name, method);
    }
    define::method(&date, "parse", 1, parse, context);
    zone_name::register(&prototype, context);
    define::hidden(&prototype, "constructor", date.clone());
    define::hidden(&context.global_object(), "Date", date);
}

/// Makes a date of a text by ourselves; leaves everything else to the engine.
fn construct(
    original: &JsObject,
    new_target: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let Some(new_target) = new_target.as_object().filter(JsObject::is_constructor) else {
        return original.call(&JsValue::undefined(), args, context);
    };
    let text = match args {
        [value] => text_of(value, context)?,
        _ => None,
    };
    let time = text.map(|text| JsValue::from(time(&text)));
    let args = time.as_ref().map_or(args, std::slice::from_ref);
    Ok(original.construct(args, Some(&new_target), context)?.into())
}

/// The text that a single argument means; `None` for numbers and dates.
fn text_of(value: &JsValue, context: &mut Context) -> JsResult<Option<String>> {
    if let Some(text) = value.as_string() {
        return Ok(Some(text.to_std_string_lossy()));
    }
    let Some(object) = value.as_object() else { return Ok(None) };
    // Dates keep their time; of other objects the engine would read a text in its own way.
    if object.is::<boa_engine::builtins::date::Date>()
        || object.has_property(JsSymbol::to_primitive(), context)?
    {
        return Ok(None);
    }
    let value = value.to_primitive(context, boa_engine::value::PreferredType::Default)?;
    Ok(value.as_string().map(|text| text.to_std_string_lossy()))
}

fn parse(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let text = args.get_or_undefined(0).to_string(context)?.to_std_string_lossy();
    Ok(time(&text).into())
}

/// No date is in a later year, nor in an earlier one before Christ.
const LAST_YEAR: i32 = 275_760;

/// The time that a text means, in milliseconds from 1970; NaN for none.
fn time(text: &str) -> f64 {
    date_text::parse(text)
        .and_then(milliseconds)
        .filter(|time| time.abs() <= MAX_TIME)
        .unwrap_or(f64::NAN)
}

#[expect(clippy::cast_precision_loss, reason = "times of dates are within 2^53")]
fn milliseconds(moment: Moment) -> Option<f64> {
    if moment.year.abs() > LAST_YEAR {
        return None;
    }
    let days = days(moment.year, moment.month) + i64::from(moment.day) - 1;
    let wall = days * 86_400_000 + moment.millisecond;
    let Some(offset) = moment.offset else { return local(wall) };
    Some((wall - i64::from(offset) * 60_000) as f64)
}

/// Days from 1970 to the first of a month, in the Gregorian calendar of all times.
fn days(year: i32, month: i8) -> i64 {
    // Years that begin in March: the leap day is the last day.
    let (year, month) = (i64::from(year), i64::from(month));
    let (year, month) = if month <= 2 { (year - 1, month + 9) } else { (year, month - 3) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (month * 153 + 2) / 5 - 719_468
}

/// The instant of a local time; where a clock change makes two or none, the earlier rule counts.
#[expect(clippy::cast_precision_loss, reason = "times of dates are within 2^53")]
fn local(wall: i64) -> Option<f64> {
    let zone = hooks::time_zone();
    let (seconds, rest) = (wall.div_euclid(1000), wall.rem_euclid(1000));
    let civil = civil::date(1970, 1, 1)
        .at(0, 0, 0, 0)
        .checked_add(jiff::SignedDuration::from_secs(seconds))
        .ok();
    let Some(civil) = civil else { return Some(wall as f64) };
    let instant = zone.to_timestamp(civil).ok()?;
    Some((instant.as_millisecond() + rest) as f64)
}
