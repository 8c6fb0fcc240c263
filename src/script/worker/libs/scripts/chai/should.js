// chai: `should`, which gives every object an assertion about itself.
return (core, { Assertion, AssertionError }) => {
  const about = (value, start) => {
    const assertion = new Assertion(value, null, start);
    const flags = () => ({ ...core.flags(assertion), message: core.flag(assertion, 'message') || null });
    return Object.defineProperty(assertion, '__flags', { get: flags, enumerable: true, configurable: true });
  };
  const isBoxed = (value) => [String, Number, Boolean, Symbol, BigInt].some((type) => value instanceof type);
  Object.defineProperty(Object.prototype, 'should', {
    get: function shouldGetter() { return about(isBoxed(this) ? this.valueOf() : this, shouldGetter); },
    set(value) { Object.defineProperty(this, 'should', { value, enumerable: true, configurable: true, writable: true }); },
    configurable: true,
  });
  const words = (start) => {
    const exist = (value, message) => { start(value, message).exist; };
    const equal = (value, other, message) => { start(value, message).equal(other); };
    const Throw = (fn, type, text, message) => { start(fn, message).Throw(type, text); };
    return { equal, Throw, exist, throw: Throw };
  };
  return {
    fail(actual, expected, message, operator) {
      const [found, text] = arguments.length < 2 ? [undefined, actual] : [actual, message];
      throw new AssertionError(text || 'should.fail()', { actual: found, expected, operator });
    },
    ...words((value, message) => new Assertion(value, message).to),
    not: words((value, message) => new Assertion(value, message).to.not),
  };
};
