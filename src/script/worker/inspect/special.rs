//! Objects that print in a way of their own: functions, errors, dates, promises, buffers.

use boa_engine::builtins::promise::PromiseState;
use boa_engine::object::JsObject;
use boa_engine::object::builtins::{JsArrayBuffer, JsDate, JsPromise};
use boa_engine::{JsResult, JsValue, js_string};

use super::body::Body;
use super::console::Printer;
use super::kind::{function_name, object_tag};
use super::prefix::{Prefix, is_class};

/// Bytes of a buffer that are printed.
const SHOWN_BYTES: usize = 50;

impl Printer<'_> {
    pub(super) fn function(&mut self, object: &JsObject) -> JsResult<String> {
        let value = JsValue::from(object.clone());
        let name = function_name(&value, self.context)?.unwrap_or_default().to_std_string_lossy();
        if is_class(object) {
            let name = if name.is_empty() { "(anonymous)".to_owned() } else { name };
            let parent = object.prototype().map(JsValue::from).unwrap_or_default();
            let parent = function_name(&parent, self.context)?.unwrap_or_default();
            return Ok(if parent.is_empty() {
                format!("[class {name}]")
            } else {
                format!("[class {name} extends {}]", parent.to_std_string_lossy())
            });
        }
        let tag = object_tag(object, self.context)?;
        Ok(if name.is_empty() {
            format!("[{tag} (anonymous)]")
        } else {
            format!("[{tag}: {name}]")
        })
    }

    /// Prints an error without the engine's stack: `[Name: message]`, as Node does for an error
    /// that has none.
    pub(super) fn error(&mut self, object: &JsObject, prefix: &Prefix) -> JsResult<String> {
        let mut texts = Vec::new();
        for name in [js_string!("name"), js_string!("message")] {
            let value = object.get(name, self.context)?;
            texts.push(if value.is_undefined() {
                prefix.bare("Error")
            } else {
                value.to_string(self.context)?.to_std_string_lossy()
            });
        }
        Ok(if texts[1].is_empty() {
            format!("[{}]", texts[0])
        } else {
            format!("[{}: {}]", texts[0], texts[1])
        })
    }

    pub(super) fn date(&mut self, object: &JsObject) -> JsResult<String> {
        let Ok(date) = JsDate::from_object(object.clone()) else {
            return Ok("Date {}".to_owned());
        };
        if !date.get_time(self.context)?.as_number().is_some_and(f64::is_finite) {
            return Ok("Invalid Date".to_owned());
        }
        let text = date.to_iso_string(self.context)?;
        Ok(text.to_string(self.context)?.to_std_string_lossy())
    }

    pub(super) fn boxed(
        &mut self,
        object: &JsObject,
        tag: &str,
        prefix: &Prefix,
    ) -> JsResult<Body> {
        let value_of = object.get(js_string!("valueOf"), self.context)?;
        let inner = match value_of.as_callable() {
            Some(value_of) => value_of.call(&object.clone().into(), &[], self.context)?,
            None => JsValue::undefined(),
        };
        if inner.is_object() {
            return Ok(Body::object(prefix.text()));
        }
        Ok(Body::based(format!("[{tag}: {}]", self.primitive(&inner)?)))
    }

    pub(super) fn promise(
        &mut self,
        object: &JsObject,
        prefix: &Prefix,
        depth: usize,
    ) -> JsResult<Body> {
        let mut body = Body::object(prefix.text());
        let state = JsPromise::from_object(object.clone()).map(|promise| promise.state());
        match state {
            Ok(PromiseState::Pending) => body.output.push("<pending>".to_owned()),
            Ok(PromiseState::Fulfilled(value)) => {
                let text = self.indented(&value, depth)?;
                body.output.push(text);
            }
            Ok(PromiseState::Rejected(value)) => {
                let text = self.indented(&value, depth)?;
                body.output.push(format!("<rejected> {text}"));
            }
            Err(_) => {}
        }
        Ok(body)
    }

    /// Prints a `Buffer`: its bytes in hexadecimal.
    pub(super) fn buffer(&mut self, object: &JsObject) -> JsResult<String> {
        let length = self.length_of(object)?;
        let mut bytes = String::from("<Buffer");
        for index in 0..length.min(SHOWN_BYTES) {
            let byte = object.get(index, self.context)?.to_number(self.context)?;
            bytes.push_str(&format!(" {:02x}", byte as u8));
        }
        bytes.push_str(&more_bytes(length.saturating_sub(SHOWN_BYTES)));
        bytes.push('>');
        Ok(bytes)
    }

    pub(super) fn array_buffer(&mut self, object: &JsObject, prefix: &Prefix) -> JsResult<Body> {
        let mut body = Body::object(prefix.text());
        let buffer = JsArrayBuffer::from_object(object.clone())?;
        let Some(bytes) = buffer.data() else {
            body.output.push("(detached)".to_owned());
            return Ok(body);
        };
        let hex: Vec<String> =
            bytes.iter().take(SHOWN_BYTES).map(|byte| format!("{byte:02x}")).collect();
        let more = more_bytes(bytes.len().saturating_sub(SHOWN_BYTES));
        body.output.push(format!("[Uint8Contents]: <{}{more}>", hex.join(" ")));
        body.output.push(format!("byteLength: {}", bytes.len()));
        Ok(body)
    }
}

fn more_bytes(rest: usize) -> String {
    match rest {
        0 => String::new(),
        1 => " ... 1 more byte".to_owned(),
        rest => format!(" ... {rest} more bytes"),
    }
}
