// moment: lengths of time.
const locales = require('moment/locale');
const names = require('moment/names');
const round = (value) => (value < 0 ? Math.round(-value) * -1 : Math.round(value)) || 0;
const whole = (value) => Math.trunc(value) || 0;
const daysOf = (months) => (months * 146097) / 4800;
const monthsOf = (days) => (days * 4800) / 146097;
const UNITS = ['year', 'quarter', 'month', 'week', 'isoWeek', 'day', 'hour', 'minute', 'second', 'millisecond'];
const thresholds = { ss: 44, s: 45, m: 45, h: 22, d: 26, w: null, M: 11 };
let rounding = Math.round;

// The months and the rest from an earlier moment to a later one.
const apart = (from, to) => {
  let months = to.month() - from.month() + (to.year() - from.year()) * 12;
  if (from.clone().add(months, 'M').isAfter(to)) months -= 1;
  return { months, milliseconds: +to - from.clone().add(months, 'M') };
};
const between = (from, to) => {
  if (!from.isValid() || !to.isValid()) return { milliseconds: 0, months: 0 };
  const end = from._isUTC ? to.clone().utcOffset(from.utcOffset()) : to.clone().local();
  if (from.isBefore(end)) return apart(from, end);
  const { months, milliseconds } = apart(end, from);
  return { months: -months, milliseconds: -milliseconds };
};
const fromText = (text) => {
  const clock = /^(-|\+)?(?:(\d*)[. ])?(\d+):(\d+)(?::(\d+)(\.\d*)?)?$/.exec(text);
  if (clock) {
    const sign = clock[1] === '-' ? -1 : 1;
    const part = (at) => (clock[at] ? Number(clock[at]) * sign : 0);
    return { day: part(2), hour: part(3), minute: part(4), second: part(5), millisecond: clock[6] ? round(Number(clock[6]) * 1000) * sign : 0 };
  }
  const iso = /^(-|\+)?P(?:([-+]?[0-9,.]*)Y)?(?:([-+]?[0-9,.]*)M)?(?:([-+]?[0-9,.]*)W)?(?:([-+]?[0-9,.]*)D)?(?:T(?:([-+]?[0-9,.]*)H)?(?:([-+]?[0-9,.]*)M)?(?:([-+]?[0-9,.]*)S)?)?$/.exec(text);
  if (!iso) return {};
  const sign = iso[1] === '-' ? -1 : 1;
  const part = (at) => (iso[at] ? (parseFloat(iso[at].replace(',', '.')) || 0) * sign : 0);
  return { year: part(2), month: part(3), week: part(4), day: part(5), hour: part(6), minute: part(7), second: part(8) };
};
const partsOf = (input, key) => {
  if (typeof input === 'number' || (typeof input === 'string' && input.trim() !== '' && !Number.isNaN(+input))) return { [names.unit(key) || 'millisecond']: +input };
  if (typeof input === 'string') return fromText(input);
  const parts = {};
  if (input && typeof input === 'object') {
    if ('from' in input || 'to' in input) {
      const moment = require('moment');
      const { months, milliseconds } = between(moment(input.from), moment(input.to));
      return { month: months, millisecond: milliseconds };
    }
    Object.keys(input).forEach((name) => { parts[names.unit(name) || name] = input[name]; });
  }
  return parts;
};

function Duration(parts) {
  const numbers = {};
  let valid = true;
  for (const name in parts) {
    if (!UNITS.includes(name) || (parts[name] != null && Number.isNaN(Number(parts[name])))) valid = false;
    numbers[name] = Number(parts[name]) || 0;
  }
  // Only the smallest unit may have a fraction.
  const cut = UNITS.findIndex((name) => numbers[name] && numbers[name] % 1);
  if (cut >= 0 && UNITS.slice(cut + 1).some((name) => numbers[name])) valid = false;
  const part = (name) => (valid ? numbers[name] || 0 : 0);
  this._isValid = valid;
  this._milliseconds = valid ? part('millisecond') + part('second') * 1e3 + part('minute') * 6e4 + part('hour') * 1000 * 60 * 60 : NaN;
  this._days = part('day') + (part('week') + part('isoWeek')) * 7;
  this._months = part('month') + part('quarter') * 3 + part('year') * 12;
  this._data = {};
  this._locale = locales.of();
  this._bubble();
}
const D = Duration.prototype;
D._bubble = function bubble() {
  let ms = this._milliseconds;
  let days = this._days;
  let months = this._months;
  if (!((ms >= 0 && days >= 0 && months >= 0) || (ms <= 0 && days <= 0 && months <= 0))) {
    const up = (value) => (value < 0 ? Math.floor(value) : Math.ceil(value));
    ms += up(daysOf(months) + days) * 864e5;
    days = 0;
    months = 0;
  }
  const data = this._data;
  const floor = (value) => (value < 0 ? Math.ceil(value) || 0 : Math.floor(value));
  data.milliseconds = ms % 1000;
  const seconds = floor(ms / 1000);
  data.seconds = seconds % 60;
  const minutes = floor(seconds / 60);
  data.minutes = minutes % 60;
  const hours = floor(minutes / 60);
  data.hours = hours % 24;
  days += floor(hours / 24);
  const extra = floor(monthsOf(days));
  months += extra;
  const up = daysOf(extra);
  days -= up < 0 ? Math.floor(up) : Math.ceil(up);
  data.days = days;
  data.months = months % 12;
  data.years = floor(months / 12);
  return this;
};
D.isValid = function isValid() { return this._isValid; };
D.as = function as(name) {
  if (!this.isValid()) return NaN;
  const unit = names.unit(name);
  const ms = this._milliseconds;
  if (unit === 'month' || unit === 'quarter' || unit === 'year') {
    const months = this._months + monthsOf(this._days + ms / 864e5);
    return months / { month: 1, quarter: 3, year: 12 }[unit];
  }
  const days = this._days + Math.round(daysOf(this._months));
  switch (unit) {
    case 'week': return days / 7 + ms / 6048e5;
    case 'day': return days + ms / 864e5;
    case 'hour': return days * 24 + ms / 36e5;
    case 'minute': return days * 1440 + ms / 6e4;
    case 'second': return days * 86400 + ms / 1000;
    case 'millisecond': return Math.floor(days * 864e5) + ms;
    default: throw new Error(`Unknown unit ${name}`);
  }
};
['Milliseconds', 'Seconds', 'Minutes', 'Hours', 'Days', 'Weeks', 'Months', 'Quarters', 'Years'].forEach((name) => {
  D[`as${name}`] = function as() { return this.as(name.toLowerCase()); };
});
['milliseconds', 'seconds', 'minutes', 'hours', 'days', 'months', 'years'].forEach((name) => {
  D[name] = function part() { return this.isValid() ? this._data[name] : NaN; };
});
D.weeks = function weeks() { return this.isValid() ? whole(this.days() / 7) : NaN; };
D.get = function get(name) { return this.isValid() ? this[`${names.unit(name)}s`]() : NaN; };
D.valueOf = function valueOf() { return this.as('ms'); };
D.clone = function clone() { return duration(this); };
D.abs = function abs() {
  ['_milliseconds', '_days', '_months'].forEach((name) => { this[name] = Math.abs(this[name]); });
  // Days stay as they are, as in moment.js.
  Object.keys(this._data).forEach((name) => { if (name !== 'days') this._data[name] = Math.abs(this._data[name]); });
  return this;
};
const change = (sign) => function changed(input, key) {
  const other = duration(input, key);
  ['_milliseconds', '_days', '_months'].forEach((name) => { this[name] += sign * other[name]; });
  return this._bubble();
};
D.add = change(1);
D.subtract = change(-1);
D.toISOString = function toISOString() {
  if (!this.isValid()) return this.localeData().invalidDate();
  let seconds = Math.abs(this._milliseconds) / 1000;
  const days = Math.abs(this._days);
  const months = Math.abs(this._months);
  const total = this.asSeconds();
  if (!total) return 'P0D';
  let minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  seconds %= 60;
  minutes %= 60;
  const sign = (value) => (Math.sign(value) !== Math.sign(total) ? '-' : '');
  const part = (value, letter, of) => (value ? sign(of) + value + letter : '');
  const date = part(Math.floor(months / 12), 'Y', this._months) + part(months % 12, 'M', this._months) + part(days, 'D', this._days);
  const text = seconds ? seconds.toFixed(3).replace(/\.?0+$/, '') : '';
  const time = part(hours, 'H', this._milliseconds) + part(minutes, 'M', this._milliseconds) + part(text, 'S', this._milliseconds);
  return `${total < 0 ? '-' : ''}P${date}${time ? `T${time}` : ''}`;
};
D.toJSON = D.toISOString;
D.toString = D.toISOString;
D.locale = function locale(key) {
  if (key === undefined) return this.localeData()._abbr;
  this._locale = locales.of(key);
  return this;
};
const outdated = (message, fn) => function old(...args) {
  require('moment/deprecate')(message, message);
  return fn.apply(this, args);
};
D.lang = outdated('moment().lang() is deprecated. Instead, use moment().localeData() to get the language configuration. Use moment().locale() to change languages.', function lang(key) { return key === undefined ? this.localeData() : this.locale(key); });
D.toIsoString = outdated('toIsoString() is deprecated. Please use toISOString() instead (notice the capitals)', D.toISOString);
D.localeData = function localeData() { return this._locale; };
D.humanize = function humanize(suffix, limits) {
  if (!this.isValid()) return this.localeData().invalidDate();
  const wanted = typeof suffix === 'object' ? suffix : limits;
  const most = { ...thresholds, ...wanted };
  if (wanted && wanted.s != null && wanted.ss == null) most.ss = wanted.s - 1;
  const own = duration(this).abs();
  const by = (unit) => rounding(own.as(unit));
  const [seconds, minutes, hours, days, months, weeks, years] = ['s', 'm', 'h', 'd', 'M', 'w', 'y'].map(by);
  const found = (seconds <= most.ss && ['s', seconds]) || (seconds < most.s && ['ss', seconds]) || (minutes <= 1 && ['m']) || (minutes < most.m && ['mm', minutes])
    || (hours <= 1 && ['h']) || (hours < most.h && ['hh', hours]) || (days <= 1 && ['d']) || (days < most.d && ['dd', days])
    || (most.w != null && ((weeks <= 1 && ['w']) || (weeks < most.w && ['ww', weeks])))
    || (months <= 1 && ['M']) || (months < most.M && ['MM', months]) || (years <= 1 && ['y']) || ['yy', years];
  const locale = this.localeData();
  const whole = suffix === true;
  const text = locale.relativeTime(found[1] === undefined ? 1 : found[1], !whole, found[0], +this > 0);
  return locale.postformat(whole ? locale.pastFuture(+this, text) : text);
};
const duration = (input, key) => {
  if (!(input instanceof Duration)) return new Duration(input == null ? {} : partsOf(input, key));
  const copy = new Duration({ millisecond: input._milliseconds, day: input._days, month: input._months });
  copy._isValid = input._isValid;
  if (input._locale) copy._locale = input._locale;
  return copy;
};
duration.fn = D;
duration.invalid = () => new Duration({ millisecond: NaN });
return {
  Duration, duration, round, thresholds,
  rounding(fn) { if (fn === undefined) return rounding; if (typeof fn !== 'function') return false; rounding = fn; return true; },
};
