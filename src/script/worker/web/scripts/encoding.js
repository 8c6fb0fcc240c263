// TextEncoder and TextDecoder of the Encoding standard.
const coded = (error, code) => Object.assign(error, { code });
const bytesOf = (input) => {
  if (input === undefined) return new Uint8Array();
  if (input instanceof ArrayBuffer) return new Uint8Array(input);
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  throw coded(new TypeError('The "list" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView.'), 'ERR_INVALID_ARG_TYPE');
};

class TextEncoder {
  get encoding() { return 'utf-8'; }

  encode(text = '') { return new Uint8Array(native.encode(String(text), 'utf8')); }

  encodeInto(text, target) {
    let read = 0;
    let written = 0;
    for (const char of String(text)) {
      const bytes = native.encode(char, 'utf8');
      if (written + bytes.length > target.length) break;
      target.set(bytes, written);
      written += bytes.length;
      read += char.length;
    }
    return { read, written };
  }
}

class TextDecoder {
  #label; #fatal; #ignoreBOM; #rest = new Uint8Array();

  constructor(label = 'utf-8', options = {}) {
    if (options !== null && typeof options !== 'object' && typeof options !== 'function') throw coded(new TypeError('The "options" argument must be of type object.'), 'ERR_INVALID_ARG_TYPE');
    const { fatal = false, ignoreBOM = false } = options || {};
    this.#label = native.canonicalEncoding(`${label}`);
    if (this.#label === undefined) throw coded(new RangeError(`The "${label}" encoding is not supported`), 'ERR_ENCODING_NOT_SUPPORTED');
    this.#fatal = Boolean(fatal);
    this.#ignoreBOM = Boolean(ignoreBOM);
  }

  get encoding() { return this.#label; }
  get fatal() { return this.#fatal; }
  get ignoreBOM() { return this.#ignoreBOM; }

  decode(input, { stream = false } = {}) {
    let bytes = bytesOf(input);
    if (this.#rest.length > 0) {
      const whole = new Uint8Array(this.#rest.length + bytes.length);
      whole.set(this.#rest);
      whole.set(bytes, this.#rest.length);
      bytes = whole;
      this.#rest = new Uint8Array();
    }
    if (stream) {
      const end = bytes.length - this.#unfinished(bytes);
      this.#rest = bytes.slice(end);
      bytes = bytes.slice(0, end);
    }
    const text = this.#read(new Uint8Array(bytes));
    return !this.#ignoreBOM && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  }

  #read(bytes) {
    try {
      return native.decodeText(bytes, this.#label, this.#fatal);
    } catch (error) {
      throw coded(error, 'ERR_ENCODING_INVALID_ENCODED_DATA');
    }
  }

  // Bytes at the end that belong to a character whose rest has not come yet.
  #unfinished(bytes) {
    if (this.#label.startsWith('utf-16')) {
      const odd = bytes.length % 2;
      const high = bytes[bytes.length - odd - (this.#label === 'utf-16be' ? 2 : 1)];
      return odd + ((high & 0xfc) === 0xd8 ? 2 : 0);
    }
    if (this.#label !== 'utf-8') return 0;
    for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
      const byte = bytes[bytes.length - back];
      if (byte < 0x80) return 0;
      if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
    }
    return 0;
  }
}

return { TextEncoder, TextDecoder };
