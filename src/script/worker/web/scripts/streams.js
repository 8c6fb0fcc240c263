// WHATWG streams as far as scripts use them: default readers and writers, pipes, transforms,
// queues by count. Byte streams are ordinary ones.
const inner = Symbol('streams');
const illegal = () => new TypeError('Illegal constructor');
const call = async (object, method, ...args) => (object && typeof object[method] === 'function' ? object[method](...args) : undefined);
const deferred = () => {
  const one = {};
  one.promise = new Promise((resolve, reject) => Object.assign(one, { resolve, reject }));
  one.promise.catch(() => {});
  return one;
};

class ReadableStreamDefaultController {
  #stream;
  constructor(key, stream) {
    if (key !== inner) throw illegal();
    this.#stream = stream;
  }
  get desiredSize() {
    const { state, limit, queue } = this.#stream;
    return state === 'errored' ? null : state === 'closed' ? 0 : limit - queue.length;
  }
  enqueue(chunk) {
    const stream = this.#stream;
    if (stream.state !== 'readable' || stream.closing) throw new TypeError('Invalid state: Controller is already closed');
    const wish = stream.wishes.shift();
    if (wish) wish.resolve({ value: chunk, done: false });
    else stream.queue.push(chunk);
    stream.pull();
  }
  close() {
    const stream = this.#stream;
    if (stream.state !== 'readable' || stream.closing) throw new TypeError('Invalid state: Controller is already closed');
    stream.closing = true;
    if (!stream.queue.length) stream.finish();
  }
  error(reason) {
    this.#stream.fail(reason);
  }
}

// The state of a readable stream, shared by its objects.
class Source {
  state = 'readable';
  queue = [];
  wishes = [];
  closing = false;
  pulling = false;
  again = false;
  closed = deferred();
  constructor(source, limit) {
    Object.assign(this, { source: source || {}, limit });
    this.controller = new ReadableStreamDefaultController(inner, this);
    const begun = this.source.start ? this.source.start(this.controller) : undefined;
    this.started = Promise.resolve(begun).then(() => { this.pull(true); }, (reason) => this.fail(reason));
  }
  pull(first) {
    const wanted = this.wishes.length > 0 || this.queue.length < this.limit;
    if (this.state !== 'readable' || this.closing || !wanted || !this.source.pull) return;
    if (this.pulling) {
      this.again = true;
      return;
    }
    this.pulling = true;
    (first ? Promise.resolve() : this.started).then(() => this.source.pull(this.controller)).then(() => {
      this.pulling = false;
      if (this.again) {
        this.again = false;
        this.pull();
      }
    }, (reason) => this.fail(reason));
  }
  read() {
    if (this.state === 'errored') return Promise.reject(this.reason);
    if (this.queue.length) {
      const value = this.queue.shift();
      if (this.closing && !this.queue.length) this.finish();
      else this.pull();
      return Promise.resolve({ value, done: false });
    }
    if (this.state === 'closed') return Promise.resolve({ value: undefined, done: true });
    const wish = deferred();
    this.wishes.push(wish);
    this.pull();
    return wish.promise;
  }
  finish() {
    this.state = 'closed';
    this.wishes.splice(0).forEach((wish) => wish.resolve({ value: undefined, done: true }));
    this.closed.resolve();
  }
  fail(reason) {
    if (this.state !== 'readable') return;
    Object.assign(this, { state: 'errored', reason, queue: [] });
    this.wishes.splice(0).forEach((wish) => wish.reject(reason));
    this.closed.reject(reason);
  }
  async cancel(reason) {
    if (this.state === 'errored') throw this.reason;
    if (this.state === 'closed') return;
    this.queue = [];
    this.finish();
    await call(this.source, 'cancel', reason);
  }
}

class ReadableStreamDefaultReader {
  #stream;
  constructor(stream) {
    if (stream.locked) throw new TypeError('Invalid state: ReadableStream is locked');
    this.#stream = stream;
    stream[inner].reader = this;
  }
  #source() {
    if (!this.#stream) throw new TypeError('Invalid state: The reader is not attached to a stream');
    return this.#stream[inner];
  }
  get closed() { return this.#source().closed.promise; }
  async read() { return this.#source().read(); }
  async cancel(reason) { return this.#source().cancel(reason); }
  releaseLock() {
    if (this.#stream) this.#stream[inner].reader = undefined;
    this.#stream = undefined;
  }
}

const limitOf = (strategy, usual) => (strategy && strategy.highWaterMark !== undefined ? Number(strategy.highWaterMark) : usual);

class ReadableStream {
  constructor(source, strategy) { this[inner] = new Source(source, limitOf(strategy, 1)); }
  static from(items) {
    const iterator = items[Symbol.asyncIterator] ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
    return new ReadableStream({
      async pull(controller) {
        const { value, done } = await iterator.next();
        if (done) controller.close();
        else controller.enqueue(await value);
      },
    });
  }
  get locked() { return this[inner].reader !== undefined; }
  getReader() { return new ReadableStreamDefaultReader(this); }
  async cancel(reason) {
    if (this.locked) throw new TypeError('Invalid state: ReadableStream is locked');
    return this[inner].cancel(reason);
  }
  async pipeTo(target, { preventClose, preventAbort, preventCancel } = {}) {
    const reader = this.getReader();
    const writer = target.getWriter();
    try {
      for (;;) {
        const { value, done } = await reader.read().catch((reason) => {
          if (!preventAbort) writer.abort(reason).catch(() => {});
          throw reason;
        });
        if (done) break;
        await writer.write(value).catch((reason) => {
          if (!preventCancel) reader.cancel(reason).catch(() => {});
          throw reason;
        });
      }
      if (!preventClose) await writer.close();
    } finally {
      reader.releaseLock();
      writer.releaseLock();
    }
  }
  pipeThrough({ readable, writable }, options) {
    this.pipeTo(writable, options).catch(() => {});
    return readable;
  }
  tee() {
    const reader = this.getReader();
    const controllers = [];
    let reading;
    const pull = () => {
      reading = reading || reader.read().then(({ value, done }) => {
        reading = undefined;
        controllers.forEach((controller) => (done ? controller.close() : controller.enqueue(value)));
      }, (reason) => controllers.forEach((controller) => controller.error(reason)));
      return reading;
    };
    const branch = () => new ReadableStream({ start(controller) { controllers.push(controller); }, pull });
    return [branch(), branch()];
  }
  async* values({ preventCancel } = {}) {
    const reader = this.getReader();
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
    } finally {
      if (!preventCancel) await reader.cancel().catch(() => {});
      reader.releaseLock();
    }
  }
  [Symbol.asyncIterator](options) { return this.values(options); }
}

class WritableStreamDefaultController {
  constructor(key, stream) {
    if (key !== inner) throw illegal();
    this[inner] = stream;
  }
  error(reason) { this[inner].fail(reason); }
}

// The state of a writable stream: what is written waits for what was written before.
class Sink {
  state = 'writable';
  waiting = 0;
  closed = deferred();
  constructor(sink, limit) {
    Object.assign(this, { sink: sink || {}, limit });
    this.controller = new WritableStreamDefaultController(inner, this);
    this.last = call(this.sink, 'start', this.controller);
    this.last.catch((reason) => this.fail(reason));
  }
  write(chunk) {
    if (this.state === 'closed') return Promise.reject(new TypeError('Invalid state: WritableStream is closed'));
    this.waiting += 1;
    return this.enqueue(async () => {
      await call(this.sink, 'write', chunk, this.controller);
      this.waiting -= 1;
    });
  }
  enqueue(work) {
    const done = this.last.then(() => {
      if (this.state === 'errored') throw this.reason;
      return work();
    });
    this.last = done.catch((reason) => { this.fail(reason); });
    return done;
  }
  close() {
    return this.enqueue(async () => {
      await call(this.sink, 'close');
      this.state = 'closed';
      this.closed.resolve();
    });
  }
  async abort(reason) {
    if (this.state !== 'writable') return;
    this.fail(reason);
    await call(this.sink, 'abort', reason);
  }
  fail(reason) {
    if (this.state !== 'writable') return;
    Object.assign(this, { state: 'errored', reason });
    this.closed.reject(reason);
  }
}

class WritableStreamDefaultWriter {
  #stream;
  constructor(stream) {
    if (stream.locked) throw new TypeError('Invalid state: WritableStream is locked');
    this.#stream = stream;
    stream[inner].writer = this;
  }
  #sink() {
    if (!this.#stream) throw new TypeError('Invalid state: The writer is not attached to a stream');
    return this.#stream[inner];
  }
  get closed() { return this.#sink().closed.promise; }
  get ready() { return this.#sink().last; }
  get desiredSize() { return this.#sink().limit - this.#sink().waiting; }
  async write(chunk) { return this.#sink().write(chunk); }
  async close() { return this.#sink().close(); }
  async abort(reason) { return this.#sink().abort(reason); }
  releaseLock() {
    if (this.#stream) this.#stream[inner].writer = undefined;
    this.#stream = undefined;
  }
}

class WritableStream {
  constructor(sink, strategy) { this[inner] = new Sink(sink, limitOf(strategy, 1)); }
  get locked() { return this[inner].writer !== undefined; }
  getWriter() { return new WritableStreamDefaultWriter(this); }
  async close() { return this[inner].close(); }
  async abort(reason) { return this[inner].abort(reason); }
}

class TransformStreamDefaultController {
  #readable;
  constructor(key, readable) {
    if (key !== inner) throw illegal();
    this.#readable = readable;
  }
  get desiredSize() { return this.#readable.desiredSize; }
  enqueue(chunk) { this.#readable.enqueue(chunk); }
  error(reason) { this.#readable.error(reason); }
  terminate() { this.#readable.close(); }
}

class TransformStream {
  constructor(transformer = {}) {
    let output;
    this.readable = new ReadableStream({ start(controller) { output = controller; } });
    const controller = new TransformStreamDefaultController(inner, output);
    const guard = async (method, ...args) => {
      try {
        await call(transformer, method, ...args);
      } catch (reason) {
        output.error(reason);
        throw reason;
      }
    };
    this.writable = new WritableStream({
      start: () => guard('start', controller),
      write: (chunk) => (transformer.transform ? guard('transform', chunk, controller) : output.enqueue(chunk)),
      close: async () => {
        await guard('flush', controller);
        output.close();
      },
      abort: (reason) => output.error(reason),
    });
  }
}

class CountQueuingStrategy {
  constructor({ highWaterMark }) { this.highWaterMark = highWaterMark; }
  size() { return 1; }
}
class ByteLengthQueuingStrategy {
  constructor({ highWaterMark }) { this.highWaterMark = highWaterMark; }
  size(chunk) { return chunk.byteLength; }
}

class TextDecoderStream extends TransformStream {
  constructor(label, options) {
    const decoder = new TextDecoder(label, options);
    const send = (text, controller) => { if (text) controller.enqueue(text); };
    super({
      transform: (chunk, controller) => send(decoder.decode(chunk, { stream: true }), controller),
      flush: (controller) => send(decoder.decode(), controller),
    });
    this.encoding = decoder.encoding;
  }
}
class TextEncoderStream extends TransformStream {
  constructor() {
    const encoder = new TextEncoder();
    super({ transform: (chunk, controller) => controller.enqueue(encoder.encode(String(chunk))) });
    this.encoding = 'utf-8';
  }
}

const bytesOf = (chunk) => {
  if (chunk instanceof ArrayBuffer) return new Uint8Array(chunk);
  if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  throw new TypeError('The chunk is neither an ArrayBuffer nor a view of one');
};
// Collects everything and works on it at the end: what comes out is the same.
const whole = (work) => {
  const chunks = [];
  return {
    transform(chunk) { chunks.push(...bytesOf(chunk)); },
    flush(controller) { controller.enqueue(work(new Uint8Array(chunks))); },
  };
};
const format = (name) => {
  if (['gzip', 'deflate', 'deflate-raw'].includes(name)) return name;
  throw new TypeError(`The argument 'format' must be one of: 'deflate', 'deflate-raw', 'gzip'. Received '${name}'`);
};
class CompressionStream extends TransformStream {
  constructor(name) {
    const kind = format(name);
    super(whole((bytes) => native.compress(kind, bytes)));
  }
}
class DecompressionStream extends TransformStream {
  constructor(name) {
    const kind = format(name);
    super(whole((bytes) => native.decompress(kind, bytes)));
  }
}

// What only byte streams have: its names are there, and nobody can make one.
class ReadableStreamBYOBReader { constructor() { throw new TypeError('byte streams are not implemented'); } }
class ReadableStreamBYOBRequest { constructor() { throw illegal(); } }
class ReadableByteStreamController { constructor() { throw illegal(); } }

return {
  ReadableStream, ReadableStreamDefaultReader, ReadableStreamDefaultController,
  ReadableStreamBYOBReader, ReadableStreamBYOBRequest, ReadableByteStreamController,
  WritableStream, WritableStreamDefaultWriter, WritableStreamDefaultController,
  TransformStream, TransformStreamDefaultController, CountQueuingStrategy, ByteLengthQueuingStrategy,
  TextDecoderStream, TextEncoderStream, CompressionStream, DecompressionStream,
};
