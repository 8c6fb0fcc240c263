// The globals of Web Crypto.
const unimplemented = ['AES-KW', 'ED25519', 'ED448', 'X25519', 'X448'];
const unfit = {
  sign: 'Unable to use this key to sign',
  verify: 'Unable to use this key to verify',
  deriveBits: 'baseKey does not have deriveBits usage',
  deriveKey: 'baseKey does not have deriveKey usage',
};
// The algorithm of a name, in any case, and its name as it is written.
const algorithmOf = (given, operation) => {
  const wanted = nameOf(given).toUpperCase();
  const name = Object.keys(algorithms).find((known) => known.toUpperCase() === wanted);
  if (unimplemented.includes(wanted)) throw missing(`${operation} with ${nameOf(given)}`);
  if (!name || !algorithms[name][operation]) throw refused('Unrecognized algorithm name', 'NotSupportedError');
  return [algorithms[name], name];
};
// The algorithm for an operation with a key that is made for it.
const fitting = (algorithm, key, operation, usage = operation) => {
  if (!(key instanceof CryptoKey)) throw new TypeError('The "key" argument must be an instance of CryptoKey.');
  const [found, name] = algorithmOf(algorithm, operation);
  const [matches, usable] = [key.algorithm.name === name, key.usages.includes(usage)];
  if (matches && usable) return found;
  if (usable && usage.startsWith('derive')) throw refused('Key algorithm mismatch', 'InvalidAccessError');
  throw refused(unfit[usage] || 'The requested operation is not valid for the provided key', 'InvalidAccessError');
};
const exported = (format, key) => {
  if (!(key instanceof CryptoKey)) throw new TypeError('The "key" argument must be an instance of CryptoKey.');
  if (!key.extractable) throw refused('key is not extractable', 'InvalidAccessError');
  return algorithmOf(key.algorithm, 'exportKey')[0].exportKey(format, key);
};
const imported = (format, data, algorithm, extractable, usages) =>
  checkUsages(
    algorithmOf(algorithm, 'importKey')[0].importKey(format, data, Object(algorithm), extractable, [...usages]),
    `importing a ${format === 'raw' || Object(data).kty === 'oct' ? 'secret' : 'private'}`,
  );

class SubtleCrypto {
  constructor(guard) {
    if (guard !== secret) throw Object.assign(new TypeError('Illegal constructor'), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });
  }

  async digest(algorithm, data) { return bufferOf(hashed(hashOf(algorithm), bytesOf(data))); }

  async importKey(format, data, algorithm, extractable, usages) {
    return imported(format, data, algorithm, extractable, usages);
  }

  async exportKey(format, key) { return exported(format, key); }

  async generateKey(algorithm, extractable, usages) {
    const made = algorithmOf(algorithm, 'generateKey')[0].generateKey(algorithm, extractable, [...usages]);
    checkUsages(made.privateKey || made, 'creating a');
    return made;
  }

  async sign(algorithm, key, data) {
    return bufferOf(fitting(algorithm, key, 'sign').sign(Object(algorithm), key, bytesOf(data)));
  }

  async verify(algorithm, key, signature, data) {
    return fitting(algorithm, key, 'verify').verify(Object(algorithm), key, bytesOf(signature), bytesOf(data));
  }

  async encrypt(algorithm, key, data) {
    return bufferOf(fitting(algorithm, key, 'encrypt').encrypt(algorithm, key, bytesOf(data)));
  }

  async decrypt(algorithm, key, data) {
    return bufferOf(fitting(algorithm, key, 'decrypt').decrypt(algorithm, key, bytesOf(data)));
  }

  async deriveBits(algorithm, key, length) {
    return bufferOf(fitting(algorithm, key, 'deriveBits').deriveBits(algorithm, key, length));
  }

  async deriveKey(algorithm, key, wanted, extractable, usages) {
    const length = algorithmOf(wanted, 'derivedLength')[0].derivedLength(Object(wanted));
    const bytes = fitting(algorithm, key, 'deriveBits', 'deriveKey').deriveBits(algorithm, key, length);
    return imported('raw', bytes, wanted, extractable, usages);
  }

  async wrapKey(format, key, wrapping, algorithm) {
    const wrap = fitting(algorithm, wrapping, 'encrypt', 'wrapKey');
    const data = exported(format, key);
    const bytes = format === 'jwk' ? native.encode(JSON.stringify(data), 'utf8') : bytesOf(data);
    return bufferOf(wrap.encrypt(algorithm, wrapping, bytes));
  }

  async unwrapKey(format, wrapped, unwrapping, algorithm, keyAlgorithm, extractable, usages) {
    const unwrap = fitting(algorithm, unwrapping, 'decrypt', 'unwrapKey');
    const bytes = unwrap.decrypt(algorithm, unwrapping, bytesOf(wrapped));
    const data = format === 'jwk' ? JSON.parse(native.decode(bytes, 'utf8')) : bytes;
    return imported(format, data, keyAlgorithm, extractable, usages);
  }

  get [Symbol.toStringTag]() { return 'SubtleCrypto'; }
}

class Crypto {
  #subtle = new SubtleCrypto(secret);
  constructor(guard) {
    if (guard !== secret) throw Object.assign(new TypeError('Illegal constructor'), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });
  }
  get subtle() { return this.#subtle; }
  getRandomValues(array) {
    if (!ArrayBuffer.isView(array) || array instanceof DataView || array instanceof Float32Array || array instanceof Float64Array) {
      throw refused('The data argument must be an integer-type TypedArray', 'TypeMismatchError');
    }
    if (array.byteLength > 65536) {
      throw refused(`The requested length exceeds 65,536 bytes`, 'QuotaExceededError');
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
