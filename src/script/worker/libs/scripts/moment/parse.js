// moment: what is read of dates stands in a configuration: `_a` (year to millisecond), `_w` (weeks),
// `_dayOfYear`, `_tzm` (minutes ahead of UTC), `_d` (the date), and `_pf`, what was strange about it.
const names = require('moment/names');
const YEAR = 0, MONTH = 1, DATE = 2, HOUR = 3, MINUTE = 4, SECOND = 5, MS = 6, WEEK = 7, WEEKDAY = 8;
const hooks = () => require('moment');

const flags = () => ({
  empty: false, unusedTokens: [], unusedInput: [], overflow: -2, charsLeftOver: 0, nullInput: false, invalidEra: null, invalidMonth: null,
  invalidFormat: false, userInvalidated: false, iso: false, parsedDateParts: [], era: null, meridiem: null, rfc2822: false, weekdayMismatch: false,
});
// The minutes of the last offset in a text, or null.
const offsetOf = (text, pattern = /Z|[+-]\d\d:?\d\d/gi) => {
  const found = (text || '').match(pattern);
  if (!found) return null;
  const [sign, hours, minutes] = found[found.length - 1].match(/[+-]|\d\d/g) || ['-', 0, 0];
  const all = hours * 60 + (+minutes || 0);
  return all === 0 ? 0 : sign === '+' ? all : -all;
};

const given = (...list) => list.find((value) => value != null);
const fromWeeks = (config, now) => {
  const { _w: w, _a: a, _pf: said } = config;
  const iso_ = w.GG != null || w.W != null || w.E != null;
  const { dow, doy } = iso_ ? { dow: 1, doy: 4 } : config._locale._week;
  const current = names.weekOf(now[0], names.dayOfYear(...now), dow, doy);
  const year = given(iso_ ? w.GG : w.gg, a[YEAR], current.year);
  const number = iso_ ? given(w.W, 1) : given(w.w, current.week);
  let off = false;
  let at;
  if (iso_) {
    at = given(w.E, 1);
    off = at < 1 || at > 7;
  } else {
    const own = given(w.d, w.e);
    off = own != null && (own < 0 || own > 6);
    at = w.d != null ? w.d : w.e != null ? w.e + dow : dow;
  }
  if (number < 1 || number > names.weeksInYear(year, dow, doy)) said._overflowWeeks = true;
  else if (off) said._overflowWeekday = true;
  else {
    const total = names.dayOfWeek(year, number, at, dow, doy);
    const days = names.isLeap(year) ? 366 : 365;
    [a[YEAR], config._dayOfYear] = total < 1 ? [year - 1, total + (names.isLeap(year - 1) ? 366 : 365)] : total > days ? [year + 1, total - days] : [year, total];
  }
};
// Makes the date of what was read: what is missing before it is today's, what is missing after it is the first.
const fromFields = (config) => {
  if (config._d) return;
  const { _a: a, _pf: said } = config;
  const now = new Date(hooks().now());
  const today = config._useUTC ? [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()] : [now.getFullYear(), now.getMonth(), now.getDate()];
  const weeks = config._w && Object.keys(config._w).length ? config._w : undefined;
  if (weeks && a[DATE] == null && a[MONTH] == null) fromWeeks(config, [now.getFullYear(), now.getMonth(), now.getDate()]);
  if (config._dayOfYear != null) {
    const year = given(a[YEAR], today[0]);
    if (config._dayOfYear > (names.isLeap(year) ? 366 : 365) || config._dayOfYear === 0) said._overflowDayOfYear = true;
    const date = names.utcTime(year, 0, config._dayOfYear);
    a[MONTH] = date.getUTCMonth();
    a[DATE] = date.getUTCDate();
  }
  let at = 0;
  for (; at < 3 && a[at] == null; at += 1) a[at] = today[at];
  for (; at < 7; at += 1) if (a[at] == null) a[at] = at === DATE ? 1 : 0;
  if (a[HOUR] === 24 && a[MINUTE] === 0 && a[SECOND] === 0 && a[MS] === 0) {
    config._nextDay = true;
    a[HOUR] = 0;
  }
  config._d = (config._useUTC ? names.utcTime : names.localTime)(...a);
  const shown = config._useUTC ? config._d.getUTCDay() : config._d.getDay();
  if (config._tzm != null) config._d.setUTCMinutes(config._d.getUTCMinutes() - config._tzm);
  if (config._nextDay) a[HOUR] = 24;
  if (weeks && weeks.d !== undefined && weeks.d !== shown) said.weekdayMismatch = true;
};
const overflowOf = (a) => {
  if (a[MONTH] < 0 || a[MONTH] > 11) return MONTH;
  if (a[DATE] < 1 || a[DATE] > names.daysInMonth(a[YEAR], a[MONTH])) return DATE;
  if (a[HOUR] < 0 || a[HOUR] > 24 || (a[HOUR] === 24 && (a[MINUTE] || a[SECOND] || a[MS]))) return HOUR;
  if (a[MINUTE] < 0 || a[MINUTE] > 59) return MINUTE;
  if (a[SECOND] < 0 || a[SECOND] > 59) return SECOND;
  return a[MS] < 0 || a[MS] > 999 ? MS : -1;
};
// Finds the first field that is out of its range.
const checkOverflow = (config) => {
  const { _a: a, _pf: said } = config;
  if (!a || said.overflow !== -2) return;
  said.overflow = overflowOf(a);
  if (said._overflowDayOfYear && (said.overflow < YEAR || said.overflow > DATE)) said.overflow = DATE;
  if (said._overflowWeeks && said.overflow === -1) said.overflow = WEEK;
  if (said._overflowWeekday && said.overflow === -1) said.overflow = WEEKDAY;
};
const isValid = (config) => {
  if (config._isValid != null) return config._isValid;
  const said = config._pf;
  const parsed = config._d && !Number.isNaN(config._d.getTime()) && said.overflow < 0 && !said.empty && !said.invalidEra && !said.invalidMonth && !said.invalidWeekday
    && !said.weekdayMismatch && !said.nullInput && !said.invalidFormat && !said.userInvalidated
    && (!said.meridiem || said.parsedDateParts.some((part) => part != null));
  config._isValid = !!parsed && (!config._strict || (said.charsLeftOver === 0 && said.unusedTokens.length === 0 && said.bigHour === undefined));
  return config._isValid;
};
// Texts are read by patterns, which are loaded when the first one comes.
const texts = (name) => (config) => require('moment/read')[name](config);
return {
  flags, fromFields, checkOverflow, isValid, offsetOf,
  iso: texts('iso'), rfc2822: texts('rfc2822'), withFormat: texts('withFormat'), withFormats: texts('withFormats'),
};
