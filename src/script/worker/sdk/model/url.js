// URLs as Postman keeps them: in parts, unresolved and unencoded.

const RESERVED = { '&': '%26', '#': '%23', '=': '%3D' };

// Encodes what would end a parameter, outside of `{{variables}}`.
const encodeParam = (text, reserved) =>
  text.replace(/\{\{[^{}]*[&#=][^{}]*\}\}|[&#=]/g, (part) =>
    part.length === 1 && reserved.includes(part) ? RESERVED[part] : part);

class PostmanQueryParam extends PostmanProperty {
  constructor(options) {
    super(options);
    this.update(options);
  }

  toString() {
    return PostmanQueryParam.unparseSingle(this);
  }

  update(param) {
    const source = isText(param) ? PostmanQueryParam.parseSingle(param) : param || {};
    this.key = source.key;
    this.value = source.value;
    if (own(param, 'system')) this.system = param.system;
  }

  valueOf() {
    return isText(this.value) ? this.value : '';
  }

  static parse(query) {
    return isText(query) ? query.split('&').map(PostmanQueryParam.parseSingle) : [];
  }

  static parseSingle(param, index, all) {
    if (param === '' && Array.isArray(all) && index !== all.length - 1) return { key: null, value: null };
    const at = param.indexOf('=');
    return at < 0 ? { key: param, value: null } : { key: param.slice(0, at), value: param.slice(at + 1) };
  }

  static unparse(params) {
    if (!params) return '';
    if (PostmanPropertyList.isPropertyList(params)) params = params.members;
    if (!Array.isArray(params)) params = Object.keys(params).map((key) => ({ key, value: params[key] }));
    return params.filter((param) => param.disabled !== true).map(PostmanQueryParam.unparseSingle).join('&');
  }

  static unparseSingle(param) {
    if (!param) return '';
    const key = isText(param.key) ? encodeParam(param.key, '&#=') : '';
    return isText(param.value) ? `${key}=${encodeParam(param.value, '&#')}` : key;
  }
}
Object.assign(PostmanQueryParam, {
  _postman_propertyName: 'QueryParam',
  _postman_propertyIndexKey: 'key',
  _postman_propertyAllowsMultipleValues: true,
});

const pathVariable = (segment) => {
  if (!isText(segment) || segment[0] !== ':') return null;
  return segment.slice(1).split('.')[0] || null;
};

// Splits a URL. Variables are taken out first: `{{a/b?c}}` is one piece.
const parseUrl = (text) => {
  const parts = { raw: text };
  if (!text || !isText(text)) return parts;
  const kept = [];
  const mask = (piece) => {
    if (kept.length >= 0x1800) return piece;
    kept.push(piece);
    return String.fromCharCode(0xe000 + kept.length - 1);
  };
  const unmask = (piece) => piece.replace(/[\ue000-\uf7ff]/g, (char) => kept[char.charCodeAt(0) - 0xe000] ?? char);
  parts.raw = text.replace(/^\s+/, '');
  let rest = parts.raw.replace(/\{\{[^{}]*\}\}|[\ue000-\uf7ff]/g, mask);
  const cutBack = (separator) => {
    const at = rest.indexOf(separator);
    if (at < 0) return undefined;
    const tail = rest.slice(at + 1);
    rest = rest.slice(0, at);
    return tail;
  };
  const hash = cutBack('#');
  const query = cutBack('?');
  rest = rest.replace(/\\/g, '/');
  const at = rest.indexOf('://');
  if (at >= 0) {
    parts.protocol = unmask(rest.slice(0, at));
    rest = rest.slice(at + 3).replace(/^\/+/, parts.protocol.toLowerCase() === 'file' ? '/' : '');
  }
  const path = cutBack('/');
  const user = rest.lastIndexOf('@');
  if (user >= 0) {
    const auth = rest.slice(0, user);
    rest = rest.slice(user + 1);
    const colon = auth.indexOf(':');
    parts.auth = (colon < 0 ? [auth] : [auth.slice(0, colon), auth.slice(colon + 1)]).map(unmask);
  }
  const port = rest.lastIndexOf(':');
  if (port >= 0 && !rest.slice(port + 1).includes(']')) {
    parts.port = unmask(rest.slice(port + 1));
    rest = rest.slice(0, port);
  }
  if (rest) parts.host = rest.split('.').map(unmask);
  if (path !== undefined) parts.path = path.split('/').map(unmask);
  if (query !== undefined) parts.query = query.split('&').map(unmask);
  if (hash !== undefined) parts.hash = unmask(hash);
  return parts;
};

class PostmanUrl extends PropertyBase {
  constructor(options) {
    super(options);
    this.update(options);
  }

  update(url) {
    const parts = isText(url) || !url ? PostmanUrl.parse(url || '') : url;
    let { path, host, query, variable } = parts;
    if (isText(query)) query = PostmanQueryParam.parse(query);
    else if (query && !Array.isArray(query) && !PostmanPropertyList.isPropertyList(query)) {
      query = Object.keys(query).map((key) => ({ key, value: query[key] }));
    }
    if (Array.isArray(variable)) {
      variable.forEach((item) => {
        if (isObject(item)) item.key = item.key || item.id;
      });
    }
    if (isText(path)) {
      path = path.length > 1 ? path.replace(/^\//, '') : path;
      path = path ? (path === '/' ? [''] : path.split('/')) : undefined;
    }
    if (isText(host)) host = host.split(/\.(?![^{]*\}{2})/g);
    this.auth = parts.auth;
    this.protocol = parts.protocol;
    this.port = parts.port;
    this.path = path;
    this.hash = parts.hash;
    this.host = host;
    if (PostmanPropertyList.isPropertyList(query)) query = query.toJSON();
    this.query = new PostmanPropertyList(PostmanQueryParam, this, query || []);
    this.variables = new PostmanVariableList(this, variable || []);
  }

  addQueryParams(params) {
    this.query.populate(isText(params) ? PostmanQueryParam.parse(params) : params);
  }

  removeQueryParams(params) {
    if (!Array.isArray(params) && !isText(params)) return;
    const names = [].concat(params).map((param) => (param && param.key ? param.key : param));
    this.query.remove((param) => names.includes(param.key));
  }

  getRaw() {
    throw new Error('`Url#getRaw` has been discontinued, use `Url#toString` instead.');
  }

  toString(forceProtocol) {
    const protocol = this.protocol || (forceProtocol ? 'http://' : '');
    let text = protocol && !protocol.endsWith('://') ? `${protocol}://` : protocol;
    const { user, password } = this.auth || {};
    if (isText(user) || isText(password)) {
      text += `${isText(user) ? user : ''}${isText(password) ? `:${password}` : ''}@`;
    }
    if (this.host) text += this.getHost();
    if (this.port != null && isFunction(this.port.toString)) text += `:${this.port.toString()}`;
    if (this.path) text += this.getPath();
    if (this.query && this.query.count()) {
      const query = this.getQueryString();
      if (query || this.query.find((param) => !(param && param.disabled))) text += `?${query}`;
    }
    return isText(this.hash) ? `${text}#${this.hash}` : text;
  }

  getPath(unresolved) {
    const path = this.path || [];
    const resolved = unresolved ? path : path.map((segment) => {
      const name = pathVariable(segment);
      const value = name && this.variables.get(name);
      return value && isText(value) ? value + segment.slice(name.length + 1) : segment;
    });
    return `/${resolved.join('/')}`;
  }

  getQueryString() {
    return PostmanQueryParam.unparse(this.query.all());
  }

  getPathWithQuery() {
    const query = this.getQueryString();
    return query ? `${this.getPath()}?${query}` : this.getPath();
  }

  getHost() {
    if (!this.host) return '';
    return Array.isArray(this.host) ? this.host.join('.') : this.host.toString();
  }

  getRemote(forcePort) {
    let port = this.port && this.port.toString();
    if (forcePort && !port) port = this.protocol === 'https' ? '443' : '80';
    return port ? `${this.getHost()}:${port}` : this.getHost();
  }

  getOAuth1BaseUrl() {
    const protocol = this.protocol || 'http';
    const port = this.port ? this.port.toString() : undefined;
    // As in Postman, a URL without a host has none.
    const name = this.host.join('.');
    const host = port === undefined || port === '80' || port === '443' ? name : `${name}:${port}`;
    return (protocol.endsWith('://') ? protocol : `${protocol}://`).toLowerCase() + host.toLowerCase() + this.getPath();
  }

  static parse(text) {
    const parts = parseUrl(text);
    if (parts.auth) parts.auth = { user: parts.auth[0], password: parts.auth[1] };
    if (parts.query) parts.query = parts.query.map(PostmanQueryParam.parseSingle);
    const names = [...new Set((parts.path || []).map(pathVariable).filter(Boolean))];
    if (names.length) parts.variable = names.map((key) => ({ key }));
    const { raw, protocol, auth, host, port, path, query, hash, variable } = parts;
    return { raw, protocol, auth, host, port, path, query, hash, variable };
  }

  static isUrl(value) {
    return value instanceof PostmanUrl;
  }
}
PostmanUrl._postman_propertyName = 'Url';
