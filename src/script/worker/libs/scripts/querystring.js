// Node's querystring.
const text = (value) => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  return typeof value === 'boolean' || typeof value === 'bigint' ? String(value) : '';
};
const escape = (value) => encodeURIComponent(value);
const unescape = (value) => {
  try {
    return decodeURIComponent(value);
  } catch {
    return native.decode(native.encode(value.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1'), 'utf8');
  }
};
const stringify = (object, separator, equals, options) => {
  if (object === null || typeof object !== 'object') return '';
  const encode = (options && options.encodeURIComponent) || querystring.escape;
  return Object.keys(object)
    .flatMap((key) => [].concat(object[key]).map((value) => encode(text(key)) + (equals || '=') + encode(text(value))))
    .join(separator || '&');
};
const parse = (query, between, sign, options) => {
  const [separator, equals] = [between || '&', sign || '='];
  const object = Object.create(null);
  if (typeof query !== 'string' || !query) return object;
  const decode = (options && options.decodeURIComponent) || querystring.unescape;
  const most = options && typeof options.maxKeys === 'number' ? options.maxKeys : 1000;
  let parts = query.split(separator);
  if (most > 0) parts = parts.slice(0, most);
  for (const part of parts) {
    const plain = part.replace(/\+/g, '%20');
    const at = plain.indexOf(equals);
    const key = decode(at < 0 ? plain : plain.slice(0, at));
    const value = at < 0 ? '' : decode(plain.slice(at + equals.length));
    object[key] = key in object ? [].concat(object[key], value) : value;
  }
  return object;
};
const querystring = { escape, unescape, stringify, encode: stringify, parse, decode: parse };
return querystring;
