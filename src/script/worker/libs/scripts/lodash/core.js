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
// How values are compared: `test` is a customizer; `partial` lets the second have more than the first.
const EXACT = {};
const newStack = (custom) => (custom ? new (require('lodash/cache').Stack)() : new Map());
const equal = (value, other, mode = EXACT, stack = newStack(mode.test)) => {
  if (value === other) return true;
  if (value == null || other == null || (!isObjectLike(value) && !isObjectLike(other))) return value !== value && other !== other;
  return sameDeep(value, other, mode, stack);
};
const sameDeep = (value, other, mode, stack) => {
  const lists = Array.isArray(value);
  const kind = (it) => (isArguments(it) ? '[object Object]' : tagOf(it));
  const tag = kind(value);
  const same = lists === Array.isArray(other) && tag === kind(other) && isBuffer(value) === isBuffer(other);
  if (same && (lists || isTyped(value))) return sameLists(value, other, mode, stack);
  if (same && tag !== '[object Object]') return sameKind(value, other, tag, mode, stack);
  if (!mode.partial && (has(value, '__wrapped__') || has(other, '__wrapped__'))) {
    const [a, b] = [value, other].map((it) => (has(it, '__wrapped__') ? it.value() : it));
    return equal(a, b, mode, stack);
  }
  return same && sameObjects(value, other, mode, stack);
};
// Compares two holders once: inside of itself a pair is equal where it meets itself.
const once = (a, b, stack, compare) => {
  if (stack.get(a) && stack.get(b)) return stack.get(a) === b && stack.get(b) === a;
  stack.set(a, b);
  stack.set(b, a);
  const answer = compare();
  stack.delete(a);
  stack.delete(b);
  return answer;
};
const asked = (mode, a, b, key, wholeA, wholeB, stack) => {
  if (!mode.test) return undefined;
  return mode.partial ? mode.test(b, a, key, wholeB, wholeA, stack) : mode.test(a, b, key, wholeA, wholeB, stack);
};
const sameLists = (list, other, mode, stack) => {
  if (list.length !== other.length && !(mode.partial && other.length > list.length)) return false;
  return once(list, other, stack, () => {
    const taken = new Set();
    for (let at = 0; at < list.length; at += 1) {
      const said = asked(mode, list[at], other[at], at, list, other, stack);
      if (said !== undefined) {
        if (!said) return false;
      } else if (mode.unordered) {
        const found = Array.prototype.findIndex.call(other, (item, index) => !taken.has(index) && equal(list[at], item, mode, stack));
        if (found < 0) return false;
        taken.add(found);
      } else if (!equal(list[at], other[at], mode, stack)) return false;
    }
    return true;
  });
};
const sameKind = (a, b, tag, mode, stack) => {
  switch (tag) {
    case '[object DataView]':
      return a.byteLength === b.byteLength && a.byteOffset === b.byteOffset && equal(new Uint8Array(a.buffer), new Uint8Array(b.buffer), mode, stack);
    case '[object ArrayBuffer]': return a.byteLength === b.byteLength && equal(new Uint8Array(a), new Uint8Array(b), mode, stack);
    case '[object Boolean]': case '[object Date]': case '[object Number]': return eq(+a, +b);
    case '[object Error]': return a.name === b.name && a.message === b.message;
    case '[object RegExp]': case '[object String]': return `${a}` === `${b}`;
    case '[object Symbol]': return a.valueOf() === b.valueOf();
    case '[object Map]': case '[object Set]': {
      if (a.size !== b.size && !mode.partial) return false;
      if (stack.get(a)) return stack.get(a) === b;
      stack.set(a, b);
      const answer = sameLists([...a], [...b], { ...mode, unordered: true }, stack);
      stack.delete(a);
      return answer;
    }
    default: return false;
  }
};
const sameObjects = (a, b, mode, stack) => {
  const names = keys(a).concat(enumerableSymbols(a));
  if (names.length !== keys(b).concat(enumerableSymbols(b)).length && !mode.partial) return false;
  if (!names.every((key) => (mode.partial ? key in b : has(b, key)))) return false;
  return once(a, b, stack, () => {
    for (const key of names) {
      const said = asked(mode, a[key], b[key], key, a, b, stack);
      if (said === undefined ? !equal(a[key], b[key], mode, stack) : !said) return false;
    }
    return mode.partial || names.includes('constructor') || sameMaker(a, b);
  });
};
const sameMaker = (a, b) => {
  const [mine, theirs] = [a.constructor, b.constructor];
  return mine === theirs || !('constructor' in a && 'constructor' in b)
    || (typeof mine === 'function' && mine instanceof mine && typeof theirs === 'function' && theirs instanceof theirs);
};
const isMatch = (object, source, test) => {
  const names = keys(source);
  if (object == null) return !names.length;
  const whole = Object(object);
  const strict = (value) => value === value && !isObject(value);
  if (!test && !names.every((key) => (strict(source[key]) ? whole[key] === source[key] && key in whole : key in whole))) return false;
  return names.every((key) => {
    if (!test && strict(source[key])) return true;
    const stack = newStack(test);
    const said = test ? test(whole[key], source[key], key, object, source, stack) : undefined;
    return said === undefined ? equal(source[key], whole[key], { test, partial: true, unordered: true }, stack) : said;
  });
};
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
const sameBytes = (value, deep) => new value.constructor(deep ? value.buffer.slice(0) : value.buffer, value.byteOffset, value instanceof DataView ? value.byteLength : value.length);
// An empty copy: what `clone` fills, or undefined for what has no copy.
const emptyCopy = (value, deep, inherited) => {
  const make = value.constructor;
  switch (tagOf(value)) {
    case '[object Date]': case '[object Boolean]': return new make(+value);
    case '[object Number]': case '[object String]': return new make(value);
    case '[object RegExp]': return Object.assign(new make(value.source, value.flags), { lastIndex: value.lastIndex });
    case '[object Map]': case '[object Set]': return new make();
    case '[object ArrayBuffer]': return value.slice(0);
    case '[object Symbol]': return Object(value.valueOf());
    case '[object Object]': case '[object Arguments]':
      return !inherited && typeof make === 'function' && !isPrototype(value) ? Object.create(Object.getPrototypeOf(value)) : {};
    default: return ArrayBuffer.isView(value) ? sameBytes(value, deep) : undefined;
  }
};
const listCopy = (list) => {
  const copy = new list.constructor(list.length);
  if (list.length && typeof list[0] === 'string' && has(list, 'index')) Object.assign(copy, { index: list.index, input: list.input });
  return copy;
};
const clone = (value, deep, customizer, stack = newStack(customizer), inherited = false, key = undefined, parent = undefined) => {
  if (customizer) {
    const said = parent ? customizer(value, key, parent, stack) : customizer(value);
    if (said !== undefined) return said;
  }
  if (!isObject(value)) return value;
  if (isBuffer(value)) return deep ? value.slice() : value.constructor.from(value);
  const list = Array.isArray(value);
  if (stack.get(value)) return stack.get(value);
  const copy = list ? listCopy(value) : typeof value === 'function' ? (parent ? undefined : {}) : emptyCopy(value, deep, inherited);
  if (copy === undefined) return parent ? value : {};
  const tag = tagOf(value);
  if (!deep && (list || tag === '[object Object]' || tag === '[object Arguments]' || typeof value === 'function')) {
    if (list) for (let i = 0; i < value.length; i += 1) copy[i] = value[i];
    else copiedKeys(value, inherited).forEach((name) => put(copy, name, value[name]));
    return copy;
  }
  stack.set(value, copy);
  const again = (item, at) => clone(item, deep, customizer, stack, inherited, at, value);
  if (tag === '[object Set]') value.forEach((item) => copy.add(again(item, item)));
  else if (tag === '[object Map]') value.forEach((item, at) => copy.set(at, again(item, at)));
  if (isTyped(value)) return copy;
  if (list) for (let i = 0; i < value.length; i += 1) put(copy, i, again(value[i], i));
  else copiedKeys(value, inherited).forEach((name) => put(copy, name, again(value[name], name)));
  return copy;
};
const copiedKeys = (value, inherited) => (inherited ? keysIn(value) : keys(value)).concat(enumerableSymbols(value, inherited));

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
