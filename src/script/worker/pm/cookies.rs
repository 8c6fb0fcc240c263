//! `pm.cookies` and its jar.

use boa_engine::object::builtins::JsFunction;
use boa_engine::{Context, JsArgs, JsNativeError, JsObject, JsResult, JsValue, js_string};
use url::Url;

use crate::script::protocol::{Call, CookieData, Reply};

use super::super::calls::{self, Completion};
use super::super::native::{self, Method};
use super::super::session::Session;
use super::super::{json, sdk};

/// Makes `pm.cookies`: the list of the request's cookies, with `jar()`.
pub(in super::super) fn make(context: &mut Context) -> JsResult<JsValue> {
    let run = Session::of(context)?.script.borrow().run.clone();
    let cookies = run.as_ref().map(|run| run.cookies.as_slice()).unwrap_or_default();
    let list = sdk::cookies(context, cookies)?;
    native::methods(&list, &[("jar", 0, jar)], context)?;
    Ok(list.into())
}

fn jar(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    const METHODS: [Method; 5] = [
        ("get", 3, get),
        ("getAll", 3, get_all),
        ("set", 4, set),
        ("unset", 3, unset),
        ("clear", 2, clear),
    ];
    let jar = native::object(context);
    native::methods(&jar, &METHODS, context)?;
    Ok(jar.into())
}

/// `get(url, name, callback?)`: the value, or null.
fn get(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let callback = callback(args.get_or_undefined(2), true)?;
    let (completion, promise) = Completion::new(callback, context);
    let Some(url) = url(args, context) else {
        return invalid(completion, promise, "get", URL, context);
    };
    let Some(name) = args.get_or_undefined(1).as_string() else {
        return invalid(completion, promise, "get", NAME, context);
    };
    let name = name.to_std_string_lossy();
    let finish = Box::new(move |reply, context: &mut Context| {
        let result = cookies(reply, context).map(|cookies| {
            let found = cookies.iter().find(|cookie| cookie.name == name);
            found.map_or_else(JsValue::null, |cookie| native::string(&cookie.value))
        });
        completion.finish(result, context)
    });
    calls::ask(Call::CookiesFor(url), finish, context)?;
    Ok(promise)
}

/// `getAll(url, options?, callback?)`: a cookie list.
fn get_all(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let second = args.get_or_undefined(1);
    let (options, last) = if second.is_callable() {
        (None, second)
    } else {
        (second.as_object(), args.get_or_undefined(2))
    };
    let mut only = [None, None];
    if let Some(options) = options {
        for (slot, name) in only.iter_mut().zip(["http", "secure"]) {
            let value = options.get(js_string!(name), context)?;
            *slot = value.as_boolean();
        }
    }
    let callback = callback(last, true)?;
    let (completion, promise) = Completion::new(callback, context);
    let Some(url) = url(args, context) else {
        return invalid(completion, promise, "getAll", URL, context);
    };
    let finish = Box::new(move |reply, context: &mut Context| {
        let result = match cookies(reply, context) {
            Ok(mut list) => {
                // tough-cookie: `http: false` leaves out HttpOnly cookies, `secure: false` secure ones.
                list.retain(|cookie| {
                    let [http, secure] = only.map(|wanted| wanted == Some(false));
                    !(http && cookie.http_only || secure && cookie.secure)
                });
                Ok(sdk::cookies(context, &list)?.into())
            }
            Err(error) => Err(error),
        };
        completion.finish(result, context)
    });
    calls::ask(Call::CookiesFor(url), finish, context)?;
    Ok(promise)
}

/// `set(url, name, value, callback?)` or `set(url, cookie | text, callback?)`: the cookie.
fn set(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (what, value) = (args.get_or_undefined(1), args.get_or_undefined(2));
    let named = what.is_string() && !value.is_callable() && !value.is_undefined();
    let callback = callback(args.get_or_undefined(if named { 3 } else { 2 }), false)?;
    let (completion, promise) = Completion::new(callback, context);
    let Some(url) = url(args, context) else {
        return invalid(completion, promise, "set", URL, context);
    };
    let cookie = if named {
        format!("{}={}", native::text(what, context)?, native::text(value, context)?)
    } else if let Some(text) = what.as_string() {
        text.to_std_string_lossy()
    } else if let Some(cookie) = what.as_object() {
        set_cookie_text(&JsValue::from(cookie), context)?
    } else {
        return invalid(completion, promise, "set", "a valid set cookie arguments", context);
    };
    let name = cookie.split(['=', ';']).next().unwrap_or_default().trim().to_owned();
    let asked = place_of(&cookie, &url);
    // The answer is the cookie as the jar has it now.
    let finish = Box::new(move |reply, context: &mut Context| match reply {
        Reply::Unit => {
            let finish = Box::new(move |reply, context: &mut Context| {
                let result = match cookies(reply, context) {
                    Ok(list) => one(&list, &name, context)?,
                    Err(error) => Err(error),
                };
                completion.finish(result, context)
            });
            calls::ask(Call::CookiesFor(asked), finish, context)
        }
        other => {
            let result = cookies(other, context).map(|_| JsValue::undefined());
            completion.finish(result, context)
        }
    });
    calls::ask(Call::SetCookie { url, cookie }, finish, context)?;
    Ok(promise)
}

/// The URL that a cookie is sent to: below its path, where a `Set-Cookie` value names one.
fn place_of(cookie: &str, url: &str) -> String {
    let attributes = cookie.split(';').skip(1).filter_map(|attribute| attribute.split_once('='));
    let paths = attributes.filter(|(name, _)| name.trim().eq_ignore_ascii_case("path"));
    let place = paths.last().and_then(|(_, path)| {
        let mut place = Url::parse(url).ok()?;
        place.set_path(path.trim());
        Some(place.to_string())
    });
    place.unwrap_or_else(|| url.to_owned())
}

/// `unset(url, name, callback?)`.
fn unset(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let callback = callback(args.get_or_undefined(2), false)?;
    let (completion, promise) = Completion::new(callback, context);
    let Some(url) = url(args, context) else {
        return invalid(completion, promise, "unset", URL, context);
    };
    let Some(name) = args.get_or_undefined(1).as_string() else {
        return invalid(completion, promise, "unset", NAME, context);
    };
    remove(completion, url, Some(name.to_std_string_lossy()), context)?;
    Ok(promise)
}

/// `clear(url, callback?)`.
fn clear(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let callback = callback(args.get_or_undefined(1), false)?;
    let (completion, promise) = Completion::new(callback, context);
    let Some(url) = url(args, context) else {
        return invalid(completion, promise, "clear", URL, context);
    };
    remove(completion, url, None, context)?;
    Ok(promise)
}

const URL: &str = "a valid url";
const NAME: &str = "cookie name to be a string";

fn remove(
    completion: Completion,
    url: String,
    name: Option<String>,
    context: &mut Context,
) -> JsResult<()> {
    let finish = Box::new(move |reply, context: &mut Context| {
        let result = match reply {
            Reply::Failed(failure) => Err(calls::error(&failure.message, context)),
            _ => Ok(JsValue::undefined()),
        };
        completion.finish(result, context)
    });
    calls::ask(Call::RemoveCookies { url, name }, finish, context)
}

fn invalid(
    completion: Completion,
    promise: JsValue,
    method: &str,
    needs: &str,
    context: &mut Context,
) -> JsResult<JsValue> {
    let message = format!("CookieJar.{method}() requires {needs}");
    let error = JsNativeError::typ().with_message(message).into_opaque(context);
    completion.finish(Err(error.into()), context)?;
    Ok(promise)
}

fn callback(value: &JsValue, checked: bool) -> JsResult<Option<JsFunction>> {
    match value.as_function() {
        None if checked && !value.is_undefined() => {
            Err(JsNativeError::typ().with_message("callback needs to be a function").into())
        }
        callback => Ok(callback),
    }
}

/// Reads the URL: a text, or an object like `pm.request.url`.
fn url(args: &[JsValue], context: &mut Context) -> Option<String> {
    let url = args.get_or_undefined(0);
    let is_url = |url: JsObject| url.get(js_string!("getRemote"), context).ok()?.as_function();
    if !url.is_string() && url.as_object().and_then(is_url).is_none() {
        return None;
    }
    native::text(url, context).ok().filter(|url| !url.is_empty())
}

fn cookies(reply: Reply, context: &mut Context) -> Result<Vec<CookieData>, JsValue> {
    match reply {
        Reply::Cookies(cookies) => Ok(cookies),
        Reply::Failed(failure) => Err(calls::error(&failure.message, context)),
        _ => Err(calls::error("the runner gave no cookies", context)),
    }
}

/// Finds a cookie and makes its object.
fn one(
    cookies: &[CookieData],
    name: &str,
    context: &mut Context,
) -> JsResult<Result<JsValue, JsValue>> {
    let Some(cookie) = cookies.iter().find(|cookie| cookie.name == name) else {
        return Ok(Ok(JsValue::undefined()));
    };
    // A cookie of one host was set without a domain, and reads so.
    let domain = if cookie.host_only { String::new() } else { cookie.domain.clone() };
    let cookie = CookieData { domain, ..cookie.clone() };
    let list = sdk::cookies(context, std::slice::from_ref(&cookie))?;
    let find = list.get(js_string!("one"), context)?;
    Ok(Ok(match find.as_function() {
        Some(find) => find.call(&list.into(), &[native::string(name)], context)?,
        None => JsValue::undefined(),
    }))
}

/// Writes a cookie object as a `Set-Cookie` value.
fn set_cookie_text(cookie: &JsValue, context: &mut Context) -> JsResult<String> {
    let definition = json::from_js(cookie, context)?.unwrap_or_default();
    let text = |name: &str| match definition.get(name) {
        Some(serde_json::Value::String(text)) => Some(text.clone()),
        Some(value @ serde_json::Value::Number(_)) => Some(value.to_string()),
        _ => None,
    };
    let name = text("name").or_else(|| text("key")).unwrap_or_default();
    let mut line = format!("{name}={}", text("value").unwrap_or_default());
    for (attribute, member) in
        [("Domain", "domain"), ("Path", "path"), ("Expires", "expires"), ("Max-Age", "maxAge")]
    {
        if let Some(value) = text(member) {
            line.push_str(&format!("; {attribute}={value}"));
        }
    }
    for (attribute, member) in [("Secure", "secure"), ("HttpOnly", "httpOnly")] {
        if definition.get(member) == Some(&serde_json::Value::Bool(true)) {
            line.push_str(&format!("; {attribute}"));
        }
    }
    Ok(line)
}
