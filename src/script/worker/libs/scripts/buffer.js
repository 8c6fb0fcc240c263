// Node's Buffer, on Uint8Array.
const fold = (encoding) => String(encoding === undefined ? 'utf8' : encoding).toLowerCase();
const brand = (array) => Object.setPrototypeOf(array, Buffer.prototype);

class Buffer extends Uint8Array {
  static from(value, second, third) {
    if (typeof value === 'string') return brand(native.encode(value, fold(second)));
    if (value instanceof ArrayBuffer) return brand(new Uint8Array(value, second, third));
    if (value && value.type === 'Buffer' && Array.isArray(value.data)) value = value.data;
    if (value && typeof value === 'object' && typeof value.length === 'number') {
      return brand(Uint8Array.from(value));
    }
    throw new TypeError('The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object.');
  }

  static alloc(size, fill, encoding) {
    const buffer = brand(new Uint8Array(size));
    return fill === undefined ? buffer : buffer.fill(fill, 0, size, encoding);
  }

  static allocUnsafe(size) {
    return Buffer.alloc(size);
  }

  static isBuffer(value) {
    return value instanceof Buffer;
  }

  static isEncoding(name) {
    return /^(utf-?8|hex|base64(url)?|latin1|binary|ascii|utf-?16le|ucs-?2)$/i.test(String(name));
  }

  static byteLength(value, encoding) {
    return typeof value === 'string' ? native.encode(value, fold(encoding)).length : value.byteLength;
  }

  static concat(list, length) {
    const total = length === undefined ? list.reduce((sum, item) => sum + item.length, 0) : length;
    const buffer = Buffer.alloc(total);
    let at = 0;
    for (const item of list) {
      if (at >= total) break;
      buffer.set(item.subarray(0, total - at), at);
      at += item.length;
    }
    return buffer;
  }

  static compare(a, b) {
    const length = Math.min(a.length, b.length);
    for (let i = 0; i < length; i += 1) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
    return Math.sign(a.length - b.length);
  }

  toString(encoding, start = 0, end = this.length) {
    const part = new Uint8Array(this.subarray(Math.max(0, start), Math.min(end, this.length)));
    return native.decode(part, fold(encoding));
  }

  toJSON() {
    return { type: 'Buffer', data: Array.from(this) };
  }

  equals(other) {
    return Buffer.compare(this, other) === 0;
  }

  compare(other) {
    return Buffer.compare(this, other);
  }

  subarray(start, end) {
    const view = new Uint8Array(this.buffer, this.byteOffset, this.length).subarray(start, end);
    return brand(view);
  }

  slice(start, end) {
    return this.subarray(start, end);
  }

  copy(target, at = 0, start = 0, end = this.length) {
    const part = this.subarray(start, end).subarray(0, target.length - at);
    target.set(part, at);
    return part.length;
  }

  write(text, at = 0, length, encoding) {
    if (typeof at === 'string') [at, encoding] = [0, at];
    if (typeof length === 'string') [length, encoding] = [undefined, length];
    const bytes = native.encode(text, fold(encoding)).subarray(0, length === undefined ? this.length - at : length);
    this.set(bytes, at);
    return bytes.length;
  }

  fill(value, start = 0, end = this.length, encoding) {
    if (typeof start === 'string') [start, encoding] = [0, start];
    if (typeof value === 'number') return super.fill(value, start, end);
    const bytes = typeof value === 'string' ? native.encode(value, fold(encoding)) : value;
    for (let i = start; i < end; i += 1) this[i] = bytes.length ? bytes[(i - start) % bytes.length] : 0;
    return this;
  }

  indexOf(value, from = 0, encoding) {
    if (typeof value === 'number') return super.indexOf(value, from);
    const bytes = typeof value === 'string' ? native.encode(value, fold(encoding)) : value;
    for (let i = from; i + bytes.length <= this.length; i += 1) {
      if (bytes.every((byte, k) => this[i + k] === byte)) return i;
    }
    return -1;
  }

  includes(value, from, encoding) {
    return this.indexOf(value, from, encoding) >= 0;
  }
}
const view = (buffer) => new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
for (const [name, method, width] of [
  ['UInt8', 'Uint8', 1], ['Int8', 'Int8', 1], ['UInt16', 'Uint16', 2], ['Int16', 'Int16', 2], ['UInt32', 'Uint32', 4],
  ['Int32', 'Int32', 4], ['Float', 'Float32', 4], ['Double', 'Float64', 8],
  ['BigUInt64', 'BigUint64', 8], ['BigInt64', 'BigInt64', 8],
]) {
  for (const order of width === 1 ? [''] : ['LE', 'BE']) {
    Object.defineProperty(Buffer.prototype, `read${name}${order}`, {
      configurable: true, writable: true,
      value(at = 0) { return view(this)[`get${method}`](at, order === 'LE'); },
    });
    Object.defineProperty(Buffer.prototype, `write${name}${order}`, {
      configurable: true, writable: true,
      value(value, at = 0) { view(this)[`set${method}`](at, value, order === 'LE'); return at + width; },
    });
  }
}
return { Buffer, SlowBuffer: Buffer, INSPECT_MAX_BYTES: 50, kMaxLength: 2 ** 31 - 1, atob, btoa };
