//! The stream ciphers of `crypto-js`, as it has them: RC4, and Rabbit.

use boa_engine::{Context, JsArgs, JsNativeError, JsResult, JsValue};

use super::native::{bytes_of, to_js};

/// Longest stream that is made at once, in bytes.
const LONGEST: usize = 1 << 28;

/// `keystream(algorithm, key, iv, drop, length)`: the first bytes of the stream; `drop` counts words that
/// `RC4Drop` passes over.
pub(super) fn keystream(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let algorithm = args.get_or_undefined(0).to_string(context)?.to_std_string_lossy();
    let key = bytes_of(args.get_or_undefined(1), context)?;
    let iv = bytes_of(args.get_or_undefined(2), context)?;
    let drop = args.get_or_undefined(3).to_u32(context)? as usize * 4;
    let length = args.get_or_undefined(4).to_u32(context)? as usize;
    if length.saturating_add(drop) > LONGEST {
        let message = format!("a stream cipher makes at most {LONGEST} bytes");
        return Err(JsNativeError::range().with_message(message).into());
    }
    let made = match algorithm.as_str() {
        "Rabbit" | "RabbitLegacy" => rabbit(&key, &iv, length),
        _ => rc4(&key, drop, length),
    };
    to_js(made, context)
}

fn rc4(key: &[u8], drop: usize, length: usize) -> Vec<u8> {
    let mut state: Vec<u8> = (0..=u8::MAX).collect();
    let mut j = 0_u8;
    for i in 0..256 {
        let byte = if key.is_empty() { 0 } else { key[i % key.len()] };
        j = j.wrapping_add(state[i]).wrapping_add(byte);
        state.swap(i, usize::from(j));
    }
    let (mut i, mut j) = (0_u8, 0_u8);
    let mut next = || {
        i = i.wrapping_add(1);
        j = j.wrapping_add(state[usize::from(i)]);
        state.swap(usize::from(i), usize::from(j));
        state[usize::from(state[usize::from(i)].wrapping_add(state[usize::from(j)]))]
    };
    for _ in 0..drop {
        next();
    }
    (0..length).map(|_| next()).collect()
}

/// RFC 4503, section 2.
struct Rabbit {
    state: [u32; 8],
    counters: [u32; 8],
    carry: u32,
}

const STEPS: [u32; 8] = [
    0x4D34_D34D,
    0xD34D_34D3,
    0x34D3_4D34,
    0x4D34_D34D,
    0xD34D_34D3,
    0x34D3_4D34,
    0x4D34_D34D,
    0xD34D_34D3,
];

impl Rabbit {
    fn new(key: [u32; 4], iv: Option<[u32; 2]>) -> Self {
        let pair = |high: u32, low: u32| high << 16 | low >> 16;
        let mix = |high: u32, low: u32| (high & 0xFFFF_0000) | (low & 0xFFFF);
        let [k0, k1, k2, k3] = key;
        let state = [k0, pair(k3, k2), k1, pair(k0, k3), k2, pair(k1, k0), k3, pair(k2, k1)];
        let counters = [
            k2.rotate_left(16),
            mix(k0, k1),
            k3.rotate_left(16),
            mix(k1, k2),
            k0.rotate_left(16),
            mix(k2, k3),
            k1.rotate_left(16),
            mix(k3, k0),
        ];
        let mut rabbit = Self { state, counters, carry: 0 };
        rabbit.turn(4);
        for (at, counter) in rabbit.counters.iter_mut().enumerate() {
            *counter ^= rabbit.state[(at + 4) & 7];
        }
        if let Some([i0, i2]) = iv {
            let i1 = i0 >> 16 | i2 & 0xFFFF_0000;
            let i3 = i2 << 16 | i0 & 0xFFFF;
            for (counter, part) in rabbit.counters.iter_mut().zip([i0, i1, i2, i3, i0, i1, i2, i3])
            {
                *counter ^= part;
            }
            rabbit.turn(4);
        }
        rabbit
    }

    fn turn(&mut self, times: usize) {
        for _ in 0..times {
            for (counter, step) in self.counters.iter_mut().zip(STEPS) {
                let sum = u64::from(*counter) + u64::from(step) + u64::from(self.carry);
                (*counter, self.carry) = (low(sum), low(sum >> 32));
            }
            let mut g = [0_u32; 8];
            for (at, g) in g.iter_mut().enumerate() {
                let sum = u64::from(self.state[at].wrapping_add(self.counters[at]));
                *g = low(sum * sum) ^ low((sum * sum) >> 32);
            }
            for at in 0..8 {
                let (one, two) = (g[(at + 7) & 7], g[(at + 6) & 7]);
                let (one, two) = if at % 2 == 0 {
                    (one.rotate_left(16), two.rotate_left(16))
                } else {
                    (one.rotate_left(8), two)
                };
                self.state[at] = g[at].wrapping_add(one).wrapping_add(two);
            }
        }
    }

    fn words(&mut self) -> [u32; 4] {
        self.turn(1);
        let x = &self.state;
        [(0, 5, 3), (2, 7, 5), (4, 1, 7), (6, 3, 1)].map(|(a, b, c)| x[a] ^ x[b] >> 16 ^ x[c] << 16)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the low half is what is wanted")]
fn low(wide: u64) -> u32 {
    wide as u32
}

/// The key's words are big-endian, the vector's and the stream's little-endian.
fn rabbit(key: &[u8], iv: &[u8], length: usize) -> Vec<u8> {
    let four = |bytes: &[u8], at: usize| {
        let byte = |index: usize| bytes.get(at * 4 + index).copied().unwrap_or_default();
        [byte(0), byte(1), byte(2), byte(3)]
    };
    let key = [0, 1, 2, 3].map(|at| u32::from_be_bytes(four(key, at)));
    let vector = |at| u32::from_le_bytes(four(iv, at));
    let mut rabbit = Rabbit::new(key, (!iv.is_empty()).then(|| [vector(0), vector(1)]));
    let mut out = Vec::with_capacity(length);
    while out.len() < length {
        out.extend(rabbit.words().into_iter().flat_map(u32::to_le_bytes));
    }
    out.truncate(length);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn streams_are_those_of_the_specifications() {
        // RFC 6229, a key of 40 bits.
        assert_eq!(hex(&rc4(&[1, 2, 3, 4, 5], 0, 8)), "b2396305f03dc027");
        assert_eq!(hex(&rc4(&[1, 2, 3, 4, 5], 240, 4)), "28cb1132");
        // RFC 4503, appendix A.1 and A.2, in the order of bytes that CryptoJS has.
        assert_eq!(hex(&rabbit(&[0; 16], &[], 16)), "02f74a1c26456bf5ecd6a536f05457b1");
        assert_eq!(hex(&rabbit(&[0; 16], &[0; 8], 4)), "edb70567");
    }
}
