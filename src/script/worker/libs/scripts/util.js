// Node's util, as far as browsers got it.
const quote = (text) => `'${JSON.stringify(text).slice(1, -1).replace(/'/g, "\\'").replace(/\\"/g, '"')}'`;
const tag = (value) => Object.prototype.toString.call(value);
const isName = (key) => /^[a-zA-Z_][a-zA-Z_0-9]*$/.test(key);
const primitive = (value) => {
  if (typeof value === 'string') return quote(value);
  return typeof value === 'bigint' ? `${value}n` : String(value);
};
const inspect = (value, options, depth) => {
  const most = typeof options === 'object' && options ? options.depth : depth;
  return shown(value, most === undefined ? 2 : most, [], 0, !options || options.customInspect !== false);
};
// `custom`: whether objects' own `inspect` is asked.
const shown = (value, left, seen, indent, custom) => {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return primitive(value);
  if (custom && typeof value.inspect === 'function' && value.inspect !== inspect && !(value.constructor && value.constructor.prototype === value)) {
    const own = value.inspect(left);
    return typeof own === 'string' ? own : shown(own, left, seen, indent, custom);
  }
  const keys = Object.keys(value);
  const name = typeof value === 'function' ? `[Function${value.name ? `: ${value.name}` : ''}]` : tag(value) === '[object RegExp]' ? String(value)
    : tag(value) === '[object Date]' ? (Number.isNaN(+value) ? 'Invalid Date' : value.toISOString()) : value instanceof Error ? `[${value}]` : '';
  const list = Array.isArray(value);
  if (!keys.length && name) return name;
  if (!keys.length) return list && !value.length ? '[]' : list ? `[ ${Array.from(value, () => '').join(', ')} ]` : '{}';
  if (left !== null && left < 0) return '[Object]';
  if (seen.includes(value)) return '[Circular]';
  const inner = (item) => shown(item, left === null ? null : left - 1, seen.concat([value]), indent + 2, custom);
  const parts = keys.map((key) => {
    const place = native.isNode(value) ? { value: value[key] } : Object.getOwnPropertyDescriptor(value, key);
    const text = place.get ? (place.set ? '[Getter/Setter]' : '[Getter]') : place.set ? '[Setter]' : inner(place.value);
    return list && /^\d+$/.test(key) ? text : `${isName(key) ? key : quote(key)}: ${text}`;
  });
  const [open, close] = list ? ['[', ']'] : ['{', '}'];
  const head = name ? `${open} ${name}` : open;
  const length = parts.reduce((sum, part) => sum + part.length + 1, 0);
  return length > 60 ? `${head} ${parts.join(`,\n${' '.repeat(indent + 2)}`)} ${close}` : `${head} ${parts.join(', ')} ${close}`;
};
const format = (first, ...rest) => {
  if (typeof first !== 'string') return [first, ...rest].map((item) => inspect(item)).join(' ');
  const args = rest.slice();
  const text = first.replace(/%[sdifjoOc%]/g, (mark) => {
    if (mark === '%%') return '%';
    if (!args.length) return mark;
    const item = args.shift();
    switch (mark) {
      case '%s': return String(item);
      case '%d': return String(Number(item));
      case '%i': return String(parseInt(item, 10));
      case '%f': return String(parseFloat(item));
      case '%j': try { return JSON.stringify(item); } catch { return '[Circular]'; }
      case '%c': return '';
      default: return inspect(item);
    }
  });
  return [text, ...args.map((item) => (item === null || typeof item !== 'object' ? String(item) : inspect(item)))].join(' ');
};
const inherits = (make, parent) => {
  make.super_ = parent;
  make.prototype = Object.create(parent.prototype, { constructor: { value: make, enumerable: false, writable: true, configurable: true } });
};
const told = new Set();
return {
  inspect, format, inherits,
  deprecate: (fn, message) => function deprecated(...args) {
    if (!told.has(message)) { told.add(message); console.error(message); }
    return fn.apply(this, args);
  },
  debuglog: () => () => undefined,
  log: (...args) => console.log(format(...args)),
  _extend: (target, source) => (source && typeof source === 'object' ? Object.assign(target, source) : target),
  isArray: Array.isArray,
  isBoolean: (value) => typeof value === 'boolean', isNull: (value) => value === null, isNullOrUndefined: (value) => value == null,
  isNumber: (value) => typeof value === 'number', isString: (value) => typeof value === 'string', isSymbol: (value) => typeof value === 'symbol',
  isUndefined: (value) => value === undefined, isRegExp: (value) => tag(value) === '[object RegExp]', isObject: (value) => typeof value === 'object' && value !== null,
  isDate: (value) => tag(value) === '[object Date]', isError: (value) => value instanceof Error || tag(value) === '[object Error]',
  isFunction: (value) => typeof value === 'function', isPrimitive: (value) => value === null || (typeof value !== 'object' && typeof value !== 'function'),
  isBuffer: (value) => require('buffer').Buffer.isBuffer(value),
};
