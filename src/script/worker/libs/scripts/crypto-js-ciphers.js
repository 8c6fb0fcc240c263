// CryptoJS 3: ciphers, their keys and their texts. The exports are functions of the module's base.
return ({ CryptoJS, bytesOf, wordsOf, parsed }) => {
  const { Base, WordArray } = CryptoJS.lib;
  const join = (...lists) => {
    const out = new Uint8Array(lists.reduce((size, list) => size + list.length, 0));
    let at = 0;
    lists.forEach((list) => { out.set(list, at); at += list.length; });
    return out;
  };
  const SALTED = [0x53, 0x61, 0x6c, 0x74, 0x65, 0x64, 0x5f, 0x5f];
  const CipherParams = Base.extend({
    init(params) { this.mixIn(params); },
    toString(formatter) { return (formatter || this.formatter).stringify(this); },
  });
  const OpenSSL = {
    stringify({ ciphertext, salt }) {
      const bytes = bytesOf(ciphertext);
      return wordsOf(salt ? join(SALTED, bytesOf(salt), bytes) : bytes).toString(CryptoJS.enc.Base64);
    },
    parse(text) {
      const bytes = bytesOf(CryptoJS.enc.Base64.parse(text));
      const salted = SALTED.every((byte, at) => bytes[at] === byte);
      return CipherParams.create({ ciphertext: wordsOf(salted ? bytes.slice(16) : bytes), salt: salted ? wordsOf(bytes.slice(8, 16)) : undefined });
    },
  };
  const Hex = {
    stringify: ({ ciphertext }) => ciphertext.toString(CryptoJS.enc.Hex),
    parse: (text) => CipherParams.create({ ciphertext: CryptoJS.enc.Hex.parse(text) }),
  };
  const filled = (bytes, size, last) => {
    const count = size - (bytes.length % size);
    return join(bytes, Uint8Array.from({ length: count }, (_, at) => last(count, at)));
  };
  const cut = (bytes) => bytes.slice(0, Math.max(bytes.length - bytes[bytes.length - 1], 0));
  const pad = {
    Pkcs7: { add: (bytes, size) => filled(bytes, size, (count) => count), remove: cut },
    AnsiX923: { add: (bytes, size) => filled(bytes, size, (count, at) => (at === count - 1 ? count : 0)), remove: cut },
    ZeroPadding: {
      add: (bytes, size) => (bytes.length % size ? filled(bytes, size, () => 0) : bytes),
      remove: (bytes) => { let end = bytes.length; while (end && !bytes[end - 1]) end -= 1; return bytes.slice(0, end); },
    },
    Iso97971: {
      add: (bytes, size) => pad.ZeroPadding.add(join(bytes, [0x80]), size),
      remove: (bytes) => { const plain = pad.ZeroPadding.remove(bytes); return plain.slice(0, -1); },
    },
    Iso10126: { add: (bytes, size) => filled(bytes, size, (count, at) => (at === count - 1 ? count : native.random(1)[0])), remove: cut },
    NoPadding: { add: (bytes) => bytes, remove: (bytes) => bytes },
  };
  const mode = {};
  ['CBC', 'ECB', 'CFB', 'OFB', 'CTR'].forEach((name) => { mode[name] = { name }; });
  const EvpKDF = (password, salt, options = {}) => {
    const wanted = (options.keySize || 4) * 4;
    const digest = (bytes) => native.digest((options.hasher && options.hasher.algorithm) || 'MD5', bytes);
    let block = new Uint8Array(0);
    let key = new Uint8Array(0);
    while (key.length < wanted) {
      block = digest(join(block, bytesOf(parsed(password)), bytesOf(parsed(salt))));
      for (let i = 1; i < (options.iterations || 1); i += 1) block = digest(block);
      key = join(key, block);
    }
    return wordsOf(key.slice(0, wanted));
  };
  const PBKDF2 = (password, salt, options = {}) => {
    const hash = (options.hasher && options.hasher.algorithm) || 'SHA1';
    return wordsOf(native.pbkdf2(hash, bytesOf(parsed(password)), bytesOf(parsed(salt)), options.iterations || 1, (options.keySize || 4) * 4));
  };
  const kdf = {
    OpenSSL: {
      execute(password, keySize, ivSize, salt) {
        const used = salt || WordArray.random(8);
        const bytes = bytesOf(EvpKDF(password, used, { keySize: keySize + ivSize }));
        return CipherParams.create({ key: wordsOf(bytes.slice(0, keySize * 4)), iv: wordsOf(bytes.slice(keySize * 4)), salt: used });
      },
    },
  };
  const algorithm = (name, blockSize, keySize) => {
    const used = (options) => ({ mode: mode.CBC, padding: pad.Pkcs7, format: OpenSSL, kdf: kdf.OpenSSL, ...options });
    const run = (encrypt, data, key, options) => {
      const iv = options.iv ? bytesOf(options.iv) : new Uint8Array(0);
      if (options.mode.name !== 'ECB' && !options.iv) throw new TypeError("Cannot read properties of undefined (reading 'words')");
      return native.cipher(name, options.mode.name, encrypt, bytesOf(key), iv, data);
    };
    const own = {
      blockSize: blockSize / 4, ivSize: blockSize / 4, keySize,
    };
    const derived = (key, options, salt) => {
      if (typeof key !== 'string') return { key, options };
      const made = options.kdf.execute(key, keySize, own.ivSize, salt);
      return { key: made.key, salt: made.salt, options: { ...options, iv: made.iv } };
    };
    CryptoJS.algo[name] = own;
    CryptoJS[name] = {
      encrypt(message, given, options) {
        const { key, salt, options: all } = derived(given, used(options), options && options.salt);
        const data = all.padding.add(bytesOf(parsed(message)), blockSize);
        const params = { ciphertext: wordsOf(run(true, data, key, all)), key, iv: all.iv, algorithm: own, mode: all.mode, padding: all.padding, blockSize: own.blockSize, formatter: all.format };
        if (salt) params.salt = salt;
        return CipherParams.create(params);
      },
      decrypt(text, given, options) {
        const all = used(options);
        const params = typeof text === 'string' ? all.format.parse(text) : text;
        const { key, options: ready } = derived(given, all, params.salt);
        return wordsOf(all.padding.remove(run(false, bytesOf(params.ciphertext), key, ready)));
      },
    };
  };
  algorithm('AES', 16, 8);
  algorithm('DES', 8, 2);
  algorithm('TripleDES', 8, 6);
  Object.assign(CryptoJS, { EvpKDF, PBKDF2, mode, pad, kdf, format: { OpenSSL, Hex } });
  Object.assign(CryptoJS.lib, { CipherParams });
  Object.assign(CryptoJS.algo, { EvpKDF: { create: (options) => ({ compute: (password, salt) => EvpKDF(password, salt, options) }) }, PBKDF2: { create: (options) => ({ compute: (password, salt) => PBKDF2(password, salt, options) }) } });
  const sha3 = (bytes, bits = 512) => {
    if (![224, 256, 384, 512].includes(bits)) throw new Error('SHA3 output length must be 224, 256, 384 or 512 bits');
    return wordsOf(native.digest(`sha3-${bits}`, bytes));
  };
  CryptoJS.SHA3 = (message, options) => sha3(bytesOf(parsed(message)), options && options.outputLength);
  CryptoJS.algo.SHA3 = CryptoJS.lib.Hasher.extend({ blockSize: 32, algorithm: 'SHA3-512', hash: (bytes) => sha3(bytes) });
};
