//! JSON Schema for `ajv` and `tv4`: whether data is valid, by the crate `jsonschema`. What is wrong with
//! data that is not, and in which words, is the modules' affair.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use boa_engine::object::FunctionObjectBuilder;
use boa_engine::property::PropertyKey;
use boa_engine::{
    Context, Finalize, JsArgs, JsData, JsObject, JsResult, JsValue, NativeFunction, Trace,
    js_string,
};
use jsonschema::{Draft, Validator};
use serde_json::{Map, Number, Value};

use super::super::json;

/// How many compiled schemas are kept.
const KEPT: usize = 200;
/// Deepest nesting of data that is judged here.
const MAX_DEPTH: usize = 200;

#[derive(Default)]
struct Compiled(RefCell<HashMap<String, Option<Rc<Validator>>>>);

#[derive(Clone, Trace, Finalize, JsData)]
struct Judge(#[unsafe_ignore_trace] Rc<Validator>);

/// `validator(schema, draft)`: a function that is true of data that is valid for certain, or `undefined`
/// where the schema cannot be judged here.
pub(super) fn validator(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let Some(schema) = plain(args.get_or_undefined(0), 0, context)? else {
        return Ok(JsValue::undefined());
    };
    let draft = args.get_or_undefined(1).to_string(context)?.to_std_string_lossy();
    let Some(validator) = compiled(&schema, &draft, context) else {
        return Ok(JsValue::undefined());
    };
    let code = NativeFunction::from_copy_closure_with_captures(is_valid, Judge(validator));
    Ok(FunctionObjectBuilder::new(context.realm(), code).name(js_string!("isValid")).build().into())
}

fn is_valid(
    _: &JsValue,
    args: &[JsValue],
    judge: &Judge,
    context: &mut Context,
) -> JsResult<JsValue> {
    let data = plain(args.get_or_undefined(0), 0, context)?;
    Ok(data.is_some_and(|data| judge.0.is_valid(&data)).into())
}

/// `isSchema(schema, draft)`: whether a schema is one for certain.
pub(super) fn is_schema(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let schema = plain(args.get_or_undefined(0), 0, context)?;
    let name = args.get_or_undefined(1).to_string(context)?.to_std_string_lossy();
    let meta = match draft_of(&name) {
        Draft::Draft4 => jsonschema::draft4::meta::validator(),
        Draft::Draft6 => jsonschema::draft6::meta::validator(),
        _ => jsonschema::draft7::meta::validator(),
    };
    Ok(schema.is_some_and(|schema| meta.is_valid(&schema)).into())
}

/// `metaSchema(draft)`: the schema of schemas.
pub(super) fn meta_schema(
    _: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let name = args.get_or_undefined(0).to_string(context)?.to_std_string_lossy();
    let schema = match draft_of(&name) {
        Draft::Draft4 => &referencing::meta::DRAFT4,
        Draft::Draft6 => &referencing::meta::DRAFT6,
        _ => &referencing::meta::DRAFT7,
    };
    Ok(json::to_js(schema, context))
}

fn draft_of(name: &str) -> Draft {
    match name {
        "draft4" => Draft::Draft4,
        "draft6" => Draft::Draft6,
        _ => Draft::Draft7,
    }
}

fn compiled(schema: &Value, draft: &str, context: &mut Context) -> Option<Rc<Validator>> {
    if !context.has_data::<Compiled>() {
        context.insert_data(Compiled::default());
    }
    let Compiled(all) = context.get_data()?;
    let key = format!("{draft}{schema}");
    if let Some(known) = all.borrow().get(&key) {
        return known.clone();
    }
    let options = jsonschema::options()
        .with_draft(draft_of(draft))
        .should_validate_formats(draft != "draft4");
    let made = options.build(schema).ok().map(Rc::new);
    let mut all = all.borrow_mut();
    if all.len() >= KEPT {
        all.clear();
    }
    all.insert(key, made.clone());
    made
}

/// Plain data as JSON; nothing for what JSON has no words for, and for what is not plain: accessors,
/// classes, holes, deep nesting.
fn plain(value: &JsValue, depth: usize, context: &mut Context) -> JsResult<Option<Value>> {
    if let Some(object) = value.as_object() {
        return if depth < MAX_DEPTH { plain_object(&object, depth, context) } else { Ok(None) };
    }
    if let Some(text) = value.as_string() {
        // JavaScript counts and matches letters outside of the basic plane as two.
        let text = text.to_std_string().ok().filter(|text| text.bytes().all(|byte| byte < 0xF0));
        return Ok(text.map(Value::String));
    }
    Ok(match (value.as_boolean(), value.as_number()) {
        (Some(flag), _) => Some(flag.into()),
        (None, Some(number)) => number_of(number).map(Value::Number),
        _ => value.is_null().then_some(Value::Null),
    })
}

#[expect(clippy::cast_possible_truncation, reason = "whole numbers this small fit")]
fn number_of(number: f64) -> Option<Number> {
    if number.abs() >= 9e15 {
        return None;
    }
    if number.fract() == 0.0 { Some((number as i64).into()) } else { Number::from_f64(number) }
}

fn plain_object(object: &JsObject, depth: usize, context: &mut Context) -> JsResult<Option<Value>> {
    if object.is_array() {
        let length = object.get(js_string!("length"), context)?.to_length(context)?;
        let mut items = Vec::new();
        for at in 0..length {
            let Some(item) = plain(&object.get(at, context)?, depth + 1, context)? else {
                return Ok(None);
            };
            items.push(item);
        }
        return Ok(Some(Value::Array(items)));
    }
    let plain_prototype = context.intrinsics().constructors().object().prototype();
    if object.is_callable() || object.prototype().is_some_and(|proto| proto != plain_prototype) {
        return Ok(None);
    }
    let mut members = Map::new();
    for key in object.own_property_keys(context)? {
        let name = match &key {
            PropertyKey::String(name) => name.to_std_string().ok(),
            PropertyKey::Index(index) => Some(index.get().to_string()),
            PropertyKey::Symbol(_) => None,
        };
        let member = plain(&object.get(key, context)?, depth + 1, context)?;
        let (Some(name), Some(member)) = (name, member) else { return Ok(None) };
        members.insert(name, member);
    }
    Ok(Some(Value::Object(members)))
}
