// lodash: the language: checks and conversions.
const core = require('lodash/core');
const { tagOf, isObject, isObjectLike, isArrayLike, isPlainObject, equal, isMatch, clone, toFinite, toInteger, toNumber, keys } = core;
const tagged = (...names) => (value) => isObjectLike(value) && names.includes(tagOf(value));
const isNumber = (value) => typeof value === 'number' || tagged('[object Number]')(value);
const isMap = tagged('[object Map]');
const isSet = tagged('[object Set]');
const custom = (test) => (typeof test === 'function' ? test : undefined);
const L = {
  castArray: (...args) => (args.length ? (Array.isArray(args[0]) ? args[0] : [args[0]]) : []),
  clone: (value) => clone(value),
  cloneDeep: (value) => clone(value, true),
  cloneWith: (value, by) => clone(value, false, custom(by)),
  cloneDeepWith: (value, by) => clone(value, true, custom(by)),
  conformsTo(object, source) {
    const names = source == null ? [] : keys(source);
    if (object == null) return !names.length;
    return names.every((key) => key in Object(object) && !!(0, source[key])(object[key]));
  },
  eq: core.eq,
  gt: (a, b) => (typeof a === 'string' && typeof b === 'string' ? a > b : toNumber(a) > toNumber(b)),
  gte: (a, b) => (typeof a === 'string' && typeof b === 'string' ? a >= b : toNumber(a) >= toNumber(b)),
  lt: (a, b) => (typeof a === 'string' && typeof b === 'string' ? a < b : toNumber(a) < toNumber(b)),
  lte: (a, b) => (typeof a === 'string' && typeof b === 'string' ? a <= b : toNumber(a) <= toNumber(b)),
  isArguments: core.isArguments,
  isArray: Array.isArray,
  isArrayBuffer: tagged('[object ArrayBuffer]'),
  isArrayLike,
  isArrayLikeObject: (value) => isObjectLike(value) && isArrayLike(value),
  isBoolean: (value) => value === true || value === false || tagged('[object Boolean]')(value),
  isBuffer: core.isBuffer,
  isDate: tagged('[object Date]'),
  isElement: (value) => isObjectLike(value) && value.nodeType === 1 && !isPlainObject(value),
  isEmpty(value) {
    if (value == null) return true;
    if (isArrayLike(value) && (Array.isArray(value) || typeof value === 'string' || typeof value.splice === 'function' || core.isTyped(value) || core.isArguments(value))) return !value.length;
    return isMap(value) || isSet(value) ? !value.size : !keys(Object(value)).length;
  },
  isEqual: (a, b) => equal(a, b),
  isEqualWith(a, b, test) {
    const said = custom(test) ? test(a, b) : undefined;
    return said === undefined ? equal(a, b, { test: custom(test) }) : !!said;
  },
  isError: (value) => tagged('[object Error]', '[object DOMException]')(value)
    || (isObjectLike(value) && typeof value.message === 'string' && typeof value.name === 'string' && !isPlainObject(value)),
  isFinite: (value) => typeof value === 'number' && Number.isFinite(value),
  isFunction: (value) => typeof value === 'function',
  isInteger: (value) => Number.isInteger(value),
  isLength: core.isLength,
  isMap,
  isMatch: (object, source) => object === source || isMatch(object, source),
  isMatchWith: (object, source, test) => isMatch(object, source, custom(test)),
  isNaN: (value) => isNumber(value) && value != +value,
  isNative: (value) => typeof value === 'function' && /\[native code\]/.test(Function.prototype.toString.call(value)),
  isNil: (value) => value == null,
  isNull: (value) => value === null,
  isNumber,
  isObject,
  isObjectLike,
  isPlainObject,
  isRegExp: tagged('[object RegExp]'),
  isSafeInteger: (value) => Number.isSafeInteger(value),
  isSet,
  isString: (value) => typeof value === 'string' || tagged('[object String]')(value),
  isSymbol: core.isSymbol,
  isTypedArray: core.isTyped,
  isUndefined: (value) => value === undefined,
  isWeakMap: tagged('[object WeakMap]'),
  isWeakSet: tagged('[object WeakSet]'),
  toFinite,
  toInteger,
  toLength: (value) => (value ? Math.min(Math.max(toInteger(value), 0), 4294967295) : 0),
  toNumber,
  toPlainObject(value) {
    const out = {};
    core.keysIn(value).forEach((key) => { out[key] = value[key]; });
    return out;
  },
  toSafeInteger: (value) => (value ? Math.min(Math.max(toInteger(value), -Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER) : value === 0 ? value : 0),
  toString: core.toText,
};
return L;
