//! JSON Web Signatures in compact form (RFC 7515) with the algorithms of RFC 7518 §3.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac as _};
use rsa::rand_core::OsRng;
use rsa::signature::{RandomizedSigner as _, SignatureEncoding as _, Signer as _};
use rsa::{RsaPrivateKey, pkcs1v15, pss};
use sha2::{Sha256, Sha384, Sha512};

use super::key::{Curve, KeyFile};

/// A signature algorithm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Algorithm {
    family: Family,
    bits: Bits,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Hmac,
    Rsa,
    Pss,
    Ecdsa,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bits {
    B256,
    B384,
    B512,
}

impl Algorithm {
    /// Reads a name such as `RS256`.
    pub(super) fn of(name: &str) -> Option<Self> {
        let (family, bits) = name.split_at_checked(2)?;
        let family = match family {
            "HS" => Family::Hmac,
            "RS" => Family::Rsa,
            "PS" => Family::Pss,
            "ES" => Family::Ecdsa,
            _ => return None,
        };
        let bits = match bits {
            "256" => Bits::B256,
            "384" => Bits::B384,
            "512" => Bits::B512,
            _ => return None,
        };
        Some(Self { family, bits })
    }

    /// Tells whether the key is a secret that both sides share.
    pub(super) fn is_symmetric(self) -> bool {
        self.family == Family::Hmac
    }
}

/// Signs `header` and `payload`, both JSON texts. `key` is the shared secret, or a private key in
/// PEM.
pub(super) fn compact(
    algorithm: Algorithm,
    key: &[u8],
    header: &str,
    payload: &str,
) -> Result<String, String> {
    let signed = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload));
    let signature = signature(algorithm, key, signed.as_bytes())?;
    Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
}

fn signature(algorithm: Algorithm, key: &[u8], message: &[u8]) -> Result<Vec<u8>, String> {
    let file = || KeyFile::parse(&String::from_utf8_lossy(key));
    match algorithm.family {
        Family::Hmac => hmac(algorithm.bits, key, message),
        Family::Rsa => pkcs1(algorithm.bits, file()?.rsa()?, message),
        Family::Pss => pss(algorithm.bits, file()?.rsa()?, message),
        Family::Ecdsa => ecdsa(algorithm.bits, &file()?, message),
    }
}

fn hmac(bits: Bits, key: &[u8], message: &[u8]) -> Result<Vec<u8>, String> {
    macro_rules! mac {
        ($hash:ty) => {
            Hmac::<$hash>::new_from_slice(key)
                .map(|mac| mac.chain_update(message).finalize().into_bytes().to_vec())
        };
    }
    let mac = match bits {
        Bits::B256 => mac!(Sha256),
        Bits::B384 => mac!(Sha384),
        Bits::B512 => mac!(Sha512),
    };
    mac.map_err(|error| error.to_string())
}

fn pkcs1(bits: Bits, key: RsaPrivateKey, message: &[u8]) -> Result<Vec<u8>, String> {
    let signature = match bits {
        Bits::B256 => pkcs1v15::SigningKey::<Sha256>::new(key).try_sign(message),
        Bits::B384 => pkcs1v15::SigningKey::<Sha384>::new(key).try_sign(message),
        Bits::B512 => pkcs1v15::SigningKey::<Sha512>::new(key).try_sign(message),
    };
    signature.map(|signature| signature.to_vec()).map_err(refused)
}

/// The salt is as long as the hash (RFC 7518 §3.5).
fn pss(bits: Bits, key: RsaPrivateKey, message: &[u8]) -> Result<Vec<u8>, String> {
    let signature = match bits {
        Bits::B256 => pss::SigningKey::<Sha256>::new(key).try_sign_with_rng(&mut OsRng, message),
        Bits::B384 => pss::SigningKey::<Sha384>::new(key).try_sign_with_rng(&mut OsRng, message),
        Bits::B512 => pss::SigningKey::<Sha512>::new(key).try_sign_with_rng(&mut OsRng, message),
    };
    signature.map(|signature| signature.to_vec()).map_err(refused)
}

/// Signatures in JWS's fixed-length form; deterministic (RFC 6979) but for P-521, whose library has
/// only random ones.
fn ecdsa(bits: Bits, file: &KeyFile, message: &[u8]) -> Result<Vec<u8>, String> {
    Ok(match bits {
        Bits::B256 => {
            let key =
                p256::ecdsa::SigningKey::from_slice(&file.ec(Curve::P256)?).map_err(refused)?;
            let signature: p256::ecdsa::Signature = key.try_sign(message).map_err(refused)?;
            signature.to_vec()
        }
        Bits::B384 => {
            let key =
                p384::ecdsa::SigningKey::from_slice(&file.ec(Curve::P384)?).map_err(refused)?;
            let signature: p384::ecdsa::Signature = key.try_sign(message).map_err(refused)?;
            signature.to_vec()
        }
        Bits::B512 => {
            let key =
                p521::ecdsa::SigningKey::from_slice(&file.ec(Curve::P521)?).map_err(refused)?;
            let signature: p521::ecdsa::Signature =
                key.try_sign_with_rng(&mut OsRng, message).map_err(refused)?;
            signature.to_vec()
        }
    })
}

fn refused(error: rsa::signature::Error) -> String {
    format!("the private key cannot sign: {error}")
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use p256::pkcs8::EncodePrivateKey as _;
    use rsa::pkcs1::EncodeRsaPrivateKey as _;
    use rsa::pkcs8::LineEnding;
    use rsa::signature::Verifier as _;
    use rsa::{BigUint, RsaPublicKey};

    use super::*;

    fn bytes(text: &str) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(text).unwrap()
    }

    fn sign(algorithm: &str, key: &[u8], message: &[u8]) -> Vec<u8> {
        signature(Algorithm::of(algorithm).unwrap(), key, message).unwrap()
    }

    /// RFC 7515, appendix A.2.
    fn rfc_key() -> RsaPrivateKey {
        let n = "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPM\
                 EzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-b\
                 Sf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qC\
                 o5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54\
                 h4FRWyuXpoQ";
        let d = "Eq5xpGnNCivDflJsRQBXHx1hdR1k6Ulwe2JZD50LpXyWPEAeP88vLNO97IjlA7_GQ5sLKMgvfTeXZx9SE-\
                 7YwVol2NXOoAJe46sui395IW_GO-pWJ1O0BkTGoVEn2bKVRUCgu-GjBVaYLU6f3l9kJfFNS3E0QbVdxzubS\
                 u3Mkqzjkn439X0M_V51gfpRLI9JYanrC4D4qAdGcopV_0ZHHzQlBjudU2QvXt4ehNYTCBr6XCLQUShb1juU\
                 O1ZdiYoFaFQT5Tw8bGUl_x_jTj3ccPDVZFD9pIuhLhBOneufuBiB4cS98l2SR_RQyGWSeWjnczT0QU91p1D\
                 hOVRuOopznQ";
        let number = |text: &str| BigUint::from_bytes_be(&bytes(text));
        RsaPrivateKey::from_components(number(n), number("AQAB"), number(d), Vec::new()).unwrap()
    }

    const RFC_PAYLOAD: &str = "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \
                               \"http://example.com/is_root\":true}";

    #[test]
    fn reproduces_the_hmac_example_of_the_rfc() {
        let key = bytes(
            "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
        );
        let header = "{\"typ\":\"JWT\",\r\n \"alg\":\"HS256\"}";
        let token = compact(Algorithm::of("HS256").unwrap(), &key, header, RFC_PAYLOAD).unwrap();
        assert_eq!(
            token,
            "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODA\
             sDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW\
             1gFWFOEjXk"
        );
    }

    #[test]
    fn reproduces_the_rsa_example_of_the_rfc() {
        let key = rfc_key();
        let pkcs1 = key.to_pkcs1_pem(LineEnding::LF).unwrap();
        let pkcs8 = key.to_pkcs8_pem(LineEnding::CRLF).unwrap();
        for pem in [pkcs1.as_bytes(), pkcs8.as_bytes()] {
            let algorithm = Algorithm::of("RS256").unwrap();
            let token = compact(algorithm, pem, r#"{"alg":"RS256"}"#, RFC_PAYLOAD).unwrap();
            assert_eq!(
                token.rsplit('.').next().unwrap(),
                "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5Y\
                 Kt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6x\
                 BArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6\
                 BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_I\
                 oypGlUPQGe77Rw"
            );
        }
    }

    #[test]
    fn rsa_signatures_can_be_verified() {
        let key = rfc_key();
        let pem = key.to_pkcs8_pem(LineEnding::LF).unwrap();
        let public = RsaPublicKey::from(&key);
        macro_rules! check {
            ($name:literal, $scheme:ident, $hash:ty) => {
                let signature = sign($name, pem.as_bytes(), b"m");
                let signature = $scheme::Signature::try_from(signature.as_slice()).unwrap();
                $scheme::VerifyingKey::<$hash>::new(public.clone())
                    .verify(b"m", &signature)
                    .unwrap();
            };
        }
        check!("RS384", pkcs1v15, Sha384);
        check!("RS512", pkcs1v15, Sha512);
        check!("PS256", pss, Sha256);
        check!("PS384", pss, Sha384);
        check!("PS512", pss, Sha512);
    }

    /// RFC 6979, appendix A.2.5.
    #[test]
    fn reproduces_a_published_elliptic_curve_signature() {
        let hex = |text: &str| -> Vec<u8> {
            (0..text.len())
                .step_by(2)
                .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
                .collect()
        };
        let key = hex("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721");
        let key = p256::SecretKey::from_slice(&key).unwrap();
        let pem = key.to_pkcs8_pem(LineEnding::LF).unwrap();
        let expected = hex("EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716\
             F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8");
        assert_eq!(sign("ES256", pem.as_bytes(), b"sample"), expected);
    }

    #[test]
    fn longer_curves_can_be_verified() {
        let key = p384::SecretKey::from_slice(&[9; 48]).unwrap();
        let signature = sign("ES384", key.to_pkcs8_pem(LineEnding::LF).unwrap().as_bytes(), b"m");
        let signature = p384::ecdsa::Signature::from_slice(&signature).unwrap();
        p384::ecdsa::VerifyingKey::from(key.public_key()).verify(b"m", &signature).unwrap();

        let mut scalar = [9; 66];
        scalar[0] = 0;
        let key = p521::SecretKey::from_slice(&scalar).unwrap();
        let signature = sign("ES512", key.to_pkcs8_pem(LineEnding::LF).unwrap().as_bytes(), b"m");
        let signature = p521::ecdsa::Signature::from_slice(&signature).unwrap();
        let key = p521::ecdsa::SigningKey::from_slice(&scalar).unwrap();
        p521::ecdsa::VerifyingKey::from(&key).verify(b"m", &signature).unwrap();
    }

    #[test]
    fn unknown_names_and_wrong_keys_are_refused() {
        assert_eq!(Algorithm::of("none"), None);
        assert_eq!(Algorithm::of("HS1"), None);
        assert_eq!(Algorithm::of("ÆS256"), None);
        let ec = p256::SecretKey::from_slice(&[7; 32]).unwrap();
        let pem = ec.to_pkcs8_pem(LineEnding::LF).unwrap();
        let error = signature(Algorithm::of("RS256").unwrap(), pem.as_bytes(), b"m").unwrap_err();
        assert!(error.contains("cannot be used with RSA"), "{error}");
        let error = signature(Algorithm::of("ES384").unwrap(), pem.as_bytes(), b"m").unwrap_err();
        assert!(error.contains("P-384"), "{error}");
    }
}
