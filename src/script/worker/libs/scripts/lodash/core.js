// What all of lodash rests on: types, paths, equality, copies and iteratees.
const tagOf = (value) => Object.prototype.toString.call(value);
const isObject = (value) => value !== null && (typeof value === 'object' || typeof value === 'function');
const isObjectLike = (value) => value !== null && typeof value === 'object';
const isLength = (value) => typeof value === 'number' && value > -1 && value % 1 === 0 && value <= Number.MAX_SAFE_INTEGER;
const isArrayLike = (value) => value != null && typeof value !== 'function' && isLength(value.length);
const isSymbol = (value) => typeof value === 'symbol' || (isObjectLike(value) && tagOf(value) === '[object Symbol]');
const isArguments = (value) => isObjectLike(value) && tagOf(value) === '[object Arguments]';
const isPlainObject = (value) => {
  if (!isObjectLike(value) || tagOf(value) !== '[object Object]') return false;
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

const indexKeys = (value) => {
  const names = [];
  for (let i = 0; i < value.length; i += 1) names.push(String(i));
  return names;
};
const keys = (value) => {
  if (value == null) return [];
  const own = Object.keys(value);
  if (!isArrayLike(value) || typeof value === 'string') return own;
  return indexKeys(value).concat(own.filter((key) => !isIndex(key, value.length)));
};
const keysIn = (value) => {
  const names = value != null && isArrayLike(value) ? indexKeys(Object(value)) : [];
  const seen = new Set(names);
  for (const key in Object(value)) if (!seen.has(key)) names.push(key);
  return names;
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
  return Object.is(value, -0) ? '-0' : String(value);
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
  const parent = parts.length < 2 ? object : getPath(object, parts.slice(0, -1));
  const key = toKey(parts[parts.length - 1]);
  return parent == null || unsafe(key) || Reflect.deleteProperty(Object(parent), key);
};

// Holes become `undefined`.
const slice = (list, start = 0, end = list.length) => {
  const size = list.length;
  const out = [];
  const to = end < 0 ? size + end : Math.min(end, size);
  for (let at = start < 0 ? Math.max(size + start, 0) : start; at < to; at += 1) out.push(list[at]);
  return out;
};
const enumerableSymbols = (object) =>
  Object.getOwnPropertySymbols(object).filter((key) => Object.prototype.propertyIsEnumerable.call(object, key));
const sameCollection = (a, b, test, pairs) => {
  if (a.size !== b.size) return false;
  if (a instanceof Map) {
    const rest = [...b];
    return [...a].every((entry) => {
      const at = rest.findIndex((other) => equal(entry, other, test, pairs));
      if (at >= 0) rest.splice(at, 1);
      return at >= 0;
    });
  }
  const rest = [...b];
  return [...a].every((item) => {
    const at = rest.findIndex((other) => equal(item, other, test, pairs));
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  });
};
const wrapped = (value) => (has(value, '__wrapped__') ? value.value() : value);
const equal = (left, right, test, pairs = new Map()) => {
  if (eq(left, right)) return true;
  if (left == null || right == null || (!isObjectLike(left) && !isObjectLike(right))) return false;
  const a = wrapped(left);
  const b = wrapped(right);
  if (!isObjectLike(a) && !isObjectLike(b)) return eq(a, b);
  let tag = tagOf(a);
  let other = tagOf(b);
  if (tag === '[object Arguments]') tag = '[object Object]';
  if (other === '[object Arguments]') other = '[object Object]';
  if (tag !== other || Array.isArray(a) !== Array.isArray(b)) return false;
  switch (tag) {
    case '[object Boolean]': case '[object Date]': case '[object Number]': return eq(+a, +b);
    case '[object Error]': return a.name === b.name && a.message === b.message;
    case '[object RegExp]': case '[object String]': return String(a) === String(b);
    case '[object Symbol]': return a.valueOf() === b.valueOf();
    case '[object ArrayBuffer]': return equal(new Uint8Array(a), new Uint8Array(b), test, pairs);
    case '[object WeakMap]': case '[object Promise]': case '[object Function]': return false;
    default:
  }
  if (pairs.has(a)) return pairs.get(a) === b;
  pairs.set(a, b);
  const answer = tag === '[object Map]' || tag === '[object Set]' ? sameCollection(a, b, test, pairs) : sameProperties(a, b, test, pairs);
  pairs.delete(a);
  return answer;
};
const sameProperties = (a, b, test, pairs) => {
  const list = Array.isArray(a) || ArrayBuffer.isView(a);
  if (list && a.length !== b.length) return false;
  const names = list ? indexKeys(a) : keys(a).concat(enumerableSymbols(a));
  if (!list && names.length !== keys(b).length + enumerableSymbols(b).length) return false;
  for (const key of names) {
    if (!list && !has(b, key)) return false;
    const said = test ? test(a[key], b[key], key, a, b) : undefined;
    if (said !== undefined ? !said : !equal(a[key], b[key], test, pairs)) return false;
  }
  if (list || names.includes('constructor')) return true;
  const mine = a.constructor;
  const theirs = b.constructor;
  return mine === theirs || !('constructor' in a && 'constructor' in b)
    || (typeof mine === 'function' && mine instanceof mine && typeof theirs === 'function' && theirs instanceof theirs);
};
const partly = (object, source, test) => {
  // lodash compares sources partially at every depth.
  if (eq(object, source)) return true;
  if (!isObjectLike(object) || !isObjectLike(source)) return equal(object, source);
  if (Array.isArray(source)) {
    if (!Array.isArray(object) || object.length < source.length) return false;
    const rest = object.slice();
    return source.every((item) => {
      const at = rest.findIndex((mine) => partly(mine, item, test));
      if (at >= 0) rest.splice(at, 1);
      return at >= 0;
    });
  }
  if (tagOf(object) !== tagOf(source)) return false;
  if (tagOf(source) !== '[object Object]') return equal(object, source);
  return isMatch(object, source, test);
};
const isMatch = (object, source, test) => {
  const names = keys(source);
  if (object == null) return !names.length;
  return names.every((key) => {
    const said = test ? test(object[key], source[key], key, object, source) : undefined;
    if (said !== undefined) return !!said;
    return key in Object(object) && partly(object[key], source[key], test);
  });
};

const copyProperties = (target, source, deep, customizer, seen, inherited) => {
  for (const key of (inherited ? keysIn(source) : keys(source)).concat(enumerableSymbols(source))) {
    target[key] = deep ? clone(source[key], true, customizer, seen, inherited, key, source) : source[key];
  }
  return target;
};
const clone = (value, deep, customizer, seen = new Map(), inherited = false, key = undefined, parent = undefined) => {
  if (customizer) {
    const said = parent ? customizer(value, key, parent, seen) : customizer(value);
    if (said !== undefined) return said;
  }
  if (!isObject(value)) return value;
  if (seen.has(value)) return seen.get(value);
  const each = (item, at) => (deep ? clone(item, true, customizer, seen, inherited, at, value) : item);
  const keep = (copy) => { seen.set(value, copy); return copy; };
  if (Array.isArray(value)) {
    const copy = keep(new Array(value.length));
    if (value.length && typeof value[0] === 'string' && has(value, 'index')) Object.assign(copy, { index: value.index, input: value.input });
    for (let i = 0; i < value.length; i += 1) copy[i] = each(value[i], i);
    return copy;
  }
  switch (tagOf(value)) {
    case '[object Date]': return keep(new Date(+value));
    case '[object RegExp]': return keep(Object.assign(new RegExp(value.source, value.flags), { lastIndex: value.lastIndex }));
    case '[object Map]': {
      const copy = keep(new Map());
      value.forEach((item, at) => copy.set(at, each(item, at)));
      return copy;
    }
    case '[object Set]': {
      const copy = keep(new Set());
      value.forEach((item) => copy.add(each(item, item)));
      return copy;
    }
    case '[object ArrayBuffer]': return keep(value.slice(0));
    case '[object Boolean]': case '[object Number]': case '[object String]': return keep(Object(value.valueOf()));
    case '[object Object]': case '[object Arguments]': {
      const proto = Object.getPrototypeOf(value);
      const plain = inherited && proto !== null ? {} : Object.create(proto);
      return copyProperties(keep(plain), value, deep, customizer, seen, inherited);
    }
    default:
      if (ArrayBuffer.isView(value)) return keep(value.slice ? value.slice() : new value.constructor(value.buffer.slice(0)));
      return parent ? value : {};
  }
};

const iteratee = (value) => {
  if (typeof value === 'function') return value;
  if (value == null) return identity;
  if (typeof value === 'object') {
    if (Array.isArray(value)) {
      const [path, source] = value;
      if (isKey(path) && source === source && !isObject(source)) {
        const key = toKey(path);
        return (object) => object != null && object[key] === source && (source !== undefined || key in Object(object));
      }
      return (object) => {
        const own = get(object, path);
        return own === undefined && own === source ? hasPath(object, path, (o, k) => k in Object(o)) : partly(own, source);
      };
    }
    const source = clone(value, true);
    return (object) => object === source || isMatch(object, source);
  }
  if (isKey(value)) {
    const key = toKey(value);
    return (object) => (object == null ? undefined : object[key]);
  }
  return (object) => get(object, value);
};

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
  tagOf, isObject, isObjectLike, isLength, isArrayLike, isSymbol, isArguments, isPlainObject, has, eq, identity, isIndex,
  keys, keysIn, values, toKey, toText, castPath, toPath, getPath, get, hasPath, setPath, unset, unsafe, equal, isMatch, clone,
  iteratee, toNumber, toFinite, toInteger, isIterateeCall, compareAscending, enumerableSymbols, slice, assign, baseText,
};
