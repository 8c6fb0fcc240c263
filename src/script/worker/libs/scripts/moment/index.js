// moment in English. A moment with an offset keeps its date shifted by it, as moment.js does.
const locales = require('moment/locale');
const names = require('moment/names');
const { format } = require('moment/format');
const read = require('moment/parse');
const { Duration, duration, round, thresholds, rounding } = require('moment/duration');
const ISO_8601 = () => {};
const RFC_2822 = () => {};
const INVALID = 'Invalid date';

function Moment(date, fields) {
  this._isAMomentObject = true;
  Object.assign(this, fields);
  this._d = date;
  this._isValid = this._isValid !== false && !Number.isNaN(date.getTime());
  if (!this._isValid) this._d = new Date(NaN);
  this._pf = this._pf || read.flags();
}
const nowFlags = (change) => Object.assign(read.flags(), { overflow: -1 }, change);

const fromReading = (reading, utc, strict, fields) => {
  const date = read.dateOf(reading, utc);
  const moment = new Moment(date, { ...fields, _pf: reading.flags, _isValid: read.isValid(reading, date, strict) });
  moment._read = reading.tzm;
  return moment;
};
const invalid = (change, fields) => new Moment(new Date(NaN), { ...fields, _pf: nowFlags(change), _isValid: false });
const score = (flags) => flags.charsLeftOver + flags.unusedTokens.length * 10;
const fromFormats = (text, formats, utc, strict, fields) => {
  if (!formats.length) return invalid({ invalidFormat: true }, fields);
  let best;
  formats.forEach((one) => {
    const made = fromText(text, one, utc, strict, { ...fields, _f: one });
    if (!best || (made.isValid() && !best.isValid()) || (made.isValid() === best.isValid() && score(made._pf) < score(best._pf))) best = made;
  });
  return best;
};
const fromText = (text, wanted, utc, strict, fields) => {
  if (Array.isArray(wanted)) return fromFormats(text, wanted, utc, strict, fields);
  if (wanted === ISO_8601 || wanted === RFC_2822) {
    const reading = (wanted === ISO_8601 ? read.iso : read.rfc2822)(text);
    return reading ? fromReading(reading, utc, strict, fields) : invalid({}, fields);
  }
  if (wanted) return fromReading(read.withFormat(text, wanted, strict), utc, strict, fields);
  const known = /^\/?Date\((-?\d+)/i.exec(text);
  if (known) return new Moment(new Date(+known[1]), fields);
  const reading = read.iso(text) || read.rfc2822(text);
  if (reading) return fromReading(reading, utc, strict, fields);
  if (strict) return invalid({}, fields);
  moment.createFromInputFallback(fields);
  return new Moment(new Date(utc ? `${text} UTC` : text), fields);
};
const fromFields = (list, utc, fields) => {
  const reading = read.reading();
  reading.a = list.map((value) => (value == null ? value : parseInt(value, 10)));
  return fromReading(reading, utc, false, fields);
};
const fromObject = (input, utc, fields) => {
  const by = {};
  Object.keys(input).forEach((key) => { by[names.unit(key)] = input[key]; });
  const order = ['year', 'month', 'date', 'hour', 'minute', 'second', 'millisecond'];
  if (by.date === undefined) by.date = by.day;
  return fromFields(order.map((name) => by[name]), utc, fields);
};
const isEmptyObject = (input) => Object.prototype.toString.call(input) === '[object Object]' && !Object.keys(input).length;
const create = (input, wanted, strict, utc) => {
  const fields = { _i: input, _f: wanted, _strict: strict, _isUTC: utc };
  if (input === null || (wanted === undefined && input === '')) return invalid({ nullInput: true }, fields);
  if (isMoment(input)) return new Moment(new Date(input._d.getTime()), { ...fields, _isUTC: input._isUTC, _offset: input._offset, _isValid: input._isValid, _pf: input._pf });
  if (input instanceof Date) return new Moment(new Date(input.getTime()), { ...fields, _pf: nowFlags() });
  if (input === undefined || (Array.isArray(input) && !input.length) || isEmptyObject(input)) return new Moment(new Date(moment.now()), { ...fields, _pf: nowFlags() });
  if (wanted !== undefined && wanted !== null) return fromText(String(input), wanted, utc, strict, fields);
  if (typeof input === 'string') return fromText(input, undefined, utc, strict, fields);
  if (Array.isArray(input)) return fromFields(input, utc, fields);
  if (typeof input === 'number') return new Moment(new Date(input), { ...fields, _pf: nowFlags() });
  if (typeof input === 'object') return fromObject(input, utc, fields);
  moment.createFromInputFallback(fields);
  return new Moment(new Date(input), fields);
};
const options = (args) => {
  const [input, wanted, locale, strict] = args;
  const exact = typeof locale === 'boolean' ? locale : strict;
  return typeof wanted === 'boolean' ? [input, undefined, wanted] : [input, wanted || undefined, exact];
};
function moment(...args) { return create(...options(args), false); }
const isMoment = (value) => value instanceof Moment || (value != null && value._isAMomentObject === true);
const like = (input, model) => {
  if (!model._isUTC) return moment(input).local();
  const other = isMoment(input) || input instanceof Date ? input.valueOf() : moment(input).valueOf();
  const copy = model.clone();
  copy._d.setTime(other + (model._offset || 0) * 60000);
  return copy;
};

const M = Moment.prototype;
const shared = { moment, Moment, isMoment, like, INVALID };
Object.assign(M, require('moment/fields').methods, require('moment/zone')(shared), require('moment/span')(shared), {
  locale(key) {
    if (key === undefined) return this.localeData()._abbr;
    const found = locales.of(key);
    if (found) this._locale = found;
    return this;
  },
  localeData() { return this._locale || locales.of(); },
});
['millisecond', 'second', 'minute', 'hour', 'week', 'isoWeek', 'quarter', 'day', 'month', 'year'].forEach((name) => { M[`${name}s`] = M[name]; });
M.dates = M.date;
M.lang = M.locale;

const pick = (better) => (...list) => {
  const all = (list.length === 1 && Array.isArray(list[0]) ? list[0] : list).map((item) => moment(item));
  if (!all.length) return moment();
  return all.find((item) => !item.isValid()) || all.reduce((best, item) => (better(item, best) ? item : best));
};
// `months(format?, at?)`; the days of the week may begin as the locale's week does.
const listing = (name) => (...args) => {
  const local = typeof args[0] === 'boolean' ? args.shift() : false;
  const at = args.find((arg) => typeof arg === 'number');
  const locale = locales.of();
  const shift = local ? locale._week.dow : 0;
  const list = locale[name]();
  const turned = list.map((_, index) => list[(index + shift) % list.length]);
  return at === undefined ? turned : turned[at % list.length];
};
Object.assign(moment, {
  fn: M, version: '2.30.1', now: () => Date.now(), isMoment, isDate: (value) => value instanceof Date, isDuration: (value) => value instanceof Duration,
  utc: (...args) => { const made = create(...options(args), true); return isMoment(args[0]) ? made.utc() : made; },
  parseZone: (...args) => moment(...args).parseZone(),
  unix: (seconds) => moment(seconds * 1000),
  invalid: (flags) => invalid(flags || { userInvalidated: true }),
  duration, min: pick((a, b) => a < b), max: pick((a, b) => a > b),
  ...Object.fromEntries(['months', 'monthsShort', 'weekdays', 'weekdaysShort', 'weekdaysMin'].map((name) => [name, listing(name)])),
  normalizeUnits: names.unit, locale: locales.use, lang: locales.use, locales: locales.names, localeData: locales.of, langData: locales.of, defineLocale: locales.define, updateLocale: locales.update,
  defaultFormat: 'YYYY-MM-DDTHH:mm:ssZ', defaultFormatUtc: 'YYYY-MM-DDTHH:mm:ss[Z]', ISO_8601, RFC_2822, suppressDeprecationWarnings: false, deprecationHandler: null,
  relativeTimeRounding: rounding,
  relativeTimeThreshold(name, limit) {
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
  createFromInputFallback(config) {
    if (moment.suppressDeprecationWarnings || moment.createFromInputFallback.told) return;
    moment.createFromInputFallback.told = true;
    console.warn(`Deprecation warning: value provided is not in a recognized RFC2822 or ISO format. moment construction falls back to js Date(), which is not reliable across all browsers and versions. Non RFC2822/ISO date formats are discouraged. Please refer to http://momentjs.com/guides/#/warnings/js-date/ for more info.\nArguments: \n[0] _isAMomentObject: true, _isUTC: ${!!config._isUTC}, _useUTC: ${!!config._isUTC}, _l: undefined, _i: ${config._i}, _f: ${config._f}, _strict: ${config._strict}, _locale: [object Object]`);
  },
  HTML5_FMT: {
    DATETIME_LOCAL: 'YYYY-MM-DDTHH:mm', DATETIME_LOCAL_SECONDS: 'YYYY-MM-DDTHH:mm:ss', DATETIME_LOCAL_MS: 'YYYY-MM-DDTHH:mm:ss.SSS', DATE: 'YYYY-MM-DD',
    TIME: 'HH:mm', TIME_SECONDS: 'HH:mm:ss', TIME_MS: 'HH:mm:ss.SSS', WEEK: 'GGGG-[W]WW', MONTH: 'YYYY-MM',
  },
});
moment.prototype = M;
return moment;
