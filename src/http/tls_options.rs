//! TLS versions and cipher suites as `protocolProfileBehavior` names them.

/// Which TLS versions and cipher suites may be used. TLS 1.2 and 1.3 are all there is: older
/// versions are always off.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct TlsOptions {
    /// Do not use TLS 1.2.
    pub without_tls12: bool,
    /// Do not use TLS 1.3.
    pub without_tls13: bool,
    /// Cipher suites in OpenSSL's or IANA's names; empty means all. Unknown ones are left out.
    pub ciphers: Vec<String>,
}

/// The cipher suites there are: OpenSSL's name and IANA's.
const CIPHERS: [(&str, &str); 9] = [
    ("TLS_AES_256_GCM_SHA384", "TLS_AES_256_GCM_SHA384"),
    ("TLS_AES_128_GCM_SHA256", "TLS_AES_128_GCM_SHA256"),
    ("TLS_CHACHA20_POLY1305_SHA256", "TLS_CHACHA20_POLY1305_SHA256"),
    ("ECDHE-ECDSA-AES256-GCM-SHA384", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"),
    ("ECDHE-ECDSA-AES128-GCM-SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
    ("ECDHE-ECDSA-CHACHA20-POLY1305", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"),
    ("ECDHE-RSA-AES256-GCM-SHA384", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
    ("ECDHE-RSA-AES128-GCM-SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
    ("ECDHE-RSA-CHACHA20-POLY1305", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
];

/// Names of protocol versions that are off anyway, as Node's `SSL_OP_NO_…` constants spell them.
const ALWAYS_OFF: [&str; 4] = ["SSLv2", "SSLv3", "TLSv1", "TLSv1_1"];

impl TlsOptions {
    /// Switches a protocol version off (`TLSv1_2`); tells whether the name is known.
    pub(super) fn disable(&mut self, version: &str) -> bool {
        match version {
            "TLSv1_2" => self.without_tls12 = true,
            "TLSv1_3" => self.without_tls13 = true,
            other => return ALWAYS_OFF.contains(&other),
        }
        true
    }
}

/// Finds IANA's name of a cipher suite; `None` for one that does not exist here.
pub(super) fn standard_name(cipher: &str) -> Option<&'static str> {
    let named = |(openssl, iana): &&(&str, &str)| {
        openssl.eq_ignore_ascii_case(cipher) || iana.eq_ignore_ascii_case(cipher)
    };
    CIPHERS.iter().find(named).map(|(_, iana)| *iana)
}

/// Lists OpenSSL's names of all cipher suites, for messages.
pub(super) fn cipher_names() -> String {
    CIPHERS.map(|(openssl, _)| openssl).join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ciphers_have_two_names() {
        let name = Some("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
        assert_eq!(standard_name("ECDHE-RSA-AES128-GCM-SHA256"), name);
        assert_eq!(standard_name("tls_ecdhe_rsa_with_aes_128_gcm_sha256"), name);
        assert_eq!(standard_name("RC4-MD5"), None);
    }

    #[test]
    fn versions_are_switched_off_one_by_one() {
        let mut options = TlsOptions::default();
        assert!(options.disable("TLSv1_2") && options.disable("SSLv3"));
        assert!(!options.disable("TLS 9"));
        assert!(options.without_tls12 && !options.without_tls13);
    }
}
