// Node's StringDecoder: text from bytes that come in pieces.
const { Buffer } = require('buffer');
const lead = (byte) => (byte >= 0xf0 && byte < 0xf8 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1);
const LEFT = {
  // How many bytes at the end wait for more.
  utf8(bytes) {
    for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
      const byte = bytes[bytes.length - back];
      if ((byte & 0xc0) !== 0x80) return byte >= 0xc0 && byte < 0xf8 && lead(byte) > back ? back : 0;
    }
    return 0;
  },
  utf16le: (bytes) => bytes.length % 2 + (bytes.length > 1 && (bytes[bytes.length - 1 - (bytes.length % 2)] & 0xfc) === 0xd8 ? 2 : 0),
  base64: (bytes) => bytes.length % 3,
};
const NAMES = { 'utf-8': 'utf8', utf8: 'utf8', ucs2: 'utf16le', 'ucs-2': 'utf16le', utf16le: 'utf16le', 'utf-16le': 'utf16le', base64: 'base64', latin1: 'latin1', binary: 'latin1', ascii: 'ascii', hex: 'hex' };
// Bytes on both sides of a write that make the character between them.
const NEEDED = { utf8: (rest) => (rest.length ? lead(rest[0]) : 0), utf16le: () => 2, base64: () => 3 };
class StringDecoder {
  constructor(encoding = 'utf8') {
    this.encoding = NAMES[String(encoding).toLowerCase()];
    if (!this.encoding) throw new Error(`Unknown encoding: ${encoding}`);
    this.rest = Buffer.alloc(0);
  }

  write(chunk) {
    const bytes = Buffer.concat([this.rest, Buffer.from(chunk)]);
    const waiting = (LEFT[this.encoding] || (() => 0))(bytes);
    this.rest = bytes.slice(bytes.length - waiting);
    return bytes.slice(0, bytes.length - waiting).toString(this.encoding);
  }

  // What `write` gives for the bytes from a place on.
  text(chunk, from) {
    this.rest = Buffer.alloc(0);
    return this.write(Buffer.from(chunk).slice(from));
  }

  get lastNeed() { return this.rest.length ? this.lastTotal - this.rest.length : 0; }

  get lastTotal() { return (NEEDED[this.encoding] || (() => 0))(this.rest); }

  get lastChar() { return Buffer.concat([this.rest, Buffer.alloc(4)]).slice(0, 4); }

  end(chunk) {
    const text = chunk && chunk.length ? this.write(chunk) : '';
    const last = this.rest.length ? (this.encoding === 'utf8' ? '\ufffd' : this.rest.toString(this.encoding)) : '';
    this.rest = Buffer.alloc(0);
    return text + last;
  }
}
return { StringDecoder };
