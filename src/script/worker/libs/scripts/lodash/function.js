// lodash: functions and what it calls utilities.
const core = require('lodash/core');
const { iteratee, identity, toInteger, toNumber, toPath, get, isObject, keys, clone } = core;
const callable = (fn) => {
  if (typeof fn !== 'function') throw new TypeError('Expected a function');
  return fn;
};
const flatList = (args) => args.reduce((out, item) => out.concat(Array.isArray(item) || core.isArguments(item) ? core.slice(item) : [item]), []);
// What waits, with the clock and the timers of a context.
const timing = ({ setTimeout, clearTimeout, Date }) => {
  const now = () => Date.now();
  const debounce = (fn, wait, options) => {
    callable(fn);
    const delay = toNumber(wait) || 0;
    const { leading = false, trailing = true } = isObject(options) ? options : {};
    const most = isObject(options) && 'maxWait' in options ? Math.max(toNumber(options.maxWait) || 0, delay) : undefined;
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
      const time = now();
      if (due(time)) finish(time);
      else timer = setTimeout(expired, left(time));
    };
    function debounced(...args) {
      const time = now();
      const ready = due(time);
      call = { self: this, args };
      lastCall = time;
      if (ready && timer === undefined) {
        lastRun = time;
        timer = setTimeout(expired, delay);
        return leading ? run(time) : result;
      }
      if (ready && most !== undefined) {
        clearTimeout(timer);
        timer = setTimeout(expired, delay);
        return run(time);
      }
      if (timer === undefined) timer = setTimeout(expired, delay);
      return result;
    }
    debounced.cancel = () => {
      if (timer !== undefined) clearTimeout(timer);
      lastRun = 0;
      call = lastCall = timer = undefined;
    };
    debounced.flush = () => (timer === undefined ? result : finish(now()));
    return debounced;
  };
  return {
    now,
    debounce,
    defer: (fn, ...args) => { callable(fn); return setTimeout(() => fn(...args), 1); },
    delay: (fn, wait, ...args) => { callable(fn); return setTimeout(() => fn(...args), toNumber(wait) || 0); },
    throttle(fn, wait, options) {
      callable(fn);
      const { leading = true, trailing = true } = isObject(options) ? options : {};
      return debounce(fn, wait, { leading, trailing, maxWait: wait });
    },
  };
};
const MOST = 4294967295;
const counter = () => {
  let unique = 0;
  return (prefix) => { unique += 1; return core.toText(prefix) + unique; };
};
// Looked up when used: a script may have put others in their place.
const HERE = {
  setTimeout: (...args) => setTimeout(...args),
  clearTimeout: (...args) => clearTimeout(...args),
  Date: { now: () => Date.now() },
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
  const out = Array.from({ length: size }, (_, at) => (at ? from + at * by : from));
  return fromRight ? out.reverse() : out;
};
const ranger = (fromRight) => (start, end, step) => {
  if (step && typeof step !== 'number' && core.isIterateeCall(start, end, step)) return range(start, undefined, undefined, fromRight);
  return range(start, end, step, fromRight);
};
const F = {
  after: (n, fn) => { callable(fn); let left = toInteger(n); return function after(...args) { left -= 1; return left < 1 ? fn.apply(this, args) : undefined; }; },
  attempt(fn, ...args) {
    try { return fn(...args); } catch (error) { return require('lodash/lang').isError(error) ? error : new Error(error); }
  },
  before: (n, fn) => {
    callable(fn);
    let left = toInteger(n);
    let result;
    return function before(...args) { left -= 1; if (left > 0) result = fn.apply(this, args); return result; };
  },
  bindAll(object, ...names) {
    flatList(names).forEach((name) => {
      const key = core.toKey(name);
      core.assign(object, key, require('lodash/wrap').bind(object[key], object));
    });
    return object;
  },
  cond(pairs) {
    const rules = core.slice(pairs == null || !pairs.length ? [] : pairs).map((pair) => { callable(pair[1]); return [iteratee(pair[0]), pair[1]]; });
    return function cond(...args) {
      const found = rules.find(([test]) => test.apply(this, args));
      return found ? found[1].apply(this, args) : undefined;
    };
  },
  conforms(source) {
    const tests = clone(source, true);
    return (object) => require('lodash/lang').conformsTo(object, tests);
  },
  constant: (value) => () => value,
  defaultTo: (value, fallback) => (value == null || value !== value ? fallback : value),
  flow: (...functions) => flow(functions),
  flowRight: (...functions) => flow(flatList(functions).reverse()),
  identity,
  iteratee: (value) => core.baseIteratee(typeof value === 'function' ? value : clone(value, true)),
  matches: (source) => core.matcher(clone(source, true)),
  matchesProperty: (path, source) => core.matchesAt(path, clone(source, true)),
  memoize(fn, resolver) {
    if (typeof fn !== 'function' || (resolver != null && typeof resolver !== 'function')) throw new TypeError('Expected a function');
    const memoized = function memoized(...args) {
      const key = resolver ? resolver.apply(this, args) : args[0];
      if (memoized.cache.has(key)) return memoized.cache.get(key);
      const result = fn.apply(this, args);
      memoized.cache = memoized.cache.set(key, result) || memoized.cache;
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
  property: core.property,
  propertyOf: (object) => (path) => get(object, path),
  range: ranger(false),
  rangeRight: ranger(true),
  rest(fn, start) {
    callable(fn);
    const from = Math.max(start === undefined ? fn.length - 1 : toInteger(start), 0);
    return function rest(...args) {
      const first = Array.from({ length: from }, (_, at) => args[at]);
      return fn.call(this, ...first, args.slice(from));
    };
  },
  spread(fn, start) {
    callable(fn);
    const from = start == null ? 0 : Math.max(toInteger(start), 0);
    return function spread(...args) { return fn.apply(this, args.slice(0, from).concat(core.slice(args[from] || []))); };
  },
  stubArray: () => [],
  stubFalse: () => false,
  stubObject: () => ({}),
  stubString: () => '',
  stubTrue: () => true,
  times(n, by) {
    const visit = iteratee(by);
    const size = toInteger(n);
    if (size < 1 || size > Number.MAX_SAFE_INTEGER) return [];
    const out = Array.from({ length: Math.min(size, MOST) }, (_, at) => visit(at));
    for (let at = MOST; at < size; at += 1) visit(at);
    return out;
  },
  toPath,
  unary: (fn) => require('lodash/wrap').ary(fn, 1),
  uniqueId: counter(),
  wrap: (value, wrapper) => function wrap(...args) { return iteratee(wrapper).call(this, value, ...args); },
};
Object.assign(F, timing(HERE));
F.memoize.Cache = require('lodash/cache').MapCache;
// The functions that a `_` of another context has for itself.
Object.defineProperty(F, 'inContext', { value: (context) => ({ ...timing({ ...HERE, ...context }), uniqueId: counter() }) });
Object.defineProperty(F, 'invokePath', {
  value(object, path, args) {
    const parts = core.castPath(path, object);
    const owner = parts.length > 1 ? core.getPath(object, parts.slice(0, -1)) : object;
    const method = owner == null ? undefined : owner[core.toKey(parts[parts.length - 1])];
    return method == null ? undefined : method.apply(owner, args);
  },
});
return F;
