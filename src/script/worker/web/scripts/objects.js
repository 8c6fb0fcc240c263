// Blob, File and structuredClone.
const bytesOf = (part) => {
  if (part instanceof Blob) return part[content]();
  if (part instanceof ArrayBuffer) return new Uint8Array(part);
  if (ArrayBuffer.isView(part)) return new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
  return native.encode(String(part), 'utf8');
};
const content = Symbol('content');

class Blob {
  #bytes; #type;
  constructor(parts = [], { type = '' } = {}) {
    if (parts === null || typeof parts !== 'object' || !parts[Symbol.iterator]) {
      throw new TypeError('The "sources" argument must be a sequence');
    }
    const all = [...parts].map(bytesOf);
    this.#bytes = new Uint8Array(all.reduce((sum, bytes) => sum + bytes.length, 0));
    let at = 0;
    for (const bytes of all) {
      this.#bytes.set(bytes, at);
      at += bytes.length;
    }
    this.#type = /[^\x20-\x7e]/.test(type) ? '' : String(type).toLowerCase();
  }
  [content]() { return this.#bytes; }
  get size() { return this.#bytes.length; }
  get type() { return this.#type; }
  slice(start, end, type = '') { return new Blob([this.#bytes.slice(start, end)], { type }); }
  async text() { return native.decodeText(this.#bytes, 'utf-8', false); }
  async arrayBuffer() { return new Uint8Array(this.#bytes).buffer; }
  async bytes() { return new Uint8Array(this.#bytes); }
  stream() {
    const blob = this;
    return new ReadableStream({
      async start(controller) {
        const bytes = new Uint8Array(await blob.arrayBuffer());
        if (bytes.length) controller.enqueue(bytes);
        controller.close();
      },
    });
  }
  get [Symbol.toStringTag]() { return 'Blob'; }
}

class File extends Blob {
  #name; #lastModified;
  constructor(parts, name, options = {}) {
    super(parts, options);
    this.#name = String(name);
    this.#lastModified = options.lastModified === undefined ? Date.now() : Number(options.lastModified);
  }
  get name() { return this.#name; }
  get lastModified() { return this.#lastModified; }
  get [Symbol.toStringTag]() { return 'File'; }
}

const refuse = (value) => {
  const shown = typeof value === 'symbol' ? value.toString() : String(value);
  throw new DOMException(`${shown} could not be cloned.`, 'DataCloneError');
};
const errors = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

const clone = (value, seen) => {
  if (typeof value === 'symbol' || typeof value === 'function') refuse(value);
  if (value === null || typeof value !== 'object') return value;
  if (seen.has(value)) return seen.get(value);
  const keep = (copy) => { seen.set(value, copy); return copy; };
  if (value instanceof Date) return keep(new Date(value.getTime()));
  if (value instanceof RegExp) return keep(new RegExp(value.source, value.flags));
  if (value instanceof Boolean || value instanceof Number || value instanceof String) return keep(Object(value.valueOf()));
  if (value instanceof ArrayBuffer) return keep(value.slice(0));
  if (ArrayBuffer.isView(value)) {
    const buffer = clone(value.buffer, seen);
    const kind = value instanceof Buffer ? Uint8Array : value.constructor;
    return keep(new kind(buffer, value.byteOffset, value instanceof DataView ? value.byteLength : value.length));
  }
  if (value instanceof Map) {
    const copy = keep(new Map());
    for (const [key, item] of [...value]) copy.set(clone(key, seen), clone(item, seen));
    return copy;
  }
  if (value instanceof Set) {
    const copy = keep(new Set());
    for (const item of [...value]) copy.add(clone(item, seen));
    return copy;
  }
  if (value instanceof Error) {
    const kind = errors[value.name] || Error;
    const copy = keep(new kind(value.message));
    if ('cause' in value) copy.cause = clone(value.cause, seen);
    return copy;
  }
  if (value instanceof WeakMap || value instanceof WeakSet || value instanceof Promise) refuse(`#<${value.constructor.name}>`);
  const copy = keep(Array.isArray(value) ? new Array(value.length) : {});
  for (const key of Object.keys(value)) copy[key] = clone(value[key], seen);
  return copy;
};

function structuredClone(value) {
  if (arguments.length === 0) throw Object.assign(new TypeError('The "value" argument must be specified'), { code: 'ERR_MISSING_ARGS' });
  return clone(value, new Map());
}

return { Blob, File, structuredClone };
