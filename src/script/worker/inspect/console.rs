//! What Node 20 prints for an argument of `console.log`.

use boa_engine::builtins::object::OrdinaryObject;
use boa_engine::object::JsObject;
use boa_engine::object::builtins::{JsMap, JsSet};
use boa_engine::property::{PropertyDescriptor, PropertyKey};
use boa_engine::{Context, JsResult, JsSymbol, JsValue, js_string};

use super::super::libs;
use super::body::Body;
use super::grouping::Parts;
use super::keys::{enumerable_keys, key_value, non_index_keys, symbol_keys};
use super::kind::object_tag;
use super::prefix::{Prefix, is_leaf};
use super::quoting::{is_plain_key, node_quote};
use super::regexp::regexp_parts;

/// Objects nested deeper than this are named only.
const MAX_DEPTH: usize = 2;
/// UTF-16 units of a nested string that are printed.
const MAX_STRING: usize = 10_000;
/// Values printed for one argument; Node has no such limit, but a report must stay readable.
const MAX_VALUES: usize = 20_000;
/// Strings longer than this may be broken at their newlines.
const MIN_LINE: usize = 16;
const BREAK_LENGTH: usize = 80;

/// Returns the text that Node prints for one argument of `console.log`: strings as they are,
/// everything else as `util.inspect` shows it. What cannot be read (a getter of the inspection's
/// own that throws) shows as `[unreadable: …]`.
pub fn console(value: &JsValue, context: &mut Context) -> String {
    if let Some(text) = value.as_string() {
        return text.to_std_string_lossy();
    }
    let mut printer = Printer {
        context,
        seen: Vec::new(),
        circular: Vec::new(),
        indentation: 0,
        current_depth: 0,
        values: 0,
    };
    let shown = printer.plain(value).unwrap_or_else(|_| value.clone());
    if let Some(text) = shown.as_string().filter(|_| value.is_object()) {
        return text.to_std_string_lossy();
    }
    printer.value(&shown, 0).unwrap_or_else(|error| format!("[unreadable: {error}]"))
}

/// Prints one argument.
pub(super) struct Printer<'a> {
    pub(super) context: &'a mut Context,
    seen: Vec<JsObject>,
    circular: Vec<JsObject>,
    indentation: usize,
    current_depth: usize,
    values: usize,
}

impl Printer<'_> {
    /// What Postman shows of an object with `toJSON`: scripts' values cross to its console as data.
    fn plain(&mut self, value: &JsValue) -> JsResult<JsValue> {
        let Some(object) = value.as_object() else { return Ok(value.clone()) };
        if object.is_array()
            || object.is::<boa_engine::builtins::date::Date>()
            || object.is::<boa_engine::builtins::typed_array::TypedArray>()
        {
            return Ok(value.clone());
        }
        match object.get(js_string!("toJSON"), self.context)?.as_function() {
            Some(to_json) => to_json.call(value, &[], self.context),
            None => Ok(value.clone()),
        }
    }

    fn value(&mut self, value: &JsValue, depth: usize) -> JsResult<String> {
        self.values += 1;
        let Some(object) = value.as_object() else {
            return self.primitive(value);
        };
        if self.values > MAX_VALUES {
            return Ok("[...]".to_owned());
        }
        if self.seen.contains(&object) {
            let index = match self.circular.iter().position(|other| *other == object) {
                Some(index) => index,
                None => {
                    self.circular.push(object);
                    self.circular.len() - 1
                }
            };
            return Ok(format!("[Circular *{}]", index + 1));
        }
        self.object(&object, depth)
    }

    pub(super) fn primitive(&mut self, value: &JsValue) -> JsResult<String> {
        if let Some(text) = value.as_string() {
            let rest = text.len().saturating_sub(MAX_STRING);
            let units: Vec<u16> = text.iter().take(MAX_STRING).collect();
            let mut output = self.quoted(&String::from_utf16_lossy(&units));
            if rest > 0 {
                let plural = if rest == 1 { "" } else { "s" };
                output.push_str(&format!("... {rest} more character{plural}"));
            }
            return Ok(output);
        }
        if let Some(symbol) = value.as_symbol() {
            return Ok(symbol_text(&symbol));
        }
        if let Some(bigint) = value.as_bigint() {
            return Ok(format!("{bigint}n"));
        }
        if value.as_number().is_some_and(|number| number == 0.0 && number.is_sign_negative()) {
            return Ok("-0".to_owned());
        }
        Ok(value.to_string(self.context)?.to_std_string_lossy())
    }

    fn quoted(&self, text: &str) -> String {
        let room = BREAK_LENGTH.saturating_sub(self.indentation + 4);
        let length = text.encode_utf16().count();
        if length <= MIN_LINE || length <= room || !text.contains('\n') {
            return node_quote(text);
        }
        let lines: Vec<String> = text.split_inclusive('\n').map(node_quote).collect();
        lines.join(&format!(" +\n{}", " ".repeat(self.indentation + 2)))
    }

    fn object(&mut self, object: &JsObject, depth: usize) -> JsResult<String> {
        let prefix = Prefix::of(object, self.context)?;
        let is_array = object.is_array();
        let keys = self.member_keys(object)?;
        if depth > MAX_DEPTH && !is_leaf(object) && !(keys.is_empty() && self.is_bare(object)?) {
            let name = if is_array { "Array".to_owned() } else { prefix.bare("Object") };
            return Ok(format!("[{name}]"));
        }
        let depth_before = std::mem::replace(&mut self.current_depth, depth);
        self.seen.push(object.clone());
        let body = self.body(object, &prefix, &keys, depth);
        let mut body = match body {
            Ok(body) => body,
            Err(error) => {
                self.seen.pop();
                return Err(error);
            }
        };
        for key in &keys {
            let member = self.member(object, key, depth)?;
            body.output.push(member);
        }
        self.seen.pop();
        let mut mark = String::new();
        if let Some(index) = self.circular.iter().position(|other| other == object) {
            mark = format!("<ref *{}> ", index + 1);
        }
        if body.output.is_empty() {
            // What prints as one word does not count as a level.
            self.current_depth = depth_before;
            return Ok(if body.base.is_empty() {
                format!("{mark}{}{}", body.open, body.close)
            } else {
                format!("{mark}{}", body.base)
            });
        }
        let (base, open) = if body.base.is_empty() {
            (String::new(), format!("{mark}{}", body.open))
        } else {
            (format!("{mark}{}", body.base), body.open)
        };
        let parts = Parts {
            output: body.output,
            base: &base,
            braces: (open, body.close),
            indentation: self.indentation,
            inner_levels: self.current_depth - depth,
            columns: body.columns,
        };
        Ok(parts.join())
    }

    /// Tells whether an object without other members prints as a pair of braces.
    fn is_bare(&mut self, object: &JsObject) -> JsResult<bool> {
        if object.is_array() {
            return Ok(self.length_of(object)? == 0);
        }
        if JsMap::from_object(object.clone()).is_ok() || JsSet::from_object(object.clone()).is_ok()
        {
            let size = object.get(js_string!("size"), self.context)?;
            return Ok(size.as_number() == Some(0.0));
        }
        Ok(object.is::<OrdinaryObject>())
    }

    fn member_keys(&mut self, object: &JsObject) -> JsResult<Vec<PropertyKey>> {
        // Arrays cross to Postman's console item by item: what a match has beside its items stays behind.
        if object.is_array() {
            return Ok(Vec::new());
        }
        let tag = object_tag(object, self.context)?;
        let is_list = tag.ends_with("Array");
        let mut keys = if is_list || tag == "String" {
            non_index_keys(object, self.context)?
        } else {
            enumerable_keys(object, self.context)?
        };
        if tag == "Error" {
            keys.retain(|key| !matches!(key_name(key).as_str(), "message" | "stack" | "name"));
        }
        keys.extend(symbol_keys(object, self.context)?);
        Ok(keys)
    }

    fn body(
        &mut self,
        object: &JsObject,
        prefix: &Prefix,
        keys: &[PropertyKey],
        depth: usize,
    ) -> JsResult<Body> {
        if object.is_callable() {
            return Ok(Body::based(self.function(object)?));
        }
        if object.is_array() {
            let length = self.length_of(object)?;
            let name = if prefix.is("Array") { String::new() } else { prefix.sized(length) };
            return self.list(object, name, depth);
        }
        if let Ok(map) = JsMap::from_object(object.clone()) {
            return self.map(&map, prefix, depth);
        }
        if let Ok(set) = JsSet::from_object(object.clone()) {
            return self.set(&set, prefix, depth);
        }
        let tag = object_tag(object, self.context)?;
        Ok(match tag.as_str() {
            "Arguments" => Body::object("[Arguments] ".to_owned()),
            "Error" => Body::based(self.error(object, prefix)?),
            "RegExp" => {
                let (source, flags) = regexp_parts(object, self.context)?;
                Body::based(format!("/{source}/{flags}"))
            }
            "Date" => Body::based(self.date(object)?),
            "Number" | "String" | "Boolean" | "Symbol" | "BigInt" => {
                self.boxed(object, &tag, prefix)?
            }
            "Promise" => self.promise(object, prefix, depth)?,
            "WeakMap" | "WeakSet" => {
                let mut body = Body::object(prefix.text());
                body.output.push("<items unknown>".to_owned());
                body
            }
            "ArrayBuffer" => self.array_buffer(object, prefix)?,
            "Uint8Array" if prefix.is_class("Buffer") => Body::based(self.buffer(object)?),
            tag if tag.ends_with("Array") && !object.is_ordinary() => {
                let length = self.length_of(object)?;
                return self.list(object, prefix.sized(length), depth);
            }
            _ if keys.is_empty() && prefix.is("Object") => Body::object(String::new()),
            _ => Body::object(if prefix.is("Object") { String::new() } else { prefix.text() }),
        })
    }

    fn member(&mut self, object: &JsObject, key: &PropertyKey, depth: usize) -> JsResult<String> {
        let name = match key {
            PropertyKey::Symbol(symbol) => format!("[{}]", symbol_text(symbol)),
            _ => {
                let name = key_name(key);
                if is_plain_key(&name) { name } else { node_quote(&name) }
            }
        };
        let accessor = object.borrow().properties().get(key);
        let accessor = accessor
            .filter(PropertyDescriptor::is_accessor_descriptor)
            // A node of cheerio's stands for a plain object.
            .filter(|_| !libs::is_node(object));
        if let Some(accessor) = accessor {
            let get = accessor.get().is_some_and(|get| !get.is_undefined());
            let set = accessor.set().is_some_and(|set| !set.is_undefined());
            let text = match (get, set) {
                (true, true) => "[Getter/Setter]",
                (true, false) => "[Getter]",
                (false, true) => "[Setter]",
                (false, false) => "undefined",
            };
            return Ok(format!("{name}: {text}"));
        }
        let value = object.get(key.clone(), self.context)?;
        Ok(format!("{name}: {}", self.indented(&value, depth)?))
    }

    pub(super) fn indented(&mut self, value: &JsValue, depth: usize) -> JsResult<String> {
        self.indentation += 2;
        let text = self.value(value, depth + 1);
        self.indentation -= 2;
        text
    }

    pub(super) fn length_of(&mut self, object: &JsObject) -> JsResult<usize> {
        let length = object.get(js_string!("length"), self.context)?;
        Ok(usize::try_from(length.to_length(self.context)?).unwrap_or(usize::MAX))
    }
}

fn symbol_text(symbol: &JsSymbol) -> String {
    let description = symbol.description().unwrap_or_default();
    format!("Symbol({})", description.to_std_string_lossy())
}

fn key_name(key: &PropertyKey) -> String {
    let text = key_value(key).as_string();
    text.map(|text| text.to_std_string_lossy()).unwrap_or_default()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use boa_engine::Source;

    use super::*;

    #[test]
    fn prints_as_node_prints() {
        let json = include_str!("../../../../tests/fixtures/chai/console.json");
        let rows: Vec<(String, String)> = serde_json::from_str(json).unwrap();
        let mut context = Context::default();
        let mut wrong = Vec::new();
        for (script, expected) in rows {
            let source = format!("globalThis.it = ({script}); it");
            let value = context.eval(Source::from_bytes(&source)).unwrap();
            let text = console(&value, &mut context);
            if text != expected {
                wrong.push(format!("{script}\n--- wants\n{expected}\n--- found\n{text}"));
            }
        }
        assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
    }

    #[test]
    fn stays_small_on_large_values() {
        let cases = [
            ("let a = []; for (let i = 0; i < 5000; i++) a = [a, a]; a", None),
            (
                "let s = []; s.length = 4e9; s[7] = 1; s",
                Some("[ <7 empty items>, 1, <3999999992 empty items> ]"),
            ),
        ];
        for (script, expected) in cases {
            let mut context = Context::default();
            let value = context.eval(Source::from_bytes(script)).unwrap();
            let text = console(&value, &mut context);
            assert!(text.len() < 200, "{text}");
            assert!(expected.is_none_or(|expected| expected == text), "{text}");
        }
    }

    #[test]
    fn survives_code_that_runs_in_the_middle() {
        let cases = [
            (
                "new Proxy({}, { ownKeys() { throw new Error('trap') } })",
                "[unreadable: Error: trap]",
            ),
            ("({ get a() { throw new Error('getter') } })", "{ a: [Getter] }"),
            ("new Proxy({ a: 1 }, {})", "{ a: 1 }"),
        ];
        for (script, expected) in cases {
            let mut context = Context::default();
            let value = context.eval(Source::from_bytes(script)).unwrap();
            let text = console(&value, &mut context);
            assert!(text.starts_with(expected.trim_end_matches(']')), "{text}");
        }
    }
}
