// lodash: deep comparisons.
const { tagOf, isObject, isObjectLike, isArguments, isBuffer, isTyped, has, eq, keys, enumerableSymbols, newStack } = require('lodash/core');
// How values are compared: `test` is a customizer; `partial` lets the second have more than the first.
const EXACT = {};
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
return { equal, isMatch };
