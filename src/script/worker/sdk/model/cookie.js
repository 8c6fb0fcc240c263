// Cookies.

const COOKIE_ATTRIBUTES = {
  httponly: 'httpOnly', secure: 'secure', domain: 'domain', path: 'path',
  'max-age': 'maxAge', session: 'session', expires: 'expires',
};
// Encodes a value that is not encoded yet.
const ensureEncoded = (value) => {
  try {
    return decodeURIComponent(value) === value ? encodeURIComponent(value) : value;
  } catch {
    return encodeURIComponent(value);
  }
};

class PostmanCookie extends PropertyBase {
  constructor(options) {
    super(options);
    const source = isText(options) ? PostmanCookie.parse(options) : options;
    if (source) this.update(source);
  }

  update(options) {
    const given = (key, convert) => (own(options, key) ? convert(options[key]) : undefined);
    assignDefined(this, {
      name: options.name === undefined ? options.key : options.name,
      expires: isText(options.expires) ? new Date(options.expires) : options.expires,
      maxAge: given('maxAge', Number),
      domain: options.domain,
      path: options.path,
      secure: given('secure', Boolean),
      httpOnly: given('httpOnly', Boolean),
      hostOnly: given('hostOnly', Boolean),
      session: given('session', Boolean),
      value: options.value ? ensureEncoded(`${options.value}`) : undefined,
      extensions: options.extensions || undefined,
    });
  }

  valueOf() {
    try {
      return decodeURIComponent(this.value);
    } catch {
      return this.value;
    }
  }

  toString() {
    let text = PostmanCookie.unparseSingle(this);
    if (this.expires instanceof Date) {
      if (!Number.isNaN(this.expires.getTime())) text += `; Expires=${this.expires.toUTCString()}`;
    } else if (this.expires) text += `; Expires=${this.expires}`;
    if (this.maxAge && this.maxAge !== Infinity) text += `; Max-Age=${this.maxAge}`;
    if (this.domain && !this.hostOnly) text += `; Domain=${this.domain}`;
    if (this.path) text += `; Path=${this.path}`;
    if (this.secure) text += '; Secure';
    if (this.httpOnly) text += '; HttpOnly';
    (this.extensions || []).forEach(({ key, value }) => {
      text += value === true ? `; ${key}` : `; ${key}=${value}`;
    });
    return text;
  }

  static unparse(cookies) {
    if (PostmanPropertyList.isPropertyList(cookies)) cookies = cookies.members;
    return Array.isArray(cookies) ? cookies.map(PostmanCookie.unparseSingle).join('; ') : '';
  }

  static unparseSingle(cookie) {
    if (!isObject(cookie)) return '';
    const value = cookie.value == null ? '' : cookie.value;
    return cookie.name ? `${cookie.name}=${value}` : value;
  }

  static parse(text) {
    if (!isText(text)) return text;
    const [first, ...rest] = text.split(/; */).map(PostmanCookie.splitParam);
    const cookie = { key: first.key, value: first.value };
    rest.forEach((pair) => {
      const name = COOKIE_ATTRIBUTES[pair.key.toLowerCase()];
      if (name) cookie[name] = pair.value;
      else (cookie.extensions = cookie.extensions || []).push(pair);
    });
    if (!cookie.domain) cookie.hostOnly = true;
    return cookie;
  }

  static stringify(cookie) {
    return PostmanCookie.prototype.toString.call(cookie);
  }

  static splitParam(param) {
    const [key, text] = param.split('=');
    let value = isText(text) ? text.trim() : true;
    if (value !== true && value[0] === '"') value = value.slice(1, -1);
    return { key: key.trim(), value };
  }

  static isCookie(value) {
    return value instanceof PostmanCookie;
  }
}
Object.assign(PostmanCookie, {
  _postman_propertyName: 'Cookie',
  _postman_propertyIndexKey: 'name',
  _postman_propertyIndexCaseInsensitive: true,
  _postman_propertyAllowsMultipleValues: true,
});

class CookieList extends PostmanPropertyList {
  constructor(parent, cookies) {
    super(PostmanCookie, parent, cookies);
  }

  static isCookieList(value) {
    return value instanceof CookieList;
  }
}
CookieList._postman_propertyName = 'CookieList';
