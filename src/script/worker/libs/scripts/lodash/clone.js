// lodash: copies.
const { tagOf, isObject, isBuffer, isTyped, isPrototype, has, keys, keysIn, enumerableSymbols, newStack, put } = require('lodash/core');
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
return clone;
