//! AES-GCM for `crypto.subtle`.

use aes::{Aes128, Aes192, Aes256};
use aes_gcm::AesGcm;
use aes_gcm::aead::consts::{U12, U16};
use aes_gcm::aead::generic_array::GenericArray;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use boa_engine::{Context, JsArgs, JsResult, JsValue};

use super::super::libs::native::{bytes_of, to_js};

/// `aesGcm(encrypt, key, iv, additional, data)`: the sealed or opened bytes, the tag (16 bytes) at
/// the end of the sealed ones; undefined for what cannot be done: a wrong tag, a vector of
/// another size than 12 or 16.
pub(super) fn aes_gcm(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let encrypt = args.get_or_undefined(0).to_boolean();
    let key = bytes_of(args.get_or_undefined(1), context)?;
    let iv = bytes_of(args.get_or_undefined(2), context)?;
    let additional = bytes_of(args.get_or_undefined(3), context)?;
    let data = bytes_of(args.get_or_undefined(4), context)?;
    let payload = Payload { msg: &data, aad: &additional };
    let done = match (key.len(), iv.len()) {
        (16, 12) => run::<AesGcm<Aes128, U12>>(encrypt, &key, &iv, payload),
        (24, 12) => run::<AesGcm<Aes192, U12>>(encrypt, &key, &iv, payload),
        (32, 12) => run::<AesGcm<Aes256, U12>>(encrypt, &key, &iv, payload),
        (16, 16) => run::<AesGcm<Aes128, U16>>(encrypt, &key, &iv, payload),
        (24, 16) => run::<AesGcm<Aes192, U16>>(encrypt, &key, &iv, payload),
        (32, 16) => run::<AesGcm<Aes256, U16>>(encrypt, &key, &iv, payload),
        _ => None,
    };
    done.map_or(Ok(JsValue::undefined()), |bytes| to_js(bytes, context))
}

fn run<C: Aead + KeyInit>(
    encrypt: bool,
    key: &[u8],
    iv: &[u8],
    payload: Payload<'_, '_>,
) -> Option<Vec<u8>> {
    let cipher = C::new_from_slice(key).ok()?;
    let iv = GenericArray::from_slice(iv);
    if encrypt { cipher.encrypt(iv, payload) } else { cipher.decrypt(iv, payload) }.ok()
}
