// ajv: types and comparison of data, and how its places are written.
const property = (name) => (typeof name === 'number' ? `[${name}]` : /^[a-z$_][a-z$_0-9]*$/i.test(name) ? `.${name}` : `['${escapedQuotes(name)}']`);
const escapedQuotes = (name) => String(name).replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\f/g, '\\f').replace(/\t/g, '\\t');
const escaped = (name) => String(name).replace(/~/g, '~0').replace(/\//g, '~1');
const fragment = (name) => encodeURIComponent(escaped(name));
const isType = (type, data, strict) => {
  switch (type) {
    case 'null': return data === null;
    case 'array': return Array.isArray(data);
    case 'object': return !!data && typeof data === 'object' && !Array.isArray(data);
    case 'integer': return typeof data === 'number' && !(data % 1) && data === data && (!strict || Number.isFinite(data));
    case 'number': return typeof data === 'number' && (!strict || Number.isFinite(data));
    default: return typeof data === type;
  }
};
const COERCE = {
  string: (data) => (typeof data === 'number' || typeof data === 'boolean' ? String(data) : data === null ? '' : undefined),
  number: (data) => (typeof data === 'boolean' || data === null || (typeof data === 'string' && data && data == +data) ? +data : undefined),
  integer: (data) => (typeof data === 'boolean' || data === null || (typeof data === 'string' && data && data == +data && !(data % 1)) ? +data : undefined),
  boolean: (data) => (data === 'false' || data === 0 || data === null ? false : data === 'true' || data === 1 ? true : undefined),
  null: (data) => (data === '' || data === 0 || data === false ? null : undefined),
};
const coerced = (data, types, mode) => {
  let value = data;
  if (mode === 'array' && Array.isArray(data) && data.length === 1) {
    [value] = data;
    if (types.some((type) => isType(type, value))) return value;
  }
  for (const type of types) {
    const scalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null;
    const made = type === 'array' ? (mode === 'array' && scalar ? [value] : undefined) : COERCE[type] && COERCE[type](value);
    if (made !== undefined) return made;
  }
  return undefined;
};
const equal = (a, b) => {
  if (a === b) return true;
  if (!a || !b || typeof a !== 'object' || typeof b !== 'object') return a !== a && b !== b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a)) return a.length === b.length && a.every((item, at) => equal(item, b[at]));
  if (a instanceof Date !== b instanceof Date || a instanceof RegExp !== b instanceof RegExp) return false;
  if (a instanceof Date) return a.getTime() === b.getTime();
  if (a instanceof RegExp) return String(a) === String(b);
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]));
};
// Whether a regular expression means in Rust what it means here.
const isShared = (pattern) => !/\\[pPbBcuxkGAzZ]|\(\?(?![:=!])|[^\x20-\x7e]/.test(pattern);
return { isShared, property, escaped, fragment, isType, coerced, equal };
