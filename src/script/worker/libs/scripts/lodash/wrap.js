// lodash: functions that hold arguments back or move them: bind, partial, curry and their like.
const { toInteger, isIndex, has, isArguments } = require('lodash/core');
const callable = (fn) => {
  if (typeof fn !== 'function') throw new TypeError('Expected a function');
  return fn;
};
const run = (fn, self, args, made) => (made ? Reflect.construct(fn, args) : fn.apply(self, args));
// `_` itself stands for an argument that is still open, or what a program puts in its place.
const isLodash = (item) => typeof item === 'function' && typeof item.runInContext === 'function';
const openness = (owner) => {
  const _ = require('lodash');
  const mark = (has(_, 'placeholder') ? _ : owner).placeholder;
  return mark === _ ? isLodash : (item) => item === mark;
};
// Puts arguments into the open places of those held; what is over follows.
const filled = (args, held, isOpen, keep) => {
  const rest = args.slice();
  const out = held.map((item) => (isOpen(item) && (rest.length || !keep) ? rest.shift() : item));
  return out.concat(rest);
};
const filledRight = (args, held, isOpen, keep) => {
  const cut = Math.max(args.length - held.filter(isOpen).length, 0);
  return args.slice(0, cut).concat(filled(args.slice(cut), held, isOpen, keep));
};
const partial = (owner, right) => (fn, ...held) => {
  callable(fn);
  const isOpen = openness(owner());
  const fill = right ? filledRight : filled;
  return function wrapper(...args) { return run(fn, this, fill(args, held, isOpen, false), new.target); };
};
const curry = (owner, right) => (fn, arity, guard) => {
  callable(fn);
  const fill = right ? filledRight : filled;
  const most = guard || arity === undefined ? fn.length : Math.max(toInteger(arity), 0);
  const waiting = (missing, held) => {
    const wrapper = function (...args) {
      const isOpen = openness(wrapper);
      const given = args.filter((item) => !isOpen(item)).length;
      const all = fill(args, held, isOpen, true);
      return given < missing ? waiting(missing - given, all) : run(fn, this, all, new.target);
    };
    wrapper.placeholder = owner().placeholder;
    return wrapper;
  };
  return waiting(most, []);
};
const flatList = (list) => [].concat(...list.map((item) => (Array.isArray(item) || isArguments(item) ? Array.from(item) : [item])));
const W = {
  ary(fn, n, guard) {
    callable(fn);
    const size = guard || n == null ? fn.length : Math.max(toInteger(n), 0);
    return function wrapper(...args) { return run(fn, this, args.slice(0, size), new.target); };
  },
  bind(fn, self, ...held) {
    callable(fn);
    const isOpen = openness(W.bind);
    return function wrapper(...args) { return run(fn, self, filled(args, held, isOpen, false), new.target); };
  },
  bindKey(object, key, ...held) {
    const isOpen = openness(W.bindKey);
    return function wrapper(...args) { return run(object[key], object, filled(args, held, isOpen, false), new.target); };
  },
  curry: curry(() => W.curry, false),
  curryRight: curry(() => W.curryRight, true),
  flip(fn) {
    callable(fn);
    return function wrapper(...args) { return run(fn, this, args.reverse(), new.target); };
  },
  partial: partial(() => W.partial, false),
  partialRight: partial(() => W.partialRight, true),
  rearg(fn, ...order) {
    callable(fn);
    const places = flatList(order);
    return function wrapper(...args) {
      const moved = args.map((item, at) => (at >= places.length ? item : isIndex(places[at], args.length) ? args[places[at]] : undefined));
      return run(fn, this, moved, new.target);
    };
  },
};
['bind', 'bindKey', 'curry', 'curryRight', 'partial', 'partialRight'].forEach((name) => { W[name].placeholder = require('lodash'); });
return W;
