// moment: writing dates.
const names = require('moment/names');
const { pad } = names;
const TOKENS = /\[[^[]*?\]|\\.|[Hh]mm(?:ss)?|LTS|LT|LL?L?L?|l{1,4}|Mo|M{1,4}|DDDo|Do|D{1,4}|do|d{1,4}|wo|ww?|Wo|WW?|Qo?|N{1,5}|Y{5,6}|YYYY|YY|Y|y{2,4}|yo|y|g{4,5}|gg|G{4,5}|GG|e|E|a|A|HH?|hh?|kk?|mm?|ss?|S{1,9}|x|X|zz?|ZZ?|./gs;
const offset = (date, colon) => {
  const minutes = Math.abs(date.utcOffset());
  return (date.utcOffset() < 0 ? '-' : '+') + pad(Math.floor(minutes / 60), 2) + colon + pad(minutes % 60, 2);
};
const hour12 = (date) => date.hour() % 12 || 12;
const year = (date) => {
  const value = date.year();
  return value <= 9999 ? pad(value, 4) : `+${value}`;
};
const fields = {
  M: (d) => d.month() + 1, D: (d) => d.date(), d: (d) => d.day(), e: (d) => d.weekday(), E: (d) => d.isoWeekday(), w: (d) => d.week(), W: (d) => d.isoWeek(),
  Q: (d) => d.quarter(), H: (d) => d.hour(), h: hour12, k: (d) => d.hour() || 24, m: (d) => d.minute(), s: (d) => d.second(), DDD: (d) => d.dayOfYear(),
};
const SHOW = {
  MMM: (d, text) => d.localeData().monthsShort(d, text), MMMM: (d, text) => d.localeData().months(d, text), DDDD: (d) => pad(d.dayOfYear(), 3),
  dd: (d, text) => d.localeData().weekdaysMin(d, text), ddd: (d, text) => d.localeData().weekdaysShort(d, text), dddd: (d, text) => d.localeData().weekdays(d, text),
  Y: year, YY: (d) => pad(d.year() % 100, 2), YYYY: (d) => pad(d.year(), 4), YYYYY: (d) => pad(d.year(), 5), YYYYYY: (d) => pad(d.year(), 6, true),
  gg: (d) => pad(d.weekYear() % 100, 2), gggg: (d) => pad(d.weekYear(), 4), ggggg: (d) => pad(d.weekYear(), 5),
  GG: (d) => pad(d.isoWeekYear() % 100, 2), GGGG: (d) => pad(d.isoWeekYear(), 4), GGGGG: (d) => pad(d.isoWeekYear(), 5),
  A: (d) => d.localeData().meridiem(d.hour(), d.minute(), false), a: (d) => d.localeData().meridiem(d.hour(), d.minute(), true),
  hmm: (d) => `${hour12(d)}${pad(d.minute(), 2)}`, hmmss: (d) => `${hour12(d)}${pad(d.minute(), 2)}${pad(d.second(), 2)}`,
  Hmm: (d) => `${d.hour()}${pad(d.minute(), 2)}`, Hmmss: (d) => `${d.hour()}${pad(d.minute(), 2)}${pad(d.second(), 2)}`,
  Z: (d) => offset(d, ':'), ZZ: (d) => offset(d, ''), z: (d) => d.zoneAbbr(), zz: (d) => d.zoneName(), X: (d) => d.unix(), x: (d) => d.valueOf(),
  N: (d) => d.eraAbbr(), NNNN: (d) => d.eraName(), NNNNN: (d) => d.eraNarrow(), y: (d) => d.eraYear(), yo: (d) => d.localeData().ordinal(d.eraYear(), 'yo'),
};
for (const name in fields) {
  SHOW[name] = fields[name];
  if (name !== 'e' && name !== 'E') SHOW[`${name}o`] = (d) => d.localeData().ordinal(fields[name](d), name);
}
['M', 'D', 'w', 'W', 'H', 'h', 'k', 'm', 's'].forEach((name) => { SHOW[name + name] = (d) => pad(fields[name](d), 2); });
['NN', 'NNN'].forEach((name) => { SHOW[name] = SHOW.N; });
['yy', 'yyy', 'yyyy'].forEach((name) => { SHOW[name] = (d) => pad(SHOW.y(d), name.length); });
const expand = (format, locale) => {
  let text = format;
  for (let round = 0; round < 5 && /LTS?|L{1,4}|l{1,4}/.test(text); round += 1) {
    const wider = text.replace(/\[[^[]*?\]|LTS|LT|L{1,4}|l{1,4}/g, (token) => locale.longDateFormat(token) || token);
    if (wider === text) break;
    text = wider;
  }
  return text;
};
const tokens = (format, locale) => expand(format, locale).match(TOKENS) || [];
const format = (date, text) => tokens(text, date.localeData()).map((token) => {
  if (token.length > 1 && token[0] === '[' && token.endsWith(']')) return token.slice(1, -1);
  if (token.length === 2 && token[0] === '\\') return token[1];
  if (/^S+$/.test(token)) return pad(date.millisecond(), 3).padEnd(9, '0').slice(0, token.length);
  return Object.hasOwn(SHOW, token) ? SHOW[token](date, text) : token;
}).join('');
return { format, tokens, TOKENS, SHOW };
