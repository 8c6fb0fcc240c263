// cheerio 0.22: jQuery's way through a document.
const { Node, contains, flat, list, listed, rooted, textsOf, render, read, unique } = require('cheerio/node');
const { select } = require('cheerio/select');
const { isHtml } = require('cheerio/text');
const DEFAULTS = { withDomLvl1: true, normalizeWhitespace: false, xmlMode: false, decodeEntities: true };

class Cheerio {
  make(nodes) { return this._make(unique(nodes)); }

  // A list that came from this one.
  _make(nodes) { return list(this.constructor.prototype, nodes, this.$, this); }

  get options() { return this.$._options; }

  get(at) { return at === undefined || at === null ? listed(this) : this[at < 0 ? this.length + at : at]; }

  toArray() { return this.get(); }

  [Symbol.iterator]() { return this.get()[Symbol.iterator](); }
}
const hide = (name, value) => Object.defineProperty(Cheerio.prototype, name, { value, writable: true, configurable: true, enumerable: false });
[require('cheerio/traversing'), require('cheerio/attributes'), require('cheerio/manipulation')].forEach((methods) => Object.keys(methods).forEach((name) => hide(name, methods[name])));
hide('cheerio', '[cheerio object]');
hide('splice', Array.prototype.splice);
['bind', 'unbind', 'on', 'off', 'trigger', 'ready', 'delegate', 'animate', 'show', 'hide', 'width', 'height', 'offset', 'position'].forEach((name) => {
  hide(name, () => { throw new TypeError(`cheerio.${name} is not implemented: a document without a browser has no events and no layout`); });
});

// Scripts may put objects of their own into a document.
const isNode = (what) => what instanceof Node || (what !== null && typeof what === 'object' && !!(what.name || what.type === 'text' || what.type === 'comment'));
const rootOf = (source, options) => {
  if (source instanceof Node && source.type === 'root') return source;
  const nodes = source instanceof Node ? [source] : Array.isArray(source) ? source : source instanceof Cheerio ? source.get() : undefined;
  if (!nodes) return read(source === undefined || source === null ? '' : source, options);
  return rooted(nodes);
};
const load = (source, given) => {
  const options = { ...DEFAULTS, ...given };
  const root = rootOf(source, options);
  // Extensions of one document's prototype are its own.
  class Own extends Cheerio {}
  const own = (nodes, before) => list(Own.prototype, nodes, $, before);
  const nodesOf = (what) => {
    if (what instanceof Cheerio) return what.get();
    if (Array.isArray(what)) return flat(what.map(nodesOf));
    if (isNode(what)) return [what];
    return what === undefined || what === null ? [] : read(what, options).children.slice();
  };
  function $(selector, context, scope, opts) {
    if (!(this instanceof $) && this !== undefined && this !== null && opts) return load(scope, opts)(selector, context);
    if (selector instanceof Node) return own([selector]);
    if (!selector) return own([]);
    if (selector instanceof Cheerio) return selector;
    if (typeof selector !== 'string') return own(nodesOf(selector));
    if (isHtml(selector)) return own(nodesOf(selector));
    const start = scope === undefined || scope === null ? [root] : typeof scope === 'string' ? [read(scope, options)] : nodesOf(scope);
    if (!context) return own(select(selector, start, options), own(start));
    // In the words of cheerio: what stands behind a comma is looked for everywhere.
    if (typeof context === 'string' && !isHtml(context)) return own(select(`${context} ${selector}`, start, options), own(start));
    const from = typeof context === 'string' ? [read(context, options)] : nodesOf(context);
    return own(select(selector, from, options), own(from));
  }
  const show = (what, how) => {
    if (what === undefined || what === null) return render(root, how);
    return (typeof what === 'string' ? select(what, [root], options) : nodesOf(what)).map((node) => render(node, how)).join('');
  };
  const isOptions = (what) => what !== null && typeof what === 'object' && !(what instanceof Cheerio) && !(what instanceof Node) && !Array.isArray(what);
  Object.assign($, {
    _root: root, _options: options, nodesOf, fn: Own.prototype, prototype: Own.prototype,
    root: () => own([root]),
    html: (what, opts) => (isOptions(what) ? show(undefined, { ...options, ...what }) : show(what, { ...options, ...opts })),
    xml: (what) => show(what, { ...options, xmlMode: true }),
    text: (what) => textsOf(what === undefined || what === null ? [root] : nodesOf(what)),
    parseHTML: (text, context, keepScripts) => parseHTML(text, typeof context === 'boolean' ? context : keepScripts, nodesOf),
    contains, load,
  });
  Object.defineProperty(Own.prototype, 'constructor', { value: Own, writable: true, configurable: true });
  return $;
};
const parseHTML = (text, keepScripts, nodesOf) => {
  if (!text || typeof text !== 'string') return null;
  const nodes = nodesOf(text);
  if (keepScripts) return nodes;
  const clean = (node) => { if (node.children) { node.children = node.children.filter((child) => child.type !== 'script'); node.children.forEach(clean); } return node; };
  return nodes.filter((node) => node.type !== 'script').map(clean);
};
// Without a document nothing is looked for.
const cheerio = (selector, context, source, options) => {
  const $ = load(source === undefined ? '' : source, options);
  return typeof selector === 'string' && !isHtml(selector) && !context && !source ? $([]) : $(selector, context);
};
const given = (what) => (what instanceof Cheerio ? what.get() : [].concat(what).filter(Boolean));
return Object.assign(cheerio, {
  load, version: '0.22.0', contains, prototype: Cheerio.prototype, fn: Cheerio.prototype,
  html: (what, options) => given(what).map((node) => render(node, options)).join(''),
  xml: (what) => given(what).map((node) => render(node, { xmlMode: true })).join(''),
  text: (what) => textsOf(given(what)),
  root: () => load('').root(),
  parseHTML: (text, context, keepScripts) => load('').parseHTML(text, context, keepScripts),
});
