//! Elliptic curves for `crypto.subtle`: P-256, P-384 and P-521. Private keys are scalars, public ones
//! points as SEC 1 has them. What cannot be done is undefined.

use boa_engine::{Context, JsArgs, JsObject, JsResult, JsValue};

use super::super::builtins::define;
use super::super::libs::native::{bytes_of, to_js};

type Verify = fn(&[u8], &[u8], &[u8]) -> Option<bool>;

/// What is done with keys of one curve.
struct Curve {
    generate: fn() -> Vec<u8>,
    /// The uncompressed point of a point, or of a private key.
    point: fn(&[u8], bool) -> Option<Vec<u8>>,
    /// A key of its DER.
    read: fn(&[u8], bool) -> Option<Vec<u8>>,
    /// The DER of a key.
    write: fn(&[u8], bool) -> Option<Vec<u8>>,
    sign: fn(&[u8], &[u8]) -> Option<Vec<u8>>,
    /// Whether the last one is the first one's signature of the hash between.
    verify: Verify,
    /// What two share: the private key of one and the public one of the other.
    share: fn(&[u8], &[u8]) -> Option<Vec<u8>>,
}

macro_rules! curve {
    ($name:ident) => {{
        use ::$name::ecdsa::signature::hazmat::{PrehashVerifier, RandomizedPrehashSigner};
        use ::$name::ecdsa::{Signature, SigningKey, VerifyingKey};
        use ::$name::elliptic_curve::point::AffineCoordinates;
        use ::$name::elliptic_curve::sec1::ToEncodedPoint;
        use ::$name::pkcs8::{
            DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey,
        };
        use ::$name::{AffinePoint, PublicKey, SecretKey};
        use rsa::rand_core::OsRng;

        Curve {
            generate: || SecretKey::random(&mut OsRng).to_bytes().to_vec(),
            point: |key, private| {
                let key = if private {
                    SecretKey::from_slice(key).ok()?.public_key()
                } else {
                    PublicKey::from_sec1_bytes(key).ok()?
                };
                Some(key.to_encoded_point(false).as_bytes().to_vec())
            },
            read: |der, private| {
                Some(if private {
                    SecretKey::from_pkcs8_der(der).ok()?.to_bytes().to_vec()
                } else {
                    let key = PublicKey::from_public_key_der(der).ok()?;
                    key.to_encoded_point(false).as_bytes().to_vec()
                })
            },
            write: |key, private| {
                Some(if private {
                    SecretKey::from_slice(key).ok()?.to_pkcs8_der().ok()?.as_bytes().to_vec()
                } else {
                    let key = PublicKey::from_sec1_bytes(key).ok()?;
                    key.to_public_key_der().ok()?.as_bytes().to_vec()
                })
            },
            sign: |key, hash| {
                let key = SigningKey::from_slice(key).ok()?;
                let signature: Signature = key.sign_prehash_with_rng(&mut OsRng, hash).ok()?;
                Some(signature.to_bytes().to_vec())
            },
            verify: |key, hash, signature| {
                let key = VerifyingKey::from_sec1_bytes(key).ok()?;
                let signature = Signature::from_slice(signature).ok()?;
                Some(key.verify_prehash(hash, &signature).is_ok())
            },
            share: |private, public| {
                let private = SecretKey::from_slice(private).ok()?;
                let public = PublicKey::from_sec1_bytes(public).ok()?;
                let shared: AffinePoint =
                    (public.to_projective() * *private.to_nonzero_scalar()).to_affine();
                Some(shared.x().to_vec())
            },
        }
    }};
}

fn curve(name: &str) -> Option<Curve> {
    Some(match name {
        "P-256" => curve!(p256),
        "P-384" => curve!(p384),
        "P-521" => curve!(p521),
        _ => return None,
    })
}

/// Defines the functions; each takes the name of the curve first.
pub(super) fn natives(object: &JsObject, context: &mut Context) {
    define::method(object, "ecGenerate", 1, generate, context);
    define::method(object, "ecPoint", 3, point, context);
    define::method(object, "ecRead", 3, read, context);
    define::method(object, "ecWrite", 3, write, context);
    define::method(object, "ecSign", 3, sign, context);
    define::method(object, "ecVerify", 4, verify, context);
    define::method(object, "ecShare", 3, share, context);
}

/// The curve that the first argument names.
fn named(args: &[JsValue], context: &mut Context) -> JsResult<Option<Curve>> {
    let name = args.get_or_undefined(0).to_string(context)?.to_std_string_lossy();
    Ok(curve(&name))
}

fn answer(bytes: Option<Vec<u8>>, context: &mut Context) -> JsResult<JsValue> {
    bytes.map_or(Ok(JsValue::undefined()), |bytes| to_js(bytes, context))
}

fn generate(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let key = named(args, context)?.map(|curve| (curve.generate)());
    answer(key, context)
}

/// `ecPoint(curve, key, private)`.
fn point(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let key = bytes_of(args.get_or_undefined(1), context)?;
    let private = args.get_or_undefined(2).to_boolean();
    let point = named(args, context)?.and_then(|curve| (curve.point)(&key, private));
    answer(point, context)
}

/// `ecRead(curve, der, private)`.
fn read(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let der = bytes_of(args.get_or_undefined(1), context)?;
    let private = args.get_or_undefined(2).to_boolean();
    let key = named(args, context)?.and_then(|curve| (curve.read)(&der, private));
    answer(key, context)
}

/// `ecWrite(curve, key, private)`.
fn write(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let key = bytes_of(args.get_or_undefined(1), context)?;
    let private = args.get_or_undefined(2).to_boolean();
    let der = named(args, context)?.and_then(|curve| (curve.write)(&key, private));
    answer(der, context)
}

/// `ecSign(curve, private, hash)`.
fn sign(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let key = bytes_of(args.get_or_undefined(1), context)?;
    let hash = bytes_of(args.get_or_undefined(2), context)?;
    let signature = named(args, context)?.and_then(|curve| (curve.sign)(&key, &hash));
    answer(signature, context)
}

/// `ecVerify(curve, public, hash, signature)`.
fn verify(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let key = bytes_of(args.get_or_undefined(1), context)?;
    let hash = bytes_of(args.get_or_undefined(2), context)?;
    let signature = bytes_of(args.get_or_undefined(3), context)?;
    let right = named(args, context)?.and_then(|curve| (curve.verify)(&key, &hash, &signature));
    Ok(right.unwrap_or(false).into())
}

/// `ecShare(curve, private, public)`.
fn share(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let private = bytes_of(args.get_or_undefined(1), context)?;
    let public = bytes_of(args.get_or_undefined(2), context)?;
    let shared = named(args, context)?.and_then(|curve| (curve.share)(&private, &public));
    answer(shared, context)
}
