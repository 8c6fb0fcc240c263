// Backbone: events. Objects call others back, and can listen to each other.
const _ = require('lodash');
const SPLITTER = /\s+/;
// Calls `act` for every name of `'a b'` or `{ a: f, b: g }`.
const eachName = (act, events, name, callback, opts) => {
  if (name && typeof name === 'object') {
    const options = callback !== undefined && 'context' in opts && opts.context === undefined ? { ...opts, context: callback } : opts;
    return Object.keys(name).reduce((all, one) => eachName(act, all, one, name[one], options), events);
  }
  if (name && SPLITTER.test(name)) return name.split(SPLITTER).reduce((all, one) => act(all, one, callback, opts), events);
  return act(events, name, callback, opts);
};
const adding = (events, name, callback, { context, ctx, listening }) => {
  if (!callback) return events;
  const handlers = events[name] || (events[name] = []);
  if (listening) listening.count += 1;
  handlers.push({ callback, context, ctx: context || ctx, listening });
  return events;
};
// Who is about to listen, while the object that it listens to takes the callback.
let listener;
const isGone = (handler, callback, context) => !((callback && callback !== handler.callback && callback !== handler.callback._callback) || (context && context !== handler.context));
const removing = (events, name, callback, { context, listeners }) => {
  if (!events) return undefined;
  if (!name && !context && !callback) {
    Object.keys(listeners || {}).forEach((id) => listeners[id].cleanup());
    return undefined;
  }
  (name ? [name] : Object.keys(events)).forEach((key) => {
    if (!events[key]) return;
    const rest = events[key].filter((handler) => {
      if (!isGone(handler, callback, context)) return true;
      if (handler.listening) handler.listening.off(key, callback);
      return false;
    });
    if (rest.length) events[key] = rest;
    else delete events[key];
  });
  return events;
};
// A callback that goes away when it is called.
const onceMap = (map, name, callback, off) => {
  if (callback) {
    map[name] = _.once(function once(...args) {
      off(name, map[name]);
      callback.apply(this, args);
    });
    map[name]._callback = callback;
  }
  return map;
};
const call = (handlers, args) => handlers.forEach(({ callback, ctx }) => callback.apply(ctx, args));
const fire = (events, name, callback, args) => {
  if (!events) return events;
  const { all: every, [name]: own } = events;
  const all = every && own ? every.slice() : every;
  if (own) call(own, args);
  if (all) call(all, [name, ...args]);
  return events;
};

const Events = {
  on(name, callback, context) {
    const listening = listener;
    this._events = eachName(adding, this._events || {}, name, callback, { context, ctx: this, listening });
    if (listening) {
      (this._listeners || (this._listeners = {}))[listening.id] = listening;
      listening.interop = false;
    }
    return this;
  },
  listenTo(object, name, callback) {
    if (!object) return this;
    const id = object._listenId || (object._listenId = _.uniqueId('l'));
    const to = this._listeningTo || (this._listeningTo = {});
    if (!this._listenId) this._listenId = _.uniqueId('l');
    const listening = to[id] || (to[id] = new Listening(this, object));
    listener = listening;
    try {
      object.on(name, callback, this);
    } finally {
      listener = undefined;
    }
    // An object with events of its own kind does not count who listens.
    if (listening.interop) listening.on(name, callback);
    return this;
  },
  off(name, callback, context) {
    if (!this._events) return this;
    this._events = eachName(removing, this._events, name, callback, { context, listeners: this._listeners });
    return this;
  },
  stopListening(object, name, callback) {
    const to = this._listeningTo;
    if (!to) return this;
    for (const id of object ? [object._listenId] : Object.keys(to)) {
      const listening = to[id];
      if (!listening) break;
      listening.obj.off(name, callback, this);
      if (listening.interop) listening.off(name, callback);
    }
    if (_.isEmpty(to)) this._listeningTo = undefined;
    return this;
  },
  once(name, callback, context) {
    const events = eachName(onceMap, {}, name, callback, this.off.bind(this));
    return this.on(events, typeof name === 'string' && context == null ? undefined : callback, context);
  },
  listenToOnce(object, name, callback) {
    return this.listenTo(object, eachName(onceMap, {}, name, callback, this.stopListening.bind(this, object)));
  },
  trigger(name, ...args) {
    if (this._events) eachName(fire, this._events, name, undefined, args);
    return this;
  },
};
class Listening {
  constructor(own, object) {
    this.id = own._listenId;
    this.listener = own;
    this.obj = object;
    this.interop = true;
    this.count = 0;
    this._events = undefined;
  }

  off(name, callback) {
    if (this.interop) this._events = eachName(removing, this._events, name, callback, {});
    else this.count -= 1;
    if (this.interop ? !this._events || _.isEmpty(this._events) : this.count === 0) this.cleanup();
  }

  cleanup() {
    delete this.listener._listeningTo[this.obj._listenId];
    if (!this.interop) delete this.obj._listeners[this.id];
  }
}
Listening.prototype.on = Events.on;
return { on: Events.on, listenTo: Events.listenTo, off: Events.off, stopListening: Events.stopListening, once: Events.once, listenToOnce: Events.listenToOnce, trigger: Events.trigger, bind: Events.on, unbind: Events.off };
