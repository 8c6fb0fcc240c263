// CryptoJS 3: its objects in JavaScript, its algorithms in Rust.
const bytesOf = ({ words, sigBytes }) => {
  const bytes = new Uint8Array(sigBytes);
  for (let i = 0; i < sigBytes; i += 1) bytes[i] = words[i >>> 2] >>> (24 - (i % 4) * 8);
  return bytes;
};
const wordsOf = (bytes) => {
  const words = [];
  for (let i = 0; i < bytes.length; i += 1) words[i >>> 2] |= bytes[i] << (24 - (i % 4) * 8);
  return WordArray.create(words, bytes.length);
};

const Base = {
  extend(overrides) {
    const subtype = Object.create(this);
    Object.assign(subtype, overrides);
    if (!Object.prototype.hasOwnProperty.call(subtype, 'init') || this.init === subtype.init) {
      subtype.init = function (...args) { subtype.$super.init.apply(this, args); };
    }
    subtype.init.prototype = subtype;
    subtype.$super = this;
    return subtype;
  },
  create(...args) {
    const instance = this.extend();
    instance.init(...args);
    return instance;
  },
  init() {},
  mixIn(properties) { Object.assign(this, properties); },
  clone() { return this.init.prototype.extend(this); },
};

const WordArray = Base.extend({
  init(words, sigBytes) {
    this.words = words || [];
    this.sigBytes = sigBytes === undefined ? this.words.length * 4 : sigBytes;
  },
  toString(encoder) { return (encoder || Hex).stringify(this); },
  concat(other) {
    const bytes = new Uint8Array(this.sigBytes + other.sigBytes);
    bytes.set(bytesOf(this));
    bytes.set(bytesOf(other), this.sigBytes);
    const joined = wordsOf(bytes);
    this.words = joined.words;
    this.sigBytes = joined.sigBytes;
    return this;
  },
  clamp() {
    const { words, sigBytes } = this;
    words.length = Math.ceil(sigBytes / 4);
    if (sigBytes % 4) words[sigBytes >>> 2] &= 0xffffffff << (32 - (sigBytes % 4) * 8);
  },
  clone() { return WordArray.create(this.words.slice(), this.sigBytes); },
  random(count) { return wordsOf(native.random(count)); },
});

const encoder = (encoding, check) => ({
  stringify: (words) => native.decode(bytesOf(words), encoding),
  parse: (text) => wordsOf(native.encode(check ? check(text) : text, encoding)),
});
const Hex = encoder('hex');
const Latin1 = encoder('latin1');
const Base64 = encoder('base64');
const Utf8 = {
  stringify(words) {
    try {
      return decodeURIComponent(escape(Latin1.stringify(words)));
    } catch {
      throw new Error('Malformed UTF-8 data');
    }
  },
  parse: (text) => wordsOf(native.encode(text, 'utf8')),
};
const swap = (bytes) => {
  const swapped = new Uint8Array(bytes.length);
  for (let i = 0; i < bytes.length; i += 1) swapped[i] = bytes[i ^ 1];
  return swapped;
};
const Utf16LE = encoder('utf16le');
const Utf16BE = {
  stringify: (words) => native.decode(swap(bytesOf(words)), 'utf16le'),
  parse: (text) => wordsOf(swap(native.encode(text, 'utf16le'))),
};

const parsed = (data) => (typeof data === 'string' ? Utf8.parse(data) : data || WordArray.create());
const Hasher = Base.extend({
  init() { this.reset(); },
  reset() { this.data = WordArray.create(); },
  update(data) { this.data.concat(parsed(data)); return this; },
  finalize(data) {
    if (data !== undefined) this.update(data);
    return this.hash(bytesOf(this.data));
  },
  clone() {
    const copy = Object.create(Object.getPrototypeOf(this));
    return Object.assign(copy, this, { data: this.data.clone() });
  },
});

const algo = {};
const CryptoJS = {
  lib: { Base, WordArray, Hasher },
  enc: { Hex, Latin1, Utf8, Base64, Utf16: Utf16BE, Utf16BE, Utf16LE },
  algo,
};
for (const [name, blockSize] of [
  ['MD5', 16], ['SHA1', 16], ['SHA224', 16], ['SHA256', 16], ['SHA384', 32], ['SHA512', 32],
]) {
  algo[name] = Hasher.extend({
    blockSize,
    algorithm: name,
    hash: (bytes) => wordsOf(native.digest(name, bytes)),
  });
  CryptoJS[name] = (message) => wordsOf(native.digest(name, bytesOf(parsed(message))));
  CryptoJS[`Hmac${name}`] = (message, key) =>
    wordsOf(native.hmac(name, bytesOf(parsed(key)), bytesOf(parsed(message))));
}
algo.HMAC = Hasher.extend({
  init(hasher, key) {
    this.algorithm = hasher.algorithm;
    this.key = parsed(key);
    this.reset();
  },
  hash(bytes) { return wordsOf(native.hmac(this.algorithm, bytesOf(this.key), bytes)); },
});

const missing = (object, prefix, names) => names.forEach((name) => {
  Object.defineProperty(object, name, {
    configurable: true,
    get() { throw new Error(`${prefix}.${name} is not implemented`); },
  });
});
missing(CryptoJS, 'crypto-js', [
  'AES', 'DES', 'TripleDES', 'Rabbit', 'RabbitLegacy', 'RC4', 'RC4Drop', 'PBKDF2', 'EvpKDF', 'SHA3', 'RIPEMD160',
  'HmacSHA3', 'HmacRIPEMD160', 'mode', 'pad', 'format', 'kdf', 'x64',
]);
missing(algo, 'crypto-js.algo', [
  'AES', 'DES', 'TripleDES', 'Rabbit', 'RabbitLegacy', 'RC4', 'RC4Drop', 'PBKDF2', 'EvpKDF', 'SHA3', 'RIPEMD160',
]);
missing(CryptoJS.lib, 'crypto-js.lib', [
  'BufferedBlockAlgorithm', 'Cipher', 'StreamCipher', 'BlockCipher', 'BlockCipherMode', 'CipherParams',
  'SerializableCipher', 'PasswordBasedCipher',
]);
return CryptoJS;
