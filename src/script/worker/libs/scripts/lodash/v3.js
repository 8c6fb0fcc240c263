// The global `_`: lodash 3.10, made of lodash 4 and the names and habits that 4 gave up.
const _ = require('lodash');
const v3 = _.runInContext();
v3.VERSION = '3.10.2';
v3.support = {};
// What came with 4; some of it was a method of chains before.
const LATER = 'assignIn assignInWith assignWith castArray concat cond conforms differenceBy differenceWith flatMap flatMapDeep flatMapDepth flattenDepth flip fromPairs functionsIn intersectionBy intersectionWith invertBy invokeMap keyBy mergeWith nthArg omitBy orderBy over overArgs overEvery overSome pickBy pullAll pullAllBy pullAllWith rangeRight reverse sampleSize setWith sortedUniq sortedUniqBy split toPairs toPairsIn toPath unary unionBy unionWith uniqBy uniqWith unset update updateWith xorBy xorWith zipObjectDeep entries entriesIn extendWith clamp cloneDeepWith cloneWith conformsTo defaultTo divide hasIn isArrayBuffer isArrayLike isArrayLikeObject isBuffer isEqualWith isInteger isLength isMap isMatchWith isNil isObjectLike isSafeInteger isSet isSymbol isWeakMap isWeakSet join lowerCase lowerFirst maxBy mean meanBy minBy stubArray stubFalse stubObject stubString stubTrue multiply nth padEnd padStart replace sortedIndexBy sortedIndexOf sortedLastIndexBy sortedLastIndexOf subtract sumBy toFinite toInteger toLength toLower toNumber toSafeInteger toUpper trimEnd trimStart truncate upperCase upperFirst'.split(' ');
const INHERITED = new Set(['concat', 'reverse', 'join', 'replace', 'split']);
LATER.forEach((name) => {
  delete v3[name];
  if (!INHERITED.has(name)) delete v3.prototype[name];
});
const method = (name, value) => Object.defineProperty(v3.prototype, name, { configurable: true, writable: true, value });
INHERITED.forEach((name) => method(name, function inherited(...args) {
  const act = (value) => (typeof value === 'string' && (name === 'replace' || name === 'split') ? String.prototype : Array.prototype)[name].apply(value, args);
  return this.__chain__ || name === 'concat' || name === 'reverse' ? this.thru(act) : act(this.value());
}));
method('run', v3.prototype.value);
const bound = (by, self) => (typeof by === 'function' && self !== undefined ? by.bind(self) : by);
// 3.10 also took `'name', value` where 4 takes `['name', value]`.
const shorthand = (by, value) => (by != null && typeof by !== 'object' && typeof by !== 'function' && value !== undefined ? [by, value] : bound(by, value));
const visiting = (name) => (list, by, extra) => _[name](list, shorthand(by, extra));
const visitingEach = 'all:every every any:some some collect:map map select:filter filter reject detect:find find findLast findIndex findLastIndex findKey findLastKey each:forEach forEach eachRight:forEachRight forEachRight forOwn forOwnRight forIn forInRight partition mapValues mapKeys remove dropWhile dropRightWhile takeWhile takeRightWhile';
const guarded = (by, extra, list) => (extra != null && typeof extra === 'object' && extra[by] === list ? undefined : shorthand(by, extra));
const ENDING = new Set('first head last lt lte gt gte all any every some contains include includes detect find foldl inject foldr reduce reduceRight findWhere findLast findIndex findLastIndex findKey findLastKey max min sum padLeft padRight trimLeft trimRight trunc capitalize isEqual eq isMatch add repeat escapeRegExp camelCase deburr endsWith escape kebabCase pad parseInt snakeCase startCase startsWith trim unescape words clone cloneDeep indexOf lastIndexOf sortedIndex sortedLastIndex template isEmpty'.split(' '));
const ends = (name, args) => (name === 'sample' ? args[0] == null : ENDING.has(name));
const { thru } = v3.prototype;
const put = (object) => Object.keys(object).forEach((name) => {
  v3[name] = object[name];
  method(name, function wrapped(...args) {
    if (ends(name, args) && !this.__chain__) return v3[name](this.value(), ...args);
    return thru.call(this, (value) => v3[name](value, ...args));
  });
});
// Nothing is made of `null`, unlike in 4.
const into = (name, nameWith) => (target, ...sources) => (!_.isObject(target) ? target : _[typeof _.last(sources) === 'function' ? nameWith : name](target, ...sources));
const plain = (text) => (text == null ? '' : `${text}`);
const LINES = { '\n': 'n', '\r': 'r', '\u2028': 'u2028', '\u2029': 'u2029' };
const ofText = (name) => (text, ...rest) => _[name](plain(text), ...rest);
// Criteria also get the key and the whole list.
const scored = (list, by, self) => {
  const visit = _.iteratee(shorthand(by, self));
  return _.map(list, (value, key, whole) => ({ value, score: visit(value, key, whole) }));
};
const grouped = (name, make) => (list, by, self) => _.mapValues(_[name](scored(list, by, self), 'score'), make);
const extreme = (name, none) => (list, by, self) => {
  const plain = by == null || (self && self[by] === list);
  const found = plain ? _[name](_.filter(_.toArray(list), (value) => typeof value !== 'string' || typeof list === 'string')) : (_[`${name}By`](scored(list, by, self), 'score') || {}).value;
  return found === undefined ? none : found;
};
const object = (names, values) => (values === undefined && Array.isArray(names[0]) ? _.fromPairs(names) : _.zipObject(names, values));
const pick = (plain, by) => (source, ...args) => (typeof args[0] === 'function' ? _[by](source, bound(args[0], args[1])) : _[plain](source, ...args));
put({
  ...Object.fromEntries(visitingEach.split(' ').map((entry) => entry.split(':')).map(([name, now = name]) => [name, visiting(now)])),
  groupBy: grouped('groupBy', (rows) => _.map(rows, 'value')), countBy: grouped('countBy', (count) => count), indexBy: grouped('keyBy', (row) => row.value),
  sortBy: (list, by, self) => _.sortBy(list, guarded(by, self, list)),
  sortByAll: (list, ...by) => _.sortBy(list, ...by),
  sortByOrder: (list, by, orders) => _.orderBy(list, by, [].concat(orders === undefined ? [] : orders).map((order) => (order === false || order === 'desc' ? 'desc' : 'asc'))),
  reduce: (list, by, ...rest) => _.reduce(list, bound(by, rest[1]), ...rest.slice(0, 1)),
  reduceRight: (list, by, ...rest) => _.reduceRight(list, bound(by, rest[1]), ...rest.slice(0, 1)),
  foldl: (...args) => v3.reduce(...args), inject: (...args) => v3.reduce(...args), foldr: (...args) => v3.reduceRight(...args),
  contains: (...args) => _.includes(...args), include: (...args) => _.includes(...args),
  indexOf: (list, value, from) => (from && typeof from !== 'number' ? _.sortedIndexOf(list, value) : _.indexOf(list, value, from || undefined)),
  lastIndexOf: (list, value, from) => (from && typeof from !== 'number' ? _.sortedLastIndexOf(list, value) : _.lastIndexOf(list, value, ...(from === undefined ? [] : [from]))),
  sortedIndex: (list, value, by, self) => (by == null ? _.sortedIndex(list, value) : _.sortedIndexBy(list, value, shorthand(by, self))),
  sortedLastIndex: (list, value, by, self) => (by == null ? _.sortedLastIndex(list, value) : _.sortedLastIndexBy(list, value, shorthand(by, self))),
  transform: (source, by, start, self) => _.transform(source, bound(by, self), start),
  tap: (value, by, self) => { by.call(self, value); return value; },
  thru: (value, by, self) => by.call(self, value),
  after: (n, fn) => (typeof fn === 'function' ? _.after(n, fn) : _.after(fn, n)),
  before: (n, fn) => (typeof fn === 'function' ? _.before(n, fn) : _.before(fn, n)),
  bindAll: (source, ...names) => _.bindAll(source, names.length ? names : _.functionsIn(source)),
  functions: (source) => _.functionsIn(source),
  invert: (source, many, guard) => (many && !guard ? _.mapValues(_.invertBy(source), (list) => list) : _.invert(source)),
  sample: (list, n, guard) => (n == null || guard ? _.sample(list) : _.sampleSize(list, n)),
  zipWith: (...lists) => { const at = lists.findIndex((item) => typeof item === 'function'); return at < 0 ? _.zip(...lists) : _.zipWith(...lists.slice(0, at), bound(lists[at], lists[at + 1])); },
  isMatch: (source, wanted, by, self) => (typeof by === 'function' ? _.isMatchWith(source, wanted, bound(by, self)) : _.isMatch(source, wanted)),
  pluck: (list, path) => _.map(list, path),
  where: (list, source) => _.filter(list, _.matches(source)),
  findWhere: (list, source) => _.find(list, _.matches(source)),
  invoke: (list, path, ...args) => _.invokeMap(list, path, ...args),
  max: extreme('max', -Infinity), min: extreme('min', Infinity),
  sum: (list, by, self) => (by == null ? _.sum(_.toArray(list).map((value) => +value || 0)) : scored(list, by, self).reduce((sum, { score }) => sum + (+score || 0), 0)),
  unique: (...args) => v3.uniq(...args),
  uniq: (list, sorted, by, self) => {
    const test = typeof sorted === 'boolean' || sorted == null ? by : sorted;
    return test == null || !_.isArrayLike(list) ? _.uniq(list) : _.map(_.uniqBy(scored(_.toArray(list), test, typeof sorted === 'boolean' ? self : by), 'score'), 'value');
  },
  flatten: (list, deep, guard) => (deep && !(guard && guard[deep] === list) ? _.flattenDeep(list) : _.flatten(list)),
  rest: (list) => _.tail(list), object, zipObject: object, pairs: (source) => _.toPairs(source), methods: (source) => _.functionsIn(source),
  first: (list) => _.head(list), head: (list) => _.head(list),
  lt: (a, b) => a < b, lte: (a, b) => a <= b, gt: (a, b) => a > b, gte: (a, b) => a >= b,
  chunk: (list, n, guard) => _.chunk(list, guard && guard[n] === list ? 1 : Math.max(Math.floor(n) || 1, 1)),
  ...Object.fromEntries(['drop', 'dropRight', 'take', 'takeRight'].map((name) => [name, (list, n, guard) => _[name](list, n == null || (guard && guard[n] === list) ? 1 : +n || 0)])),
  pick: pick('pick', 'pickBy'), omit: pick('omit', 'omitBy'),
  clone: (value, deep, by) => (deep === true ? _.cloneDeep(value) : typeof deep === 'function' ? _.cloneWith(value, bound(deep, by)) : _.clone(value)),
  cloneDeep: (value, by, self) => (typeof by === 'function' ? _.cloneDeepWith(value, bound(by, self)) : _.cloneDeep(value)),
  eq: (...args) => v3.isEqual(...args),
  isEqual: (a, b, by, self) => (typeof by === 'function' ? _.isEqualWith(a, b, bound(by, self)) : _.isEqual(a, b)),
  merge: into('merge', 'mergeWith'), assign: into('assign', 'assignWith'), extend: into('assign', 'assignWith'),
  defaults: into('defaults', 'defaults'), defaultsDeep: into('defaultsDeep', 'defaultsDeep'),
  add: (a, b) => (+a || 0) + (+b || 0),
  repeat: (text, n) => (+n >= 1 && Number.isFinite(+n) ? _.repeat(plain(text), n) : ''),
  escapeRegExp: (text) => plain(text).replace(/^[:!,]|[\\^$.*+?()[\]{}/]|(^[0-9a-fA-Fnrtuvx])|([\n\r\u2028\u2029])/g, (char, first, line) => `\\${first ? `x${char.charCodeAt(0).toString(16)}` : line ? LINES[char] : char}`) || '(?:)',
  ...Object.fromEntries('camelCase deburr endsWith escape kebabCase pad parseInt snakeCase startCase startsWith trim unescape words'.split(' ').map((name) => [name, ofText(name)])),
  times: (n, by, self) => _.times(n, bound(by, self)),
  padLeft: (text, ...rest) => _.padStart(plain(text), ...rest), padRight: (text, ...rest) => _.padEnd(plain(text), ...rest),
  capitalize: (text) => _.upperFirst(plain(text)),
  trimLeft: (text, ...rest) => _.trimStart(plain(text), ...rest), trimRight: (text, ...rest) => _.trimEnd(plain(text), ...rest),
  trunc: (text, options) => _.truncate(plain(text), typeof options === 'number' ? { length: options } : options),
  callback: (by, self) => _.iteratee(shorthand(by, self)), iteratee: (by, self) => _.iteratee(shorthand(by, self)), compose: (...list) => _.flowRight(...list), backflow: (...list) => _.flowRight(...list),
  restParam: (fn, from) => _.rest(fn, from), modArgs: (fn, ...by) => _.overArgs(fn, ...by),
});
return v3;
