// Node's EventEmitter, as the package `events` has it: a function, so that classes of every kind can
// build on it.
let most = 10;
const check = (listener) => {
  if (typeof listener !== 'function') throw new TypeError('"listener" argument must be a function');
};
const isCount = (value) => typeof value === 'number' && value >= 0;
function EventEmitter() {
  if (!this._events || !Object.hasOwn(this, '_events')) {
    this._events = Object.create(null);
    this._eventsCount = 0;
  }
  this._maxListeners = this._maxListeners || undefined;
}
// One listener stands by itself, several in a list.
const listOf = (emitter, name) => {
  const held = emitter._events && emitter._events[name];
  return held ? [].concat(held) : [];
};
const hold = (emitter, name, list) => {
  const had = !!emitter._events[name];
  if (list.length) emitter._events[name] = list.length > 1 ? list : list[0];
  else delete emitter._events[name];
  emitter._eventsCount += Number(list.length > 0) - Number(had);
};
const warn = (emitter, name, list) => {
  const limit = emitter.getMaxListeners();
  if (!limit || list.length <= limit || list.warned) return;
  list.warned = true;
  console.warn(`Error: Possible EventEmitter memory leak detected. ${list.length} "${String(name)}" listeners added. Use emitter.setMaxListeners() to increase limit.`);
};
const add = (emitter, name, listener, first) => {
  check(listener);
  if (!emitter._events) Object.assign(emitter, { _events: Object.create(null), _eventsCount: 0 });
  if (emitter._events.newListener) emitter.emit('newListener', name, listener.listener || listener);
  const before = emitter._events[name];
  const list = first ? [listener, ...listOf(emitter, name)] : [...listOf(emitter, name), listener];
  if (before && before.warned) list.warned = true;
  hold(emitter, name, list);
  warn(emitter, name, list);
  return emitter;
};
const onlyOnce = (emitter, name, listener) => {
  check(listener);
  let done = false;
  const once = (...args) => {
    if (done) return undefined;
    emitter.removeListener(name, once);
    done = true;
    return listener.apply(emitter, args);
  };
  once.listener = listener;
  return once;
};
Object.assign(EventEmitter.prototype, {
  _events: undefined, _maxListeners: undefined,
  setMaxListeners(count) {
    if (!isCount(count)) throw new TypeError('"n" argument must be a positive number');
    this._maxListeners = count;
    return this;
  },
  getMaxListeners() { return this._maxListeners === undefined ? EventEmitter.defaultMaxListeners : this._maxListeners; },
  emit(name, ...args) {
    const list = listOf(this, name);
    if (!list.length && name === 'error') {
      const [error] = args;
      throw error instanceof Error ? error : Object.assign(new Error(`Unhandled "error" event. (${error})`), { context: error });
    }
    list.forEach((listener) => listener.apply(this, args));
    return list.length > 0;
  },
  addListener(name, listener) { return add(this, name, listener, false); },
  prependListener(name, listener) { return add(this, name, listener, true); },
  once(name, listener) { return this.on(name, onlyOnce(this, name, listener)); },
  prependOnceListener(name, listener) { return this.prependListener(name, onlyOnce(this, name, listener)); },
  removeListener(name, listener) {
    check(listener);
    const list = listOf(this, name);
    const at = list.findLastIndex((item) => item === listener || item.listener === listener);
    if (at < 0) return this;
    const [gone] = list.splice(at, 1);
    hold(this, name, list);
    if (this._events.removeListener) this.emit('removeListener', name, gone.listener || listener);
    return this;
  },
  removeAllListeners(...names) {
    if (!this._events) return this;
    const [name] = names;
    if (!this._events.removeListener) {
      if (names.length) hold(this, name, []);
      else Object.assign(this, { _events: Object.create(null), _eventsCount: 0 });
    } else if (names.length) listOf(this, name).reverse().forEach((listener) => this.removeListener(name, listener));
    else {
      Object.keys(this._events).filter((key) => key !== 'removeListener').forEach((key) => this.removeAllListeners(key));
      this.removeAllListeners('removeListener');
      Object.assign(this, { _events: Object.create(null), _eventsCount: 0 });
    }
    return this;
  },
  listeners(name) { return listOf(this, name).map((item) => item.listener || item); },
  rawListeners(name) { return listOf(this, name); },
  listenerCount(name) { return listOf(this, name).length; },
  eventNames() { return this._eventsCount > 0 ? Reflect.ownKeys(this._events) : []; },
});
EventEmitter.prototype.on = EventEmitter.prototype.addListener;
EventEmitter.prototype.off = EventEmitter.prototype.removeListener;
const count = (emitter, name) => (typeof emitter.listenerCount === 'function' ? emitter.listenerCount(name) : EventEmitter.prototype.listenerCount.call(emitter, name));
const member = (value) => ({ value, writable: true, enumerable: true, configurable: true });
Object.defineProperties(EventEmitter, {
  EventEmitter: member(EventEmitter),
  defaultMaxListeners: {
    enumerable: true,
    configurable: true,
    get: () => most,
    set(value) {
      if (!isCount(value)) throw new TypeError('"defaultMaxListeners" must be a positive number');
      most = value;
    },
  },
  listenerCount: member(count),
});
return EventEmitter;
