// Web Crypto: random values, digests and HMAC. Everything else says by name that it is missing.
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
const needHmac = (algorithm, what) => {
  const name = String(typeof algorithm === 'object' && algorithm !== null ? algorithm.name : algorithm).toUpperCase();
  if (name !== 'HMAC') throw missing(`${what} with ${name}`);
};

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

class SubtleCrypto {
  constructor(key) { if (key !== secret) throw new TypeError('Illegal constructor'); }

  async digest(algorithm, data) { return bufferOf(native.digest(nativeName(hashOf(algorithm)), bytesOf(data))); }

  async importKey(format, data, algorithm, extractable, usages) {
    needHmac(algorithm, 'importKey');
    if (format === 'raw') return hmacKey(bytesOf(data), algorithm, extractable, usages);
    if (format === 'jwk') return hmacKey(native.encode(data.k, 'base64url'), algorithm, extractable, usages);
    throw missing(`importKey as ${format}`);
  }

  async exportKey(format, key) {
    if (!key.extractable) throw new DOMException('key is not extractable', 'InvalidAccessError');
    const bytes = key[secret]();
    if (format === 'raw') return bufferOf(bytes);
    if (format !== 'jwk') throw missing(`exportKey as ${format}`);
    const alg = key.algorithm.hash.name.replace('SHA-', 'HS');
    return { kty: 'oct', k: native.decode(bytes, 'base64url'), alg, key_ops: [...key.usages], ext: true };
  }

  async generateKey(algorithm, extractable, usages) {
    needHmac(algorithm, 'generateKey');
    const block = /-(1|256)$/.test(hashOf(algorithm.hash)) ? 512 : 1024;
    return hmacKey(native.random((algorithm.length || block) / 8), algorithm, extractable, usages);
  }

  async sign(algorithm, key, data) {
    needHmac(algorithm, 'sign');
    return bufferOf(native.hmac(nativeName(key.algorithm.hash.name), key[secret]('sign'), bytesOf(data)));
  }

  async verify(algorithm, key, signature, data) {
    needHmac(algorithm, 'verify');
    const made = native.hmac(nativeName(key.algorithm.hash.name), key[secret]('verify'), bytesOf(data));
    const given = bytesOf(signature);
    let differs = made.length ^ given.length;
    for (let i = 0; i < made.length; i += 1) differs |= made[i] ^ given[i];
    return differs === 0;
  }
}

for (const name of ['encrypt', 'decrypt', 'deriveBits', 'deriveKey', 'wrapKey', 'unwrapKey']) {
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
