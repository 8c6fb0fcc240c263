// Algorithms with pairs of keys: RSA and elliptic curves. Material of RSA keys is their DER; of those
// on curves the point, and for private ones the scalar before it.
const privateWords = ['sign', 'decrypt', 'unwrapKey', 'deriveKey', 'deriveBits'];
const usagesOf = (all, type) => all.filter((usage) => privateWords.includes(usage) === (type === 'private'));

const rsaKey = (name, all, der, type, algorithm, extractable, usages) => {
  const parts = orElse(native.rsaParts(der, type === 'private'), wrongData());
  const [modulus, publicExponent] = parts;
  const modulusLength = modulus.length * 8 - Math.clz32(modulus[0]) + 24;
  const details = { name, modulusLength, publicExponent, hash: { name: hashOf(algorithm.hash) } };
  return keyOf(type, details, der, extractable, usages, usagesOf(all, type));
};
const rsaJwk = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'];
const rsaNames = {
  'RSASSA-PKCS1-v1_5': (hash) => `RS${hash.slice(4)}`,
  'RSA-PSS': (hash) => `PS${hash.slice(4)}`,
  'RSA-OAEP': (hash) => (hash === 'SHA-1' ? 'RSA-OAEP' : `RSA-OAEP-${hash.slice(4)}`),
};
const rsa = (name, all, operations) => ({
  importKey: (format, data, algorithm, extractable, usages) => {
    const make = (der, type) => rsaKey(name, all, der, type, algorithm, extractable, usages);
    if (format === 'spki') return make(bytesOf(data), 'public');
    if (format === 'pkcs8') return make(bytesOf(data), 'private');
    if (format !== 'jwk') throw refused(`Unable to import RSA key with format ${format}`, 'NotSupportedError');
    const jwk = jwkOf(data, 'RSA', extractable);
    const members = jwk.d === undefined ? ['n', 'e'] : ['n', 'e', 'd', 'p', 'q'];
    const der = native.rsaKey(members.map((member) => fromUrl64(jwk[member])));
    return make(orElse(der, wrongData('Invalid JWK')), jwk.d === undefined ? 'public' : 'private');
  },
  exportKey: (format, key) => {
    const der = key[secret];
    if (format === (key.type === 'public' ? 'spki' : 'pkcs8')) return bufferOf(der);
    if (format !== 'jwk') throw refused(`Unable to export a ${format} ${name} ${key.type} key`, 'InvalidAccessError');
    const parts = native.rsaParts(der, key.type === 'private').slice(0, -1);
    const members = Object.fromEntries(parts.map((part, at) => [rsaJwk[at], toUrl64(part)]));
    return jwkWith(key, { kty: 'RSA', ...members, alg: rsaNames[name](key.algorithm.hash.name) });
  },
  generateKey: (algorithm, extractable, usages) => {
    const exponent = bytesOf(algorithm.publicExponent);
    const der = orElse(native.rsaGenerate(algorithm.modulusLength, exponent), fails());
    const publicDer = native.rsaParts(der, true).at(-1);
    const make = (material, type, extracts) =>
      rsaKey(name, all, material, type, algorithm, extracts, only(usages, usagesOf(all, type)));
    keyOf('public', { name }, der, true, usages, all);
    return pairOf(make(publicDer, 'public', true), make(der, 'private', extractable));
  },
  ...operations,
});
const signing = (saltOf) => ({
  sign: (algorithm, key, data) => {
    const hash = nativeName(key.algorithm.hash.name);
    return orElse(native.rsaSign(hash, saltOf(algorithm), key[secret], data), fails());
  },
  verify: (algorithm, key, signature, data) => {
    const hash = nativeName(key.algorithm.hash.name);
    return native.rsaVerify(hash, saltOf(algorithm), key[secret], data, signature);
  },
});
const oaep = (encrypt) => (algorithm, key, data) => {
  const label = algorithm.label === undefined ? new Uint8Array() : bytesOf(algorithm.label);
  const hash = nativeName(key.algorithm.hash.name);
  return orElse(native.rsaCrypt(encrypt, hash, key[secret], data, label), fails());
};
algorithms['RSASSA-PKCS1-v1_5'] = rsa('RSASSA-PKCS1-v1_5', ['sign', 'verify'], signing(() => undefined));
algorithms['RSA-PSS'] = rsa('RSA-PSS', ['sign', 'verify'], signing(({ saltLength }) => Number(saltLength) || 0));
algorithms['RSA-OAEP'] = rsa('RSA-OAEP', ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'], {
  encrypt: oaep(true),
  decrypt: oaep(false),
});

const curveSizes = { 'P-256': 32, 'P-384': 48, 'P-521': 66 };
const curveOf = ({ namedCurve }) => {
  if (!curveSizes[namedCurve]) throw refused('Unrecognized namedCurve', 'NotSupportedError');
  return namedCurve;
};
const curveKey = (name, all, curve, bytes, type, extractable, usages) => {
  const point = orElse(native.ecPoint(curve, bytes, type === 'private'), wrongData());
  const material = type === 'private' ? { point, scalar: bytes } : { point };
  return keyOf(type, { name, namedCurve: curve }, material, extractable, usages, usagesOf(all, type));
};
// One coordinate or the scalar, with its zeros in front.
const coordinate = (text, size) => {
  const bytes = fromUrl64(text);
  if (bytes.length !== size) throw wrongData('Invalid JWK');
  return bytes;
};
const pointOfJwk = (jwk, size) => Uint8Array.from([4, ...coordinate(jwk.x, size), ...coordinate(jwk.y, size)]);
const curves = (name, all, operations) => ({
  importKey: (format, data, algorithm, extractable, usages) => {
    const curve = curveOf(algorithm);
    const size = curveSizes[curve];
    const make = (bytes, type) => curveKey(name, all, curve, bytes, type, extractable, usages);
    const read = (isPrivate) => orElse(native.ecRead(curve, bytesOf(data), isPrivate), wrongData());
    switch (format) {
      case 'raw': return make(bytesOf(data), 'public');
      case 'spki': return make(read(false), 'public');
      case 'pkcs8': return make(read(true), 'private');
      case 'jwk': {
        const jwk = jwkOf(data, 'EC', extractable);
        if (jwk.crv !== curve) throw wrongData('JWK "crv" does not match the requested algorithm');
        const point = pointOfJwk(jwk, size);
        if (jwk.d === undefined) return make(point, 'public');
        const key = make(coordinate(jwk.d, size), 'private');
        if (!key[secret].point.every((byte, at) => byte === point[at])) throw wrongData('Invalid JWK');
        return key;
      }
      default: throw refused(`Unable to import ${name} key with format ${format}`, 'NotSupportedError');
    }
  },
  exportKey: (format, key) => {
    const { point, scalar } = key[secret];
    const { namedCurve } = key.algorithm;
    if (format === 'jwk') {
      const size = curveSizes[namedCurve];
      const members = { kty: 'EC', crv: namedCurve, x: toUrl64(point.slice(1, size + 1)), y: toUrl64(point.slice(size + 1)) };
      return jwkWith(key, scalar ? { ...members, d: toUrl64(scalar) } : members);
    }
    if (format === 'raw' && !scalar) return bufferOf(point);
    if (format === (scalar ? 'pkcs8' : 'spki')) return bufferOf(native.ecWrite(namedCurve, scalar || point, Boolean(scalar)));
    throw refused(`Unable to export a ${format} ${name} ${key.type} key`, 'InvalidAccessError');
  },
  generateKey: (algorithm, extractable, usages) => {
    const curve = curveOf(algorithm);
    const scalar = native.ecGenerate(curve);
    keyOf('public', { name }, scalar, true, usages, all);
    const make = (bytes, type, extracts) =>
      curveKey(name, all, curve, bytes, type, extracts, only(usages, usagesOf(all, type)));
    return pairOf(make(native.ecPoint(curve, scalar, true), 'public', true), make(scalar, 'private', extractable));
  },
  ...operations,
});
algorithms.ECDSA = curves('ECDSA', ['sign', 'verify'], {
  sign: ({ hash }, key, data) => {
    const { scalar } = key[secret];
    return orElse(native.ecSign(key.algorithm.namedCurve, scalar, hashed(hashOf(hash), data)), fails());
  },
  verify: ({ hash }, key, signature, data) => {
    const { point } = key[secret];
    return native.ecVerify(key.algorithm.namedCurve, point, hashed(hashOf(hash), data), signature);
  },
});
algorithms.ECDH = curves('ECDH', ['deriveKey', 'deriveBits'], {
  deriveBits: (algorithm, key, length) => {
    const { scalar } = key[secret];
    const other = algorithm.public;
    if (!(other instanceof CryptoKey)) throw new TypeError('algorithm.public must be a CryptoKey');
    if (other.type !== 'public') throw refused('algorithm.public must be a public key', 'InvalidAccessError');
    if (other.algorithm.name !== 'ECDH') throw refused('Keys must be ECDH, X25519, or X448 keys', 'InvalidAccessError');
    const { namedCurve } = key.algorithm;
    if (other.algorithm.namedCurve !== namedCurve) throw refused('Named curve mismatch', 'InvalidAccessError');
    const shared = orElse(native.ecShare(namedCurve, scalar, other[secret].point), fails());
    if (length === null || length === undefined) return shared;
    if (length > shared.length * 8) throw fails('derived bit length is too small');
    const bytes = shared.slice(0, Math.ceil(length / 8));
    // Bits behind the last one that was asked for are zero.
    if (length % 8) bytes[bytes.length - 1] &= 256 - 2 ** (8 - (length % 8));
    return bytes;
  },
});
