//! JSON Schema for `ajv` and `tv4`: what the crate `jsonschema` finds, as plain data in the order in
//! which ajv would have found it. The modules put their own words to it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use boa_engine::{Context, JsArgs, JsNativeError, JsResult, JsString, JsValue};
use jsonschema::error::ValidationErrorKind as Kind;
use jsonschema::{Draft, ValidationError, Validator};
use serde_json::{Map, Value, json};

use super::super::json;

/// How many compiled schemas are kept.
const KEPT: usize = 200;

/// Keywords in the order in which ajv 6 looks at them.
const ORDER: &[&str] = &[
    "$ref",
    "type",
    "maximum",
    "minimum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "multipleOf",
    "maxLength",
    "minLength",
    "pattern",
    "format",
    "maxItems",
    "minItems",
    "additionalItems",
    "items",
    "contains",
    "uniqueItems",
    "maxProperties",
    "minProperties",
    "required",
    "dependencies",
    "propertyNames",
    "additionalProperties",
    "properties",
    "patternProperties",
    "const",
    "enum",
    "not",
    "anyOf",
    "oneOf",
    "allOf",
    "if",
    "then",
    "else",
];

#[derive(Default)]
struct Compiled(RefCell<HashMap<String, Rc<Validator>>>);

/// `check(schema, data, { draft, formats, resources })`: a list of findings, empty when the data is
/// valid. `resources` maps addresses to schemas that may be referred to.
pub(super) fn check(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let schema = json::from_js(args.get_or_undefined(0), context)?.unwrap_or(Value::Null);
    let data = json::from_js(args.get_or_undefined(1), context)?.unwrap_or(Value::Null);
    let options = json::from_js(args.get_or_undefined(2), context)?.unwrap_or(Value::Null);
    let validator = compiled(&schema, &options, context)?;
    let findings = findings(validator.iter_errors(&data), &schema, &data);
    Ok(json::to_js(&Value::Array(findings), context))
}

/// `metaErrors(schema, draft)`: what is wrong with a schema itself.
pub(super) fn meta_errors(
    _: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let schema = json::from_js(args.get_or_undefined(0), context)?.unwrap_or(Value::Null);
    let name = args.get_or_undefined(1).to_string(context)?.to_std_string_lossy();
    let draft = draft_of(&name);
    let meta = match draft {
        Draft::Draft4 => jsonschema::draft4::meta::validator(),
        Draft::Draft6 => jsonschema::draft6::meta::validator(),
        _ => jsonschema::draft7::meta::validator(),
    };
    let findings = findings(meta.iter_errors(&schema), &Value::Null, &schema);
    Ok(json::to_js(&Value::Array(findings), context))
}

fn draft_of(name: &str) -> Draft {
    match name {
        "draft4" => Draft::Draft4,
        "draft6" => Draft::Draft6,
        _ => Draft::Draft7,
    }
}

fn compiled(schema: &Value, options: &Value, context: &mut Context) -> JsResult<Rc<Validator>> {
    if !context.has_data::<Compiled>() {
        context.insert_data(Compiled::default());
    }
    let key = format!("{schema}{options}");
    let known =
        context.get_data::<Compiled>().and_then(|Compiled(all)| all.borrow().get(&key).cloned());
    if let Some(validator) = known {
        return Ok(validator);
    }
    let validator = compile(schema, options)
        .map(Rc::new)
        .map_err(|message| JsNativeError::error().with_message(message))?;
    if let Some(Compiled(all)) = context.get_data() {
        let mut all = all.borrow_mut();
        if all.len() >= KEPT {
            all.clear();
        }
        all.insert(key, Rc::clone(&validator));
    }
    Ok(validator)
}

fn compile(schema: &Value, options: &Value) -> Result<Validator, String> {
    let draft = draft_of(options["draft"].as_str().unwrap_or_default());
    let mut resources = jsonschema::Registry::new().draft(draft);
    for (address, resource) in options["resources"].as_object().into_iter().flatten() {
        let resource = draft.create_resource(resource.clone());
        resources = resources.add(address, resource).map_err(|error| error.to_string())?;
    }
    let registry = resources.prepare().map_err(|error| error.to_string())?;
    jsonschema::options()
        .with_draft(draft)
        .with_registry(&registry)
        .should_validate_formats(options["formats"].as_bool().unwrap_or(true))
        .build(schema)
        .map_err(|error| error.to_string())
}

fn findings<'a>(
    errors: impl Iterator<Item = ValidationError<'a>>,
    schema: &Value,
    data: &Value,
) -> Vec<Value> {
    let mut found: Vec<_> =
        errors.map(|error| (rank(&error, schema, data), finding(&error, schema, data))).collect();
    found.sort_by(|(left, _), (right, _)| left.cmp(right));
    found.into_iter().map(|(_, finding)| finding).collect()
}

/// What one error is, as `{ keyword, path, schemaPath, evaluated, value, schema, … }`: `path` is a list of names
/// and indexes, `schema` what the schema says under the keyword.
fn finding(error: &ValidationError<'_>, schema: &Value, data: &Value) -> Value {
    let pointer = error.schema_path().as_str();
    let mut found = Map::new();
    let mut put = |name: &str, value: Value| found.insert(name.to_owned(), value);
    put("keyword", error.kind().keyword().into());
    put("path", path(error.instance_path().as_str(), data));
    put("schemaPath", format!("#{pointer}").into());
    put("evaluated", error.evaluation_path().as_str().into());
    put("value", error.instance().as_ref().clone());
    let parent = schema.pointer(pointer.rsplit_once('/').map_or("", |(parent, _)| parent));
    if let Some(parent) = parent {
        put("parent", parent.clone());
    }
    if let Some(said) = schema.pointer(pointer) {
        put("schema", said.clone());
    }
    let branches = |context: &[Vec<ValidationError<'static>>]| {
        let lists = context.iter().map(|branch| nested(branch, schema, data));
        Value::Array(lists.map(Value::Array).collect())
    };
    match error.kind() {
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
            put("branches", branches(context));
        }
        Kind::OneOfMultipleValid { context } => {
            put("branches", branches(context));
            put("several", true.into());
        }
        Kind::AdditionalProperties { unexpected } => {
            put("names", json!(unexpected));
        }
        Kind::AdditionalItems { limit } => {
            put("limit", json!(limit));
        }
        Kind::Required { property } => {
            put("names", json!([property]));
        }
        Kind::PropertyNames { error } => {
            put("branches", json!([nested(std::slice::from_ref(&**error), schema, data)]));
        }
        Kind::Type { kind } => {
            found.entry("schema").or_insert_with(|| types(kind));
        }
        Kind::Minimum { limit }
        | Kind::Maximum { limit }
        | Kind::ExclusiveMinimum { limit }
        | Kind::ExclusiveMaximum { limit } => {
            put("schema", limit.clone());
        }
        Kind::MinItems { limit } | Kind::MinProperties { limit } | Kind::MinLength { limit } => {
            put("schema", json!(limit));
        }
        Kind::Enum { options } => {
            put("schema", options.as_ref().clone());
        }
        _ => {}
    }
    Value::Object(found)
}

fn types(kind: &jsonschema::error::TypeKind) -> Value {
    match kind {
        jsonschema::error::TypeKind::Single(one) => json!(one.to_string()),
        jsonschema::error::TypeKind::Multiple(set) => {
            set.iter().map(|one| json!(one.to_string())).collect()
        }
    }
}

fn nested(errors: &[ValidationError<'static>], schema: &Value, data: &Value) -> Vec<Value> {
    let mut found: Vec<_> = errors
        .iter()
        .map(|error| (rank(error, schema, data), finding(error, schema, data)))
        .collect();
    found.sort_by(|(left, _), (right, _)| left.cmp(right));
    found.into_iter().map(|(_, finding)| finding).collect()
}

fn segments(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(|part| part.replace("~1", "/").replace("~0", "~"))
}

/// Tells indexes from names by looking at the data.
fn path(pointer: &str, data: &Value) -> Value {
    let mut at = Some(data);
    segments(pointer)
        .map(|part| match at {
            Some(Value::Array(items)) => {
                let index = part.parse::<usize>().unwrap_or_default();
                at = items.get(index);
                json!(index)
            }
            other => {
                at = other.and_then(|value| value.get(&part));
                json!(part)
            }
        })
        .collect()
}

/// The place of an error in ajv's order: keywords by [`ORDER`], properties as the schema lists them,
/// items as the data does.
fn rank(error: &ValidationError<'_>, schema: &Value, data: &Value) -> Vec<usize> {
    let mut rank = Vec::new();
    let mut place = Some(schema);
    let mut value = Some(data);
    let mut instance = segments(error.instance_path().as_str());
    let evaluated = error.evaluation_path().as_str().to_owned();
    let mut path = segments(&evaluated);
    while let Some(keyword) = path.next() {
        rank.push(ORDER.iter().position(|known| *known == keyword).unwrap_or(ORDER.len()));
        let said = place.and_then(|place| place.get(&keyword));
        place = match keyword.as_str() {
            "$ref" => {
                let target = said.and_then(Value::as_str).and_then(|text| text.strip_prefix('#'));
                target.and_then(|pointer| schema.pointer(pointer))
            }
            "properties" | "patternProperties" | "dependencies" | "definitions" => {
                let Some(name) = path.next() else { break };
                let names = said.and_then(Value::as_object);
                rank.push(
                    names.and_then(|map| map.keys().position(|key| *key == name)).unwrap_or(0),
                );
                if keyword != "dependencies" {
                    value = value.zip(instance.next()).and_then(|(value, name)| value.get(name));
                }
                said.and_then(|said| said.get(name))
            }
            "items" | "additionalItems" | "additionalProperties" => {
                let Some(name) = instance.next() else { break };
                let index = match value {
                    Some(Value::Object(map)) => map.keys().position(|key| *key == name),
                    _ => name.parse().ok(),
                };
                rank.push(index.unwrap_or_default());
                value = match value {
                    Some(Value::Array(items)) => {
                        name.parse::<usize>().ok().and_then(|at| items.get(at))
                    }
                    other => other.and_then(|value| value.get(&name)),
                };
                if said.is_some_and(Value::is_array) {
                    let at = path.next().and_then(|at| at.parse::<usize>().ok());
                    said.zip(at).and_then(|(said, at)| said.get(at))
                } else {
                    said
                }
            }
            "anyOf" | "oneOf" | "allOf" => {
                let Some(at) = path.next().and_then(|at| at.parse::<usize>().ok()) else { break };
                rank.push(at);
                said.and_then(|said| said.get(at))
            }
            _ => said,
        };
    }
    rank
}

/// `isKnownFormat(name)`: whether JSON Schema defines a format of this name.
pub(super) fn is_known_format(
    _: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    let name: JsString = args.get_or_undefined(0).to_string(context)?;
    let known = jsonschema::options().is_known_format(Draft::Draft7, &name.to_std_string_lossy());
    Ok(known.into())
}
