//! Private keys as people paste them: PEM in PKCS#1, PKCS#8 or SEC1.

use base64::Engine as _;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use p256::pkcs8::DecodePrivateKey;
use rsa::RsaPrivateKey;
use rsa::pkcs1::DecodeRsaPrivateKey as _;

use crate::redact::Secret;

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The bytes of a key and what they are.
#[derive(Debug)]
pub(super) struct KeyFile {
    label: Label,
    der: Secret<Vec<u8>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Pkcs1,
    Pkcs8,
    Sec1,
}

impl KeyFile {
    /// Reads a PEM text. Line breaks may be missing, or written as `\n`, as they are when a key has
    /// been through an environment variable or JSON; text around the key is passed over. Base64
    /// without any PEM lines is taken as PKCS#8.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let text = text.replace("\\r", "").replace("\\n", "\n");
        let Some((_, after)) = text.split_once("-----BEGIN ") else {
            return Self::decode(Label::Pkcs8, &text);
        };
        let (name, rest) = after
            .split_once("-----")
            .ok_or("the private key's first line is cut off; it should end in \"-----\"")?;
        let (content, _) = rest
            .split_once("-----END ")
            .ok_or("the private key is cut off: there is no \"-----END\" line")?;
        let label = match name {
            "PRIVATE KEY" => Label::Pkcs8,
            "RSA PRIVATE KEY" => Label::Pkcs1,
            "EC PRIVATE KEY" => Label::Sec1,
            "ENCRYPTED PRIVATE KEY" => {
                return Err("the private key is encrypted; decrypt it with \
                            \"openssl pkcs8 -in key.pem -out plain.pem\" first"
                    .to_owned());
            }
            other => return Err(format!("a private key is needed, but this PEM holds a {other}")),
        };
        if content.contains("ENCRYPTED") {
            return Err("the private key is encrypted; decrypt it with \
                        \"openssl rsa -in key.pem -out plain.pem\" first"
                .to_owned());
        }
        Self::decode(label, content)
    }

    fn decode(label: Label, content: &str) -> Result<Self, String> {
        let content: String = content.split_whitespace().collect();
        let der = LENIENT.decode(content);
        let der = der.map_err(|error| format!("the private key is no PEM or base64: {error}"))?;
        Ok(Self { label, der: der.into() })
    }

    /// The RSA key.
    pub(super) fn rsa(&self) -> Result<RsaPrivateKey, String> {
        match self.label {
            Label::Pkcs1 => {
                RsaPrivateKey::from_pkcs1_der(self.der.expose()).map_err(|error| error.to_string())
            }
            Label::Pkcs8 => {
                RsaPrivateKey::from_pkcs8_der(self.der.expose()).map_err(|error| error.to_string())
            }
            Label::Sec1 => Err("it is an elliptic-curve key".to_owned()),
        }
        .map_err(|reason| format!("the private key cannot be used with RSA: {reason}"))
    }

    /// The secret scalar of an elliptic-curve key on `curve`.
    pub(super) fn ec(&self, curve: Curve) -> Result<Vec<u8>, String> {
        macro_rules! scalar {
            ($curve:ident) => {
                match self.label {
                    Label::Pkcs8 => $curve::SecretKey::from_pkcs8_der(self.der.expose())
                        .map(|key| key.to_bytes().to_vec())
                        .map_err(|error| error.to_string()),
                    Label::Sec1 => $curve::SecretKey::from_sec1_der(self.der.expose())
                        .map(|key| key.to_bytes().to_vec())
                        .map_err(|error| error.to_string()),
                    Label::Pkcs1 => Err("it is an RSA key".to_owned()),
                }
            };
        }
        let (scalar, name) = match curve {
            Curve::P256 => (scalar!(p256), "P-256"),
            Curve::P384 => (scalar!(p384), "P-384"),
            Curve::P521 => (scalar!(p521), "P-521"),
        };
        scalar.map_err(|reason| format!("the private key is no key on the curve {name}: {reason}"))
    }
}

/// The elliptic curves of JWS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Curve {
    P256,
    P384,
    P521,
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use p256::pkcs8::EncodePrivateKey as _;
    use proptest::prelude::*;

    use super::*;

    fn pem(label: &str, der: &[u8], line: &str) -> String {
        let content = base64::engine::general_purpose::STANDARD.encode(der);
        format!("-----BEGIN {label}-----{line}{content}{line}-----END {label}-----{line}")
    }

    #[test]
    fn reads_elliptic_curve_keys_in_every_dress() {
        let key = p256::SecretKey::from_slice(&[7; 32]).unwrap();
        let pkcs8 = key.to_pkcs8_der().unwrap();
        let sec1 = key.to_sec1_der().unwrap();
        let texts = [
            pem("PRIVATE KEY", pkcs8.as_bytes(), "\n"),
            pem("PRIVATE KEY", pkcs8.as_bytes(), ""),
            pem("PRIVATE KEY", pkcs8.as_bytes(), "\\n"),
            format!("Key:\r\n{}", pem("EC PRIVATE KEY", &sec1, "\r\n")),
            base64::engine::general_purpose::STANDARD.encode(pkcs8.as_bytes()),
        ];
        for text in texts {
            let file = KeyFile::parse(&text).unwrap();
            assert_eq!(file.ec(Curve::P256).unwrap(), [7; 32], "{text}");
            assert!(file.ec(Curve::P384).unwrap_err().contains("P-384"));
            assert!(file.rsa().is_err());
        }
    }

    #[test]
    fn says_what_is_wrong_with_a_key() {
        let cases = [
            ("-----BEGIN PRIVATE KEY", "cut off"),
            ("-----BEGIN PRIVATE KEY-----AAAA", "no \"-----END\""),
            ("-----BEGIN PUBLIC KEY-----AAAA-----END PUBLIC KEY-----", "holds a PUBLIC KEY"),
            ("-----BEGIN ENCRYPTED PRIVATE KEY-----AAAA-----END ", "encrypted"),
            ("-----BEGIN RSA PRIVATE KEY-----Proc-Type: 4,ENCRYPTED AA-----END ", "encrypted"),
            ("se cret!", "no PEM"),
        ];
        for (text, expected) in cases {
            let error = KeyFile::parse(text).unwrap_err();
            assert!(error.contains(expected), "{text}: {error}");
        }
        let garbage = KeyFile::parse("AAAA").unwrap();
        assert!(garbage.rsa().unwrap_err().contains("cannot be used with RSA"));
    }

    proptest! {
        #[test]
        fn any_text_is_survived(label in "[A-Z ]{0,12}", content in "[-A-Za-z0-9+/= \n]{0,60}") {
            let text = format!("-----BEGIN {label}-----{content}-----END {label}-----");
            for text in [text.as_str(), content.as_str()] {
                if let Ok(file) = KeyFile::parse(text) {
                    let _ = (file.rsa(), file.ec(Curve::P256), file.ec(Curve::P521));
                }
            }
        }
    }
}
