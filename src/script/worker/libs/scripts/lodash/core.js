// What all of lodash rests on: types, paths, equality, copies and iteratees.
const tagOf = (value) => Object.prototype.toString.call(value);
const isObject = (value) => value !== null && (typeof value === 'object' || typeof value === 'function');
const isObjectLike = (value) => value !== null && typeof value === 'object';
const isLength = (value) => typeof value === 'number' && value > -1 && value % 1 === 0 && value <= Number.MAX_SAFE_INTEGER;
const isArrayLike = (value) => value != null && typeof value !== 'function' && isLength(value.length);
const isSymbol = (value) => typeof value === 'symbol' || (isObjectLike(value) && tagOf(value) === '[object Symbol]');
const isArguments = (value) => isObjectLike(value) && tagOf(value) === '[object Arguments]';
// A tag of one's own says nothing of what a value is.
const rawTag = (value) => {
  const name = Symbol.toStringTag;
  if (!(name in value)) return tagOf(value);
  const own = Object.getOwnPropertyDescriptor(value, name);
  if (!Reflect.set(value, name, undefined)) return tagOf(value);
  const tag = tagOf(value);
  if (own) Object.defineProperty(value, name, own);
  else delete value[name];
  return tag;
};
const isPlainObject = (value) => {
  if (!isObjectLike(value) || rawTag(value) !== '[object Object]') return false;
  const proto = Object.getPrototypeOf(value);
  if (proto === null) return true;
  const make = has(proto, 'constructor') && proto.constructor;
  return typeof make === 'function' && Function.prototype.toString.call(make) === Function.prototype.toString.call(Object);
};
const has = (object, key) => object != null && Object.prototype.hasOwnProperty.call(object, key);
const eq = (a, b) => a === b || (a !== a && b !== b);
const identity = (value) => value;
const isIndex = (value, length = Number.MAX_SAFE_INTEGER) => {
  if (typeof value !== 'number' && (typeof value === 'symbol' || !/^(?:0|[1-9]\d*)$/.test(value))) return false;
  return value > -1 && value % 1 === 0 && value < length;
};

const isBuffer = (value) => ArrayBuffer.isView(value) && value.constructor != null && typeof value.constructor.isBuffer === 'function' && value.constructor.isBuffer(value);
const isTyped = (value) => ArrayBuffer.isView(value) && tagOf(value) !== '[object DataView]';
const isPrototype = (value) => {
  const make = value && value.constructor;
  return value === ((typeof make === 'function' && make.prototype) || Object.prototype);
};
const indexKeys = (value) => {
  const names = [];
  for (let i = 0; i < value.length; i += 1) names.push(String(i));
  return names;
};
// The own names of a list that are no index.
const besides = (value, names) => names.filter((key) => !isIndex(key, value.length) && key !== 'length' && !(isTyped(value) && /^(?:buffer|byteLength|byteOffset|offset|parent)$/.test(key)));
const isListed = (value) => Array.isArray(value) || isArguments(value) || isTyped(value);
const keys = (value) => {
  if (value == null) return [];
  const own = Object.keys(value);
  if (isListed(value)) return indexKeys(value).concat(besides(value, own));
  return isPrototype(value) ? own.filter((key) => key !== 'constructor') : own;
};
const keysIn = (value) => {
  const names = [];
  const source = Object(value);
  for (const key in source) if (key !== 'constructor' || (has(source, key) && !isPrototype(value))) names.push(key);
  return isListed(source) ? indexKeys(source).concat(besides(source, names)) : names;
};
const values = (value) => {
  if (value == null) return [];
  if (typeof value === 'string') return Array.from(value);
  return keys(value).map((key) => value[key]);
};

const toKey = (value) => {
  if (typeof value === 'string' || isSymbol(value)) return value;
  return baseText(value);
};
// A list's text has `null` and `undefined` in it.
const baseText = (value) => (value == null ? String(value) : toText(value));
const toText = (value) => {
  if (value == null) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return Array.from(value, baseText).join(',');
  if (isSymbol(value)) return value.toString();
  const text = `${value}`;
  return text === '0' && 1 / value === -Infinity ? '-0' : text;
};
const stringToPath = (text) => {
  if (/^\w+$/.test(text)) return [text];
  const path = [];
  if (text[0] === '.') path.push('');
  text.replace(
    /[^.[\]]+|\[(?:(-?\d+(?:\.\d+)?)|(["'])((?:(?!\2)[^\\]|\\.)*?)\2)\]|(?=(?:\.|\[\])(?:\.|\[\]|$))/g,
    (match, number, quote, sub) => path.push(quote ? sub.replace(/\\(\\)?/g, '$1') : number || match),
  );
  return path;
};
const isKey = (value, object) => {
  if (Array.isArray(value)) return false;
  if (value == null || typeof value === 'number' || typeof value === 'boolean' || isSymbol(value)) return true;
  return /^\w*$/.test(value) || !/\.|\[(?:[^[\]]*|(["'])(?:(?!\1)[^\\]|\\.)*?\1)\]/.test(value)
    || (object != null && value in Object(object));
};
const castPath = (path, object) => {
  if (Array.isArray(path)) return path;
  return isKey(path, object) ? [path] : stringToPath(toText(path));
};
const toPath = (value) => (Array.isArray(value) ? Array.from(value, toKey) : isSymbol(value) ? [value] : stringToPath(toText(value)));
const getPath = (object, path) => {
  const parts = castPath(path, object);
  let value = object;
  let at = 0;
  while (value != null && at < parts.length) value = value[toKey(parts[at++])];
  return at && at === parts.length ? value : undefined;
};
const get = (object, path, fallback) => {
  const value = object == null ? undefined : getPath(object, path);
  return value === undefined ? fallback : value;
};
const hasPath = (object, path, test) => {
  const parts = castPath(path, object);
  let value = object;
  for (let i = 0; i < parts.length; i += 1) {
    const key = toKey(parts[i]);
    if (value == null || !test(value, key)) {
      return i === parts.length - 1 && value != null && isLength(value.length) && isIndex(key, value.length)
        && (Array.isArray(value) || isArguments(value));
    }
    value = value[key];
  }
  return parts.length > 0;
};
// What cannot be written stays as it is, as in code that is not strict.
const assign = (object, key, value) => Reflect.set(object, key, value);
const unsafe = (key) => key === '__proto__' || key === 'constructor' || key === 'prototype';
const setPath = (object, path, make, customizer) => {
  if (!isObject(object)) return object;
  const parts = castPath(path, object);
  let nested = object;
  for (let i = 0; i < parts.length; i += 1) {
    const key = toKey(parts[i]);
    if (unsafe(key)) return object;
    const old = nested[key];
    let value;
    if (i === parts.length - 1) {
      value = make(old);
    } else {
      value = customizer ? customizer(old, key, nested) : undefined;
      if (value === undefined) value = isObject(old) ? old : isIndex(parts[i + 1]) ? [] : {};
    }
    if (!(has(nested, key) && eq(old, value)) || (value === undefined && !(key in nested))) assign(nested, key, value);
    nested = nested[key];
  }
  return object;
};
const unset = (object, path) => {
  const parts = castPath(path, object);
  if (!parts.length) return true;
  const names = parts.map(toKey);
  const forbidden = (key, at) => (key === '__proto__' ? !has(object, key) : (key === 'constructor' || key === 'prototype') && at < names.length - 1);
  if (names.some(forbidden)) return false;
  const parent = parts.length < 2 ? object : getPath(object, parts.slice(0, -1));
  return parent == null || Reflect.deleteProperty(Object(parent), names[names.length - 1]);
};

// Holes become `undefined`.
const slice = (list, start = 0, end = list.length) => {
  const size = list.length;
  const out = [];
  const to = end < 0 ? size + end : Math.min(end, size);
  for (let at = start < 0 ? Math.max(size + start, 0) : start; at < to; at += 1) out.push(list[at]);
  return out;
};
const enumerableSymbols = (object, inherited) => {
  const found = [];
  for (let holder = Object(object); holder; holder = inherited ? Object.getPrototypeOf(holder) : null) {
    found.push(...Object.getOwnPropertySymbols(holder).filter((key) => Object.prototype.propertyIsEnumerable.call(holder, key)));
  }
  return found;
};
const newStack = (custom) => (custom ? new (require('lodash/cache').Stack)() : new Map());
// Deep comparisons and copies are loaded when they are needed.
const equal = (...args) => require('lodash/equal').equal(...args);
const isMatch = (...args) => require('lodash/equal').isMatch(...args);
const clone = (...args) => require('lodash/clone')(...args);
const matcher = (source) => (object) => object === source || isMatch(object, source);
const matchesAt = (path, source) => {
  if (isKey(path) && source === source && !isObject(source)) {
    const key = toKey(path);
    return (object) => object != null && object[key] === source && (source !== undefined || key in Object(object));
  }
  return (object) => {
    const own = get(object, path);
    return own === undefined && own === source ? hasPath(object, path, (o, k) => k in Object(o)) : equal(source, own, { partial: true, unordered: true });
  };
};

// Writes what is not there yet.
const put = (target, key, value) => {
  if (has(target, key) && eq(target[key], value) && (value !== undefined || key in target)) return;
  if (key === '__proto__') Object.defineProperty(target, key, { value, configurable: true, enumerable: true, writable: true });
  else assign(target, key, value);
};
const iteratee = (value) => {
  if (typeof value === 'function') return value;
  if (value == null) return identity;
  if (typeof value === 'object') return Array.isArray(value) ? matchesAt(value[0], value[1]) : matcher(value);
  return property(value);
};
const property = (path) => {
  if (!isKey(path)) return (object) => get(object, path);
  const key = toKey(path);
  return (object) => (object == null ? undefined : object[key]);
};
// What a program puts in the place of `_.iteratee` is used by every function.
const custom = { iteratee: undefined };
const by = (value, arity) => (custom.iteratee ? custom.iteratee(value, arity) : iteratee(value));

const toNumber = (value) => {
  if (typeof value === 'number') return value;
  if (isSymbol(value)) return NaN;
  let plain = value;
  if (isObject(value)) {
    const inner = typeof value.valueOf === 'function' ? value.valueOf() : value;
    plain = isObject(inner) ? `${inner}` : inner;
  }
  if (typeof plain !== 'string') return plain === 0 ? plain : +plain;
  const text = plain.trim();
  return /^[-+]0x/i.test(text) ? NaN : +text;
};
const toFinite = (value) => {
  if (!value) return value === 0 ? value : 0;
  const number = toNumber(value);
  if (number === Infinity || number === -Infinity) return number < 0 ? -Number.MAX_VALUE : Number.MAX_VALUE;
  return number === number ? number : 0;
};
const toInteger = (value) => {
  const number = toFinite(value);
  return number % 1 ? number - (number % 1) : number;
};
const isIterateeCall = (value, index, object) => {
  if (!isObject(object)) return false;
  if (typeof index === 'number' ? isArrayLike(object) && isIndex(index, object.length) : typeof index === 'string' && index in object) {
    return eq(object[index], value);
  }
  return false;
};
const compareAscending = (a, b) => {
  if (a === b) return 0;
  const rank = (value) => (isSymbol(value) ? 1 : value === undefined ? 3 : value === null ? 2 : value !== value ? 4 : 0);
  const ra = rank(a);
  const rb = rank(b);
  if (ra || rb) return ra === rb ? 0 : ra < rb ? -1 : 1;
  return a > b ? 1 : a < b ? -1 : 0;
};

return {
  tagOf, isObject, isObjectLike, isLength, isArrayLike, isSymbol, isArguments, isBuffer, isTyped, isPrototype, isPlainObject, has, eq, identity, isIndex,
  keys, keysIn, values, toKey, toText, castPath, toPath, getPath, get, hasPath, setPath, unset, unsafe, equal, isMatch, matcher, matchesAt, property, clone, newStack,
  iteratee: by, baseIteratee: iteratee, custom, toNumber, toFinite, toInteger, isIterateeCall, compareAscending, enumerableSymbols, slice, assign, put, baseText,
};
