// DOMException, Event, EventTarget, AbortController and AbortSignal of the DOM standard.
const codes = {
  IndexSizeError: 1, NotFoundError: 8, NotSupportedError: 9, InvalidStateError: 11, SyntaxError: 12,
  InvalidAccessError: 15, NetworkError: 19, AbortError: 20, QuotaExceededError: 22, TimeoutError: 23,
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
  target = null;
  constructor(type, init = {}) {
    if (arguments.length === 0) throw new TypeError('The "type" argument must be specified');
    this.#type = String(type);
    this.#init = init;
  }
  get type() { return this.#type; }
  get bubbles() { return Boolean(this.#init.bubbles); }
  get cancelable() { return Boolean(this.#init.cancelable); }
  get defaultPrevented() { return this.#prevented; }
  preventDefault() { if (this.cancelable) this.#prevented = true; }
  stopImmediatePropagation() { this.stopped = true; }
  stopPropagation() {}
}

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
    for (const one of this.#listeners.filter((each) => each.type === event.type)) {
      if (one.once) this.removeEventListener(one.type, one.callback);
      if (typeof one.callback === 'function') one.callback.call(this, event);
      else one.callback.handleEvent(event);
      if (event.stopped) break;
    }
    return !event.defaultPrevented;
  }
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
}

return { DOMException, Event, EventTarget, AbortController, AbortSignal };
