// cheerio: changes of the tree.
const { UP, copy, detach, dom, has, render, settle, textOf, textsOf } = require('cheerio/node');
const { select } = require('cheerio/select');
const { isHtml } = require('cheerio/text');
// Puts nodes into one, out of where they were; `find` finds the index among its children.
const insert = (up, nodes, find) => {
  nodes.forEach(detach);
  up.children.splice(find(up.children), 0, ...nodes);
  nodes.forEach((node) => settle(node, up));
};
const append = (node, nodes) => { if (node.children) insert(node, nodes, (children) => children.length); };
const prepend = (node, nodes) => { if (node.children) insert(node, nodes, () => 0); };
// Beside a node that is itself among those moved, its place counts.
const beside = (shift) => (node, nodes) => {
  if (!node[UP]) return;
  const up = node[UP];
  const rest = up.children.slice(up.children.indexOf(node) + shift).find((one) => !nodes.includes(one));
  insert(up, nodes, (children) => (rest ? children.indexOf(rest) : children.length));
};
const [after, before] = [beside(1), beside(0)];
const put = (list, what, place) => {
  list.get().forEach((node, at) => {
    const given = typeof what[0] === 'function' ? what[0].call(node, at, list._make(node.children || []).toString()) : what;
    place(node, list._nodes(given, at < list.length - 1));
  });
  return list;
};
const SUBMITTED = 'input,select,textarea,keygen';
return {
  append(...what) { return put(this, what, append); },
  prepend(...what) { return put(this, what, prepend); },
  after(...what) { return put(this, what, after); },
  before(...what) { return put(this, what, before); },
  appendTo(target) { this._target(target).append(this); return this; },
  prependTo(target) { this._target(target).prepend(this); return this; },
  insertAfter(target) { return this._insert(target, after); },
  insertBefore(target) { return this._insert(target, before); },
  // The nodes of what a method is given; texts are read anew, nodes are copied on demand.
  _nodes(what, copied) {
    if (Array.isArray(what)) return [].concat(...what.map((one) => this._nodes(one, copied)));
    const nodes = this.$.nodesOf(what);
    return copied && typeof what !== 'string' ? nodes.map(copy) : nodes;
  },
  _target(target) { return target && target.cheerio ? target : this.$(target); },
  _insert(target, place) {
    const made = [];
    const targets = this._target(target);
    this.remove();
    targets.get().forEach((node) => {
      const nodes = this.get().map(copy);
      place(node, nodes);
      made.push(...nodes);
    });
    return this._make(made);
  },
  wrap(wrapper) {
    this.get().forEach((node, at) => {
      const given = typeof wrapper === 'function' ? wrapper.call(node, at) : wrapper;
      const found = typeof given === 'string' && !isHtml(given) ? this.parents().last().find(given).clone() : given;
      const [outer] = this._nodes(found, at < this.length - 1);
      if (!outer) return;
      before(node, [outer]);
      detach(node);
      // What the wrapper had within is gone, as in cheerio.
      outer.children = [node];
      settle(node, outer);
    });
    return this;
  },
  replaceWith(what) {
    this.get().forEach((node, at) => {
      if (!node[UP]) return;
      const nodes = this._nodes(typeof what === 'function' ? what.call(node, at, node) : what);
      before(node, nodes);
      if (!nodes.includes(node)) detach(node);
    });
    return this;
  },
  remove(selector) { (selector === undefined ? this : this.filter(selector)).get().forEach(detach); return this; },
  empty() {
    this.get().forEach((node) => { (node.children || []).forEach((child) => { child[UP] = null; }); node.children = []; });
    return this;
  },
  clone() { return this._make(this.get().map(copy)); },
  text(value) {
    if (value === undefined) return textsOf(this.get());
    this.get().forEach((node, at) => {
      const made = typeof value === 'function' ? value.call(node, at, textOf(node)) : value;
      node.children = [dom.text(String(made), node)];
    });
    return this;
  },
  html(value) {
    if (value === undefined || (value !== null && typeof value === 'object' && !value.cheerio)) return this.length && this[0].children ? this[0].children.map((node) => render(node, this.$._options)).join('') : null;
    this.get().forEach((node) => { if (!node.children) return; this._make([node]).empty().append(value && value.cheerio ? value.clone() : String(value)); });
    return this;
  },
  toString() { return this.get().map((node) => render(node, this.$._options)).join(''); },
  serializeArray() {
    const fields = [].concat(...this.get().map((node) => (node.name === 'form' ? select(SUBMITTED, [node]) : [node])));
    return [].concat(...fields.filter((node) => /^(?:input|select|textarea|keygen)$/.test(node.name) && node.attribs.name && !has(node, 'disabled')
      && !/^(?:submit|button|image|reset|file)$/i.test(node.attribs.type) && (!/^(?:checkbox|radio)$/.test(node.attribs.type) || has(node, 'checked')))
      .map((node) => [].concat(this._make([node]).val()).filter((value) => value !== undefined && value !== null)
        .map((value) => ({ name: node.attribs.name, value: String(value).replace(/\r?\n/g, '\r\n') }))));
  },
  serialize() { return this.serializeArray().map(({ name, value }) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&').replace(/%20/g, '+'); },
};
