// lodash: strings.
const { toText, baseText, toInteger, keys, isObject, isIterateeCall } = require('lodash/core');
const upper = 'A-Z\\xc0-\\xd6\\xd8-\\xde';
const lower = 'a-z\\xdf-\\xf6\\xf8-\\xff';
const breaks = '\\xac\\xb1\\xd7\\xf7\\x00-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\xbf\\u2000-\\u206f \\t\\x0b\\f\\xa0\\ufeff\\n\\r\\u2028\\u2029';
const other = `[^\\ud800-\\udfff${breaks}\\d\\u2700-\\u27bf${lower}${upper}]`;
const small = `(?:[${lower}]|${other})`;
const big = `(?:[${upper}]|${other})`;
const end = "(?:['\\u2019](?:d|ll|m|re|s|t|ve))?";
const endBig = "(?:['\\u2019](?:D|LL|M|RE|S|T|VE))?";
const WORDS = new RegExp([
  `[${upper}]?[${lower}]+${end}(?=[${breaks}]|[${upper}]|$)`,
  `${big}+${endBig}(?=[${breaks}]|[${upper}]${small}|$)`,
  `[${upper}]?${small}+${end}`,
  `[${upper}]+${endBig}`,
  '\\d*(?:1ST|2ND|3RD|(?![123])\\dTH)(?=\\b|[a-z_])',
  '\\d*(?:1st|2nd|3rd|(?![123])\\dth)(?=\\b|[A-Z_])',
  '\\d+',
].join('|'), 'g');
const SPECIAL = /[a-z][A-Z]|[A-Z]{2}[a-z]|[0-9][a-zA-Z]|[a-zA-Z][0-9]|[^a-zA-Z0-9 ]/;
const LETTERS = { Æ: 'Ae', æ: 'ae', Ø: 'O', ø: 'o', Þ: 'Th', þ: 'th', ß: 'ss', Ð: 'D', ð: 'd', Đ: 'D', đ: 'd', Ł: 'L', ł: 'l', Œ: 'Oe', œ: 'oe', ı: 'i', Ħ: 'H', ħ: 'h', Ŧ: 'T', ŧ: 't', ĸ: 'k', Ŋ: 'N', ŋ: 'n', ŉ: "'n", ſ: 's', Ĳ: 'IJ', ĳ: 'ij' };
const deburr = (text) => toText(text).replace(/[\xc0-\xd6\xd8-\xf6\xf8-\xff\u0100-\u017f]/g, (letter) => LETTERS[letter] || letter.normalize('NFD')[0])
  .replace(/[\u0300-\u036f\ufe20-\ufe2f\u20d0-\u20ff]/g, '');
const words = (text, pattern, guard) => {
  const plain = toText(text);
  if (pattern !== undefined && !guard) return plain.match(pattern) || [];
  return (SPECIAL.test(plain) ? plain.match(WORDS) : plain.match(/[^\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+/g)) || [];
};
const compound = (join) => (text) => words(deburr(text).replace(/['\u2019]/g, '')).reduce(join, '');
const first = (text, change) => {
  const plain = toText(text);
  const [head = ''] = plain;
  return change(head) + plain.slice(head.length);
};
const upperFirst = (text) => first(text, (head) => head.toUpperCase());
const spaced = (mark, change) => compound((out, word, at) => out + (at ? mark : '') + change(word));
const padding = (size, chars) => {
  const unit = Array.from(chars === undefined ? ' ' : baseText(chars));
  if (size < 1 || !unit.length) return '';
  return Array.from({ length: size }, (_, at) => unit[at % unit.length]).join('');
};
const padded = (text, length, chars, share) => {
  const plain = toText(text);
  const room = toInteger(length) - Array.from(plain).length;
  if (!toInteger(length) || room <= 0) return plain;
  const left = share(room);
  return padding(left, chars) + plain + padding(room - left, chars);
};
const trimmed = (text, chars, guard, atStart, atEnd) => {
  const plain = toText(text);
  if (guard || chars === undefined) return atStart && atEnd ? plain.trim() : atStart ? plain.trimStart() : plain.trimEnd();
  const set = new Set(Array.from(baseText(chars)));
  const list = Array.from(plain);
  let from = 0;
  let to = list.length;
  while (atStart && from < to && set.has(list[from])) from += 1;
  while (atEnd && to > from && set.has(list[to - 1])) to -= 1;
  return list.slice(from, to).join('');
};
const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const UNESCAPES = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
const settings = {
  escape: /<%-([\s\S]+?)%>/g,
  evaluate: /<%([\s\S]+?)%>/g,
  interpolate: /<%=([\s\S]+?)%>/g,
  variable: '',
  imports: { get _() { return require('lodash'); } },
};
const template = (text, options, guard) => {
  const chosen = { ...settings, ...(guard ? undefined : options) };
  const imports = { ...settings.imports, ...chosen.imports };
  const never = /($^)/;
  const interpolate = chosen.interpolate || never;
  const quoted = JSON.stringify;
  const pattern = new RegExp([
    (chosen.escape || never).source, interpolate.source,
    (interpolate === settings.interpolate ? /\$\{([^\\}]*(?:\\.[^\\}]*)*)\}/ : never).source, (chosen.evaluate || never).source, '$',
  ].join('|'), 'g');
  let body = '';
  let at = 0;
  const plain = toText(text);
  plain.replace(pattern, (match, escaped, shown, shownEs, run, offset) => {
    const value = shown || shownEs;
    body += `__p += ${quoted(plain.slice(at, offset))};\n`;
    if (escaped) body += `__p += __e(${escaped});\n`;
    if (value) body += `__p += ((__t = (${value})) == null ? '' : __t);\n`;
    if (run) body += `${run};\n`;
    at = offset + match.length;
    return match;
  });
  const within = chosen.variable ? body : `with (obj || {}) {\n${body}\n}`;
  const source = `function(${chosen.variable || 'obj'}) {\nvar __t, __p = '', print = function () { __p += Array.prototype.join.call(arguments, ''); };\n${within}\nreturn __p;\n}`;
  const names = keys(imports);
  const made = Function('__e', ...names, `return ${source}`)(S.escape, ...names.map((name) => imports[name]));
  made.source = source;
  return made;
};

const S = {
  camelCase: compound((out, word, at) => out + (at ? upperFirst(word.toLowerCase()) : word.toLowerCase())),
  capitalize: (text) => upperFirst(toText(text).toLowerCase()),
  deburr,
  endsWith(text, target, position) {
    const plain = toText(text);
    const wanted = baseText(target);
    const to = position === undefined ? plain.length : Math.min(Math.max(toInteger(position), 0), plain.length);
    return to >= wanted.length && plain.slice(to - wanted.length, to) === wanted;
  },
  escape: (text) => toText(text).replace(/[&<>"']/g, (char) => ESCAPES[char]),
  escapeRegExp: (text) => toText(text).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'),
  kebabCase: spaced('-', (word) => word.toLowerCase()),
  lowerCase: spaced(' ', (word) => word.toLowerCase()),
  lowerFirst: (text) => first(text, (head) => head.toLowerCase()),
  pad: (text, length, chars) => padded(text, length, chars, (room) => Math.floor(room / 2)),
  padEnd: (text, length, chars) => padded(text, length, chars, () => 0),
  padStart: (text, length, chars) => padded(text, length, chars, (room) => room),
  parseInt: (text, radix, guard) => parseInt(toText(text).trimStart(), guard || radix == null ? 0 : +radix),
  repeat: (text, n, guard) => toText(text).repeat(Math.max((guard ? isIterateeCall(text, n, guard) : n === undefined) ? 1 : toInteger(n), 0)),
  replace: (text, ...args) => (args.length < 2 ? toText(text) : toText(text).replace(args[0], args[1])),
  snakeCase: spaced('_', (word) => word.toLowerCase()),
  split(text, separator, limit) {
    const [by, most] = limit && typeof limit !== 'number' && isIterateeCall(text, separator, limit) ? [] : [separator, limit];
    const plain = toText(text);
    if (by == null || by instanceof RegExp) return plain.split(by, most);
    const mark = baseText(by);
    return mark ? plain.split(mark, most) : Array.from(plain).slice(0, most === undefined ? undefined : most >>> 0);
  },
  startCase: compound((out, word, at) => out + (at ? ' ' : '') + upperFirst(word)),
  startsWith(text, target, position) {
    const plain = toText(text);
    const from = position == null ? 0 : Math.min(Math.max(toInteger(position), 0), plain.length);
    return plain.startsWith(baseText(target), from);
  },
  template,
  templateSettings: settings,
  toLower: (text) => toText(text).toLowerCase(),
  toUpper: (text) => toText(text).toUpperCase(),
  trim: (text, chars, guard) => trimmed(text, chars, guard, true, true),
  trimEnd: (text, chars, guard) => trimmed(text, chars, guard, false, true),
  trimStart: (text, chars, guard) => trimmed(text, chars, guard, true, false),
  truncate(text, options) {
    const { length = 30, omission = '...', separator } = isObject(options) ? options : {};
    const chars = Array.from(toText(text));
    const size = toInteger(length);
    if (size >= chars.length) return toText(text);
    const room = size - Array.from(baseText(omission)).length;
    if (room < 1) return baseText(omission);
    let kept = chars.slice(0, room).join('');
    if (separator === undefined) return kept + omission;
    if (separator instanceof RegExp) {
      const every = separator.global ? separator : new RegExp(separator.source, `${separator.flags}g`);
      if (toText(text).slice(kept.length).search(separator)) {
        let at;
        kept.replace(every, (match, ...rest) => { at = rest[rest.length - 2]; return match; });
        kept = kept.slice(0, at === undefined ? kept.length : at);
      }
    } else if (toText(text).indexOf(separator, kept.length) !== kept.length) {
      const at = kept.lastIndexOf(separator);
      if (at > -1) kept = kept.slice(0, at);
    }
    return kept + omission;
  },
  unescape: (text) => toText(text).replace(/&(?:amp|lt|gt|quot|#39);/g, (name) => UNESCAPES[name]),
  upperCase: spaced(' ', (word) => word.toUpperCase()),
  upperFirst,
  words,
};
return S;
