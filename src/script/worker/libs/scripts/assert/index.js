// Node's assert.
const AssertionError = require('assert/error');
const { isDeepEqual, isDeepStrictEqual } = require('assert/compare');
const { inspect } = require('util');
const check = (holds, operator, [actual, expected, message], count) => {
  if (count < 2) throw Object.assign(new TypeError('The "actual" and "expected" arguments must be specified'), { code: 'ERR_MISSING_ARGS' });
  if (!holds) fail({ actual, expected, message, operator });
};
const fail = (told) => {
  if (told.message instanceof Error) throw told.message;
  throw new AssertionError(told);
};
const comparison = (operator, test) => (...args) => check(test(args[0], args[1]), operator, args, args.length);
const ok = (...args) => {
  const [value, message] = args;
  if (value) return;
  if (message instanceof Error) throw message;
  const error = new AssertionError({ actual: value, expected: true, operator: '==', message: args.length ? message : 'No value argument passed to `assert.ok()`' });
  error.generatedMessage = !args.length;
  throw error;
};
const typeError = (name, wanted, value) => Object.assign(new TypeError(`The "${name}" argument must be ${wanted}. Received ${value === null || value === undefined ? '' : 'type '}${value === null ? 'null' : typeof value}`), { code: 'ERR_INVALID_ARG_TYPE' });
const KINDS = 'one of type Object, Error, Function, or RegExp';

// The members that an expected error names, of the error and as they are expected.
class Comparison {
  constructor(object, keys, actual) {
    keys.filter((key) => key in object).forEach((key) => {
      const isMatch = actual !== undefined && typeof actual[key] === 'string' && object[key] instanceof RegExp && object[key].test(actual[key]);
      this[key] = isMatch ? actual[key] : object[key];
    });
  }
}
const compareKey = (actual, expected, key, keys, { message, operator }) => {
  if (typeof actual[key] === 'string' && expected[key] instanceof RegExp && expected[key].test(actual[key])) return;
  if (key in actual && isDeepStrictEqual(actual[key], expected[key])) return;
  if (message) fail({ actual, expected, message, operator });
  const error = new AssertionError({ actual: new Comparison(actual, keys), expected: new Comparison(expected, keys, actual), operator: 'deepStrictEqual' });
  throw Object.assign(error, { actual, expected, operator });
};
const isExpected = (actual, expected, told) => {
  if (typeof expected === 'function') {
    if (expected.prototype !== undefined && actual instanceof expected) return true;
    return !Object.prototype.isPrototypeOf.call(Error, expected) && expected.call({}, actual) === true;
  }
  if (expected instanceof RegExp) return expected.test(actual);
  if (!told) throw typeError('expected', 'one of type Function or RegExp', expected);
  if (typeof actual !== 'object' || actual === null) {
    throw Object.assign(new AssertionError({ actual, expected, message: told.message, operator: 'deepStrictEqual' }), { operator: told.operator });
  }
  const keys = Object.keys(expected);
  if (expected instanceof Error) keys.push('name', 'message');
  else if (!keys.length) throw Object.assign(new TypeError(`The argument 'error' may not be an empty object. Received ${inspect(expected)}`), { code: 'ERR_INVALID_ARG_VALUE' });
  keys.forEach((key) => compareKey(actual, expected, key, keys, told));
  return true;
};

const NOTHING = {};
const thrown = (fn) => {
  if (typeof fn !== 'function') throw typeError('fn', 'of type Function', fn);
  try { fn(); } catch (error) { return error; }
  return NOTHING;
};
const isPromise = (value) => value instanceof Promise || (value !== null && typeof value === 'object' && typeof value.then === 'function' && typeof value.catch === 'function');
const settled = async (given) => {
  const promise = typeof given === 'function' ? given() : given;
  if (!isPromise(promise)) {
    if (typeof given !== 'function') throw typeError('promiseFn', 'one of type Function or Promise', given);
    throw Object.assign(new TypeError(`Expected instance of Promise to be returned from the "promiseFn" function but got type ${typeof promise}.`), { code: 'ERR_INVALID_RETURN_VALUE' });
  }
  try { await promise; } catch (error) { return error; }
  return NOTHING;
};
const expectError = (operator, what, actual, args) => {
  let [expected, message] = args;
  if (typeof expected === 'string') {
    if (args.length > 1) throw typeError('error', KINDS, expected);
    const found = typeof actual === 'object' && actual !== null ? actual.message : actual;
    if (found === expected) {
      const is = found === actual ? `error "${actual}"` : `error message "${found}"`;
      throw Object.assign(new TypeError(`The "error/message" argument is ambiguous. The ${is} is identical to the message.`), { code: 'ERR_AMBIGUOUS_ARGUMENT' });
    }
    [expected, message] = [undefined, expected];
  } else if (expected !== undefined && expected !== null && typeof expected !== 'object' && typeof expected !== 'function') throw typeError('error', KINDS, expected);
  if (actual === NOTHING) {
    const name = expected && expected.name ? ` (${expected.name})` : '';
    fail({ expected, operator, message: `Missing expected ${what}${name}${message ? `: ${message}` : '.'}` });
  }
  // An error of another kind is thrown on.
  if (expected && !isExpected(actual, expected, { message, operator })) throw actual;
};
const expectNoError = (operator, what, actual, [given, text]) => {
  if (actual === NOTHING) return;
  const [expected, message] = typeof given === 'string' ? [undefined, given] : [given, text];
  if (expected && !isExpected(actual, expected)) throw actual;
  fail({ actual, expected, operator, message: `Got unwanted ${what}${message ? `: ${message}` : '.'}\nActual message: "${actual && actual.message}"` });
};

const assert = (...args) => ok(...args);
Object.assign(assert, {
  fail(...args) {
    const [actual, expected, given, operator] = args;
    const message = args.length === 1 ? actual : given;
    if (message instanceof Error) throw message;
    const error = new AssertionError({
      actual: args.length === 1 ? undefined : actual, expected, message: args.length ? message : 'Failed', operator: args.length === 2 ? '!=' : operator === undefined ? 'fail' : operator,
    });
    if (!args.length) error.generatedMessage = true;
    throw error;
  },
  AssertionError, ok,
  equal: comparison('==', (a, b) => a == b),
  notEqual: comparison('!=', (a, b) => a != b),
  deepEqual: comparison('deepEqual', isDeepEqual),
  notDeepEqual: comparison('notDeepEqual', (a, b) => !isDeepEqual(a, b)),
  deepStrictEqual: comparison('deepStrictEqual', isDeepStrictEqual),
  notDeepStrictEqual: comparison('notDeepStrictEqual', (a, b) => !isDeepStrictEqual(a, b)),
  strictEqual: comparison('strictEqual', Object.is),
  notStrictEqual: comparison('notStrictEqual', (a, b) => !Object.is(a, b)),
  throws(fn, ...args) { expectError('throws', 'exception', thrown(fn), args); },
  async rejects(given, ...args) { expectError('rejects', 'rejection', await settled(given), args); },
  doesNotThrow(fn, ...args) { expectNoError('doesNotThrow', 'exception', thrown(fn), args); },
  async doesNotReject(given, ...args) { expectNoError('doesNotReject', 'rejection', await settled(given), args); },
  ifError(value) {
    if (value === null || value === undefined) return;
    const isError = typeof value === 'object' && typeof value.message === 'string';
    const text = isError ? value.message || (value.constructor ? value.constructor.name : '') : inspect(value);
    throw new AssertionError({ actual: value, expected: null, operator: 'ifError', message: `ifError got unwanted exception: ${text}` });
  },
});
assert.strict = Object.assign((...args) => ok(...args), assert, {
  equal: assert.strictEqual, deepEqual: assert.deepStrictEqual, notEqual: assert.notStrictEqual, notDeepEqual: assert.notDeepStrictEqual,
});
assert.strict.strict = assert.strict;
return assert;
