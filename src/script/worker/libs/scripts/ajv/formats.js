// ajv: its formats, fast and full.
const oct = '(?:25[0-5]|2[0-4]\\d|[01]?\\d\\d?)';
const ipv4 = new RegExp(`^(?:${oct}\\.){3}${oct}$`);
const four = '(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3})';
const group = '[0-9a-f]{1,4}';
// Seven groups to none, then what may follow so many of them.
const tails = [7, 6, 5, 4, 3, 2, 1, 0].map((count) => {
  const rest = 7 - count;
  const head = count ? `(?:${group}:){${count}}` : '';
  if (rest === 0) return `${head}(?:${group}|:)`;
  const quad = rest === 1 ? `:${group}|${four}` : `(?:(?::${group}){1,${rest}})`;
  if (rest === 1) return `${head}(?::${group}|${four}|:)`;
  const before = rest === 2 ? `:${four}` : `(?:(?::${group}){0,${rest - 2}}:${four})`;
  return count ? `${head}(?:${quad}|${before}|:)` : `:(?:${quad}|${before}|:)`;
});
const ipv6 = new RegExp(`^\\s*(?:${tails.map((tail) => `(?:${tail})`).join('|')})(?:%.+)?\\s*$`, 'i');
const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const zone = '(?:z|[+-]\\d\\d(?::?\\d\\d)?)';
const clock = '(?:[0-2]\\d:[0-5]\\d:[0-5]\\d|23:59:60)(?:\\.\\d+)?';
const unreserved = "(?:[a-z0-9\\-._~!$&'()*+,;=:]|%[0-9a-f]{2})";
const pathChar = "(?:[a-z0-9\\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})";
const host = `(?:\\[(?:${tails.map((tail) => `(?:${tail})`).join('|')}|v[0-9a-f]+\\.[a-z0-9\\-._~!$&'()*+,;=:]+)\\]|(?:[a-z0-9\\-._~!$&'()*+,;=]|%[0-9a-f]{2})*)`;
const places = `(?:/?/(?:${unreserved}*@)?${host}(?::\\d*)?(?:/${pathChar}*)*|/(?:${pathChar}+(?:/${pathChar}*)*)?|${pathChar}+(?:/${pathChar}*)*)`;
const ends = `(?:\\?(?:${pathChar}|[/?])*)?(?:#(?:${pathChar}|[/?])*)?`;
const fullUri = new RegExp(`^(?:[a-z][a-z0-9+\\-.]*:)${places}?${ends}$`, 'i');
const fullReference = new RegExp(`^(?:[a-z][a-z0-9+\\-.]*:)?${places}?${ends}$`, 'i');
const name = '(?:[a-z0-9_]|%[0-9a-f]{2})+(?::[1-9][0-9]{0,3}|\\*)?';
const regex = (text) => {
  if (/[^\\]\\Z/.test(text)) return false;
  try {
    return !!new RegExp(text);
  } catch {
    return false;
  }
};
const DAYS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const date = (text) => {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!found) return false;
  const [year, month, day] = found.slice(1).map(Number);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month >= 1 && month <= 12 && day >= 1 && day <= (month === 2 && leap ? 29 : DAYS[month]);
};
const time = (text, full) => {
  const found = /^(\d\d):(\d\d):(\d\d)(\.\d+)?(z|[+-]\d\d(?::?\d\d)?)?$/i.exec(text);
  if (!found) return false;
  const [hour, minute, second] = found.slice(1, 4).map(Number);
  const plain = hour <= 23 && minute <= 59 && second <= 59;
  return (plain || (hour === 23 && minute === 59 && second === 60)) && (full !== true || !!found[5]);
};
const dateTime = (text) => {
  const [day, hour, ...rest] = text.split(/t|\s/i);
  return !rest.length && hour !== undefined && date(day) && time(hour, true);
};
const common = {
  'uri-template': new RegExp(`^(?:(?:[^\\x00-\\x20"'<>%\\\\^\`{|}]|%[0-9a-f]{2})|\\{[+#./;?&=,!@|]?${name}(?:,${name})*\\})*$`, 'i'),
  url: /^(?:(?:https?|ftp):\/\/)(?:\S+(?::\S*)?@)?(?:(?:[1-9]\d?|1\d\d|2[01]\d|22[0-3])(?:\.(?:1?\d{1,2}|2[0-4]\d|25[0-5])){2}(?:\.(?:[1-9]\d?|1\d\d|2[0-4]\d|25[0-4]))|(?:(?:[a-z\u00a1-\uffff0-9]-*)*[a-z\u00a1-\uffff0-9]+)(?:\.(?:[a-z\u00a1-\uffff0-9]-*)*[a-z\u00a1-\uffff0-9]+)*(?:\.[a-z\u00a1-\uffff]{2,}))(?::\d{2,5})?(?:\/\S*)?$/i,
  hostname: new RegExp(`^(?=.{1,253}\\.?$)${label}(?:\\.${label})*\\.?$`, 'i'),
  ipv4,
  ipv6,
  regex,
  uuid: /^(?:urn:uuid:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
  'json-pointer': /^(?:\/(?:[^~/]|~0|~1)*)*$/,
  'json-pointer-uri-fragment': /^#(?:\/(?:[a-z0-9_\-.!$&'()*+,;:=@]|%[0-9a-f]{2}|~0|~1)*)*$/i,
  'relative-json-pointer': /^(?:0|[1-9]\d*)(?:#|(?:\/(?:[^~/]|~0|~1)*)*)$/,
};
const fast = {
  date: /^\d\d\d\d-[0-1]\d-[0-3]\d$/,
  time: new RegExp(`^${clock}${zone}?$`, 'i'),
  'date-time': new RegExp(`^\\d\\d\\d\\d-[0-1]\\d-[0-3]\\d[t\\s]${clock}${zone}$`, 'i'),
  uri: /^(?:[a-z][a-z0-9+\-.]*:)(?:\/?\/)?[^\s]*$/i,
  'uri-reference': /^(?:(?:[a-z][a-z0-9+\-.]*:)?\/?\/)?(?:[^\\\s#][^\s#]*)?(?:#[^\\\s]*)?$/i,
  email: new RegExp(`^[a-z0-9.!#$%&'*+/=?^_\`{|}~-]+@${label}(?:\\.${label})*$`, 'i'),
  ...common,
};
const full = {
  date,
  time,
  'date-time': dateTime,
  uri: (text) => /\/|:/.test(text) && fullUri.test(text),
  'uri-reference': fullReference,
  email: /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i,
  ...common,
};
return { fast, full };
