// lodash: objects.
const core = require('lodash/core');
const { isObject, isObjectLike, isArrayLike, isPlainObject, has, eq, keys, keysIn, iteratee, get, getPath, hasPath, setPath, unset, castPath, toKey, isArguments, clone } = core;

// Functions of an object and sources; the last argument of some may be a customizer. As an iteratee they take one source.
const assigner = (copy, custom) => (object, ...args) => {
  let sources = args;
  let customizer = custom && args.length > 1 && typeof args[args.length - 1] === 'function' ? args[args.length - 1] : undefined;
  if (customizer) sources = args.slice(0, -1);
  if (args.length > 2 && core.isIterateeCall(args[0], args[1], args[2])) {
    if (sources.length < 3) customizer = undefined;
    sources = args.slice(0, 1);
  }
  const target = Object(object);
  sources.forEach((source) => { if (source) copy(target, source, customizer); });
  return target;
};
const assigning = (names, custom) => assigner((target, source, customizer) => {
  names(source).forEach((key) => {
    const said = customizer ? customizer(target[key], source[key], key, target, source) : undefined;
    core.put(target, key, said === undefined ? source[key] : said);
  });
}, custom);
const safeGet = (object, key) => (key === '__proto__' || (key === 'constructor' && typeof object[key] === 'function') ? undefined : object[key]);
const putMerged = (target, key, value) => {
  if (value !== undefined ? !eq(target[key], value) : !(key in target)) core.put(target, key, value);
};
// What a source's value is merged into, and whether it is.
const ground = (old, from) => {
  if (Array.isArray(from) || core.isBuffer(from) || core.isTyped(from)) {
    if (Array.isArray(old)) return [old, true];
    if (isObjectLike(old) && isArrayLike(old)) return [core.slice(old), true];
    return Array.isArray(from) ? [[], true] : [clone(from, true), false];
  }
  if (!isPlainObject(from) && !isArguments(from)) return [from, false];
  if (isArguments(old)) return [O.assignIn({}, old), true];
  return [isObject(old) && typeof old !== 'function' ? old : O.create(core.isPrototype(from) ? null : Object.getPrototypeOf(from)), true];
};
const mergeInto = (target, source, customizer, stack = core.newStack(customizer)) => {
  if (target === source) return;
  keysIn(source).forEach((key) => {
    const from = safeGet(source, key);
    const old = safeGet(target, key);
    if (isObject(from) && stack.get(from)) {
      putMerged(target, key, stack.get(from));
      return;
    }
    let value = customizer ? customizer(old, from, key, target, source, stack) : undefined;
    if (value === undefined) {
      value = from;
      if (isObject(from)) {
        let deeper;
        [value, deeper] = ground(old, from);
        if (deeper) {
          stack.set(from, value);
          mergeInto(value, from, customizer, stack);
          stack.delete(from);
        }
      }
    }
    putMerged(target, key, value);
  });
};
const fillDeep = (old, from, key, target, source, stack) => {
  if (isObject(old) && isObject(from)) {
    stack.set(from, old);
    mergeInto(old, from, fillDeep, stack);
    stack.delete(from);
  }
  return old;
};
const flatPaths = (paths) => paths.reduce((out, path) => out.concat(Array.isArray(path) || isArguments(path) ? core.slice(path) : [path]), []);
const pickPaths = (object, paths, test) => {
  const out = {};
  paths.forEach((path) => {
    const parts = castPath(path, object);
    const value = getPath(object, parts);
    if (test(value, parts)) setPath(out, parts, () => value);
  });
  return out;
};
const inAny = (object, key) => key in Object(object);
const pickBy = (object, test) => {
  if (object == null) return {};
  const check = iteratee(test);
  const paths = keysIn(object).concat(core.enumerableSymbols(object, true)).map((key) => [key]);
  return pickPaths(object, paths, (value, path) => check(value, path[0]));
};
const eachKey = (object, by, names, fromRight) => {
  if (object == null) return object;
  const list = names(object);
  if (fromRight) list.reverse();
  list.some((key) => by(object[key], key, object) === false);
  return object;
};
const pairs = (names) => (object) => {
  if (object instanceof Map) return [...object];
  if (object instanceof Set) return [...object].map((item) => [item, item]);
  return object == null ? [] : names(object).map((key) => [key, object[key]]);
};
const findKey = (object, test, fromRight) => {
  if (object == null) return undefined;
  const check = iteratee(test);
  const list = keys(object);
  if (fromRight) list.reverse();
  return list.find((key) => check(object[key], key, object));
};
const inverted = (object, by) => {
  const out = {};
  keys(object).forEach((key) => {
    const value = object[key] != null && typeof object[key].toString !== 'function' ? Object.prototype.toString.call(object[key]) : object[key];
    by(out, value, key);
  });
  return out;
};
const mapped = (object, by, put) => {
  const visit = iteratee(by);
  const out = {};
  keys(object).forEach((key) => put(out, key, object[key], visit(object[key], key, object)));
  return out;
};

const O = {
  assign: assigning(keys, false),
  assignIn: assigning(keysIn, false),
  assignWith: assigning(keys, true),
  assignInWith: assigning(keysIn, true),
  at: (object, ...paths) => flatPaths(paths).map((path) => get(object, path)),
  create(prototype, properties) {
    const made = isObject(prototype) ? Object.create(prototype) : {};
    if (properties != null) keys(properties).forEach((key) => core.put(made, key, properties[key]));
    return made;
  },
  defaults: assigner((target, source) => keysIn(source).forEach((key) => {
    const value = target[key];
    if (value === undefined || (eq(value, Object.prototype[key]) && !has(target, key))) core.assign(target, key, source[key]);
  }), false),
  defaultsDeep: (...args) => O.mergeWith(...args, undefined, fillDeep),
  entries: pairs(keys),
  entriesIn: pairs(keysIn),
  findKey: (object, test) => findKey(object, test),
  findLastKey: (object, test) => findKey(object, test, true),
  forIn: (object, by) => eachKey(object, iteratee(by), keysIn),
  forInRight: (object, by) => eachKey(object, iteratee(by), keysIn, true),
  forOwn: (object, by) => eachKey(object, iteratee(by), keys),
  forOwnRight: (object, by) => eachKey(object, iteratee(by), keys, true),
  functions: (object) => (object == null ? [] : keys(object).filter((key) => typeof object[key] === 'function')),
  functionsIn: (object) => (object == null ? [] : keysIn(object).filter((key) => typeof object[key] === 'function')),
  get,
  has: (object, path) => object != null && hasPath(object, path, has),
  hasIn: (object, path) => object != null && hasPath(object, path, inAny),
  invert: (object) => inverted(object, (out, value, key) => { out[value] = key; }),
  invertBy(object, by) {
    const visit = iteratee(by);
    return inverted(object, (out, value, key) => {
      const name = visit(value);
      if (has(out, name)) out[name].push(key);
      else out[name] = [key];
    });
  },
  invoke(object, path, ...args) {
    const parts = castPath(path, object);
    const owner = parts.length > 1 ? getPath(object, parts.slice(0, -1)) : object;
    const method = owner == null ? undefined : owner[toKey(parts[parts.length - 1])];
    return method == null ? undefined : method.apply(owner, args);
  },
  keys,
  keysIn: (object) => (object == null ? [] : keysIn(object)),
  mapKeys: (object, by) => mapped(object, by, (out, key, value, made) => { core.put(out, made, value); }),
  mapValues: (object, by) => mapped(object, by, (out, key, value, made) => { core.put(out, key, made); }),
  merge: assigner((target, source) => mergeInto(target, source), false),
  mergeWith: assigner(mergeInto, true),
  omit(object, ...paths) {
    if (object == null) return {};
    const list = flatPaths(paths).map((path) => castPath(path, object));
    let out = {};
    keysIn(object).concat(core.enumerableSymbols(object, true)).forEach((key) => core.put(out, key, object[key]));
    if (list.some((path) => path.length > 1)) out = clone(out, true, (value) => (isPlainObject(value) ? undefined : value), undefined, true);
    list.forEach((path) => unset(out, path));
    return out;
  },
  omitBy: (object, test) => {
    const check = iteratee(test);
    return pickBy(object, (value, key) => !check(value, key));
  },
  pick: (object, ...paths) => (object == null ? {} : pickPaths(object, flatPaths(paths), (value, path) => hasPath(object, path, inAny))),
  pickBy,
  result(object, path, fallback) {
    const parts = castPath(path, object);
    let value = object;
    for (let i = 0; i < Math.max(parts.length, 1); i += 1) {
      const owner = value;
      const found = owner == null ? undefined : owner[toKey(parts[i])];
      const plain = found === undefined;
      const next = plain ? fallback : found;
      value = typeof next === 'function' ? next.call(owner) : next;
      if (plain) break;
    }
    return value;
  },
  set: (object, path, value) => (object == null ? object : setPath(object, path, () => value)),
  setWith: (object, path, value, customizer) => (object == null ? object : setPath(object, path, () => value, typeof customizer === 'function' ? customizer : undefined)),
  transform(object, by, start) {
    const visit = iteratee(by);
    const list = Array.isArray(object) || core.isBuffer(object) || core.isTyped(object);
    const make = object && object.constructor;
    const fresh = () => (list ? (Array.isArray(object) ? new make() : []) : typeof make === 'function' && isObject(object) ? O.create(Object.getPrototypeOf(object)) : {});
    const out = start == null ? fresh() : start;
    if (object != null) keys(object).some((key) => visit(out, object[key], list ? Number(key) : key, object) === false);
    return out;
  },
  unset: (object, path) => object == null || unset(object, path),
  update: (object, path, by) => O.updateWith(object, path, by),
  updateWith: (object, path, by, customizer) => (object == null ? object : setPath(object, path, typeof by === 'function' ? by : core.identity, typeof customizer === 'function' ? customizer : undefined)),
  values: core.values,
  valuesIn: (object) => (object == null ? [] : keysIn(object).map((key) => object[key])),
};
O.extend = O.assignIn;
O.extendWith = O.assignInWith;
O.toPairs = O.entries;
O.toPairsIn = O.entriesIn;
return O;
