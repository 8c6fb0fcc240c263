// Deep equality, loose and strict, as Node's assert has it.
const tag = (value) => Object.prototype.toString.call(value);
const isObject = (value) => typeof value === 'object' && value !== null;
const enumerable = (value) => Object.getOwnPropertySymbols(value).filter((symbol) => Object.prototype.propertyIsEnumerable.call(value, symbol));
const bytes = (value) => (ArrayBuffer.isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : new Uint8Array(value));
const BOXED = [Number, String, Boolean, BigInt, Symbol];
const boxOf = (value) => BOXED.find((type) => value instanceof type);
const sameBytes = (a, b) => {
  const other = bytes(b);
  return a.byteLength === b.byteLength && bytes(a).every((byte, at) => byte === other[at]);
};
const isIndex = (key) => /^(?:0|[1-9]\d*)$/.test(key);

// Whether the values behind two objects of a kind are the same; the members come afterwards.
const sameCore = (a, b, strict) => {
  if (tag(a) !== tag(b)) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a)) return a.length === b.length;
  if (a instanceof Date) return b instanceof Date && Date.prototype.getTime.call(a) === Date.prototype.getTime.call(b);
  if (a instanceof RegExp) return b instanceof RegExp && String(a) === String(b);
  if (a instanceof Error) return a.message === b.message && a.name === b.name;
  if (ArrayBuffer.isView(a)) return !strict && /Float/.test(tag(a)) ? a.length === b.length && a.every((one, at) => one === b[at]) : sameBytes(a, b);
  if (a instanceof ArrayBuffer) return sameBytes(a, b);
  if (a instanceof Set || a instanceof Map) return a.size === b.size;
  const box = boxOf(a);
  return box === boxOf(b) && (!box || Object.is(box.prototype.valueOf.call(a), box.prototype.valueOf.call(b)));
};

const create = (strict) => {
  const same = (a, b, seen) => {
    if (a === b) return a !== 0 || !strict || Object.is(a, b);
    if (!isObject(a) || !isObject(b)) {
      if (strict || isObject(a) || isObject(b)) return typeof a === 'number' && Object.is(a, b);
      return a == b;
    }
    if (strict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
    return sameCore(a, b, strict) && sameMembers(a, b, seen);
  };
  const keysOf = (value) => {
    const keys = Object.keys(value);
    const names = ArrayBuffer.isView(value) ? keys.filter((key) => !isIndex(key)) : keys;
    return strict ? names.concat(enumerable(value)) : names;
  };
  const sameMembers = (a, b, seen) => {
    const [left, right] = [keysOf(a), keysOf(b)];
    if (left.length !== right.length || !left.every((key) => Object.prototype.propertyIsEnumerable.call(b, key))) return false;
    // Of two that are being compared already, each must be in the other's place.
    const [known, other] = [0, 1].map((side) => seen.findIndex((pair) => pair[side] === [a, b][side]));
    if (known >= 0 && other >= 0) return known === other;
    const within = [...seen, [a, b]];
    if (a instanceof Set && !sameSets(a, b, within)) return false;
    if (a instanceof Map && !sameMaps(a, b, within)) return false;
    return left.every((key) => same(a[key], b[key], within));
  };
  // Every value of one has one of its own in the other.
  const sameSets = (a, b, seen) => {
    const rest = [...b];
    return [...a].every((one) => {
      const exact = rest.indexOf(one);
      const at = exact >= 0 ? exact : rest.findIndex((other) => same(one, other, seen));
      if (at >= 0) rest.splice(at, 1);
      return at >= 0;
    });
  };
  const sameMaps = (a, b, seen) => {
    const rest = [...b];
    return [...a].every(([key, value]) => {
      const exact = rest.findIndex(([other, held]) => Object.is(key, other) && same(value, held, seen));
      const at = exact >= 0 ? exact : rest.findIndex(([other, held]) => same(key, other, seen) && same(value, held, seen));
      if (at >= 0) rest.splice(at, 1);
      return at >= 0;
    });
  };
  return (a, b) => same(a, b, []);
};
return { isDeepEqual: create(false), isDeepStrictEqual: create(true) };
