// cheerio: changes of the tree.
const { Node, adopt, detach, copy, textOf, render, has } = require('cheerio/node');
const { select } = require('cheerio/select');
const into = (place) => (node, nodes) => {
  const { children } = node;
  children.splice(place === 'start' ? 0 : children.length, 0, ...nodes);
  nodes.forEach((one) => { one.parent = node; });
};
const beside = (shift) => (node, nodes) => {
  if (!node.parent) return;
  const { children } = node.parent;
  children.splice(children.indexOf(node) + shift, 0, ...nodes);
  nodes.forEach((one) => { one.parent = node.parent; });
};
const put = (list, what, place) => {
  list.get().forEach((node, at) => {
    if (!node.children && place !== after && place !== before) return;
    const given = typeof what[0] === 'function' ? [what[0].call(node, at, list.$.html ? list._make(node.children || []).toString() : '')] : what;
    const nodes = [].concat(...given.map((one) => list.$.nodesOf(one))).map((one) => (at === list.length - 1 ? detach(one) : copy(one)));
    place(node, nodes);
  });
  return list;
};
const [append, prepend, after, before] = [into('end'), into('start'), beside(1), beside(0)];
const SUBMITTED = 'input,select,textarea,keygen';
const wrapped = (list, wrapper, target) => {
  list.get().forEach((node, at) => {
    const given = typeof wrapper === 'function' ? wrapper.call(node, at) : wrapper;
    const [outer] = list.$.nodesOf(typeof given === 'string' && !/^\s*</.test(given) ? list.$(given) : given).map(copy);
    if (!outer) return;
    target(node, outer);
  });
  return list;
};
return {
  append(...what) { return put(this, what, append); },
  prepend(...what) { return put(this, what, prepend); },
  after(...what) { return put(this, what, after); },
  before(...what) { return put(this, what, before); },
  appendTo(target) { this._target(target).append(this); return this; },
  prependTo(target) { this._target(target).prepend(this); return this; },
  insertAfter(target) { return this._insert(target, 'after'); },
  insertBefore(target) { return this._insert(target, 'before'); },
  _target(target) { return target && target.cheerio ? target : this.$(target); },
  _insert(target, side) {
    const made = [];
    const targets = this._target(target);
    this.remove();
    targets.get().forEach((node) => {
      const nodes = this.get().map(copy);
      (side === 'after' ? after : before)(node, nodes);
      made.push(...nodes);
    });
    return this._make(made, this);
  },
  wrap(wrapper) {
    // What the wrapper had within is gone, as in cheerio.
    return wrapped(this, wrapper, (node, outer) => {
      if (node.parent) { node.parent.children[node.parent.children.indexOf(node)] = outer; outer.parent = node.parent; }
      node.parent = outer;
      outer.children = [node];
    });
  },
  replaceWith(what) {
    this.get().forEach((node, at) => {
      const { parent } = node;
      if (!parent) return;
      const given = typeof what === 'function' ? what.call(node, at, node) : what;
      const nodes = this.$.nodesOf(given);
      nodes.filter((one) => one !== node).forEach(detach);
      parent.children.splice(parent.children.indexOf(node), 1, ...nodes);
      node.parent = null;
      nodes.forEach((one) => { one.parent = parent; });
    });
    return this;
  },
  remove(selector) { (selector === undefined ? this : this.filter(selector)).get().forEach(detach); return this; },
  empty() {
    this.get().forEach((node) => { (node.children || []).forEach((child) => { child.parent = null; }); node.children = []; });
    return this;
  },
  clone() { return this._make(this.get().map(copy)); },
  text(value) {
    if (value === undefined) return this.get().map(textOf).join('');
    this.get().forEach((node, at) => {
      const made = typeof value === 'function' ? value.call(node, at, textOf(node)) : value;
      node.children = [adopt(new Node(['text', String(made)]), node)];
    });
    return this;
  },
  html(value) {
    if (value === undefined || (value !== null && typeof value === 'object' && !value.cheerio)) return this.length && this[0].children ? this[0].children.map((node) => render(node, this.$._options)).join('') : null;
    this.get().forEach((node) => { node.children = []; this._make([node]).append(value && value.cheerio ? value.clone() : String(value)); });
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
