//! RSA for `crypto.subtle`. Keys are DER: PKCS #8 the private ones, `SubjectPublicKeyInfo` the public
//! ones. What cannot be done is undefined.

use boa_engine::object::builtins::JsArray;
use boa_engine::{Context, JsArgs, JsResult, JsValue};
use rsa::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey};
use rsa::rand_core::OsRng;
use rsa::traits::{PrivateKeyParts, PublicKeyParts};
use rsa::{BigUint, Oaep, Pkcs1v15Sign, Pss, RsaPrivateKey, RsaPublicKey};
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};

use super::super::builtins::define;
use super::super::libs::native::{bytes_of, name_of, to_js};

/// Largest modulus of a key that is made or read, in bits.
const MAX_BITS: usize = 8_192;

/// Calls a function that takes a hash as its type; nothing for other hashes.
macro_rules! with_hash {
    ($name:expr, $call:ident($($argument:expr),*)) => {
        match $name {
            "sha1" => Some($call::<Sha1>($($argument),*)),
            "sha256" => Some($call::<Sha256>($($argument),*)),
            "sha384" => Some($call::<Sha384>($($argument),*)),
            "sha512" => Some($call::<Sha512>($($argument),*)),
            _ => None,
        }
    };
}

/// Defines the functions.
pub(super) fn natives(object: &boa_engine::JsObject, context: &mut Context) {
    define::method(object, "rsaGenerate", 2, generate, context);
    define::method(object, "rsaParts", 2, parts, context);
    define::method(object, "rsaKey", 1, key, context);
    define::method(object, "rsaSign", 5, sign, context);
    define::method(object, "rsaVerify", 6, verify, context);
    define::method(object, "rsaCrypt", 5, crypt, context);
}

fn public_key(der: &[u8]) -> Option<RsaPublicKey> {
    RsaPublicKey::from_public_key_der(der).ok()
}

fn private_key(der: &[u8]) -> Option<RsaPrivateKey> {
    RsaPrivateKey::from_pkcs8_der(der).ok()
}

fn private_der(key: &RsaPrivateKey) -> Option<Vec<u8>> {
    Some(key.to_pkcs8_der().ok()?.as_bytes().to_vec())
}

fn answer(bytes: Option<Vec<u8>>, context: &mut Context) -> JsResult<JsValue> {
    bytes.map_or(Ok(JsValue::undefined()), |bytes| to_js(bytes, context))
}

fn list(parts: Vec<Vec<u8>>, context: &mut Context) -> JsResult<JsValue> {
    let parts: JsResult<Vec<_>> = parts.into_iter().map(|part| to_js(part, context)).collect();
    Ok(JsArray::from_iter(parts?, context).into())
}

/// `rsaGenerate(bits, exponent)`: the private key.
fn generate(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let bits = args.get_or_undefined(0).to_u32(context)? as usize;
    let exponent = BigUint::from_bytes_be(&bytes_of(args.get_or_undefined(1), context)?);
    let key = (256..=MAX_BITS)
        .contains(&bits)
        .then(|| RsaPrivateKey::new_with_exp(&mut OsRng, bits, &exponent).ok());
    answer(key.flatten().as_ref().and_then(private_der), context)
}

/// `rsaParts(der, private)`: modulus and exponent; of a private key also the private exponent, both
/// primes, both their exponents and the coefficient. Then the public key's DER.
fn parts(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let der = bytes_of(args.get_or_undefined(0), context)?;
    let parts = if args.get_or_undefined(1).to_boolean() {
        private_key(&der).and_then(|key| private_parts(&key))
    } else {
        public_key(&der).and_then(|key| public_parts(&key))
    };
    parts.map_or(Ok(JsValue::undefined()), |parts| list(parts, context))
}

fn public_parts(key: &RsaPublicKey) -> Option<Vec<Vec<u8>>> {
    let der = key.to_public_key_der().ok()?.as_bytes().to_vec();
    Some(vec![key.n().to_bytes_be(), key.e().to_bytes_be(), der])
}

fn private_parts(key: &RsaPrivateKey) -> Option<Vec<Vec<u8>>> {
    let [p, q] = key.primes() else { return None };
    let coefficient = key.crt_coefficient()?;
    let numbers = [key.n(), key.e(), key.d(), p, q, key.dp()?, key.dq()?, &coefficient];
    let mut parts: Vec<_> = numbers.map(BigUint::to_bytes_be).into();
    parts.push(key.to_public_key().to_public_key_der().ok()?.as_bytes().to_vec());
    Some(parts)
}

/// `rsaKey(parts)`: the DER of a key of modulus and exponent, and for a private one the private
/// exponent and the primes.
fn key(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let Some(list) = args.get_or_undefined(0).as_object() else { return Ok(JsValue::undefined()) };
    let list = JsArray::from_object(list)?;
    let mut numbers = Vec::new();
    for at in 0..list.length(context)? {
        numbers.push(BigUint::from_bytes_be(&bytes_of(&list.get(at, context)?, context)?));
    }
    let der = match numbers.as_slice() {
        [n, e] => RsaPublicKey::new_with_max_size(n.clone(), e.clone(), MAX_BITS)
            .ok()
            .and_then(|key| Some(key.to_public_key_der().ok()?.as_bytes().to_vec())),
        [n, e, d, primes @ ..] => {
            RsaPrivateKey::from_components(n.clone(), e.clone(), d.clone(), primes.to_vec())
                .ok()
                .as_ref()
                .and_then(private_der)
        }
        _ => None,
    };
    answer(der, context)
}

/// `rsaSign(hash, salt, der, data)`: PKCS #1 v1.5 where the salt's length is undefined, else PSS.
fn sign(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let hash = name_of(args.get_or_undefined(0), context)?;
    let salt = salt_length(args.get_or_undefined(1), context)?;
    let key = private_key(&bytes_of(args.get_or_undefined(2), context)?);
    let data = bytes_of(args.get_or_undefined(3), context)?;
    let signature = key.and_then(|key| with_hash!(hash.as_str(), signed(&key, salt, &data)));
    answer(signature.flatten(), context)
}

fn salt_length(value: &JsValue, context: &mut Context) -> JsResult<Option<usize>> {
    if value.is_undefined() {
        return Ok(None);
    }
    Ok(Some(value.to_u32(context)? as usize))
}

fn signed<D>(key: &RsaPrivateKey, salt: Option<usize>, data: &[u8]) -> Option<Vec<u8>>
where
    D: sha2::Digest + sha2::digest::DynDigest + Send + Sync + rsa::pkcs8::AssociatedOid + 'static,
{
    let hash = D::digest(data);
    match salt {
        None => key.sign_with_rng(&mut OsRng, Pkcs1v15Sign::new::<D>(), &hash),
        Some(salt) => key.sign_with_rng(&mut OsRng, Pss::new_with_salt::<D>(salt), &hash),
    }
    .ok()
}

/// `rsaVerify(hash, salt, der, data, signature)`: whether the signature is right.
fn verify(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let hash = name_of(args.get_or_undefined(0), context)?;
    let salt = salt_length(args.get_or_undefined(1), context)?;
    let key = public_key(&bytes_of(args.get_or_undefined(2), context)?);
    let data = bytes_of(args.get_or_undefined(3), context)?;
    let signature = bytes_of(args.get_or_undefined(4), context)?;
    let right =
        key.and_then(|key| with_hash!(hash.as_str(), verified(&key, salt, &data, &signature)));
    Ok(right.unwrap_or(false).into())
}

fn verified<D>(key: &RsaPublicKey, salt: Option<usize>, data: &[u8], signature: &[u8]) -> bool
where
    D: sha2::Digest + sha2::digest::DynDigest + Send + Sync + rsa::pkcs8::AssociatedOid + 'static,
{
    let hash = D::digest(data);
    match salt {
        None => key.verify(Pkcs1v15Sign::new::<D>(), &hash, signature),
        Some(salt) => key.verify(Pss::new_with_salt::<D>(salt), &hash, signature),
    }
    .is_ok()
}

/// `rsaCrypt(encrypt, hash, der, data, label)`: OAEP. A label must be UTF-8.
fn crypt(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let encrypt = args.get_or_undefined(0).to_boolean();
    let hash = name_of(args.get_or_undefined(1), context)?;
    let der = bytes_of(args.get_or_undefined(2), context)?;
    let data = bytes_of(args.get_or_undefined(3), context)?;
    let label = bytes_of(args.get_or_undefined(4), context)?;
    let Ok(label) = String::from_utf8(label) else { return Ok(JsValue::undefined()) };
    let Some(padding) = with_hash!(hash.as_str(), oaep(&label)) else {
        return Ok(JsValue::undefined());
    };
    let done = if encrypt {
        public_key(&der).and_then(|key| key.encrypt(&mut OsRng, padding, &data).ok())
    } else {
        private_key(&der).and_then(|key| key.decrypt(padding, &data).ok())
    };
    answer(done, context)
}

fn oaep<D>(label: &str) -> Oaep
where
    D: sha2::Digest + sha2::digest::DynDigest + Send + Sync + 'static,
{
    if label.is_empty() { Oaep::new::<D>() } else { Oaep::new_with_label::<D, _>(label) }
}
