// Web Crypto: keys, and what all algorithms need.
const secret = Symbol('crypto');
const bytesOf = (data) => {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  if (ArrayBuffer.isView(data)) return new Uint8Array(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  throw new TypeError('The provided value is not of type (ArrayBuffer or ArrayBufferView)');
};
const bufferOf = (bytes) => new Uint8Array(bytes).buffer;
const refused = (message, name) => new DOMException(message, name);
const missing = (what) => refused(`crypto.subtle: ${what} is not implemented`, 'NotSupportedError');
const fails = (message = 'The operation failed for an operation-specific reason') => refused(message, 'OperationError');
const wrongData = (message = 'Invalid keyData') => refused(message, 'DataError');
// What a native function could not do is undefined.
const orElse = (value, error) => {
  if (value === undefined) throw error;
  return value;
};

const nameOf = (algorithm) => String(typeof algorithm === 'object' && algorithm !== null ? algorithm.name : algorithm);
const hashOf = (algorithm) => {
  const name = nameOf(algorithm).toUpperCase();
  if (!/^SHA-(1|256|384|512)$/.test(name)) throw refused('Unrecognized algorithm name', 'NotSupportedError');
  return name;
};
const nativeName = (hash) => hash.toLowerCase().replace('-', '');
const hashed = (hash, bytes) => native.digest(nativeName(hash), bytes);
const sizeOf = (hash) => ({ 'SHA-1': 20, 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 })[hash];
const blockOf = (hash) => (sizeOf(hash) > 32 ? 128 : 64);

class CryptoKey {
  #material;
  constructor(guard, type, algorithm, material, extractable, usages) {
    if (guard !== secret) throw Object.assign(new TypeError('Illegal constructor'), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });
    this.#material = material;
    Object.assign(this, { type, extractable: Boolean(extractable), algorithm, usages: [...new Set(usages)] });
  }
  get [secret]() { return this.#material; }
  get [Symbol.toStringTag]() { return 'CryptoKey'; }
}

// Makes a key; `allowed` are the usages that keys of its type can have.
const keyOf = (type, algorithm, material, extractable, usages, allowed) => {
  if (usages.some((usage) => !allowed.includes(usage))) {
    throw refused(`Unsupported key usage for ${/^[AEHO]/.test(algorithm.name) ? 'an' : 'a'} ${algorithm.name} key`, 'SyntaxError');
  }
  return new CryptoKey(secret, type, algorithm, material, extractable, usages);
};
const checkUsages = (key, doing) => {
  if (key.type !== 'public' && key.usages.length === 0) {
    throw refused(`Usages cannot be empty when ${doing} key.`, 'SyntaxError');
  }
  return key;
};
const pairOf = (publicKey, privateKey) => ({ publicKey, privateKey });
const only = (usages, allowed) => usages.filter((usage) => allowed.includes(usage));

const fromUrl64 = (text) => {
  if (typeof text !== 'string') throw wrongData('Invalid JWK');
  return native.encode(text, 'base64url');
};
const toUrl64 = (bytes) => native.decode(bytes, 'base64url');
// Checks what all JSON Web Keys have.
const jwkOf = (data, kind, extractable) => {
  if (data === null || typeof data !== 'object') throw wrongData();
  if (data.kty !== kind) throw wrongData('Invalid JWK "kty" Parameter');
  if (data.ext === false && extractable) throw wrongData('JWK "ext" Parameter and extractable mismatch');
  return data;
};
const jwkWith = (key, members) => ({ key_ops: [...key.usages], ext: key.extractable, ...members });
