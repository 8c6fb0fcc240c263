// chai: the functions of `assert` that are more than one word with fixed flags.
const COMPARE = {
  '==': (a, b) => a == b, '===': (a, b) => a === b, '>': (a, b) => a > b, '>=': (a, b) => a >= b,
  '<': (a, b) => a < b, '<=': (a, b) => a <= b, '!=': (a, b) => a != b, '!==': (a, b) => a !== b,
};
return ({ Assertion, AssertionError, util: { inspect } }) => {
  const to = (value, message) => new Assertion(value, message).to;
  // `(fn, object, property, …)` or, with a function that tells the value, `(fn, getter, …)`.
  const change = (word, test) => (...args) => {
    const [fn, subject, ...rest] = args;
    const [property, message] = args.length === 3 && typeof subject === 'function' ? [null, rest[0]] : rest;
    test(to(fn, message), word, subject, property);
  };
  const by = (word, test) => (...args) => {
    const [fn, subject, ...rest] = args;
    // With a message, chai takes the difference for the name of a property as well.
    const [property, delta, message] = args.length === 3 ? [null, ...rest] : args.length === 4 && typeof subject === 'function' ? [rest[0], ...rest] : rest;
    test(to(fn, message), word, subject, property, delta);
  };
  const does = (chain, word, subject, property) => chain[word](subject, property);
  const doesNot = (chain, word, subject, property) => chain.not[word](subject, property);
  const doesBy = (chain, word, subject, property, delta) => chain[word](subject, property).by(delta);
  const butNotBy = (chain, word, subject, property, delta) => chain[word](subject, property).but.not.by(delta);
  const thrown = (fn, type, text, message) => to(fn, message).throw(...(typeof type === 'string' || type instanceof RegExp ? [null, type] : [type, text]))._obj;
  return {
    operator(value, operator, other, message) {
      if (!Object.hasOwn(COMPARE, operator)) throw new AssertionError(`${message ? `${message}: ` : message}Invalid operator "${operator}"`);
      const test = new Assertion(COMPARE[operator](value, other), message);
      test.assert(test._obj === true, `expected ${inspect(value)} to be ${operator} ${inspect(other)}`, `expected ${inspect(value)} to not be ${operator} ${inspect(other)}`);
    },
    changes: change('change', does), changesBy: by('change', doesBy), doesNotChange: change('change', doesNot), changesButNotBy: by('change', butNotBy),
    increases: change('increase', does), increasesBy: by('increase', doesBy), doesNotIncrease: change('increase', doesNot), increasesButNotBy: by('increase', butNotBy),
    decreases: change('decrease', does), decreasesBy: by('decrease', doesBy), doesNotDecrease: change('decrease', doesNot),
    doesNotDecreaseBy: by('decrease', (chain, ...rest) => doesBy(chain.not, ...rest)), decreasesButNotBy: by('decrease', butNotBy),
    ...Object.fromEntries(['throws', 'throw', 'Throw'].map((name) => [name, thrown])),
    ifError(value) { if (value) throw value; },
  };
};
