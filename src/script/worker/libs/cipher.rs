//! What `crypto-js` encrypts with: AES, DES and triple DES in its five modes, and PBKDF2.

use ::cipher::generic_array::GenericArray;
use ::cipher::{BlockDecrypt, BlockEncrypt, BlockSizeUser, KeyInit};
use aes::{Aes128, Aes192, Aes256};
use boa_engine::{Context, JsArgs, JsNativeError, JsResult, JsValue};
use des::{Des, TdesEde3};
use md5::Md5;
use ripemd::Ripemd160;
use sha1::Sha1;
use sha2::{Sha224, Sha256, Sha384, Sha512};

use super::native::{bytes_of, to_js};

/// Most rounds of PBKDF2; more would only keep a script busy until it is ended.
const MOST_ROUNDS: u32 = 10_000_000;
/// Longest key that PBKDF2 makes, in bytes.
const LONGEST_KEY: usize = 65_536;

struct Work {
    mode: String,
    encrypt: bool,
    key: Vec<u8>,
    iv: Vec<u8>,
    data: Vec<u8>,
}

/// `cipher(algorithm, mode, encrypt, key, iv, bytes)`: padding is the caller's affair.
pub(super) fn cipher(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let algorithm = args.get_or_undefined(0).to_string(context)?.to_std_string_lossy();
    let work = Work {
        mode: args.get_or_undefined(1).to_string(context)?.to_std_string_lossy(),
        encrypt: args.get_or_undefined(2).to_boolean(),
        key: bytes_of(args.get_or_undefined(3), context)?,
        iv: bytes_of(args.get_or_undefined(4), context)?,
        data: bytes_of(args.get_or_undefined(5), context)?,
    };
    let done = match (algorithm.as_str(), work.key.len()) {
        ("AES", 16) => run::<Aes128>(&work),
        ("AES", 24) => run::<Aes192>(&work),
        ("AES", 32) => run::<Aes256>(&work),
        ("DES", 8) => run::<Des>(&work),
        ("TripleDES", 24) => run::<TdesEde3>(&work),
        (name, size) => Err(format!("{name} with a key of {size} bytes is not implemented")),
    };
    to_js(done.map_err(|message| JsNativeError::error().with_message(message))?, context)
}

fn run<C: BlockEncrypt + BlockDecrypt + KeyInit>(work: &Work) -> Result<Vec<u8>, String> {
    let size = C::block_size();
    let cipher = C::new_from_slice(&work.key).map_err(|error| error.to_string())?;
    let streams = matches!(work.mode.as_str(), "CFB" | "OFB" | "CTR" | "CTRGladman");
    if !streams && !work.data.len().is_multiple_of(size) {
        return Err(format!("{} bytes are not whole blocks of {size}", work.data.len()));
    }
    if work.mode != "ECB" && work.iv.len() < size {
        return Err(format!("the initialization vector must have {size} bytes"));
    }
    let mut chain = work.iv.clone();
    let mut out = Vec::with_capacity(work.data.len());
    for block in work.data.chunks(size) {
        out.extend(match (work.mode.as_str(), work.encrypt) {
            ("ECB", true) => encrypted(&cipher, block),
            ("ECB", false) => decrypted(&cipher, block),
            ("CBC", true) => {
                chain = encrypted(&cipher, &xor(block, &chain));
                chain.clone()
            }
            ("CBC", false) => {
                let plain = xor(&decrypted(&cipher, block), &chain);
                chain = block.to_vec();
                plain
            }
            ("CFB", encrypt) => {
                let done = xor(block, &encrypted(&cipher, &chain[..size]));
                chain = if encrypt { done.clone() } else { block.to_vec() };
                chain.resize(size, 0);
                done
            }
            ("OFB", _) => {
                chain = encrypted(&cipher, &chain[..size]);
                xor(block, &chain)
            }
            ("CTR", _) => {
                let done = xor(block, &encrypted(&cipher, &chain[..size]));
                count(&mut chain[..size]);
                done
            }
            ("CTRGladman", _) => {
                count_gladman(&mut chain[..size]);
                xor(block, &encrypted(&cipher, &chain[..size]))
            }
            (mode, _) => return Err(format!("crypto-js.mode.{mode} is not implemented")),
        });
    }
    Ok(out)
}

/// Counts up the last four bytes alone, as CryptoJS does.
fn count(block: &mut [u8]) {
    for byte in block.iter_mut().rev().take(4) {
        *byte = byte.wrapping_add(1);
        if *byte != 0 {
            break;
        }
    }
}

/// Counts up the first eight bytes, the lowest first, before a block.
fn count_gladman(block: &mut [u8]) {
    for byte in block.iter_mut().take(8) {
        *byte = byte.wrapping_add(1);
        if *byte != 0 {
            break;
        }
    }
}

fn xor(left: &[u8], right: &[u8]) -> Vec<u8> {
    left.iter().zip(right).map(|(a, b)| a ^ b).collect()
}

fn encrypted<C: BlockEncrypt + BlockSizeUser>(cipher: &C, block: &[u8]) -> Vec<u8> {
    let mut block = GenericArray::clone_from_slice(block);
    cipher.encrypt_block(&mut block);
    block.to_vec()
}

fn decrypted<C: BlockDecrypt + BlockSizeUser>(cipher: &C, block: &[u8]) -> Vec<u8> {
    let mut block = GenericArray::clone_from_slice(block);
    cipher.decrypt_block(&mut block);
    block.to_vec()
}

/// `pbkdf2(hash, password, salt, rounds, length)`.
pub(super) fn pbkdf2(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let hash = args.get_or_undefined(0).to_string(context)?.to_std_string_lossy();
    let password = bytes_of(args.get_or_undefined(1), context)?;
    let salt = bytes_of(args.get_or_undefined(2), context)?;
    let rounds = args.get_or_undefined(3).to_u32(context)?;
    let length = args.get_or_undefined(4).to_u32(context)? as usize;
    if rounds > MOST_ROUNDS || length > LONGEST_KEY {
        let message = format!("PBKDF2 does at most {MOST_ROUNDS} rounds for {LONGEST_KEY} bytes");
        return Err(JsNativeError::range().with_message(message).into());
    }
    let mut key = vec![0; length];
    match hash.as_str() {
        "MD5" => ::pbkdf2::pbkdf2_hmac::<Md5>(&password, &salt, rounds, &mut key),
        "SHA1" => ::pbkdf2::pbkdf2_hmac::<Sha1>(&password, &salt, rounds, &mut key),
        "SHA224" => ::pbkdf2::pbkdf2_hmac::<Sha224>(&password, &salt, rounds, &mut key),
        "SHA256" => ::pbkdf2::pbkdf2_hmac::<Sha256>(&password, &salt, rounds, &mut key),
        "SHA384" => ::pbkdf2::pbkdf2_hmac::<Sha384>(&password, &salt, rounds, &mut key),
        "SHA512" => ::pbkdf2::pbkdf2_hmac::<Sha512>(&password, &salt, rounds, &mut key),
        "RIPEMD160" => ::pbkdf2::pbkdf2_hmac::<Ripemd160>(&password, &salt, rounds, &mut key),
        other => {
            let message = format!("crypto-js.PBKDF2 with {other} is not implemented");
            return Err(JsNativeError::error().with_message(message).into());
        }
    }
    to_js(key, context)
}
