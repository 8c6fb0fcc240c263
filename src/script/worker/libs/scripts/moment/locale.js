// moment: locales. English is there; others come from the user's own `defineLocale`.
const names = require('moment/names');
const ENGLISH = {
  months: names.months, monthsShort: names.monthsShort, weekdays: names.weekdays, weekdaysShort: names.weekdaysShort, weekdaysMin: names.weekdaysMin,
  calendar: names.calendar, longDateFormat: names.longDates, relativeTime: names.relative, invalidDate: 'Invalid date', ordinal: names.ordinal,
  dayOfMonthOrdinalParse: /\d{1,2}(th|st|nd|rd)/, week: { dow: 0, doy: 6 }, meridiemParse: /[ap]\.?m?\.?/i, abbr: 'en',
  eras: [{ since: '0001-01-01', until: Infinity, offset: 1, name: 'Anno Domini', narrow: 'AD', abbr: 'AD' }, { since: '0000-12-31', until: -Infinity, offset: 1, name: 'Before Christ', narrow: 'BC', abbr: 'BC' }],
};
const isPlain = (value) => value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof RegExp);
const merged = (base, change) => {
  const out = { ...base };
  Object.keys(change).forEach((key) => { out[key] = isPlain(base[key]) && isPlain(change[key]) ? { ...base[key], ...change[key] } : change[key]; });
  return out;
};
const listed = (config, name) => function named(date, format) {
  const said = config[name];
  if (typeof said === 'function') return date ? said.call(this, date, format) : said.call(this);
  const standing = Array.isArray(said) ? said : said.standalone || said.format;
  if (!date) return standing;
  const list = Array.isArray(said) ? said : said[(said.isFormat || /D[oD]?(\[[^[\]]*\]|\s)+MMMM?/).test(format) ? 'format' : 'standalone'] || standing;
  return list[name.startsWith('months') ? date.month() : date.day()];
};
class Locale {
  constructor(config) {
    this._config = config;
    this._abbr = config.abbr;
    this._week = config.week;
    ['months', 'monthsShort', 'weekdays', 'weekdaysShort', 'weekdaysMin'].forEach((name) => { this[name] = listed(config, name); });
    ['isPM', 'meridiem', 'preparse', 'postformat'].forEach((name) => { if (typeof config[name] === 'function') this[name] = config[name]; });
  }

  ordinal(number, token) { const said = this._config.ordinal; return typeof said === 'function' ? said.call(this, number, token) : said.replace('%d', number); }

  longDateFormat(key) {
    const { longDateFormat } = this._config;
    if (longDateFormat[key]) return longDateFormat[key];
    const upper = longDateFormat[key.toUpperCase()];
    return upper && upper.replace(/MMMM|MM|DD|dddd/g, (token) => token.slice(1));
  }

  invalidDate() { return this._config.invalidDate; }

  meridiem(hour, minute, small) { return hour > 11 ? (small ? 'pm' : 'PM') : small ? 'am' : 'AM'; }

  isPM(text) { return `${text}`.toLowerCase()[0] === 'p'; }

  calendar(key, date, now) {
    const said = this._config.calendar[key] || this._config.calendar.sameElse;
    return typeof said === 'function' ? said.call(date, now) : said;
  }

  relativeTime(number, plain, key, future) {
    const said = this._config.relativeTime[key];
    return typeof said === 'function' ? said(number, plain, key, future) : said.replace(/%d/i, number);
  }

  pastFuture(diff, text) {
    const said = this._config.relativeTime[diff > 0 ? 'future' : 'past'];
    return typeof said === 'function' ? said(text) : said.replace(/%s/i, text);
  }

  preparse(text) { return text; }

  postformat(text) { return text; }

  firstDayOfWeek() { return this._week.dow; }

  firstDayOfYear() { return this._week.doy; }

  week(date) { return names.weekOf(date.year(), date.dayOfYear(), this._week.dow, this._week.doy).week; }

  eras() { return this._config.eras; }

  monthsParse(text) { return found(this.months().map((name, at) => [name, this.monthsShort()[at]]), text); }

  weekdaysParse(text) { return found(this.weekdays().map((name, at) => [name, this.weekdaysShort()[at], this.weekdaysMin()[at]]), text); }

  set(config) { Object.assign(this, new Locale(merged(this._config, config))); }
}
const found = (rows, text) => {
  const at = rows.findIndex((row) => row.some((name) => text.toLowerCase().startsWith(name.toLowerCase())));
  return at < 0 ? undefined : at;
};
const known = new Map([['en', new Locale(ENGLISH)]]);
const before = new Map();
let current = 'en';
const find = (key) => {
  for (const one of [].concat(key)) {
    const parts = String(one).toLowerCase().replace('_', '-').split('-');
    for (let size = parts.length; size > 0; size -= 1) {
      const name = parts.slice(0, size).join('-');
      if (known.has(name)) return name;
    }
  }
  return undefined;
};
const of = (key) => {
  if (key && key._locale && key._locale._abbr) return key._locale;
  return key === undefined || key === null ? known.get(current) : known.get(find(key)) || null;
};
const use = (key) => {
  if (key === undefined) return current;
  const name = find(key);
  if (name) current = name;
  else if (typeof console !== 'undefined') console.warn(`Locale ${key} not found. Did you forget to load it?`);
  return current;
};
const define = (name, config) => {
  if (config === null) { known.delete(name); return null; }
  const parent = config.parentLocale && known.get(config.parentLocale);
  known.set(name, new Locale(merged((parent || known.get('en'))._config, { ...config, abbr: name })));
  current = name;
  return known.get(name);
};
const update = (name, config) => {
  if (config === null) {
    if (before.has(name)) { known.set(name, before.get(name)); before.delete(name); }
    return known.get(name);
  }
  const base = known.get(name) || known.get('en');
  if (known.has(name) && !before.has(name)) before.set(name, known.get(name));
  known.set(name, new Locale(merged(base._config, { ...config, abbr: name })));
  current = name;
  return known.get(name);
};
return { of, use, define, update, names: () => [...known.keys()] };
