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

class URLSearchParams {
  #list = [];

  constructor(init = '') {
    if (init !== null && typeof init === 'object') {
      const pairs = init[Symbol.iterator] ? init : Object.entries(init);
      for (const pair of pairs) {
        const [key, value, ...more] = pair;
        if (value === undefined || more.length > 0) {
          throw new TypeError('Each query pair must be an iterable [name, value] tuple');
        }
        this.#list.push([String(key), String(value)]);
      }
    } else {
      this[fill](String(init));
    }
  }

  [fill](text) {
    const pairs = text.replace(/^\?/, '').split('&').filter((part) => part !== '');
    this.#list = pairs.map((part) => {
      const at = part.indexOf('=');
      return at < 0 ? [decode(part), ''] : [decode(part.slice(0, at)), decode(part.slice(at + 1))];
    });
  }

  #changed() { if (this[owner]) this[owner](this.toString()); }

  get size() { return this.#list.length; }
  append(key, value) { this.#list.push([String(key), String(value)]); this.#changed(); }
  delete(key, value) {
    this.#list = this.#list.filter(([name, old]) => name !== String(key) || (value !== undefined && old !== String(value)));
    this.#changed();
  }
  get(key) { const found = this.#list.find(([name]) => name === String(key)); return found ? found[1] : null; }
  getAll(key) { return this.#list.filter(([name]) => name === String(key)).map(([, value]) => value); }
  has(key, value) { return this.#list.some(([name, old]) => name === String(key) && (value === undefined || old === String(value))); }
  set(key, value) {
    const index = this.#list.findIndex(([name]) => name === String(key));
    if (index < 0) {
      this.#list.push([String(key), String(value)]);
    } else {
      this.#list[index][1] = String(value);
      this.#list = this.#list.filter(([name], at) => at <= index || name !== String(key));
    }
    this.#changed();
  }
  sort() { this.#list.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)); this.#changed(); }
  forEach(callback, self) { for (const [key, value] of this.#list) callback.call(self, value, key, this); }
  * entries() { for (const [key, value] of this.#list) yield [key, value]; }
  * keys() { for (const [key] of this.#list) yield key; }
  * values() { for (const [, value] of this.#list) yield value; }
  [Symbol.iterator]() { return this.entries(); }
  toString() { return this.#list.map(([key, value]) => `${encode(key)}=${encode(value)}`).join('&'); }
  get [Symbol.toStringTag]() { return 'URLSearchParams'; }
}

class URL {
  #parts; #params;

  constructor(input, base) {
    if (arguments.length === 0) throw new TypeError('The "url" argument must be specified');
    this.#parts = native.parseUrl(String(input), base === undefined ? undefined : String(base));
    if (this.#parts === undefined) {
      throw Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL', input: String(input) });
    }
  }

  static canParse(input, base) { return native.parseUrl(String(input), base) !== undefined; }

  #set(part, value) {
    this.#parts = native.changeUrl(this.#parts.href, part, String(value));
    if (this.#params && part === 'search') this.#params[fill](this.#parts.search);
  }

  get href() { return this.#parts.href; }
  set href(value) {
    const parts = native.parseUrl(String(value));
    if (parts === undefined) throw Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL', input: String(value) });
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

return { URL, URLSearchParams };
