//! A response's header list. It answers the usual questions natively and turns into a real
//! `HeaderList` of the model, in place, when a script wants more of it.

use boa_engine::object::FunctionObjectBuilder;
use boa_engine::object::builtins::JsArray;
use boa_engine::property::PropertyDescriptor;
use boa_engine::{
    Context, Finalize, JsArgs, JsData, JsNativeError, JsObject, JsResult, JsString, JsValue,
    NativeFunction, Trace, js_string,
};

use super::super::builtins::define;
use super::{call, model, pair};
use crate::http::Headers;

#[derive(Debug, Trace, Finalize, JsData)]
struct Lines {
    #[unsafe_ignore_trace]
    headers: Headers,
}

struct Prototype(JsObject);

/// The methods of `HeaderList` that make the list grow up.
const GROWN_METHODS: &[&str] = &[
    "add",
    "all",
    "append",
    "assimilate",
    "clear",
    "contentSize",
    "each",
    "eachParent",
    "filter",
    "find",
    "findInParents",
    "findParentContaining",
    "forEachParent",
    "idx",
    "indexOf",
    "insert",
    "insertAfter",
    "map",
    "meta",
    "one",
    "parent",
    "populate",
    "prepend",
    "reduce",
    "remove",
    "repopulate",
    "setParent",
    "toJSON",
    "toString",
    "upsert",
];
/// Its properties that do.
const GROWN_PROPERTIES: &[&str] = &["members", "reference", "Type"];

/// Makes the list.
pub(super) fn header_list(headers: &Headers, context: &mut Context) -> JsObject {
    let prototype = prototype(context);
    define::shaped(prototype, Lines { headers: headers.clone() }, context)
}

fn prototype(context: &mut Context) -> JsObject {
    if let Some(Prototype(prototype)) = context.get_data() {
        return prototype.clone();
    }
    let prototype = JsObject::with_object_proto(context.intrinsics());
    define::method(&prototype, "get", 1, get, context);
    define::method(&prototype, "has", 2, has, context);
    define::method(&prototype, "count", 0, count, context);
    define::method(&prototype, "toObject", 4, to_object, context);
    for name in GROWN_METHODS {
        let body = NativeFunction::from_copy_closure_with_captures(
            |this, args, name: &JsString, context| {
                let list = grow(this, context)?;
                call(&list, name.clone(), args, context)
            },
            JsString::from(*name),
        );
        let function =
            FunctionObjectBuilder::new(context.realm(), body).name(JsString::from(*name)).build();
        define::hidden(&prototype, name, function);
    }
    for name in GROWN_PROPERTIES {
        let body = NativeFunction::from_copy_closure_with_captures(
            |this, _, name: &JsString, context| grow(this, context)?.get(name.clone(), context),
            JsString::from(*name),
        );
        let get =
            FunctionObjectBuilder::new(context.realm(), body).name(JsString::from(*name)).build();
        let property = PropertyDescriptor::builder().get(get).enumerable(false).configurable(true);
        prototype.insert_property(JsString::from(*name), property);
    }
    define::hidden(&prototype, "_postman_propertyIsList", true);
    context.insert_data(Prototype(prototype.clone()));
    prototype
}

fn lines(this: &JsValue) -> JsResult<Headers> {
    let object = this.as_object();
    let lines = object.as_ref().and_then(|object| object.downcast_ref::<Lines>());
    let lines = lines.ok_or_else(|| JsNativeError::typ().with_message("not a header list"))?;
    Ok(lines.headers.clone())
}

/// Turns the native list into a `HeaderList` of the model.
fn grow(this: &JsValue, context: &mut Context) -> JsResult<JsObject> {
    let lines = lines(this)?;
    let pairs: Vec<_> = lines.iter().map(|(key, value)| pair(key, value, context)).collect();
    let pairs = JsArray::from_iter(pairs, context);
    let class = model::exports(context)?.get(js_string!("HeaderList"), context)?;
    let list = this.to_object(context)?;
    let class = class.to_object(context)?;
    call(&class, js_string!("adopt"), &[this.clone(), pairs.into()], context)?;
    Ok(list)
}

fn last(headers: &Headers, name: &str) -> Option<JsValue> {
    headers.get_all(name).last().map(|value| JsString::from(value).into())
}

fn get(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let name = args.get_or_undefined(0).to_string(context)?.to_std_string_lossy();
    Ok(last(&lines(this)?, &name).unwrap_or_default())
}

fn has(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let Some(name) = args.get_or_undefined(0).as_string() else {
        let list = grow(this, context)?;
        return call(&list, js_string!("has"), args, context);
    };
    let (headers, name) = (lines(this)?, name.to_std_string_lossy());
    let Some(wanted) = args.get(1) else { return Ok(headers.contains(&name).into()) };
    let wanted = wanted.as_string().map(|wanted| wanted.to_std_string_lossy());
    Ok(headers.get_all(&name).any(|value| Some(value) == wanted.as_deref()).into())
}

fn count(this: &JsValue, _: &[JsValue], _: &mut Context) -> JsResult<JsValue> {
    Ok(JsValue::new(lines(this)?.len()))
}

/// `toObject(excludeDisabled, caseSensitive, multiValue, sanitizeKeys)`: names in lower case, the
/// values of a repeated name as an array.
fn to_object(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let case_sensitive = args.get_or_undefined(1).to_boolean();
    let sanitize = args.get_or_undefined(3).to_boolean();
    let mut members = indexmap::IndexMap::<String, Vec<JsValue>>::new();
    for (key, value) in lines(this)?.iter().filter(|(key, _)| !sanitize || !key.is_empty()) {
        let key = if case_sensitive { key.to_owned() } else { key.to_lowercase() };
        members.entry(key).or_default().push(JsString::from(value).into());
    }
    let object = define::object(context);
    for (key, mut values) in members {
        let value = match values.len() {
            1 => values.remove(0),
            _ => JsArray::from_iter(values, context).into(),
        };
        define::property(&object, &key, value);
    }
    Ok(object.into())
}
