// The global `_`: lodash 3.10, made of lodash 4 and the names and habits that 4 gave up.
const _ = require('lodash');
const v3 = function lodash(value) { return _(value); };
Object.keys(_).forEach((name) => {
  let own;
  Object.defineProperty(v3, name, {
    configurable: true,
    enumerable: true,
    get: () => (own === undefined ? _[name] : own),
    set(value) { own = value; },
  });
});
v3.prototype = _.prototype;
v3.VERSION = '3.10.2';
v3.runInContext = _.runInContext;
const bound = (by, self) => (typeof by === 'function' && self !== undefined ? by.bind(self) : by);
// 3.10 also took `'name', value` where 4 takes `['name', value]`.
const shorthand = (by, value) => (typeof by === 'string' && value !== undefined ? [by, value] : bound(by, value));
const visiting = (name) => (list, by, extra) => _[name](list, shorthand(by, extra));
const guarded = (by, extra, list) => (extra != null && typeof extra === 'object' && extra[by] === list ? undefined : shorthand(by, extra));
const ENDING = new Set('all any every some contains include detect find foldl inject foldr reduce findWhere first max min sum padLeft padRight trimLeft trimRight trunc capitalize isEqual'.split(' '));
const put = (object) => Object.keys(object).forEach((name) => {
  v3[name] = object[name];
  if (!(name in v3.prototype)) {
    Object.defineProperty(v3.prototype, name, { configurable: true, writable: true, value(...args) {
        if (ENDING.has(name) && !this.__chain__) return object[name](this.value(), ...args);
        return this.thru((value) => object[name](value, ...args));
      },
    });
  }
});
// Nothing is made of `null`, unlike in 4.
const into = (name, nameWith) => (target, ...sources) => (target == null ? target : _[typeof _.last(sources) === 'function' ? nameWith : name](target, ...sources));
const plain = (text) => (text == null ? '' : `${text}`);
const LINES = { '\n': 'n', '\r': 'r', '\u2028': 'u2028', '\u2029': 'u2029' };
const ofText = (name) => (text, ...rest) => _[name](plain(text), ...rest);
const both = (name, nameBy) => (list, by, self) => (by === undefined || by === null || (self && self[by] === list) ? _[name](_.toArray(list)) : _[nameBy](_.toArray(list), shorthand(by, self)));
const object = (names, values) => (values === undefined && Array.isArray(names[0]) ? _.fromPairs(names) : _.zipObject(names, values));
const pick = (plain, by) => (source, ...args) => (typeof args[0] === 'function' ? _[by](source, bound(args[0], args[1])) : _[plain](source, ...args));
put({
  all: visiting('every'), every: visiting('every'), any: visiting('some'), some: visiting('some'),
  collect: visiting('map'), map: visiting('map'), select: visiting('filter'), filter: visiting('filter'), reject: visiting('reject'),
  detect: visiting('find'), find: visiting('find'), findLast: visiting('findLast'), findIndex: visiting('findIndex'), findKey: visiting('findKey'),
  each: visiting('forEach'), forEach: visiting('forEach'), forEachRight: visiting('forEachRight'), forOwn: visiting('forOwn'), forIn: visiting('forIn'),
  groupBy: visiting('groupBy'), countBy: visiting('countBy'), indexBy: visiting('keyBy'), partition: visiting('partition'),
  mapValues: visiting('mapValues'), mapKeys: visiting('mapKeys'), remove: visiting('remove'), dropWhile: visiting('dropWhile'), takeWhile: visiting('takeWhile'),
  sortBy: (list, by, self) => _.sortBy(list, guarded(by, self, list)),
  sortByAll: (list, ...by) => _.sortBy(list, ...by),
  sortByOrder: (list, by, orders) => _.orderBy(list, by, [].concat(orders === undefined ? [] : orders).map((order) => (order === false || order === 'desc' ? 'desc' : 'asc'))),
  reduce: (list, by, ...rest) => _.reduce(list, bound(by, rest[1]), ...rest.slice(0, 1)),
  foldl: (list, by, ...rest) => _.reduce(list, by, ...rest), inject: (list, by, ...rest) => _.reduce(list, by, ...rest),
  foldr: (list, by, ...rest) => _.reduceRight(list, by, ...rest),
  contains: (list, value, from) => _.includes(list, value, from), include: (list, value, from) => _.includes(list, value, from),
  pluck: (list, path) => _.map(list, path),
  where: (list, source) => _.filter(list, _.matches(source)),
  findWhere: (list, source) => _.find(list, _.matches(source)),
  invoke: (list, path, ...args) => _.invokeMap(list, path, ...args),
  max: (list, by, self) => { const found = both('max', 'maxBy')(list, by, self); return found === undefined ? -Infinity : found; },
  min: (list, by, self) => { const found = both('min', 'minBy')(list, by, self); return found === undefined ? Infinity : found; },
  sum: (list, by, self) => (by == null ? _.sum(_.toArray(list).map((value) => +value || 0)) : _.sumBy(_.toArray(list), shorthand(by, self))),
  unique: (...args) => v3.uniq(...args),
  uniq: (list, sorted, by, self) => {
    const test = typeof sorted === 'boolean' || sorted == null ? by : sorted;
    return test == null ? _.uniq(list) : _.uniqBy(list, shorthand(test, typeof sorted === 'boolean' ? self : by));
  },
  flatten: (list, deep) => (deep === true ? _.flattenDeep(list) : _.flatten(list)),
  rest: (list) => _.tail(list), object, zipObject: object, pairs: (source) => _.toPairs(source), methods: (source) => _.functionsIn(source),
  first: (list, n) => (n === undefined || typeof n === 'object' ? _.head(list) : _.take(list, n)),
  pick: pick('pick', 'pickBy'), omit: pick('omit', 'omitBy'),
  clone: (value, deep, by) => (deep === true ? _.cloneDeep(value) : typeof deep === 'function' ? _.cloneWith(value, bound(deep, by)) : _.clone(value)),
  cloneDeep: (value, by) => (typeof by === 'function' ? _.cloneDeepWith(value, by) : _.cloneDeep(value)),
  eq: (...args) => v3.isEqual(...args),
  isEqual: (a, b, by) => (typeof by === 'function' ? _.isEqualWith(a, b, by) : _.isEqual(a, b)),
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
  callback: (by, self) => _.iteratee(bound(by, self)), compose: (...list) => _.flowRight(...list), backflow: (...list) => _.flowRight(...list),
  restParam: (fn, from) => _.rest(fn, from), modArgs: (fn, ...by) => _.overArgs(fn, ...by),
});
return v3;
