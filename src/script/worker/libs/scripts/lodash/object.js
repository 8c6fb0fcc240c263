// lodash: objects.
const core = require('lodash/core');
const { isObject, isObjectLike, isArrayLike, isPlainObject, has, eq, keys, keysIn, iteratee, get, getPath, hasPath, setPath, unset, castPath, toKey, unsafe, isArguments, clone } = core;

const assigner = (copy) => (object, ...sources) => {
  let customizer;
  let list = sources;
  const last = sources[sources.length - 1];
  if (sources.length > 1 && typeof last === 'function') {
    customizer = last;
    list = sources.slice(0, -1);
  } else if (sources.length > 2 && core.isIterateeCall(sources[0], sources[1], sources[2])) list = sources.slice(0, 1);
  const target = Object(object);
  list.forEach((source) => { if (source != null) copy(target, source, customizer); });
  return target;
};
const assigning = (names, custom) => assigner((target, source, customizer) => {
  names(source).forEach((key) => {
    const value = custom && customizer ? customizer(target[key], source[key], key, target, source) : source[key];
    core.assign(target, key, custom && customizer && value === undefined ? source[key] : value);
  });
});
const mergeInto = (target, source, customizer, seen = new Map()) => {
  if (target === source) return;
  keysIn(source).forEach((key) => {
    if (unsafe(key)) return;
    const from = source[key];
    const old = target[key];
    if (!isObject(from)) {
      const said = customizer ? customizer(old, from, key, target, source, seen) : undefined;
      const value = said === undefined ? from : said;
      if (value !== undefined ? !eq(old, value) || !has(target, key) : !(key in target)) core.assign(target, key, value);
      return;
    }
    if (seen.has(from)) {
      core.assign(target, key, seen.get(from));
      return;
    }
    let value = customizer ? customizer(old, from, key, target, source, seen) : undefined;
    let deeper = value === undefined;
    if (deeper) {
      if (Array.isArray(from)) value = Array.isArray(old) ? old : isObjectLike(old) && isArrayLike(old) ? Array.from(old) : [];
      else if (ArrayBuffer.isView(from)) { value = clone(from); deeper = false; } else if (isPlainObject(from) || isArguments(from)) {
        value = isArguments(old) ? { ...old } : !isObject(old) || typeof old === 'function' ? {} : old;
      } else { value = from; deeper = false; }
    }
    if (deeper) {
      seen.set(from, value);
      mergeInto(value, from, customizer, seen);
      seen.delete(from);
    }
    core.assign(target, key, value);
  });
};
const merging = assigner((target, source, customizer) => mergeInto(target, source, customizer));
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
  const paths = keysIn(object).concat(core.enumerableSymbols(Object(object))).map((key) => [key]);
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
  create: (prototype, properties) => O.assign(isObject(prototype) ? Object.create(prototype) : {}, properties),
  defaults(object, ...sources) {
    const target = Object(object);
    sources.forEach((source) => {
      if (source == null) return;
      keysIn(source).forEach((key) => {
        const value = target[key];
        if (value === undefined || (eq(value, Object.prototype[key]) && !has(target, key))) core.assign(target, key, source[key]);
      });
    });
    return target;
  },
  defaultsDeep(object, ...sources) {
    const fill = (old, from, key, target, source, seen) => {
      if (isObject(old) && isObject(from)) {
        seen.set(from, old);
        mergeInto(old, from, fill, seen);
        seen.delete(from);
      }
      return old === undefined ? undefined : old;
    };
    const target = Object(object);
    sources.forEach((source) => { if (source != null) mergeInto(target, source, fill); });
    return target;
  },
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
  mapKeys: (object, by) => mapped(object, by, (out, key, value, made) => { out[made] = value; }),
  mapValues: (object, by) => mapped(object, by, (out, key, value, made) => { out[key] = made; }),
  merge: (object, ...sources) => {
    const target = Object(object);
    sources.forEach((source) => { if (source != null) mergeInto(target, source); });
    return target;
  },
  mergeWith: merging,
  omit(object, ...paths) {
    if (object == null) return {};
    const list = flatPaths(paths).map((path) => castPath(path, object));
    const deep = list.some((path) => path.length > 1);
    let out = O.assignIn({}, object);
    core.enumerableSymbols(Object(object)).forEach((key) => { out[key] = object[key]; });
    if (deep) out = clone(out, true, (value) => (isObject(value) && !Array.isArray(value) && !isPlainObject(value) ? value : undefined));
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
    const list = Array.isArray(object) || ArrayBuffer.isView(object);
    const make = object && object.constructor;
    const out = start !== undefined ? start : list ? [] : isObject(object) && typeof make === 'function' ? Object.create(Object.getPrototypeOf(object)) : {};
    keys(object).some((key) => visit(out, object[key], list ? Number(key) : key, object) === false);
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
