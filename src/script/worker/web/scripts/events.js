// DOMException, Event, EventTarget, AbortController and AbortSignal of the DOM standard.
const codes = {
  IndexSizeError: 1, NotFoundError: 8, NotSupportedError: 9, InvalidStateError: 11, SyntaxError: 12,
  InvalidAccessError: 15, TypeMismatchError: 17, NetworkError: 19, AbortError: 20, QuotaExceededError: 22, TimeoutError: 23,
  DataCloneError: 25, InvalidCharacterError: 5,
};

class DOMException extends Error {
  #name;
  constructor(message = '', name = 'Error') {
    super(message);
    this.#name = String(typeof name === 'object' && name !== null ? name.name : name);
  }
  get name() { return this.#name; }
  get code() { return codes[this.#name] || 0; }
}

class Event {
  #type; #init; #prevented = false;
  #timeStamp = Date.now();
  target = null;
  currentTarget = null;
  constructor(type, init = {}) {
    if (arguments.length === 0) throw Object.assign(new TypeError('The "type" argument must be specified'), { code: 'ERR_MISSING_ARGS' });
    this.#type = `${type}`;
    this.#init = init || {};
  }
  get composed() { return Boolean(this.#init.composed); }
  get srcElement() { return this.target; }
  get timeStamp() { return this.#timeStamp; }
  get isTrusted() { return false; }
  get returnValue() { return !this.#prevented; }
  get eventPhase() { return this.currentTarget ? Event.AT_TARGET : Event.NONE; }
  composedPath() { return this.currentTarget ? [this.currentTarget] : []; }
  get type() { return this.#type; }
  get bubbles() { return Boolean(this.#init.bubbles); }
  get cancelable() { return Boolean(this.#init.cancelable); }
  get defaultPrevented() { return this.#prevented; }
  preventDefault() { if (this.cancelable) this.#prevented = true; }
  stopImmediatePropagation() { this.stopped = true; }
  stopPropagation() {}
  get [Symbol.toStringTag]() { return 'Event'; }
}
// The phases, on the class and on every event.
Object.entries({ NONE: 0, CAPTURING_PHASE: 1, AT_TARGET: 2, BUBBLING_PHASE: 3 }).forEach(([name, value]) => {
  [Event, Event.prototype].forEach((place) => Object.defineProperty(place, name, { value, enumerable: true }));
});

class EventTarget {
  #listeners = [];
  addEventListener(type, callback, options) {
    if (callback === null || callback === undefined) return;
    if (this.#listeners.some((one) => one.type === String(type) && one.callback === callback)) return;
    this.#listeners.push({ type: String(type), callback, once: Boolean(options && options.once) });
  }
  removeEventListener(type, callback) {
    this.#listeners = this.#listeners.filter((one) => one.type !== String(type) || one.callback !== callback);
  }
  dispatchEvent(event) {
    event.target = this;
    event.currentTarget = this;
    for (const one of this.#listeners.filter((each) => each.type === event.type)) {
      if (one.once) this.removeEventListener(one.type, one.callback);
      if (typeof one.callback === 'function') one.callback.call(this, event);
      else one.callback.handleEvent(event);
      if (event.stopped) break;
    }
    event.currentTarget = null;
    return !event.defaultPrevented;
  }
  get [Symbol.toStringTag]() { return 'EventTarget'; }
}

const secret = Symbol('signal');

class AbortSignal extends EventTarget {
  #reason; #aborted = false;
  onabort = null;
  constructor(key) {
    super();
    if (key !== secret) throw new TypeError('Illegal constructor');
  }
  get aborted() { return this.#aborted; }
  get reason() { return this.#reason; }
  throwIfAborted() { if (this.#aborted) throw this.#reason; }
  [secret](reason = new DOMException('This operation was aborted', 'AbortError')) {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#reason = reason;
    const event = new Event('abort');
    if (typeof this.onabort === 'function') this.onabort(event);
    this.dispatchEvent(event);
  }
  static abort(reason) {
    const signal = new AbortSignal(secret);
    signal[secret](reason);
    return signal;
  }
  static any(signals) {
    const signal = new AbortSignal(secret);
    const list = [...signals];
    const aborted = list.find((one) => one.aborted);
    if (aborted) signal[secret](aborted.reason);
    else list.forEach((one) => one.addEventListener('abort', () => signal[secret](one.reason), { once: true }));
    return signal;
  }
  get [Symbol.toStringTag]() { return 'AbortSignal'; }
  static timeout(delay) {
    const signal = new AbortSignal(secret);
    setTimeout(() => signal[secret](new DOMException('The operation was aborted due to timeout', 'TimeoutError')), delay);
    return signal;
  }
}

class AbortController {
  #signal = new AbortSignal(secret);
  get signal() { return this.#signal; }
  abort(reason) { this.#signal[secret](reason); }
  get [Symbol.toStringTag]() { return 'AbortController'; }
}

return { DOMException, Event, EventTarget, AbortController, AbortSignal };
