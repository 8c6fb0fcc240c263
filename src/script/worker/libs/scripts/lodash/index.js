// lodash: the function `_`, its chains, and its functions, in groups that are loaded when one of their names is used.
const GROUPS = { a: 'lodash/array', c: 'lodash/collection', o: 'lodash/object', s: 'lodash/string', l: 'lodash/lang', f: 'lodash/function', w: 'lodash/wrap' };
// Every name with its group ("i": here). In a chain the first kind goes on with it, the second ends it, unless it was begun with `chain`.
const CHAINING = 'templateSettings.s after.f ary.w assign.o assignIn.o assignInWith.o assignWith.o at.o before.f bind.w bindAll.f bindKey.w castArray.l chain.i chunk.a compact.a concat.a cond.f conforms.f constant.f countBy.c create.o curry.w curryRight.w debounce.f defaults.o defaultsDeep.o defer.f delay.f difference.a differenceBy.a differenceWith.a drop.a dropRight.a dropRightWhile.a dropWhile.a fill.a filter.c flatMap.c flatMapDeep.c flatMapDepth.c flatten.a flattenDeep.a flattenDepth.a flip.w flow.f flowRight.f fromPairs.a functions.o functionsIn.o groupBy.c initial.a intersection.a intersectionBy.a intersectionWith.a invert.o invertBy.o invokeMap.c iteratee.f keyBy.c keys.o keysIn.o map.c mapKeys.o mapValues.o matches.f matchesProperty.f memoize.f merge.o mergeWith.o method.f methodOf.f mixin.i negate.f nthArg.f omit.o omitBy.o once.f orderBy.c over.f overArgs.f overEvery.f overSome.f partial.w partialRight.w partition.c pick.o pickBy.o property.f propertyOf.f pull.a pullAll.a pullAllBy.a pullAllWith.a pullAt.a range.f rangeRight.f rearg.w reject.c remove.a rest.f reverse.a sampleSize.c set.o setWith.o shuffle.c slice.a sortBy.c sortedUniq.a sortedUniqBy.a split.s spread.f tail.a take.a takeRight.a takeRightWhile.a takeWhile.a tap.i throttle.f thru.i toArray.c toPairs.o toPairsIn.o toPath.f toPlainObject.l transform.o unary.f union.a unionBy.a unionWith.a uniq.a uniqBy.a uniqWith.a unset.o unzip.a unzipWith.a update.o updateWith.o values.o valuesIn.o without.a words.s wrap.f xor.a xorBy.a xorWith.a zip.a zipObject.a zipObjectDeep.a zipWith.a entries.o entriesIn.o extend.o extendWith.o'.split(' ');
const ENDING = 'add.c attempt.f camelCase.s capitalize.s ceil.c clamp.c clone.l cloneDeep.l cloneDeepWith.l cloneWith.l conformsTo.l deburr.s defaultTo.f divide.c endsWith.s eq.l escape.s escapeRegExp.s every.c find.c findIndex.a findKey.o findLast.c findLastIndex.a findLastKey.o floor.c forEach.c forEachRight.c forIn.o forInRight.o forOwn.o forOwnRight.o get.o gt.l gte.l has.o hasIn.o head.a identity.f includes.c indexOf.a inRange.c invoke.o isArguments.l isArray.l isArrayBuffer.l isArrayLike.l isArrayLikeObject.l isBoolean.l isBuffer.l isDate.l isElement.l isEmpty.l isEqual.l isEqualWith.l isError.l isFinite.l isFunction.l isInteger.l isLength.l isMap.l isMatch.l isMatchWith.l isNaN.l isNative.l isNil.l isNull.l isNumber.l isObject.l isObjectLike.l isPlainObject.l isRegExp.l isSafeInteger.l isSet.l isString.l isSymbol.l isTypedArray.l isUndefined.l isWeakMap.l isWeakSet.l join.a kebabCase.s last.a lastIndexOf.a lowerCase.s lowerFirst.s lt.l lte.l max.c maxBy.c mean.c meanBy.c min.c minBy.c stubArray.f stubFalse.f stubObject.f stubString.f stubTrue.f multiply.c nth.a noConflict.i noop.f now.f pad.s padEnd.s padStart.s parseInt.s random.c reduce.c reduceRight.c repeat.s replace.s result.o round.c runInContext.i sample.c size.c snakeCase.s some.c sortedIndex.a sortedIndexBy.a sortedIndexOf.a sortedLastIndex.a sortedLastIndexBy.a sortedLastIndexOf.a startCase.s startsWith.s subtract.c sum.c sumBy.c template.s times.f toFinite.l toInteger.l toLength.l toLower.s toNumber.l toSafeInteger.l toString.l toUpper.s trim.s trimEnd.s trimStart.s truncate.s unescape.s uniqueId.f upperCase.s upperFirst.s each.c eachRight.c first.a'.split(' ');
// What a list does itself; a chain that is no explicit one ends with the first two.
const OWN = { pop: true, shift: true, push: false, sort: false, splice: true, unshift: false };
const hide = (object, name, value) => Object.defineProperty(object, name, { value, writable: true, configurable: true, enumerable: false });
// Methods that a chain may do element by element.
const FUSING = new Set('map invokeMap filter reject compact takeWhile takeRightWhile take takeRight drop dropRight slice initial tail reverse toArray find findLast head last at'.split(' '));

// What each `_` has for itself.
const TIMED = new Set('debounce defer delay now throttle uniqueId'.split(' '));

const make = (context) => {
  let timed;
  const own = () => timed || (timed = require('lodash/function').inContext(context));
  function LodashWrapper(value, chained) {
    fill();
    this.__wrapped__ = value;
    this.__actions__ = [];
    this.__chain__ = !!chained;
    this.__index__ = 0;
    this.__values__ = undefined;
  }
  function lodash(value) {
    if (value instanceof LodashWrapper) return value;
    return new LodashWrapper(value, false);
  }
  const _ = lodash;
  // A chain is lazy: what it does is done when its value is asked for.
  const then = (wrapper, action, chained = wrapper.__chain__) => {
    const next = new LodashWrapper(wrapper.__wrapped__, chained);
    next.__actions__ = action ? wrapper.__actions__.concat(action) : wrapper.__actions__.slice();
    return next;
  };
  const isOwn = (wrapper) => wrapper instanceof LodashWrapper;
  const valueOf = (wrapper) => {
    const actions = wrapper.__actions__;
    const start = isOwn(wrapper.__wrapped__) ? valueOf(wrapper.__wrapped__) : wrapper.__wrapped__;
    if (actions.length > 1 && actions.some(({ name }) => FUSING.has(name))) return require('lodash/fuse')(start, actions);
    return actions.reduce((value, { func, args, thisArg }) => func.apply(thisArg, [value, ...args]), start);
  };
  const methods = {
    value() { return valueOf(this); },
    chain() { return _.chain(this); },
    commit() { return new LodashWrapper(valueOf(this), this.__chain__); },
    plant(value) {
      const next = new LodashWrapper(value, this.__chain__);
      next.__actions__ = this.__actions__.slice();
      return next;
    },
    next() {
      if (this.__values__ === undefined) this.__values__ = _.toArray(valueOf(this));
      const done = this.__index__ >= this.__values__.length;
      const value = done ? undefined : this.__values__[this.__index__++];
      return { done, value };
    },
    [Symbol.iterator]() { return this; },
  };
  const wrapMethod = (name, ends, find = () => _[name]) => {
    hide(LodashWrapper.prototype, name, function wrapped(...args) {
      const action = { func(...all) { return find().apply(this, all); }, args, thisArg: _, name };
      const next = then(this, action);
      return ends && !this.__chain__ ? valueOf(next) : next;
    });
  };
  const wrapAll = (names, ends) => names.forEach((entry) => {
    const name = entry.slice(0, -2);
    if (name !== 'templateSettings' && name !== 'chain') wrapMethod(name, ends);
  });
  let filled = false;
  // Chains get their methods when the first one begins, or somebody looks at what they have.
  const fill = () => {
    if (filled) return;
    filled = true;
    Reflect.ownKeys(methods).forEach((name) => hide(LodashWrapper.prototype, name, methods[name]));
    ['valueOf', 'toJSON'].forEach((name) => hide(LodashWrapper.prototype, name, methods.value));
    hide(LodashWrapper.prototype, 'toString', function toString() { return String(valueOf(this)); });
    Object.keys(OWN).forEach((name) => wrapMethod(name, name === 'pop' || name === 'shift', () => (list, ...args) => {
      const result = Array.prototype[name].apply(Array.isArray(list) ? list : [], args);
      return OWN[name] ? result : list;
    }));
    wrapAll(CHAINING, false);
    wrapAll(ENDING, true);
  };

  const publish = (group, name) => {
    let known;
    const find = () => (context && TIMED.has(name) ? own() : require(group))[name];
    Object.defineProperty(_, name, {
      configurable: name !== 'iteratee', // who deletes it gets the one of ours
      enumerable: true,
      get() { return known === undefined ? (known = find()) : known; },
      set(value) {
        known = value;
        if (name === 'iteratee') require('lodash/core').custom.iteratee = value === require(group).iteratee ? undefined : value;
      },
    });
  };

  const functionsOf = (source) => Object.keys(source).filter((name) => typeof source[name] === 'function');
  // `mixin` gives functions to an object, and to the things that a function makes, which then are chains.
  function mixin(object, source, options) {
    let [target, from, chosen] = [object, source, options];
    if (options == null && !(_.isObject(source) && (functionsOf(source).length || !Object.keys(source).length))) {
      [target, from, chosen] = [this, object, source];
    }
    const chained = !(_.isObject(chosen) && 'chain' in chosen) || !!chosen.chain;
    const makes = typeof target === 'function';
    functionsOf(Object(from)).forEach((name) => {
      const func = from[name];
      target[name] = func;
      if (!makes) return;
      hide(target.prototype, name, function mixed(...args) {
        if (!chained && !this.__chain__) return func.call(target, this.value(), ...args);
        const next = target(this.__wrapped__);
        next.__actions__ = (this.__actions__ || []).concat({ func, args, thisArg: target });
        next.__chain__ = this.__chain__;
        return next;
      });
    });
    return target;
  }
  const LOCAL = {
    chain(value) { const wrapper = _(value); wrapper.__chain__ = true; return wrapper; },
    mixin,
    tap: (value, by) => { by(value); return value; },
    thru: (value, by) => by(value),
    noConflict: () => _,
    // Another `_` of its own, whose timers and clock may be others.
    runInContext: (other) => make(other || {}),
  };
  const publishAll = (names) => names.forEach((entry) => {
    const name = entry.slice(0, -2);
    const group = GROUPS[entry[entry.length - 1]];
    if (group) publish(group, name);
    else _[name] = LOCAL[name];
  });
  publishAll(CHAINING);
  publishAll(ENDING);
  _.VERSION = '4.18.1';
  _._ = _;
  native.replace(_, 'prototype', () => { fill(); return LodashWrapper.prototype; });
  hide(LodashWrapper.prototype, 'constructor', _);
  return _;
};
return make();
