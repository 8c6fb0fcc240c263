// moment in English. A moment with an offset keeps its date shifted by it, as moment.js does.
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
const part = (date, name) => date._d[`get${date._isUTC ? 'UTC' : ''}${name}`]();
const put = (date, name, ...values) => { if (date._isValid) date._d[`set${date._isUTC ? 'UTC' : ''}${name}`](...values); return date; };
const accessor = (name) => function access(value) { return value == null ? part(this, name) : put(this, name, Number(value)); };
const setMonth = (date, value) => {
  const month = typeof value === 'string' && !/^\d+$/.test(value)
    ? names.months.findIndex((name) => name.toLowerCase().startsWith(value.toLowerCase().slice(0, 3))) : Number(value);
  if (month < 0 && typeof value === 'string') return date;
  return put(date, 'Month', month, Math.min(date.date(), names.daysInMonth(date.year(), month)));
};
const dayNumber = (value) => {
  if (typeof value !== 'string') return value;
  if (!Number.isNaN(Number(value))) return parseInt(value, 10);
  const at = names.weekdays.findIndex((name) => name.toLowerCase().startsWith(value.toLowerCase().slice(0, 2)));
  return at < 0 ? null : at;
};
Object.assign(M, {
  millisecond: accessor('Milliseconds'), second: accessor('Seconds'), minute: accessor('Minutes'), hour: accessor('Hours'), date: accessor('Date'),
  year(value) {
    if (value == null) return this.isValid() ? part(this, 'FullYear') : NaN;
    return put(this, 'FullYear', Number(value), this.month(), Math.min(this.date(), names.daysInMonth(Number(value), this.month())));
  },
  month(value) { return value == null ? part(this, 'Month') : setMonth(this, value); },
  day(value) {
    if (value == null) return part(this, 'Day');
    const day = dayNumber(value);
    return day === null ? this : this.add(day - this.day(), 'd');
  },
  weekday(value) { return value == null ? this.day() : this.add(value - this.day(), 'd'); },
  isoWeekday(value) {
    if (value == null) return this.day() || 7;
    const day = typeof value === 'string' ? dayNumber(value) % 7 || 7 : value;
    return this.day(this.day() % 7 ? day : day - 7);
  },
  dayOfYear(value) {
    const day = this.isValid() ? names.dayOfYear(this.year(), this.month(), this.date()) : NaN;
    return value == null ? day : this.add(value - day, 'd');
  },
  quarter(value) { return value == null ? Math.ceil((this.month() + 1) / 3) : this.month((value - 1) * 3 + (this.month() % 3)); },
  week(value) {
    const { week } = names.weekOf(this.year(), this.dayOfYear(), 0, 6);
    return value == null ? week : this.add((value - week) * 7, 'd');
  },
  isoWeek(value) {
    const { week } = names.weekOf(this.year(), this.dayOfYear(), 1, 4);
    return value == null ? week : this.add((value - week) * 7, 'd');
  },
  weekYear(value) { return yearOfWeek(this, value, 0, 6, this.week(), this.day()); },
  isoWeekYear(value) { return yearOfWeek(this, value, 1, 4, this.isoWeek(), this.isoWeekday()); },
  weeksInYear() { return names.weeksInYear(this.year(), 0, 6); },
  isoWeeksInYear() { return names.weeksInYear(this.year(), 1, 4); },
  weeksInWeekYear() { return names.weeksInYear(this.weekYear(), 0, 6); },
  isoWeeksInISOWeekYear() { return names.weeksInYear(this.isoWeekYear(), 1, 4); },
  daysInMonth() { return names.daysInMonth(this.year(), this.month()); },
  isLeapYear() { return names.isLeap(this.year()); },
  get(name) { const unit = names.unit(name); return typeof this[unit] === 'function' ? this[unit]() : this; },
  set(name, value) {
    if (name !== null && typeof name === 'object') {
      const order = ['year', 'month', 'quarter', 'date', 'day', 'weekday', 'isoWeekday', 'dayOfYear', 'hour', 'minute', 'second', 'millisecond'];
      const by = {};
      Object.keys(name).forEach((key) => { by[names.unit(key)] = name[key]; });
      order.concat('week', 'isoWeek').forEach((unit) => { if (by[unit] !== undefined) this[unit](by[unit]); });
      return this;
    }
    const unit = names.unit(name);
    return typeof this[unit] === 'function' ? this[unit](value) : this;
  },

  isValid() { return this._isValid; },
  invalidAt() { return this._pf.overflow; },
  parsingFlags() { return { ...this._pf }; },
  creationData() { return { input: this._i, format: this._f, locale: moment.localeData(), isUTC: !!this._isUTC, strict: this._strict }; },
  clone() { return new Moment(new Date(this._d.getTime()), { ...this }); },
  valueOf() { return this._d.getTime() - (this._offset || 0) * 60000; },
  unix() { return Math.floor(this.valueOf() / 1000); },
  toDate() { return new Date(this.valueOf()); },
  toArray() { return [this.year(), this.month(), this.date(), this.hour(), this.minute(), this.second(), this.millisecond()]; },
  toObject() {
    const [years, months, date, hours, minutes, seconds, milliseconds] = this.toArray();
    return { years, months, date, hours, minutes, seconds, milliseconds };
  },
  toISOString(keepOffset) {
    if (!this.isValid()) return null;
    const date = keepOffset === true ? this : this.clone().utc();
    const wide = date.year() < 0 || date.year() > 9999;
    return format(date, `${wide ? 'YYYYYY' : 'YYYY'}-MM-DD[T]HH:mm:ss.SSS${keepOffset === true ? 'Z' : '[Z]'}`);
  },
  toJSON() { return this.isValid() ? this.toISOString() : null; },
  toString() { return this.clone().format('ddd MMM DD YYYY HH:mm:ss [GMT]ZZ'); },
  inspect() { return this.isValid() ? `moment${this._isUTC ? '.utc' : ''}("${this.format('YYYY-MM-DD[T]HH:mm:ss.SSS')}")` : `moment.invalid(/* ${this._i} */)`; },
  format(text) {
    if (!this.isValid()) return INVALID;
    return format(this, text || (this.isUtc() ? moment.defaultFormatUtc : moment.defaultFormat));
  },

  utcOffset(value, keepLocal) {
    if (value == null) return !this.isValid() ? NaN : this._isUTC ? this._offset || 0 : -Math.round(this._d.getTimezoneOffset());
    if (!this.isValid()) return this;
    let minutes = value;
    if (typeof value === 'string') {
      minutes = read.offsetOf(value);
      if (minutes === null) return this;
    } else if (Math.abs(value) < 16) minutes = value * 60;
    const before = this.utcOffset();
    const shown = keepLocal ? this._d.getTime() + (this._isUTC ? 0 : before * 60000) : this.valueOf() + minutes * 60000;
    this._offset = minutes;
    this._isUTC = true;
    this._d = new Date(shown);
    return this;
  },
  utc(keepLocal) { return this.utcOffset(0, keepLocal); },
  local(keepLocal) {
    if (!this._isUTC) return this;
    const time = this.valueOf();
    const fields = this.toArray();
    this._isUTC = false;
    this._offset = undefined;
    this._d = keepLocal ? names.localTime(...fields) : new Date(time);
    return this;
  },
  parseZone() {
    if (this._read != null) this.utcOffset(this._read, false);
    else if (typeof this._i === 'string') {
      const minutes = read.offsetOf(this._i);
      this.utcOffset(minutes === null ? 0 : minutes, minutes === null);
    }
    return this;
  },
  hasAlignedHourOffset(other) { return this.isValid() && (this.utcOffset() - (other ? moment(other).utcOffset() : 0)) % 60 === 0; },
  isUtc() { return this.isValid() && !!this._isUTC && !this._offset; },
  isLocal() { return this.isValid() && !this._isUTC; },
  isUtcOffset() { return this.isValid() && !!this._isUTC; },
  isDST() { return this.utcOffset() > this.clone().month(0).utcOffset() || this.utcOffset() > this.clone().month(5).utcOffset(); },
  zoneAbbr() { return this._isUTC ? 'UTC' : ''; },
  zoneName() { return this._isUTC ? 'Coordinated Universal Time' : ''; },

  startOf(name) {
    const unit = names.unit(name);
    if (unit === undefined || unit === 'millisecond' || !this.isValid()) return this;
    this._d = new Date(edge(this, unit, 0));
    return this;
  },
  endOf(name) {
    const unit = names.unit(name);
    if (unit === undefined || unit === 'millisecond' || !this.isValid()) return this;
    this._d = new Date(edge(this, unit, 1) - 1);
    return this;
  },
  diff(input, name, exact) {
    if (!this.isValid()) return NaN;
    const that = like(input, this);
    if (!that.isValid()) return NaN;
    const zone = (that.utcOffset() - this.utcOffset()) * 6e4;
    const ms = this - that;
    const unit = names.unit(name);
    const months = () => monthDiff(this, that);
    const by = {
      year: () => months() / 12, month: months, quarter: () => months() / 3, second: () => ms / 1e3, minute: () => ms / 6e4, hour: () => ms / 36e5,
      day: () => (ms - zone) / 864e5, week: () => (ms - zone) / 6048e5,
    };
    const value = by[unit] ? by[unit]() : ms;
    return exact ? value : Math.trunc(value) || 0;
  },
  from(time, plain) {
    const other = isMoment(time) ? time : moment(time);
    return this.isValid() && other.isValid() ? between(other, this).humanize(!plain) : INVALID;
  },
  fromNow(plain) { return this.from(moment(), plain); },
  to(time, plain) {
    const other = isMoment(time) ? time : moment(time);
    return this.isValid() && other.isValid() ? between(this, other).humanize(!plain) : INVALID;
  },
  toNow(plain) { return this.to(moment(), plain); },
  calendar(time, formats) {
    const objectFirst = time && typeof time === 'object' && !isMoment(time) && !(time instanceof Date) && formats === undefined;
    const now = (objectFirst ? undefined : time) || moment();
    const chosen = objectFirst ? time : formats;
    const key = moment.calendarFormat(this, like(now, this).startOf('day'));
    const own = chosen && chosen[key];
    return this.format((typeof own === 'function' ? own.call(this, moment(now)) : own) || names.calendar[key]);
  },
  isAfter(input, unit) { return compare(this, input, unit, (a, b) => a > b, (a, b) => b < a.clone().startOf(unit).valueOf()); },
  isBefore(input, unit) { return compare(this, input, unit, (a, b) => a < b, (a, b) => a.clone().endOf(unit).valueOf() < b); },
  isSame(input, unit) {
    return compare(this, input, unit, (a, b) => +a === +b, (a, b) => a.clone().startOf(unit).valueOf() <= b && b <= a.clone().endOf(unit).valueOf());
  },
  isSameOrAfter(input, unit) { return this.isSame(input, unit) || this.isAfter(input, unit); },
  isSameOrBefore(input, unit) { return this.isSame(input, unit) || this.isBefore(input, unit); },
  isBetween(from, to, unit, inclusive = '()') {
    const [a, b] = [moment(from), moment(to)];
    if (!this.isValid() || !a.isValid() || !b.isValid()) return false;
    return (inclusive[0] === '(' ? this.isAfter(a, unit) : !this.isBefore(a, unit)) && (inclusive[1] === ')' ? this.isBefore(b, unit) : !this.isAfter(b, unit));
  },
  locale(key) { return key === undefined ? 'en' : this; },
  localeData() { return moment.localeData(); },
  max(other) { return moment(other) < this ? this : moment(other); },
  min(other) { return moment(other) > this ? this : moment(other); },
});
const yearOfWeek = (date, value, dow, doy, week, weekday) => {
  const { year } = names.weekOf(date.year(), date.dayOfYear(), dow, doy);
  if (value == null) return year;
  const day = names.utcTime(value, 0, names.dayOfWeek(value, Math.min(week, names.weeksInYear(value, dow, doy)), weekday, dow, doy));
  return put(date, 'FullYear', day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate());
};
const compare = (left, input, unit, exact, within) => {
  const right = isMoment(input) ? input : moment(input);
  if (!left.isValid() || !right.isValid()) return false;
  return (names.unit(unit) || 'millisecond') === 'millisecond' ? exact(left, right) : within(left, right.valueOf());
};
// Where a unit begins (`ends` 0) or the next one does (1), on the clock of the moment's own date.
const edge = (date, unit, ends) => {
  const make = date._isUTC ? names.utcTime : names.localTime;
  const [year, month, day] = [date.year(), date.month(), date.date()];
  const time = date._d.getTime();
  const within = (size, shift) => time - ((((time + shift) % size) + size) % size) + ends * size;
  switch (unit) {
    case 'year': return make(year + ends).getTime();
    case 'quarter': return make(year, month - (month % 3) + 3 * ends).getTime();
    case 'month': return make(year, month + ends).getTime();
    case 'week': return make(year, month, day - date.day() + 7 * ends).getTime();
    case 'isoWeek': return make(year, month, day - (date.isoWeekday() - 1) + 7 * ends).getTime();
    case 'day': case 'date': return make(year, month, day + ends).getTime();
    case 'hour': return within(36e5, date._isUTC ? 0 : date.utcOffset() * 6e4);
    case 'minute': return within(6e4, 0);
    case 'second': return within(1e3, 0);
    default: return time;
  }
};
const monthDiff = (a, b) => {
  if (a.date() < b.date()) return -monthDiff(b, a);
  const months = (b.year() - a.year()) * 12 + (b.month() - a.month());
  const anchor = a.clone().add(months, 'months');
  const before = b - anchor < 0;
  const other = a.clone().add(months + (before ? -1 : 1), 'months');
  return -(months + (b - anchor) / (before ? anchor - other : other - anchor)) || 0;
};
const between = (from, to) => {
  const end = like(to, from);
  let months = end.month() - from.month() + (end.year() - from.year()) * 12;
  const forward = !end.isBefore(from);
  const step = (n) => from.clone().add(n, 'M');
  if (forward && step(months).isAfter(end)) months -= 1;
  if (!forward && step(months).isBefore(end)) months += 1;
  return duration({ ms: end - step(months), M: months });
};
const shift = (date, span, sign) => {
  if (!date.isValid()) return date;
  const days = round(span._days);
  const months = round(span._months);
  if (months) setMonth(date, date.month() + months * sign);
  if (days) put(date, 'Date', date.date() + days * sign);
  if (span._milliseconds) date._d.setTime(date._d.getTime() + span._milliseconds * sign);
  return date;
};
const adder = (sign) => function add(value, period) {
  const swapped = period !== null && period !== undefined && !Number.isNaN(+period);
  return shift(this, swapped ? duration(period, value) : duration(value, period), sign);
};
M.add = adder(1);
M.subtract = adder(-1);
['millisecond', 'second', 'minute', 'hour', 'week', 'isoWeek', 'quarter', 'day', 'month', 'year'].forEach((name) => { M[`${name}s`] = M[name]; });
M.dates = M.date;
M.lang = M.locale;

const pick = (better) => (...list) => {
  const all = (list.length === 1 && Array.isArray(list[0]) ? list[0] : list).map((item) => moment(item));
  if (!all.length) return moment();
  return all.find((item) => !item.isValid()) || all.reduce((best, item) => (better(item, best) ? item : best));
};
const listing = (list) => (at) => (typeof at === 'number' ? list[at] : list.slice());
const data = {
  months: (date) => (date ? names.months[date.month()] : names.months.slice()), monthsShort: (date) => (date ? names.monthsShort[date.month()] : names.monthsShort.slice()),
  weekdays: (date) => (date ? names.weekdays[date.day()] : names.weekdays.slice()), weekdaysShort: (date) => (date ? names.weekdaysShort[date.day()] : names.weekdaysShort.slice()),
  weekdaysMin: (date) => (date ? names.weekdaysMin[date.day()] : names.weekdaysMin.slice()), firstDayOfWeek: () => 0, firstDayOfYear: () => 6,
  ordinal: names.ordinal, longDateFormat: names.longDate, invalidDate: () => INVALID, meridiem: (hour, minute, small) => (hour > 11 ? (small ? 'pm' : 'PM') : small ? 'am' : 'AM'),
  isPM: (text) => text.toLowerCase()[0] === 'p', _config: {}, _abbr: 'en',
};
Object.assign(moment, {
  fn: M, version: '2.30.1', now: () => Date.now(), isMoment, isDate: (value) => value instanceof Date, isDuration: (value) => value instanceof Duration,
  utc: (...args) => { const made = create(...options(args), true); return isMoment(args[0]) ? made.utc() : made; },
  parseZone: (...args) => moment(...args).parseZone(),
  unix: (seconds) => moment(seconds * 1000),
  invalid: (flags) => invalid(flags || { userInvalidated: true }),
  duration, min: pick((a, b) => a < b), max: pick((a, b) => a > b),
  months: listing(names.months), monthsShort: listing(names.monthsShort), weekdays: listing(names.weekdays), weekdaysShort: listing(names.weekdaysShort), weekdaysMin: listing(names.weekdaysMin),
  normalizeUnits: names.unit, locale: () => 'en', locales: () => ['en'], localeData: () => data, lang: () => 'en', langData: () => data,
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
['updateLocale', 'defineLocale'].forEach((name) => {
  moment[name] = () => { throw new Error(`moment.${name} is not implemented`); };
});
return moment;
