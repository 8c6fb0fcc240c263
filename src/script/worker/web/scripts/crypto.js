// Web Crypto: random values, digests, HMAC, AES in the modes CBC and GCM, PBKDF2. Everything else
// says by name that it is missing.
const secret = Symbol('crypto');
const bytesOf = (data) => {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  if (ArrayBuffer.isView(data)) return new Uint8Array(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  throw new TypeError('The provided value is not of type (ArrayBuffer or ArrayBufferView)');
};
const bufferOf = (bytes) => new Uint8Array(bytes).buffer;
const missing = (what) => new DOMException(`crypto.subtle: ${what} is not implemented`, 'NotSupportedError');
const hashOf = (algorithm) => {
  const name = String(typeof algorithm === 'object' && algorithm !== null ? algorithm.name : algorithm).toUpperCase();
  if (!/^SHA-(1|256|384|512)$/.test(name)) throw new DOMException('Unrecognized algorithm name', 'NotSupportedError');
  return name;
};
const nativeName = (hash) => hash.toLowerCase().replace('-', '');
const nameOf = (algorithm) => String(typeof algorithm === 'object' && algorithm !== null ? algorithm.name : algorithm).toUpperCase();
const need = (algorithm, names, what) => {
  const name = nameOf(algorithm);
  if (!names.includes(name)) throw missing(`${what} with ${name}`);
  return name;
};
const fails = () => new DOMException('The operation failed for an operation-specific reason', 'OperationError');

class CryptoKey {
  #bytes;
  constructor(key, bytes, algorithm, extractable, usages) {
    if (key !== secret) throw new TypeError('Illegal constructor');
    this.#bytes = bytes;
    Object.assign(this, { type: 'secret', extractable: Boolean(extractable), algorithm, usages: [...usages] });
  }
  [secret](usage) {
    if (usage && !this.usages.includes(usage)) {
      throw new DOMException(`Unable to use this key to ${usage}`, 'InvalidAccessError');
    }
    return this.#bytes;
  }
}

const hmacKey = (bytes, algorithm, extractable, usages) => {
  if (bytes.length === 0) throw new DOMException('Zero-length key is not supported', 'DataError');
  const details = { name: 'HMAC', length: bytes.length * 8, hash: { name: hashOf(algorithm.hash) } };
  return new CryptoKey(secret, bytes, details, extractable, usages);
};

const plainKey = (name, bytes, extractable, usages) => {
  if (name === 'PBKDF2') return new CryptoKey(secret, bytes, { name }, false, usages);
  if (![16, 24, 32].includes(bytes.length)) throw new DOMException('Invalid key length', 'DataError');
  return new CryptoKey(secret, bytes, { name, length: bytes.length * 8 }, extractable, usages);
};
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
const aes = (encrypt, algorithm, key, data) => {
  const usage = encrypt ? 'encrypt' : 'decrypt';
  const name = need(algorithm, ['AES-CBC', 'AES-GCM'], usage);
  const bytes = key[secret](usage);
  const iv = bytesOf(algorithm.iv);
  if (name === 'AES-CBC') {
    if (iv.length !== 16) throw fails();
    const input = bytesOf(data);
    if (encrypt) return native.cipher('AES', 'CBC', true, bytes, iv, padded(input));
    if (!input.length || input.length % 16) throw fails();
    return unpadded(native.cipher('AES', 'CBC', false, bytes, iv, input));
  }
  if (algorithm.tagLength !== undefined && algorithm.tagLength !== 128) throw missing('AES-GCM with a short tag');
  if (bytes.length === 24) throw missing('AES-GCM with a key of 192 bits');
  if (iv.length !== 12) throw missing('AES-GCM with an iv of other than 12 bytes');
  const additional = algorithm.additionalData === undefined ? new Uint8Array() : bytesOf(algorithm.additionalData);
  const done = native.aesGcm(encrypt, bytes, iv, additional, bytesOf(data));
  if (done === undefined) throw fails();
  return done;
};

class SubtleCrypto {
  constructor(key) { if (key !== secret) throw new TypeError('Illegal constructor'); }

  async digest(algorithm, data) { return bufferOf(native.digest(nativeName(hashOf(algorithm)), bytesOf(data))); }

  async importKey(format, data, algorithm, extractable, usages) {
    const name = need(algorithm, ['HMAC', 'AES-CBC', 'AES-GCM', 'PBKDF2'], 'importKey');
    if (format !== 'raw' && format !== 'jwk') throw missing(`importKey as ${format}`);
    const bytes = format === 'raw' ? bytesOf(data) : native.encode(data.k, 'base64url');
    if (name === 'HMAC') return hmacKey(bytes, algorithm, extractable, usages);
    return plainKey(name, bytes, extractable, usages);
  }

  async exportKey(format, key) {
    if (!key.extractable) throw new DOMException('key is not extractable', 'InvalidAccessError');
    const bytes = key[secret]();
    if (format === 'raw') return bufferOf(bytes);
    if (format !== 'jwk') throw missing(`exportKey as ${format}`);
    const { name, length, hash } = key.algorithm;
    const alg = hash ? hash.name.replace('SHA-', 'HS') : `A${length}${name.slice(4)}`;
    return { kty: 'oct', k: native.decode(bytes, 'base64url'), alg, key_ops: [...key.usages], ext: true };
  }

  async generateKey(algorithm, extractable, usages) {
    const name = need(algorithm, ['HMAC', 'AES-CBC', 'AES-GCM'], 'generateKey');
    if (name !== 'HMAC') return plainKey(name, native.random(algorithm.length / 8), extractable, usages);
    const block = /-(1|256)$/.test(hashOf(algorithm.hash)) ? 512 : 1024;
    return hmacKey(native.random((algorithm.length || block) / 8), algorithm, extractable, usages);
  }

  async sign(algorithm, key, data) {
    need(algorithm, ['HMAC'], 'sign');
    return bufferOf(native.hmac(nativeName(key.algorithm.hash.name), key[secret]('sign'), bytesOf(data)));
  }

  async verify(algorithm, key, signature, data) {
    need(algorithm, ['HMAC'], 'verify');
    const made = native.hmac(nativeName(key.algorithm.hash.name), key[secret]('verify'), bytesOf(data));
    const given = bytesOf(signature);
    let differs = made.length ^ given.length;
    for (let i = 0; i < made.length; i += 1) differs |= made[i] ^ given[i];
    return differs === 0;
  }

  async encrypt(algorithm, key, data) { return bufferOf(aes(true, algorithm, key, data)); }

  async decrypt(algorithm, key, data) { return bufferOf(aes(false, algorithm, key, data)); }

  async deriveBits(algorithm, key, length) {
    need(algorithm, ['PBKDF2'], 'deriveBits');
    const hash = hashOf(algorithm.hash).replace('-', '');
    const salt = bytesOf(algorithm.salt);
    return bufferOf(native.pbkdf2(hash, key[secret]('deriveBits'), salt, algorithm.iterations, length / 8));
  }

  async deriveKey(algorithm, key, wanted, extractable, usages) {
    need(algorithm, ['PBKDF2'], 'deriveKey');
    const name = need(wanted, ['HMAC', 'AES-CBC', 'AES-GCM'], 'deriveKey');
    const length = name === 'HMAC' ? wanted.length || 512 : wanted.length;
    const hash = hashOf(algorithm.hash).replace('-', '');
    const bytes = native.pbkdf2(hash, key[secret]('deriveKey'), bytesOf(algorithm.salt), algorithm.iterations, length / 8);
    return name === 'HMAC' ? hmacKey(bytes, wanted, extractable, usages) : plainKey(name, bytes, extractable, usages);
  }
}

for (const name of ['wrapKey', 'unwrapKey']) {
  const method = { async [name]() { throw missing(name); } }[name];
  Object.defineProperty(SubtleCrypto.prototype, name, { value: method, writable: true, configurable: true });
}

class Crypto {
  #subtle = new SubtleCrypto(secret);
  constructor(key) { if (key !== secret) throw new TypeError('Illegal constructor'); }
  get subtle() { return this.#subtle; }
  getRandomValues(array) {
    if (!ArrayBuffer.isView(array) || array instanceof DataView || array instanceof Float32Array || array instanceof Float64Array) {
      throw new DOMException('The data argument must be an integer-type TypedArray', 'TypeMismatchError');
    }
    if (array.byteLength > 65536) {
      throw new DOMException(`The requested length exceeds 65,536 bytes`, 'QuotaExceededError');
    }
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength).set(native.random(array.byteLength));
    return array;
  }
  randomUUID() {
    const bytes = native.random(16);
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    return native.decode(bytes, 'hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }
  get [Symbol.toStringTag]() { return 'Crypto'; }
}

return { crypto: new Crypto(secret), Crypto, CryptoKey, SubtleCrypto };
