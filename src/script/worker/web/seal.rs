//! AES-GCM for `crypto.subtle`.

use aes_gcm::aead::generic_array::GenericArray;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes128Gcm, Aes256Gcm};
use boa_engine::{Context, JsArgs, JsResult, JsValue};

use super::super::libs::native::{bytes_of, to_js};

/// The size of the initialization vector that the standard recommends, in bytes.
const IV: usize = 12;

/// `aesGcm(encrypt, key, iv, additional, data)`: the sealed or opened bytes, the tag (16 bytes) at
/// the end of the sealed ones; undefined for what cannot be done: a wrong tag, a key of another
/// size than 16 or 32, a vector of another size than 12.
pub(super) fn aes_gcm(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let encrypt = args.get_or_undefined(0).to_boolean();
    let key = bytes_of(args.get_or_undefined(1), context)?;
    let iv = bytes_of(args.get_or_undefined(2), context)?;
    let additional = bytes_of(args.get_or_undefined(3), context)?;
    let data = bytes_of(args.get_or_undefined(4), context)?;
    let payload = Payload { msg: &data, aad: &additional };
    let done = match (key.len(), iv.len()) {
        (16, IV) => run::<Aes128Gcm>(encrypt, &key, &iv, payload),
        (32, IV) => run::<Aes256Gcm>(encrypt, &key, &iv, payload),
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
