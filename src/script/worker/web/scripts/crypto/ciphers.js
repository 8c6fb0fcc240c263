// AES: modes of operation on the block cipher.

// Fills the last block as PKCS #7 has it, and takes the filling off again.
const padded = (bytes) => {
  const size = 16 - (bytes.length % 16);
  const whole = new Uint8Array(bytes.length + size).fill(size);
  whole.set(bytes);
  return whole;
};
const unpadded = (bytes) => {
  const size = bytes[bytes.length - 1];
  if (!(size >= 1 && size <= 16) || bytes.slice(-size).some((byte) => byte !== size)) throw fails();
  return bytes.slice(0, -size);
};

const cbc = (encrypt, algorithm, key, data) => {
  const iv = bytesOf(algorithm.iv);
  if (iv.length !== 16) throw fails('algorithm.iv must contain exactly 16 bytes');
  if (encrypt) return native.cipher('AES', 'CBC', true, key, iv, padded(data));
  if (!data.length || data.length % 16) throw fails();
  return unpadded(native.cipher('AES', 'CBC', false, key, iv, data));
};

// Only the low bits of the counter count.
const ctr = (algorithm, key, data) => {
  const counter = bytesOf(algorithm.counter);
  const bits = Number(algorithm.length);
  if (counter.length !== 16) throw fails('algorithm.counter must contain exactly 16 bytes');
  if (!(bits >= 1 && bits <= 128)) throw fails('algorithm.length must be between 1 and 128');
  const count = Math.ceil(data.length / 16);
  if (bits < 53 && count > 2 ** bits) throw fails();
  const blocks = new Uint8Array(count * 16);
  for (let block = 0; block < count; block += 1) {
    blocks.set(counter, block * 16);
    let left = bits;
    for (let at = 15; left > 0; at -= 1) {
      const mask = left >= 8 ? 255 : 2 ** left - 1;
      const next = (counter[at] & mask) + 1;
      counter[at] = (counter[at] & ~mask) | (next & mask);
      if ((next & mask) !== 0) break;
      left -= 8;
    }
  }
  const stream = native.cipher('AES', 'ECB', true, key, new Uint8Array(), blocks);
  return data.map((byte, at) => byte ^ stream[at]);
};

// A short tag is the beginning of the long one.
const gcm = (encrypt, algorithm, key, data) => {
  const iv = bytesOf(algorithm.iv);
  const { tagLength = 128, additionalData } = algorithm;
  if (![32, 64, 96, 104, 112, 120, 128].includes(tagLength)) {
    throw fails(`${tagLength} is not a valid AES-GCM tag length`);
  }
  if (iv.length !== 12 && iv.length !== 16) throw missing('AES-GCM with an iv of other than 12 or 16 bytes');
  const additional = additionalData === undefined ? new Uint8Array() : bytesOf(additionalData);
  const seal = (plain) => native.aesGcm(true, key, iv, additional, plain);
  const size = tagLength / 8;
  if (encrypt) return seal(data).slice(0, data.length + size);
  if (data.length < size) throw fails('The provided data is too small.');
  if (size === 16) return orElse(native.aesGcm(false, key, iv, additional, data), fails());
  const sealed = data.slice(0, -size);
  // The cipher is a stream: what encrypts also decrypts.
  const plain = seal(sealed).slice(0, sealed.length);
  const again = seal(plain);
  if (!data.every((byte, at) => byte === again[at])) throw fails();
  return plain;
};

const cipher = (encrypt, algorithm, key, data) => {
  const bytes = key[secret];
  switch (key.algorithm.name) {
    case 'AES-CBC': return cbc(encrypt, algorithm, bytes, data);
    case 'AES-CTR': return ctr(algorithm, bytes, data);
    default: return gcm(encrypt, algorithm, bytes, data);
  }
};
