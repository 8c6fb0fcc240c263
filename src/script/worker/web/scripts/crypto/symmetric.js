// Algorithms with secret keys: HMAC, AES, and those that derive keys.
const algorithms = {};

const jwkBytes = (data, extractable) => fromUrl64(jwkOf(data, 'oct', extractable).k);
const secretBytes = (format, data, extractable, name) => {
  if (format === 'raw') return bytesOf(data);
  if (format === 'jwk') return jwkBytes(data, extractable);
  throw refused(`Unable to import ${name} key with format ${format}`, 'NotSupportedError');
};
const exportSecret = (format, key, alg) => {
  const bytes = key[secret];
  if (format === 'raw') return bufferOf(bytes);
  if (format !== 'jwk') throw refused(`Unable to export a raw ${key.algorithm.name} key with format ${format}`, 'NotSupportedError');
  return jwkWith(key, { kty: 'oct', k: toUrl64(bytes), alg });
};

const hmacKey = (bytes, algorithm, extractable, usages) => {
  if (bytes.length === 0) throw wrongData('Zero-length key is not supported');
  const details = { name: 'HMAC', hash: { name: hashOf(algorithm.hash) }, length: bytes.length * 8 };
  return keyOf('secret', details, bytes, extractable, usages, ['sign', 'verify']);
};
const hmacLength = (algorithm) => {
  const { length = blockOf(hashOf(algorithm.hash)) * 8 } = algorithm;
  if (length === 0) throw fails('Zero-length key is not supported');
  return length;
};
algorithms.HMAC = {
  importKey: (format, data, algorithm, extractable, usages) =>
    hmacKey(secretBytes(format, data, extractable, 'HMAC'), algorithm, extractable, usages),
  exportKey: (format, key) => exportSecret(format, key, key.algorithm.hash.name.replace('SHA-', 'HS')),
  generateKey: (algorithm, extractable, usages) =>
    hmacKey(native.random(Math.ceil(hmacLength(algorithm) / 8)), algorithm, extractable, usages),
  derivedLength: hmacLength,
  sign: (algorithm, key, data) => native.hmac(nativeName(key.algorithm.hash.name), key[secret], data),
  verify: (algorithm, key, signature, data) => {
    const made = native.hmac(nativeName(key.algorithm.hash.name), key[secret], data);
    let differs = made.length ^ signature.length;
    for (let at = 0; at < made.length; at += 1) differs |= made[at] ^ signature[at];
    return differs === 0;
  },
};

const aesUsages = ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'];
const aesLength = ({ length }) => {
  if (![128, 192, 256].includes(length)) throw fails('AES key length must be 128, 192, or 256 bits');
  return length;
};
for (const name of ['AES-CBC', 'AES-CTR', 'AES-GCM']) {
  const make = (bytes, extractable, usages) => {
    if (![16, 24, 32].includes(bytes.length)) throw wrongData('Invalid key length');
    return keyOf('secret', { name, length: bytes.length * 8 }, bytes, extractable, usages, aesUsages);
  };
  algorithms[name] = {
    importKey: (format, data, algorithm, extractable, usages) =>
      make(secretBytes(format, data, extractable, name), extractable, usages),
    exportKey: (format, key) => exportSecret(format, key, `A${key.algorithm.length}${name.slice(4)}`),
    generateKey: (algorithm, extractable, usages) =>
      make(native.random(aesLength(algorithm) / 8), extractable, usages),
    derivedLength: aesLength,
    encrypt: (algorithm, key, data) => cipher(true, algorithm, key, data),
    decrypt: (algorithm, key, data) => cipher(false, algorithm, key, data),
  };
}

// Derived bits, of which there is no end.
const wholeBytes = (length) => {
  if (length === null || length === undefined) throw fails('length cannot be null');
  if (length % 8 !== 0) throw fails('length must be a multiple of 8');
  return length / 8;
};
const hkdf = ({ hash, salt, info }, key, size) => {
  const name = hashOf(hash);
  const code = (secretKey, data) => native.hmac(nativeName(name), secretKey, data);
  if (size > 255 * sizeOf(name)) throw fails();
  const given = bytesOf(salt);
  const root = code(given.length ? given : new Uint8Array(sizeOf(name)), key);
  const about = bytesOf(info);
  const made = new Uint8Array(Math.ceil(size / sizeOf(name)) * sizeOf(name));
  let last = new Uint8Array();
  for (let block = 0; block * sizeOf(name) < size; block += 1) {
    last = code(root, Uint8Array.from([...last, ...about, block + 1]));
    made.set(last, block * sizeOf(name));
  }
  return made.slice(0, size);
};
const pbkdf2 = ({ hash, salt, iterations }, key, size) => {
  if (!(iterations > 0)) throw fails('iterations cannot be zero');
  return native.pbkdf2(hashOf(hash).replace('-', ''), key, bytesOf(salt), iterations, size);
};
for (const [name, derive] of [['HKDF', hkdf], ['PBKDF2', pbkdf2]]) {
  algorithms[name] = {
    importKey: (format, data, algorithm, extractable, usages) => {
      if (format !== 'raw') throw refused(`Unable to import ${name} key with format ${format}`, 'NotSupportedError');
      if (extractable) throw refused(`${name} keys are not extractable`, 'SyntaxError');
      return keyOf('secret', { name }, bytesOf(data), false, usages, ['deriveKey', 'deriveBits']);
    },
    derivedLength: () => null,
    deriveBits: (algorithm, key, length) => derive(algorithm, key[secret], wholeBytes(length)),
  };
}
