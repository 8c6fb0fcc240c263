// moment: reading dates. A reading has the fields `a` (year to millisecond), `flags`, and `tzm`, the
// minutes that the text said to be ahead of UTC.
const names = require('moment/names');
const { tokens } = require('moment/format');
const YEAR = 0, MONTH = 1, DATE = 2, HOUR = 3, MINUTE = 4, SECOND = 5, MS = 6, WEEK = 7, WEEKDAY = 8;

const flags = () => ({
  empty: false, unusedTokens: [], unusedInput: [], overflow: -2, charsLeftOver: 0, nullInput: false, invalidEra: null, invalidMonth: null,
  invalidFormat: false, userInvalidated: false, iso: false, parsedDateParts: [], era: null, meridiem: undefined, rfc2822: false, weekdayMismatch: false,
});
const reading = () => ({ a: [], flags: flags(), weeks: {}, tzm: undefined });
const minutesOf = (text) => {
  if (/^\s*Z$/i.test(text)) return 0;
  const found = /([+-])(\d\d):?(\d\d)?$/.exec(text.trim());
  return found ? (found[1] === '-' ? -1 : 1) * (+found[2] * 60 + +(found[3] || 0)) : undefined;
};
const offsetOf = (text) => {
  const found = (text || '').match(/Z|[+-]\d\d:?\d\d|[+-]\d\d/gi);
  return found ? minutesOf(found[found.length - 1]) : null;
};
const fraction = (digits) => Math.trunc(Number(`0.${digits}`) * 1000);
const fullYear = (two) => two + (two > 68 ? 1900 : 2000);

const ISO = /^\s*([+-]\d{6}|\d{4})(?:-(\d\d)(?:-(\d\d))?|-?W(\d\d)(?:-?(\d))?|-?(\d{3})|(\d\d)(\d\d)|(?=$))(?:[T ](\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;
const iso = (text) => {
  const found = ISO.exec(text) || /^\s*(\d{4})(\d\d)$/.exec(text);
  if (!found) return undefined;
  const read = reading();
  const [, year, month, date, week, weekday, day, month2, date2, hour, minute, second, part, zone] = found;
  read.flags.iso = true;
  if (week) read.weeks = { GGGG: +year, W: +week, E: weekday === undefined ? undefined : +weekday };
  else {
    read.a = [+year];
    if (day) read.dayOfYear = +day;
    else if (month || month2) read.a[MONTH] = +(month || month2) - 1;
    if (date || date2) read.a[DATE] = +(date || date2);
  }
  [hour, minute, second].forEach((text_, at) => { if (text_) read.a[HOUR + at] = +text_; });
  if (part) read.a[MS] = fraction(part);
  if (zone) read.tzm = minutesOf(zone);
  return read;
};
const ZONES = { UT: 0, GMT: 0, EDT: -240, EST: -300, CDT: -300, CST: -360, MDT: -360, MST: -420, PDT: -420, PST: -480, Z: 0 };
const rfc2822 = (text) => {
  const plain = text.replace(/\([^()]*\)|[\n\t]/g, ' ').replace(/\s\s+/g, ' ').trim();
  const found = /^(?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun),?\s)?(\d{1,2})\s(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s(\d{2,4})\s(\d\d):(\d\d)(?::(\d\d))?\s(?:(UT|GMT|[ECMP][SD]T)|([Zz])|([+-]\d{4}))$/.exec(plain);
  if (!found) return undefined;
  const read = reading();
  read.flags.rfc2822 = true;
  const year = found[4].length === 2 ? (+found[4] <= 49 ? 2000 : 1900) + +found[4] : +found[4] <= 999 ? 1900 + +found[4] : +found[4];
  read.a = [year, names.monthsShort.indexOf(found[3]), +found[2], +found[5], +found[6], +(found[7] || 0)];
  if (found[1] && names.weekdaysShort.indexOf(found[1]) !== names.utcTime(...read.a).getUTCDay()) read.flags.weekdayMismatch = true;
  read.tzm = found[8] ? ZONES[found[8]] : found[9] ? 0 : minutesOf(found[10]);
  return read;
};

const digits = (loose, strict = loose) => [new RegExp(loose), new RegExp(strict)];
const ONE = digits('\\d\\d?'), TWO = digits('\\d\\d?', '\\d\\d'), SIGNED = digits('[+-]?\\d+');
// Without strictness any word is tried, and told apart by how it begins.
const listed = (list) => [/\d*[a-z']+/i, new RegExp(list.slice().sort((a, b) => b.length - a.length).join('|'), 'i')];
const set = (field, change = Number) => (text, read) => { read.a[field] = change(text); };
const week = (name) => (text, read) => { read.weeks[name] = Number(text); };
const named = (list, put) => (text, read) => {
  const at = list.findIndex((name) => text.toLowerCase().startsWith(name.toLowerCase()));
  put(read, at, text);
};
const anyMonth = names.months.concat(names.monthsShort);
const month = named(names.monthsShort, (read, at, text) => { if (at < 0) read.flags.invalidMonth = text; else read.a[MONTH] = at; });
const weekday = named(names.weekdaysMin, (read, at, text) => { if (at < 0) read.flags.invalidWeekday = text; else read.weeks.d = at; });
const half = [/[ap]\.?m?\.?/i, /[ap]\.?m?\.?/i];
const meridiem = (text, read) => { read.pm = text.toLowerCase()[0] === 'p'; read.flags.meridiem = text; };
const big = (text, read) => { read.a[HOUR] = Number(text); read.flags.bigHour = true; };
const zone = (text, read) => { const minutes = offsetOf(text); if (minutes !== null) read.tzm = minutes; };
const hms = (hours) => (text, read) => {
  const seconds = hours.endsWith('ss') ? 2 : 0;
  const cut = text.length - 2 - seconds;
  read.a[HOUR] = +text.slice(0, cut);
  read.a[MINUTE] = +text.slice(cut, cut + 2);
  if (seconds) read.a[SECOND] = +text.slice(cut + 2);
  if (hours[0] === 'h') read.flags.bigHour = true;
};
const stamp = digits('[+-]?\\d+(?:\\.\\d{1,3})?');
const OFFSET = [/Z|[+-]\d\d:?\d\d/i, /Z|[+-]\d\d:?\d\d/i];
const READ = {
  M: [ONE, (t, r) => { r.a[MONTH] = t - 1; }], MM: [TWO, (t, r) => { r.a[MONTH] = t - 1; }], MMM: [listed(anyMonth), month], MMMM: [listed(anyMonth), month],
  Mo: [digits('\\d\\d?(?:th|st|nd|rd)?', '\\d\\d?(?:th|st|nd|rd)'), (t, r) => { r.a[MONTH] = parseInt(t, 10) - 1; }],
  D: [ONE, set(DATE)], DD: [TWO, set(DATE)], Do: [digits('\\d\\d?(?:th|st|nd|rd)?', '\\d\\d?(?:th|st|nd|rd)'), set(DATE, (t) => parseInt(t, 10))],
  DDD: [digits('\\d{1,3}'), (t, r) => { r.dayOfYear = +t; }], DDDD: [digits('\\d{3}'), (t, r) => { r.dayOfYear = +t; }],
  Q: [digits('\\d'), (t, r) => { r.a[MONTH] = (t - 1) * 3; }],
  Y: [SIGNED, set(YEAR)], YY: [TWO, set(YEAR, (t) => fullYear(+t))], YYYY: [digits('\\d{1,4}', '\\d{4}'), set(YEAR, (t) => (t.length === 2 ? fullYear(+t) : +t))],
  YYYYY: [digits('[+-]?\\d{1,6}', '[+-]?\\d{6}'), set(YEAR)], YYYYYY: [digits('[+-]?\\d{1,6}', '[+-]?\\d{6}'), set(YEAR)],
  H: [ONE, set(HOUR)], HH: [TWO, set(HOUR)], h: [ONE, big], hh: [TWO, big], k: [ONE, set(HOUR, (t) => t % 24)], kk: [TWO, set(HOUR, (t) => t % 24)],
  m: [ONE, set(MINUTE)], mm: [TWO, set(MINUTE)], s: [ONE, set(SECOND)], ss: [TWO, set(SECOND)],
  hmm: [digits('\\d\\d\\d\\d?'), hms('hmm')], Hmm: [digits('\\d\\d\\d\\d?'), hms('Hmm')], hmmss: [digits('\\d{5,6}'), hms('hmmss')], Hmmss: [digits('\\d{5,6}'), hms('Hmmss')],
  a: [half, meridiem], A: [half, meridiem], Z: [OFFSET, zone], ZZ: [OFFSET, zone],
  X: [stamp, (t, r) => { r.time = parseFloat(t) * 1000; }], x: [SIGNED, (t, r) => { r.time = Number(t); }],
  d: [ONE, week('d')], e: [ONE, week('e')], E: [ONE, week('E')], w: [ONE, week('w')], ww: [TWO, week('w')], W: [ONE, week('W')], WW: [TWO, week('W')],
  gggg: [digits('\\d{1,4}', '\\d{4}'), week('gggg')], GGGG: [digits('\\d{1,4}', '\\d{4}'), week('GGGG')],
  gg: [TWO, (t, r) => { r.weeks.gggg = fullYear(+t); }], GG: [TWO, (t, r) => { r.weeks.GGGG = fullYear(+t); }],
  dd: [listed(names.weekdaysMin), weekday], ddd: [listed(names.weekdaysShort), weekday], dddd: [listed(names.weekdays), weekday],
};
const patternOf = (token, strict) => {
  if (Object.hasOwn(READ, token)) return READ[token][0][strict ? 1 : 0];
  if (/^S+$/.test(token)) return strict ? new RegExp(`\\d{${token.length}}`) : /\d+/;
  const literal = token.replace(/^\[(.*)\]$/s, '$1').replace(/^\\(?=.)/, '');
  return new RegExp(literal.replace(/[-/\\^$*+?.()|[\]{}]/g, '\\$&'));
};
const withFormat = (text, format, strict) => {
  const read = reading();
  let rest = text;
  let consumed = 0;
  read.flags.empty = true;
  for (const token of tokens(format)) {
    const [part] = rest.match(patternOf(token, strict)) || [];
    if (part !== undefined && part !== '') {
      const at = rest.indexOf(part);
      if (at > 0) read.flags.unusedInput.push(rest.slice(0, at));
      rest = rest.slice(at + part.length);
      consumed += part.length;
    }
    const fractional = /^S+$/.test(token);
    if (fractional || Object.hasOwn(READ, token)) {
      if (part === undefined) read.flags.unusedTokens.push(token);
      else {
        read.flags.empty = false;
        if (fractional) read.a[MS] = fraction(part);
        else READ[token][1](part, read);
      }
    } else if (strict && !part) read.flags.unusedTokens.push(token);
  }
  read.flags.charsLeftOver = text.length - consumed;
  if (rest) read.flags.unusedInput.push(rest);
  if (read.flags.bigHour && read.a[HOUR] <= 12 && read.a[HOUR] > 0) read.flags.bigHour = undefined;
  if (read.pm !== undefined && read.a[HOUR] != null) {
    if (read.pm && read.a[HOUR] < 12) read.a[HOUR] += 12;
    else if (!read.pm && read.a[HOUR] === 12) read.a[HOUR] = 0;
  }
  return read;
};

const fromWeeks = (read, today) => {
  const { weeks } = read;
  const [dow, doy] = weeks.GGGG !== undefined || weeks.W !== undefined || weeks.E !== undefined ? [1, 4] : [0, 6];
  const now = names.weekOf(today[0], names.dayOfYear(...today), dow, doy);
  const given = (value, fallback) => (value === undefined ? fallback : value);
  const year = dow ? given(weeks.GGGG, given(read.a[YEAR], now.year)) : given(weeks.gggg, given(read.a[YEAR], now.year));
  const number = dow ? given(weeks.W, weeks.GGGG === undefined ? now.week : 1) : given(weeks.w, weeks.gggg === undefined ? now.week : 1);
  let day = dow ? given(weeks.E, 1) : weeks.d !== undefined ? weeks.d : given(weeks.e, 0);
  if (dow && (day < 1 || day > 7)) read.flags.overflow = WEEKDAY;
  if (!dow && (day < 0 || day > 6)) read.flags.overflow = WEEKDAY;
  if (number < 1 || number > names.weeksInYear(year, dow, doy)) { read.flags.overflow = WEEK; return; }
  const total = names.dayOfWeek(year, number, day, dow, doy);
  const days = names.isLeap(year) ? 366 : 365;
  [read.a[YEAR], read.dayOfYear] = total < 1 ? [year - 1, total + (names.isLeap(year - 1) ? 366 : 365)] : total > days ? [year + 1, total - days] : [year, total];
};
const overflowOf = (a) => {
  if (a[MONTH] < 0 || a[MONTH] > 11) return MONTH;
  if (a[DATE] < 1 || a[DATE] > names.daysInMonth(a[YEAR], a[MONTH])) return DATE;
  if (a[HOUR] < 0 || a[HOUR] > 24 || (a[HOUR] === 24 && (a[MINUTE] || a[SECOND] || a[MS]))) return HOUR;
  if (a[MINUTE] < 0 || a[MINUTE] > 59) return MINUTE;
  if (a[SECOND] < 0 || a[SECOND] > 59) return SECOND;
  return a[MS] < 0 || a[MS] > 999 ? MS : -1;
};
// Makes the date of a reading; `utc` reads it as UTC.
const dateOf = (read, utc) => {
  if (read.time !== undefined) {
    read.flags.overflow = -1;
    return new Date(read.time);
  }
  const { a } = read;
  const now = new Date();
  const inUtc = utc || read.tzm !== undefined;
  const today = inUtc ? [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()] : [now.getFullYear(), now.getMonth(), now.getDate()];
  const wantedDay = read.weeks.d;
  if (Object.keys(read.weeks).length && a[DATE] == null && a[MONTH] == null) fromWeeks(read, today);
  if (read.dayOfYear !== undefined) {
    const year = a[YEAR] == null ? today[0] : a[YEAR];
    if (read.dayOfYear > (names.isLeap(year) ? 366 : 365) || read.dayOfYear === 0) read.flags.overflow = 9;
    const day = names.utcTime(year, 0, read.dayOfYear);
    a[MONTH] = day.getUTCMonth();
    a[DATE] = day.getUTCDate();
  }
  for (let i = 0; i < 3 && a[i] == null; i += 1) a[i] = today[i];
  for (let i = 0; i < 7; i += 1) if (a[i] == null) a[i] = i === DATE ? 1 : 0;
  if (read.flags.overflow === -2) read.flags.overflow = overflowOf(a);
  const date = (inUtc ? names.utcTime : names.localTime)(...a);
  if (wantedDay !== undefined && wantedDay !== (inUtc ? date.getUTCDay() : date.getDay())) read.flags.weekdayMismatch = true;
  if (read.tzm) date.setTime(date.getTime() - read.tzm * 60000);
  return date;
};
const isValid = (read, date, strict) => {
  const f = read.flags;
  const parsed = !Number.isNaN(date.getTime()) && f.overflow < 0 && !f.empty && !f.invalidMonth && !f.invalidWeekday && !f.weekdayMismatch && !f.nullInput && !f.invalidFormat && !f.userInvalidated;
  return parsed && (!strict || (f.charsLeftOver === 0 && !f.unusedTokens.length && f.bigHour === undefined));
};
return { flags, reading, iso, rfc2822, withFormat, dateOf, isValid, offsetOf };
