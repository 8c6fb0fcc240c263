// Node's assert.
const _ = require('lodash');
const show = (value) => require('util').inspect(value);
class AssertionError extends Error {
  constructor({ message, actual, expected, operator }) {
    super(message === undefined ? `${show(actual)} ${operator} ${show(expected)}` : message);
    Object.assign(this, { generatedMessage: message === undefined, code: 'ERR_ASSERTION', actual, expected, operator });
    this.name = 'AssertionError';
  }
}
const fail = (holds, message, actual, expected, operator, text) => {
  if (holds) return;
  if (message instanceof Error) throw message;
  const error = new AssertionError({ message: message === undefined ? text : message, actual, expected, operator });
  error.generatedMessage = message === undefined;
  throw error;
};
const loose = (a, b) => (_.isObjectLike(a) && _.isObjectLike(b) ? undefined : a == b);
const looseEqual = (a, b) => _.isEqualWith(a, b, loose);
function assert(...args) { return ok(...args); }
const ok = (...args) => {
  const [value, message] = args;
  fail(!!value, message, value, true, '==', args.length ? `${show(value)} == true` : 'No value argument passed to `assert.ok()`');
};
const matches = (error, expected, message) => {
  if (expected === undefined || typeof expected === 'string') return;
  if (expected instanceof RegExp) {
    // An error of another kind is thrown on.
    if (!expected.test(String(error))) throw error;
  } else if (typeof expected === 'function') {
    if (expected.prototype !== undefined && error instanceof expected) return;
    if (Object.prototype.isPrototypeOf.call(Error, expected)) throw error;
    fail(expected.call({}, error) === true, message, error, expected, 'throws', `The ${expected.name ? `"${expected.name}"` : ''} validation function is expected to return "true".`);
  } else {
    Object.keys(expected).concat(expected instanceof Error ? ['name', 'message'] : []).forEach((key) => {
      const same = expected[key] instanceof RegExp && typeof error[key] === 'string' ? expected[key].test(error[key]) : _.isEqual(error[key], expected[key]);
      fail(same, message, error, expected, 'throws', `Expected values to be strictly deep-equal:\n${show(error[key])} !== ${show(expected[key])}\n`);
    });
  }
};
const NOTHING = {};
const thrown = (fn) => {
  try { fn(); } catch (error) { return error; }
  return NOTHING;
};
const missing = (expected, message, operator, what) => {
  const name = expected && expected.name ? ` (${expected.name})` : '';
  const own = typeof expected === 'string' ? expected : message;
  fail(false, undefined, undefined, expected, operator, `Missing expected ${what}${name}${own ? `: ${own}` : '.'}`);
};
const settled = async (value) => {
  try { await (typeof value === 'function' ? value() : value); } catch (error) { return error; }
  return NOTHING;
};
Object.assign(assert, {
  AssertionError, ok,
  equal: (a, b, message) => fail(a == b || (a !== a && b !== b), message, a, b, '==', `${show(a)} == ${show(b)}`),
  notEqual: (a, b, message) => fail(a != b, message, a, b, '!=', `${show(a)} != ${show(b)}`),
  strictEqual: (a, b, message) => fail(Object.is(a, b), message, a, b, 'strictEqual', `Expected values to be strictly equal:\n\n${show(a)} !== ${show(b)}\n`),
  notStrictEqual: (a, b, message) => fail(!Object.is(a, b), message, a, b, 'notStrictEqual', `Expected "actual" to be strictly unequal to: ${show(b)}`),
  deepEqual: (a, b, message) => fail(looseEqual(a, b), message, a, b, 'deepEqual', `Expected values to be loosely deep-equal:\n\n${show(a)}\n\nshould loosely deep-equal\n\n${show(b)}`),
  notDeepEqual: (a, b, message) => fail(!looseEqual(a, b), message, a, b, 'notDeepEqual', `Expected "actual" not to be loosely deep-equal to: ${show(b)}`),
  deepStrictEqual: (a, b, message) => fail(_.isEqual(a, b) && Object.is(a, b) === (a === b || a !== a), message, a, b, 'deepStrictEqual', `Expected values to be strictly deep-equal:\n${show(a)}\n\nshould equal\n\n${show(b)}`),
  notDeepStrictEqual: (a, b, message) => fail(!_.isEqual(a, b), message, a, b, 'notDeepStrictEqual', `Expected "actual" not to be strictly deep-equal to: ${show(b)}`),
  fail(message = 'Failed') {
    if (message instanceof Error) throw message;
    throw new AssertionError({ message, operator: 'fail' });
  },
  ifError(value) { if (value !== null && value !== undefined) throw value instanceof Error ? new AssertionError({ message: `ifError got unwanted exception: ${value.message}`, actual: value, operator: 'ifError' }) : new AssertionError({ message: `ifError got unwanted exception: ${show(value)}`, actual: value, operator: 'ifError' }); },
  throws(fn, expected, message) {
    if (typeof fn !== 'function') throw new TypeError(`The "fn" argument must be of type Function. Received type ${typeof fn}`);
    const error = thrown(fn);
    if (error === NOTHING) missing(expected, message, 'throws', 'exception');
    matches(error, expected, message);
  },
  doesNotThrow(fn, expected, message) {
    const error = thrown(fn);
    const own = typeof expected === 'string' ? expected : message;
    if (error !== NOTHING) fail(false, undefined, error, expected, 'doesNotThrow', `Got unwanted exception${own ? `: ${own}` : '.'}\nActual message: "${error && error.message}"`);
  },
  async rejects(value, expected, message) {
    const error = await settled(value);
    if (error === NOTHING) missing(expected, message, 'rejects', 'rejection');
    matches(error, expected, message);
  },
  async doesNotReject(value) {
    const error = await settled(value);
    if (error !== NOTHING) fail(false, undefined, error, undefined, 'doesNotReject', `Got unwanted rejection.\nActual message: "${error && error.message}"`);
  },
});
assert.match = (text, pattern, message) => fail(pattern.test(text), message, text, pattern, 'match', `The input did not match the regular expression ${show(pattern)}. Input:\n\n${show(text)}\n`);
assert.strict = Object.assign((...args) => ok(...args), assert, { equal: assert.strictEqual, notEqual: assert.notStrictEqual, deepEqual: assert.deepStrictEqual, notDeepEqual: assert.notDeepStrictEqual });
assert.strict.strict = assert.strict;
return assert;
