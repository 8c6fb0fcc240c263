// moment: reading texts, as ISO 8601, RFC 2822 or by a format.
const names = require('moment/names');
const { tokens, SHOW } = require('moment/format');
const { flags, fromFields, checkOverflow, isValid, offsetOf } = require('moment/parse');
const YEAR = 0, MONTH = 1, DATE = 2, HOUR = 3, MINUTE = 4, SECOND = 5, MS = 6;
const hooks = () => require('moment');
const WITH_SHORT = /Z|[+-]\d\d(?::?\d\d)?/gi;
const fullYear = (text) => hooks().parseTwoDigitYear(text);

const ISO = /^\s*((?:[+-]\d{6}|\d{4})(?:-(?:\d\d-\d\d|W\d\d-\d|W\d\d|\d\d\d|\d\d)|(?:\d{4}|W\d{3}|W\d\d|\d{3}|\d\d|)))(?:(T| )(\d\d(?::?\d\d(?::?\d\d(?:[.,]\d+)?)?)?)([+-]\d\d(?::?\d\d)?|\s*Z)?)?$/;
const DATES = 'YYYYYY-MM-DD YYYY-MM-DD GGGG-[W]WW-E GGGG-[W]WW! YYYY-DDD YYYY-MM! YYYYYYMMDD YYYYMMDD GGGG[W]WWE GGGG[W]WW! YYYYDDD YYYYMM! YYYY!'.split(' ');
const TIMES = 'HH:mm:ss.SSSS HH:mm:ss,SSSS HH:mm:ss HH:mm HHmmss.SSSS HHmmss,SSSS HHmmss HHmm HH'.split(' ');
const shape = (format) => new RegExp(`^${format.replace('!', '').replace('[W]', '|').replace('YYYYYY', '[+-]#{6}').replace('SSSS', '#+').replace(/[A-Z]/gi, '#').replace(/[.]/g, '\\.').replace(/#/g, '\\d').replace('|', 'W')}$`);
const fitting = (list, text) => list.find((format) => shape(format).test(text));
// Finds the format of an ISO 8601 text; a date without its day has no time.
const iso = (config) => {
  const found = ISO.exec(config._i);
  const date = found && fitting(DATES, found[1]);
  const time = found && found[3] && fitting(TIMES, found[3]);
  // Dates with dashes go with times with colons, the short ones with each other.
  const mixed = time && time.length > 2 && /\d-/.test(found[1]) !== time.includes(':');
  if (!date || mixed || (found[3] && (!time || date.endsWith('!')))) {
    config._isValid = false;
    return;
  }
  config._pf = config._pf || flags();
  config._pf.iso = true;
  config._f = date.replace('!', '') + (time ? found[2] + time : '') + (found[4] ? 'Z' : '');
  withFormat(config);
};
const ZONES = { UT: 0, GMT: 0, EDT: -240, EST: -300, CDT: -300, CST: -360, MDT: -360, MST: -420, PDT: -420, PST: -480 };
const RFC = /^(?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun),?\s)?(\d{1,2})\s(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s(\d{2,4})\s(\d\d):(\d\d)(?::(\d\d))?\s(?:(UT|GMT|[ECMP][SD]T)|([Zz])|([+-]\d{4}))$/;
const rfc2822 = (config) => {
  const found = RFC.exec(config._i.replace(/\([^()]*\)|[\n\t]/g, ' ').replace(/(\s\s+)/g, ' ').trim());
  config._pf = config._pf || flags();
  if (!found) {
    config._isValid = false;
    return;
  }
  const year = parseInt(found[4], 10);
  const a = [year <= 49 ? 2000 + year : year <= 999 ? 1900 + year : year, names.monthsShort.indexOf(found[3]), +found[2], +found[5], +found[6]];
  if (found[7]) a.push(+found[7]);
  config._a = a;
  if (found[1] && names.weekdaysShort.indexOf(found[1]) !== new Date(a[0], a[1], a[2]).getDay()) {
    config._pf.weekdayMismatch = true;
    config._isValid = false;
    return;
  }
  config._tzm = found[8] ? ZONES[found[8]] : found[9] ? 0 : offsetOf(found[10]);
  config._d = names.utcTime(...a);
  config._d.setUTCMinutes(config._d.getUTCMinutes() - config._tzm);
  config._pf.rfc2822 = true;
};

// The pattern of a token, and what is done with its text: [pattern, strict pattern, action].
const whole = (text) => parseInt(text, 10);
const set = (field, change = whole) => (text, config) => { config._a[field] = change(text); };
const week = (name) => (text, config) => { config._w[name] = whole(text); };
const one = /\d\d?/, oneFrom1 = /^[1-9]\d?/, oneFrom0 = /^([1-9]\d|\d)/, two = /\d\d/, signed = /[+-]?\d+/;
const big = (text, config) => { config._a[HOUR] = whole(text); config._pf.bigHour = true; };
const named = (token, parse, put, bad) => [
  (strict, locale) => locale.namePattern(token, strict), undefined,
  (text, config) => {
    const at = config._locale[parse](text, token, config._strict);
    if (at == null) config._pf[bad] = text;
    else put(config, at);
  },
];
const month = (token) => named(token, 'monthsParse', (config, at) => { config._a[MONTH] = at; }, 'invalidMonth');
const weekday = (token) => named(token, 'weekdaysParse', (config, at) => { config._w.d = at; }, 'invalidWeekday');
const half = [(strict, locale) => locale._meridiemParse, undefined, (text, config) => { config._meridiem = text; }];
const zone = [WITH_SHORT, WITH_SHORT, (text, config) => { config._useUTC = true; config._tzm = offsetOf(text, WITH_SHORT); }];
const hms = (bigHour, seconds) => (text, config) => {
  const cut = text.length - (seconds ? 4 : 2);
  config._a[HOUR] = whole(text.slice(0, cut));
  config._a[MINUTE] = whole(text.slice(cut, cut + 2));
  if (seconds) config._a[SECOND] = whole(text.slice(cut + 2));
  if (bigHour) config._pf.bigHour = true;
};
const day = [/\d{1,3}/, /\d{3}/, (text, config) => { config._dayOfYear = whole(text); }];
const era = (token) => [(strict, locale) => locale.erasPattern(token), undefined, (text, config) => {
  const found = config._locale.erasParse(text, token, config._strict);
  if (found) config._pf.era = found;
  else config._pf.invalidEra = text;
}];
const wide = [/[+-]?\d{1,6}/, /[+-]?\d{6}/, set(YEAR)];
const ordinal = [
  (strict, locale) => (strict ? locale._dayOfMonthOrdinalParse || locale._ordinalParse : locale._dayOfMonthOrdinalParseLenient), undefined,
  set(DATE, (text) => whole(text.match(one)[0])),
];
const READ = {
  M: [one, oneFrom1, set(MONTH, (text) => text - 1)], MM: [one, two, set(MONTH, (text) => text - 1)], MMM: month('MMM'), MMMM: month('MMMM'),
  D: [one, oneFrom1, set(DATE)], DD: [one, two, set(DATE)], Do: ordinal, DDD: [/\d{1,3}/, /\d{1,3}/, day[2]], DDDD: [/\d{3}/, /\d{3}/, day[2]],
  Q: [/\d/, /\d/, set(MONTH, (text) => (text - 1) * 3)],
  Y: [signed, signed, set(YEAR)], YY: [one, two, set(YEAR, fullYear)], YYYY: [/\d{1,4}/, /\d{4}/, set(YEAR, (text) => (text.length === 2 ? fullYear(text) : whole(text)))],
  YYYYY: wide, YYYYYY: wide, y: [/\d+/, /\d+/, set(YEAR)],
  H: [one, oneFrom0, set(HOUR)], HH: [one, two, set(HOUR)], h: [one, oneFrom1, big], hh: [one, two, big],
  k: [one, oneFrom1, set(HOUR, (text) => (+text === 24 ? 0 : +text))], kk: [one, two, set(HOUR, (text) => (+text === 24 ? 0 : +text))],
  m: [one, oneFrom0, set(MINUTE)], mm: [one, two, set(MINUTE)], s: [one, oneFrom0, set(SECOND)], ss: [one, two, set(SECOND)],
  hmm: [/\d{3,4}/, /\d{3,4}/, hms(true, false)], Hmm: [/\d{3,4}/, /\d{3,4}/, hms(false, false)], hmmss: [/\d{5,6}/, /\d{5,6}/, hms(true, true)], Hmmss: [/\d{5,6}/, /\d{5,6}/, hms(false, true)],
  a: half, A: half, Z: zone, ZZ: zone,
  X: [/[+-]?\d+(\.\d{1,3})?/, /[+-]?\d+(\.\d{1,3})?/, (text, config) => { config._d = new Date(parseFloat(text) * 1000); }],
  x: [signed, signed, (text, config) => { config._d = new Date(whole(text)); }],
  d: [one, one, week('d')], e: [one, one, week('e')], E: [one, one, week('E')], w: [one, oneFrom1, week('w')], ww: [one, two, week('w')], W: [one, oneFrom1, week('W')], WW: [one, two, week('W')],
  gg: [one, two, (text, config) => { config._w.gg = fullYear(text); }], GG: [one, two, (text, config) => { config._w.GG = fullYear(text); }],
  gggg: [/\d{1,4}/, /\d{4}/, week('gg')], GGGG: [/\d{1,4}/, /\d{4}/, week('GG')], ggggg: [wide[0], wide[1], week('gg')], GGGGG: [wide[0], wide[1], week('GG')],
  dd: weekday('dd'), ddd: weekday('ddd'), dddd: weekday('dddd'),
};
['N', 'NN', 'NNN', 'NNNN', 'NNNNN'].forEach((token) => { READ[token] = era(token); });
['yy', 'yyy', 'yyyy'].forEach((token) => { READ[token] = READ.y; });
READ.yo = [(strict, locale) => locale._eraYearOrdinalRegex || /\d+/, undefined, (text, config) => {
  const { _locale: locale } = config;
  const found = locale._eraYearOrdinalRegex ? text.match(locale._eraYearOrdinalRegex) : undefined;
  config._a[YEAR] = locale.eraYearOrdinalParse ? locale.eraYearOrdinalParse(text, found) : whole(text);
}];
for (let size = 1; size <= 9; size += 1) {
  const strict = size > 3 ? /\d+/ : new RegExp(`\\d{${size}}`);
  READ['S'.repeat(size)] = [size > 3 ? /\d+/ : /\d{1,3}/, strict, set(MS, (text) => Math.trunc(`0.${text}` * 1000))];
}
const literal = (token) => token.replace('\\', '').replace(/\\(\[)|\\(\])|\[([^\][]*)\]|\\(.)/g, (match, a, b, c, d) => a || b || c || d || '');
const patternOf = (token, config) => {
  if (!Object.hasOwn(READ, token)) return new RegExp(literal(token).replace(/[-/\\^$*+?.()|[\]{}]/g, '\\$&'));
  const [loose, strict] = READ[token];
  return typeof loose === 'function' ? loose(config._strict, config._locale) : config._strict && strict ? strict : loose;
};
const hourOf = ({ _locale: locale, _meridiem: meridiem }, hour) => {
  if (meridiem == null || hour == null) return hour;
  if (locale.meridiemHour != null) return locale.meridiemHour(hour, meridiem);
  if (locale.isPM(meridiem)) return hour < 12 ? hour + 12 : hour;
  return hour === 12 ? 0 : hour;
};
const withFormat = (config) => {
  const moment = hooks();
  if (config._f === moment.ISO_8601) { iso(config); return; }
  if (config._f === moment.RFC_2822) { rfc2822(config); return; }
  config._a = [];
  config._w = {};
  config._pf = config._pf || flags();
  const { _pf: said } = config;
  const text = `${config._i}`;
  let rest = text;
  let consumed = 0;
  said.empty = true;
  for (const token of tokens(config._f, config._locale)) {
    const [part] = rest.match(patternOf(token, config)) || [];
    if (part) {
      const at = rest.indexOf(part);
      if (at > 0) said.unusedInput.push(rest.slice(0, at));
      rest = rest.slice(at + part.length);
      consumed += part.length;
    }
    if (Object.hasOwn(SHOW, token) || Object.hasOwn(READ, token)) {
      if (part) said.empty = false;
      else said.unusedTokens.push(token);
      if (part != null && Object.hasOwn(READ, token)) READ[token][2](part, config);
    } else if (config._strict && !part) said.unusedTokens.push(token);
  }
  said.charsLeftOver = text.length - consumed;
  if (rest.length) said.unusedInput.push(rest);
  if (config._a[HOUR] <= 12 && said.bigHour === true && config._a[HOUR] > 0) said.bigHour = undefined;
  said.parsedDateParts = config._a.slice();
  said.meridiem = config._meridiem;
  config._a[HOUR] = hourOf(config, config._a[HOUR]);
  if (said.era !== null) config._a[YEAR] = config._locale.erasConvertYear(said.era, config._a[YEAR]);
  fromFields(config);
  checkOverflow(config);
};
// Of several formats the best: the first that fits, then the one that leaves least over.
const withFormats = (config) => {
  if (!config._f.length) {
    config._pf.invalidFormat = true;
    config._d = new Date(NaN);
    return;
  }
  let best;
  let fits = false;
  for (const format of config._f) {
    const tried = { ...config, _f: format, _pf: flags() };
    withFormat(tried);
    const good = isValid(tried);
    const score = tried._pf.charsLeftOver + tried._pf.unusedTokens.length * 10;
    tried._pf.score = score;
    if (!best || score < best._pf.score || (!fits && good)) best = tried;
    fits = fits || good;
  }
  Object.assign(config, best);
};
return { iso, rfc2822, withFormat, withFormats };
