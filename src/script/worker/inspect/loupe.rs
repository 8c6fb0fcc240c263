//! The bounded inspection that assertion messages use, text for text that of loupe 2.3.7.
//!
//! `truncate` is the number of UTF-16 units still to be had; every part takes its share from it, so
//! the order in which parts are made is part of the format.

use boa_engine::object::JsObject;
use boa_engine::object::builtins::{JsDate, JsMap, JsSet};
use boa_engine::property::PropertyKey;
use boa_engine::{Context, JsResult, JsString, JsSymbol, JsValue, js_string};

use super::super::builtins::define;
use super::keys::{key_value, non_index_keys, own_names};
use super::kind::{function_name, object_tag};
use super::quoting::{is_plain_key, loupe_escape, quote_key};
use super::regexp::regexp_parts;

/// The `truncate` that cuts nothing off.
pub const NO_LIMIT: i64 = i64::MAX / 4;

/// Values looked at for one text at most. Far more than fits into 40 characters, far less than a
/// large response holds.
const MAX_VALUES: usize = 20_000;

/// Native recursion allowed; what is nested deeper is shown as `…`.
const MAX_DEPTH: usize = 200;

const ELLIPSIS: &str = "…";

/// Returns a short text for a value, of about `truncate` UTF-16 units at most.
///
/// # Errors
/// Whatever the value's own getters or `inspect` methods throw.
pub fn loupe(value: &JsValue, truncate: i64, context: &mut Context) -> JsResult<String> {
    let mut loupe = Loupe { context, truncate, seen: Vec::new(), depth: 0, values: 0 };
    loupe.inspect(value)
}

struct Loupe<'a> {
    context: &'a mut Context,
    truncate: i64,
    seen: Vec<JsObject>,
    depth: usize,
    values: usize,
}

impl Loupe<'_> {
    fn inspect(&mut self, value: &JsValue) -> JsResult<String> {
        self.values += 1;
        if self.values > MAX_VALUES || self.depth > MAX_DEPTH {
            return Ok(ELLIPSIS.to_owned());
        }
        // A value takes its room from a copy; only the parts of one value share it.
        let room = self.truncate;
        self.depth += 1;
        let text = self.inspect_value(value);
        self.depth -= 1;
        self.truncate = room;
        text
    }

    fn inspect_value(&mut self, value: &JsValue) -> JsResult<String> {
        if let Some(object) = value.as_object() {
            return if value.is_callable() { self.function(value) } else { self.object(&object) };
        }
        Ok(if let Some(text) = value.as_string() {
            format!("'{}'", cut_string(&text, self.truncate - 2))
        } else if let Some(number) = value.as_number() {
            number_text(number, value, self.truncate, self.context)?
        } else if let Some(symbol) = value.as_symbol() {
            symbol_text(&symbol)
        } else if let Some(bigint) = value.as_bigint() {
            let digits = cut(&bigint.to_string(), self.truncate - 1);
            if digits == ELLIPSIS { digits } else { format!("{digits}n") }
        } else {
            value.to_string(self.context)?.to_std_string_lossy()
        })
    }

    fn function(&mut self, value: &JsValue) -> JsResult<String> {
        let name = function_name(value, self.context)?.unwrap_or_default();
        Ok(if name.is_empty() {
            "[Function]".to_owned()
        } else {
            let name = name.to_std_string_lossy();
            format!("[Function {}]", cut(&name, self.truncate - 11))
        })
    }

    fn object(&mut self, object: &JsObject) -> JsResult<String> {
        let tag = object_tag(object, self.context)?;
        match tag.as_str() {
            "Array" => self.array(object),
            "Arguments" => self.arguments(object),
            "Error" => self.error(object),
            "Boolean" | "Number" | "String" | "Symbol" | "BigInt" => self.boxed(object),
            "Date" if JsDate::from_object(object.clone()).is_ok() => self.date(object),
            "RegExp" => self.regexp(object),
            "Map" => self.map(object),
            "Set" => self.set(object),
            "Promise" => Ok("Promise{…}".to_owned()),
            "WeakSet" => Ok("WeakSet{…}".to_owned()),
            "WeakMap" => Ok("WeakMap{…}".to_owned()),
            "Generator" | "DataView" | "ArrayBuffer" => Ok(String::new()),
            "Int8Array" | "Uint8Array" | "Uint8ClampedArray" | "Int16Array" | "Uint16Array"
            | "Int32Array" | "Uint32Array" | "Float32Array" | "Float64Array" => {
                self.typed_array(object, &tag)
            }
            _ => self.other_object(object),
        }
    }

    fn boxed(&mut self, object: &JsObject) -> JsResult<String> {
        let value_of = object.get(js_string!("valueOf"), self.context)?;
        match value_of.as_callable() {
            Some(value_of) => {
                let inner = value_of.call(&object.clone().into(), &[], self.context)?;
                if inner.is_object() { self.other_object(object) } else { self.inspect(&inner) }
            }
            None => self.other_object(object),
        }
    }

    fn date(&mut self, object: &JsObject) -> JsResult<String> {
        let date = JsDate::from_object(object.clone())?;
        if !date.get_time(self.context)?.as_number().is_some_and(f64::is_finite) {
            return Ok("Invalid Date".to_owned());
        }
        let text = date.to_iso_string(self.context)?.to_string(self.context)?.to_std_string_lossy();
        let (day, time) = text.split_once('T').unwrap_or((&text, ""));
        let room = self.truncate - width(day) - 1;
        Ok(format!("{day}T{}", cut(time, room)))
    }

    fn regexp(&mut self, object: &JsObject) -> JsResult<String> {
        let (source, flags) = regexp_parts(object, self.context)?;
        // The third piece between slashes, which is not the flags when the source holds a slash:
        // that is what the original prints.
        let text = format!("/{source}/{flags}");
        let flags = text.split('/').nth(2).unwrap_or_default();
        let source = cut(&source, self.truncate - (2 + width(flags)));
        Ok(format!("/{source}/{flags}"))
    }

    fn array(&mut self, object: &JsObject) -> JsResult<String> {
        let length = self.length_of(object)?;
        let extra = non_index_keys(object, self.context)?;
        if length == 0 && extra.is_empty() {
            return Ok("[]".to_owned());
        }
        self.truncate -= 4;
        let items = self.list(length, &mut |loupe, index| loupe.element(object, index))?;
        self.truncate -= width(&items);
        let extra = self.properties(object, &extra)?;
        let extra = if extra.is_empty() { extra } else { format!(", {extra}") };
        Ok(format!("[ {items}{extra} ]"))
    }

    fn arguments(&mut self, object: &JsObject) -> JsResult<String> {
        let length = self.length_of(object)?;
        if length == 0 {
            return Ok("Arguments[]".to_owned());
        }
        self.truncate -= 13;
        let items = self.list(length, &mut |loupe, index| loupe.element(object, index))?;
        Ok(format!("Arguments[ {items} ]"))
    }

    fn typed_array(&mut self, object: &JsObject, tag: &str) -> JsResult<String> {
        let class = self.constructor_name(object)?;
        let name = if class == "Buffer" { "Buffer" } else { tag };
        self.truncate -= width(name) + 4;
        let length = self.length_of(object)?;
        if length == 0 {
            return Ok(format!("{name}[]"));
        }
        let mut output = String::new();
        for index in 0..length {
            let item = object.get(index, self.context)?;
            let number = item.as_number().unwrap_or_default();
            let mut text = cut(&item.to_string(self.context)?.to_std_string_lossy(), self.truncate);
            if index + 1 < length {
                text.push_str(", ");
            }
            self.truncate -= width(&text);
            // The count is made from the element, not from its index, as in the original.
            if (number - length as f64).abs() > 0.0 && self.truncate <= 3 {
                output.push_str(&format!("{ELLIPSIS}({})", length as f64 - number + 1.0));
                break;
            }
            output.push_str(&text);
        }
        Ok(format!("{name}[ {output} ]"))
    }

    fn map(&mut self, object: &JsObject) -> JsResult<String> {
        let Ok(map) = JsMap::from_object(object.clone()) else {
            return self.other_object(object);
        };
        let mut entries = Vec::new();
        map.for_each_native(|key, value| {
            entries.push((key, value));
            Ok(())
        })?;
        // A map of one entry prints as an empty one: that is what the original does.
        if entries.len() <= 1 {
            return Ok("Map{}".to_owned());
        }
        self.truncate -= 7;
        let items = self.list(entries.len(), &mut |loupe, index| {
            let (key, value) = &entries[index];
            loupe.truncate -= 4;
            let key = loupe.inspect(key)?;
            loupe.truncate -= width(&key);
            Ok(format!("{key} => {}", loupe.inspect(value)?))
        })?;
        Ok(format!("Map{{ {items} }}"))
    }

    fn set(&mut self, object: &JsObject) -> JsResult<String> {
        let Ok(set) = JsSet::from_object(object.clone()) else {
            return self.other_object(object);
        };
        let mut values = Vec::new();
        set.for_each_native(|value| {
            values.push(value);
            Ok(())
        })?;
        if values.is_empty() {
            return Ok("Set{}".to_owned());
        }
        self.truncate -= 7;
        let items = self.list(values.len(), &mut |loupe, index| loupe.inspect(&values[index]))?;
        Ok(format!("Set{{ {items} }}"))
    }

    fn error(&mut self, object: &JsObject) -> JsResult<String> {
        const HIDDEN: [&str; 10] = [
            "stack",
            "line",
            "column",
            "name",
            "message",
            "fileName",
            "lineNumber",
            "columnNumber",
            "number",
            "description",
        ];
        let mut keys = own_names(object, self.context)?;
        keys.retain(|key| !HIDDEN.contains(&key_text(key).as_str()));
        let name = object
            .get(js_string!("name"), self.context)?
            .to_string(self.context)?
            .to_std_string_lossy();
        self.truncate -= width(&name);
        let message = object.get(js_string!("message"), self.context)?;
        let message = if let Some(message) = message.as_string() {
            cut(&message.to_std_string_lossy(), self.truncate)
        } else {
            keys.insert(0, js_string!("message").into());
            String::new()
        };
        let message = if message.is_empty() { message } else { format!(": {message}") };
        self.truncate -= width(&message) + 5;
        let properties = self.properties(object, &keys)?;
        Ok(if properties.is_empty() {
            format!("{name}{message}")
        } else {
            format!("{name}{message} {{ {properties} }}")
        })
    }

    fn other_object(&mut self, object: &JsObject) -> JsResult<String> {
        if let Some(text) = self.custom(object)? {
            return Ok(text);
        }
        let constructors = context_object_prototype(self.context);
        let prototype = object.prototype();
        if prototype.as_ref().is_none_or(|prototype| *prototype == constructors) {
            return self.plain(object);
        }
        let constructor = object.get(js_string!("constructor"), self.context)?;
        let plain: JsValue = self.context.intrinsics().constructors().object().constructor().into();
        if constructor.strict_equals(&plain) {
            return self.plain(object);
        }
        let tag = object.get(JsSymbol::to_string_tag(), self.context)?;
        let mut name = match tag.as_string() {
            Some(tag) => tag.to_std_string_lossy(),
            None => self.constructor_name(object)?,
        };
        if name.is_empty() || name == "_class" {
            name = "<Anonymous Class>".to_owned();
        }
        self.truncate -= width(&name);
        Ok(format!("{name}{}", self.plain(object)?))
    }

    /// Asks the object's own `inspect` method, when it has one.
    fn custom(&mut self, object: &JsObject) -> JsResult<Option<String>> {
        let inspect = object.get(js_string!("inspect"), self.context)?;
        let Some(inspect) = inspect.as_callable() else {
            return Ok(None);
        };
        let options = JsObject::with_object_proto(self.context.intrinsics());
        let plain = |_: &JsValue, args: &[JsValue], _: &mut Context| {
            Ok(args.first().cloned().unwrap_or_default())
        };
        define::method(&options, "stylize", 2, plain, self.context);
        let args = [JsValue::from(2), options.into()];
        let output = inspect.call(&object.clone().into(), &args, self.context)?;
        if !output.to_boolean() {
            return Ok(None);
        }
        match output.as_string() {
            Some(text) => Ok(Some(text.to_std_string_lossy())),
            None => self.inspect(&output).map(Some),
        }
    }

    fn plain(&mut self, object: &JsObject) -> JsResult<String> {
        let keys = object.own_property_keys(self.context)?;
        if keys.is_empty() {
            return Ok("{}".to_owned());
        }
        self.truncate -= 4;
        if self.seen.contains(object) {
            return Ok("[Circular]".to_owned());
        }
        self.seen.push(object.clone());
        let (symbols, names): (Vec<_>, Vec<_>) =
            keys.into_iter().partition(|key| matches!(key, PropertyKey::Symbol(_)));
        let names = self.properties(object, &names)?;
        let symbols = self.properties(object, &symbols)?;
        self.seen.pop();
        let separator = if names.is_empty() || symbols.is_empty() { "" } else { ", " };
        Ok(format!("{{ {names}{separator}{symbols} }}"))
    }

    fn properties(&mut self, object: &JsObject, keys: &[PropertyKey]) -> JsResult<String> {
        self.list(keys.len(), &mut |loupe, index| {
            let key = &keys[index];
            let value = object.get(key.clone(), loupe.context)?;
            loupe.truncate -= 2;
            let name = match key {
                PropertyKey::Symbol(symbol) => format!("[{}]", symbol_text(symbol)),
                _ => {
                    let text = key_text(key);
                    if is_plain_key(&text) { text } else { quote_key(&text) }
                }
            };
            loupe.truncate -= width(&name);
            Ok(format!("{name}: {}", loupe.inspect(&value)?))
        })
    }

    /// Joins items as long as there is room, then says how many are left.
    fn list(
        &mut self,
        size: usize,
        item: &mut dyn FnMut(&mut Self, usize) -> JsResult<String>,
    ) -> JsResult<String> {
        let room = self.truncate;
        let mut output = String::new();
        let mut output_width = 0;
        let mut peek = String::new();
        let mut rest = String::new();
        for index in 0..size {
            let last = index + 1 == size;
            let second_to_last = index + 2 == size;
            rest = format!("{ELLIPSIS}({})", size - index);
            if self.values > MAX_VALUES {
                break;
            }
            self.truncate = room - output_width - if last { 0 } else { 2 };
            let text = if peek.is_empty() {
                with_separator(item(self, index)?, last)
            } else {
                std::mem::take(&mut peek)
            };
            let next_width = output_width + width(&text);
            let rest_width = next_width + width(&rest);
            if last && next_width > room && output_width + width(&rest) <= room {
                break;
            }
            if !last && !second_to_last && rest_width > room {
                break;
            }
            if !last {
                peek = with_separator(item(self, index + 1)?, second_to_last);
            }
            if second_to_last && rest_width > room && next_width + width(&peek) > room {
                break;
            }
            output.push_str(&text);
            output_width = next_width;
            if !last && !second_to_last && next_width + width(&peek) >= room {
                rest = format!("{ELLIPSIS}({})", size - index - 1);
                break;
            }
            rest.clear();
        }
        output.push_str(&rest);
        Ok(output)
    }

    fn element(&mut self, object: &JsObject, index: usize) -> JsResult<String> {
        let value = object.get(index, self.context)?;
        self.inspect(&value)
    }

    fn length_of(&mut self, object: &JsObject) -> JsResult<usize> {
        let length = object.get(js_string!("length"), self.context)?;
        Ok(usize::try_from(length.to_length(self.context)?).unwrap_or(usize::MAX))
    }

    fn constructor_name(&mut self, object: &JsObject) -> JsResult<String> {
        let constructor = object.get(js_string!("constructor"), self.context)?;
        let name = function_name(&constructor, self.context)?.unwrap_or_default();
        Ok(name.to_std_string_lossy())
    }
}

fn context_object_prototype(context: &Context) -> JsObject {
    context.intrinsics().constructors().object().prototype()
}

fn with_separator(mut text: String, last: bool) -> String {
    if !last {
        text.push_str(", ");
    }
    text
}

fn key_text(key: &PropertyKey) -> String {
    key_value(key).as_string().map(|text| text.to_std_string_lossy()).unwrap_or_default()
}

fn number_text(
    number: f64,
    value: &JsValue,
    truncate: i64,
    context: &mut Context,
) -> JsResult<String> {
    if number == 0.0 {
        let sign = if number.is_sign_negative() { "-0" } else { "+0" };
        return Ok(sign.to_owned());
    }
    let text = value.to_string(context)?.to_std_string_lossy();
    Ok(if number.is_finite() { cut(&text, truncate) } else { text })
}

fn symbol_text(symbol: &JsSymbol) -> String {
    let description = symbol.description().unwrap_or_default();
    format!("Symbol({})", description.to_std_string_lossy())
}

/// Counts UTF-16 units, in which all widths here are measured.
fn width(text: &str) -> i64 {
    let units = if text.is_ascii() { text.len() } else { text.encode_utf16().count() };
    i64::try_from(units).unwrap_or(NO_LIMIT)
}

/// Shortens a text to `room` units, the last of them an ellipsis.
fn cut(text: &str, room: i64) -> String {
    let length = width(text);
    if room < 1 && length > 1 {
        return ELLIPSIS.to_owned();
    }
    if length <= room || length <= 1 {
        return text.to_owned();
    }
    let units: Vec<u16> =
        text.encode_utf16().take(usize::try_from(room - 1).unwrap_or(0)).collect();
    format!("{}{ELLIPSIS}", String::from_utf16_lossy(&units))
}

/// Escapes and shortens a string; of a long one only the part that can show is looked at.
fn cut_string(text: &JsString, room: i64) -> String {
    let units = text.len();
    let wanted = usize::try_from(room.max(0)).unwrap_or(0).saturating_add(2);
    if units <= wanted {
        return cut(&loupe_escape(&text.to_std_string_lossy()), room);
    }
    let head: Vec<u16> = text.iter().take(wanted).collect();
    cut(&loupe_escape(&String::from_utf16_lossy(&head)), room)
}
