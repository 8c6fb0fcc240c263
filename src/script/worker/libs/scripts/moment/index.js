// moment in English. A moment with an offset keeps its date shifted by it, as moment.js does.
const locales = require('moment/locale');
const names = require('moment/names');
const read = require('moment/parse');
const spans = () => require('moment/duration');
const ISO_8601 = () => {};
const RFC_2822 = () => {};
const deprecate = require('moment/deprecate');

const COPIED = ['_isAMomentObject', '_i', '_f', '_l', '_strict', '_tzm', '_isUTC', '_offset', '_pf', '_locale', '_isValid', '_nextDay', '_z'];
let updating = false;
function Moment(config) {
  COPIED.forEach((name) => { if (config[name] !== undefined) this[name] = config[name]; });
  moment.momentProperties.forEach((name) => { if (config[name] !== undefined) this[name] = config[name]; });
  this._d = new Date(config._d != null ? config._d.getTime() : NaN);
  if (!this._pf) this._pf = read.flags();
  if (!this.isValid()) this._d = new Date(NaN);
  // Who changes the offset (as time zone packages do) makes moments too.
  if (updating) return;
  updating = true;
  moment.updateOffset(this);
  updating = false;
}
const made = (config) => {
  const moment_ = new Moment(config);
  if (moment_._nextDay) {
    moment_.add(1, 'd');
    moment_._nextDay = undefined;
  }
  return moment_;
};
const invalid = (change) => new Moment({ _isAMomentObject: true, _isUTC: true, _offset: 0, _locale: locales.of(), _d: new Date(NaN), _isValid: false, _pf: Object.assign(read.flags(), change) });
const fromList = (config, list) => {
  config._a = list;
  read.fromFields(config);
};
const fromObject = (config) => {
  if (config._d) return;
  const by = {};
  Object.keys(config._i).forEach((key) => { if (names.unit(key)) by[names.unit(key)] = config._i[key]; });
  const date = by.day === undefined ? by.date : by.day;
  fromList(config, [by.year, by.month, date, by.hour, by.minute, by.second, by.millisecond].map((value) => value && parseInt(value, 10)));
};
const fromString = (config) => {
  const known = /^\/?Date\((-?\d+)/i.exec(config._i);
  if (known) {
    config._d = new Date(+known[1]);
    return;
  }
  for (const attempt of [read.iso, read.rfc2822]) {
    attempt(config);
    if (config._isValid !== false) return;
    delete config._isValid;
  }
  if (config._strict) config._isValid = false;
  else moment.createFromInputFallback(config);
};
const fromInput = (config) => {
  const input = config._i;
  if (input === undefined) config._d = new Date(moment.now());
  else if (input instanceof Date) config._d = new Date(input.valueOf());
  else if (typeof input === 'string') fromString(config);
  else if (Array.isArray(input)) fromList(config, input.map((value) => parseInt(value, 10)));
  else if (Object.prototype.toString.call(input) === '[object Object]') fromObject(config);
  else if (typeof input === 'number') config._d = new Date(input);
  else moment.createFromInputFallback(config);
};
const isEmptyObject = (input) => Object.prototype.toString.call(input) === '[object Object]' && !Object.keys(input).length;
// What a moment was made of, read once more.
const reread = (date) => {
  const config = { ...date, _d: undefined, _pf: read.flags(), _isValid: undefined };
  prepare(config);
  return config;
};
const create = (input, wanted, locale, strict, utc) => {
  const isFlag = (value) => value === true || value === false;
  const empty = isEmptyObject(input) || (Array.isArray(input) && !input.length);
  const config = {
    _isAMomentObject: true, _useUTC: utc, _isUTC: utc, _l: isFlag(locale) ? undefined : locale, _i: empty ? undefined : input,
    _f: isFlag(wanted) ? undefined : wanted, _strict: isFlag(locale) ? locale : isFlag(wanted) ? wanted : strict, _pf: read.flags(),
  };
  config._locale = locales.of(config._l);
  if (input === null || (config._f === undefined && input === '')) return invalid({ nullInput: true });
  if (typeof config._i === 'string') config._i = config._locale.preparse(config._i);
  if (isMoment(config._i)) return made(config._i);
  prepare(config);
  return made(config);
};
const prepare = (config) => {
  if (config._i instanceof Date) config._d = config._i;
  else if (Array.isArray(config._f)) read.withFormats(config);
  else if (config._f) read.withFormat(config);
  else fromInput(config);
  read.checkOverflow(config);
  if (!read.isValid(config)) config._d = null;
};
function moment(input, wanted, locale, strict) { return create(input, wanted, locale, strict, false); }
moment.momentProperties = [];
const isMoment = (value) => value instanceof Moment || (value != null && value._isAMomentObject === true);
const like = (input, model) => {
  if (!model._isUTC) return moment(input).local();
  const other = isMoment(input) || input instanceof Date ? input.valueOf() : moment(input).valueOf();
  const copy = model.clone();
  copy._d.setTime(copy._d.valueOf() + other - copy.valueOf());
  moment.updateOffset(copy, false);
  return copy;
};

const M = Moment.prototype;
const shared = { moment, Moment, isMoment, like, reread };
// Methods of a part that is loaded with the first of them.
const later = (part, list) => Object.fromEntries(list.map((name) => [name, function loading(...args) {
  const methods = require(part)(shared);
  list.forEach((one) => { if (M[one] === stubs[one]) M[one] = methods[one]; });
  return methods[name].apply(this, args);
}]));
const stubs = later('moment/span', 'startOf endOf diff from fromNow to toNow calendar isAfter isBefore isSame isSameOrAfter isSameOrBefore isBetween max min add subtract'.split(' '));
Object.assign(M, require('moment/fields').methods, require('moment/zone')(shared), stubs, {
  locale(key) {
    if (key === undefined) return this._locale._abbr;
    this._locale = locales.of(key);
    return this;
  },
  localeData() { return this._locale; },
});
['millisecond', 'second', 'minute', 'hour', 'week', 'isoWeek', 'quarter', 'day'].forEach((name) => { M[`${name}s`] = M[name]; });
const old = (name, message, fn) => function outdated(...args) {
  deprecate(name, message);
  return fn.apply(this, args);
};
M.dates = old('dates accessor is deprecated. Use date instead.', 'dates accessor is deprecated. Use date instead.', M.date);
M.months = old('months accessor is deprecated. Use month instead', 'months accessor is deprecated. Use month instead', M.month);
M.years = old('years accessor is deprecated. Use year instead', 'years accessor is deprecated. Use year instead', M.year);
M.lang = old('moment().lang()', 'moment().lang() is deprecated. Instead, use moment().localeData() to get the language configuration. Use moment().locale() to change languages.', function lang(key) {
  return key === undefined ? this.localeData() : this.locale(key);
});

// What the warning tells of a text that is in no known format.
const SHOWN = {
  _isAMomentObject: () => true, _isUTC: (c) => !!c._isUTC, _useUTC: (c) => !!c._useUTC, _l: (c) => c._l, _i: (c) => c._i, _f: (c) => c._f, _strict: (c) => c._strict, _locale: () => '[object Object]', _pf: () => '[object Object]',
};
const pick = (better) => (...list) => {
  const all = list.length === 1 && Array.isArray(list[0]) ? list[0] : list;
  if (!all.length) return moment();
  return all.reduce((best, item) => (best.isValid() && (!item.isValid() || better(item, best)) ? item : best));
};
// `months(format?, at?)`; the days of the week may begin as the locale's week does.
const listing = (name, unit) => (...args) => {
  const sorted = typeof args[0] === 'boolean' ? args.shift() : false;
  const [format, at] = typeof args[0] === 'number' ? ['', args[0]] : [args[0] || '', args[1]];
  const locale = locales.of();
  const size = unit === 'month' ? 12 : 7;
  const shift = sorted ? locale._week.dow : 0;
  const one = (index) => locale[name](moment.utc([2000]).set(unit, index), format);
  return at == null ? Array.from({ length: size }, (_, index) => one((index + shift) % size)) : one(unit === 'day' ? (at + shift) % size : at);
};
Object.assign(moment, {
  suppressDeprecationWarnings: false,
  deprecationHandler: null,
  parseTwoDigitYear: (text) => parseInt(text, 10) + (parseInt(text, 10) > 68 ? 1900 : 2000),
  createFromInputFallback(config) {
    const list = Object.keys(SHOWN).map((name) => `${name}: ${SHOWN[name](config)}`).join(', ');
    deprecate('createFromInputFallback', `value provided is not in a recognized RFC2822 or ISO format. moment construction falls back to js Date(), which is not reliable across all browsers and versions. Non RFC2822/ISO date formats are discouraged. Please refer to http://momentjs.com/guides/#/warnings/js-date/ for more info.\nArguments: \n[0] ${list}\n`);
    config._d = new Date(config._i + (config._useUTC ? ' UTC' : ''));
  },
  ISO_8601, RFC_2822,
  updateOffset: () => {},
  defaultFormat: 'YYYY-MM-DDTHH:mm:ssZ', defaultFormatUtc: 'YYYY-MM-DDTHH:mm:ss[Z]',
  lang: old('moment.lang is deprecated. Use moment.locale instead.', 'moment.lang is deprecated. Use moment.locale instead.', (...args) => { moment.locale(...args); return moment.locale(); }),
  langData: old('moment.langData is deprecated. Use moment.localeData instead.', 'moment.langData is deprecated. Use moment.localeData instead.', (key) => locales.of(key)),
  version: '2.30.1', fn: M,
  min: pick((a, b) => a < b), max: pick((a, b) => a > b), now: () => Date.now(),
  utc: (input, wanted, locale, strict) => create(input, wanted, locale, strict, true).utc(),
  unix: (seconds) => moment(seconds * 1000), months: listing('months', 'month'), isDate: (value) => value instanceof Date, locale: locales.use,
  invalid: (change) => invalid(change || { userInvalidated: true }),
  duration: undefined, isMoment, weekdays: listing('weekdays', 'day'),
  parseZone: (...args) => moment(...args).parseZone(),
  localeData: locales.of, isDuration: (value) => value instanceof spans().Duration,
  monthsShort: listing('monthsShort', 'month'), weekdaysMin: listing('weekdaysMin', 'day'),
  defineLocale: locales.define, updateLocale: locales.update, locales: locales.names, weekdaysShort: listing('weekdaysShort', 'day'),
  normalizeUnits: names.unit, relativeTimeRounding: (...args) => spans().rounding(...args),
  relativeTimeThreshold(name, limit) {
    const { thresholds } = spans();
    if (thresholds[name] === undefined) return false;
    if (limit === undefined) return thresholds[name];
    thresholds[name] = limit;
    if (name === 's') thresholds.ss = limit - 1;
    return true;
  },
  calendarFormat(date, now) {
    const days = date.diff(now, 'days', true);
    return days < -6 ? 'sameElse' : days < -1 ? 'lastWeek' : days < 0 ? 'lastDay' : days < 1 ? 'sameDay' : days < 2 ? 'nextDay' : days < 7 ? 'nextWeek' : 'sameElse';
  },
  HTML5_FMT: {
    DATETIME_LOCAL: 'YYYY-MM-DDTHH:mm', DATETIME_LOCAL_SECONDS: 'YYYY-MM-DDTHH:mm:ss', DATETIME_LOCAL_MS: 'YYYY-MM-DDTHH:mm:ss.SSS', DATE: 'YYYY-MM-DD',
    TIME: 'HH:mm', TIME_SECONDS: 'HH:mm:ss', TIME_MS: 'HH:mm:ss.SSS', WEEK: 'GGGG-[W]WW', MONTH: 'YYYY-MM',
  },
});
let ownDuration;
Object.defineProperty(moment, 'duration', {
  configurable: true, enumerable: true, get: () => ownDuration || spans().duration, set(value) { ownDuration = value; },
});
moment.prototype = M;
return moment;
