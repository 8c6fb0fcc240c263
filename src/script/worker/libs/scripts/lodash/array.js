// lodash: arrays.
const { put, isArrayLike, isObjectLike, isArguments, iteratee, toInteger, eq, identity, isIndex, isIterateeCall, isSymbol, unset, getPath, setPath, slice } = require('lodash/core');
const listLike = (value) => isObjectLike(value) && isArrayLike(value);
const last = (list) => (list == null || !list.length ? undefined : list[list.length - 1]);
const count = (n, guard, fallback = 1) => (guard || n === undefined ? fallback : toInteger(n));

const flat = (list, depth, strict, out = []) => {
  for (let i = 0; i < list.length; i += 1) {
    const item = list[i];
    if (depth > 0 && isObjectLike(item) && (Array.isArray(item) || isArguments(item) || item[Symbol.isConcatSpreadable])) flat(item, depth - 1, strict, out);
    else if (!strict) out.push(item);
  }
  return out;
};
const uniqueBy = (list, by, same) => {
  const out = [];
  const seen = new Set();
  const marks = [];
  for (let i = 0; i < (list == null ? 0 : list.length); i += 1) {
    const mark = by ? by(list[i]) : list[i];
    if (same ? marks.some((other) => same(other, mark)) : seen.has(mark)) continue;
    if (same) marks.push(mark);
    else seen.add(mark);
    out.push(!same && list[i] === 0 ? 0 : list[i]);
  }
  return out;
};
const tester = (list, by, same) => {
  const marks = by ? list.map((item) => by(item)) : list;
  if (same) return (item) => marks.some((other) => same(item, other));
  const set = new Set(marks);
  return (item) => set.has(item);
};
const without = (list, excluded, by, same) => {
  const inside = tester(excluded, by, same);
  return slice(list).filter((item) => !inside(by ? by(item) : item)).map((item) => (!same && item === 0 ? 0 : item));
};
const common = (lists, by, same) => {
  const [first, ...others] = lists.map((list) => (listLike(list) ? slice(list) : []));
  if (!first) return [];
  const inside = others.map((other) => (same
    ? (mark) => other.some((item) => same(mark, by ? by(item) : item))
    : tester(other, by)));
  return uniqueBy(first, by, same).filter((item) => inside.every((test) => test(by ? by(item) : item)));
};
const either = (lists, by, same) => {
  const kept = lists.filter(listLike).map((list) => slice(list));
  if (kept.length < 2) return uniqueBy(kept[0]);
  const out = kept.map((list, at) => kept.reduce((rest, other, index) => (index === at ? rest : without(rest, other, by, same)), list));
  return uniqueBy(flat(out, 1), by, same);
};
const tailed = (lists, take) => {
  // …By and …With take their function last, when it is one.
  const end = last(lists);
  return take(end) ? [lists.slice(0, -1), end] : [lists, undefined];
};
const byOf = (lists) => {
  const [rest, by] = tailed(lists, (end) => !listLike(end));
  return [rest, iteratee(by)];
};
const withOf = (lists) => tailed(lists, (end) => typeof end === 'function');
// Whether a value's place is behind `own`: symbols, null, undefined and NaN come last, in this order.
const isBefore = (own, value, high) => {
  if (value !== value) return high || own === own;
  if (value === undefined) return own === own && (high || own !== undefined);
  if (value === null) return own === own && own !== undefined && (high || own !== null);
  if (isSymbol(value)) return own === own && own != null && (high || !isSymbol(own));
  if (own === null || isSymbol(own)) return false;
  return high ? own <= value : own < value;
};
const search = (list, value, by, high) => {
  let low = 0;
  let top = list == null ? 0 : list.length;
  if (!top) return top === 0 ? 0 : NaN;
  const wanted = by(value);
  while (low < top) {
    const middle = Math.floor((low + top) / 2);
    if (isBefore(by(list[middle]), wanted, high)) low = middle + 1;
    else top = middle;
  }
  return Math.min(top, 4294967294);
};
const endOf = (list, test, fromRight, drop) => {
  const size = list.length;
  let at = fromRight ? size : -1;
  while ((fromRight ? at-- : ++at < size) && test(list[at], at, list));
  if (drop) return slice(list, fromRight ? 0 : at, fromRight ? at + 1 : size);
  return slice(list, fromRight ? at + 1 : 0, fromRight ? size : at);
};
const startAt = (index, size) => (index < 0 ? Math.max(size + index, 0) : index);
const zip = (...lists) => {
  const kept = lists.filter(listLike);
  const size = Math.max(0, ...kept.map((list) => list.length));
  return Array.from({ length: size }, (_, at) => kept.map((list) => list[at]));
};
const pullAll = (list, removed, by, same) => {
  if (!list || !list.length || !removed) return list;
  const inside = tester(slice(removed), by, same);
  for (let at = list.length - 1; at >= 0; at -= 1) if (inside(by ? by(list[at]) : list[at])) Array.prototype.splice.call(list, at, 1);
  return list;
};
const changes = (list, by) => slice(list || []).filter((item, at) => !at || !eq(by(list[at - 1]), by(item))).map((item) => (item === 0 ? 0 : item));
const flattened = (lists) => [].concat(...lists.filter(listLike).map((list) => slice(list)));

const A = {
  chunk(list, size, guard) {
    const step = (guard ? isIterateeCall(list, size, guard) : size === undefined) ? 1 : Math.max(toInteger(size), 0);
    const out = [];
    if (list && step >= 1) for (let i = 0; i < list.length; i += step) out.push(slice(list, i, i + step));
    return out;
  },
  compact: (list) => (list == null ? [] : slice(list).filter(Boolean)),
  concat: (...args) => (args.length ? flat(args.slice(1), 1, false, Array.isArray(args[0]) ? slice(args[0]) : [args[0]]) : []),
  difference: (list, ...others) => (listLike(list) ? without(list, flattened(others)) : []),
  differenceBy(list, ...others) {
    const [lists, by] = byOf(others);
    return listLike(list) ? without(list, flattened(lists), by) : [];
  },
  differenceWith(list, ...others) {
    const [lists, same] = withOf(others);
    return listLike(list) ? without(list, flattened(lists), undefined, same) : [];
  },
  drop: (list, n, guard) => (list == null ? [] : slice(list, Math.max(count(n, guard), 0))),
  dropRight: (list, n, guard) => (list == null ? [] : slice(list, 0, Math.max(list.length - count(n, guard), 0))),
  dropWhile: (list, test) => (list && list.length ? endOf(list, iteratee(test), false, true) : []),
  dropRightWhile: (list, test) => (list && list.length ? endOf(list, iteratee(test), true, true) : []),
  takeWhile: (list, test) => (list && list.length ? endOf(list, iteratee(test), false) : []),
  takeRightWhile: (list, test) => (list && list.length ? endOf(list, iteratee(test), true) : []),
  take: (list, n, guard) => (list && list.length ? slice(list, 0, Math.max(count(n, guard), 0)) : []),
  takeRight: (list, n, guard) => (list && list.length ? slice(list, Math.max(list.length - Math.max(count(n, guard), 0), 0)) : []),
  fill(list, value, start, end) {
    if (list == null || !list.length) return [];
    const [from, to] = start && typeof start !== 'number' && isIterateeCall(list, value, start) ? [0, list.length] : [toInteger(start), end === undefined ? list.length : toInteger(end)];
    return Array.prototype.fill.call(list, value, from, to);
  },
  findIndex: (list, test, from = 0) => (list ? findAt(list, iteratee(test), startAt(toInteger(from), list.length)) : -1),
  findLastIndex(list, test, from) {
    if (!list || !list.length) return -1;
    const check = iteratee(test);
    let at = from === undefined ? list.length - 1 : toInteger(from);
    at = at < 0 ? Math.max(list.length + at, 0) : Math.min(at, list.length - 1);
    while (at >= 0 && !check(list[at], at, list)) at -= 1;
    return at;
  },
  flatten: (list) => (list ? flat(list, 1) : []),
  flattenDeep: (list) => (list ? flat(list, Infinity) : []),
  flattenDepth: (list, depth) => (list ? flat(list, depth === undefined ? 1 : toInteger(depth)) : []),
  fromPairs: (pairs) => {
    const out = {};
    slice(pairs || []).forEach((pair) => put(out, pair[0], pair[1]));
    return out;
  },
  head: (list) => (list && list.length ? list[0] : undefined),
  indexOf(list, value, from = 0) {
    if (!list || !list.length) return -1;
    return findAt(list, (item) => eq(item, value), startAt(toInteger(from), list.length));
  },
  initial: (list) => (list && list.length ? slice(list, 0, -1) : []),
  intersection: (...lists) => common(lists),
  intersectionBy: (...lists) => common(...byOf(lists)),
  intersectionWith(...lists) {
    const [rest, same] = withOf(lists);
    return common(rest, undefined, same);
  },
  join: (list, separator) => (list == null ? '' : Array.prototype.join.call(list, separator)),
  last,
  lastIndexOf(list, value, from) {
    if (!list || !list.length) return -1;
    const size = list.length;
    const start = from === undefined ? size : toInteger(from);
    // Without a start lodash begins behind the end.
    let at = from === undefined ? size : start < 0 ? Math.max(size + start, 0) : Math.min(start, size - 1);
    while (at >= 0 && (value === value ? list[at] !== value : list[at] === list[at])) at -= 1;
    return at;
  },
  nth: (list, n) => (list && list.length ? list[toInteger(n) < 0 ? list.length + toInteger(n) : toInteger(n)] : undefined),
  pull: (list, ...values) => pullAll(list, values),
  pullAll: (list, values) => pullAll(list, values),
  pullAllBy: (list, values, by) => pullAll(list, values, iteratee(by)),
  pullAllWith: (list, values, same) => pullAll(list, values, undefined, same),
  pullAt(list, ...indexes) {
    const flatIndexes = flat(indexes, 1);
    const out = flatIndexes.map((index) => (list == null ? undefined : getPath(list, index)));
    if (!list) return out;
    const size = list.length;
    const [places, others] = [flatIndexes.filter((index) => isIndex(index, size)), flatIndexes.filter((index) => !isIndex(index, size))];
    [...new Set(places.map(Number))].sort((a, b) => b - a).forEach((index) => Array.prototype.splice.call(list, index, 1));
    others.forEach((path) => unset(list, path));
    return out;
  },
  remove(list, test) {
    if (!list || !list.length) return [];
    const check = iteratee(test);
    const indexes = [];
    const out = slice(list).filter((item, at) => check(item, at, list) && indexes.push(at));
    indexes.reverse().forEach((at) => Array.prototype.splice.call(list, at, 1));
    return out;
  },
  reverse: (list) => (list == null ? list : Array.prototype.reverse.call(list)),
  slice(list, start, end) {
    if (!list || !list.length) return [];
    if (end && typeof end !== 'number' && isIterateeCall(list, start, end)) return slice(list);
    return slice(list, start == null ? 0 : toInteger(start), end === undefined ? undefined : toInteger(end));
  },
  sortedIndex: (list, value) => search(list, value, identity),
  sortedIndexBy: (list, value, by) => search(list, value, iteratee(by)),
  sortedIndexOf(list, value) {
    const at = search(list, value, identity);
    return list && at < list.length && eq(list[at], value) ? at : -1;
  },
  sortedLastIndex: (list, value) => search(list, value, identity, true),
  sortedLastIndexBy: (list, value, by) => search(list, value, iteratee(by), true),
  sortedLastIndexOf(list, value) {
    const at = search(list, value, identity, true) - 1;
    return list && at >= 0 && eq(list[at], value) ? at : -1;
  },
  sortedUniq: (list) => changes(list, identity),
  sortedUniqBy: (list, by) => changes(list, iteratee(by)),
  tail: (list) => (list && list.length ? slice(list, 1) : []),
  union: (...lists) => uniqueBy(flattened(lists)),
  unionBy(...lists) {
    const [rest, by] = byOf(lists);
    return uniqueBy(flattened(rest), by);
  },
  unionWith(...lists) {
    const [rest, same] = withOf(lists);
    return uniqueBy(flattened(rest), undefined, same);
  },
  uniq: (list) => uniqueBy(list),
  uniqBy: (list, by) => uniqueBy(list, iteratee(by)),
  uniqWith: (list, same) => uniqueBy(list, undefined, typeof same === 'function' ? same : undefined),
  unzip: (lists) => (lists && lists.length ? zip(...slice(lists)) : []),
  unzipWith: (lists, by) => (lists && lists.length ? zip(...slice(lists)).map((group) => (by == null ? group : by(...group))) : []),
  without: (list, ...values) => (listLike(list) ? without(list, values) : []),
  xor: (...lists) => either(lists),
  xorBy: (...lists) => either(...byOf(lists)),
  xorWith(...lists) {
    const [rest, same] = withOf(lists);
    return either(rest, undefined, same);
  },
  zip,
  zipObject(names, values) {
    const out = {};
    slice(names || []).forEach((name, at) => { out[name] = values && at < values.length ? values[at] : undefined; });
    return out;
  },
  zipObjectDeep(paths, values) {
    const out = {};
    slice(paths || []).forEach((path, at) => setPath(out, path, () => (values || [])[at]));
    return out;
  },
  zipWith(...lists) {
    const by = typeof last(lists) === 'function' ? lists.pop() : undefined;
    return zip(...lists).map((group) => (by ? by(...group) : group));
  },
};
const findAt = (list, test, from) => {
  const size = list.length;
  for (let at = from; at < size; at += 1) if (test(list[at], at, list)) return at;
  return -1;
};
A.first = A.head;
return A;
