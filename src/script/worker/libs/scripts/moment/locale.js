// moment: locales. English is there; others come from a script's own `defineLocale`.
const names = require('moment/names');
const { TOKENS } = require('moment/format');
const BASE = {
  calendar: names.calendar, longDateFormat: names.longDates, invalidDate: 'Invalid date', ordinal: '%d', dayOfMonthOrdinalParse: /\d{1,2}/,
  relativeTime: names.relative, months: names.months, monthsShort: names.monthsShort, week: { dow: 0, doy: 6 },
  weekdays: names.weekdays, weekdaysMin: names.weekdaysMin, weekdaysShort: names.weekdaysShort, meridiemParse: /[ap]\.?m?\.?/i,
};
const ENGLISH = {
  abbr: 'en', dayOfMonthOrdinalParse: /\d{1,2}(th|st|nd|rd)/, ordinal: names.ordinal,
  eras: [
    { since: '0001-01-01', until: Infinity, offset: 1, name: 'Anno Domini', narrow: 'AD', abbr: 'AD' },
    { since: '0000-12-31', until: -Infinity, offset: 1, name: 'Before Christ', narrow: 'BC', abbr: 'BC' },
  ],
};
const isPlain = (value) => Object.prototype.toString.call(value) === '[object Object]';
const merged = (base, change) => {
  const out = { ...base };
  Object.keys(change).forEach((key) => {
    if (isPlain(base[key]) && isPlain(change[key])) out[key] = { ...base[key], ...change[key] };
    else if (change[key] != null) out[key] = change[key];
    else delete out[key];
  });
  Object.keys(base).forEach((key) => { if (isPlain(base[key]) && !(key in change)) out[key] = { ...base[key] }; });
  return out;
};
const said = (value, self, ...args) => (typeof value === 'function' ? value.apply(self, args) : value);
const IN_FORMAT = /D[oD]?(\[[^[\]]*\]|\s)+MMMM?/;
// A list of names, or one for names that stand alone and one for names in a date.
const monthNames = (key) => function months(date, format) {
  const list = this[key];
  if (!date) return Array.isArray(list) ? list : list.standalone;
  if (Array.isArray(list)) return list[date.month()];
  return list[(key === '_months' ? list.isFormat || IN_FORMAT : IN_FORMAT).test(format) ? 'format' : 'standalone'][date.month()];
};
const dayNames = (key) => function weekdays(date, format) {
  const own = this[key];
  const list = Array.isArray(own) ? own : own[date && date !== true && own.isFormat.test(format) ? 'format' : 'standalone'];
  if (date === true) return list.map((_, at) => list[(at + this._week.dow) % 7]);
  return date ? list[date.day()] : list;
};
const sample = (at, days) => ({ month: () => at, day: () => at, days });
const escaped = (text) => text.replace(/[-/\\^$*+?.()|[\]{}]/g, '\\$&');
const WORD = /[0-9]{0,256}['a-z\u00A0-\u05FF\u0700-\uD7FF\uF900-\uFDCF\uFDF0-\uFF07\uFF10-\uFFEF]{1,256}|[\u0600-\u06FF/]{1,256}(\s*?[\u0600-\u06FF]{1,256}){1,2}/i;
const KINDS = { months: ['months', 'monthsShort'], weekdays: ['weekdays', 'weekdaysShort', 'weekdaysMin'] };
const KIND_OF = { MMM: 'monthsShort', MMMM: 'months', dd: 'weekdaysMin', ddd: 'weekdaysShort', dddd: 'weekdays' };

class Locale {
  constructor(config) { if (config) this.set(config); }

  set(config) {
    Object.keys(config).forEach((key) => { this[typeof config[key] === 'function' ? key : `_${key}`] = config[key]; });
    this._config = config;
    const { source } = this._dayOfMonthOrdinalParse || this._ordinalParse || BASE.dayOfMonthOrdinalParse;
    this._dayOfMonthOrdinalParseLenient = new RegExp(`${source}|\\d{1,2}`);
  }

  ordinal(number) { return this._ordinal.replace('%d', number); }

  longDateFormat(key) {
    const own = this._longDateFormat;
    if (!own[key] && own[key.toUpperCase()]) {
      own[key] = own[key.toUpperCase()].match(TOKENS).map((token) => (/^(?:MMMM|MM|DD|dddd)$/.test(token) ? token.slice(1) : token)).join('');
    }
    return own[key];
  }

  invalidDate() { return this._invalidDate; }

  meridiem(hour, minute, small) { return hour > 11 ? (small ? 'pm' : 'PM') : small ? 'am' : 'AM'; }

  isPM(text) { return `${text}`.toLowerCase()[0] === 'p'; }

  calendar(key, date, now) { return said(this._calendar[key] || this._calendar.sameElse, date, now); }

  relativeTime(number, plain, key, future) {
    const own = this._relativeTime[key];
    return typeof own === 'function' ? own(number, plain, key, future) : own.replace(/%d/i, number);
  }

  pastFuture(diff, text) {
    const own = this._relativeTime[diff > 0 ? 'future' : 'past'];
    return typeof own === 'function' ? own(text) : own.replace(/%s/i, text);
  }

  preparse(text) { return text; }

  postformat(text) { return text; }

  firstDayOfWeek() { return this._week.dow; }

  firstDayOfYear() { return this._week.doy; }

  week(date) { return names.weekOf(date.year(), date.dayOfYear(), this._week.dow, this._week.doy).week; }

  // The names of one kind ("months", "weekdaysShort", …) in their order.
  namesOf(kind) {
    const size = kind.startsWith('months') ? 12 : 7;
    return Array.from({ length: size }, (_, at) => this[kind](sample(at), ''));
  }

  // What a name of a token (`MMM`, `dddd`, …) looks like.
  namePattern(token, strict) {
    const kind = KIND_OF[token];
    const family = kind.startsWith('months') ? 'months' : 'weekdays';
    if (!this[`_${family}ParseExact`]) return WORD;
    const list = strict ? this.namesOf(kind) : [].concat(...KINDS[family].map((one) => this.namesOf(one)));
    return new RegExp(`^(${list.map(escaped).sort((a, b) => b.length - a.length).join('|')})`, 'i');
  }

  // The index of a name; without strictness of any that begins so.
  nameIndex(text, token, strict) {
    const kind = KIND_OF[token];
    const family = (kind || token).startsWith('months') ? 'months' : 'weekdays';
    const lists = (strict && kind ? [kind] : KINDS[family]).map((one) => this.namesOf(one));
    const exact = this[`_${family}ParseExact`];
    const matches = (name) => {
      if (exact) return name.toLocaleLowerCase() === text.toLocaleLowerCase();
      if (strict) return new RegExp(`^${family === 'months' ? name.replace('.', '') : name.replace('.', '\\.?')}$`, 'i').test(text);
      return new RegExp(`^${name.replace('.', '')}`, 'i').test(text);
    };
    for (let at = 0; at < lists[0].length; at += 1) if (lists.some((list) => matches(list[at]))) return at;
    return undefined;
  }

  monthsParse(text, token, strict) { return this.nameIndex(text, token || 'months', strict); }

  weekdaysParse(text, token, strict) { return this.nameIndex(text, token || 'weekdays', strict); }

  // The eras with their ends as times.
  eras() {
    const moment = require('moment');
    const timeOf = (end, none) => (typeof end === 'string' ? moment(end).startOf('day').valueOf() : end === undefined ? none : end);
    (this._eras || of('en')._eras).forEach((era) => {
      era.since = timeOf(era.since);
      era.until = timeOf(era.until, Infinity);
    });
    return this._eras || of('en')._eras;
  }

  // The era of a name.
  erasParse(text, token, strict) {
    const upper = text.toUpperCase();
    const kind = { NNNN: 'name', NNNNN: 'narrow' }[token] || 'abbr';
    return this.eras().find((era) => (strict ? [kind] : ['name', 'abbr', 'narrow']).some((one) => era[one].toUpperCase() === upper));
  }

  erasPattern(token) {
    const kind = { NNNN: 'name', NNNNN: 'narrow' }[token] || 'abbr';
    return new RegExp(`^(${this.eras().map((era) => escaped(era[kind])).join('|')})`, 'i');
  }

  erasConvertYear(era, year) {
    const moment = require('moment');
    const start = moment(era.since).year();
    return year === undefined ? start : start + (year - era.offset) * (era.since <= era.until ? 1 : -1);
  }
}
KINDS.months.forEach((key) => { Locale.prototype[key] = monthNames(`_${key}`); });
KINDS.weekdays.forEach((key) => { Locale.prototype[key] = dayNames(`_${key}`); });

const known = new Map([['en', new Locale(merged(BASE, ENGLISH))]]);
const orphans = new Map();
let current = known.get('en');
const plainKey = (key) => (key ? String(key).toLowerCase().replace('_', '-') : key);
const common = (a, b) => { const at = a.findIndex((part, index) => part !== b[index]); return at < 0 ? a.length : at; };
// The first of several names that is known, by itself or by how it begins.
const choose = (keys) => {
  for (let i = 0; i < keys.length; i += 1) {
    const parts = plainKey(keys[i]).split('-');
    const next = keys[i + 1] ? plainKey(keys[i + 1]).split('-') : undefined;
    for (let size = parts.length; size > 0; size -= 1) {
      const found = known.get(parts.slice(0, size).join('-'));
      if (found) return found;
      if (next && next.length >= size && common(parts, next) >= size - 1) break;
    }
  }
  return undefined;
};
// A locale by name, by names in order of preference, or by who has it; else the one in use.
const of = (key) => {
  const name = key && key._locale && key._locale._abbr ? key._locale._abbr : key;
  if (!name) return current;
  return (Array.isArray(name) ? choose(name) : known.get(name) || choose([name])) || current;
};
const use = (key, config) => {
  if (key) {
    const found = config === undefined ? of(key) : define(key, config);
    if (found) current = found;
    else if (typeof console !== 'undefined') console.warn(`Locale ${key} not found. Did you forget to load it?`);
  }
  return current._abbr;
};
const define = (name, config) => {
  if (config === null) { known.delete(name); return null; }
  let parent = BASE;
  if (config.parentLocale != null) {
    const wanted = known.get(config.parentLocale);
    if (!wanted) {
      orphans.set(config.parentLocale, (orphans.get(config.parentLocale) || []).concat({ name, config }));
      return null;
    }
    parent = wanted._config;
  } else if (known.has(name)) {
    require('moment/deprecate')('defineLocaleOverride', 'use moment.updateLocale(localeName, config) to change an existing locale. moment.defineLocale(localeName, config) should only be used for creating a new locale See http://momentjs.com/guides/#/warnings/define-locale/ for more info.');
    parent = known.get(name)._config;
  }
  known.set(name, new Locale(merged(parent, { ...config, abbr: name })));
  (orphans.get(name) || []).forEach((child) => define(child.name, child.config));
  use(name);
  return known.get(name);
};
const update = (name, config) => {
  const own = known.get(name);
  if (config == null) {
    if (own && own.parentLocale != null) {
      known.set(name, own.parentLocale);
      if (name === current._abbr) use(name);
    } else known.delete(name);
    return known.get(name);
  }
  if (own && own.parentLocale != null) own.set(merged(own._config, config));
  else {
    const next = new Locale(merged(own ? own._config : BASE, own ? config : { ...config, abbr: name }));
    next.parentLocale = own;
    known.set(name, next);
  }
  use(name);
  return known.get(name);
};
return { of, use, define, update, names: () => [...known.keys()] };
