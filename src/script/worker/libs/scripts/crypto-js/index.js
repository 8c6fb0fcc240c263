// CryptoJS 3: its objects in JavaScript, its algorithms in Rust.
const bytesOf = (words) => native.bytesOf(words);
const wordsOf = (bytes) => native.wordsOf(bytes, WordArray);

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
  init: function init(words, sigBytes) {
    if (words instanceof ArrayBuffer || ArrayBuffer.isView(words)) {
      const bytes = words instanceof ArrayBuffer ? new Uint8Array(words) : new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
      Object.assign(this, { words: wordsOf(bytes).words, sigBytes: bytes.length });
      return;
    }
    this.words = words || [];
    this.sigBytes = sigBytes === undefined ? this.words.length * 4 : sigBytes;
  },
  toString: native.shown,
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
    words['length'] = Math.ceil(sigBytes / 4);
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
const BufferedBlockAlgorithm = Base.extend({
  reset() { this._data = WordArray.create(); this._nDataBytes = 0; },
  _append(data) {
    const words = parsed(data);
    this._data.concat(words);
    this._nDataBytes += words.sigBytes;
  },
  clone() {
    const copy = Base.clone.call(this);
    copy._data = this._data.clone();
    return copy;
  },
  _minBufferSize: 0,
});
const Hasher = BufferedBlockAlgorithm.extend({
  cfg: Base.extend(),
  blockSize: 16,
  init: function init(cfg) { this.cfg = this.cfg.extend(cfg); this.reset(); },
  update(data) { this._append(data); return this; },
  finalize(data) {
    if (data !== undefined) this._append(data);
    return this.hash(bytesOf(this._data));
  },
  _createHelper: (hasher) => (message, cfg) => hasher.create(cfg).finalize(message),
  _createHmacHelper: (hasher) => (message, key) => algo.HMAC.create(hasher, key).finalize(message),
});

const algo = {};
const CryptoJS = {
  lib: { Base, WordArray, BufferedBlockAlgorithm, Hasher },
  enc: { Hex, Latin1, Utf8, Base64, Utf16: Utf16BE, Utf16BE, Utf16LE },
  algo,
};
for (const [name, blockSize] of [
  ['MD5', 16], ['SHA1', 16], ['SHA224', 16], ['SHA256', 16], ['SHA384', 32], ['SHA512', 32], ['RIPEMD160', 16],
]) {
  algo[name] = Hasher.extend({
    blockSize,
    algorithm: name,
    hash: (bytes) => wordsOf(native.digest(name, bytes)),
  });
  CryptoJS[name] = native.hasher(name, WordArray);
  CryptoJS[`Hmac${name}`] = native.authenticator(name, WordArray);
}
algo.HMAC = Base.extend({
  init: function init(hasher, key) {
    this.algorithm = hasher.algorithm;
    this.key = parsed(key);
    this.reset();
  },
  reset() { this._data = WordArray.create(); },
  update(data) { this._data.concat(parsed(data)); return this; },
  finalize(data) {
    if (data !== undefined) this.update(data);
    return wordsOf(native.hmac(this.algorithm, bytesOf(this.key), bytesOf(this._data)));
  },
});
const shared = { CryptoJS, bytesOf, wordsOf, parsed };
require('crypto-js/keys')(shared);
require('crypto-js/ciphers')(shared);
return CryptoJS;
