//! The NTLMv2 response ([MS-NLMP] §3.3.2).

use hmac::{Hmac, Mac as _};
use md4::{Digest as _, Md4};
use md5::Md5;

use super::Account;
use super::message::Challenge;
use crate::auth::fresh::Fresh;

/// What proves that the client knows the password.
pub(super) struct Proof {
    pub(super) nt: Vec<u8>,
    pub(super) lm: Vec<u8>,
}

/// Seconds from 1601, where Windows counts from, to 1970.
const EPOCHS_APART: i64 = 11_644_473_600;

/// The id of a timestamp in the target information.
const TIMESTAMP: u16 = 7;

/// Proves it to a server. A timestamp of the server's goes before the own clock's, and leaves the
/// LM response empty.
pub(super) fn prove(account: &Account, challenge: &Challenge, fresh: &Fresh) -> Proof {
    let own = &fresh.random[..8];
    let theirs = timestamp(&challenge.target_info);
    let now = (fresh.now.as_second().saturating_add(EPOCHS_APART)).saturating_mul(10_000_000);
    let time = theirs.unwrap_or(now.to_le_bytes());
    let key = key(account);
    let blob =
        [&[1, 1, 0, 0, 0, 0, 0, 0][..], &time, own, &[0; 4], &challenge.target_info, &[0; 4]]
            .concat();
    let nt_proof = hmac(&key, &[&challenge.nonce, &blob]);
    let lm = match theirs {
        Some(_) => vec![0; 24],
        None => [&hmac(&key, &[&challenge.nonce, own]), own].concat(),
    };
    Proof { nt: [nt_proof.as_slice(), &blob].concat(), lm }
}

/// NTOWFv2: the key that the password stands for.
fn key(account: &Account) -> [u8; 16] {
    let password = Md4::digest(utf16(account.password.expose()));
    let name = format!("{}{}", account.user.to_uppercase(), account.domain);
    hmac(&password, &[&utf16(&name)])
}

fn hmac(key: &[u8], parts: &[&[u8]]) -> [u8; 16] {
    let mac = Hmac::<Md5>::new_from_slice(key).expect("an HMAC takes a key of any length");
    let mac = parts.iter().fold(mac, |mac, part| mac.chain_update(part));
    mac.finalize().into_bytes().into()
}

/// Finds the server's timestamp among the pairs of the target information.
fn timestamp(info: &[u8]) -> Option<[u8; 8]> {
    let mut rest = info;
    loop {
        let (id, after) = rest.split_first_chunk::<2>()?;
        let (length, after) = after.split_first_chunk::<2>()?;
        let (value, after) = after.split_at_checked(u16::from_le_bytes(*length).into())?;
        match u16::from_le_bytes(*id) {
            0 => return None,
            TIMESTAMP => return value.try_into().ok(),
            _ => rest = after,
        }
    }
}

/// Encodes a text as NTLM does, UTF-16 little endian.
pub(super) fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::auth::ntlm::message::tests::challenge;

    fn account() -> Account {
        Account {
            user: "User".to_owned(),
            password: "Password".to_owned().into(),
            domain: "Domain".to_owned(),
            workstation: String::new(),
        }
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// [MS-NLMP] §4.2.4.1.1 and §4.2.4.2: the published values, with time 0.
    #[test]
    fn reproduces_the_published_example() {
        let challenge = Challenge::read(&challenge()).unwrap();
        let now = Timestamp::from_second(-EPOCHS_APART).unwrap();
        let fresh = Fresh { now, random: [0xaa; 32] };
        assert_eq!(hex(&key(&account())), "0c868a403bfd7a93a3001ef22ef02e3f");
        let proof = prove(&account(), &challenge, &fresh);
        assert_eq!(hex(&proof.lm), "86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa");
        assert_eq!(hex(&proof.nt[..16]), "68cd0ab851e51c96aabc927bebef6a1c");
    }

    #[test]
    fn takes_the_servers_clock() {
        let stamp = [1, 2, 3, 4, 5, 6, 7, 8];
        let info = [&[7, 0, 8, 0][..], &stamp, &[0, 0, 0, 0]].concat();
        assert_eq!(timestamp(&info), Some(stamp));
        assert_eq!(timestamp(&info[..10]), None);
        assert_eq!(timestamp(&[0, 0, 0, 0]), None);
    }
}
