// A small Intl: numbers and dates in English and in a few neighbours' forms. Locales that are not
// here fall back to en-US, as the standard lets them; resolvedOptions() says so.
const NUMBERS = { // group, decimal
  en: [',', '.'], de: ['.', ','], da: ['.', ','], nl: ['.', ','], it: ['.', ','], es: ['.', ','], pt: ['.', ','],
  fr: ['\u202f', ','], nb: ['\u00a0', ','], no: ['\u00a0', ','], nn: ['\u00a0', ','], sv: ['\u00a0', ','],
  fi: ['\u00a0', ','], pl: ['\u00a0', ','],
};
const LATE_GROUPS = ['es', 'pt', 'pl']; // no separator in four digits
const DATES = { // date, time with 24 hours, separator
  'en-US': ['m/d/y', false, ', '], 'en-GB': ['D/M/y', true, ', '], 'en-CA': ['y-M-D', false, ', '],
  de: ['d.m.y', true, ', '], da: ['d.m.y', true, ', ', '.'], nb: ['d.m.y', true, ', '], no: ['d.m.y', true, ', '],
  nn: ['d.m.y', true, ', '], sv: ['y-M-D', true, ' '], fi: ['d.m.y', true, ' klo ', '.'], fr: ['D/M/y', true, ' '],
  nl: ['d-m-y', true, ', '], it: ['d/m/y', true, ', '], es: ['d/m/y', true, ', '], pt: ['D/M/y', true, ', '],
  pl: ['d.m.y', true, ', '],
};
const SYMBOLS = { USD: '$', EUR: '€', GBP: '£', JPY: '¥', INR: '₹', CNY: 'CN¥', KRW: '₩', AUD: 'A$', CAD: 'CA$', BRL: 'R$', MXN: 'MX$', NZD: 'NZ$', ILS: '₪', VND: '₫', TWD: 'NT$', HKD: 'HK$', PHP: '₱' };
const HOME = { nb: ['NOK', 'kr'], no: ['NOK', 'kr'], nn: ['NOK', 'kr'], da: ['DKK', 'kr.'], sv: ['SEK', 'kr'], pl: ['PLN', 'zł'] };
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
    if (grouped) whole = whole.replace(/\B(?=(\d{3})+$)/g, group);
    return part ? whole + decimal + part : whole;
  }

  format(value) {
    let number = typeof value === 'bigint' ? value : Number(value);
    const { style, currency, currencyDisplay } = this.#options;
    const lang = language(this.#locale);
    if (style === 'percent') number = typeof number === 'bigint' ? number * 100n : Number((number * 100).toPrecision(15));
    const negative = number < 0 || Object.is(number, -0);
    let text = Number.isNaN(number) ? 'NaN' : number === Infinity || number === -Infinity ? '∞' : this.#digits(number);
    if (style === 'percent') text += lang === 'en' || lang === 'it' || lang === 'nl' || lang === 'pt' ? '%' : '\u00a0%';
    if (style !== 'currency') return (negative ? (['nb', 'no', 'nn', 'sv', 'fi'].includes(lang) ? '\u2212' : '-') : '') + text;
    const home = HOME[lang] && HOME[lang][0] === currency ? HOME[lang][1] : undefined;
    const symbol = currencyDisplay === 'code' ? currency : home || SYMBOLS[currency] || currency;
    const sign = negative ? '-' : '';
    if (lang === 'en') return sign + symbol + (/[a-z]$/i.test(symbol) ? '\u00a0' : '') + text;
    if (lang === 'nl') return `${symbol}\u00a0${sign}${text}`;
    return `${sign}${text}\u00a0${symbol}`;
  }

  formatToParts() { throw new Error('Intl.NumberFormat.formatToParts is not implemented'); }
  resolvedOptions() { return { ...this.#options }; }
  static supportedLocalesOf(locales = []) { return [].concat(locales).filter((tag) => NUMBERS[language(first(tag))]); }
  get [Symbol.toStringTag]() { return 'Intl.NumberFormat'; }
}

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

  format(date) {
    const time = date === undefined ? Date.now() : Number(date);
    if (Number.isNaN(time)) throw new RangeError('Invalid time value');
    const offset = native.offset(time, this.#zone);
    const at = new Date(time + offset * 1000);
    const [order, , between] = DATES[this.#locale] || DATES[language(this.#locale)] || DATES['en-US'];
    const dated = this.#date(at, order);
    const timed = this.#time(at, offset);
    const worded = /^(long|short|narrow)$/.test(this.#want.month || '');
    const glue = worded && this.#want.month === 'long' && this.#want.hour ? ' at ' : between;
    return [dated, timed].filter((text) => text !== '').join(glue);
  }

  #date(at, order) {
    const want = this.#want;
    const number = (value, form) => (form === '2-digit' ? two(value % 100) : String(value));
    const year = want.year && number(at.getUTCFullYear(), want.year);
    const day = want.day && number(at.getUTCDate(), want.day);
    const name = want.weekday && this.#cut(DAYS[at.getUTCDay()], want.weekday);
    if (want.month && !/^(numeric|2-digit)$/.test(want.month)) {
      const month = this.#cut(MONTHS[at.getUTCMonth()], want.month);
      if (this.#locale === 'en-GB') return [name && (day ? `${name}${want.weekday === 'long' ? '' : ','}` : name), day, month, year].filter(Boolean).join(' ');
      const monthDay = [month, day].filter(Boolean).join(' ');
      const dateText = year ? monthDay + (day ? ', ' : ' ') + year : monthDay;
      return [name, dateText].filter(Boolean).join(', ');
    }
    const month = want.month && number(at.getUTCMonth() + 1, want.month);
    const separator = /[^a-z]/i.exec(order)[0];
    const values = { y: year, m: month, d: day, M: month && month.padStart(2, '0'), D: day && day.padStart(2, '0') };
    const numbers = order.split(separator).map((part) => values[part]).filter(Boolean).join(separator);
    return [name, numbers].filter(Boolean).join(', ');
  }

  #time(at, offset) {
    const want = this.#want;
    const hours = at.getUTCHours();
    const shown = this.#hour12 ? hours % 12 || 12 : this.#midnight24 && hours === 0 ? 24 : hours;
    const alone = want.minute === undefined && want.second === undefined;
    const pieces = [];
    // Finns write 0.05, everybody else 00:05.
    const padded = !this.#hour12 && !alone && language(this.#locale) !== 'fi';
    if (want.hour) pieces.push(want.hour === '2-digit' || padded ? two(shown) : String(shown));
    if (want.minute) pieces.push(want.hour || want.second || want.minute === '2-digit' ? two(at.getUTCMinutes()) : String(at.getUTCMinutes()));
    if (want.second) pieces.push(want.minute || want.second === '2-digit' ? two(at.getUTCSeconds()) : String(at.getUTCSeconds()));
    const form = DATES[this.#locale] || DATES[language(this.#locale)] || DATES['en-US'];
    let text = pieces.join(form[3] || ':');
    if (want.fractionalSecondDigits) text += '.' + String(at.getUTCMilliseconds()).padStart(3, '0').slice(0, want.fractionalSecondDigits);
    if (want.hour && this.#hour12) text += this.#locale === 'en-CA' ? (hours < 12 ? ' a.m.' : ' p.m.') : hours < 12 ? ' AM' : ' PM';
    if (want.timeZoneName) {
      const minutes = Math.abs(offset) / 60;
      const sign = offset < 0 ? '-' : '+';
      const gmt = offset === 0 ? 'UTC' : `GMT${sign}${Math.floor(minutes / 60)}${minutes % 60 ? ':' + two(minutes % 60) : ''}`;
      text += (text ? ' ' : '') + gmt;
    }
    return text;
  }

  #cut(name, form) { return form === 'long' ? name : form === 'short' ? name.slice(0, 3) : name[0]; }

  formatToParts() { throw new Error('Intl.DateTimeFormat.formatToParts is not implemented'); }
  resolvedOptions() {
    const zone = this.#zone === undefined ? native.zone() : this.#zone;
    return { locale: this.#locale, calendar: 'gregory', numberingSystem: 'latn', timeZone: zone, ...this.#want };
  }
  static supportedLocalesOf(locales = []) { return [].concat(locales).filter((tag) => DATES[first(tag)] || DATES[language(first(tag))]); }
  get [Symbol.toStringTag]() { return 'Intl.DateTimeFormat'; }
}

class Collator {
  constructor(locales) { first(locales); this.compare = (a, b) => String(a).localeCompare(String(b)); }
  resolvedOptions() { return { locale: 'en-US', usage: 'sort', sensitivity: 'variant' }; }
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
