// chai: what `require('chai')` gives out. `core` is what Rust has of it.
const STATICS = ['addProperty', 'addMethod', 'addChainableMethod', 'overwriteProperty', 'overwriteMethod', 'overwriteChainableMethod'];
return (core) => {
  const { version, AssertionError, config, Assertion, expect, assert } = core;
  const used = [];
  const util = require('chai/utilities')(core, { Assertion, AssertionError, config });
  const should = () => require('chai/should')(core, chai);
  const use = (plugin) => {
    if (used.includes(plugin)) return chai;
    plugin(chai, util);
    used.push(plugin);
    return chai;
  };
  const chai = { version, AssertionError, use, util, config, Assertion, expect, should, Should: should, assert };
  STATICS.forEach((name) => { Assertion[name] = (...args) => { util[name](Assertion.prototype, ...args); }; });
  ['includeStack', 'showDiff'].forEach((name) => {
    Object.defineProperty(Assertion, name, { get: () => config[name], set(value) { config[name] = value; }, configurable: true });
  });
  Object.assign(assert, require('chai/assert')(chai));
  return chai;
};
