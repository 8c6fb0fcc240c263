// CryptoJS 3: ciphers as objects, their texts and their keys; blocks and streams are made in Rust.
const paddings = require('crypto-js/paddings');
return ({ CryptoJS, bytesOf, wordsOf, parsed }) => {
  const { Base, WordArray, BufferedBlockAlgorithm } = CryptoJS.lib;
  const pad = paddings({ bytesOf, wordsOf });
  const xor = (left, right) => left.map((byte, at) => byte ^ right[at]);
  const ENCRYPT = 1;
  const DECRYPT = 2;

  const BlockCipherMode = Base.extend({
    createEncryptor(cipher, iv) { return this.Encryptor.create(cipher, iv); },
    createDecryptor(cipher, iv) { return this.Decryptor.create(cipher, iv); },
    init: function init(cipher, iv) { this._cipher = cipher; this._iv = iv; },
  });
  const mode = {};
  const MODES = ['CBC', 'ECB', 'CFB', 'OFB', 'CTR', 'CTRGladman'];
  const STREAMS = new Set(['OFB', 'CTR', 'CTRGladman']);
  MODES.forEach((name) => {
    // One block at a time, for who drives a mode by hand.
    const side = (encrypt) => ({
      processBlock(words, offset) {
        const { blockSize } = this._cipher;
        const bytes = bytesOf(WordArray.create(words.slice(offset, offset + blockSize), blockSize * 4));
        const iv = this._iv ? bytesOf(WordArray.create(this._iv.slice(0, blockSize), blockSize * 4)) : new Uint8Array(0);
        const made = this._cipher._run(name, encrypt, iv, bytes);
        wordsOf(made).words.forEach((word, at) => { words[offset + at] = word; });
        if (name !== 'ECB') this._iv = wordsOf(nextVector(name, encrypt, iv, bytes, made)).words;
      },
    });
    mode[name] = BlockCipherMode.extend();
    mode[name]._name = name;
    mode[name].Encryptor = mode[name].extend(side(true));
    mode[name].Decryptor = mode[name].extend(side(false));
  });
  const counted = (name, iv, blocks) => {
    const next = iv.slice();
    for (let n = 0; n < blocks; n += 1) {
      if (name === 'CTR') { for (let at = next.length - 1; at >= next.length - 4; at -= 1) { next[at] += 1; if (next[at]) break; } } else {
        for (let word = 0; word < 2; word += 1) {
          let carry = true;
          for (let at = word * 4; at < word * 4 + 4 && carry; at += 1) { next[at] += 1; carry = next[at] === 0; }
          if (!carry) break;
        }
      }
    }
    return next;
  };
  // What the vector is after some whole blocks.
  const nextVector = (name, encrypt, iv, before, after) => {
    const size = iv.length;
    const last = (bytes) => bytes.slice(bytes.length - size);
    if (!before.length || name === 'ECB') return iv;
    if (name === 'OFB') return xor(last(before), last(after));
    if (name === 'CTR' || name === 'CTRGladman') return counted(name, iv, Math.ceil(before.length / size));
    return last(encrypt ? after : before);
  };

  const Cipher = BufferedBlockAlgorithm.extend({
    cfg: Base.extend(),
    createEncryptor(key, cfg) { return this.create(ENCRYPT, key, cfg); },
    createDecryptor(key, cfg) { return this.create(DECRYPT, key, cfg); },
    init: function init(xform, key, cfg) {
      this.cfg = this.cfg.extend(cfg);
      this._xformMode = xform;
      this._key = key;
      this.reset();
    },
    reset() { BufferedBlockAlgorithm.reset.call(this); this._doReset(); },
    process(data) { this._append(data); return this._take(false); },
    finalize(data) { if (data) this._append(data); return this._take(true); },
    keySize: 4, ivSize: 4, _ENC_XFORM_MODE: ENCRYPT, _DEC_XFORM_MODE: DECRYPT,
  });
  const StreamCipher = Cipher.extend({
    blockSize: 1,
    _doReset() { this._used = 0; },
    _take(last) {
      const bytes = bytesOf(this._data);
      const whole = last ? bytes.length : bytes.length - (bytes.length % (this.blockSize * 4));
      const iv = this.cfg.iv ? bytesOf(this.cfg.iv) : new Uint8Array(0);
      const stream = native.keystream(this._name, bytesOf(this._key), iv, this.cfg.drop === undefined ? 0 : this.cfg.drop, this._used + whole);
      const made = xor(bytes.slice(0, whole), stream.slice(this._used));
      this._used += whole;
      this._data = wordsOf(bytes.slice(whole));
      return wordsOf(made);
    },
  });
  const BlockCipher = Cipher.extend({
    cfg: Cipher.cfg.extend({ mode: mode.CBC, padding: pad.Pkcs7 }),
    blockSize: 4,
    _doReset() {
      const { iv, mode: chosen } = this.cfg;
      this._vector = iv ? bytesOf(iv).slice(0, this.blockSize * 4) : new Uint8Array(0);
      this._own = chosen._name ? undefined : chosen[this._xformMode === ENCRYPT ? 'createEncryptor' : 'createDecryptor'](this, iv && iv.words);
    },
    _keyBytes() { return bytesOf(this._key); },
    _run(name, encrypt, iv, bytes) { return native.cipher(this._name, name, encrypt, this._keyBytes(), iv, bytes); },
    _block(words, offset, encrypt) {
      const bytes = bytesOf(WordArray.create(words.slice(offset, offset + this.blockSize), this.blockSize * 4));
      wordsOf(this._run('ECB', encrypt, new Uint8Array(0), bytes)).words.forEach((word, at) => { words[offset + at] = word; });
    },
    encryptBlock(words, offset) { this._block(words, offset, true); },
    decryptBlock(words, offset) { this._block(words, offset, false); },
    _transform(bytes) {
      const name = this.cfg.mode._name;
      if (this._own) {
        const data = wordsOf(bytes);
        for (let at = 0; at < data.words.length; at += this.blockSize) this._own.processBlock(data.words, at);
        return bytesOf(data);
      }
      if (name !== 'ECB' && !this.cfg.iv) throw new TypeError("Cannot read properties of undefined (reading '0')");
      const encrypt = this._xformMode === ENCRYPT;
      const made = this._run(name, encrypt, this._vector, bytes);
      this._vector = nextVector(name, encrypt, this._vector, bytes, made);
      return made;
    },
    _take(last) {
      const encrypts = this._xformMode === ENCRYPT;
      if (last && encrypts) this.cfg.padding.pad(this._data, this.blockSize);
      const bytes = bytesOf(this._data);
      const size = this.blockSize * 4;
      const held = last ? 0 : (bytes.length % size) + (!encrypts && bytes.length && bytes.length % size === 0 ? size : 0);
      const short = last && !STREAMS.has(this.cfg.mode._name) && this.cfg.mode._name !== 'CFB' ? (size - (bytes.length % size)) % size : 0;
      // A piece that is no whole block is filled up with zeros, as CryptoJS does.
      const taken = new Uint8Array(bytes.length - held + short);
      taken.set(bytes.slice(0, bytes.length - held));
      this._data = wordsOf(bytes.slice(bytes.length - held));
      const made = wordsOf(this._transform(taken).slice(0, bytes.length - held));
      if (last && !encrypts) this.cfg.padding.unpad(made);
      return made;
    },
  });

  const SALTED = [0x53, 0x61, 0x6c, 0x74, 0x65, 0x64, 0x5f, 0x5f];
  const CipherParams = Base.extend({
    init: function init(params) { this.mixIn(params); },
    toString(formatter) { return (formatter || this.formatter).stringify(this); },
  });
  const OpenSSL = {
    stringify({ ciphertext, salt }) {
      const words = salt ? wordsOf(Uint8Array.from([...SALTED, ...bytesOf(salt), ...bytesOf(ciphertext)])) : ciphertext;
      return words.toString(CryptoJS.enc.Base64);
    },
    parse(text) {
      const bytes = bytesOf(CryptoJS.enc.Base64.parse(text));
      const salted = SALTED.every((byte, at) => bytes[at] === byte);
      return CipherParams.create({ ciphertext: wordsOf(salted ? bytes.slice(16) : bytes), salt: salted ? wordsOf(bytes.slice(8, 16)) : undefined });
    },
  };
  const Hex = { stringify: ({ ciphertext }) => ciphertext.toString(CryptoJS.enc.Hex), parse: (text) => CipherParams.create({ ciphertext: CryptoJS.enc.Hex.parse(text) }) };
  const kdf = {
    OpenSSL: {
      execute(password, keySize, ivSize, salt) {
        const used = salt || WordArray.random(8);
        const bytes = bytesOf(CryptoJS.EvpKDF(password, used, { keySize: keySize + ivSize }));
        return CipherParams.create({ key: wordsOf(bytes.slice(0, keySize * 4)), iv: wordsOf(bytes.slice(keySize * 4)), salt: used });
      },
    },
  };
  const SerializableCipher = Base.extend({
    cfg: Base.extend({ format: OpenSSL }),
    encrypt(cipher, message, key, given) {
      const cfg = this.cfg.extend(given);
      const encryptor = cipher.createEncryptor(key, cfg);
      const ciphertext = encryptor.finalize(message);
      const { iv, mode: chosen, padding } = encryptor.cfg;
      return CipherParams.create({ ciphertext, key, iv, algorithm: cipher, mode: chosen, padding, blockSize: cipher.blockSize, formatter: cfg.format });
    },
    decrypt(cipher, ciphertext, key, given) {
      const cfg = this.cfg.extend(given);
      return cipher.createDecryptor(key, cfg).finalize(this._parse(ciphertext, cfg.format).ciphertext);
    },
    _parse(ciphertext, format) { return typeof ciphertext === 'string' ? format.parse(ciphertext, this) : ciphertext; },
  });
  const PasswordBasedCipher = SerializableCipher.extend({
    cfg: SerializableCipher.cfg.extend({ kdf: kdf.OpenSSL }),
    encrypt(cipher, message, password, given) {
      const cfg = this.cfg.extend(given);
      const derived = cfg.kdf.execute(password, cipher.keySize, cipher.ivSize);
      cfg.iv = derived.iv;
      const params = SerializableCipher.encrypt.call(this, cipher, message, derived.key, cfg);
      params.mixIn(derived);
      return params;
    },
    decrypt(cipher, ciphertext, password, given) {
      const cfg = this.cfg.extend(given);
      const params = this._parse(ciphertext, cfg.format);
      const derived = cfg.kdf.execute(password, cipher.keySize, cipher.ivSize, params.salt);
      cfg.iv = derived.iv;
      return SerializableCipher.decrypt.call(this, cipher, params, derived.key, cfg);
    },
  });
  const by = (key) => (typeof key === 'string' ? PasswordBasedCipher : SerializableCipher);
  Cipher._createHelper = (cipher) => ({
    encrypt: (message, key, cfg) => by(key).encrypt(cipher, parsed(message), key, cfg),
    decrypt: (ciphertext, key, cfg) => by(key).decrypt(cipher, ciphertext, key, cfg),
  });
  StreamCipher._createHelper = Cipher._createHelper;
  BlockCipher._createHelper = Cipher._createHelper;
  const add = (name, base, own) => {
    CryptoJS.algo[name] = base.extend({ _name: name, ...own });
    CryptoJS[name] = Cipher._createHelper(CryptoJS.algo[name]);
  };
  // Keys that are too short for DES have zeros at their end.
  const filled = (size) => function keyBytes() { const bytes = new Uint8Array(size); bytes.set(bytesOf(this._key).slice(0, size)); return bytes; };
  add('AES', BlockCipher, { keySize: 8 });
  add('DES', BlockCipher, { keySize: 2, ivSize: 2, blockSize: 2, _keyBytes: filled(8) });
  add('TripleDES', BlockCipher, { keySize: 6, ivSize: 2, blockSize: 2, _keyBytes: filled(24) });
  add('RC4', StreamCipher, { keySize: 8, ivSize: 0 });
  add('RC4Drop', CryptoJS.algo.RC4, { cfg: CryptoJS.algo.RC4.cfg.extend({ drop: 192 }) });
  add('Rabbit', StreamCipher, {
    blockSize: 4, ivSize: 2,
    // Turns the bytes of the key's own words, as CryptoJS does: a key object serves once.
    _doReset() {
      StreamCipher._doReset.call(this);
      const { words } = this._key;
      for (let at = 0; at < 4; at += 1) words[at] = ((words[at] & 0xff) << 24) | ((words[at] & 0xff00) << 8) | ((words[at] >>> 8) & 0xff00) | (words[at] >>> 24);
    },
  });
  add('RabbitLegacy', StreamCipher, { blockSize: 4, ivSize: 2 });
  Object.assign(CryptoJS, { mode, pad, kdf, format: { OpenSSL, Hex } });
  Object.assign(CryptoJS.lib, { Cipher, StreamCipher, BlockCipherMode, BlockCipher, CipherParams, SerializableCipher, PasswordBasedCipher });
};
