//! Deep equality, that of deep-eql 4.1.3.
//!
//! Two values are equal when every pair of their parts is, so the pairs wait on a stack of our own
//! and nesting costs no native recursion. A pair of objects met again counts as equal: it is being
//! compared already, or has been.

use std::collections::{HashMap, HashSet};

use boa_engine::object::JsObject;
use boa_engine::object::builtins::{JsArray, JsMap, JsSet};
use boa_engine::property::PropertyKey;
use boa_engine::{Context, JsResult, JsString, JsSymbol, JsValue, js_string};

use super::kind::type_of_object;
use crate::script::worker::inspect::{enumerable_keys, key_value, own_names, symbol_keys};

/// Tells whether two values are deeply equal: `NaN` equals itself, `+0` and `-0` differ, errors are
/// equal by name, message and code.
///
/// # Errors
/// Whatever the values' getters throw.
pub(super) fn deep_equal(left: &JsValue, right: &JsValue, context: &mut Context) -> JsResult<bool> {
    Comparison::new(true).run(left, right, context)
}

/// Tells whether two values are equal the way lodash's `isEqual` sees it: as [`deep_equal`], but
/// `+0` equals `-0`.
///
/// # Errors
/// Whatever the values' getters throw.
pub(super) fn loose_deep_equal(
    left: &JsValue,
    right: &JsValue,
    context: &mut Context,
) -> JsResult<bool> {
    Comparison::new(false).run(left, right, context)
}

/// Parts still to be compared.
enum Work {
    Elements { left: JsObject, right: JsObject, next: u64, length: u64 },
    Members { left: JsObject, right: JsObject, keys: Vec<PropertyKey>, next: usize },
}

struct Comparison {
    signed_zero: bool,
    work: Vec<Work>,
    met: HashSet<(JsObject, JsObject)>,
    inherited: HashMap<JsObject, Vec<PropertyKey>>,
}

impl Comparison {
    fn new(signed_zero: bool) -> Self {
        Self { signed_zero, work: Vec::new(), met: HashSet::new(), inherited: HashMap::new() }
    }

    fn run(&mut self, left: &JsValue, right: &JsValue, context: &mut Context) -> JsResult<bool> {
        if !self.pair(left, right, context)? {
            return Ok(false);
        }
        while let Some(work) = self.work.pop() {
            let (left, right) = match work {
                Work::Elements { left, right, next, length } => {
                    if next >= length {
                        continue;
                    }
                    let pair = (left.get(next, context)?, right.get(next, context)?);
                    self.work.push(Work::Elements { left, right, next: next + 1, length });
                    pair
                }
                Work::Members { left, right, keys, next } => {
                    let Some(key) = keys.get(next).cloned() else {
                        continue;
                    };
                    let pair = (left.get(key.clone(), context)?, right.get(key, context)?);
                    self.work.push(Work::Members { left, right, keys, next: next + 1 });
                    pair
                }
            };
            if !self.pair(&left, &right, context)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Compares two values as far as that goes at once and queues their parts.
    fn pair(&mut self, left: &JsValue, right: &JsValue, context: &mut Context) -> JsResult<bool> {
        if let (Some(left), Some(right)) = (left.as_number(), right.as_number()) {
            return Ok(if left == 0.0 && right == 0.0 {
                !self.signed_zero || left.is_sign_negative() == right.is_sign_negative()
            } else {
                left == right || (left.is_nan() && right.is_nan())
            });
        }
        if left.strict_equals(right) {
            return Ok(true);
        }
        match (left.as_object(), right.as_object()) {
            (Some(left), Some(right)) if !left.is_callable() && !right.is_callable() => {
                self.objects(&left, &right, context)
            }
            _ => Ok(false),
        }
    }

    fn objects(
        &mut self,
        left: &JsObject,
        right: &JsObject,
        context: &mut Context,
    ) -> JsResult<bool> {
        if self.met.contains(&(right.clone(), left.clone()))
            || !self.met.insert((left.clone(), right.clone()))
        {
            return Ok(true);
        }
        let kind = type_of_object(left, context)?;
        if kind != type_of_object(right, context)? {
            return Ok(false);
        }
        match kind.as_str() {
            "String" | "Number" | "Boolean" | "Date" => {
                let left = call_method(left, "valueOf", context)?;
                let right = call_method(right, "valueOf", context)?;
                self.pair(&left, &right, context)
            }
            "Promise" | "Symbol" | "WeakMap" | "WeakSet" => Ok(false),
            "Error" => {
                let keys = ["name", "message", "code"];
                let keys = keys.map(|key| JsString::from(key).into()).to_vec();
                let (left, right) = (left.clone(), right.clone());
                self.work.push(Work::Members { left, right, keys, next: 0 });
                Ok(true)
            }
            "Arguments" | "Array" | "Int8Array" | "Uint8Array" | "Uint8ClampedArray"
            | "Int16Array" | "Uint16Array" | "Int32Array" | "Uint32Array" | "Float32Array"
            | "Float64Array" => self.lists(left.clone(), right.clone(), context),
            "RegExp" => {
                let left = JsValue::from(left.clone()).to_string(context)?;
                Ok(left == JsValue::from(right.clone()).to_string(context)?)
            }
            "Generator" => {
                let left = drain(left, context)?;
                let right = drain(right, context)?;
                self.value_lists(left, right, context)
            }
            "DataView" | "ArrayBuffer" => {
                let left = bytes_of(left, context)?;
                let right = bytes_of(right, context)?;
                self.lists(left, right, context)
            }
            "Set" | "Map" => self.collections(left, right, context),
            _ => self.members(left, right, context),
        }
    }

    fn lists(&mut self, left: JsObject, right: JsObject, context: &mut Context) -> JsResult<bool> {
        let length = left.get(js_string!("length"), context)?;
        if !length.strict_equals(&right.get(js_string!("length"), context)?) {
            return Ok(false);
        }
        let length = length.to_length(context)?;
        self.work.push(Work::Elements { left, right, next: 0, length });
        Ok(true)
    }

    fn value_lists(
        &mut self,
        left: Vec<JsValue>,
        right: Vec<JsValue>,
        context: &mut Context,
    ) -> JsResult<bool> {
        let left = JsArray::from_iter(left, context).into();
        let right = JsArray::from_iter(right, context).into();
        self.lists(left, right, context)
    }

    fn collections(
        &mut self,
        left: &JsObject,
        right: &JsObject,
        context: &mut Context,
    ) -> JsResult<bool> {
        let (Some(left), Some(right)) = (entries_of(left)?, entries_of(right)?) else {
            return Ok(false);
        };
        if left.len() != right.len() {
            return Ok(false);
        }
        let left = sorted_entries(left, context)?;
        let right = sorted_entries(right, context)?;
        self.value_lists(left, right, context)
    }

    fn members(
        &mut self,
        left: &JsObject,
        right: &JsObject,
        context: &mut Context,
    ) -> JsResult<bool> {
        let left_keys = self.keys(left, context)?;
        let right_keys = self.keys(right, context)?;
        if !left_keys.is_empty() && left_keys.len() == right_keys.len() {
            if left_keys != right_keys && key_texts(&left_keys) != key_texts(&right_keys) {
                return Ok(false);
            }
            let (left, right) = (left.clone(), right.clone());
            self.work.push(Work::Members { left, right, keys: left_keys, next: 0 });
            return Ok(true);
        }
        let left_entries = iterate(left, context)?;
        let right_entries = iterate(right, context)?;
        if !left_entries.is_empty() && left_entries.len() == right_entries.len() {
            let left = sorted(left_entries, context)?;
            let right = sorted(right_entries, context)?;
            return self.value_lists(left, right, context);
        }
        Ok(left_keys.is_empty()
            && right_keys.is_empty()
            && left_entries.is_empty()
            && right_entries.is_empty())
    }

    /// Returns the keys of a `for…in` loop and the enumerable symbols.
    fn keys(&mut self, object: &JsObject, context: &mut Context) -> JsResult<Vec<PropertyKey>> {
        let mut keys = enumerable_keys(object, context)?;
        let mut prototype = object.prototype();
        while let Some(parent) = prototype {
            if !self.inherited.contains_key(&parent) {
                let list = enumerable_keys(&parent, context)?;
                self.inherited.insert(parent.clone(), list);
            }
            let list = self.inherited.get(&parent).filter(|list| !list.is_empty());
            if let Some(list) = list.cloned() {
                let own = own_names(object, context)?;
                for key in list {
                    if !own.contains(&key) && !keys.contains(&key) {
                        keys.push(key);
                    }
                }
            }
            prototype = parent.prototype();
        }
        keys.extend(symbol_keys(object, context)?);
        Ok(keys)
    }
}

fn key_texts(keys: &[PropertyKey]) -> Vec<String> {
    let mut texts: Vec<String> =
        keys.iter().map(|key| format!("{}", key_value(key).display())).collect();
    texts.sort_unstable();
    texts
}

fn call_method(object: &JsObject, name: &str, context: &mut Context) -> JsResult<JsValue> {
    let method = object.get(JsString::from(name), context)?;
    match method.as_callable() {
        Some(method) => method.call(&object.clone().into(), &[], context),
        None => Ok(JsValue::undefined()),
    }
}

/// Returns the entries of a map or set in the order `[value, key]`, `None` for other objects that
/// only call themselves so.
fn entries_of(object: &JsObject) -> JsResult<Option<Vec<(JsValue, JsValue)>>> {
    let mut entries = Vec::new();
    if let Ok(map) = JsMap::from_object(object.clone()) {
        map.for_each_native(|key, value| {
            entries.push((value, key));
            Ok(())
        })?;
    } else if let Ok(set) = JsSet::from_object(object.clone()) {
        set.for_each_native(|value| {
            entries.push((value.clone(), value));
            Ok(())
        })?;
    } else {
        return Ok(None);
    }
    Ok(Some(entries))
}

fn sorted_entries(
    entries: Vec<(JsValue, JsValue)>,
    context: &mut Context,
) -> JsResult<Vec<JsValue>> {
    let arrays = entries
        .into_iter()
        .map(|(value, key)| JsArray::from_iter([value, key], context).into())
        .collect();
    sorted(arrays, context)
}

/// Sorts as `Array.prototype.sort` does without a comparator: by text.
fn sorted(values: Vec<JsValue>, context: &mut Context) -> JsResult<Vec<JsValue>> {
    let mut keyed = Vec::with_capacity(values.len());
    for value in values {
        keyed.push((value.to_string(context)?.to_vec(), value));
    }
    keyed.sort_by(|left, right| left.0.cmp(&right.0));
    Ok(keyed.into_iter().map(|(_, value)| value).collect())
}

fn iterate(object: &JsObject, context: &mut Context) -> JsResult<Vec<JsValue>> {
    let method = object.get(JsSymbol::iterator(), context)?;
    let Some(method) = method.as_callable() else {
        return Ok(Vec::new());
    };
    let iterator = method.call(&object.clone().into(), &[], context);
    let iterator = iterator.ok().and_then(|iterator| iterator.as_object());
    match iterator {
        Some(iterator) => Ok(drain(&iterator, context).unwrap_or_default()),
        None => Ok(Vec::new()),
    }
}

/// Reads an iterator to its end; the last value, that of `done`, counts too.
fn drain(iterator: &JsObject, context: &mut Context) -> JsResult<Vec<JsValue>> {
    let mut values = Vec::new();
    loop {
        let step = call_method(iterator, "next", context)?;
        let Some(step) = step.as_object() else {
            return Ok(values);
        };
        values.push(step.get(js_string!("value"), context)?);
        let done = step.get(js_string!("done"), context)?;
        if !done.strict_equals(&JsValue::from(false)) {
            return Ok(values);
        }
    }
}

fn bytes_of(object: &JsObject, context: &mut Context) -> JsResult<JsObject> {
    let buffer = object.get(js_string!("buffer"), context)?;
    let buffer = if buffer.is_undefined() { object.clone().into() } else { buffer };
    let constructor = context.intrinsics().constructors().typed_uint8_array().constructor();
    constructor.construct(&[buffer], None, context)
}
