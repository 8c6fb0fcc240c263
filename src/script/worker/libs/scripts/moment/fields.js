// moment: the parts of a date, read and written.
const names = require('moment/names');
const hooks = () => require('moment');
const part = (date, name) => date._d[`get${date._isUTC ? 'UTC' : ''}${name}`]();
const put = (date, name, ...values) => { if (date.isValid() && values.every((value) => !Number.isNaN(value))) date._d[`set${date._isUTC ? 'UTC' : ''}${name}`](...values); return date; };
// Who changes offsets is told of a change, and whether the clock shall go on showing the same.
const changed = (date, keepTime) => { hooks().updateOffset(date, keepTime); return date; };
const accessor = (name, keepTime) => function access(value) { return value == null ? (this.isValid() ? part(this, name) : NaN) : changed(put(this, name, Number(value)), keepTime); };
const setMonth = (date, value) => {
  const month = typeof value === 'string' && !/^\d+$/.test(value)
    ? date.localeData().monthsParse(value) : Number(value);
  if (month === undefined) return date;
  return put(date, 'Month', month, Math.min(date.date(), names.daysInMonth(date.year(), month)));
};
const dayNumber = (value, date) => {
  if (typeof value !== 'string') return value;
  if (!Number.isNaN(Number(value))) return parseInt(value, 10);
  const at = date.localeData().weekdaysParse(value);
  return at === undefined ? null : at;
};
const yearOfWeek = (date, value, dow, doy, week, weekday) => {
  const { year } = names.weekOf(date.year(), date.dayOfYear(), dow, doy);
  if (value == null) return year;
  const day = names.utcTime(value, 0, names.dayOfWeek(value, Math.min(week, names.weeksInYear(value, dow, doy)), weekday, dow, doy));
  return put(date, 'FullYear', day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate());
};
return { put, setMonth, methods: {
  millisecond: accessor('Milliseconds', false), second: accessor('Seconds', false), minute: accessor('Minutes', false), hour: accessor('Hours', true), date: accessor('Date', true),
  year(value) {
    if (value == null) return this.isValid() ? part(this, 'FullYear') : NaN;
    const [year, month] = [Number(value), this.month()];
    return changed(put(this, 'FullYear', year, month, Math.min(this.date(), names.daysInMonth(year, month))), true);
  },
  month(value) { return value == null ? (this.isValid() ? part(this, 'Month') : NaN) : changed(setMonth(this, value), true); },
  day(value) {
    if (value == null) return part(this, 'Day');
    const day = dayNumber(value, this);
    return day === null ? this : this.add(day - this.day(), 'd');
  },
  weekday(value) {
    const day = (this.day() + 7 - this.localeData()._week.dow) % 7;
    return value == null ? day : this.add(value - day, 'd');
  },
  isoWeekday(value) {
    if (value == null) return this.isValid() ? this.day() || 7 : NaN;
    const day = typeof value === 'string' ? dayNumber(value, this) % 7 || 7 : value;
    return this.day(this.day() % 7 ? day : day - 7);
  },
  dayOfYear(value) {
    const day = this.isValid() ? names.dayOfYear(this.year(), this.month(), this.date()) : NaN;
    return value == null ? day : this.add(value - day, 'd');
  },
  quarter(value) { return value == null ? Math.ceil((this.month() + 1) / 3) : this.month((value - 1) * 3 + (this.month() % 3)); },
  week(value) {
    const week = this.localeData().week(this);
    return value == null ? week : this.add((value - week) * 7, 'd');
  },
  isoWeek(value) {
    const { week } = names.weekOf(this.year(), this.dayOfYear(), 1, 4);
    return value == null ? week : this.add((value - week) * 7, 'd');
  },
  weekYear(value) {
    const { dow, doy } = this.localeData()._week;
    return yearOfWeek(this, value, dow, doy, this.week(), this.weekday() + dow);
  },
  isoWeekYear(value) { return yearOfWeek(this, value, 1, 4, this.isoWeek(), this.isoWeekday()); },
  weeksInYear() { const { dow, doy } = this.localeData()._week; return names.weeksInYear(this.year(), dow, doy); },
  isoWeeksInYear() { return names.weeksInYear(this.year(), 1, 4); },
  weeksInWeekYear() { const { dow, doy } = this.localeData()._week; return names.weeksInYear(this.weekYear(), dow, doy); },
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
} };
