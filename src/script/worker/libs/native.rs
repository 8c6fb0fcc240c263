//! What script modules get done in Rust: bytes and text, hashes, random numbers.

use base64::Engine;
use base64::alphabet::{STANDARD as ALPHABET, URL_SAFE as URL_ALPHABET};
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{
    GeneralPurpose, GeneralPurposeConfig, STANDARD, URL_SAFE_NO_PAD,
};
use boa_engine::object::builtins::{AlignedVec, JsArrayBuffer, JsUint8Array};
use boa_engine::property::PropertyDescriptor;
use boa_engine::{Context, JsArgs, JsNativeError, JsObject, JsResult, JsString, JsValue};
use hmac::{Hmac, Mac};
use md5::Md5;
use rand::Rng;
use ripemd::Ripemd160;
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};
use sha3::{Keccak224, Keccak256, Keccak384, Keccak512};

use super::super::builtins::{binary_text, define, js_text};
use super::{cheerio, cipher, keystream, order, schema, words, xml};

const CONFIG: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);
const FORGIVING: GeneralPurpose = GeneralPurpose::new(&ALPHABET, CONFIG);
const FORGIVING_URL: GeneralPurpose = GeneralPurpose::new(&URL_ALPHABET, CONFIG);

/// Most random bytes a script gets at once, as in browsers.
const MOST_RANDOM_BYTES: usize = 65_536;

/// Bytes in a block of CryptoJS' `HmacSHA3`.
const KECCAK_BLOCK: usize = 72;

/// A hash function.
pub(super) type Hash = fn(&[u8]) -> Vec<u8>;

/// A function of a key and a message.
pub(super) type Authenticate = fn(&[u8], &[u8]) -> Vec<u8>;

/// Makes the object: `encode(text, encoding)`, `decode(bytes, encoding)`, `digest(name, bytes)`,
/// `hmac(name, key, bytes)`, `random(count)`, and what [`cipher`], [`words`], [`xml`], [`schema`] and
/// [`cheerio`] do. Bytes are `Uint8Array`s.
pub(in crate::script::worker) fn object(context: &mut Context) -> JsObject {
    let native = JsObject::with_object_proto(context.intrinsics());
    define::method(&native, "encode", 2, encode, context);
    define::method(&native, "decode", 2, decode, context);
    define::method(&native, "digest", 2, digest, context);
    define::method(&native, "hmac", 3, hmac, context);
    define::method(&native, "random", 1, random, context);
    define::method(&native, "cipher", 6, cipher::cipher, context);
    define::method(&native, "keystream", 5, keystream::keystream, context);
    define::method(&native, "pbkdf2", 5, cipher::pbkdf2, context);
    define::method(&native, "cheerio", 3, cheerio::setup, context);
    define::method(&native, "isNode", 1, cheerio::is_node_value, context);
    define::method(&native, "replace", 3, replace, context);
    define::method(&native, "order", 2, order::order, context);
    define::method(&native, "xml", 1, xml::events, context);
    define::method(&native, "looseXml", 1, xml::loose, context);
    define::method(&native, "validator", 2, schema::validator, context);
    define::method(&native, "isSchema", 2, schema::is_schema, context);
    define::method(&native, "metaSchema", 1, schema::meta_schema, context);
    words::natives(&native, context);
    native
}

pub(in crate::script::worker) fn bytes_of(
    value: &JsValue,
    context: &mut Context,
) -> JsResult<Vec<u8>> {
    let object = value
        .as_object()
        .ok_or_else(|| JsNativeError::typ().with_message("bytes must be a Uint8Array"))?;
    JsUint8Array::from_object(object)?.to_vec(context)
}

pub(in crate::script::worker) fn to_js(bytes: Vec<u8>, context: &mut Context) -> JsResult<JsValue> {
    let buffer = JsArrayBuffer::from_byte_block(AlignedVec::from_iter(0, bytes), context)?;
    Ok(JsUint8Array::from_array_buffer(buffer, context)?.into())
}

/// `replace(object, name, get)`: puts a getter in the place of a property, even of one that scripts
/// cannot redefine.
fn replace(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let object = args.get_or_undefined(0).to_object(context)?;
    let name = args.get_or_undefined(1).to_property_key(context)?;
    let get = args.get_or_undefined(2).clone();
    let property = PropertyDescriptor::builder().get(get).enumerable(false).configurable(false);
    object.insert_property(name, property);
    Ok(JsValue::undefined())
}

pub(in crate::script::worker) fn name_of(
    value: &JsValue,
    context: &mut Context,
) -> JsResult<String> {
    Ok(value.to_string(context)?.to_std_string_lossy().to_ascii_lowercase())
}

fn unknown_encoding(name: &str) -> JsNativeError {
    JsNativeError::typ().with_message(format!("Unknown encoding: {name}"))
}

fn encode(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let text = args.get_or_undefined(0).to_string(context)?;
    let encoding = name_of(args.get_or_undefined(1), context)?;
    #[expect(clippy::cast_possible_truncation, reason = "Node keeps the low byte of every unit")]
    let bytes = match encoding.as_str() {
        "utf8" | "utf-8" => text.to_std_string_lossy().into_bytes(),
        "hex" => {
            let text = text.to_std_string_lossy();
            text.as_bytes().chunks_exact(2).map_while(hex_byte).collect()
        }
        "base64" | "base64url" => base64_bytes(&text.to_std_string_lossy()),
        "latin1" | "binary" | "ascii" => text.to_vec().into_iter().map(|unit| unit as u8).collect(),
        "utf16le" | "utf-16le" | "ucs2" | "ucs-2" => {
            text.to_vec().into_iter().flat_map(u16::to_le_bytes).collect()
        }
        other => return Err(unknown_encoding(other).into()),
    };
    to_js(bytes, context)
}

fn hex_byte(digits: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(digits[0])? << 4 | digit(digits[1])?).ok()
}

/// Reads either alphabet; what belongs to neither is skipped, and `=` ends the text.
fn base64_bytes(text: &str) -> Vec<u8> {
    let end = text.find('=').unwrap_or(text.len());
    let mut kept: String = text[..end]
        .chars()
        .filter(|char| char.is_ascii_alphanumeric() || "+/-_".contains(*char))
        .map(|char| match char {
            '+' => '-',
            '/' => '_',
            other => other,
        })
        .collect();
    if kept.len() % 4 == 1 {
        kept.pop();
    }
    FORGIVING_URL.decode(&kept).or_else(|_| FORGIVING.decode(&kept)).unwrap_or_default()
}

fn decode(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let bytes = bytes_of(args.get_or_undefined(0), context)?;
    let encoding = name_of(args.get_or_undefined(1), context)?;
    let text = match encoding.as_str() {
        "utf8" | "utf-8" => js_text(&String::from_utf8_lossy(&bytes)),
        "hex" => JsString::from(bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>()),
        "base64" => JsString::from(STANDARD.encode(&bytes)),
        "base64url" => JsString::from(URL_SAFE_NO_PAD.encode(&bytes)),
        "latin1" | "binary" => binary_text(&bytes),
        "ascii" => binary_text(&bytes.iter().map(|byte| byte & 0x7F).collect::<Vec<_>>()),
        "utf16le" | "utf-16le" | "ucs2" | "ucs-2" => {
            let units: Vec<u16> =
                bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
            JsString::from(&units[..])
        }
        other => return Err(unknown_encoding(other).into()),
    };
    Ok(text.into())
}

fn digest(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let hash = hash(&name_of(args.get_or_undefined(0), context)?)?;
    let bytes = bytes_of(args.get_or_undefined(1), context)?;
    to_js(hash(&bytes), context)
}

/// Finds a hash function.
///
/// # Errors
/// There is none of that name.
pub(super) fn hash(name: &str) -> JsResult<Hash> {
    Ok(match name {
        "md5" => |bytes| Md5::digest(bytes).to_vec(),
        "sha1" => |bytes| Sha1::digest(bytes).to_vec(),
        "sha224" => |bytes| Sha224::digest(bytes).to_vec(),
        "sha256" => |bytes| Sha256::digest(bytes).to_vec(),
        "sha384" => |bytes| Sha384::digest(bytes).to_vec(),
        "sha512" => |bytes| Sha512::digest(bytes).to_vec(),
        "sha3-224" => |bytes| Keccak224::digest(bytes).to_vec(),
        "sha3-256" => |bytes| Keccak256::digest(bytes).to_vec(),
        "sha3-384" => |bytes| Keccak384::digest(bytes).to_vec(),
        "sha3-512" => |bytes| Keccak512::digest(bytes).to_vec(),
        "ripemd160" => |bytes| Ripemd160::digest(bytes).to_vec(),
        other => return Err(unknown_hash(other).into()),
    })
}

fn unknown_hash(name: &str) -> JsNativeError {
    JsNativeError::error().with_message(format!("hash {name} is not implemented"))
}

fn hmac(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let mac = mac(&name_of(args.get_or_undefined(0), context)?)?;
    let key = bytes_of(args.get_or_undefined(1), context)?;
    let bytes = bytes_of(args.get_or_undefined(2), context)?;
    to_js(mac(&key, &bytes), context)
}

/// Finds a function of a key and a message that authenticates the message.
///
/// # Errors
/// There is none of that name.
pub(super) fn mac(name: &str) -> JsResult<Authenticate> {
    Ok(match name {
        "md5" => code::<Hmac<Md5>>,
        "sha1" => code::<Hmac<Sha1>>,
        "sha224" => code::<Hmac<Sha224>>,
        "sha256" => code::<Hmac<Sha256>>,
        "sha384" => code::<Hmac<Sha384>>,
        "sha512" => code::<Hmac<Sha512>>,
        "sha3-512" => keccak_code,
        "ripemd160" => code::<Hmac<Ripemd160>>,
        other => return Err(unknown_hash(other).into()),
    })
}

fn code<M: Mac + hmac::digest::KeyInit>(key: &[u8], bytes: &[u8]) -> Vec<u8> {
    <M as Mac>::new_from_slice(key)
        .map(|mac| mac.chain_update(bytes).finalize().into_bytes().to_vec())
        .unwrap_or_default()
}

/// HMAC as CryptoJS does it for its SHA3: with blocks of SHA3-224, whatever the length of the hash.
fn keccak_code(key: &[u8], bytes: &[u8]) -> Vec<u8> {
    let mut block = [0; KECCAK_BLOCK];
    if key.len() > KECCAK_BLOCK {
        let hash = Keccak512::digest(key);
        block[..hash.len()].copy_from_slice(&hash);
    } else {
        block[..key.len()].copy_from_slice(key);
    }
    let inner = Keccak512::new().chain_update(block.map(|byte| byte ^ 0x36)).chain_update(bytes);
    let outer = Keccak512::new().chain_update(block.map(|byte| byte ^ 0x5C));
    outer.chain_update(inner.finalize()).finalize().to_vec()
}

fn random(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let count = args.get_or_undefined(0).to_u32(context)? as usize;
    if count > MOST_RANDOM_BYTES {
        let message = format!("at most {MOST_RANDOM_BYTES} random bytes at once");
        return Err(JsNativeError::range().with_message(message).into());
    }
    let mut bytes = vec![0; count];
    rand::rng().fill_bytes(&mut bytes);
    to_js(bytes, context)
}
