// lodash: strings.
const { toText, baseText, toInteger, isObject, isIterateeCall } = require('lodash/core');
const upper = 'A-Z\\xc0-\\xd6\\xd8-\\xde';
const lower = 'a-z\\xdf-\\xf6\\xf8-\\xff';
const breaks = '\\xac\\xb1\\xd7\\xf7\\x00-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\xbf\\u2000-\\u206f \\t\\x0b\\f\\xa0\\ufeff\\n\\r\\u2028\\u2029';
const other = `[^\\ud800-\\udfff${breaks}\\d\\u2700-\\u27bf${lower}${upper}]`;
const small = `(?:[${lower}]|${other})`;
const big = `(?:[${upper}]|${other})`;
const end = "(?:['\\u2019](?:d|ll|m|re|s|t|ve))?";
const endBig = "(?:['\\u2019](?:D|LL|M|RE|S|T|VE))?";
// What people take for one character: with combining marks, skin tones and what is joined to it.
const marks = '[\\u0300-\\u036f\\ufe20-\\ufe2f\\u20d0-\\u20ff]';
const tone = '\\ud83c[\\udffb-\\udfff]';
const flag = '(?:\\ud83c[\\udde6-\\uddff]){2}';
const pair = '[\\ud800-\\udbff][\\udc00-\\udfff]';
const single = '[^\\ud800-\\udfff]';
const more = `\\ufe0f?(?:${marks}|${tone})?`;
const tail = `${more}(?:\\u200d(?:${single}|${flag}|${pair})${more})*`;
const CHARS = new RegExp(`${tone}(?=${tone})|(?:${single}${marks}?|${marks}|${flag}|${pair}|[\\ud800-\\udfff])${tail}`, 'g');
const isPlain = (text) => !/[\u200d\ud800-\udfff\u0300-\u036f\ufe20-\ufe2f\u20d0-\u20ff\ufe0e\ufe0f]/.test(text);
const chars = (text) => (isPlain(text) ? text.split('') : text.match(CHARS) || []);
const WORDS = new RegExp([
  `[${upper}]?[${lower}]+${end}(?=[${breaks}]|[${upper}]|$)`,
  `${big}+${endBig}(?=[${breaks}]|[${upper}]${small}|$)`,
  `[${upper}]?${small}+${end}`,
  `[${upper}]+${endBig}`,
  '\\d*(?:1ST|2ND|3RD|(?![123])\\dTH)(?=\\b|[a-z_])',
  '\\d*(?:1st|2nd|3rd|(?![123])\\dth)(?=\\b|[A-Z_])',
  '\\d+',
  `(?:[\\u2700-\\u27bf]|${flag}|${pair})${tail}`,
].join('|'), 'g');
const SPECIAL = /[a-z][A-Z]|[A-Z]{2}[a-z]|[0-9][a-zA-Z]|[a-zA-Z][0-9]|[^a-zA-Z0-9 ]/;
const LETTERS = { Æ: 'Ae', æ: 'ae', Ø: 'O', ø: 'o', Þ: 'Th', þ: 'th', ß: 'ss', Ð: 'D', ð: 'd', Đ: 'D', đ: 'd', Ł: 'L', ł: 'l', Œ: 'Oe', œ: 'oe', ı: 'i', Ħ: 'H', ħ: 'h', Ŧ: 'T', ŧ: 't', ĸ: 'k', Ŋ: 'N', ŋ: 'n', ŉ: "'n", ſ: 's', Ĳ: 'IJ', ĳ: 'ij', Ŀ: 'L', ŀ: 'l' };
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
  const [head = ''] = isPlain(plain) ? plain : chars(plain);
  return change(head) + plain.slice(head.length);
};
const upperFirst = (text) => first(text, (head) => head.toUpperCase());
const spaced = (mark, change) => compound((out, word, at) => out + (at ? mark : '') + change(word));
const padding = (size, mark) => {
  const unit = chars(mark === undefined ? ' ' : baseText(mark));
  if (size < 1 || !unit.length) return '';
  return Array.from({ length: size }, (_, at) => unit[at % unit.length]).join('');
};
const padded = (text, length, mark, share) => {
  const plain = toText(text);
  const room = toInteger(length) - chars(plain).length;
  if (!toInteger(length) || room <= 0) return plain;
  const left = share(room);
  return padding(left, mark) + plain + padding(room - left, mark);
};
const trimmed = (text, dropped, guard, atStart, atEnd) => {
  const plain = toText(text);
  if (guard || dropped === undefined) return atStart && atEnd ? plain.trim() : atStart ? plain.trimStart() : plain.trimEnd();
  const set = new Set(chars(baseText(dropped)));
  const list = chars(plain);
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
  const own = guard && isIterateeCall(text, options, guard) ? undefined : options;
  const chosen = { ...settings };
  for (const key in Object(own)) if (own[key] !== undefined) chosen[key] = own[key];
  const imports = { ...settings.imports, ...chosen.imports };
  const never = /($^)/;
  const interpolate = chosen.interpolate || never;
  const quoted = (part) => JSON.stringify(part).replace(/[\u2028\u2029]/g, (line) => `\\u${line.charCodeAt(0).toString(16)}`);
  const pattern = new RegExp([
    (chosen.escape || never).source, interpolate.source,
    (interpolate === settings.interpolate ? /\$\{([^\\}]*(?:\\.[^\\}]*)*)\}/ : never).source, (chosen.evaluate || never).source, '$',
  ].join('|'), 'g');
  let body = '';
  let at = 0;
  let escapes = false;
  const plain = toText(text);
  plain.replace(pattern, (match, escaped, shown, shownEs, run, offset) => {
    const value = shown || shownEs;
    body += `__p += ${quoted(plain.slice(at, offset))};\n`;
    if (escaped) { escapes = true; body += `__p += __e(${escaped});\n`; }
    if (value) body += `__p += ((__t = (${value})) == null ? '' : __t);\n`;
    if (run) body += `${run};\n`;
    at = offset + match.length;
    return match;
  });
  const { variable } = chosen;
  const bad = /[()=,{}[\]/\s]/;
  if (Object.keys(imports).some((name) => bad.test(name))) throw new Error('Invalid `imports` option passed into `_.template`');
  if (variable && bad.test(variable)) throw new Error('Invalid `variable` option passed into `_.template`');
  const within = variable ? body : `with (obj) {\n${body}\n}`;
  const start = variable ? '' : 'obj || (obj = {});\n';
  const source = `function(${variable || 'obj'}) {\n${start}var __t, __p = ''${escapes ? ', __e = _.escape' : ''}, print = function () { __p += Array.prototype.join.call(arguments, ''); };\n${within}\nreturn __p;\n}`;
  try {
    const made = Function(...Object.keys(imports), `return ${source}`)(...Object.values(imports));
    made.source = source;
    Object.defineProperty(made, 'toString', { value: () => source, configurable: true, writable: true });
    return made;
  } catch (error) {
    error.source = source;
    throw error;
  }
};

const S = {
  chars: (text) => chars(`${text}`),
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
    return mark ? plain.split(mark, most) : chars(plain).slice(0, most === undefined ? undefined : most >>> 0);
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
    const chosen = isObject(options) ? options : {};
    const { separator } = chosen;
    const size = 'length' in chosen ? toInteger(chosen.length) : 30;
    const omission = 'omission' in chosen ? baseText(chosen.omission) : '...';
    const plain = toText(text);
    const list = chars(plain);
    if (size >= list.length) return plain;
    const room = size - chars(omission).length;
    if (room < 1) return omission;
    let kept = list.slice(0, room).join('');
    if (separator === undefined) return kept + omission;
    if (Object.prototype.toString.call(separator) === '[object RegExp]') {
      if (plain.slice(kept.length).search(separator)) {
        const every = separator.global ? separator : new RegExp(separator.source, `${/\w*$/.exec(separator)}g`);
        every.lastIndex = 0;
        let end;
        let match;
        while ((match = every.exec(kept))) {
          end = match.index;
          if (!match[0]) every.lastIndex += 1;
        }
        kept = kept.slice(0, end);
      }
    } else if (plain.indexOf(baseText(separator), kept.length) !== kept.length) {
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
