// Node's Buffer: Uint8Arrays with methods of their own.
const fold = (encoding) => String(encoding === undefined || encoding === null || encoding === '' ? 'utf8' : encoding).toLowerCase();
const ENCODING = /^(utf-?8|hex|base64|base64url|latin1|binary|ascii|utf-?16le|ucs-?2)$/;
const MOST = 2 ** 31 - 1;
const brand = (array) => Object.setPrototypeOf(array, Buffer.prototype);
const coded = (error, code) => Object.assign(error, { code });
// What Node says it was given.
const received = (value) => {
  if (value === null || value === undefined) return `Received ${value}`;
  if (typeof value === 'function') return `Received function ${value.name}`;
  if (typeof value === 'object') return value.constructor && value.constructor.name ? `Received an instance of ${value.constructor.name}` : 'Received [Object: null prototype] {}';
  const text = typeof value === 'string' ? `'${value.length > 28 ? `${value.slice(0, 25)}...` : value}'` : typeof value === 'bigint' ? `${value}n` : String(value);
  return `Received type ${typeof value} (${text})`;
};
const wrongType = (name, wanted, value) => coded(new TypeError(`The ${name} must be ${wanted}. ${received(value)}`), 'ERR_INVALID_ARG_TYPE');
const BYTES = 'an instance of Buffer or Uint8Array';
const typeError = (value) => wrongType('first argument', 'of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object', value);
const unknownEncoding = (encoding) => coded(new TypeError(`Unknown encoding: ${encoding}`), 'ERR_UNKNOWN_ENCODING');
// Large numbers have their thousands set apart.
const grouped = (value) => {
  const isLarge = typeof value === 'bigint' ? value > 2n ** 32n || value < -(2n ** 32n) : Number.isInteger(value) && Math.abs(value) > 2 ** 32;
  const text = isLarge ? String(value).replace(/(\d)(?=(\d\d\d)+(?!\d))/g, '$1_') : String(value);
  return typeof value === 'bigint' ? `${text}n` : text;
};
const outOfRange = (name, wanted, value) => coded(new RangeError(`The value of "${name}" is out of range. It must be ${wanted}. Received ${grouped(value)}`), 'ERR_OUT_OF_RANGE');
const bytesOf = (text, encoding) => {
  const name = fold(encoding);
  if (!ENCODING.test(name)) throw unknownEncoding(encoding);
  return native.encode(text, name);
};

function Buffer(value, second, third) {
  if (typeof value === 'number') {
    if (typeof second === 'string') throw wrongType('"string" argument', 'of type string', value);
    return Buffer.alloc(value);
  }
  return Buffer.from(value, second, third);
}
Object.setPrototypeOf(Buffer.prototype, Uint8Array.prototype);
Object.setPrototypeOf(Buffer, Uint8Array);
const sized = (size) => {
  if (typeof size !== 'number') throw wrongType('"size" argument', 'of type number', size);
  if (!(size >= 0 && size <= 2 ** 32)) throw outOfRange('size', `>= 0 && <= ${2 ** 32}`, size);
  if (size > MOST) throw new RangeError(`Attempt to allocate Buffer larger than maximum size: 0x${MOST.toString(16)} bytes`);
  return size;
};
const outside = (name) => coded(new RangeError(`"${name}" is outside of buffer bounds`), 'ERR_BUFFER_OUT_OF_BOUNDS');
// A part of an ArrayBuffer: both share it.
const ofMemory = (memory, second, third) => {
  const offset = Number(second) || 0;
  if (offset < 0 || offset > memory.byteLength) throw outside('offset');
  const most = memory.byteLength - offset;
  const length = third === undefined ? most : Math.max(Number(third) || 0, 0);
  if (length > most) throw outside('length');
  return brand(new Uint8Array(memory, offset, length));
};
const hide = (object, methods) => Object.keys(methods).forEach((name) => Object.defineProperty(object, name, { value: methods[name], writable: true, configurable: true, enumerable: false }));
hide(Buffer, {
  poolSize: 8192,
  TYPED_ARRAY_SUPPORT: true,
  from(value, second, third) {
    if (typeof value === 'string') return brand(bytesOf(value, second));
    if (value instanceof ArrayBuffer) return ofMemory(value, second, third);
    if (value === null || value === undefined || (typeof value !== 'object' && typeof value !== 'function')) throw typeError(value);
    const plain = typeof value.valueOf === 'function' ? value.valueOf() : value;
    if (plain !== value && plain !== null && plain !== undefined) return Buffer.from(plain, second, third);
    if (value.type === 'Buffer' && Array.isArray(value.data)) return brand(Uint8Array.from(value.data));
    if (value.length !== undefined) return brand(typeof value.length === 'number' ? Uint8Array.from(value) : new Uint8Array());
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
    if (typeof value !== 'string') throw wrongType('"string" argument', 'of type string or an instance of Buffer or ArrayBuffer', value);
    if (/^base64/.test(fold(encoding))) return ((value.length - /={0,2}$/.exec(value)[0].length) * 3) >>> 2;
    return fold(encoding) === 'hex' ? value.length >>> 1 : bytesOf(value, ENCODING.test(fold(encoding)) ? encoding : 'utf8').length;
  },
  concat(list, length) {
    if (!Array.isArray(list)) throw wrongType('"list" argument', 'an instance of Array', list);
    if (!list.length) return Buffer.alloc(0);
    const total = length === undefined ? list.reduce((sum, item) => sum + item.length, 0) : length;
    const buffer = Buffer.allocUnsafe(total || 0);
    let at = 0;
    for (const [index, item] of list.entries()) {
      if (!(item instanceof Uint8Array)) throw wrongType(`"list[${index}]" argument`, BYTES, item);
      if (at < total) buffer.set(item.subarray(0, total - at), at);
      at += item.length;
    }
    return buffer;
  },
  compare(a, b) {
    [a, b].forEach((given, at) => { if (!(given instanceof Uint8Array)) throw wrongType(`"buf${at + 1}" argument`, BYTES, given); });
    const length = Math.min(a.length, b.length);
    for (let i = 0; i < length; i += 1) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
    return Math.sign(a.length - b.length);
  },
});
['copyBytesFrom', 'of', 'transcode', 'isUtf8'].forEach((name) => hide(Buffer, { [name]() { throw new Error('Not implemented'); } }));

const needle = (value, encoding) => (typeof value === 'string' ? bytesOf(value, encoding) : typeof value === 'number' ? Uint8Array.of(value & 255) : value);
const search = (buffer, given, from, encoding, forward) => {
  const [start, name] = typeof from === 'string' ? [undefined, from] : [from, encoding];
  const bytes = needle(given, name);
  if (!(bytes instanceof Uint8Array)) throw wrongType('"value" argument', 'one of type number or string or an instance of Buffer or Uint8Array', given);
  let at = start === undefined || Number.isNaN(+start) ? (forward ? 0 : buffer.length - 1) : Math.trunc(+start);
  if (at < 0) at += buffer.length;
  // Nothing is found anywhere.
  if (!bytes.length) return start === undefined && !forward ? buffer.length : Math.min(Math.max(at, 0), buffer.length);
  if (!buffer.length) return -1;
  if (at < 0) { if (!forward) return -1; at = 0; }
  if (at >= buffer.length && forward) return -1;
  const step = /^(?:utf-?16le|ucs-?2)$/.test(fold(name)) ? 2 : 1;
  const matches = (place) => bytes.every((byte, k) => buffer[place + k] === byte);
  if (step === 2 && (bytes.length % 2 || buffer.length < 2)) return -1;
  if (forward) { for (at += at % step; at + bytes.length <= buffer.length; at += step) if (matches(at)) return at; return -1; }
  for (at = Math.min(at, buffer.length - bytes.length); at >= 0; at -= 1) if (matches(at)) return at;
  return -1;
};
const swapped = (buffer, size) => {
  if (buffer.length % size) throw coded(new RangeError(`Buffer size must be a multiple of ${size * 8}-bits`), 'ERR_INVALID_BUFFER_SIZE');
  for (let at = 0; at < buffer.length; at += size) buffer.set(new Uint8Array(buffer.subarray(at, at + size)).reverse(), at);
  return buffer;
};
hide(Buffer.prototype, {
  _isBuffer: true,
  toString(encoding, start = 0, end = this.length) {
    if (start >= this.length) return '';
    const from = start <= 0 ? 0 : Math.trunc(start) || 0;
    const to = end > this.length ? this.length : Math.trunc(end) || 0;
    if (to <= from) return '';
    if (encoding !== undefined && !ENCODING.test(fold(encoding))) throw unknownEncoding(encoding);
    return native.decode(new Uint8Array(this.buffer, this.byteOffset + from, to - from), fold(encoding));
  },
  toLocaleString(...args) { return this.toString(...args); },
  toJSON() { return { type: 'Buffer', data: Array.from(this) }; },
  inspect() {
    const hex = this.toString('hex', 0, 50).replace(/(.{2})/g, '$1 ').trim();
    return `<Buffer ${hex}${this.length > 50 ? ' ... ' : ''}>`;
  },
  equals(other) {
    if (!(other instanceof Uint8Array)) throw wrongType('"otherBuffer" argument', BYTES, other);
    return Buffer.compare(this, other) === 0;
  },
  compare(target, start = 0, end = target ? target.length : 0, thisStart = 0, thisEnd = this.length) {
    const other = target instanceof Uint8Array ? target : undefined;
    if (!other) throw wrongType('"target" argument', BYTES, target);
    const most = { targetStart: [start, 2 ** 53 - 1], targetEnd: [end, other.length], sourceStart: [thisStart, 2 ** 53 - 1], sourceEnd: [thisEnd, this.length] };
    Object.entries(most).forEach(([name, [value, limit]]) => {
      if (typeof value !== 'number') throw wrongType(`"${name}" argument`, 'of type number', value);
      if (!Number.isInteger(value)) throw outOfRange(name, 'an integer', value);
      if (value < 0 || value > limit) throw outOfRange(name, `>= 0 && <= ${limit}`, value);
    });
    return Buffer.compare(this.slice(thisStart, thisEnd), other.slice(start, end));
  },
  subarray(start, end) { return brand(new Uint8Array(this.buffer, this.byteOffset, this.length).subarray(start, end)); },
  slice(start, end) { return this.subarray(start, end); },
  copy(target, at = 0, start = 0, end = this.length) {
    if (!(target instanceof Uint8Array)) throw wrongType('"target" argument', BYTES, target);
    if (at < 0) throw outOfRange('targetStart', '>= 0', at);
    if (start < 0) throw outOfRange('sourceStart', `>= 0 && <= ${this.length}`, start);
    if (end < 0) throw outOfRange('sourceEnd', '>= 0', end);
    const part = this.subarray(start, end).subarray(0, Math.max(target.length - at, 0));
    target.set(part, Math.min(at, target.length));
    return part.length;
  },
  write(text, ...rest) {
    const encoding = rest.find((item) => typeof item === 'string');
    const [at = 0, length = this.length - at] = rest.filter((item) => typeof item === 'number');
    if (typeof text !== 'string') throw coded(new TypeError('argument must be a string'), 'ERR_INVALID_ARG_TYPE');
    if (at > this.length || at < 0) throw outOfRange('offset', `>= 0 && <= ${this.length}`, at);
    if (length < 0) throw outOfRange('length', `>= 0 && <= ${this.length - at}`, length);
    let bytes = bytesOf(text, encoding).subarray(0, Math.min(length, this.length - at));
    // Half a letter is not written.
    if (/^(?:utf-?16le|ucs-?2)$/.test(fold(encoding))) bytes = bytes.subarray(0, bytes.length - (bytes.length % 2));
    if (/^utf-?8$/.test(fold(encoding))) while (bytes.length && native.decode(new Uint8Array(bytes), 'utf8').endsWith('\ufffd') && !text.includes('\ufffd')) bytes = bytes.subarray(0, bytes.length - 1);
    this.set(bytes, at);
    return bytes.length;
  },
  fill(value, ...rest) {
    const encoding = rest.find((item) => typeof item === 'string');
    const [start = 0, end = this.length] = rest.filter((item) => typeof item === 'number');
    if (start < 0 || start > 2 ** 53 - 1) throw outOfRange('offset', `>= 0 && <= ${2 ** 53 - 1}`, start);
    if (end < 0 || end > this.length) throw outOfRange('end', `>= 0 && <= ${this.length}`, end);
    const bytes = value === undefined || value === null || typeof value === 'number' || typeof value === 'boolean' ? Uint8Array.of(value & 255) : typeof value === 'string' ? (value === '' ? Uint8Array.of(0) : bytesOf(value, encoding)) : value;
    if (!bytes.length) throw coded(new TypeError(`The argument 'value' is invalid. Received ${typeof value === 'string' ? `'${value}'` : String(value)}`), 'ERR_INVALID_ARG_VALUE');
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
const placed = (buffer, at, width) => {
  if (typeof at !== 'number') throw wrongType('"offset" argument', 'of type number', at);
  if (Math.floor(at) !== at) throw outOfRange('offset', 'an integer', at);
  if (buffer.length < width) throw coded(new RangeError('Attempt to access memory outside buffer bounds'), 'ERR_BUFFER_OUT_OF_BOUNDS');
  if (at < 0 || at + width > buffer.length) throw outOfRange('offset', `>= 0 and <= ${buffer.length - width}`, at);
};
// How Node writes the limits of a number of so many bytes.
const limits = (width, least, most) => {
  if (typeof most === 'bigint') return least < 0n ? '>= -(2n ** 63n) and < 2n ** 63n' : '>= 0n and < 2n ** 64n';
  if (width <= 4) return `>= ${least} and <= ${most}`;
  return least < 0 ? `>= -(2 ** ${8 * width - 1}) and < 2 ** ${8 * width - 1}` : `>= 0 and < 2 ** ${8 * width}`;
};
const fits = (value, width, least, most) => {
  if (typeof most === 'bigint' && typeof value !== 'bigint') throw wrongType('"value" argument', 'of type bigint', value);
  if (value > most || value < least) throw outOfRange('value', limits(width, least, most), value);
};
const isWidth = (width) => {
  if (width === undefined || typeof width !== 'number') throw wrongType('"byteLength" argument', 'of type number', width);
  if (Math.floor(width) !== width) throw outOfRange('byteLength', 'an integer', width);
  if (width < 1 || width > 6) throw outOfRange('byteLength', '>= 1 and <= 6', width);
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
    both(`read${name}${order}`, function read(at = 0) { placed(this, at, width); return view(this)[`get${method}`](at, order === 'LE'); });
    both(`write${name}${order}`, function write(value, at = 0) {
      const number = typeof most === 'bigint' ? value : +value;
      fits(number, width, least, most);
      placed(this, at, width);
      view(this)[`set${method}`](at, number, order === 'LE');
      return at + width;
    });
  }
}
for (const order of ['LE', 'BE']) {
  const places = (size) => Array.from({ length: size }, (_, i) => (order === 'LE' ? i : size - 1 - i));
  const get = (buffer, at, size) => places(size).reduce((sum, place, i) => sum + buffer[at + place] * 256 ** i, 0);
  const set = (buffer, value, at, size) => {
    places(size).forEach((place, i) => { buffer[at + place] = Math.floor(value / 256 ** i) % 256; });
    return at + size;
  };
  both(`readUInt${order}`, function read(at, size) {
    isWidth(size);
    placed(this, at, size);
    return get(this, at, size);
  });
  both(`readInt${order}`, function read(at, size) {
    isWidth(size);
    placed(this, at, size);
    const value = get(this, at, size);
    return value >= 2 ** (8 * size - 1) ? value - 2 ** (8 * size) : value;
  });
  both(`writeUInt${order}`, function write(value, at, size) {
    isWidth(size);
    fits(+value, size, 0, 2 ** (8 * size) - 1);
    placed(this, at, size);
    return set(this, +value, at, size);
  });
  both(`writeInt${order}`, function write(value, at, size) {
    isWidth(size);
    fits(+value, size, -(2 ** (8 * size - 1)), 2 ** (8 * size - 1) - 1);
    placed(this, at, size);
    return set(this, value < 0 ? +value + 2 ** (8 * size) : +value, at, size);
  });
}
function SlowBuffer(size) { return Buffer.alloc(+size || 0); }
SlowBuffer.prototype = Buffer.prototype;
const globals = typeof File === 'undefined' ? {} : { File, Blob };
return { Buffer, SlowBuffer, INSPECT_MAX_BYTES: 50, kMaxLength: MOST, kStringMaxLength: 2 ** 29 - 24, constants: { MAX_LENGTH: MOST, MAX_STRING_LENGTH: 2 ** 29 - 24 }, ...globals, atob, btoa, ...Object.fromEntries(['isAscii', 'isUtf8', 'resolveObjectURL', 'transcode'].map((name) => [name, () => { throw new Error('Not implemented'); }])) };
