// Node's legacy URL functions, as the package `url` has them.
const punycode = require('punycode');
const querystring = require('querystring');
const resolveObject = require('url/resolve');
const KEYS = ['protocol', 'slashes', 'auth', 'host', 'port', 'hostname', 'hash', 'search', 'query', 'pathname', 'path', 'href'];
const SLASHED = new Set(['http:', 'https:', 'ftp:', 'gopher:', 'file:']);
const HOSTLESS = 'javascript:';
const ESCAPED = /[{}|\\^`<>" \r\n\t']/g;
const PLAIN_PATH = /^(\/\/?(?!\/)[^?\s]*)(\?[^\s]*)?$/;
const HOST_PART = /^[+a-z0-9A-Z_-]{0,63}/;
const escaped = (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

class Url {
  constructor() { KEYS.forEach((key) => { this[key] = null; }); }

  parse(text, parseQuery, slashesDenoteHost) {
    if (typeof text !== 'string') throw new TypeError(`Parameter 'url' must be a string, not ${typeof text}`);
    const whole = straight(text).trim();
    const plain = !slashesDenoteHost && !text.includes('#') && PLAIN_PATH.exec(whole);
    if (plain) {
      Object.assign(this, { path: whole, href: whole, pathname: plain[1] });
      this.setSearch(plain[2], parseQuery);
      return this;
    }
    const [scheme = ''] = /^[a-z0-9.+-]+:/i.exec(whole) || [];
    const protocol = scheme.toLowerCase();
    if (protocol) this.protocol = protocol;
    let rest = whole.slice(scheme.length);
    const slashes = rest.startsWith('//') && protocol !== HOSTLESS && (slashesDenoteHost || protocol || /^\/\/[^@/]+@[^@/]+/.test(rest));
    if (slashes) {
      this.slashes = true;
      rest = rest.slice(2);
    }
    if (protocol !== HOSTLESS && (slashes || (protocol && !SLASHED.has(protocol)))) rest = this.takeHost(rest);
    if (protocol !== HOSTLESS) rest = rest.replace(ESCAPED, escaped);
    const hash = rest.indexOf('#');
    if (hash >= 0) {
      this.hash = rest.slice(hash);
      rest = rest.slice(0, hash);
    }
    const mark = rest.indexOf('?');
    this.setSearch(mark < 0 ? undefined : rest.slice(mark), parseQuery);
    if (mark >= 0) rest = rest.slice(0, mark);
    if (rest) this.pathname = rest;
    if (SLASHED.has(protocol) && this.hostname && !this.pathname) this.pathname = '/';
    if (this.pathname || this.search) this.path = (this.pathname || '') + (this.search || '');
    this.href = this.format();
    return this;
  }

  // Without a query, parsing it gives an empty one.
  setSearch(search, parseQuery) {
    if (search === undefined && !parseQuery) return;
    this.search = search || '';
    this.query = parseQuery ? querystring.parse(this.search.slice(1)) : this.search.slice(1);
  }

  // Reads the host at the start of a text and returns what comes after it.
  takeHost(text) {
    const end = text.search(/[/?#]/);
    const at = end < 0 ? text.lastIndexOf('@') : text.lastIndexOf('@', end);
    if (at >= 0) this.auth = decodeURIComponent(text.slice(0, at));
    const after = text.slice(at + 1);
    const close = after.search(/[%/?;#'{}|\\^`<>" \r\n\t]/);
    const host = close < 0 ? after : after.slice(0, close);
    const [port] = /:[0-9]*$/.exec(host) || [];
    if (port && port !== ':') this.port = port.slice(1);
    let rest = close < 0 ? '' : after.slice(close);
    let hostname = port ? host.slice(0, -port.length) : host;
    const isIpv6 = hostname[0] === '[' && hostname.endsWith(']');
    if (!isIpv6) {
      const parts = hostname.split('.');
      const odd = parts.findIndex((part) => HOST_PART.exec(part.replace(/[^\0-\x7f]/g, 'x'))[0].length < part.length);
      if (odd >= 0) {
        const [good] = HOST_PART.exec(parts[odd]);
        rest = `/${[parts[odd].slice(good.length), ...parts.slice(odd + 1)].join('.')}${rest}`;
        hostname = [...parts.slice(0, odd), good].join('.');
      }
    }
    hostname = hostname.length > 255 ? '' : hostname.toLowerCase();
    if (!isIpv6) hostname = punycode.toASCII(hostname);
    this.host = hostname + (this.port ? `:${this.port}` : '');
    this.hostname = isIpv6 ? hostname.slice(1, -1) : hostname;
    return isIpv6 && rest[0] !== '/' ? `/${rest}` : rest;
  }

  format() {
    const auth = this.auth ? `${encodeURIComponent(this.auth).replace(/%3A/i, ':')}@` : '';
    const protocol = this.protocol && !this.protocol.endsWith(':') ? `${this.protocol}:` : this.protocol || '';
    let pathname = this.pathname || '';
    let host = false;
    if (this.host) host = auth + this.host;
    else if (this.hostname) host = auth + (this.hostname.includes(':') ? `[${this.hostname}]` : this.hostname) + (this.port ? `:${this.port}` : '');
    const query = this.query && typeof this.query === 'object' && Object.keys(this.query).length ? querystring.stringify(this.query) : '';
    let search = this.search || (query && `?${query}`) || '';
    if (this.slashes || ((!protocol || SLASHED.has(protocol)) && host !== false)) {
      host = `//${host || ''}`;
      if (pathname && pathname[0] !== '/') pathname = `/${pathname}`;
    }
    if (search && search[0] !== '?') search = `?${search}`;
    const hash = this.hash && this.hash[0] !== '#' ? `#${this.hash}` : this.hash || '';
    return protocol + (host || '') + pathname.replace(/[?#]/g, encodeURIComponent) + search.replace('#', '%23') + hash;
  }

  resolve(relative) { return this.resolveObject(parse(relative, false, true)).format(); }

  resolveObject(relative) { return resolveObject(this, typeof relative === 'string' ? new Url().parse(relative, false, true) : relative, Url, SLASHED); }

  parseHost() { this.takeHost(this.host); }
}

// Backslashes before the query are slashes.
const straight = (text) => {
  const mark = text.indexOf('?');
  const by = mark >= 0 && mark < text.indexOf('#') ? '?' : '#';
  const [front, ...rest] = text.split(by);
  return [front.replace(/\\/g, '/'), ...rest].join(by);
};
const parse = (url, parseQuery, slashesDenoteHost) => (url && typeof url === 'object' && url instanceof Url ? url : new Url().parse(url, parseQuery, slashesDenoteHost));
const format = (url) => {
  const object = typeof url === 'string' ? parse(url) : url;
  return object instanceof Url ? object.format() : Url.prototype.format.call(object);
};
return {
  parse, format, Url,
  resolve: (source, relative) => parse(source, false, true).resolve(relative),
  resolveObject: (source, relative) => (source ? parse(source, false, true).resolveObject(relative) : relative),
};
