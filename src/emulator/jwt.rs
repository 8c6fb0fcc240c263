//! JSON Web Tokens, signed for real with keys that live as long as the process.

use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac as _};
use rsa::RsaPrivateKey;
use rsa::pkcs1v15::SigningKey;
use rsa::signature::{SignatureEncoding as _, Signer as _};
use serde_json::{Value, json};
use sha2::Sha256;

/// Bits of the modulus.
const BITS: usize = 2048;

/// Made once a process, since it takes a good part of a second.
static KEY: OnceLock<Result<SigningKey<Sha256>, rsa::Error>> = OnceLock::new();

/// Starts making the key on a thread of its own, so that nobody waits for it at start-up.
pub(super) fn prepare_key() {
    if KEY.get().is_none() {
        std::thread::spawn(key);
    }
}

/// Waits for the key without holding up the runtime.
pub(super) async fn key_ready() {
    if KEY.get().is_none() {
        // An error here means that the runtime is going down.
        let _ = tokio::task::spawn_blocking(|| {
            key();
        })
        .await;
    }
}

fn key() -> &'static Result<SigningKey<Sha256>, rsa::Error> {
    KEY.get_or_init(|| RsaPrivateKey::new(&mut rsa::rand_core::OsRng, BITS).map(SigningKey::new))
}

/// Signs claims with the process's RSA key.
pub(super) fn rs256(claims: &Value) -> Result<String, &'static rsa::Error> {
    let key = key().as_ref()?;
    let signed = payload(&json!({"typ": "JWT", "alg": "RS256", "kid": "emulator"}), claims);
    let signature = key.sign(signed.as_bytes()).to_vec();
    Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
}

/// Signs claims with a shared secret.
pub(super) fn hs256(claims: &Value, secret: &[u8; 64]) -> String {
    let signed = payload(&json!({"typ": "JWT", "alg": "HS256"}), claims);
    let mut mac = Hmac::<Sha256>::new(secret.into());
    mac.update(signed.as_bytes());
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

fn payload(header: &Value, claims: &Value) -> String {
    let encode = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
    format!("{}.{}", encode(header), encode(claims))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

    use rsa::signature::{Keypair as _, Verifier as _};

    use super::*;

    #[test]
    fn the_signature_matches_the_public_key() {
        let token = rs256(&json!({"appid": "x"})).unwrap();
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
        let signature = rsa::pkcs1v15::Signature::try_from(signature.as_slice()).unwrap();
        let public = key().as_ref().unwrap().verifying_key();
        public.verify(signed.as_bytes(), &signature).unwrap();
        assert!(public.verify(b"something else", &signature).is_err());
    }

    #[test]
    fn hs256_follows_rfc_7515() {
        let token = hs256(&json!({"a": 1}), &[7; 64]);
        assert_eq!(token.split('.').count(), 3);
        assert_ne!(token, hs256(&json!({"a": 1}), &[8; 64]));
    }
}
