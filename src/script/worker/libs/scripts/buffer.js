// The package `buffer` 6 for browsers: Buffers are Uint8Arrays with methods of their own.
const fold = (encoding) => String(encoding === undefined || encoding === null || encoding === '' ? 'utf8' : encoding).toLowerCase();
const ENCODING = /^(utf-?8|hex|base64|latin1|binary|ascii|utf-?16le|ucs-?2)$/;
const MOST = 2 ** 31 - 1;
const brand = (array) => Object.setPrototypeOf(array, Buffer.prototype);
const typeError = (value) => new TypeError(`The first argument must be one of type string, Buffer, ArrayBuffer, Array, or Array-like Object. Received type ${typeof value}`);
const bytesOf = (text, encoding) => {
  const name = fold(encoding);
  if (!ENCODING.test(name) && name !== 'base64url') throw new TypeError(`Unknown encoding: ${encoding}`);
  return native.encode(text, name);
};

function Buffer(value, second, third) {
  if (typeof value === 'number') {
    if (typeof second === 'string') throw new TypeError('The "string" argument must be of type string. Received type number');
    return Buffer.alloc(value);
  }
  return Buffer.from(value, second, third);
}
Object.setPrototypeOf(Buffer.prototype, Uint8Array.prototype);
Object.setPrototypeOf(Buffer, Uint8Array);
const sized = (size) => {
  if (typeof size !== 'number') throw new TypeError('"size" argument must be of type number');
  if (size < 0) throw new RangeError(`The value "${size}" is invalid for option "size"`);
  if (size > MOST) throw new RangeError(`Attempt to allocate Buffer larger than maximum size: 0x${MOST.toString(16)} bytes`);
  return size;
};
const hide = (object, methods) => Object.keys(methods).forEach((name) => Object.defineProperty(object, name, { value: methods[name], writable: true, configurable: true, enumerable: false }));
hide(Buffer, {
  poolSize: 8192,
  TYPED_ARRAY_SUPPORT: true,
  from(value, second, third) {
    if (typeof value === 'string') return brand(bytesOf(value, second));
    if (value instanceof ArrayBuffer) return brand(new Uint8Array(value, second, third));
    if (typeof value === 'number') throw new TypeError('The "value" argument must not be of type number. Received type number');
    if (value === null || value === undefined || (typeof value !== 'object' && typeof value !== 'function')) throw typeError(value);
    const plain = typeof value.valueOf === 'function' ? value.valueOf() : value;
    if (plain !== value && plain !== null && plain !== undefined) return Buffer.from(plain, second, third);
    if (value.type === 'Buffer' && Array.isArray(value.data)) return brand(Uint8Array.from(value.data));
    if (typeof value.length === 'number') return brand(Uint8Array.from(value));
    if (typeof value[Symbol.toPrimitive] === 'function') return Buffer.from(value[Symbol.toPrimitive]('string'), second, third);
    throw typeError(value);
  },
  alloc(size, fill, encoding) {
    const buffer = brand(new Uint8Array(sized(size)));
    return fill === undefined || size <= 0 ? buffer : buffer.fill(fill, typeof encoding === 'string' ? encoding : undefined);
  },
  allocUnsafe: (size) => brand(new Uint8Array(sized(size))),
  allocUnsafeSlow: (size) => brand(new Uint8Array(sized(size))),
  isBuffer: (value) => value instanceof Buffer && value !== Buffer.prototype,
  isEncoding: (name) => ENCODING.test(String(name).toLowerCase()),
  byteLength(value, encoding) {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return value.byteLength;
    if (typeof value !== 'string') throw new TypeError(`The "string" argument must be one of type string, Buffer, or ArrayBuffer. Received type ${typeof value}`);
    return fold(encoding) === 'hex' ? value.length >>> 1 : bytesOf(value, ENCODING.test(fold(encoding)) ? encoding : 'utf8').length;
  },
  concat(list, length) {
    if (!Array.isArray(list)) throw new TypeError('"list" argument must be an Array of Buffers');
    if (!list.length) return Buffer.alloc(0);
    const total = length === undefined ? list.reduce((sum, item) => sum + item.length, 0) : length;
    const buffer = Buffer.allocUnsafe(total || 0);
    let at = 0;
    for (const item of list) {
      if (!(item instanceof Uint8Array)) throw new TypeError('"list" argument must be an Array of Buffers');
      if (at < total) buffer.set(item.subarray(0, total - at), at);
      at += item.length;
    }
    return buffer;
  },
  compare(a, b) {
    if (!(a instanceof Uint8Array) || !(b instanceof Uint8Array)) throw new TypeError('The "buf1", "buf2" arguments must be one of type Buffer or Uint8Array');
    const length = Math.min(a.length, b.length);
    for (let i = 0; i < length; i += 1) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
    return Math.sign(a.length - b.length);
  },
});
['copyBytesFrom', 'of', 'transcode', 'isUtf8'].forEach((name) => hide(Buffer, { [name]() { throw new Error('Not implemented'); } }));

const needle = (value, encoding) => (typeof value === 'string' ? bytesOf(value, encoding) : typeof value === 'number' ? Uint8Array.of(value & 255) : value);
const search = (buffer, given, from, encoding, forward) => {
  if (!buffer.length) return -1;
  const [start, name] = typeof from === 'string' ? [undefined, from] : [from, encoding];
  const bytes = needle(given, name);
  if (!(bytes instanceof Uint8Array)) throw new TypeError('val must be string, number or Buffer');
  if (!bytes.length) return -1;
  let at = start === undefined || Number.isNaN(+start) ? (forward ? 0 : buffer.length - 1) : Math.trunc(+start);
  if (at < 0) at += buffer.length;
  if (at < 0) { if (!forward) return -1; at = 0; }
  if (at >= buffer.length && forward) return -1;
  const matches = (place) => bytes.every((byte, k) => buffer[place + k] === byte);
  if (forward) { for (; at + bytes.length <= buffer.length; at += 1) if (matches(at)) return at; return -1; }
  for (at = Math.min(at, buffer.length - bytes.length); at >= 0; at -= 1) if (matches(at)) return at;
  return -1;
};
const swapped = (buffer, size) => {
  if (buffer.length % size) throw new RangeError(`Buffer size must be a multiple of ${size * 8}-bits`);
  for (let at = 0; at < buffer.length; at += size) buffer.set(new Uint8Array(buffer.subarray(at, at + size)).reverse(), at);
  return buffer;
};
hide(Buffer.prototype, {
  _isBuffer: true,
  toString(encoding, start = 0, end = this.length) {
    const [from, to] = [Math.max(start >>> 0, 0), Math.min(end, this.length)];
    if (to <= from) return '';
    if (encoding !== undefined && !ENCODING.test(fold(encoding)) && fold(encoding) !== 'base64url') throw new TypeError(`Unknown encoding: ${encoding}`);
    return native.decode(new Uint8Array(this.buffer, this.byteOffset + from, to - from), fold(encoding));
  },
  toLocaleString(...args) { return this.toString(...args); },
  toJSON() { return { type: 'Buffer', data: Array.from(this) }; },
  inspect() {
    const hex = this.toString('hex', 0, 50).replace(/(.{2})/g, '$1 ').trim();
    return `<Buffer ${hex}${this.length > 50 ? ' ... ' : ''}>`;
  },
  equals(other) {
    if (!Buffer.isBuffer(other)) throw new TypeError('Argument must be a Buffer');
    return Buffer.compare(this, other) === 0;
  },
  compare(target, start = 0, end = target ? target.length : 0, thisStart = 0, thisEnd = this.length) {
    const other = target instanceof Uint8Array ? target : undefined;
    if (!other) throw new TypeError(`The "target" argument must be one of type Buffer or Uint8Array. Received type ${typeof target}`);
    if (start < 0 || end > other.length || thisStart < 0 || thisEnd > this.length) throw new RangeError('out of range index');
    return Buffer.compare(this.slice(thisStart, thisEnd), other.slice(start, end));
  },
  subarray(start, end) { return brand(new Uint8Array(this.buffer, this.byteOffset, this.length).subarray(start, end)); },
  slice(start, end) { return this.subarray(start, end); },
  copy(target, at = 0, start = 0, end = this.length) {
    if (!Buffer.isBuffer(target)) throw new TypeError('argument should be a Buffer');
    const part = this.subarray(start, end).subarray(0, Math.max(target.length - at, 0));
    target.set(part, Math.min(at, target.length));
    return part.length;
  },
  write(text, ...rest) {
    const encoding = rest.find((item) => typeof item === 'string');
    const [at = 0, length = this.length - at] = rest.filter((item) => typeof item === 'number');
    if (at > this.length || at < 0) throw new RangeError('Attempt to write outside buffer bounds');
    let bytes = bytesOf(text, encoding).subarray(0, Math.min(length, this.length - at));
    // Half a letter is not written.
    if (/^utf-?8$/.test(fold(encoding))) while (bytes.length && native.decode(new Uint8Array(bytes), 'utf8').endsWith('\ufffd') && !text.includes('\ufffd')) bytes = bytes.subarray(0, bytes.length - 1);
    this.set(bytes, at);
    return bytes.length;
  },
  fill(value, ...rest) {
    const encoding = rest.find((item) => typeof item === 'string');
    const [start = 0, end = this.length] = rest.filter((item) => typeof item === 'number');
    if (start < 0 || this.length < start || this.length < end) throw new RangeError('Out of range index');
    const bytes = typeof value === 'number' || typeof value === 'boolean' ? Uint8Array.of(value & 255) : typeof value === 'string' ? (value === '' ? Uint8Array.of(0) : bytesOf(value, encoding)) : value;
    if (!bytes.length) throw new TypeError(`The value "${value}" is invalid for argument "value"`);
    for (let i = start; i < end; i += 1) this[i] = bytes[(i - start) % bytes.length];
    return this;
  },
  indexOf(value, from, encoding) { return search(this, value, from, encoding, true); },
  lastIndexOf(value, from, encoding) { return search(this, value, from, encoding, false); },
  includes(value, from, encoding) { return search(this, value, from, encoding, true) !== -1; },
  swap16() { return swapped(this, 2); },
  swap32() { return swapped(this, 4); },
  swap64() { return swapped(this, 8); },
});
Object.defineProperty(Buffer.prototype, 'parent', { get() { return this.buffer; }, configurable: true });
Object.defineProperty(Buffer.prototype, 'offset', { get() { return this.byteOffset; }, configurable: true });

// Numbers, of fixed width and of one to six bytes.
const view = (buffer) => new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
const readable = (buffer, at, width) => {
  if (at % 1 !== 0 || at < 0) throw new RangeError('offset is not uint');
  if (at + width > buffer.length) throw new RangeError('Trying to access beyond buffer length');
};
const writable = (buffer, value, at, width, least, most) => {
  if (value > most || value < least) throw new RangeError('"value" argument is out of bounds');
  if (at + width > buffer.length) throw new RangeError('Index out of range');
};
const both = (name, method) => {
  hide(Buffer.prototype, { [name]: method });
  if (name.includes('UInt')) hide(Buffer.prototype, { [name.replace('UInt', 'Uint')]: method });
};
for (const [name, method, width, least, most] of [
  ['UInt8', 'Uint8', 1, 0, 255], ['Int8', 'Int8', 1, -128, 127], ['UInt16', 'Uint16', 2, 0, 65535], ['Int16', 'Int16', 2, -32768, 32767], ['UInt32', 'Uint32', 4, 0, 2 ** 32 - 1],
  ['Int32', 'Int32', 4, -(2 ** 31), MOST], ['Float', 'Float32', 4, -Infinity, Infinity], ['Double', 'Float64', 8, -Infinity, Infinity],
  ['BigUInt64', 'BigUint64', 8, 0n, 2n ** 64n - 1n], ['BigInt64', 'BigInt64', 8, -(2n ** 63n), 2n ** 63n - 1n],
]) {
  for (const order of width === 1 ? [''] : ['LE', 'BE']) {
    both(`read${name}${order}`, function read(at = 0, unchecked = false) { if (!unchecked) readable(this, at, width); return view(this)[`get${method}`](at, order === 'LE'); });
    both(`write${name}${order}`, function write(value, at = 0, unchecked = false) { if (!unchecked) writable(this, value, at, width, least, most); view(this)[`set${method}`](at, value, order === 'LE'); return at + width; });
  }
}
for (const order of ['LE', 'BE']) {
  const places = (size) => Array.from({ length: size }, (_, i) => (order === 'LE' ? i : size - 1 - i));
  both(`readUInt${order}`, function read(at, size, unchecked = false) {
    if (!unchecked) readable(this, at, size);
    return places(size).reduce((sum, place, i) => sum + this[at + place] * 256 ** i, 0);
  });
  both(`readInt${order}`, function read(at, size, unchecked = false) {
    const value = this[`readUInt${order}`](at, size, unchecked);
    return value >= 2 ** (8 * size - 1) ? value - 2 ** (8 * size) : value;
  });
  both(`writeUInt${order}`, function write(value, at, size, unchecked = false) {
    if (!unchecked) writable(this, value, at, size, 0, 2 ** (8 * size) - 1);
    places(size).forEach((place, i) => { this[at + place] = Math.floor(value / 256 ** i) % 256; });
    return at + size;
  });
  both(`writeInt${order}`, function write(value, at, size, unchecked = false) {
    if (!unchecked) writable(this, value, at, size, -(2 ** (8 * size - 1)), 2 ** (8 * size - 1) - 1);
    return this[`writeUInt${order}`](value < 0 ? value + 2 ** (8 * size) : value, at, size, true);
  });
}
function SlowBuffer(size) { return Buffer.alloc(+size || 0); }
SlowBuffer.prototype = Buffer.prototype;
const globals = typeof File === 'undefined' ? {} : { File, Blob };
return { Buffer, SlowBuffer, INSPECT_MAX_BYTES: 50, kMaxLength: MOST, kStringMaxLength: 2 ** 29 - 24, constants: { MAX_LENGTH: MOST, MAX_STRING_LENGTH: 2 ** 29 - 24 }, ...globals, atob, btoa, ...Object.fromEntries(['isAscii', 'isUtf8', 'resolveObjectURL', 'transcode'].map((name) => [name, () => { throw new Error('Not implemented'); }])) };
