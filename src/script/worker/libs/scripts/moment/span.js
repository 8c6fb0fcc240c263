// moment: from one moment to another: differences, comparisons, sums, and where units begin.
const names = require('moment/names');
const { duration, round } = require('moment/duration');
const { put, setMonth } = require('moment/fields');
const deprecate = require('moment/deprecate');
return ({ moment, isMoment, like }) => {
const NAMES = ['sameDay', 'nextDay', 'lastDay', 'nextWeek', 'lastWeek', 'sameElse'];
const isCalendar = (value) => Object.prototype.toString.call(value) === '[object Object]' && !isMoment(value) && NAMES.some((name) => name in value);
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
    case 'week': return make(year, month, day - date.weekday() + 7 * ends).getTime();
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
const shift = (date, span, sign) => {
  if (!date.isValid()) return date;
  const days = round(span._days);
  const months = round(span._months);
  if (months) setMonth(date, date.month() + months * sign);
  if (days) put(date, 'Date', date.date() + days * sign);
  if (span._milliseconds) date._d.setTime(date._d.getTime() + span._milliseconds * sign);
  moment.updateOffset(date, !!(days || months));
  return date;
};
const adder = (sign, name) => function add(value, period) {
  if (period === null || period === undefined || Number.isNaN(+period)) return shift(this, duration(value, period), sign);
  deprecate(name, `moment().${name}(period, number) is deprecated. Please use moment().${name}(number, period). See http://momentjs.com/guides/#/warnings/add-inverted-param/ for more info.`);
  return shift(this, duration(period, value), sign);
};
const move = (date, name, ends) => {
  const unit = names.unit(name);
  if (unit === undefined || unit === 'millisecond' || !date.isValid()) return date;
  date._d.setTime(edge(date, unit, ends) - ends);
  moment.updateOffset(date, true);
  return date;
};
const spanOf = (from, to, date, plain) => {
  const other = isMoment(from) ? from : moment(from);
  const time = isMoment(to) ? to : moment(to);
  return date.isValid() && other.isValid() && time.isValid() ? duration({ from: other, to: time }).locale(date.locale()).humanize(!plain) : date.localeData().invalidDate();
};
return {
  startOf(name) { return move(this, name, 0); },
  endOf(name) { return move(this, name, 1); },
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
  from(time, plain) { return spanOf(time, this, this, plain); },
  fromNow(plain) { return this.from(moment(), plain); },
  to(time, plain) { return spanOf(this, time, this, plain); },
  toNow(plain) { return this.to(moment(), plain); },
  calendar(...args) {
    let [time, formats] = args;
    if (args.length === 1) {
      if (!args[0]) [time, formats] = [];
      else if (isCalendar(args[0])) [time, formats] = [undefined, args[0]];
      else formats = undefined;
    }
    const now = time || moment();
    const key = moment.calendarFormat(this, like(now, this).startOf('day')) || 'sameElse';
    const own = formats && formats[key];
    return this.format((typeof own === 'function' ? own.call(this, now) : own) || this.localeData().calendar(key, this, moment(now)));
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
  max(other) {
    deprecate('moment().max is deprecated, use moment.min instead. http://momentjs.com/guides/#/warnings/min-max/', 'moment().max is deprecated, use moment.min instead. http://momentjs.com/guides/#/warnings/min-max/');
    const given = moment(other);
    return this.isValid() && given.isValid() ? (given > this ? this : given) : moment.invalid();
  },
  min(other) {
    deprecate('moment().min is deprecated, use moment.max instead. http://momentjs.com/guides/#/warnings/min-max/', 'moment().min is deprecated, use moment.max instead. http://momentjs.com/guides/#/warnings/min-max/');
    const given = moment(other);
    return this.isValid() && given.isValid() ? (given < this ? this : given) : moment.invalid();
  },
  add: adder(1, 'add'), subtract: adder(-1, 'subtract'),
};
};
