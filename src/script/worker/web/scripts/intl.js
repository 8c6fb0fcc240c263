// A small Intl: numbers and dates in English and in a few neighbours' forms. Locales that are not
// here fall back to en-US, as the standard lets them; resolvedOptions() says so.
const NUMBERS = { // group, decimal
  en: [',', '.'], de: ['.', ','], da: ['.', ','], nl: ['.', ','], it: ['.', ','], es: ['.', ','], pt: ['.', ','],
  fr: ['\u202f', ','], nb: ['\u00a0', ','], no: ['\u00a0', ','], nn: ['\u00a0', ','], sv: ['\u00a0', ','],
  fi: ['\u00a0', ','], pl: ['\u00a0', ','], ja: [',', '.'], zh: [',', '.'], ru: ['\u00a0', ','], uk: ['\u00a0', ','],
};
// After three digits India groups by two.
const INDIAN = 'en-IN';
const LATE_GROUPS = ['es', 'it', 'pl']; // no separator in four digits
const DATES = { // date, time with 24 hours, separator
  'en-US': ['m/d/y', false, ', '], 'en-GB': ['D/M/y', true, ', '], 'en-CA': ['y-M-D', false, ', '],
  de: ['d.m.y', true, ', '], da: ['d.m.y', true, ', ', '.'], nb: ['d.m.y', true, ', '], no: ['d.m.y', true, ', '],
  nn: ['d.m.y', true, ', '], sv: ['y-M-D', true, ' '], fi: ['d.m.y', true, ' klo ', '.'], fr: ['D/M/y', true, ' '],
  nl: ['d-m-y', true, ', '], it: ['D/M/y', true, ', '], es: ['d/m/y', true, ', '], pt: ['D/M/y', true, ', '],
  pl: ['d.M.y', true, ', '], 'en-IN': ['d/m/y', false, ', '], 'en-AU': ['D/M/y', false, ', '], 'en-NZ': ['d/M/y', false, ', '],
  ja: ['y/m/d', true, ' '], zh: ['y/m/d', true, ' '], ru: ['D.M.y', true, ', '], uk: ['D.M.y', true, ', '],
};
const DAY_HALVES = { 'en-CA': ['a.m.', 'p.m.'], 'en-IN': ['am', 'pm'], 'en-AU': ['am', 'pm'], 'en-NZ': ['am', 'pm'], 'en-GB': ['am', 'pm'] };
const SYMBOLS = { USD: '$', EUR: '€', GBP: '£', JPY: '¥', INR: '₹', CNY: 'CN¥', KRW: '₩', AUD: 'A$', CAD: 'CA$', BRL: 'R$', MXN: 'MX$', NZD: 'NZ$', ILS: '₪', VND: '₫', TWD: 'NT$', HKD: 'HK$', PHP: '₱' };
const HOME = { nb: ['NOK', 'kr'], no: ['NOK', 'kr'], nn: ['NOK', 'kr'], da: ['DKK', 'kr.'], sv: ['SEK', 'kr'], pl: ['PLN', 'zł'], ja: ['JPY', '￥'], zh: ['CNY', '¥'], ru: ['RUB', '₽'], uk: ['UAH', '₴'] };
const CENTLESS = ['JPY', 'KRW', 'VND', 'ISK', 'CLP'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

const first = (locales) => {
  const asked = Array.isArray(locales) ? locales[0] : locales;
  const tag = asked === undefined ? 'en-US' : String(asked);
  if (!/^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i.test(tag)) throw new RangeError(`Incorrect locale information provided`);
  return tag;
};
const language = (tag) => tag.split('-')[0].toLowerCase();
const digitsOf = (options, name, low, high, fallback) => {
  if (options[name] === undefined) return fallback;
  const value = Number(options[name]);
  if (!(value >= low && value <= high)) throw new RangeError(`${name} value is out of range.`);
  return Math.floor(value);
};
// Rounds half away from zero on the shortest decimal form, as ICU does.
const round = (number, places) => {
  const [digits, exponent = '0'] = String(Math.abs(number)).split('e');
  const [whole, part = ''] = digits.split('.');
  const shift = Number(exponent);
  let all = whole + part;
  let point = whole.length + shift;
  if (point < 0) { all = '0'.repeat(-point) + all; point = 0; }
  all = all.padEnd(point, '0');
  const keep = point + places;
  if (keep >= all.length) return [all.slice(0, point) || '0', all.slice(point)];
  const up = all[keep] >= '5';
  let kept = all.slice(0, keep);
  if (up) {
    const raised = String(BigInt(kept || '0') + 1n).padStart(kept.length, '0');
    if (raised.length > kept.length) point += 1;
    kept = raised;
  }
  return [kept.slice(0, point) || '0', kept.slice(point)];
};

class NumberFormat {
  #locale; #options;
  constructor(locales, options = {}) {
    const tag = first(locales);
    this.#locale = NUMBERS[language(tag)] ? tag : 'en-US';
    const { style = 'decimal', currency, notation = 'standard' } = options;
    if (!['decimal', 'percent', 'currency'].includes(style)) throw new RangeError(`Intl.NumberFormat: style ${style} is not implemented`);
    if (notation !== 'standard') throw new RangeError(`Intl.NumberFormat: notation ${notation} is not implemented`);
    if (style === 'currency' && currency === undefined) throw new TypeError('Currency code is required with currency style.');
    const code = currency === undefined ? undefined : String(currency).toUpperCase();
    const cents = style === 'currency' ? (CENTLESS.includes(code) ? 0 : 2) : 0;
    const low = digitsOf(options, 'minimumFractionDigits', 0, 100, undefined);
    const high = digitsOf(options, 'maximumFractionDigits', 0, 100, undefined);
    const usual = style === 'currency' ? cents : style === 'percent' ? 0 : 3;
    const minimum = low === undefined ? Math.min(cents, high === undefined ? cents : high) : low;
    const maximum = high === undefined ? Math.max(usual, minimum) : high;
    if (minimum > maximum) throw new RangeError('maximumFractionDigits value is out of range.');
    const significant = digitsOf(options, 'maximumSignificantDigits', 1, 21, undefined);
    this.#options = {
      locale: this.#locale, numberingSystem: 'latn', style,
      ...(style === 'currency' && { currency: code, currencyDisplay: options.currencyDisplay || 'symbol' }),
      minimumIntegerDigits: digitsOf(options, 'minimumIntegerDigits', 1, 21, 1),
      minimumFractionDigits: minimum, maximumFractionDigits: maximum,
      ...(significant && { maximumSignificantDigits: significant }),
      useGrouping: options.useGrouping === undefined ? 'auto' : options.useGrouping, notation,
    };
    this.format = this.format.bind(this);
  }

  #digits(value) {
    const { maximumSignificantDigits: significant, minimumFractionDigits, maximumFractionDigits, minimumIntegerDigits, useGrouping } = this.#options;
    const lang = language(this.#locale);
    const [group, decimal] = NUMBERS[lang];
    let whole;
    let part;
    if (typeof value === 'bigint') {
      [whole, part] = [String(value < 0n ? -value : value), ''];
    } else if (significant) {
      [whole, part] = round(Number(Math.abs(value).toPrecision(significant)), 20);
    } else {
      [whole, part] = round(value, maximumFractionDigits);
    }
    part = part.replace(/0+$/, '').padEnd(minimumFractionDigits, '0');
    whole = whole.replace(/^0+(?=\d)/, '').padStart(minimumIntegerDigits, '0');
    const grouped = useGrouping !== false && !(LATE_GROUPS.includes(lang) && whole.length < 5);
    const places = this.#locale === INDIAN ? /\B(?=(?:\d\d)*\d{3}$)/g : /\B(?=(\d{3})+$)/g;
    if (grouped) whole = whole.replace(places, group);
    return part ? whole + decimal + part : whole;
  }

  format(value) {
    let number = typeof value === 'bigint' ? value : Number(value);
    const { style, currency, currencyDisplay } = this.#options;
    const lang = language(this.#locale);
    if (style === 'percent') number = typeof number === 'bigint' ? number * 100n : Number((number * 100).toPrecision(15));
    const negative = number < 0 || Object.is(number, -0);
    let text = Number.isNaN(number) ? 'NaN' : number === Infinity || number === -Infinity ? '∞' : this.#digits(number);
    if (style === 'percent') text += ['en', 'it', 'nl', 'pt', 'pl', 'ja', 'zh', 'uk'].includes(lang) ? '%' : '\u00a0%';
    if (style !== 'currency') return (negative ? (['nb', 'no', 'nn', 'sv', 'fi'].includes(lang) ? '\u2212' : '-') : '') + text;
    const home = HOME[lang] && HOME[lang][0] === currency ? HOME[lang][1] : undefined;
    const symbol = currencyDisplay === 'code' ? currency : home || SYMBOLS[currency] || currency;
    const sign = negative ? '-' : '';
    if (lang === 'zh' && symbol === '$') return `${sign}US$${text}`;
    if (['en', 'ja', 'zh'].includes(lang)) return sign + symbol + (/[a-z]$/i.test(symbol) ? '\u00a0' : '') + text;
    if (lang === 'nl') return `${symbol}\u00a0${sign}${text}`;
    if (lang === 'pt') return `${sign}${symbol}\u00a0${text}`;
    return `${sign}${text}\u00a0${symbol}`;
  }

  formatToParts() { throw new Error('Intl.NumberFormat.formatToParts is not implemented'); }
  resolvedOptions() { return { ...this.#options }; }
  static supportedLocalesOf(locales = []) { return [].concat(locales).filter((tag) => NUMBERS[language(first(tag))]); }
  get [Symbol.toStringTag]() { return 'Intl.NumberFormat'; }
}

// Puts lists of parts one behind the other, with a separator between those that are not empty.
const joined = (lists, separator) => lists.filter((list) => list.length)
  .flatMap((list, at) => (at ? [{ type: 'literal', value: separator }, ...list] : list));
const two = (number) => String(number).padStart(2, '0');
const PARTS = ['weekday', 'era', 'year', 'month', 'day', 'dayPeriod', 'hour', 'minute', 'second', 'fractionalSecondDigits', 'timeZoneName'];
const DATE_STYLES = {
  full: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  long: { year: 'numeric', month: 'long', day: 'numeric' },
  medium: { year: 'numeric', month: 'short', day: 'numeric' },
  short: { year: '2-digit', month: 'numeric', day: 'numeric' },
};
const TIME_STYLES = {
  medium: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
  short: { hour: 'numeric', minute: '2-digit' },
};

class DateTimeFormat {
  #locale; #zone; #want; #hour12; #midnight24;
  constructor(locales, options = {}, usual = 'date') {
    const tag = first(locales);
    const found = DATES[tag] ? tag : DATES[language(tag)] ? tag : 'en-US';
    const want = {};
    for (const part of PARTS) if (options[part] !== undefined) want[part] = options[part];
    for (const name of ['era', 'dayPeriod']) if (want[name]) throw new RangeError(`Intl.DateTimeFormat: ${name} is not implemented`);
    if (options.dateStyle) Object.assign(want, DATE_STYLES[options.dateStyle]);
    if (options.timeStyle) {
      const zoned = options.timeStyle === 'long' || options.timeStyle === 'full';
      Object.assign(want, TIME_STYLES[zoned ? 'medium' : options.timeStyle], zoned && { timeZoneName: 'short' });
    }
    const has = (names) => names.some((name) => want[name] !== undefined);
    const dated = has(['weekday', 'year', 'month', 'day']);
    const timed = has(['hour', 'minute', 'second', 'fractionalSecondDigits']);
    if (!(usual === 'date' || usual === 'any' ? dated || timed : usual === 'time' ? timed : dated)) {
      if (usual !== 'time') Object.assign(want, { year: 'numeric', month: 'numeric', day: 'numeric' });
      if (usual !== 'date' && usual !== 'onlyDate') Object.assign(want, { hour: 'numeric', minute: '2-digit', second: '2-digit' });
    }
    const worded = want.weekday !== undefined || (want.month !== undefined && !/^(numeric|2-digit)$/.test(want.month));
    // Names of months and days are here in English only.
    this.#locale = worded && language(found) !== 'en' ? 'en-US' : found;
    this.#want = want;
    this.#zone = options.timeZone === undefined ? undefined : String(options.timeZone);
    native.offset(0, this.#zone);
    const cycle = options.hourCycle || (/-u(?:-[a-z0-9]{3,8})*-hc-(h\d\d)/i.exec(tag) || [])[1];
    const form = DATES[this.#locale] || DATES[language(this.#locale)] || DATES['en-US'];
    this.#hour12 = options.hour12 !== undefined ? Boolean(options.hour12) : cycle !== undefined ? /^h1[12]$/.test(cycle) : !form[1];
    // ICU's English without AM and PM counts 1 to 24.
    this.#midnight24 = options.hour12 === false && this.#locale === 'en-US';
    this.format = this.format.bind(this);
  }

  // V8 writes the thin space before AM and PM as an ordinary one here.
  format(date) { return this.formatToParts(date).map(({ value }) => value).join('').replace(/\u202f/g, ' '); }

  formatToParts(date) {
    const time = date === undefined ? Date.now() : Number(date);
    if (Number.isNaN(time)) throw new RangeError('Invalid time value');
    const offset = native.offset(time, this.#zone);
    const at = new Date(time + offset * 1000);
    const dated = this.#date(at);
    const timed = this.#time(at, offset);
    const glue = this.#want.month === 'long' && this.#want.hour ? ' at ' : this.#form[2];
    return joined([dated, timed], glue);
  }

  get #form() { return DATES[this.#locale] || DATES[language(this.#locale)] || DATES['en-US']; }

  #date(at) {
    const want = this.#want;
    const number = (value, form) => (form === '2-digit' ? two(value % 100) : String(value));
    const part = (type, value) => (want[type] ? [{ type, value: value(want[type]) }] : []);
    const year = part('year', (form) => number(at.getUTCFullYear(), form));
    const day = part('day', (form) => number(at.getUTCDate(), form));
    const name = part('weekday', (form) => this.#cut(DAYS[at.getUTCDay()], form));
    if (want.month && !/^(numeric|2-digit)$/.test(want.month)) {
      const month = part('month', (form) => this.#cut(MONTHS[at.getUTCMonth()], form));
      if (this.#locale === 'en-GB') {
        return joined([name, joined([day, month, year], ' ')], day.length && want.weekday !== 'long' ? ', ' : ' ');
      }
      return joined([name, joined([joined([month, day], ' '), year], day.length ? ', ' : ' ')], ', ');
    }
    const month = part('month', (form) => number(at.getUTCMonth() + 1, form));
    const [order] = this.#form;
    const separator = /[^a-z]/i.exec(order)[0];
    const wide = (parts) => parts.map(({ type, value }) => ({ type, value: value.padStart(2, '0') }));
    const values = { y: year, m: month, d: day, M: wide(month), D: wide(day) };
    return joined([name, joined(order.split(separator).map((letter) => values[letter]), separator)], ', ');
  }

  #time(at, offset) {
    const want = this.#want;
    const hours = at.getUTCHours();
    const shown = this.#hour12 ? hours % 12 || 12 : this.#midnight24 && hours === 0 ? 24 : hours;
    const alone = want.minute === undefined && want.second === undefined;
    // Finns write 0.05, Spaniards and Japanese 0:05, everybody else 00:05.
    const padded = !this.#hour12 && !alone && !['fi', 'es', 'ja'].includes(language(this.#locale));
    const part = (type, number, wide) => (want[type] ? [{ type, value: wide || want[type] === '2-digit' ? two(number) : String(number) }] : []);
    const clock = joined([
      part('hour', shown, padded),
      part('minute', at.getUTCMinutes(), want.hour || want.second),
      part('second', at.getUTCSeconds(), want.minute),
    ], this.#form[3] || ':');
    const digits = want.fractionalSecondDigits;
    const fraction = digits ? [{ type: 'fractionalSecond', value: String(at.getUTCMilliseconds()).padStart(3, '0').slice(0, digits) }] : [];
    const halves = DAY_HALVES[this.#locale] || ['AM', 'PM'];
    const half = want.hour && this.#hour12 ? [{ type: 'dayPeriod', value: halves[hours < 12 ? 0 : 1] }] : [];
    const zone = want.timeZoneName ? [{ type: 'timeZoneName', value: this.#zoneName(offset) }] : [];
    return joined([joined([joined([clock, fraction], '.'), half], '\u202f'), zone], ' ');
  }

  #zoneName(offset) {
    const minutes = Math.abs(offset) / 60;
    const zone = this.#zone === undefined ? native.zone() : this.#zone;
    if (offset === 0) return /^(?:Etc\/)?(?:UTC|Universal|Zulu)$/i.test(zone) ? 'UTC' : 'GMT';
    return `GMT${offset < 0 ? '-' : '+'}${Math.floor(minutes / 60)}${minutes % 60 ? ':' + two(minutes % 60) : ''}`;
  }

  #cut(name, form) { return form === 'long' ? name : form === 'short' ? name.slice(0, 3) : name[0]; }

  resolvedOptions() {
    const zone = this.#zone === undefined ? native.zone() : this.#zone;
    return { locale: this.#locale, calendar: 'gregory', numberingSystem: 'latn', timeZone: zone, ...this.#want };
  }
  static supportedLocalesOf(locales = []) { return [].concat(locales).filter((tag) => DATES[first(tag)] || DATES[language(first(tag))]); }
  get [Symbol.toStringTag]() { return 'Intl.DateTimeFormat'; }
}

class Collator {
  #options;
  constructor(locales, options = {}) {
    first(locales);
    this.#options = options;
    this.compare = (a, b) => String(a).localeCompare(String(b), locales, options);
  }
  resolvedOptions() {
    const { sensitivity = 'variant', numeric = false } = this.#options;
    return { locale: 'en-US', usage: 'sort', sensitivity, numeric: Boolean(numeric) };
  }
}

// English alone: "one" for 1, and the ordinals of 1st, 2nd, 3rd and 4th.
class PluralRules {
  #ordinal;
  constructor(locales, { type = 'cardinal' } = {}) {
    first(locales);
    this.#ordinal = type === 'ordinal';
  }
  select(value) {
    const number = Math.abs(Number(value));
    if (!this.#ordinal) return number === 1 ? 'one' : 'other';
    if (number % 100 >= 11 && number % 100 <= 13) return 'other';
    return { 1: 'one', 2: 'two', 3: 'few' }[number % 10] || 'other';
  }
  resolvedOptions() { return { locale: 'en-US', type: this.#ordinal ? 'ordinal' : 'cardinal' }; }
}

// Intl's constructors may be called without `new`; the third argument is ours alone.
const callable = (kind) => {
  const make = function (locales, options) { return new kind(locales, options); };
  Object.defineProperty(make, 'name', { value: kind.name });
  make.prototype = kind.prototype;
  kind.prototype.constructor = make;
  make.supportedLocalesOf = kind.supportedLocalesOf;
  return make;
};

const Intl = {
  NumberFormat: callable(NumberFormat),
  DateTimeFormat: callable(DateTimeFormat),
  Collator: callable(Collator),
  PluralRules,
  getCanonicalLocales: (locales = []) => [].concat(locales).map(first),
};
Object.defineProperty(Intl, Symbol.toStringTag, { value: 'Intl' });
for (const name of ['RelativeTimeFormat', 'ListFormat', 'DisplayNames', 'Segmenter']) {
  Object.defineProperty(Intl, name, { get() { throw new Error(`Intl.${name} is not implemented`); } });
}
native.formats.number = (value, locales, options) => new NumberFormat(locales, options).format(value);
native.formats.date = (value, usual, locales, options) => (
  Number.isNaN(value) ? 'Invalid Date' : new DateTimeFormat(locales, options, usual).format(value)
);

return { Intl };
