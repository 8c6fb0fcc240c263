//! `pm.variables`, `pm.environment`, `pm.globals`, `pm.collectionVariables`, `pm.iterationData`.

use boa_engine::object::JsObject;
use boa_engine::{
    Context, Finalize, JsArgs, JsData, JsNativeError, JsResult, JsValue, NativeFunction, Trace,
    js_string,
};
use serde_json::Value;

use crate::collection::Variable;
use crate::script::protocol::Mutation;
use crate::vars::{Scope, ScopeName, cast, is_nan};

use super::super::native::{self, Method};
use super::super::session::Session;
use super::super::{json, sdk};
use super::shared;

/// A scope object: which scope it stands for.
#[derive(Debug, Trace, Finalize, JsData)]
struct ScopeObject(#[unsafe_ignore_trace] ScopeName);

/// `pm.variables`: reads through all scopes, writes the local one.
pub(super) fn variables(context: &mut Context) -> JsResult<JsValue> {
    make(ScopeName::Local, context)
}

/// `pm.environment`.
pub(super) fn environment(context: &mut Context) -> JsResult<JsValue> {
    make(ScopeName::Environment, context)
}

/// `pm.globals`.
pub(super) fn globals(context: &mut Context) -> JsResult<JsValue> {
    make(ScopeName::Globals, context)
}

/// `pm.collectionVariables`.
pub(super) fn collection_variables(context: &mut Context) -> JsResult<JsValue> {
    make(ScopeName::Collection, context)
}

/// `pm.iterationData`.
pub(super) fn iteration_data(context: &mut Context) -> JsResult<JsValue> {
    make(ScopeName::Data, context)
}

fn make(scope: ScopeName, context: &mut Context) -> JsResult<JsValue> {
    let prototype = shared("VariableScope", prototype, context)?;
    Ok(JsObject::from_proto_and_data(prototype, ScopeObject(scope)).into())
}

fn prototype(context: &mut Context) -> JsResult<JsObject> {
    const METHODS: [Method; 9] = [
        ("get", 1, get),
        ("set", 3, set),
        ("unset", 1, unset),
        ("clear", 0, clear),
        ("has", 1, has),
        ("toObject", 2, to_object),
        ("replaceIn", 1, replace_in),
        ("toJSON", 0, to_json),
        ("constructor", 0, |_, _, _| {
            Err(JsNativeError::typ().with_message("Illegal constructor").into())
        }),
    ];
    let prototype = native::object(context);
    native::methods(&prototype, &METHODS, context)?;
    let constructor = native::function("PostmanVariableScope", 0, METHODS[8].2, context);
    native::hidden(&prototype, "constructor", constructor, context)?;
    for (property, code) in [("name", name as native::Native), ("id", id), ("values", values)] {
        let get = NativeFunction::from_fn_ptr(code);
        native::getter(&prototype, property, get, None, context)?;
    }
    Ok(prototype)
}

fn get(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let scope = scope(this)?;
    let key = native::text(args.get_or_undefined(0), context)?;
    look_up(scope, &key, context)
}

/// Finds a variable's value: the one this script stored, or the JSON that the scope holds.
pub(in super::super) fn look_up(
    scope: ScopeName,
    key: &str,
    context: &mut Context,
) -> JsResult<JsValue> {
    let session = Session::of(context)?;
    session.collect_if_grown();
    let scopes = session.scopes.borrow();
    let layers: &[ScopeName] =
        if scope == ScopeName::Local { &ScopeName::ORDER } else { std::slice::from_ref(&scope) };
    let found = layers
        .iter()
        .find_map(|name| scopes.scope(*name).get(key).map(|variable| (*name, variable)));
    let Some((name, variable)) = found else { return Ok(JsValue::undefined()) };
    let script = session.script.borrow();
    if !script.kept.is_empty()
        && let Some(value) = script.kept.get(&(name, key.to_owned()))
    {
        let value = value.clone();
        drop(script);
        drop(scopes);
        // A function that was stored is asked for its value.
        return match value.as_function() {
            Some(function) => function.call(&JsValue::undefined(), &[], context),
            None => Ok(value),
        };
    }
    let value = known(variable);
    drop(script);
    drop(scopes);
    Ok(json::to_js(&value, context))
}

fn set(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let scope = scope(this)?;
    let key = native::text(args.get_or_undefined(0), context)?;
    let kind = args.get_or_undefined(2);
    let kind = match kind.as_object() {
        Some(options) => options.get(js_string!("type"), context)?,
        None => kind.clone(),
    };
    if let Some(kind) = kind.as_string() {
        declare(scope, &key, &kind.to_std_string_lossy(), context)?;
    }
    store(scope, &key, args.get_or_undefined(1), context)?;
    Ok(JsValue::undefined())
}

/// Gives a variable a type for as long as this worker lives; what is stored is cast to it.
fn declare(scope: ScopeName, key: &str, kind: &str, context: &Context) -> JsResult<()> {
    let session = Session::of(context)?;
    let mut scopes = session.scopes.borrow_mut();
    let scope = scopes.scope_mut(scope);
    if scope.get(key).is_none() {
        scope.set(key, Value::Null);
    }
    let variables = scope.iter_all().cloned().map(|variable| {
        let meant = variable.key == key && !variable.disabled;
        let kind = if meant { Some(kind.to_owned()) } else { variable.kind.clone() };
        Variable { kind, ..variable }
    });
    let variables: Vec<_> = variables.collect();
    refill(scope, variables);
    Ok(())
}

/// Gives a scope other variables.
fn refill(scope: &mut Scope, variables: Vec<Variable>) {
    let mut other = Scope::new(variables);
    other.id = scope.id.take();
    other.name = scope.name.take();
    other.extra = std::mem::take(&mut scope.extra);
    *scope = other;
}

/// What a script finds in a variable. Postman hands variables on as JSON, in which NaN is null, and
/// makes a number of that again: 0.
fn known(variable: &Variable) -> Value {
    let kind = variable.kind.as_deref();
    let value = cast(&variable.value, kind);
    if is_nan(&value, kind) { Value::from(0) } else { value }
}

/// Stores a value as it is. Values that JSON cannot say in full are kept beside it until the
/// script ends.
pub(in super::super) fn store(
    scope: ScopeName,
    key: &str,
    value: &JsValue,
    context: &mut Context,
) -> JsResult<()> {
    let session = Session::of(context)?;
    session.collect_if_grown();
    if value.is_callable() {
        // Who looks at it calls it.
        session.give_up();
    }
    // A BigInt is fine until the script ends: then it cannot be handed on.
    let json = if value.is_bigint() {
        Value::Null
    } else {
        json::from_js(value, context)?.unwrap_or_default()
    };
    let kind = {
        let scopes = session.scopes.borrow();
        scopes.scope(scope).get(key).and_then(|variable| variable.kind.clone())
    };
    let cast = cast(&json, kind.as_deref());
    let plain = value.is_string() || value.is_boolean() || value.is_null() || json.is_number();
    let (kept, stored) = if is_nan(&cast, kind.as_deref()) {
        // Requests are sent with NaN: what was given still says so when the script has ended.
        (Some(JsValue::nan()), json)
    } else if plain || cast != json {
        (None, cast)
    } else {
        (Some(value.clone()), cast)
    };
    let place = (scope, key.to_owned());
    match kept {
        Some(value) => session.script.borrow_mut().kept.insert(place, value),
        None => session.script.borrow_mut().kept.remove(&place),
    };
    session.change(scope, key, Some(stored));
    Ok(())
}

/// Notes what became of objects that the script stored and changed afterwards.
pub(super) fn settle(session: &Session, context: &mut Context) -> JsResult<()> {
    let kept = std::mem::take(&mut session.script.borrow_mut().kept);
    // What NaN stands for is in the variable already.
    let tells = |value: &JsValue| !value.as_number().is_some_and(f64::is_nan);
    for ((scope, key), value) in kept.into_iter().filter(|(_, value)| tells(value)) {
        let json = json::from_js(&value, context)?.unwrap_or_default();
        let changed = {
            let scopes = session.scopes.borrow();
            scopes.scope(scope).get(&key).is_some_and(|variable| variable.value != json)
        };
        if changed {
            session.change(scope, &key, Some(json));
        }
    }
    Ok(())
}

fn unset(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let scope = scope(this)?;
    let key = native::text(args.get_or_undefined(0), context)?;
    remove(scope, &key, context)?;
    Ok(JsValue::undefined())
}

/// Removes a variable; one that is not there is noted as well, as in Postman.
pub(in super::super) fn remove(scope: ScopeName, key: &str, context: &Context) -> JsResult<()> {
    let session = Session::of(context)?;
    session.script.borrow_mut().kept.remove(&(scope, key.to_owned()));
    session.change(scope, key, None);
    Ok(())
}

fn clear(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    remove_all(scope(this)?, context)?;
    Ok(JsValue::undefined())
}

/// Removes all variables of a scope, disabled ones too.
pub(in super::super) fn remove_all(scope: ScopeName, context: &Context) -> JsResult<()> {
    let session = Session::of(context)?;
    let keys: Vec<_> = {
        let scopes = session.scopes.borrow();
        scopes.scope(scope).iter_all().map(|variable| variable.key.clone()).collect()
    };
    for key in keys {
        session.script.borrow_mut().kept.remove(&(scope, key.clone()));
        session.mutate(Mutation { scope, key, value: None, disabled: true });
    }
    Ok(())
}

fn has(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let scope = scope(this)?;
    let key = native::text(args.get_or_undefined(0), context)?;
    let session = Session::of(context)?;
    let scopes = session.scopes.borrow();
    let found = match scope {
        ScopeName::Local => scopes.get(&key).is_some(),
        other => scopes.scope(other).get(&key).is_some(),
    };
    Ok(found.into())
}

/// `toObject()`: all variables by name; disabled ones are in it unless the first argument is true.
fn to_object(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let without_disabled = args.get_or_undefined(0).to_boolean();
    object_of(scope(this)?, without_disabled, context).map(JsValue::from)
}

/// Makes an object of a scope's variables, disabled ones included.
pub(in super::super) fn object_from(scope: &Scope, context: &mut Context) -> JsResult<JsObject> {
    let object = native::object(context);
    for variable in scope.iter_all() {
        let value = json::to_js(&known(variable), context);
        object.create_data_property(js_string!(variable.key.as_str()), value, context)?;
    }
    Ok(object)
}

/// Makes a plain object of a scope; of all scopes for the local one.
pub(in super::super) fn object_of(
    scope: ScopeName,
    without_disabled: bool,
    context: &mut Context,
) -> JsResult<JsObject> {
    let session = Session::of(context)?;
    let layers: Vec<ScopeName> = match scope {
        ScopeName::Local => ScopeName::ORDER.into_iter().rev().collect(),
        other => vec![other],
    };
    let entries: Vec<_> = {
        let scopes = session.scopes.borrow();
        let variables = layers.iter().flat_map(|name| {
            let scope = scopes.scope(*name);
            scope.iter_all().map(move |variable| (*name, variable))
        });
        variables
            .filter(|(_, variable)| !(without_disabled && variable.disabled))
            .map(|(name, variable)| (name, variable.key.clone(), known(variable)))
            .collect()
    };
    let object = native::object(context);
    for (name, key, value) in entries {
        let kept = session.script.borrow().kept.get(&(name, key.clone())).cloned();
        let value = match kept {
            Some(value) => value,
            None => json::to_js(&value, context),
        };
        object.create_data_property(js_string!(key.as_str()), value, context)?;
    }
    Ok(object)
}

/// `replaceIn(text | array | object)`: resolves `{{name}}` in every string of it.
fn replace_in(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let scope = scope(this)?;
    let value = args.get_or_undefined(0);
    let session = Session::of(context)?;
    if let Some(text) = value.as_string() {
        let text = session.replace(scope, &text.to_std_string_lossy());
        return Ok(native::string(&text));
    }
    if !value.is_object() || value.is_callable() {
        return Ok(value.clone());
    }
    let mut json = json::from_js(value, context)?.unwrap_or_default();
    replace_json(&mut json, &|text| session.replace(scope, text));
    Ok(json::to_js(&json, context))
}

fn replace_json(json: &mut Value, replace: &impl Fn(&str) -> String) {
    match json {
        Value::String(text) => *text = replace(text),
        Value::Array(list) => list.iter_mut().for_each(|entry| replace_json(entry, replace)),
        Value::Object(map) => map.values_mut().for_each(|entry| replace_json(entry, replace)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// `toJSON()`: the scope in Postman's export form.
fn to_json(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let scope = scope(this)?;
    let object = native::object(context);
    let (id, name) = names(scope, context)?;
    for (key, value) in [("id", id), ("name", name)] {
        if let Some(value) = value {
            object.set(js_string!(key), native::string(&value), false, context)?;
        }
    }
    let list = list(scope, context)?;
    object.set(js_string!("values"), list, false, context)?;
    Ok(object.into())
}

fn name(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (_, name) = names(scope(this)?, context)?;
    Ok(name.map_or_else(JsValue::undefined, |name| native::string(&name)))
}

fn id(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (id, _) = names(scope(this)?, context)?;
    Ok(id.map_or_else(JsValue::undefined, |id| native::string(&id)))
}

fn values(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let entries = list(scope(this)?, context)?;
    sdk::variables(context, entries).map(JsValue::from)
}

fn names(scope: ScopeName, context: &Context) -> JsResult<(Option<String>, Option<String>)> {
    let session = Session::of(context)?;
    let scopes = session.scopes.borrow();
    let scope = scopes.scope(scope);
    Ok((scope.id.clone(), scope.name.clone()))
}

/// Makes the list of a scope's variables in Postman's export form.
fn list(scope: ScopeName, context: &mut Context) -> JsResult<JsValue> {
    let session = Session::of(context)?;
    let entries = {
        let scopes = session.scopes.borrow();
        let entries = scopes.scope(scope).iter_all().map(|variable| {
            let mut entry = serde_json::Map::new();
            let kind = variable.kind.as_deref().unwrap_or("any");
            entry.insert("type".to_owned(), Value::from(kind));
            entry.insert("value".to_owned(), variable.value.clone());
            entry.insert("key".to_owned(), Value::from(variable.key.as_str()));
            if variable.disabled {
                entry.insert("disabled".to_owned(), Value::Bool(true));
            }
            Value::Object(entry)
        });
        Value::Array(entries.collect())
    };
    Ok(json::to_js(&entries, context))
}

fn scope(this: &JsValue) -> JsResult<ScopeName> {
    let scope = this
        .as_object()
        .and_then(|object| object.downcast_ref::<ScopeObject>().map(|scope| scope.0));
    scope.ok_or_else(|| {
        JsNativeError::typ().with_message("this function belongs to a variable scope").into()
    })
}
