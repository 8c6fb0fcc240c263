// Node's streams, as far as scripts go: chunks are passed on at once, nobody is held back.
const EventEmitter = require('events');
// Makes a function of a class, with its `init` for a constructor: `Readable.call(this, options)` is how
// older code builds on streams.
const callable = (methods, parent) => {
  const make = function Stream(options) {
    if (!(this instanceof make)) return new make(options);
    EventEmitter.call(this);
    make.prototype.init.call(this, options || {});
    return undefined;
  };
  Object.setPrototypeOf(make, parent);
  make.prototype = Object.create(parent.prototype, { ...Object.getOwnPropertyDescriptors(methods.prototype), constructor: { value: make, writable: true, configurable: true } });
  return Object.defineProperty(make, 'name', { value: methods.name.slice(1) });
};
class AStream {
  init() {}

  pipe(target) {
    this.on('data', (chunk) => target.write(chunk));
    this.on('end', () => { if (target.end && !target._isStdio) target.end(); });
    target.emit('pipe', this);
    return target;
  }
}
const Stream = callable(AStream, EventEmitter);
class AReadable {
  init(options) {
    this.readable = true;
    this._queue = [];
    this._options = options;
    if (options.read) this._read = options.read;
  }

  _read() { throw new Error('_read() is not implemented'); }

  push(chunk) {
    if (chunk === null) this._ended = true;
    else this._queue.push(chunk);
    if (this._flowing) this._flow();
    return true;
  }

  read() { return this._queue.length ? this._queue.shift() : null; }

  on(name, listener) {
    EventEmitter.prototype.on.call(this, name, listener);
    if (name === 'data') this.resume();
    return this;
  }

  resume() {
    if (this._flowing) return this;
    this._flowing = true;
    Promise.resolve().then(() => this._flow());
    return this;
  }

  pause() { this._flowing = false; return this; }

  setEncoding(encoding) { this._encoding = encoding; return this; }

  _flow() {
    while (this._flowing) {
      while (this._flowing && this._queue.length) {
        const chunk = this._queue.shift();
        this.emit('data', this._encoding && chunk.toString ? chunk.toString(this._encoding) : chunk);
      }
      if (this._ended) {
        if (!this._over) { this._over = true; this.readable = false; this.emit('end'); }
        return;
      }
      if (this.write) return;
      this._read();
      if (!this._queue.length && !this._ended) return;
    }
  }
}
const Readable = callable(AReadable, Stream);
const writing = {
  write(chunk, encoding, callback) {
    const done = typeof encoding === 'function' ? encoding : callback;
    this._write(chunk, typeof encoding === 'string' ? encoding : 'utf8', (error) => {
      if (error) this.emit('error', error);
      if (done) done(error);
    });
    return true;
  },
  end(chunk, encoding, callback) {
    const done = [chunk, encoding, callback].find((item) => typeof item === 'function');
    if (chunk !== undefined && chunk !== null && typeof chunk !== 'function') this.write(chunk, encoding);
    const finish = () => { this.writable = false; this.emit('finish'); if (done) done(); };
    if (this._final) this._final(finish);
    else finish();
    return this;
  },
};
class AWritable {
  init(options) {
    this.writable = true;
    if (options.write) this._write = options.write;
    if (options.final) this._final = options.final;
  }

  _write() { throw new Error('_write() is not implemented'); }
}
Object.assign(AWritable.prototype, writing);
const Writable = callable(AWritable, Stream);
class ADuplex {
  init(options) {
    Readable.prototype.init.call(this, options);
    this.writable = true;
    if (options.write) this._write = options.write;
    if (options.final) this._final = options.final;
  }

  _read() {}

  _write() { throw new Error('_write() is not implemented'); }
}
Object.assign(ADuplex.prototype, writing);
const Duplex = callable(ADuplex, Readable);
class ATransform {
  init(options) {
    Duplex.prototype.init.call(this, options);
    if (options.transform) this._transform = options.transform;
    if (options.flush) this._flush = options.flush;
  }

  _transform() { throw new Error('_transform() is not implemented'); }

  _write(chunk, encoding, callback) {
    this._transform(chunk, encoding, (error, made) => {
      if (made !== undefined && made !== null) this.push(made);
      callback(error);
    });
  }

  _final(callback) {
    const close = (error, made) => {
      if (made !== undefined && made !== null) this.push(made);
      this.push(null);
      callback(error);
    };
    if (this._flush) this._flush(close);
    else close();
  }
}
const Transform = callable(ATransform, Duplex);
class APassThrough {
  _transform(chunk, encoding, callback) { callback(null, chunk); }
}
const PassThrough = callable(APassThrough, Transform);
Object.assign(Stream, { super_: EventEmitter, Stream, Readable, Writable, Duplex, Transform, PassThrough });
['pipeline', 'finished'].forEach((name) => { Stream[name] = () => { throw new Error(`stream.${name} is not implemented`); }; });
return Stream;
