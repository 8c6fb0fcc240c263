// lodash: what a chain does with a list, element by element, so that `take` and its like end the work early.
const { iteratee, toInteger, slice, toKey, castPath, getPath } = require('lodash/core');
const number = (n) => Math.max(n === undefined ? 1 : toInteger(n), 0);
const negate = (test) => (value) => !test(value);
const invoke = (path, args) => (value) => require('lodash').invoke(value, path, ...args);

// A list that is still to be walked: from one place to another, in one direction, through stages.
class Walk {
  constructor(source) {
    this.source = source;
    this.from = 0;
    this.to = source.length;
    this.back = false;
    this.stages = [];
    this.narrowed = false; // whether the number of elements is open
    this.cut = false; // whether fewer than all are walked
  }
  map(by) { this.stages.push({ map: by }); return this; }
  filter(test) { this.stages.push({ filter: test }); this.narrowed = true; return this; }
  while(test) { this.stages.push({ while: test }); this.narrowed = true; return this; }
  slice(start, end) {
    if (this.narrowed && (start || end < 0)) return new Walk(this.values()).slice(start, end);
    if (this.narrowed) {
      if (end !== undefined) { this.stages.push({ left: end }); this.cut = true; }
      return this;
    }
    const size = this.to - this.from;
    const [low, high] = [start, end === undefined ? size : end].map((at) => Math.min(Math.max(at < 0 ? size + at : at, 0), size));
    const [from, to] = this.back ? [this.to - high, this.to - low] : [this.from + low, this.from + high];
    this.cut = this.cut || low > 0 || high < size;
    [this.from, this.to] = [from, Math.max(from, to)];
    return this;
  }
  reverse() {
    const turned = this.narrowed ? new Walk(this.values()) : this;
    turned.back = !turned.back;
    turned.cut = true;
    return turned;
  }
  values() {
    const out = [];
    if (this.stages.some((stage) => stage.left === 0)) return out;
    const step = this.back ? -1 : 1;
    for (let at = this.back ? this.to - 1 : this.from; at >= this.from && at < this.to; at += step) {
      let last = false;
      let value = this.source[at];
      const kept = this.stages.every((stage) => {
        if (stage.map) value = stage.map(value);
        else if (stage.filter) return stage.filter(value);
        else if (stage.while) { if (!stage.while(value)) { last = true; return false; } } else {
          stage.left -= 1;
          last = last || stage.left === 0;
        }
        return true;
      });
      if (kept) out.push(value);
      if (last) break;
    }
    return out;
  }
}
const STEPS = {
  map: (walk, [by]) => walk.map(iteratee(by, 3)),
  invokeMap: (walk, [path, ...args]) => walk.map(invoke(path, args)),
  filter: (walk, [test]) => walk.filter(iteratee(test, 3)),
  reject: (walk, [test]) => walk.filter(negate(iteratee(test, 3))),
  compact: (walk) => walk.filter((value) => value),
  takeWhile: (walk, [test]) => walk.while(iteratee(test, 3)),
  takeRightWhile: (walk, [test]) => walk.reverse().while(iteratee(test, 3)).reverse(),
  take: (walk, [n]) => walk.slice(0, number(n)),
  takeRight: (walk, [n]) => walk.reverse().slice(0, number(n)).reverse(),
  drop: (walk, [n]) => walk.slice(number(n)),
  dropRight: (walk, [n]) => walk.slice(0, -number(n) || undefined),
  slice: (walk, [start, end]) => walk.slice(toInteger(start), end === undefined ? undefined : toInteger(end)),
  initial: (walk) => walk.slice(0, -1),
  tail: (walk) => walk.slice(1),
  reverse: (walk) => walk.reverse(),
  toArray: (walk) => walk,
  find: (walk, [test]) => walk.filter(iteratee(test, 3)).slice(0, 1),
  findLast: (walk, [test]) => walk.reverse().filter(iteratee(test, 3)).slice(0, 1),
  head: (walk) => walk.slice(0, 1),
  last: (walk) => walk.reverse().slice(0, 1),
  at: (walk, args) => { const [at] = [].concat(...args); return at === undefined ? walk.slice(0, 0) : walk.slice(+at, +at + 1); },
};
// Whether an action can be done element by element: its function takes one argument only.
const WITH_TEST = /^(?:filter|find|findLast|map|reject|takeWhile|takeRightWhile)$/;
const fits = ({ name, args }, first) => {
  if (name === 'reverse' && first) return false;
  if (!STEPS[name] || (WITH_TEST.test(name) && typeof args[0] === 'function' && args[0].length !== 1)) return false;
  return name !== 'at' || (args.length === 1 && /^\d*$/.test(args[0]));
};
const ONE = /^(?:find|findLast|head|last)$/;
const act = (value, { func, args, thisArg }) => func.apply(thisArg, [value, ...args]);
// Does actions one after another, and as many as possible of them at once.
const fused = (start, actions) => {
  let value = start;
  let at = 0;
  while (at < actions.length) {
    let end = at;
    while (Array.isArray(value) && end < actions.length && fits(actions[end], end === at)) {
      end += 1;
      if (ONE.test(actions[end - 1].name)) break;
    }
    const run = actions.slice(at, end);
    // A single action has nothing to save.
    const walk = run.length > 1 ? run.reduce((way, { name, args }) => STEPS[name](way, args), new Walk(value)) : undefined;
    if (walk && walk.cut) {
      const list = walk.values();
      value = ONE.test(run[run.length - 1].name) ? list[0] : run[run.length - 1].name === 'at' && !list.length && `${run[run.length - 1].args[0]}` ? [undefined] : list;
    } else (run.length ? run : [actions[at]]).forEach((action) => { value = act(value, action); });
    at = Math.max(end, at + 1);
  }
  return value;
};
return fused;
