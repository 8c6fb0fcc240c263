// punycode 1.4 (RFC 3492).
const BASE = 36;
const fail = (message) => { throw new RangeError(message); };
const adapt = (delta, points, first) => {
  let rest = Math.floor(first ? delta / 700 : delta / 2);
  rest += Math.floor(rest / points);
  let k = 0;
  for (; rest > 455; k += BASE) rest = Math.floor(rest / 35);
  return k + Math.floor((36 * rest) / (rest + 38));
};
const threshold = (k, bias) => (k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias);
const digitOf = (code) => (code >= 48 && code < 58 ? code - 22 : code >= 65 && code < 91 ? code - 65 : code >= 97 && code < 123 ? code - 97 : BASE);
const letter = (digit) => String.fromCharCode(digit + (digit < 26 ? 97 : 22));
const decode = (input) => {
  const basic = Math.max(input.lastIndexOf('-'), 0);
  const output = Array.from(input.slice(0, basic), (char) => (char.charCodeAt(0) >= 128 ? fail('Illegal input >= 0x80 (not a basic code point)') : char.charCodeAt(0)));
  let [n, i, bias] = [128, 0, 72];
  for (let at = basic > 0 ? basic + 1 : 0; at < input.length;) {
    const old = i;
    for (let w = 1, k = BASE; ; k += BASE) {
      if (at >= input.length) fail('Invalid input');
      const digit = digitOf(input.charCodeAt(at));
      at += 1;
      if (digit >= BASE) fail('Invalid input');
      i += digit * w;
      if (i > 2147483647) fail('Overflow: input needs wider integers to process');
      const t = threshold(k, bias);
      if (digit < t) break;
      w *= BASE - t;
    }
    const size = output.length + 1;
    bias = adapt(i - old, size, old === 0);
    n += Math.floor(i / size);
    i %= size;
    output.splice(i, 0, n);
    i += 1;
  }
  return String.fromCodePoint(...output);
};
const encode = (input) => {
  const points = Array.from(input, (char) => char.codePointAt(0));
  let output = points.filter((point) => point < 128).map((point) => String.fromCharCode(point)).join('');
  const basic = output.length;
  let handled = basic;
  let [n, delta, bias] = [128, 0, 72];
  if (basic) output += '-';
  while (handled < points.length) {
    const next = Math.min(...points.filter((point) => point >= n));
    delta += (next - n) * (handled + 1);
    n = next;
    for (const point of points) {
      if (point < n) delta += 1;
      if (point === n) {
        let q = delta;
        for (let k = BASE; ; k += BASE) {
          const t = threshold(k, bias);
          if (q < t) break;
          output += letter(t + ((q - t) % (BASE - t)));
          q = Math.floor((q - t) / (BASE - t));
        }
        output += letter(q);
        bias = adapt(delta, handled + 1, handled === basic);
        delta = 0;
        handled += 1;
      }
    }
    delta += 1;
    n += 1;
  }
  return output;
};
const labels = (text, change) => {
  const at = text.lastIndexOf('@') + 1;
  return text.slice(0, at) + text.slice(at).replace(/[\u3002\uff0e\uff61]/g, '.').split('.').map(change).join('.');
};
return {
  version: '1.4.1',
  ucs2: { decode: (text) => Array.from(text, (char) => char.codePointAt(0)), encode: (points) => String.fromCodePoint(...points) },
  decode, encode,
  toASCII: (text) => labels(text, (label) => (/[^\x20-\x7e]/.test(label) ? `xn--${encode(label)}` : label)),
  toUnicode: (text) => labels(text, (label) => (/^xn--/.test(label) ? decode(label.slice(4).toLowerCase()) : label)),
};
