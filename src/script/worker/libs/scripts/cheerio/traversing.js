// cheerio: the ways from some elements to others.
const { above, after, before, contains, elements, flat, isTag, unique, without } = require('cheerio/node');
const { select, matches, matching, ordered } = require('cheerio/select');
// The nodes up to one that matches.
const until = (list, what, $) => {
  if (what === undefined || what === null) return list;
  const stop = typeof what === 'string' ? (node) => matches(node, what, $._options) : (node) => $.nodesOf(what).includes(node);
  const end = list.findIndex(stop);
  return end < 0 ? list : list.slice(0, end);
};
return {
  picked(nodes, selector) { return this.make(selector === undefined || selector === null ? nodes : this._make(unique(nodes)).filter(selector).get()); },

  test(what) {
    if (typeof what === 'function') return (node, at) => what.call(node, at, node);
    return typeof what === 'string' ? (node) => matches(node, what, this.options) : (node) => this.$.nodesOf(what).includes(node);
  },

  find(what) {
    if (typeof what === 'string') return this._make(select(what, this.get(), this.options));
    return this.make(this.$.nodesOf(what).filter((node) => this.get().some((outer) => contains(outer, node))));
  },

  filter(what) { return this.make(typeof what === 'string' ? matching(this.get(), what, this.options) : this.get().filter(this.test(what))); },

  not(what) { return this.make(without(this.get(), this.filter(what).get())); },

  is(what) { return what !== undefined && this.get().some(this.test(what)); },

  has(what) { return this.make(this.get().filter((node) => (typeof what === 'string' ? select(what, [node], this.options).length : this.$.nodesOf(what).some((inner) => contains(node, inner))))); },

  eq(at) { return this.make([this.get(Number(at))]); },

  first() { return this.length > 1 ? this.make([this[0]]) : this; },

  last() { return this.length > 1 ? this.make([this[this.length - 1]]) : this; },

  slice(...args) { return this.make(this.get().slice(...args)); },

  add(what, context) { return this.make(ordered(unique(this.get().concat(this.$(what, context).get())))); },

  end() { return this.prevObject || this._make([]); },

  addBack(selector) { const held = this.end(); return this.add(selector === undefined ? held : held.filter(selector)); },

  each(visit) { this.get().some((node, at) => visit.call(node, at, node) === false); return this; },

  map(visit) {
    return this._make(flat(this.get().map((node, at) => { const made = visit.call(node, at, node); return made === null || made === undefined ? [] : made; })), this);
  },

  index(what) {
    if (what === undefined) return this.length ? this.parent().children().get().indexOf(this[0]) : -1;
    return typeof what === 'string' ? this.$(what).get().indexOf(this[0]) : this.get().indexOf(this.$.nodesOf(what)[0]);
  },

  parent(selector) { return this.picked(this.get().map((node) => node.parent).filter(Boolean), selector); },

  parents(selector) { return this.parentsUntil(null, selector); },

  parentsUntil(what, selector) {
    const list = unique(flat(this.get().slice().reverse().map((node) => until(above(node), what, this.$))));
    return this.picked(list, selector);
  },

  closest(selector) {
    if (!selector) return this.make([]);
    const test = this.test(selector);
    return this.make(this.get().map((node) => [node, ...above(node)].find((one) => isTag(one) && test(one))));
  },

  children(selector) { return this.picked(flat(this.get().map(elements)), selector); },

  contents() { return this.make(flat(this.get().map((node) => node.children || []))); },

  siblings(selector) {
    // Elements at the top have none: they have no parent.
    return this.picked(without(this.parent().children().get(), this.get()), selector);
  },

  next(selector) { return this.picked(flat(this.get().map((node) => after(node).slice(0, 1))), selector); },

  nextAll(selector) { return this.picked(flat(this.get().map(after)), selector); },

  nextUntil(what, selector) { return this.picked(flat(this.get().map((node) => until(after(node), what, this.$))), selector); },

  prev(selector) { return this.picked(flat(this.get().map((node) => before(node).slice(0, 1))), selector); },

  prevAll(selector) { return this.picked(flat(this.get().map(before)), selector); },

  prevUntil(what, selector) { return this.picked(flat(this.get().map((node) => until(before(node), what, this.$))), selector); },
};
