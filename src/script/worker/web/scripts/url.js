// URL and URLSearchParams of the URL standard; parsing is native.
const encode = (text) => encodeURIComponent(text.toWellFormed ? text.toWellFormed() : text)
  .replace(/%20/g, '+')
  .replace(/[!'()~]/g, (char) => '%' + char.charCodeAt(0).toString(16).toUpperCase());
const decode = (text) => native.decodeText(
  new Uint8Array(native.encode(
    text.replace(/\+/g, ' ').replace(/[^\x00-\x7f]/g, (char) => native.decode(native.encode(char, 'utf8'), 'latin1'))
      .replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  )), 'utf-8', false);
const owner = Symbol('url');
const fill = Symbol('fill');

const coded = (error, code) => Object.assign(error, { code });
const missing = (names) => coded(new TypeError(`The ${names.map((name) => `"${name}"`).join(' and ')} argument${names.length > 1 ? 's' : ''} must be specified`), 'ERR_MISSING_ARGS');
const stranger = (type) => coded(new TypeError(`Value of "this" must be of type ${type}`), 'ERR_INVALID_THIS');
// A text without lone surrogates; symbols have none.
const usv = (value) => {
  if (typeof value === 'symbol') throw new TypeError('Cannot convert a Symbol value to a string');
  return `${value}`.toWellFormed();
};
const pairOf = (pair) => {
  const isList = pair !== null && (typeof pair === 'object' || typeof pair === 'function') && typeof pair[Symbol.iterator] === 'function';
  const items = isList ? [...pair] : [];
  if (items.length !== 2) throw coded(new TypeError('Each query pair must be an iterable [name, value] tuple'), 'ERR_INVALID_TUPLE');
  return items.map(usv);
};
const pairsOf = (init) => {
  const iterate = init[Symbol.iterator];
  if (iterate !== undefined && iterate !== null) {
    if (typeof iterate !== 'function') throw coded(new TypeError('Query pairs must be iterable'), 'ERR_ARG_NOT_ITERABLE');
    return Array.from(init, pairOf);
  }
  const members = new Map();
  Reflect.ownKeys(init).filter((key) => Object.prototype.propertyIsEnumerable.call(init, key)).forEach((key) => members.set(usv(key), usv(init[key])));
  return [...members];
};

class ParamsIterator {
  #rows; #pick; #at = 0;

  constructor(rows, pick) {
    this.#rows = rows;
    this.#pick = pick;
  }

  next() {
    if (this === null || typeof this !== 'object' || !(#rows in this)) throw stranger('URLSearchParamsIterator');
    const row = this.#rows()[this.#at];
    this.#at += 1;
    return row ? { value: this.#pick(row), done: false } : { value: undefined, done: true };
  }

  [Symbol.iterator]() { return this; }
}
Object.defineProperty(ParamsIterator.prototype, Symbol.toStringTag, { value: 'URLSearchParams Iterator', configurable: true });

class URLSearchParams {
  #list = [];

  constructor(init) {
    if (init === undefined || init === null) return;
    if (typeof init === 'object' || typeof init === 'function') this.#list = pairsOf(init);
    else this[fill](usv(init));
  }

  // The list of an object that is one of these, and arguments as texts.
  static #of(self, args = [], names = []) {
    if (self === null || typeof self !== 'object' || !(#list in self)) throw stranger('URLSearchParams');
    if (args.length < names.length) throw missing(names);
    return args.map((value, at) => (at < names.length || value !== undefined ? usv(value) : undefined));
  }

  [fill](text) {
    const pairs = text.replace(/^\?/, '').split('&').filter((part) => part !== '');
    this.#list = pairs.map((part) => {
      const at = part.indexOf('=');
      return at < 0 ? [decode(part), ''] : [decode(part.slice(0, at)), decode(part.slice(at + 1))];
    });
  }

  #changed() { if (this[owner]) this[owner](this.toString()); }

  get size() { URLSearchParams.#of(this); return this.#list.length; }
  append(...args) {
    const [key, value] = URLSearchParams.#of(this, args, ['name', 'value']);
    this.#list.push([key, value]);
    this.#changed();
  }
  delete(...args) {
    const [key, value] = URLSearchParams.#of(this, args, ['name']);
    this.#list = this.#list.filter(([name, old]) => name !== key || (value !== undefined && old !== value));
    this.#changed();
  }
  get(...args) {
    const [key] = URLSearchParams.#of(this, args, ['name']);
    const found = this.#list.find(([name]) => name === key);
    return found ? found[1] : null;
  }
  getAll(...args) {
    const [key] = URLSearchParams.#of(this, args, ['name']);
    return this.#list.filter(([name]) => name === key).map(([, value]) => value);
  }
  has(...args) {
    const [key, value] = URLSearchParams.#of(this, args, ['name']);
    return this.#list.some(([name, old]) => name === key && (value === undefined || old === value));
  }
  set(...args) {
    const [key, value] = URLSearchParams.#of(this, args, ['name', 'value']);
    const index = this.#list.findIndex(([name]) => name === key);
    if (index < 0) this.#list.push([key, value]);
    else {
      this.#list[index][1] = value;
      this.#list = this.#list.filter(([name], at) => at <= index || name !== key);
    }
    this.#changed();
  }
  sort() { URLSearchParams.#of(this); this.#list.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)); this.#changed(); }
  forEach(callback, self) {
    URLSearchParams.#of(this);
    if (typeof callback !== 'function') throw coded(new TypeError('The "callback" argument must be of type function.'), 'ERR_INVALID_ARG_TYPE');
    for (const [key, value] of this.#list) callback.call(self, value, key, this);
  }
  #iterator(pick) { return new ParamsIterator(() => this.#list, pick); }
  entries() { URLSearchParams.#of(this); return this.#iterator(([key, value]) => [key, value]); }
  keys() { URLSearchParams.#of(this); return this.#iterator(([key]) => key); }
  values() { URLSearchParams.#of(this); return this.#iterator(([, value]) => value); }
  toString() { URLSearchParams.#of(this); return this.#list.map(([key, value]) => `${encode(key)}=${encode(value)}`).join('&'); }
  get [Symbol.toStringTag]() { return 'URLSearchParams'; }
}
Object.defineProperty(URLSearchParams.prototype, Symbol.iterator, { value: URLSearchParams.prototype.entries, writable: true, configurable: true });

class URL {
  #parts; #params;

  constructor(input, base) {
    if (arguments.length === 0) throw missing(['url']);
    this.#parts = native.parseUrl(String(input), base === undefined ? undefined : String(base));
    if (this.#parts === undefined) {
      throw Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL', input: String(input) });
    }
  }

  static canParse(...args) {
    if (!args.length) throw missing(['url']);
    const [input, base] = args;
    return native.parseUrl(String(input), base === undefined ? undefined : String(base)) !== undefined;
  }

  #set(part, value) {
    this.#parts = native.changeUrl(this.#parts.href, part, String(value));
    if (this.#params && part === 'search') this.#params[fill](this.#parts.search);
  }

  get href() { return this.#parts.href; }
  set href(value) {
    const parts = native.parseUrl(String(value));
    if (parts === undefined) throw Object.assign(coded(new TypeError('Invalid URL'), 'ERR_INVALID_URL'), { input: String(value) });
    this.#parts = parts;
    if (this.#params) this.#params[fill](parts.search);
  }
  get origin() { return this.#parts.origin; }
  get protocol() { return this.#parts.protocol; }
  set protocol(value) { this.#set('protocol', value); }
  get username() { return this.#parts.username; }
  set username(value) { this.#set('username', value); }
  get password() { return this.#parts.password; }
  set password(value) { this.#set('password', value); }
  get host() { return this.#parts.host; }
  set host(value) { this.#set('host', value); }
  get hostname() { return this.#parts.hostname; }
  set hostname(value) { this.#set('hostname', value); }
  get port() { return this.#parts.port; }
  set port(value) { this.#set('port', value); }
  get pathname() { return this.#parts.pathname; }
  set pathname(value) { this.#set('pathname', value); }
  get search() { return this.#parts.search; }
  set search(value) { this.#set('search', value); }
  get hash() { return this.#parts.hash; }
  set hash(value) { this.#set('hash', value); }
  get searchParams() {
    if (!this.#params) {
      this.#params = new URLSearchParams(this.#parts.search);
      const update = (text) => { this.#parts = native.changeUrl(this.#parts.href, 'search', text); };
      Object.defineProperty(this.#params, owner, { value: update });
    }
    return this.#params;
  }
  toString() { return this.#parts.href; }
  toJSON() { return this.#parts.href; }
  get [Symbol.toStringTag]() { return 'URL'; }
}

// As in browsers, the members can be listed.
[URL, URLSearchParams].forEach(({ prototype }) => Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor').forEach((name) => {
  Object.defineProperty(prototype, name, { enumerable: true });
}));
return { URL, URLSearchParams };
