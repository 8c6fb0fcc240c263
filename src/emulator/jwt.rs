//! JSON Web Tokens, signed for real with keys that live as long as the emulator.

use std::sync::{Arc, OnceLock};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac as _};
use jiff::Timestamp;
use num_bigint_dig::{BigUint, RandPrime as _};
use rand::rngs::StdRng;
use rsa::RsaPrivateKey;
use rsa::pkcs1v15::SigningKey;
use rsa::pkcs8::EncodePublicKey as _;
use rsa::rand_core;
use rsa::signature::{SignatureEncoding as _, Signer as _};
use rsa::traits::PublicKeyParts as _;
use serde_json::{Value, json};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use super::ids;

/// Bits of the modulus.
const BITS: usize = 2048;

/// Bits of the primes of the modulus. Eight short ones are found much sooner than two long ones
/// (RFC 8017, section 3, allows more than two), and nobody can tell from the public key. The one
/// bit more makes up for their product being shorter, most of the time, than it could be.
const PRIMES: [usize; 8] = [257, 256, 256, 256, 256, 256, 256, 256];

/// The RSA key of an emulator: made in the background at start, the same again for a seed.
#[derive(Debug, Clone)]
pub(super) struct Keyring {
    key: Arc<OnceLock<Key>>,
    seed: Option<u64>,
}

/// A key and what is known about it.
#[derive(Debug)]
struct Key {
    signing: SigningKey<Sha256>,
    /// Modulus and exponent in base64url.
    modulus: String,
    exponent: String,
    /// The public key as DER.
    der: Vec<u8>,
}

impl Keyring {
    /// Starts making the key on a thread of its own, so that nobody waits for it at start-up.
    pub(super) fn new(seed: Option<u64>) -> Self {
        let keyring = Self { key: Arc::default(), seed };
        let background = keyring.clone();
        std::thread::spawn(move || {
            background.key();
        });
        keyring
    }

    fn key(&self) -> &Key {
        self.key.get_or_init(|| make(self.seed))
    }

    /// Signs claims with the RSA key, whose id goes into the header.
    pub(super) fn rs256(&self, kid: &str, claims: &Value) -> String {
        let signed = payload(&json!({"alg": "RS256", "kid": kid, "typ": "JWT"}), claims);
        let signature = self.key().signing.sign(signed.as_bytes()).to_vec();
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    /// The public key as a JSON Web Key (RFC 7517).
    pub(super) fn jwk(&self, kid: &str) -> Value {
        let key = self.key();
        json!({
            "use": "sig",
            "kty": "RSA",
            "kid": kid,
            "alg": "RS256",
            "n": key.modulus,
            "e": key.exponent,
        })
    }

    /// SHA-1 of the public key in 40 hex digits, and SHA-1 and SHA-256 in base64url.
    pub(super) fn thumbprints(&self) -> (String, String, String) {
        let der = &self.key().der;
        let (short, long) = (Sha1::digest(der), Sha256::digest(der));
        let hex = short.iter().map(|byte| format!("{byte:02x}")).collect();
        (hex, URL_SAFE_NO_PAD.encode(short), URL_SAFE_NO_PAD.encode(long))
    }
}

/// Makes keys until one fits: primes can be equal, or their product a bit too short or long.
fn make(seed: Option<u64>) -> Key {
    let mut chance = Chance(ids::chance(seed));
    loop {
        let primes: Vec<BigUint> = PRIMES.iter().map(|bits| chance.gen_prime(*bits)).collect();
        if primes.iter().product::<BigUint>().bits() != BITS {
            continue;
        }
        let made = RsaPrivateKey::from_primes(primes, BigUint::from(65_537_u32));
        let Ok(private) = made else { continue };
        let public = private.to_public_key();
        let Ok(der) = public.to_public_key_der() else { continue };
        return Key {
            modulus: URL_SAFE_NO_PAD.encode(public.n().to_bytes_be()),
            exponent: URL_SAFE_NO_PAD.encode(public.e().to_bytes_be()),
            der: der.into_vec(),
            signing: SigningKey::new(private),
        };
    }
}

/// Our random numbers, by the name that the key's library knows them by.
struct Chance(StdRng);

impl rand_core::RngCore for Chance {
    fn next_u32(&mut self) -> u32 {
        rand::Rng::next_u32(&mut self.0)
    }

    fn next_u64(&mut self) -> u64 {
        rand::Rng::next_u64(&mut self.0)
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        rand::Rng::fill_bytes(&mut self.0, bytes);
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rand_core::Error> {
        self.fill_bytes(bytes);
        Ok(())
    }
}

/// Why a token that somebody brought back is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Invalid {
    /// It is no JSON Web Token.
    Malformed,
    /// Somebody else signed it.
    Forged,
    /// Its time is over.
    Expired,
}

/// Signs claims with a shared secret.
pub(super) fn hs256(claims: &Value, secret: &[u8; 64]) -> String {
    let signed = payload(&json!({"typ": "JWT", "alg": "HS256"}), claims);
    let signature = authenticate(&signed, secret);
    format!("{signed}.{signature}")
}

/// Reads the claims of a token that [`hs256`] made, unless its `exp` has passed.
pub(super) fn verify_hs256(
    token: &str,
    secret: &[u8; 64],
    now: Timestamp,
) -> Result<Value, Invalid> {
    let (signed, signature) = token.rsplit_once('.').ok_or(Invalid::Malformed)?;
    let (_, claims) = signed.split_once('.').ok_or(Invalid::Malformed)?;
    let claims = URL_SAFE_NO_PAD.decode(claims).map_err(|_| Invalid::Malformed)?;
    let claims: Value = serde_json::from_slice(&claims).map_err(|_| Invalid::Malformed)?;
    if authenticate(signed, secret) != signature {
        return Err(Invalid::Forged);
    }
    match claims["exp"].as_i64() {
        Some(expires) if expires > now.as_second() => Ok(claims),
        _ => Err(Invalid::Expired),
    }
}

fn authenticate(signed: &str, secret: &[u8; 64]) -> String {
    let mut mac = Hmac::<Sha256>::new(secret.into());
    mac.update(signed.as_bytes());
    URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
}

fn payload(header: &Value, claims: &Value) -> String {
    let encode = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
    format!("{}.{}", encode(header), encode(claims))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

    use rsa::RsaPublicKey;
    use rsa::pkcs1v15::VerifyingKey;
    use rsa::signature::Verifier as _;

    use super::*;

    #[test]
    fn the_signature_matches_the_published_key() {
        let keyring = Keyring::new(None);
        let token = keyring.rs256("k", &json!({"appid": "x"}));
        let jwk = keyring.jwk("k");
        let number = |name: &str| {
            let bytes = URL_SAFE_NO_PAD.decode(jwk[name].as_str().unwrap()).unwrap();
            BigUint::from_bytes_be(&bytes)
        };
        assert_eq!(number("n").bits(), BITS);
        let public = RsaPublicKey::new(number("n"), number("e")).unwrap();
        let public = VerifyingKey::<Sha256>::new(public);
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
        let signature = rsa::pkcs1v15::Signature::try_from(signature.as_slice()).unwrap();
        public.verify(signed.as_bytes(), &signature).unwrap();
        assert!(public.verify(b"something else", &signature).is_err());
    }

    #[test]
    fn a_seed_repeats_the_key() {
        let token = |seed| Keyring::new(seed).rs256("k", &json!({}));
        assert_eq!(token(Some(7)), token(Some(7)));
        assert_ne!(token(Some(7)), token(Some(8)));
        assert_ne!(token(None), token(None));
    }

    #[test]
    fn hs256_follows_rfc_7515_and_tells_what_is_wrong() {
        let now = Timestamp::UNIX_EPOCH;
        let token = hs256(&json!({"exp": 10}), &[7; 64]);
        assert_eq!(verify_hs256(&token, &[7; 64], now).unwrap()["exp"], 10);
        assert_eq!(verify_hs256(&token, &[8; 64], now), Err(Invalid::Forged));
        let later = Timestamp::from_second(10).unwrap();
        assert_eq!(verify_hs256(&token, &[7; 64], later), Err(Invalid::Expired));
        for text in ["", "a", "a.b", "a.b.c", "..", "null"] {
            assert_eq!(verify_hs256(text, &[7; 64], now), Err(Invalid::Malformed), "{text}");
        }
    }
}
