// cheerio 0.22: jQuery's way through a document. The text is read in Rust, the tree is kept here.
const { Node, adopt, descend, textOf, render, read, unique } = require('cheerio/node');
const { select } = require('cheerio/select');
const isHtml = (text) => /^\s*<[\s\S]*>\s*$/.test(text) || /^\s*</.test(text);

class Cheerio {
  constructor(nodes, $, before) {
    nodes.forEach((node, at) => { this[at] = node; });
    this.length = nodes.length;
    Object.defineProperty(this, '$', { value: $, enumerable: false });
    if (before) Object.defineProperty(this, 'prevObject', { value: before, enumerable: false });
  }

  // A list that came from this one, and one that stands alone.
  make(nodes) { return new Cheerio(unique(nodes.filter(Boolean)), this.$, this); }

  _make(nodes, before) { return new Cheerio(nodes, this.$, before); }

  get(at) { const list = Array.from({ length: this.length }, (_, i) => this[i]); return at === undefined || at === null ? list : at < 0 ? list[this.length + at] : list[at]; }

  toArray() { return this.get(); }

  [Symbol.iterator]() { return this.get()[Symbol.iterator](); }
}
const hide = (name, value) => Object.defineProperty(Cheerio.prototype, name, { value, writable: true, configurable: true, enumerable: false });
[require('cheerio/traversing'), require('cheerio/attributes'), require('cheerio/manipulation')].forEach((methods) => Object.keys(methods).forEach((name) => hide(name, methods[name])));
hide('cheerio', '[cheerio object]');
hide('splice', Array.prototype.splice);
hide('options', {});
['bind', 'unbind', 'on', 'off', 'trigger', 'ready', 'delegate', 'animate', 'show', 'hide', 'width', 'height', 'offset', 'position'].forEach((name) => {
  hide(name, () => { throw new TypeError(`cheerio.${name} is not implemented: a document without a browser has no events and no layout`); });
});

const rootOf = (source, options) => {
  if (source instanceof Node && source.type === 'root') return source;
  const nodes = source instanceof Node ? [source] : Array.isArray(source) ? source : source instanceof Cheerio ? source.get() : undefined;
  if (!nodes) return read(source === undefined || source === null ? '' : source, options.xmlMode);
  return adopt(Object.assign(new Node(['root', 'root', [], []]), { children: nodes }), null);
};
const load = (source, given) => {
  const options = { withDomLvl1: true, normalizeWhitespace: false, xmlMode: false, decodeEntities: true, ...given };
  const root = rootOf(source, options);
  root.xml = !!options.xmlMode;
  const nodesOf = (what) => {
    if (what instanceof Cheerio) return what.get();
    if (Array.isArray(what)) return [].concat(...what.map(nodesOf));
    if (what instanceof Node) return [what];
    return what === undefined || what === null ? [] : read(what, options.xmlMode).children.slice();
  };
  function $(selector, context, scope, opts) {
    if (!(this instanceof $) && this !== undefined && this !== null && opts) return load(scope, opts)(selector, context);
    if (!selector) return new Cheerio([], $);
    if (typeof selector !== 'string') return new Cheerio(nodesOf(selector), $);
    if (isHtml(selector)) return new Cheerio(nodesOf(selector).map((node) => Object.assign(node, { parent: null })), $);
    const start = scope === undefined || scope === null ? [root] : typeof scope === 'string' ? [read(scope, options.xmlMode)] : nodesOf(scope);
    const from = context === undefined || context === null ? start : typeof context === 'string' ? (isHtml(context) ? nodesOf(context) : select(context, start)) : nodesOf(context);
    const found = new Cheerio(select(selector, from), $, new Cheerio(from, $));
    return found;
  }
  const show = (what, how) => {
    if (what === undefined || what === null) return render(root, how);
    return (typeof what === 'string' ? select(what, [root]) : nodesOf(what)).map((node) => render(node, how)).join('');
  };
  const isOptions = (what) => what !== null && typeof what === 'object' && !(what instanceof Cheerio) && !(what instanceof Node) && !Array.isArray(what);
  Object.assign($, {
    _root: root, _options: options, nodesOf, fn: Cheerio.prototype, prototype: Cheerio.prototype,
    root: () => new Cheerio([root], $),
    html: (what, opts) => (isOptions(what) ? show(undefined, { ...options, ...what }) : show(what, { ...options, ...opts })),
    xml: (what) => show(what, { ...options, xmlMode: true }),
    text: (what) => (what === undefined || what === null ? [root] : nodesOf(what)).map(textOf).join(''),
    parseHTML: (text, context, keepScripts) => parseHTML(text, typeof context === 'boolean' ? context : keepScripts, nodesOf),
    contains, load,
  });
  return $;
};
const contains = (outer, inner) => outer !== inner && descend(outer).includes(inner);
const parseHTML = (text, keepScripts, nodesOf) => {
  if (!text || typeof text !== 'string') return null;
  const nodes = nodesOf(text);
  if (keepScripts) return nodes;
  const clean = (node) => { if (node.children) { node.children = node.children.filter((child) => child.type !== 'script'); node.children.forEach(clean); } return node; };
  return nodes.filter((node) => node.type !== 'script').map(clean);
};
const cheerio = (selector, context, source, options) => load(source === undefined ? '' : source, options)(selector, context);
const listed = (what) => (what instanceof Cheerio ? what.get() : [].concat(what));
return Object.assign(cheerio, {
  load, version: '0.22.0', contains, prototype: Cheerio.prototype, fn: Cheerio.prototype,
  html: (what, options) => listed(what).map((node) => render(node, options)).join(''),
  xml: (what) => listed(what).map((node) => render(node, { xmlMode: true })).join(''),
  text: (what) => listed(what).map(textOf).join(''),
  root: () => load('').root(),
  parseHTML: (text, context, keepScripts) => load('').parseHTML(text, context, keepScripts),
});
