// Node's legacy URL functions.
const querystring = require('querystring');
const SLASHED = ['http', 'https', 'ftp', 'gopher', 'file', 'ws', 'wss'];

class Url {
  constructor() {
    for (const key of ['protocol', 'slashes', 'auth', 'host', 'port', 'hostname', 'hash', 'search', 'query', 'pathname', 'path', 'href']) {
      this[key] = null;
    }
  }

  parse(text, parseQuery, slashesDenoteHost) {
    const whole = urlParse(text, parseQuery, slashesDenoteHost);
    return Object.assign(this, whole);
  }

  format() { return urlFormat(this); }

  resolve(relative) { return urlResolve(this.href, relative); }

  resolveObject(relative) { return urlResolveObject(this.href, relative); }
}

const escapeRest = (text) =>
  text.replace(/[\s<>"`{}|\\^']/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

function urlParse(text, parseQuery, slashesDenoteHost) {
  if (text instanceof Url) return text;
  if (typeof text !== 'string') {
    throw new TypeError(`Parameter 'url' must be a string, not ${typeof text}`);
  }
  const url = new Url();
  const mark = text.search(/[?#]/);
  const [front, back] = mark < 0 ? [text, ''] : [text.slice(0, mark), text.slice(mark)];
  let rest = (front.replace(/\\/g, '/') + back).trim();
  const protocol = /^([a-z0-9.+-]+):/i.exec(rest);
  const scheme = protocol ? protocol[1].toLowerCase() : '';
  if (protocol) {
    url.protocol = `${scheme}:`;
    rest = rest.slice(protocol[0].length);
  }
  const hasSlashes = rest.startsWith('//');
  if (hasSlashes && scheme !== 'javascript' && (slashesDenoteHost || protocol || /^\/\/[^@/]+@[^@/]+/.test(rest))) {
    url.slashes = true;
    rest = rest.slice(2);
    const end = rest.search(/[/?#]/);
    let authority = end < 0 ? rest : rest.slice(0, end);
    rest = end < 0 ? '' : rest.slice(end);
    const at = authority.lastIndexOf('@');
    if (at >= 0) {
      url.auth = decodeURIComponent(authority.slice(0, at));
      authority = authority.slice(at + 1);
    }
    const port = /:([0-9]*)$/.exec(authority);
    if (port) {
      if (port[1]) url.port = port[1];
      authority = authority.slice(0, -port[0].length);
    }
    url.hostname = require('punycode').toASCII(authority.toLowerCase());
    url.host = url.hostname + (url.port ? `:${url.port}` : '');
    if (url.hostname.startsWith('[') && url.hostname.endsWith(']')) {
      url.hostname = url.hostname.slice(1, -1);
      if (!rest.startsWith('/')) rest = `/${rest}`;
    }
  }
  if (scheme !== 'javascript') rest = escapeRest(rest);
  const hash = rest.indexOf('#');
  if (hash >= 0) {
    url.hash = rest.slice(hash);
    rest = rest.slice(0, hash);
  }
  const query = rest.indexOf('?');
  if (query >= 0) {
    url.search = rest.slice(query);
    url.query = rest.slice(query + 1);
    rest = rest.slice(0, query);
  } else if (parseQuery) {
    url.search = '';
    url.query = '';
  }
  if (parseQuery) url.query = querystring.parse(url.query);
  if (rest) url.pathname = rest;
  if (SLASHED.includes(scheme) && url.hostname && !url.pathname) url.pathname = '/';
  if (url.pathname || url.search) url.path = (url.pathname || '') + (url.search || '');
  url.href = urlFormat(url);
  return url;
}

function urlFormat(object) {
  const url = typeof object === 'string' ? urlParse(object) : object;
  const auth = url.auth ? `${encodeURIComponent(url.auth).replace(/%3A/i, ':')}@` : '';
  let protocol = url.protocol || '';
  if (protocol && !protocol.endsWith(':')) protocol += ':';
  let host = false;
  if (url.host) host = auth + url.host;
  else if (url.hostname) {
    const name = url.hostname.includes(':') ? `[${url.hostname}]` : url.hostname;
    host = auth + name + (url.port ? `:${url.port}` : '');
  }
  let query = '';
  if (url.query && typeof url.query === 'object' && Object.keys(url.query).length) query = querystring.stringify(url.query);
  let search = url.search || (query && `?${query}`) || '';
  let pathname = url.pathname || '';
  if (url.slashes || ((!protocol || SLASHED.includes(protocol.slice(0, -1))) && host !== false)) {
    host = `//${host || ''}`;
    if (pathname && pathname[0] !== '/') pathname = `/${pathname}`;
  } else if (!host) host = '';
  let hash = url.hash || '';
  if (hash && hash[0] !== '#') hash = `#${hash}`;
  if (search && search[0] !== '?') search = `?${search}`;
  pathname = pathname.replace(/[?#]/g, encodeURIComponent);
  return protocol + host + pathname + search.replace('#', '%23') + hash;
}

const joinPaths = (base, relative) => {
  const parts = (relative.startsWith('/') ? relative : base.replace(/[^/]*$/, '') + relative).split('/');
  const out = [];
  parts.forEach((part, index) => {
    const last = index === parts.length - 1;
    if (part === '..') {
      if (out.length > 1) out.pop();
      if (last) out.push('');
    } else if (part === '.') {
      if (last) out.push('');
    } else out.push(part);
  });
  return out.join('/') || '/';
};

function urlResolveObject(source, relative) {
  const base = urlParse(source, false, true);
  const target = urlParse(relative, false, true);
  if (!relative) return Object.assign(new Url(), base, { hash: null, href: urlFormat({ ...base, hash: null }) });
  if (target.protocol && target.protocol !== base.protocol) return target;
  const url = Object.assign(new Url(), base, { hash: target.hash });
  if (target.host || target.slashes) {
    Object.assign(url, { auth: target.auth, host: target.host, hostname: target.hostname, port: target.port, slashes: true });
    url.pathname = target.pathname || (SLASHED.includes(String(url.protocol).slice(0, -1)) ? '/' : null);
    url.search = target.search;
    url.query = target.query;
  } else if (target.pathname) {
    url.pathname = joinPaths(base.pathname || '/', target.pathname);
    url.search = target.search;
    url.query = target.query;
  } else if (target.search !== null) {
    url.search = target.search;
    url.query = target.query;
  }
  url.path = (url.pathname || '') + (url.search || '') || null;
  url.href = urlFormat(url);
  return url;
}

function urlResolve(source, relative) {
  return urlResolveObject(source, relative).href;
}

return { parse: urlParse, format: urlFormat, resolve: urlResolve, resolveObject: urlResolveObject, Url };
