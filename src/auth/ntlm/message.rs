//! The three messages ([MS-NLMP] §2.2.1).

use super::Account;
use super::response::{self, Proof};
use crate::auth::fresh::Fresh;

const SIGNATURE: &[u8; 8] = b"NTLMSSP\0";

const UNICODE: u32 = 0x0000_0001;
const OEM: u32 = 0x0000_0002;
const REQUEST_TARGET: u32 = 0x0000_0004;
const NTLM: u32 = 0x0000_0200;
const ALWAYS_SIGN: u32 = 0x0000_8000;
const EXTENDED_SECURITY: u32 = 0x0008_0000;
const TARGET_INFO: u32 = 0x0080_0000;

/// Bytes before the payload of an AUTHENTICATE message without version and MIC.
const HEAD: usize = 64;

/// Makes the NEGOTIATE message. Domain and workstation are told later.
pub(super) fn negotiate() -> Vec<u8> {
    let flags = UNICODE | OEM | REQUEST_TARGET | NTLM | ALWAYS_SIGN | EXTENDED_SECURITY;
    let mut message = SIGNATURE.to_vec();
    message.extend(1_u32.to_le_bytes());
    message.extend(flags.to_le_bytes());
    // Empty domain and workstation.
    message.extend([0; 16]);
    message
}

/// What matters of a CHALLENGE message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Challenge {
    pub(super) nonce: [u8; 8],
    pub(super) target_info: Vec<u8>,
    flags: u32,
}

impl Challenge {
    /// Reads a CHALLENGE message; `None` when it is none or is cut off.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        if !bytes.starts_with(SIGNATURE) || number(bytes, 8)? != 2 {
            return None;
        }
        let flags = number(bytes, 20)?;
        let nonce = bytes.get(24..32)?.try_into().ok()?;
        let target_info = match flags & TARGET_INFO {
            0 => Vec::new(),
            _ => {
                let length = usize::try_from(number(bytes, 40)? & 0xffff).ok()?;
                let start = usize::try_from(number(bytes, 44)?).ok()?;
                bytes.get(start..start.checked_add(length)?)?.to_vec()
            }
        };
        Some(Self { nonce, target_info, flags })
    }

    fn encode(&self, text: &str) -> Vec<u8> {
        match self.flags & UNICODE {
            0 => text.chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect(),
            _ => response::utf16(text),
        }
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    bytes.try_into().ok().map(u32::from_le_bytes)
}

/// Makes the AUTHENTICATE message.
pub(super) fn authenticate(account: &Account, challenge: &Challenge, fresh: &Fresh) -> Vec<u8> {
    let Proof { nt, lm } = response::prove(account, challenge, fresh);
    let text = |text: &str| challenge.encode(text);
    let fields = [
        lm,
        nt,
        text(&account.domain),
        text(&account.user),
        text(&account.workstation),
        Vec::new(),
    ];
    let mut message = SIGNATURE.to_vec();
    message.extend(3_u32.to_le_bytes());
    let mut start = HEAD;
    for field in &fields {
        // A field longer than 64 KiB cannot be said; no account name or target is.
        let length = u16::try_from(field.len()).unwrap_or(u16::MAX).to_le_bytes();
        message.extend(length);
        message.extend(length);
        message.extend(u32::try_from(start).unwrap_or(u32::MAX).to_le_bytes());
        start += field.len();
    }
    let flags = NTLM | EXTENDED_SECURITY | REQUEST_TARGET | ALWAYS_SIGN | TARGET_INFO;
    let charset = if challenge.flags & UNICODE == 0 { OEM } else { UNICODE };
    message.extend(((flags & challenge.flags) | charset | NTLM).to_le_bytes());
    message.extend(fields.concat());
    message
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
pub(in crate::auth::ntlm) mod tests {
    use jiff::Timestamp;
    use proptest::prelude::*;

    use super::*;

    /// A CHALLENGE message with the flags, nonce and target information of [MS-NLMP] §4.2.4.
    pub(in crate::auth::ntlm) fn challenge() -> Vec<u8> {
        let info = [
            &[2, 0, 12, 0][..],
            b"D\0o\0m\0a\0i\0n\0",
            &[1, 0, 12, 0],
            b"S\0e\0r\0v\0e\0r\0",
            &[0, 0, 0, 0],
        ]
        .concat();
        let mut message = SIGNATURE.to_vec();
        message.extend(2_u32.to_le_bytes());
        message.extend([0; 8]);
        message.extend(0xe28a_8233_u32.to_le_bytes());
        message.extend([0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef]);
        message.extend([0; 8]);
        message.extend([info.len() as u8, 0, info.len() as u8, 0, 48, 0, 0, 0]);
        message.extend(info);
        message
    }

    #[test]
    fn reads_a_challenge_and_lays_out_the_answer() {
        let challenge = Challenge::read(&challenge()).unwrap();
        assert_eq!(challenge.nonce[0], 1);
        assert_eq!(challenge.target_info.len(), 36);
        let account = Account {
            user: "User".to_owned(),
            password: "Password".to_owned().into(),
            domain: "Domain".to_owned(),
            workstation: "COMPUTER".to_owned(),
        };
        let fresh = Fresh { now: Timestamp::UNIX_EPOCH, random: [0xaa; 32] };
        let message = authenticate(&account, &challenge, &fresh);
        let field = |at: usize| {
            let length = (number(&message, at).unwrap() & 0xffff) as usize;
            let start = number(&message, at + 4).unwrap() as usize;
            message[start..start + length].to_vec()
        };
        assert_eq!(field(28), response::utf16("Domain"));
        assert_eq!(field(36), response::utf16("User"));
        assert_eq!(field(44), response::utf16("COMPUTER"));
        assert_eq!(field(12).len(), 24);
        assert_eq!(field(20).len(), 16 + 28 + 36 + 4);
        assert_eq!(number(&message, 60).unwrap() & UNICODE, UNICODE);
    }

    proptest! {
        #[test]
        fn any_bytes_are_survived(mut bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            Challenge::read(&bytes);
            let head: Vec<u8> = SIGNATURE.iter().copied().chain([2, 0, 0, 0]).collect();
            bytes.splice(0..0, head);
            Challenge::read(&bytes);
        }
    }
}
