//! The printed members of an object and the braces around them, and those of lists.

use boa_engine::object::JsObject;
use boa_engine::object::builtins::{JsMap, JsSet};
use boa_engine::property::PropertyKey;
use boa_engine::{Context, JsResult};

use super::console::Printer;
use super::grouping::Columns;
use super::prefix::Prefix;

/// Members of a list that are printed.
const MAX_ITEMS: usize = 100;

/// The printed members of an object and the braces around them.
pub(super) struct Body {
    pub(super) output: Vec<String>,
    pub(super) base: String,
    pub(super) open: String,
    pub(super) close: &'static str,
    pub(super) columns: Option<Columns>,
}

impl Body {
    pub(super) fn object(prefix: String) -> Self {
        Self {
            output: Vec::new(),
            base: String::new(),
            open: format!("{prefix}{{"),
            close: "}",
            columns: None,
        }
    }

    pub(super) fn based(base: String) -> Self {
        Self { base, ..Self::object(String::new()) }
    }

    pub(super) fn list(prefix: String, output: Vec<String>, columns: Columns) -> Self {
        Self {
            output,
            base: String::new(),
            open: format!("{prefix}["),
            close: "]",
            columns: Some(columns),
        }
    }
}

impl Printer<'_> {
    pub(super) fn list(
        &mut self,
        object: &JsObject,
        prefix: String,
        depth: usize,
    ) -> JsResult<Body> {
        let length = self.length_of(object)?;
        let mut output = Vec::new();
        let mut numbers = true;
        let mut index = 0;
        while index < length && output.len() < MAX_ITEMS {
            if object.is_array() && !object.has_own_property(index, self.context)? {
                let start = index;
                index = next_index(object, start, self.context)?.unwrap_or(length).min(length);
                let count = index - start;
                let plural = if count == 1 { "" } else { "s" };
                output.push(format!("<{count} empty item{plural}>"));
                numbers = false;
                continue;
            }
            let value = object.get(index, self.context)?;
            numbers = numbers && (value.is_number() || value.is_bigint());
            let text = self.indented(&value, depth)?;
            output.push(text);
            index += 1;
        }
        let rest = length - index;
        if rest > 0 {
            output.push(rest_text(rest));
        }
        Ok(Body::list(prefix, output, Columns { numbers, has_rest: rest > 0 }))
    }

    pub(super) fn map(&mut self, map: &JsMap, prefix: &Prefix, depth: usize) -> JsResult<Body> {
        let mut entries = Vec::new();
        map.for_each_native(|key, value| {
            entries.push((key, value));
            Ok(())
        })?;
        let mut body = Body::object(prefix.sized(entries.len()));
        for (key, value) in entries.iter().take(MAX_ITEMS) {
            let key = self.indented(key, depth)?;
            let value = self.indented(value, depth)?;
            body.output.push(format!("{key} => {value}"));
        }
        if entries.len() > MAX_ITEMS {
            body.output.push(rest_text(entries.len() - MAX_ITEMS));
        }
        Ok(body)
    }

    pub(super) fn set(&mut self, set: &JsSet, prefix: &Prefix, depth: usize) -> JsResult<Body> {
        let mut values = Vec::new();
        set.for_each_native(|value| {
            values.push(value);
            Ok(())
        })?;
        let mut body = Body::object(prefix.sized(values.len()));
        for value in values.iter().take(MAX_ITEMS) {
            let text = self.indented(value, depth)?;
            body.output.push(text);
        }
        if values.len() > MAX_ITEMS {
            body.output.push(rest_text(values.len() - MAX_ITEMS));
        }
        Ok(body)
    }
}

/// Returns the first index at or after `from` at which an array holds something.
fn next_index(object: &JsObject, from: usize, context: &mut Context) -> JsResult<Option<usize>> {
    let keys = object.own_property_keys(context)?;
    let indices = keys.iter().filter_map(|key| match key {
        PropertyKey::Index(index) => usize::try_from(index.get()).ok(),
        _ => None,
    });
    Ok(indices.filter(|index| *index >= from).min())
}

fn rest_text(rest: usize) -> String {
    let plural = if rest == 1 { "" } else { "s" };
    format!("... {rest} more item{plural}")
}
