// moment: from one moment to another: differences, comparisons, sums, and where units begin.
const names = require('moment/names');
const { duration, round } = require('moment/duration');
const { put, setMonth } = require('moment/fields');
return ({ moment, isMoment, like, INVALID }) => {
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
return {
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
    return this.isValid() && other.isValid() ? between(other, this).locale(this.locale()).humanize(!plain) : INVALID;
  },
  fromNow(plain) { return this.from(moment(), plain); },
  to(time, plain) {
    const other = isMoment(time) ? time : moment(time);
    return this.isValid() && other.isValid() ? between(this, other).locale(this.locale()).humanize(!plain) : INVALID;
  },
  toNow(plain) { return this.to(moment(), plain); },
  calendar(time, formats) {
    const objectFirst = time && typeof time === 'object' && !isMoment(time) && !(time instanceof Date) && formats === undefined;
    const now = (objectFirst ? undefined : time) || moment();
    const chosen = objectFirst ? time : formats;
    const key = moment.calendarFormat(this, like(now, this).startOf('day'));
    const own = chosen && chosen[key];
    return this.format((typeof own === 'function' ? own.call(this, moment(now)) : own) || this.localeData().calendar(key, this, moment(now)));
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
  max(other) { return moment(other) > this ? this : moment(other); },
  min(other) { return moment(other) < this ? this : moment(other); },
  add: adder(1), subtract: adder(-1),
};
};
