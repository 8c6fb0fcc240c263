//! `JSON.stringify` (ECMA-262 §25.5.2), with a stack of its own instead of native recursion.

use boa_engine::builtins::object::OrdinaryObject;
use boa_engine::object::builtins::{JsArray, JsProxy};
use boa_engine::property::PropertyKey;
use boa_engine::string::JsStrVariant;
use boa_engine::value::JsVariant;
use boa_engine::{
    Context, JsBigInt, JsNativeError, JsObject, JsResult, JsString, JsSymbol, JsValue, js_string,
};

use super::{MAX_DEPTH, circle};

/// The second and third argument of `JSON.stringify`.
#[derive(Default)]
pub(super) struct Layout {
    replacer: Option<JsObject>,
    allowed: Option<Vec<PropertyKey>>,
    gap: String,
}

impl Layout {
    /// Reads the two arguments.
    pub(super) fn from_js(
        replacer: &JsValue,
        space: &JsValue,
        context: &mut Context,
    ) -> JsResult<Self> {
        let mut layout = Self { replacer: replacer.as_callable(), ..Self::default() };
        if let Some(list) = replacer.as_object().filter(JsObject::is_array) {
            layout.allowed = Some(allowed_keys(&list, context)?);
        }
        layout.gap = gap(space, context)?;
        Ok(layout)
    }
}

fn allowed_keys(list: &JsObject, context: &mut Context) -> JsResult<Vec<PropertyKey>> {
    let length = list.get(js_string!("length"), context)?.to_length(context)?;
    let mut keys = Vec::new();
    for index in 0..length {
        let value = list.get(index, context)?;
        let is_name = match value.variant() {
            JsVariant::Object(object) => object.is::<JsString>() || object.is::<f64>(),
            _ => value.is_string() || value.is_number(),
        };
        if is_name {
            let key = value.to_string(context)?.into();
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    Ok(keys)
}

fn gap(space: &JsValue, context: &mut Context) -> JsResult<String> {
    let space = unbox(space.clone(), context)?;
    if let Some(text) = space.as_string() {
        return Ok(text.to_std_string_lossy().chars().take(10).collect());
    }
    if space.is_number() {
        let count = space.to_i32(context)?.clamp(0, 10);
        return Ok(" ".repeat(usize::try_from(count).unwrap_or_default()));
    }
    Ok(String::new())
}

/// Turns `new Number(1)` and its like into the primitive inside.
fn unbox(value: JsValue, context: &mut Context) -> JsResult<JsValue> {
    let Some(object) = value.as_object() else { return Ok(value) };
    if object.is::<f64>() {
        return value.to_number(context).map(JsValue::new);
    }
    if object.is::<JsString>() {
        return value.to_string(context).map(JsValue::from);
    }
    if let Some(flag) = object.downcast_ref::<bool>() {
        return Ok(JsValue::new(*flag));
    }
    if let Some(number) = object.downcast_ref::<JsBigInt>() {
        return Ok(JsValue::new(number.clone()));
    }
    Ok(value)
}

/// An array or object that is being written.
pub(super) struct Frame {
    pub(super) object: JsObject,
    /// The key under which the outer frame holds it.
    pub(super) name: PropertyKey,
    keys: Keys,
    next: usize,
    written: bool,
}

enum Keys {
    Array(usize),
    Object(Vec<PropertyKey>),
}

/// Writes a value; `None` for what JSON has no word for.
pub(super) fn stringify(
    value: &JsValue,
    layout: &Layout,
    context: &mut Context,
) -> JsResult<Option<String>> {
    let mut writer = Writer { layout, out: String::new(), frames: Vec::new() };
    let root = if layout.replacer.is_some() {
        let root = JsObject::with_object_proto(context.intrinsics());
        root.create_data_property_or_throw(js_string!(""), value.clone(), context)?;
        Some(root)
    } else {
        None
    };
    let value = writer.prepare(root, &js_string!("").into(), value.clone(), context)?;
    if !has_text(&value) {
        return Ok(None);
    }
    writer.write(value, js_string!("").into(), context)?;
    while let Some(frame) = writer.frames.last_mut() {
        if let Some((key, in_object)) = next_key(frame) {
            writer.member(key, in_object, context)?;
        } else {
            writer.close();
        }
    }
    Ok(Some(writer.out))
}

fn next_key(frame: &mut Frame) -> Option<(PropertyKey, bool)> {
    let index = frame.next;
    frame.next += 1;
    match &frame.keys {
        Keys::Array(length) => (index < *length).then(|| (PropertyKey::from(index), false)),
        Keys::Object(keys) => keys.get(index).map(|key| (key.clone(), true)),
    }
}

fn has_text(value: &JsValue) -> bool {
    !value.is_undefined() && !value.is_symbol() && !value.is_callable()
}

struct Writer<'a> {
    layout: &'a Layout,
    out: String,
    frames: Vec<Frame>,
}

impl Writer<'_> {
    fn member(&mut self, key: PropertyKey, in_object: bool, context: &mut Context) -> JsResult<()> {
        let Some(frame) = self.frames.last() else { return Ok(()) };
        let object = frame.object.clone();
        let value = object.get(key.clone(), context)?;
        let value = self.prepare(Some(object), &key, value, context)?;
        let value = match (has_text(&value), in_object) {
            (true, _) => value,
            (false, true) => return Ok(()),
            (false, false) => JsValue::null(),
        };
        if let Some(frame) = self.frames.last_mut() {
            if frame.written {
                self.out.push(',');
            }
            frame.written = true;
        }
        self.line_break(self.frames.len());
        if in_object {
            quote_key(&key, &mut self.out, context)?;
            self.out.push_str(if self.layout.gap.is_empty() { ":" } else { ": " });
        }
        self.write(value, key, context)
    }

    /// Applies `toJSON` and the replacer, and unboxes.
    fn prepare(
        &self,
        holder: Option<JsObject>,
        key: &PropertyKey,
        mut value: JsValue,
        context: &mut Context,
    ) -> JsResult<JsValue> {
        if !value.is_object() && !value.is_bigint() && self.layout.replacer.is_none() {
            return Ok(value);
        }
        if value.is_object() || value.is_bigint() {
            let object = value.to_object(context)?;
            if let Some(to_json) = object.get(js_string!("toJSON"), context)?.as_callable() {
                let name = JsValue::from(key).to_string(context)?;
                value = to_json.call(&value, &[name.into()], context)?;
            }
        }
        if let (Some(replacer), Some(holder)) = (&self.layout.replacer, holder) {
            let name = JsValue::from(key).to_string(context)?;
            value = replacer.call(&holder.into(), &[name.into(), value], context)?;
        }
        unbox(value, context)
    }

    fn write(&mut self, value: JsValue, name: PropertyKey, context: &mut Context) -> JsResult<()> {
        match value.variant() {
            JsVariant::Null | JsVariant::Undefined | JsVariant::Symbol(_) => {
                self.out.push_str("null")
            }
            JsVariant::Boolean(true) => self.out.push_str("true"),
            JsVariant::Boolean(false) => self.out.push_str("false"),
            JsVariant::Integer32(number) => self.out.push_str(&number.to_string()),
            JsVariant::Float64(number) if !number.is_finite() => self.out.push_str("null"),
            JsVariant::Float64(_) => {
                self.out.push_str(&value.to_string(context)?.to_std_string_lossy());
            }
            JsVariant::String(text) => quote(&text, &mut self.out),
            JsVariant::BigInt(_) => {
                let message = "Do not know how to serialize a BigInt";
                return Err(JsNativeError::typ().with_message(message).into());
            }
            JsVariant::Object(object) => self.open(object.clone(), name, context)?,
        }
        Ok(())
    }

    fn open(&mut self, object: JsObject, name: PropertyKey, context: &mut Context) -> JsResult<()> {
        if let Some(start) =
            self.frames.iter().position(|frame| JsObject::equals(&frame.object, &object))
        {
            return Err(circle::error(&self.frames[start..], &name, context));
        }
        if self.frames.len() >= MAX_DEPTH {
            let message = "Maximum call stack size exceeded";
            return Err(JsNativeError::range().with_message(message).into());
        }
        let keys = if is_array(&object, context)? {
            let length = object.get(js_string!("length"), context)?.to_length(context)?;
            self.out.push('[');
            Keys::Array(usize::try_from(length).unwrap_or(usize::MAX))
        } else {
            self.out.push('{');
            Keys::Object(match &self.layout.allowed {
                Some(keys) => keys.clone(),
                None => enumerable_keys(&object, context)?,
            })
        };
        self.frames.push(Frame { object, name, keys, next: 0, written: false });
        Ok(())
    }

    fn close(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        if frame.written {
            self.line_break(self.frames.len());
        }
        self.out.push(if matches!(frame.keys, Keys::Array(_)) { ']' } else { '}' });
    }

    fn line_break(&mut self, depth: usize) {
        if !self.layout.gap.is_empty() {
            self.out.push('\n');
            self.out.extend(std::iter::repeat_n(self.layout.gap.as_str(), depth));
        }
    }
}

/// `IsArray`: sees through proxies.
fn is_array(object: &JsObject, context: &mut Context) -> JsResult<bool> {
    if object.is::<OrdinaryObject>() || object.is_array() {
        return Ok(object.is_array());
    }
    if JsProxy::from_object(object.clone()).is_err() {
        return Ok(false);
    }
    let constructor = context.intrinsics().constructors().array().constructor();
    let is_array = constructor.get(js_string!("isArray"), context)?;
    let answer = is_array
        .as_callable()
        .map(|is_array| is_array.call(&JsValue::undefined(), &[object.clone().into()], context));
    Ok(answer.transpose()?.is_some_and(|answer| answer.to_boolean()))
}

/// The object's own enumerable string keys.
fn enumerable_keys(object: &JsObject, context: &mut Context) -> JsResult<Vec<PropertyKey>> {
    if object.is::<OrdinaryObject>() {
        let mut keys = object.own_property_keys(context)?;
        let borrowed = object.borrow();
        keys.retain(|key| {
            !matches!(key, PropertyKey::Symbol(_))
                && borrowed.properties().get(key).is_some_and(|found| found.expect_enumerable())
        });
        return Ok(keys);
    }
    let constructor = context.intrinsics().constructors().object().constructor();
    let keys = constructor.get(js_string!("keys"), context)?;
    let keys = keys
        .as_callable()
        .ok_or_else(|| JsNativeError::typ().with_message("Object.keys is not a function"))?;
    let list = keys.call(&JsValue::undefined(), &[object.clone().into()], context)?;
    let list = list.as_object().map(JsArray::from_object).transpose()?;
    let Some(list) = list else { return Ok(Vec::new()) };
    (0..list.length(context)?)
        .map(|index| list.at(i64::try_from(index).unwrap_or(0), context)?.to_property_key(context))
        .collect()
}

fn quote_key(key: &PropertyKey, out: &mut String, context: &mut Context) -> JsResult<()> {
    let text = JsValue::from(key).to_string(context)?;
    quote(&text, out);
    Ok(())
}

/// Writes a string literal; lone surrogates are escaped.
fn quote(text: &JsString, out: &mut String) {
    out.push('"');
    match text.as_str().variant() {
        JsStrVariant::Latin1(units) => {
            units.iter().for_each(|unit| quote_char(char::from(*unit), out))
        }
        JsStrVariant::Utf16(units) => {
            for decoded in char::decode_utf16(units.iter().copied()) {
                match decoded {
                    Ok(char) => quote_char(char, out),
                    Err(lone) => out.push_str(&format!("\\u{:04x}", lone.unpaired_surrogate())),
                }
            }
        }
    }
    out.push('"');
}

fn quote_char(char: char, out: &mut String) {
    match char {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\u{8}' => out.push_str("\\b"),
        '\u{c}' => out.push_str("\\f"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\0'..'\u{20}' => out.push_str(&format!("\\u{:04x}", u32::from(char))),
        _ => out.push(char),
    }
}

/// Names an object's class for the text of an error.
pub(super) fn constructor_name(object: &JsObject, context: &mut Context) -> JsResult<String> {
    let constructor = object.get(js_string!("constructor"), context)?;
    let name = match constructor.as_object() {
        Some(constructor) => constructor.get(js_string!("name"), context)?,
        None => object.get(JsSymbol::to_string_tag(), context)?,
    };
    Ok(name.as_string().map_or_else(|| "Object".to_owned(), |name| name.to_std_string_lossy()))
}
