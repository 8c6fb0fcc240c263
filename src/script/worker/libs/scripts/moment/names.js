// moment: the English language, and the names of units.
const months = 'January_February_March_April_May_June_July_August_September_October_November_December'.split('_');
const weekdays = 'Sunday_Monday_Tuesday_Wednesday_Thursday_Friday_Saturday'.split('_');
const short = (list, size) => list.map((name) => name.slice(0, size));
const ordinal = (n) => {
  const ten = n % 10;
  const teen = Math.floor((n % 100) / 10) === 1;
  return `${n}${teen ? 'th' : { 1: 'st', 2: 'nd', 3: 'rd' }[ten] || 'th'}`;
};
const longDates = { LTS: 'h:mm:ss A', LT: 'h:mm A', L: 'MM/DD/YYYY', LL: 'MMMM D, YYYY', LLL: 'MMMM D, YYYY h:mm A', LLLL: 'dddd, MMMM D, YYYY h:mm A' };
const longDate = (name) => longDates[name]
  || (longDates[name.toUpperCase()] || '').replace(/MMMM|MM|DD|dddd/g, (token) => token.slice(1)) || undefined;
const calendar = {
  sameDay: '[Today at] LT', nextDay: '[Tomorrow at] LT', nextWeek: 'dddd [at] LT', lastDay: '[Yesterday at] LT', lastWeek: '[Last] dddd [at] LT', sameElse: 'L',
};
const relative = {
  future: 'in %s', past: '%s ago', s: 'a few seconds', ss: '%d seconds', m: 'a minute', mm: '%d minutes', h: 'an hour', hh: '%d hours',
  d: 'a day', dd: '%d days', w: 'a week', ww: '%d weeks', M: 'a month', MM: '%d months', y: 'a year', yy: '%d years',
};
const ALIASES = {
  D: 'date', dates: 'date', date: 'date', d: 'day', days: 'day', day: 'day', e: 'weekday', weekdays: 'weekday', weekday: 'weekday',
  E: 'isoWeekday', isoweekdays: 'isoWeekday', isoweekday: 'isoWeekday', DDD: 'dayOfYear', dayofyears: 'dayOfYear', dayofyear: 'dayOfYear',
  h: 'hour', hours: 'hour', hour: 'hour', ms: 'millisecond', milliseconds: 'millisecond', millisecond: 'millisecond',
  m: 'minute', minutes: 'minute', minute: 'minute', M: 'month', months: 'month', month: 'month', Q: 'quarter', quarters: 'quarter', quarter: 'quarter',
  s: 'second', seconds: 'second', second: 'second', gg: 'weekYear', weekyears: 'weekYear', weekyear: 'weekYear',
  GG: 'isoWeekYear', isoweekyears: 'isoWeekYear', isoweekyear: 'isoWeekYear', w: 'week', weeks: 'week', week: 'week',
  W: 'isoWeek', isoweeks: 'isoWeek', isoweek: 'isoWeek', y: 'year', years: 'year', year: 'year',
};
const unit = (name) => (typeof name === 'string' ? ALIASES[name] || ALIASES[name.toLowerCase()] : undefined);
const pad = (number, size, sign) => (number < 0 ? '-' : sign ? '+' : '') + String(Math.abs(number)).padStart(size, '0');
const isLeap = (year) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysInMonth = (year, month) => {
  if (Number.isNaN(year) || Number.isNaN(month)) return NaN;
  const at = ((month % 12) + 12) % 12;
  const in_ = year + (month - at) / 12;
  return at === 1 ? (isLeap(in_) ? 29 : 28) : 31 - ((at % 7) % 2);
};
const utcTime = (year, month = 0, date = 1, hour = 0, minute = 0, second = 0, ms = 0) => {
  const time = new Date(0);
  time.setUTCFullYear(year, month, date);
  time.setUTCHours(hour, minute, second, ms);
  return time;
};
const localTime = (year, month = 0, date = 1, hour = 0, minute = 0, second = 0, ms = 0) => {
  const time = new Date(2000, 0, 1);
  time.setFullYear(year, month, date);
  time.setHours(hour, minute, second, ms);
  return time;
};
const dayOfYear = (year, month, date) => Math.round((utcTime(year, month, date) - utcTime(year)) / 864e5) + 1;
// Days before the year's first week begins: the week rule is its first day and the January date it always holds.
const weekOffset = (year, dow, doy) => {
  const first = 7 + dow - doy;
  return -((7 + utcTime(year, 0, first).getUTCDay() - dow) % 7) + first - 1;
};
const weeksInYear = (year, dow, doy) => ((isLeap(year) ? 366 : 365) - weekOffset(year, dow, doy) + weekOffset(year + 1, dow, doy)) / 7;
const weekOf = (year, day, dow, doy) => {
  const week = Math.floor((day - weekOffset(year, dow, doy) - 1) / 7) + 1;
  if (week < 1) return { year: year - 1, week: week + weeksInYear(year - 1, dow, doy) };
  const most = weeksInYear(year, dow, doy);
  return week > most ? { year: year + 1, week: week - most } : { year, week };
};
const dayOfWeek = (year, week, weekday, dow, doy) => 1 + 7 * (week - 1) + ((7 + weekday - dow) % 7) + weekOffset(year, dow, doy);

return {
  months, weekdays, monthsShort: short(months, 3), weekdaysShort: short(weekdays, 3), weekdaysMin: short(weekdays, 2), ordinal, longDates, longDate,
  calendar, relative, unit, pad, isLeap, daysInMonth, utcTime, localTime, dayOfYear, weeksInYear, weekOf, dayOfWeek,
};
