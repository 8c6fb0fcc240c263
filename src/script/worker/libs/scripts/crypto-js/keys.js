// CryptoJS 3: keys from passwords, SHA-3, and words of 64 bits.
return ({ CryptoJS, bytesOf, wordsOf, parsed }) => {
  const { Base, WordArray, Hasher } = CryptoJS.lib;
  const nameOf = (hasher, fallback) => (hasher && hasher.algorithm) || fallback;
  const derive = {
    EvpKDF(password, salt, cfg) {
      const wanted = cfg.keySize * 4;
      const digest = (bytes) => native.digest(nameOf(cfg.hasher, 'MD5'), bytes);
      const tail = [...bytesOf(parsed(password)), ...bytesOf(parsed(salt))];
      const key = [];
      let block = [];
      while (key.length < wanted) {
        block = digest(Uint8Array.from([...block, ...tail]));
        for (let i = 1; i < cfg.iterations; i += 1) block = digest(block);
        key.push(...block);
      }
      return wordsOf(Uint8Array.from(key.slice(0, wanted)));
    },
    PBKDF2(password, salt, cfg) {
      return wordsOf(native.pbkdf2(nameOf(cfg.hasher, 'SHA1'), bytesOf(parsed(password)), bytesOf(parsed(salt)), cfg.iterations, cfg.keySize * 4));
    },
  };
  Object.keys(derive).forEach((name) => {
    CryptoJS.algo[name] = Base.extend({
      cfg: Base.extend({ keySize: 4, hasher: CryptoJS.algo[name === 'PBKDF2' ? 'SHA1' : 'MD5'], iterations: 1 }),
      init: function init(cfg) { this.cfg = this.cfg.extend(cfg); },
      compute(password, salt) { return derive[name](password, salt, this.cfg); },
    });
    CryptoJS[name] = (password, salt, cfg) => CryptoJS.algo[name].create(cfg).compute(password, salt);
  });
  CryptoJS.algo.SHA3 = Hasher.extend({
    blockSize: 32, algorithm: 'SHA3-512',
    cfg: Hasher.cfg.extend({ outputLength: 512 }),
    hash(bytes) {
      const { outputLength } = this.cfg;
      if (![224, 256, 384, 512].includes(outputLength)) throw new Error('SHA3 output length must be 224, 256, 384 or 512 bits');
      return wordsOf(native.digest(`sha3-${outputLength}`, bytes));
    },
  });
  CryptoJS.SHA3 = (message, cfg) => CryptoJS.algo.SHA3.create(cfg).finalize(parsed(message));
  CryptoJS.HmacSHA3 = (message, key) => wordsOf(native.hmac('sha3-512', bytesOf(parsed(key)), bytesOf(parsed(message))));
  const Word = Base.extend({ init: function init(high, low) { this.high = high; this.low = low; } });
  CryptoJS.x64 = {
    Word,
    WordArray: Base.extend({
      init: function init(words, sigBytes) { this.words = words || []; this.sigBytes = sigBytes === undefined ? this.words.length * 8 : sigBytes; },
      toX32() { return WordArray.create([].concat(...this.words.map(({ high, low }) => [high, low])), this.sigBytes); },
      clone() {
        const copy = Base.clone.call(this);
        copy.words = this.words.map((word) => word.clone());
        return copy;
      },
    }),
  };
};
