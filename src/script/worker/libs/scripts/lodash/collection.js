// lodash: collections and sums.
const { tagOf, put, isArrayLike, iteratee, keys, values, toInteger, isIterateeCall, getPath, castPath, toKey, compareAscending, has, isSymbol, toNumber, toFinite, slice, baseText } = require('lodash/core');
const array = require('lodash/array');

const isString = (value) => typeof value === 'string' || tagOf(value) === '[object String]';
const each = (collection, visit, fromRight) => {
  if (collection == null) return collection;
  const list = isArrayLike(collection);
  const source = Object(collection);
  const names = list ? undefined : keys(collection);
  const size = list ? collection.length : names.length;
  for (let i = 0; i < size; i += 1) {
    const at = fromRight ? size - 1 - i : i;
    const key = list ? at : names[at];
    if (visit(source[key], key, source) === false) break;
  }
  return collection;
};
const listed = (collection) => (isArrayLike(collection) ? Array.from(typeof collection === 'string' ? Object(collection) : collection) : values(collection));
const map = (collection, by) => {
  const visit = iteratee(by);
  const out = [];
  each(collection, (value, key, whole) => { out.push(visit(value, key, whole)); });
  return out;
};
const filter = (collection, test, wanted = true) => {
  const check = iteratee(test);
  const out = [];
  each(collection, (value, key, whole) => { if (!!check(value, key, whole) === wanted) out.push(value); });
  return out;
};
const find = (collection, test, from, fromRight) => {
  const check = iteratee(test);
  if (isArrayLike(collection)) {
    const at = fromRight ? array.findLastIndex(collection, check, from) : array.findIndex(collection, check, from);
    return at >= 0 ? collection[at] : undefined;
  }
  const names = keys(collection);
  const at = array[fromRight ? 'findLastIndex' : 'findIndex'](names, (key) => check(collection[key], key, collection), from);
  return at >= 0 ? collection[names[at]] : undefined;
};
const reduce = (collection, by, rest, fromRight) => {
  let [state] = rest;
  let empty = !rest.length;
  const step = iteratee(by);
  each(collection, (value, key, whole) => {
    state = empty ? value : step(state, value, key, whole);
    empty = false;
  }, fromRight);
  return state;
};
const group = (put, make = () => ({})) => (collection, by) => {
  const visit = iteratee(by);
  const out = make();
  each(collection, (value) => { put(out, visit(value), value); });
  return out;
};
const orderBy = (collection, bys, orders) => {
  const criteria = slice(bys.length ? bys : [undefined]).map((by) => (Array.isArray(by) ? (value) => getPath(value, by.length === 1 ? by[0] : by) : iteratee(by)));
  const list = [];
  const columns = criteria.map(() => []);
  each(collection, (value) => {
    list.push(value);
    criteria.forEach((mark, at) => { columns[at].push(mark(value)); });
  });
  const falling = criteria.map((mark, at) => !!orders && `${orders[at]}` === 'desc');
  const places = native.order(columns, falling) || list.map((value, at) => at).sort((a, b) => {
    for (let i = 0; i < columns.length; i += 1) {
      const order = compareAscending(columns[i][a], columns[i][b]);
      if (order) return falling[i] ? -order : order;
    }
    return a - b;
  });
  return places.map((at) => list[at]);
};
const flatOnce = (list) => list.reduce((out, item) => out.concat(Array.isArray(item) ? slice(item) : [item]), []);
const shuffle = (list) => {
  const out = listed(list);
  for (let i = out.length - 1; i > 0; i -= 1) {
    const at = Math.floor(Math.random() * (i + 1));
    [out[i], out[at]] = [out[at], out[i]];
  }
  return out;
};
const extreme = (list, by, better) => {
  let best;
  let mark;
  slice(list || []).forEach((item) => {
    const own = by(item);
    if (own != null && (mark === undefined ? own === own && !isSymbol(own) : better(own, mark))) { best = item; mark = own; }
  });
  return best;
};
const total = (list, by) => {
  let sum;
  slice(list).forEach((item) => {
    const value = by(item);
    if (value !== undefined) sum = sum === undefined ? value : sum + value;
  });
  return sum;
};
const plain = (value) => value;
const rounded = (name) => (value, precision) => {
  const number = toNumber(value);
  const places = precision == null ? 0 : Math.min(toInteger(precision), 292);
  if (!places || !Number.isFinite(number)) return Math[name](number);
  let [mantissa, exponent] = `${baseText(number)}e`.split('e');
  [mantissa, exponent] = `${baseText(Math[name](`${mantissa}e${+exponent + places}`))}e`.split('e');
  return +`${mantissa}e${+exponent - places}`;
};
const operate = (act, fallback) => (a, b) => {
  if (a === undefined && b === undefined) return fallback;
  if (a === undefined || b === undefined) return a === undefined ? b : a;
  return typeof a === 'string' || typeof b === 'string' ? act(baseText(a), baseText(b)) : act(toNumber(a), toNumber(b));
};

const C = {
  map,
  filter: (collection, test) => filter(collection, test),
  reject: (collection, test) => filter(collection, test, false),
  forEach: (collection, by) => each(collection, iteratee(by)),
  forEachRight: (collection, by) => each(collection, iteratee(by), true),
  find: (collection, test, from) => find(collection, test, from),
  findLast: (collection, test, from) => find(collection, test, from, true),
  every(collection, test, guard) {
    const check = iteratee(guard && isIterateeCall(collection, test, guard) ? undefined : test);
    let good = true;
    each(collection, (value, key, whole) => { good = !!check(value, key, whole); return good; });
    return good;
  },
  some(collection, test, guard) {
    const check = iteratee(guard && isIterateeCall(collection, test, guard) ? undefined : test);
    let good = false;
    each(collection, (value, key, whole) => { good = !!check(value, key, whole); return !good; });
    return good;
  },
  reduce: (collection, by, ...rest) => reduce(collection, by, rest),
  reduceRight: (collection, by, ...rest) => reduce(collection, by, rest, true),
  includes(collection, value, from, guard) {
    const list = isArrayLike(collection) ? collection : values(collection);
    const start = from && !guard ? toInteger(from) : 0;
    const at = start < 0 ? Math.max(list.length + start, 0) : start;
    return isString(list) ? at <= list.length && `${list}`.includes(value, at) : array.indexOf(list, value, at) >= 0;
  },
  groupBy: group((out, key, value) => { if (has(out, key)) out[key].push(value); else put(out, key, [value]); }),
  countBy: group((out, key) => { if (has(out, key)) out[key] += 1; else put(out, key, 1); }),
  keyBy: group((out, key, value) => put(out, key, value)),
  partition: group((out, key, value) => { out[key ? 0 : 1].push(value); }, () => [[], []]),
  flatMap: (collection, by) => array.flatten(map(collection, by)),
  flatMapDeep: (collection, by) => array.flattenDeep(map(collection, by)),
  flatMapDepth: (collection, by, depth) => array.flattenDepth(map(collection, by), depth),
  invokeMap: (collection, path, ...args) => map(collection, (value) => {
    if (typeof path === 'function') return path.apply(value, args);
    const parts = castPath(path, value);
    const owner = parts.length > 1 ? getPath(value, parts.slice(0, -1)) : value;
    const method = owner == null ? undefined : owner[toKey(parts[parts.length - 1])];
    return method == null ? undefined : method.apply(owner, args);
  }),
  orderBy(collection, bys, orders, guard) {
    if (collection == null) return [];
    const wanted = guard ? undefined : orders;
    return orderBy(collection, Array.isArray(bys) ? bys : bys == null ? [] : [bys], Array.isArray(wanted) ? wanted : wanted == null ? [] : [wanted]);
  },
  sortBy(collection, ...bys) {
    if (collection == null) return [];
    let wanted = bys;
    if (bys.length > 1 && isIterateeCall(collection, bys[0], bys[1])) wanted = [];
    else if (bys.length > 2 && isIterateeCall(bys[0], bys[1], bys[2])) wanted = [bys[0]];
    return orderBy(collection, flatOnce(wanted));
  },
  sample: (collection) => { const list = listed(collection); return list[Math.floor(Math.random() * list.length)]; },
  sampleSize: (collection, n, guard) => shuffle(collection).slice(0, guard || n === undefined ? 1 : Math.max(toInteger(n), 0)),
  shuffle,
  size(collection) {
    if (collection == null) return 0;
    if (isString(collection)) return require('lodash/string').chars(collection).length;
    if (isArrayLike(collection)) return collection.length;
    return /^\[object (?:Map|Set)\]$/.test(tagOf(collection)) ? collection.size : keys(collection).length;
  },
  add: operate((a, b) => a + b, 0),
  subtract: operate((a, b) => a - b, 0),
  multiply: operate((a, b) => a * b, 1),
  divide: operate((a, b) => a / b, 1),
  ceil: rounded('ceil'),
  floor: rounded('floor'),
  round: rounded('round'),
  max: (list) => extreme(list, plain, (a, b) => a > b),
  maxBy: (list, by) => extreme(list, iteratee(by), (a, b) => a > b),
  min: (list) => extreme(list, plain, (a, b) => a < b),
  minBy: (list, by) => extreme(list, iteratee(by), (a, b) => a < b),
  sum: (list) => (list && list.length ? total(list, plain) : 0),
  sumBy: (list, by) => (list && list.length ? total(list, iteratee(by)) : 0),
  mean: (list) => (list && list.length ? total(list, plain) / list.length : NaN),
  meanBy: (list, by) => (list && list.length ? total(list, iteratee(by)) / list.length : NaN),
  clamp(value, lower, upper) {
    const [low, high] = upper === undefined ? [undefined, lower] : [lower, upper];
    let number = toNumber(value);
    if (number !== number) return number;
    const bound = (end) => { const most = toNumber(end); return most === most ? most : 0; };
    const [most, least] = [high, low].map((end) => (end === undefined ? undefined : bound(end)));
    if (most !== undefined && !(number <= most)) number = most;
    if (least !== undefined && !(number >= least)) number = least;
    return number;
  },
  inRange(value, start, end) {
    const [low, high] = end === undefined ? [0, start] : [start, end];
    const [a, b] = [toFinite(low), toFinite(high)];
    const number = toNumber(value);
    return number >= Math.min(a, b) && number < Math.max(a, b);
  },
  random(lower, upper, floating) {
    let [low, high, real] = floating && typeof floating !== 'boolean' && isIterateeCall(lower, upper, floating) ? [lower] : [lower, upper, floating];
    if (typeof high === 'boolean') { real = high; high = undefined; } else if (typeof low === 'boolean') { real = low; low = undefined; }
    if (low === undefined && high === undefined) [low, high] = [0, 1];
    else [low, high] = high === undefined ? [0, toFinite(low)] : [toFinite(low), toFinite(high)];
    if (low > high) [low, high] = [high, low];
    if (real || low % 1 || high % 1) return Math.min(low + Math.random() * (high - low), high);
    return low + Math.floor(Math.random() * (high - low + 1));
  },
  toArray(value) {
    if (!value) return [];
    if (isString(value)) return require('lodash/string').chars(value);
    if (isArrayLike(value)) return slice(value);
    return typeof value[Symbol.iterator] === 'function' ? Array.from(value) : values(value);
  },
};
C.each = C.forEach;
C.eachRight = C.forEachRight;
return C;
