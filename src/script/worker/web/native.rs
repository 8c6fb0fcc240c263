//! What the web's globals cannot do in JavaScript.

use boa_engine::object::builtins::JsUint8Array;
use boa_engine::{Context, JsArgs, JsNativeError, JsObject, JsResult, JsString, JsValue};
use encoding_rs::Encoding;
use url::{Url, quirks};

use super::super::builtins::{define, js_text};
use super::super::libs;
use super::{clock, compress, curves, rsa, seal};

/// Makes the object that the scripts get: the libraries' functions and those of this file.
pub(super) fn object(context: &mut Context) -> JsResult<JsObject> {
    let object = libs::native::object(context);
    define::method(&object, "parseUrl", 2, parse_url, context);
    define::method(&object, "changeUrl", 3, change_url, context);
    define::method(&object, "canonicalEncoding", 1, canonical_encoding, context);
    define::method(&object, "decodeText", 3, decode_text, context);
    define::method(&object, "compress", 2, compress::compress, context);
    define::method(&object, "decompress", 2, compress::decompress, context);
    define::method(&object, "aesGcm", 5, seal::aes_gcm, context);
    rsa::natives(&object, context);
    curves::natives(&object, context);
    clock::natives(&object, context);
    Ok(object)
}

fn text(args: &[JsValue], index: usize, context: &mut Context) -> JsResult<String> {
    Ok(args.get_or_undefined(index).to_string(context)?.to_std_string_lossy())
}

/// `parseUrl(input, base?)`: the parts of a URL as WHATWG's URL parser sees them; undefined for
/// what is no URL.
fn parse_url(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let input = text(args, 0, context)?;
    let base = match args.get_or_undefined(1) {
        base if base.is_undefined() => None,
        base => match Url::parse(&base.to_string(context)?.to_std_string_lossy()) {
            Ok(base) => Some(base),
            Err(_) => return Ok(JsValue::undefined()),
        },
    };
    match Url::options().base_url(base.as_ref()).parse(&input) {
        Ok(url) => Ok(parts(&url, context)),
        Err(_) => Ok(JsValue::undefined()),
    }
}

/// `changeUrl(href, part, value)`: the parts after a change; what is not allowed changes nothing.
fn change_url(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (href, part) = (text(args, 0, context)?, text(args, 1, context)?);
    let value = text(args, 2, context)?;
    let Ok(mut url) = Url::parse(&href) else { return Ok(JsValue::undefined()) };
    change(&mut url, &part, &value);
    Ok(parts(&url, context))
}

/// Sets a part; like the web's setters it ignores what it cannot use.
fn change(url: &mut Url, part: &str, value: &str) {
    match part {
        "pathname" => quirks::set_pathname(url, value),
        "search" => quirks::set_search(url, value),
        "hash" => quirks::set_hash(url, value),
        _ => {
            let _ = match part {
                "protocol" => quirks::set_protocol(url, value),
                "username" => quirks::set_username(url, value),
                "password" => quirks::set_password(url, value),
                "host" => quirks::set_host(url, value),
                "hostname" => quirks::set_hostname(url, value),
                "port" => quirks::set_port(url, value),
                _ => Err(()),
            };
        }
    }
}

fn parts(url: &Url, context: &mut Context) -> JsValue {
    let object = JsObject::with_object_proto(context.intrinsics());
    let origin = quirks::origin(url);
    for (name, value) in [
        ("href", quirks::href(url)),
        ("origin", origin.as_str()),
        ("protocol", quirks::protocol(url)),
        ("username", quirks::username(url)),
        ("password", quirks::password(url)),
        ("host", quirks::host(url)),
        ("hostname", quirks::hostname(url)),
        ("port", quirks::port(url)),
        ("pathname", quirks::pathname(url)),
        ("search", quirks::search(url)),
        ("hash", quirks::hash(url)),
    ] {
        define::property(&object, name, JsString::from(value));
    }
    object.into()
}

/// `canonicalEncoding(label)`: the name of the encoding a label means; undefined for others.
fn canonical_encoding(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let label = text(args, 0, context)?;
    let encoding = Encoding::for_label(label.as_bytes());
    Ok(encoding.map_or_else(JsValue::undefined, |encoding| {
        JsString::from(encoding.name().to_ascii_lowercase()).into()
    }))
}

/// `decodeText(bytes, label, fatal)`: text of bytes, a byte order mark kept.
fn decode_text(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let array = args.get_or_undefined(0).as_object();
    let array = array.ok_or_else(|| JsNativeError::typ().with_message("bytes are missing"))?;
    let bytes = JsUint8Array::from_object(array)?.to_vec(context)?;
    let label = text(args, 1, context)?;
    let encoding = Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::UTF_8);
    let (text, malformed) = encoding.decode_without_bom_handling(&bytes);
    if malformed && args.get_or_undefined(2).to_boolean() {
        let message = format!(
            "The encoded data was not valid for encoding {}",
            encoding.name().to_lowercase()
        );
        return Err(JsNativeError::typ().with_message(message).into());
    }
    Ok(js_text(&text).into())
}
