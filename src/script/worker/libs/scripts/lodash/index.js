// lodash: the function `_`, its chains, and its groups, each loaded when one of its names is used.
const GROUPS = {
  'lodash/array': 'chunk compact concat difference differenceBy differenceWith drop dropRight dropWhile dropRightWhile takeWhile takeRightWhile take takeRight fill findIndex findLastIndex flatten flattenDeep flattenDepth fromPairs head first indexOf initial intersection intersectionBy intersectionWith join last lastIndexOf nth pull pullAll pullAllBy pullAllWith pullAt remove reverse slice sortedIndex sortedIndexBy sortedIndexOf sortedLastIndex sortedLastIndexBy sortedLastIndexOf sortedUniq sortedUniqBy tail union unionBy unionWith uniq uniqBy uniqWith unzip unzipWith without xor xorBy xorWith zip zipObject zipObjectDeep zipWith',
  'lodash/collection': 'map filter reject forEach each forEachRight eachRight find findLast every some reduce reduceRight includes groupBy countBy keyBy partition flatMap flatMapDeep flatMapDepth invokeMap orderBy sortBy sample sampleSize shuffle size now add subtract multiply divide ceil floor round max maxBy min minBy sum sumBy mean meanBy clamp inRange random toArray',
  'lodash/object': 'assign assignIn extend assignWith assignInWith extendWith at create defaults defaultsDeep entries toPairs entriesIn toPairsIn findKey findLastKey forIn forInRight forOwn forOwnRight functions functionsIn get has hasIn invert invertBy invoke keys keysIn mapKeys mapValues merge mergeWith omit omitBy pick pickBy result set setWith transform unset update updateWith values valuesIn',
  'lodash/string': 'camelCase capitalize deburr endsWith escape escapeRegExp kebabCase lowerCase lowerFirst pad padEnd padStart parseInt repeat replace snakeCase split startCase startsWith template templateSettings toLower toUpper trim trimEnd trimStart truncate unescape upperCase upperFirst words',
  'lodash/lang': 'castArray clone cloneDeep cloneWith cloneDeepWith conformsTo eq gt gte lt lte isArguments isArray isArrayBuffer isArrayLike isArrayLikeObject isBoolean isBuffer isDate isElement isEmpty isEqual isEqualWith isError isFinite isFunction isInteger isLength isMap isMatch isMatchWith isNaN isNative isNil isNull isNumber isObject isObjectLike isPlainObject isRegExp isSafeInteger isSet isString isSymbol isTypedArray isUndefined isWeakMap isWeakSet toFinite toInteger toLength toNumber toPlainObject toSafeInteger toString',
  'lodash/function': 'after ary attempt before bind bindAll bindKey cond conforms constant curry curryRight debounce defaultTo defer delay flip flow flowRight identity iteratee matches matchesProperty memoize method methodOf negate noop nthArg once over overArgs overEvery overSome partial partialRight property propertyOf range rangeRight rearg rest spread stubArray stubFalse stubObject stubString stubTrue throttle times toPath unary uniqueId wrap',
};
// Methods of a wrapper that end the chain, unless it was begun with `chain`.
const UNWRAPS = new Set('add attempt camelCase capitalize ceil clamp clone cloneDeep cloneDeepWith cloneWith conformsTo deburr defaultTo divide each eachRight endsWith eq escape escapeRegExp every find findIndex findKey findLast findLastIndex findLastKey first floor forEach forEachRight forIn forInRight forOwn forOwnRight get gt gte has hasIn head identity inRange includes indexOf invoke isArguments isArray isArrayBuffer isArrayLike isArrayLikeObject isBoolean isBuffer isDate isElement isEmpty isEqual isEqualWith isError isFinite isFunction isInteger isLength isMap isMatch isMatchWith isNaN isNative isNil isNull isNumber isObject isObjectLike isPlainObject isRegExp isSafeInteger isSet isString isSymbol isTypedArray isUndefined isWeakMap isWeakSet join kebabCase last lastIndexOf lowerCase lowerFirst lt lte max maxBy mean meanBy min minBy multiply noop now nth pad padEnd padStart parseInt random reduce reduceRight repeat replace result round runInContext sample size snakeCase some sortedIndex sortedIndexBy sortedIndexOf sortedLastIndex sortedLastIndexBy sortedLastIndexOf startCase startsWith stubArray stubFalse stubObject stubString stubTrue subtract sum sumBy template times toFinite toInteger toLength toLower toNumber toSafeInteger toString toUpper trim trimEnd trimStart truncate unescape uniqueId upperCase upperFirst words'.split(' '));
'each eachRight forEach forEachRight forIn forInRight forOwn forOwnRight'.split(' ').forEach((name) => UNWRAPS.delete(name));

function Wrapper(value, chained) {
  this.__wrapped__ = value;
  this.__actions__ = [];
  this.__chain__ = !!chained;
  this.__index__ = 0;
  this.__values__ = undefined;
}
function _(value) {
  if (value instanceof Wrapper) return value;
  return new Wrapper(value, false);
}
// A chain is lazy: what it does is done when its value is asked for.
const then = (wrapper, action, chained) => {
  const next = new Wrapper(wrapper.__wrapped__, chained);
  next.__actions__ = wrapper.__actions__.concat(action);
  return next;
};
const valueOf = (wrapper) => wrapper.__actions__.reduce((value, action) => action(value), wrapper.__wrapped__);
const methods = {
  value() { return valueOf(this); },
  chain() { return then(this, [], true); },
  commit() { return new Wrapper(valueOf(this), this.__chain__); },
  plant(value) { const next = new Wrapper(value, this.__chain__); next.__actions__ = this.__actions__; return next; },
  next() {
    if (this.__values__ === undefined) { this.__values__ = _.toArray(valueOf(this)); this.__index__ = 0; }
    const done = this.__index__ >= this.__values__.length;
    const value = done ? undefined : this.__values__[this.__index__];
    this.__index__ += 1;
    return { done, value };
  },
  [Symbol.iterator]() { return this; },
};
const hide = (object, name, value) => Object.defineProperty(object, name, { value, writable: true, configurable: true, enumerable: false });
Reflect.ownKeys(methods).forEach((name) => hide(Wrapper.prototype, name, methods[name]));
['valueOf', 'toJSON'].forEach((name) => hide(Wrapper.prototype, name, methods.value));
hide(Wrapper.prototype, 'toString', function toString() { return String(valueOf(this)); });
const wrapMethod = (name, ends, find = () => _[name]) => {
  hide(Wrapper.prototype, name, function wrapped(...args) {
    if (ends && !this.__chain__) return find()(valueOf(this), ...args);
    return then(this, (value) => find()(value, ...args), this.__chain__);
  });
};
['pop', 'shift'].forEach((name) => hide(Wrapper.prototype, name, function ending() {
  if (!this.__chain__) return Array.prototype[name].call(valueOf(this));
  return then(this, (list) => Array.prototype[name].call(list), true);
}));
['push', 'sort', 'splice', 'unshift'].forEach((name) => hide(Wrapper.prototype, name, function acting(...args) {
  return then(this, (list) => { Array.prototype[name].apply(list, args); return list; }, this.__chain__);
}));

const publish = (group, name) => {
  let known;
  Object.defineProperty(_, name, {
    configurable: true,
    enumerable: true,
    get() { return known === undefined ? (known = require(group)[name]) : known; },
    set(value) { known = value; },
  });
  if (name !== 'templateSettings') wrapMethod(name, UNWRAPS.has(name));
};
for (const group in GROUPS) GROUPS[group].split(' ').forEach((name) => publish(group, name));

const mixin = (target, source, options) => {
  const [object, from] = source == null || (source && !_.isObject(source)) ? [_, target] : [target, source];
  const chained = !(options && options.chain === false);
  Object.keys(from).filter((name) => typeof from[name] === 'function').forEach((name) => {
    object[name] = from[name];
    if (object === _) wrapMethod(name, !chained, () => from[name]);
  });
  return object;
};
Object.assign(_, {
  VERSION: '4.17.21',
  chain: (value) => new Wrapper(value, true),
  tap: (value, by) => { by(value); return value; },
  thru: (value, by) => by(value),
  mixin,
  noConflict: () => _,
});
['tap', 'thru'].forEach((name) => wrapMethod(name, false));
_._ = _;
_.prototype = Wrapper.prototype;
hide(Wrapper.prototype, 'constructor', _);
hide(_, 'runInContext', () => { throw new Error('lodash.runInContext is not implemented'); });
return _;
