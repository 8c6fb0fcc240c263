// lodash: functions and what it calls utilities.
const core = require('lodash/core');
const { iteratee, identity, toInteger, toPath, get, isObject, keys, clone } = core;
// `_` itself stands for an argument that is still open.
const isOpen = (item) => item === require('lodash');
const callable = (fn) => {
  if (typeof fn !== 'function') throw new TypeError('Expected a function');
  return fn;
};
const flatList = (args) => args.reduce((out, item) => out.concat(Array.isArray(item) ? item : [item]), []);
const debounce = (fn, wait = 0, options = {}) => {
  const delay = Number(wait) || 0;
  const { leading = false, trailing = true } = isObject(options) ? options : {};
  const most = isObject(options) && 'maxWait' in options ? Math.max(Number(options.maxWait) || 0, delay) : undefined;
  let timer;
  let call;
  let result;
  let lastCall;
  let lastRun = 0;
  const run = (time) => {
    const { self, args } = call;
    call = undefined;
    lastRun = time;
    result = fn.apply(self, args);
    return result;
  };
  const due = (time) => lastCall === undefined || time - lastCall >= delay || time < lastCall || (most !== undefined && time - lastRun >= most);
  const left = (time) => {
    const rest = delay - (time - lastCall);
    return most === undefined ? rest : Math.min(rest, most - (time - lastRun));
  };
  const finish = (time) => {
    timer = undefined;
    if (trailing && call) return run(time);
    call = undefined;
    return result;
  };
  const expired = () => {
    const time = Date.now();
    if (due(time)) finish(time);
    else timer = setTimeout(expired, left(time));
  };
  function debounced(...args) {
    const time = Date.now();
    const now = due(time);
    call = { self: this, args };
    lastCall = time;
    if (now) {
      if (timer === undefined) {
        lastRun = time;
        timer = setTimeout(expired, delay);
        return leading ? run(time) : result;
      }
      if (most !== undefined) {
        clearTimeout(timer);
        timer = setTimeout(expired, delay);
        return run(time);
      }
    }
    if (timer === undefined) timer = setTimeout(expired, delay);
    return result;
  }
  debounced.cancel = () => {
    if (timer !== undefined) clearTimeout(timer);
    lastRun = 0;
    call = lastCall = timer = undefined;
  };
  debounced.flush = () => (timer === undefined ? result : finish(Date.now()));
  return debounced;
};
const curry = (fn, arity = fn.length, right = false, held = []) => function curried(...args) {
  const merged = held.slice();
  const open = merged.reduce((out, item, at) => (isOpen(item) ? out.concat(at) : out), []);
  const rest = args.slice();
  open.forEach((at) => { if (rest.length) merged[at] = rest.shift(); });
  const all = right ? rest.concat(merged) : merged.concat(rest);
  return all.filter((item) => !isOpen(item)).length >= arity ? fn.apply(this, all) : curry(fn, arity, right, all);
};
const partial = (fn, held, right) => function bound(...args) {
  const filled = held.map((item) => (isOpen(item) ? args.shift() : item));
  return fn.apply(this, right ? args.concat(filled) : filled.concat(args));
};
const flow = (functions) => {
  const list = flatList(functions);
  list.forEach(callable);
  return function flowing(...args) {
    return list.slice(1).reduce((value, fn) => fn.call(this, value), list.length ? list[0].apply(this, args) : args[0]);
  };
};
const over = (combine) => (...list) => {
  const by = flatList(list).map(iteratee);
  return function overs(...args) { return combine(by, (fn) => fn.apply(this, args)); };
};
const range = (start, end, step, fromRight) => {
  const [from, to] = end === undefined ? [0, core.toFinite(start)] : [core.toFinite(start), core.toFinite(end)];
  const by = step === undefined ? (from < to ? 1 : -1) : core.toFinite(step);
  const size = Math.max(Math.ceil((to - from) / (by || 1)), 0);
  const out = Array.from({ length: size }, (_, at) => from + at * by);
  return fromRight ? out.reverse() : out;
};
const ranger = (fromRight) => (start, end, step) => {
  if (step && typeof step !== 'number' && core.isIterateeCall(start, end, step)) return range(start, undefined, undefined, fromRight);
  return range(start, end, step, fromRight);
};
let unique = 0;
const F = {
  after: (n, fn) => { callable(fn); let left = toInteger(n); return function after(...args) { left -= 1; return left < 1 ? fn.apply(this, args) : undefined; }; },
  ary: (fn, n, guard) => { const size = guard || n === undefined ? fn.length : toInteger(n); return function ary(...args) { return fn.apply(this, args.slice(0, size)); }; },
  attempt(fn, ...args) {
    try { return fn(...args); } catch (error) { return error instanceof Error ? error : new Error(error); }
  },
  before: (n, fn) => {
    callable(fn);
    let left = toInteger(n);
    let result;
    return function before(...args) { left -= 1; if (left > 0) result = fn.apply(this, args); return result; };
  },
  bind: (fn, self, ...held) => { const body = partial(fn, held); return (...args) => body.apply(self, args); },
  bindAll: (object, ...names) => { flatList(names).forEach((name) => { object[name] = object[name].bind(object); }); return object; },
  bindKey: (object, key, ...held) => (...args) => object[key](...held, ...args),
  cond(pairs) {
    const rules = core.slice(pairs == null || !pairs.length ? [] : pairs).map((pair) => { callable(pair[1]); return [iteratee(pair[0]), pair[1]]; });
    return function cond(...args) {
      const found = rules.find(([test]) => test.apply(this, args));
      return found ? found[1].apply(this, args) : undefined;
    };
  },
  conforms: (source) => { const tests = clone(source, true); return (object) => keys(tests).every((key) => key in Object(object) && tests[key](object[key])); },
  constant: (value) => () => value,
  curry: (fn, arity, guard) => curry(fn, guard ? undefined : arity),
  curryRight: (fn, arity, guard) => curry(fn, guard ? undefined : arity, true),
  debounce,
  defaultTo: (value, fallback) => (value == null || value !== value ? fallback : value),
  defer: (fn, ...args) => setTimeout(() => fn(...args), 1),
  delay: (fn, wait, ...args) => setTimeout(() => fn(...args), Number(wait) || 0),
  flip: (fn) => function flip(...args) { return fn.apply(this, args.reverse()); },
  flow: (...functions) => flow(functions),
  flowRight: (...functions) => flow(flatList(functions).reverse()),
  identity,
  iteratee: (value) => iteratee(typeof value === 'function' ? value : clone(value, true)),
  matches: (source) => iteratee(clone(source, true)),
  matchesProperty: (path, source) => iteratee([path, clone(source, true)]),
  memoize(fn, resolver) {
    if (typeof fn !== 'function' || (resolver != null && typeof resolver !== 'function')) throw new TypeError('Expected a function');
    const memoized = function memoized(...args) {
      const key = resolver ? resolver.apply(this, args) : args[0];
      if (memoized.cache.has(key)) return memoized.cache.get(key);
      const result = fn.apply(this, args);
      memoized.cache.set(key, result);
      return result;
    };
    memoized.cache = new F.memoize.Cache();
    return memoized;
  },
  method: (path, ...args) => (object) => F.invokePath(object, path, args),
  methodOf: (object, ...args) => (path) => F.invokePath(object, path, args),
  negate(fn) {
    callable(fn);
    return function negated(...args) { return !fn.apply(this, args); };
  },
  noop: () => undefined,
  nthArg: (n) => (...args) => args[toInteger(n) < 0 ? args.length + toInteger(n) : toInteger(n)],
  once: (fn) => F.before(2, fn),
  over: over((by, call) => by.map(call)),
  overArgs(fn, ...transforms) {
    const by = flatList(transforms).map(iteratee);
    return function overArgs(...args) { return fn.apply(this, args.map((arg, at) => (by[at] ? by[at].call(this, arg) : arg))); };
  },
  overEvery: over((by, call) => by.every(call)),
  overSome: over((by, call) => by.some(call)),
  partial: (fn, ...held) => partial(fn, held),
  partialRight: (fn, ...held) => partial(fn, held, true),
  property: (path) => (object) => get(object, path),
  propertyOf: (object) => (path) => get(object, path),
  range: ranger(false),
  rangeRight: ranger(true),
  rearg: (fn, ...order) => { const list = flatList(order); return function rearg(...args) { return fn.apply(this, args.map((arg, at) => (at < list.length ? args[list[at]] : arg))); }; },
  rest: (fn, from = fn.length - 1) => function rest(...args) { return fn.call(this, ...args.slice(0, from), args.slice(from)); },
  spread: (fn, from = 0) => function spread(...args) { return fn.apply(this, args.slice(0, from).concat(args[from])); },
  stubArray: () => [],
  stubFalse: () => false,
  stubObject: () => ({}),
  stubString: () => '',
  stubTrue: () => true,
  throttle(fn, wait, options = {}) {
    const { leading = true, trailing = true } = isObject(options) ? options : {};
    return debounce(fn, wait, { leading, trailing, maxWait: wait });
  },
  times(n, by) {
    const visit = iteratee(by);
    return Array.from({ length: Math.max(toInteger(n), 0) }, (_, at) => visit(at));
  },
  toPath,
  unary: (fn) => function unary(value) { return fn.call(this, value); },
  uniqueId(prefix) { unique += 1; return core.toText(prefix) + unique; },
  wrap: (value, wrapper) => function wrap(...args) { return iteratee(wrapper).call(this, value, ...args); },
};
['ary', 'bind', 'curry', 'curryRight', 'debounce', 'defer', 'delay', 'flip', 'once', 'partial', 'partialRight', 'rearg', 'rest', 'spread', 'throttle', 'unary'].forEach((name) => {
  const make = F[name];
  F[name] = function checked(fn, ...rest) { return make(callable(fn), ...rest); };
});
F.memoize.Cache = Map;
Object.defineProperty(F, 'invokePath', {
  value(object, path, args) {
    const parts = core.castPath(path, object);
    const owner = parts.length > 1 ? core.getPath(object, parts.slice(0, -1)) : object;
    const method = owner == null ? undefined : owner[core.toKey(parts[parts.length - 1])];
    return method == null ? undefined : method.apply(owner, args);
  },
});
return F;
