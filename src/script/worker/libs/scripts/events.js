// Node's EventEmitter.
class EventEmitter {
  constructor() { this._events = Object.create(null); }

  list(name) {
    if (!this._events) this._events = Object.create(null);
    return this._events[name] || [];
  }

  put(name, listener, first) {
    if (typeof listener !== 'function') throw new TypeError('listener must be a function');
    const list = this.list(name);
    if (this._events.newListener) this.emit('newListener', name, listener.listener || listener);
    this._events[name] = first ? [listener, ...list] : [...list, listener];
    return this;
  }

  wrap(name, listener) {
    const once = (...args) => {
      this.removeListener(name, once);
      return listener.apply(this, args);
    };
    once.listener = listener;
    return once;
  }

  on(name, listener) { return this.put(name, listener, false); }

  addListener(name, listener) { return this.on(name, listener); }

  prependListener(name, listener) { return this.put(name, listener, true); }

  once(name, listener) { return this.put(name, this.wrap(name, listener), false); }

  prependOnceListener(name, listener) { return this.put(name, this.wrap(name, listener), true); }

  removeListener(name, listener) {
    const list = this.list(name);
    const at = list.findLastIndex((item) => item === listener || item.listener === listener);
    if (at < 0) return this;
    const rest = list.filter((_, index) => index !== at);
    if (rest.length) this._events[name] = rest;
    else delete this._events[name];
    if (this._events.removeListener) this.emit('removeListener', name, listener);
    return this;
  }

  off(name, listener) { return this.removeListener(name, listener); }

  removeAllListeners(name) {
    if (name === undefined) this._events = Object.create(null);
    else if (this._events) delete this._events[name];
    return this;
  }

  emit(name, ...args) {
    const list = this.list(name);
    if (!list.length && name === 'error') {
      throw args[0] instanceof Error ? args[0] : new Error(`Unhandled error. (${args[0]})`);
    }
    list.forEach((listener) => listener.apply(this, args));
    return list.length > 0;
  }

  listeners(name) { return this.list(name).map((item) => item.listener || item); }

  rawListeners(name) { return this.list(name).slice(); }

  listenerCount(name) { return this.list(name).length; }

  eventNames() { return Reflect.ownKeys(this._events || {}); }

  setMaxListeners() { return this; }

  getMaxListeners() { return 10; }
}
EventEmitter.EventEmitter = EventEmitter;
EventEmitter.listenerCount = (emitter, name) => emitter.listenerCount(name);
EventEmitter.defaultMaxListeners = 10;
return EventEmitter;
