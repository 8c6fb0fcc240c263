//! `pm.response`: a native object that decodes and parses its content when asked, not before.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use boa_engine::object::FunctionObjectBuilder;
use boa_engine::object::builtins::{AlignedVec, JsArrayBuffer, JsUint8Array};
use boa_engine::{
    Context, Finalize, JsArgs, JsData, JsNativeError, JsObject, JsResult, JsString, JsValue,
    NativeFunction, Trace, js_string,
};
use encoding_rs::Encoding;

use super::super::builtins::{self, define};
use super::super::{json, libs};
use super::content_info::content_info;
use super::received::Received;
use super::{call, constructed, headers, model, reason};
use crate::script::protocol::{ResponseBody, ResponseData};

#[derive(Trace, Finalize, JsData)]
struct Content {
    #[unsafe_ignore_trace]
    response: Rc<Received>,
    #[unsafe_ignore_trace]
    text: RefCell<Option<JsString>>,
}

/// What all responses share.
#[derive(Clone)]
struct Shared {
    prototype: JsObject,
    stream: JsValue,
    cookies: JsValue,
}

/// Makes a `PostmanResponse`. Its content is neither fetched nor decoded nor parsed yet. Where no
/// response came, it has none of the members that tell of one.
///
/// # Errors
///
/// Does not fail today; building objects may.
pub fn response(context: &mut Context, response: Rc<Received>) -> JsResult<JsObject> {
    let came = came(&response);
    let Shared { prototype, stream, cookies } = shared(context);
    let content = Content { response: Rc::clone(&response), text: RefCell::default() };
    let object = define::shaped(prototype, content, context);
    define::property(&object, "id", JsString::from(response.id.as_str()));
    // The SDK's own note of the status; `details()` tells the same.
    define::property(&object, "_details", JsValue::undefined());
    if came {
        define::property(&object, "status", JsString::from(response.status.as_str()));
        define::property(&object, "code", i32::from(response.code));
    }
    define::property(&object, "headers", headers::header_list(&response.headers, context));
    if came {
        define::accessor(&object, "stream", stream);
    }
    define::accessor(&object, "cookies", cookies);
    if came {
        define::property(&object, "responseTime", response.response_time);
        define::property(&object, "responseSize", number(response.body.size()));
        define::property(&object, "downloadedBytes", number(response.downloaded_bytes));
    }
    Ok(object)
}

/// Tells whether there is a response at all.
fn came(response: &ResponseData) -> bool {
    response.code != 0 || response.body != ResponseBody::Absent
}

fn shared(context: &mut Context) -> Shared {
    if let Some(shared) = context.get_data::<Shared>() {
        return shared.clone();
    }
    let prototype = JsObject::with_object_proto(context.intrinsics());
    define::method(&prototype, "text", 0, text, context);
    define::method(&prototype, "json", 2, json_method, context);
    define::method(&prototype, "jsonp", 2, jsonp, context);
    define::method(&prototype, "reason", 0, reason_method, context);
    define::method(&prototype, "details", 0, details, context);
    define::method(&prototype, "contentInfo", 0, content_info_method, context);
    define::method(&prototype, "size", 0, size, context);
    define::method(&prototype, "encoding", 0, encoding, context);
    define::method(&prototype, "dataURI", 0, data_uri, context);
    define::method(&prototype, "mime", 0, mime, context);
    define::method(&prototype, "toJSON", 0, to_json, context);
    define::method(&prototype, "update", 1, update, context);
    for name in INHERITED {
        let function = inherited(name, context);
        define::hidden(&prototype, name, function);
    }
    let body = NativeFunction::from_fn_ptr(constructed::construct);
    let constructor = FunctionObjectBuilder::new(context.realm(), body)
        .name(js_string!("PostmanResponse"))
        .constructor(true)
        .build();
    define::hidden(&constructor, "_postman_propertyName", js_string!("Response"));
    define::method(&constructor, "isResponse", 1, is_response, context);
    define::hidden(&constructor, "prototype", prototype.clone());
    define::hidden(&prototype, "constructor", constructor);
    let stream = define::function("stream", 0, stream, context);
    let cookies = define::function("cookies", 0, cookies, context);
    let shared = Shared { prototype, stream, cookies };
    context.insert_data(shared.clone());
    shared
}

/// What every `Property` of the SDK can do: these methods are the model's, loaded when called.
const INHERITED: [&str; 9] = [
    "describe",
    "findInParents",
    "findParentContaining",
    "findSubstitutions",
    "forEachParent",
    "meta",
    "parent",
    "setParent",
    "toObjectResolved",
];

fn inherited(name: &'static str, context: &mut Context) -> JsObject {
    let code = NativeFunction::from_copy_closure(move |this, args, context| {
        let class = model::exports(context)?.get(js_string!("Property"), context)?;
        let prototype = class.to_object(context)?.get(js_string!("prototype"), context)?;
        let method = prototype.to_object(context)?.get(JsString::from(name), context)?;
        let method = method.as_callable().ok_or_else(|| {
            JsNativeError::typ().with_message(format!("{name} is not a function"))
        })?;
        method.call(this, args, context)
    });
    FunctionObjectBuilder::new(context.realm(), code).name(JsString::from(name)).build().into()
}

/// Takes over what a definition says; what it leaves out stays.
fn update(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (Some(target), Some(options)) = (this.as_object(), args.get_or_undefined(0).as_object())
    else {
        return Ok(JsValue::undefined());
    };
    let made = constructed::construct(&JsValue::undefined(), args, context)?.to_object(context)?;
    for (name, from) in [
        ("code", "code"),
        ("status", "status"),
        ("headers", "header"),
        ("responseTime", "responseTime"),
    ] {
        if options.has_property(JsString::from(from), context)? {
            let value = made.get(JsString::from(name), context)?;
            target.set(JsString::from(name), value, true, context)?;
        }
    }
    let text = options.has_property(js_string!("body"), context)?;
    if text || options.has_property(js_string!("stream"), context)? {
        let response = content(&made.into())?;
        if let Some(mut content) = target.downcast_mut::<Content>() {
            *content = Content { response, text: RefCell::default() };
        }
    }
    Ok(JsValue::undefined())
}

/// The class `Response`.
///
/// # Errors
///
/// Throws when a script has broken the prototype.
pub(super) fn constructor(context: &mut Context) -> JsResult<JsValue> {
    shared(context).prototype.get(js_string!("constructor"), context)
}

fn is_response(_: &JsValue, args: &[JsValue], _: &mut Context) -> JsResult<JsValue> {
    let object = args.get_or_undefined(0).as_object();
    Ok(object.is_some_and(|object| object.is::<Content>()).into())
}

#[expect(clippy::cast_precision_loss, reason = "sizes beyond 2^53 do not occur")]
fn number(size: u64) -> f64 {
    size as f64
}

fn content(this: &JsValue) -> JsResult<Rc<Received>> {
    let object = this.as_object();
    let content = object.as_ref().and_then(|object| object.downcast_ref::<Content>());
    let content = content.ok_or_else(|| JsNativeError::typ().with_message("not a response"))?;
    Ok(Rc::clone(&content.response))
}

fn charset(response: &ResponseData) -> String {
    content_info(&response.headers).charset
}

fn is_utf8(charset: &str) -> bool {
    Encoding::for_label(charset.as_bytes()).is_none_or(|encoding| encoding == encoding_rs::UTF_8)
}

/// Decodes the content by its charset, without a byte order mark.
fn decode<'a>(bytes: &'a [u8], charset: &str) -> Cow<'a, str> {
    if matches!(charset, "latin1" | "iso-8859-1" | "binary") {
        // Browsers read these as windows-1252; Postman reads them as what they say.
        return encoding_rs::mem::decode_latin1(bytes);
    }
    let encoding = Encoding::for_label(charset.as_bytes()).unwrap_or(encoding_rs::UTF_8);
    encoding.decode_with_bom_removal(bytes).0
}

fn text_of(this: &JsValue, context: &Context) -> JsResult<JsString> {
    let response = content(this)?;
    let object = this.as_object();
    let content = object.as_ref().and_then(|object| object.downcast_ref::<Content>());
    let content = content.ok_or_else(|| JsNativeError::typ().with_message("not a response"))?;
    if let Some(text) = content.text.borrow().as_ref() {
        return Ok(text.clone());
    }
    let text = builtins::js_text(&decode(&response.bytes(context)?, &charset(&response)));
    *content.text.borrow_mut() = Some(text.clone());
    Ok(text)
}

/// `text()`: undefined when no response came.
fn text(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    if !came(&*content(this)?) {
        return Ok(JsValue::undefined());
    }
    text_of(this, context).map(JsValue::from)
}

fn json_method(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (reviver, strict) = (args.get_or_undefined(0), args.get_or_undefined(1).to_boolean());
    let response = content(this)?;
    if !came(&response) {
        return Err(json::no_text(context));
    }
    if reviver.is_callable() || strict || !is_utf8(&charset(&response)) {
        return json::parse_text(&text_of(this, context)?, reviver, strict, context);
    }
    json::parse_bytes(&response.bytes(context)?, context)
}

/// Takes `callback(` and `)` off and parses the rest.
fn jsonp(this: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let text = text_of(this, context)?.to_std_string_lossy();
    let inner = match (text.find('('), text.rfind(')')) {
        (Some(open), Some(close)) if open < close && !text.starts_with(['{', '(']) => {
            &text[open + 1..close]
        }
        _ => text.as_str(),
    };
    let strict = args.get_or_undefined(1).to_boolean();
    json::parse_text(&JsString::from(inner), args.get_or_undefined(0), strict, context)
}

fn reason_method(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let object = this.to_object(context)?;
    let status = object.get(js_string!("status"), context)?;
    if status.to_boolean() {
        return Ok(status);
    }
    let name = reason::lookup(content(this)?.code).map(|(name, _)| JsString::from(name));
    Ok(name.map_or_else(JsValue::undefined, JsValue::from))
}

fn details(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let response = content(this)?;
    if !came(&response) {
        return Ok(define::object(context).into());
    }
    let (standard, detail) = reason::lookup(response.code).unwrap_or_default();
    let name = if response.status.is_empty() { &standard } else { &response.status };
    let details = serde_json::json!({
        "name": name, "detail": detail, "code": response.code, "standardName": standard,
    });
    Ok(json::to_js(&details, context))
}

fn content_info_method(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let info = content_info(&content(this)?.headers);
    let info = serde_json::json!({
        "contentType": info.content_type,
        "mimeType": info.kind,
        "mimeFormat": info.format,
        "charset": info.charset,
        "fileExtension": info.extension,
        "fileName": info.file_name,
    });
    Ok(json::to_js(&info, context))
}

/// `size()`: the body as it came over the wire, the header block, and both.
fn size(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let response = content(this)?;
    let declared = || response.headers.get("content-length")?.trim().parse::<u64>().ok();
    let body = match response.downloaded_bytes {
        0 => declared().unwrap_or(response.body.size()),
        downloaded => downloaded,
    };
    let status = reason_method(this, &[], context)?.to_string(context)?;
    let code = if came(&response) { response.code.to_string() } else { "undefined".to_owned() };
    let first_line = format!("HTTP/X.X {code} \r\n\r\n").len() + status.len();
    let header = (first_line + response.headers.wire_size()) as u64;
    let size = serde_json::json!({"body": body, "header": header, "total": body + header});
    Ok(json::to_js(&size, context))
}

fn encoding(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let response = content(this)?;
    let encoding = define::object(context);
    let (format, source) = match response.headers.get("content-encoding") {
        Some(format) => (Some(format), Some("HEADER")),
        None if response.bytes(context)?.starts_with(b"\x1F\x8B\x08") => {
            (Some("gzip"), Some("BODY"))
        }
        None => (None, None),
    };
    let to_js = |text: Option<&str>| {
        text.map_or_else(JsValue::undefined, |text| JsString::from(text).into())
    };
    define::property(&encoding, "format", to_js(format));
    define::property(&encoding, "source", to_js(source));
    Ok(encoding.into())
}

fn data_uri(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let response = content(this)?;
    let content_type = content_info(&response.headers).content_type;
    let content = STANDARD.encode(response.bytes(context)?);
    let uri = format!("data:{content_type};base64, {content}");
    Ok(JsString::from(uri).into())
}

fn mime(_: &JsValue, _: &[JsValue], _: &mut Context) -> JsResult<JsValue> {
    let message = "`Response#mime` has been discontinued, use `Response#contentInfo` instead.";
    Err(JsNativeError::error().with_message(message).into())
}

/// The content as a `Buffer`; a plain `Uint8Array` where there is no `Buffer`.
fn stream(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let response = content(this)?;
    if response.body == ResponseBody::Absent {
        return Ok(JsValue::undefined());
    }
    let bytes = response.bytes(context)?;
    let block = AlignedVec::from_slice(0, &bytes);
    let buffer = JsArrayBuffer::from_byte_block(block, context)?;
    let array = JsUint8Array::from_array_buffer(buffer, context)?;
    libs::as_buffer(array.into(), context)
}

fn cookies(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    model::construct("CookieList", &[JsValue::null()], context).map(JsValue::from)
}

fn to_json(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let object = this.to_object(context)?;
    let definition = define::object(context);
    for (key, name) in [
        ("id", "id"),
        ("status", "status"),
        ("code", "code"),
        ("headers", "header"),
        ("stream", "stream"),
        ("cookies", "cookie"),
        ("responseTime", "responseTime"),
        ("responseSize", "responseSize"),
        ("downloadedBytes", "downloadedBytes"),
    ] {
        let mut value = object.get(js_string!(key), context)?;
        if let Some(member) = value.as_object()
            && member.get(js_string!("toJSON"), context)?.is_callable()
        {
            value = call(&member, js_string!("toJSON"), &[], context)?;
        }
        define::property(&definition, name, value);
    }
    Ok(definition.into())
}
