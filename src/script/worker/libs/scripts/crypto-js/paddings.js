// CryptoJS 3: paddings, each with `pad(words, blockSize)` and `unpad(words)` in place.
return ({ bytesOf, wordsOf }) => {
  const append = (data, bytes) => data.concat(wordsOf(bytes));
  const room = (data, blockSize) => blockSize * 4 - (data.sigBytes % (blockSize * 4));
  const filled = (data, blockSize, last) => {
    const count = room(data, blockSize);
    append(data, Uint8Array.from({ length: count }, (_, at) => last(count, at)));
  };
  const cut = (data) => { data.sigBytes -= data.words[(data.sigBytes - 1) >>> 2] & 0xff; };
  const pad = {
    Pkcs7: { pad(data, size) { filled(data, size, (count) => count); }, unpad: cut },
    AnsiX923: { pad(data, size) { filled(data, size, (count, at) => (at === count - 1 ? count : 0)); }, unpad: cut },
    Iso10126: { pad(data, size) { const noise = native.random(size * 4); filled(data, size, (count, at) => (at === count - 1 ? count : noise[at])); }, unpad: cut },
    ZeroPadding: {
      pad(data, size) { const count = room(data, size) % (size * 4); if (count) append(data, new Uint8Array(count)); },
      unpad(data) {
        const bytes = bytesOf(data);
        let end = bytes.length;
        while (end && !bytes[end - 1]) end -= 1;
        data.sigBytes = end;
      },
    },
    Iso97971: {
      pad(data, size) { append(data, Uint8Array.from([0x80])); pad.ZeroPadding.pad(data, size); },
      unpad(data) { pad.ZeroPadding.unpad(data); data.sigBytes -= 1; },
    },
    NoPadding: { pad() {}, unpad() {} },
  };
  return pad;
};
