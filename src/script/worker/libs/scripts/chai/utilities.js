// chai: what plugins build on, `chai.util`. The rules, the flags of assertions and their texts are in
// Rust: `core` reads and writes them.
const { call, apply } = Function.prototype;
const OWN_NAMES = ['__flags', '__methods', '_obj', 'assert'];
const OBJECTS = ['Array', 'Object', 'function'];
return (core, { Assertion, AssertionError, config }) => {
  const flag = (object, name, ...value) => {
    if (core.isAssertion(object)) return core.flag(object, name, ...value);
    if (!object.__flags) object.__flags = Object.create(null);
    if (value.length) [object.__flags[name]] = value;
    return value.length ? undefined : object.__flags[name];
  };
  const transferFlags = (from, to, includeAll = true) => {
    const flags = core.isAssertion(from) ? core.flags(from) : from.__flags || {};
    if (!core.isAssertion(to) && !to.__flags) to.__flags = Object.create(null);
    Object.keys(flags).forEach((name) => {
      if (includeAll || !['object', 'ssfi', 'lockSsfi', 'message'].includes(name)) flag(to, name, flags[name]);
    });
  };
  // The next link of the chain.
  const follow = (assertion, result) => {
    if (result !== undefined) return result;
    const next = new Assertion();
    transferFlags(assertion, next);
    return next;
  };
  // Names the function that a failure's stack should start at, unless an outer word has done so.
  const mark = (assertion, start) => { if (!flag(assertion, 'lockSsfi')) flag(assertion, 'ssfi', start); };
  // Calls the word that replaces another, whose own assertions leave the stack's start alone.
  const locked = (assertion, run) => {
    const before = flag(assertion, 'lockSsfi');
    flag(assertion, 'lockSsfi', true);
    const result = run();
    flag(assertion, 'lockSsfi', before);
    return follow(assertion, result);
  };

  const isProxyEnabled = () => !!config.useProxy;
  const names = (object) => {
    const all = new Set();
    for (let at = object; at; at = Object.getPrototypeOf(at)) Object.getOwnPropertyNames(at).forEach((name) => all.add(name));
    return [...all].filter((name) => !Object.hasOwn(Object.prototype, name) && !OWN_NAMES.includes(name));
  };
  const proxify = (object, method) => (isProxyEnabled() ? new Proxy(object, {
    get(target, name) {
      if (typeof name !== 'string' || config.proxyExcludedKeys.includes(name) || Reflect.has(target, name)) return Reflect.get(target, name);
      if (method) throw Error(`Invalid Chai property: ${method}.${name}. See docs for proper usage of "${method}".`);
      const near = core.closest(name, names(target));
      throw Error(`Invalid Chai property: ${name}${near === undefined ? '' : `. Did you mean "${near}"?`}`);
    },
  }) : object);
  const addLengthGuard = (fn, name, isChainable) => Object.defineProperty(fn, 'length', {
    configurable: true,
    get() {
      throw Error(isChainable ? `Invalid Chai property: ${name}.length. Due to a compatibility issue, "length" cannot directly follow "${name}". Use "${name}.lengthOf" instead.`
        : `Invalid Chai property: ${name}.length. See docs for proper usage of "${name}".`);
    },
  });

  const putMethod = (target, name, run) => {
    addLengthGuard(run, name, false);
    target[name] = proxify(run, name);
  };
  const addMethod = (target, name, method) => {
    putMethod(target, name, function methodWrapper(...args) {
      mark(this, methodWrapper);
      return follow(this, method.apply(this, args));
    });
  };
  const overwriteMethod = (target, name, method) => {
    const before = target[name];
    const old = typeof before === 'function' ? before : () => { throw new Error(`${name} is not a function`); };
    putMethod(target, name, function overwrittenMethod(...args) {
      mark(this, overwrittenMethod);
      return locked(this, () => method(old).apply(this, args));
    });
  };
  const putProperty = (target, name, get) => Object.defineProperty(target, name, { get, configurable: true });
  const addProperty = (target, name, getter = () => undefined) => {
    putProperty(target, name, function propertyGetter() {
      mark(this, propertyGetter);
      return follow(this, getter.call(this));
    });
  };
  const overwriteProperty = (target, name, getter) => {
    const { get: old = () => undefined } = Object.getOwnPropertyDescriptor(target, name) || {};
    putProperty(target, name, function overwrittenProperty() {
      mark(this, overwrittenProperty);
      return locked(this, () => getter(old).call(this));
    });
  };
  const addChainableMethod = (target, name, method, chainingBehavior = () => undefined) => {
    const behavior = { method, chainingBehavior };
    if (!target.__methods) Object.defineProperty(target, '__methods', { value: {}, writable: true, configurable: true });
    target.__methods[name] = behavior;
    putProperty(target, name, function chainableMethodGetter() {
      behavior.chainingBehavior.call(this);
      const run = function chainableMethodWrapper(...args) {
        mark(this, chainableMethodWrapper);
        return follow(this, behavior.method.apply(this, args));
      };
      addLengthGuard(run, name, true);
      return Object.setPrototypeOf(run, Object.assign(core.isAssertion(this) ? core.link(this) : {}, { call, apply }));
    });
  };
  // A word of chai's own is both, by what it gives out when read.
  const ownBehavior = (target, name) => {
    const { get } = Object.getOwnPropertyDescriptor(target, name) || {};
    if (typeof get !== 'function') throw new TypeError(`Cannot read properties of undefined (reading 'chainingBehavior')`);
    return {
      method(...args) { return Reflect.apply(get.call(this), this, args); },
      chainingBehavior() { get.call(this); },
    };
  };
  const overwriteChainableMethod = (target, name, method, chainingBehavior) => {
    if (!target.__methods || !target.__methods[name]) {
      const own = ownBehavior(target, name);
      addChainableMethod(target, name, own.method, own.chainingBehavior);
    }
    const behavior = target.__methods[name];
    const { method: oldMethod, chainingBehavior: oldChaining } = behavior;
    behavior.chainingBehavior = function overwrittenChain() { return follow(this, chainingBehavior(oldChaining).call(this)); };
    behavior.method = function overwrittenChainable(...args) { return follow(this, method(oldMethod).apply(this, args)); };
  };

  const getActual = (object, args) => (args.length > 4 ? args[4] : object._obj);
  const textOf = (message) => (typeof message === 'function' ? message() : message) || '';
  const getMessage = (object, args) => {
    const shown = { this: flag(object, 'object'), act: getActual(object, args), exp: args[3] };
    const text = textOf(args[flag(object, 'negate') ? 2 : 1]).replace(/#\{(this|act|exp)\}/g, (_, name) => core.objDisplay(shown[name]));
    const own = flag(object, 'message');
    return own ? `${own}: ${text}` : text;
  };
  const getOperator = (object, args) => {
    const named = flag(object, 'operator');
    if (named) return named;
    const text = textOf(args[flag(object, 'negate') ? 2 : 1]);
    if (!text || /\shave\s/.test(text)) return undefined;
    const deep = OBJECTS.includes(core.type(args[3]));
    if (/\snot\s/.test(text)) return deep ? 'notDeepStrictEqual' : 'notStrictEqual';
    return deep ? 'deepStrictEqual' : 'strictEqual';
  };
  const expectTypes = (object, types) => {
    const wanted = types.map((type) => type.toLowerCase()).sort();
    const found = core.type(flag(object, 'object')).toLowerCase();
    if (wanted.includes(found)) return;
    const list = wanted.map((type, at) => `${wanted.length > 1 && at === wanted.length - 1 ? 'or ' : ''}${'aeiou'.includes(type[0]) ? 'an' : 'a'} ${type}`).join(', ');
    const own = flag(object, 'message');
    throw new AssertionError(`${own ? `${own}: ` : ''}object tested must be ${list}, but ${found} given`, undefined, flag(object, 'ssfi'));
  };

  const getOwnEnumerablePropertySymbols = (object) => Object.getOwnPropertySymbols(object).filter((symbol) => Object.getOwnPropertyDescriptor(object, symbol).enumerable);
  const hasProperty = (object, name) => object !== undefined && object !== null && name in Object(object);
  const steps = (path) => path.replace(/([^\\])\[/g, '$1.[').match(/(\\\.|[^.]+?)+/g).map((step) => {
    const index = /^\[(\d+)\]$/.exec(step);
    return index ? Number(index[1]) : step.replace(/\\([.[\]])/g, '$1');
  });
  const getPathInfo = (object, path) => {
    const list = steps(path);
    const name = list.pop();
    const parent = list.reduce((at, step) => (at === undefined || at === null ? undefined : at[step]), object);
    const exists = hasProperty(parent, name);
    return { parent, name, value: exists ? parent[name] : undefined, exists };
  };
  const constructorName = (error) => (error instanceof Error ? error.constructor.name : typeof error === 'function' ? error.name || new error().name : error);
  const checkError = {
    compatibleInstance: (thrown, wanted) => wanted instanceof Error && thrown === wanted,
    compatibleConstructor: (thrown, wanted) => {
      if (wanted instanceof Error) return thrown.constructor === wanted.constructor || thrown instanceof wanted.constructor;
      if (wanted.prototype instanceof Error || wanted === Error) return thrown.constructor === wanted || thrown instanceof wanted;
      return false;
    },
    compatibleMessage: (thrown, wanted) => {
      const text = typeof thrown === 'string' ? thrown : thrown.message;
      return wanted instanceof RegExp ? wanted.test(text) : typeof wanted === 'string' && text.includes(wanted);
    },
    getMessage: (error) => (error && error.message ? error.message : typeof error === 'string' ? error : ''),
    getConstructorName: constructorName,
  };
  const { type, inspect, objDisplay, eql } = core;
  return {
    test: (object, [holds]) => (flag(object, 'negate') ? !holds : holds), type, expectTypes, getMessage, getActual, inspect, objDisplay, flag, transferFlags, eql,
    getPathInfo, hasProperty, getName: (fn) => (typeof fn === 'function' ? fn.name : null), addProperty, addMethod, overwriteProperty, overwriteMethod,
    addChainableMethod, overwriteChainableMethod, compareByInspect: (a, b) => (inspect(a) < inspect(b) ? -1 : 1),
    getOwnEnumerablePropertySymbols, getOwnEnumerableProperties: (object) => Object.keys(object).concat(getOwnEnumerablePropertySymbols(object)),
    checkError, proxify, addLengthGuard, isProxyEnabled, isNaN: Number.isNaN, getOperator,
  };
};
