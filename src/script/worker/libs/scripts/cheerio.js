// cheerio 0.22: jQuery's way through a document. The text is read in Rust, the tree is kept here.
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
const RAW = new Set(['script', 'style', 'xmp', 'iframe', 'noembed', 'noframes', 'plaintext', 'noscript']);
const isTag = (node) => node.type === 'tag' || node.type === 'script' || node.type === 'style';
const adopt = (node, parent) => {
  node.parent = parent;
  (node.children || []).forEach((child) => adopt(child, node));
  return node;
};
class Node {
  constructor([kind, name, attributes, children]) {
    this.type = kind === 'tag' ? (name === 'script' || name === 'style' ? name : 'tag') : kind;
    if (kind === 'tag' || kind === 'root') {
      this.name = name;
      this.attribs = Object.fromEntries(attributes);
      this.children = children.map((child) => new Node(child));
    } else this.data = name;
    this.parent = null;
  }

  get tagName() { return this.name; }

  get next() { return beside(this, 1); }

  get prev() { return beside(this, -1); }

  get childNodes() { return this.children; }

  get parentNode() { return this.parent; }

  get nextSibling() { return this.next; }

  get previousSibling() { return this.prev; }

  get firstChild() { return (this.children || [])[0] || null; }

  get lastChild() { return (this.children || []).slice(-1)[0] || null; }

  get nodeType() { return { text: 3, comment: 8, root: 9, directive: 10 }[this.type] || 1; }
}
const siblings = (node) => (node.parent ? node.parent.children : [node]);
const beside = (node, step) => siblings(node)[siblings(node).indexOf(node) + step] || null;
const tags = (node) => (node.children || []).filter(isTag);
const descend = (node, out = []) => {
  tags(node).forEach((child) => { out.push(child); descend(child, out); });
  return out;
};
const textOf = (node) => (node.type === 'text' ? node.data : node.type === 'comment' ? '' : (node.children || []).map(textOf).join(''));
const escapeText = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\u00a0/g, '&#xA0;');
const escapeAttribute = (text) => escapeText(text).replace(/"/g, '&quot;');
const render = (node, xml) => {
  if (node.type === 'text') return node.parent && RAW.has(node.parent.name) ? node.data : escapeText(node.data);
  if (node.type === 'comment') return `<!--${node.data}-->`;
  if (node.type === 'directive') return `<!DOCTYPE ${node.data}>`;
  const inner = node.children.map((child) => render(child, xml)).join('');
  if (node.type === 'root') return inner;
  const attributes = Object.keys(node.attribs).map((key) => (node.attribs[key] === '' && !xml ? ` ${key}` : ` ${key}="${escapeAttribute(node.attribs[key])}"`)).join('');
  if (xml && !inner) return `<${node.name}${attributes}/>`;
  return VOID.has(node.name) ? `<${node.name}${attributes}>` : `<${node.name}${attributes}>${inner}</${node.name}>`;
};

// Selectors.
const PART = /\s*([>+~,])\s*|(\s+)|(\*|[\w-]+)|#([\w-]+)|\.([\w-]+)|\[\s*([\w:-]+)\s*(?:([~|^$*!]?=)\s*(?:"([^"]*)"|'([^']*)'|([^\]]*?))\s*)?\]|:([\w-]+)(?:\(((?:[^()]|\([^()]*\))*)\))?/y;
const has = (node, name) => Object.hasOwn(node.attribs, name);
const ATTRIBUTE = {
  '=': (own, value) => own === value, '!=': (own, value) => own !== value, '^=': (own, value) => value !== '' && own.startsWith(value), '$=': (own, value) => value !== '' && own.endsWith(value),
  '*=': (own, value) => value !== '' && own.includes(value), '~=': (own, value) => own.split(/\s+/).includes(value), '|=': (own, value) => own === value || own.startsWith(`${value}-`),
};
const place = (node, list) => list.indexOf(node) + 1;
const nth = (formula) => {
  const plain = { odd: '2n+1', even: '2n' }[formula.trim()] || formula.replace(/\s/g, '');
  const found = /^([+-]?\d*)n([+-]\d+)?$/.exec(plain);
  if (!found) return (at) => at === Number(plain);
  const step = found[1] === '' || found[1] === '+' ? 1 : found[1] === '-' ? -1 : Number(found[1]);
  const start = Number(found[2] || 0);
  return (at) => (step === 0 ? at === start : (at - start) % step === 0 && (at - start) / step >= 0);
};
const own = (node) => tags(node.parent || { children: [node] });
const same = (node) => own(node).filter((other) => other.name === node.name);
const unquoted = (text) => text.trim().replace(/^(["'])(.*)\1$/, '$2');
const input = (type) => (node) => node.name === 'input' && node.attribs.type === type;
const PSEUDO = {
  'first-child': (node) => place(node, own(node)) === 1, 'last-child': (node) => place(node, own(node)) === own(node).length, 'only-child': (node) => own(node).length === 1,
  'first-of-type': (node) => place(node, same(node)) === 1, 'last-of-type': (node) => place(node, same(node)) === same(node).length, 'only-of-type': (node) => same(node).length === 1,
  'nth-child': (node, formula) => nth(formula)(place(node, own(node))), 'nth-last-child': (node, formula) => nth(formula)(own(node).length - place(node, own(node)) + 1),
  'nth-of-type': (node, formula) => nth(formula)(place(node, same(node))),
  empty: (node) => !node.children.some((child) => isTag(child) || child.type === 'text'), parent: (node) => node.children.some((child) => isTag(child) || child.type === 'text'),
  contains: (node, text) => textOf(node).includes(unquoted(text)), not: (node, selector) => !matches(node, selector), is: (node, selector) => matches(node, selector),
  has: (node, selector) => descend(node).some((child) => matches(child, selector)), root: (node) => !node.parent || node.parent.type === 'root',
  checked: (node) => has(node, 'checked') || (node.name === 'option' && has(node, 'selected')), selected: (node) => has(node, 'selected'), disabled: (node) => has(node, 'disabled'), enabled: (node) => !has(node, 'disabled'),
  header: (node) => /^h[1-6]$/.test(node.name), button: (node) => node.name === 'button' || input('button')(node), input: (node) => /^(?:input|textarea|select|button)$/.test(node.name),
  text: (node) => node.name === 'input' && (!node.attribs.type || node.attribs.type === 'text'),
};
['checkbox', 'file', 'image', 'password', 'radio', 'reset', 'submit'].forEach((type) => { PSEUDO[type] = input(type); });
// jQuery's own: they choose among what was found so far.
const CHOOSE = {
  first: (list) => list.slice(0, 1), last: (list) => list.slice(-1), eq: (list, at) => list.slice(Number(at)).slice(0, 1), gt: (list, at) => list.slice(Number(at) + 1), lt: (list, at) => list.slice(0, Number(at)),
  even: (list) => list.filter((_, at) => at % 2 === 0), odd: (list) => list.filter((_, at) => at % 2 === 1),
};
const compile = (selector) => {
  const text = selector.trim();
  const groups = [[{ combine: ' ', tests: [], choose: [] }]];
  const current = () => groups[groups.length - 1][groups[groups.length - 1].length - 1];
  PART.lastIndex = 0;
  while (PART.lastIndex < text.length) {
    const at = PART.lastIndex;
    const found = PART.exec(text);
    if (!found || !found[0]) throw new SyntaxError(`Unmatched selector: ${text.slice(at)}`);
    const [, mark, space, name, id, kind, key, operator, quoted, single, bare, pseudo, argument] = found;
    if (mark === ',') groups.push([{ combine: ' ', tests: [], choose: [] }]);
    else if (mark || space) {
      if (mark && groups[groups.length - 1].length === 1 && !current().tests.length) current().combine = mark;
      else groups[groups.length - 1].push({ combine: mark || ' ', tests: [], choose: [] });
    } else if (name) current().tests.push((node) => name === '*' || node.name === name || (name !== name.toLowerCase() && node.name === name.toLowerCase() && !topOf(node).xml));
    else if (id) current().tests.push((node) => node.attribs.id === id);
    else if (kind) current().tests.push((node) => (node.attribs.class || '').split(/\s+/).includes(kind));
    else if (key) {
      const value = [quoted, single, bare].find((one) => one !== undefined);
      current().tests.push((node) => (operator === '!=' ? node.attribs[key] !== value : has(node, key) && (!operator || ATTRIBUTE[operator](node.attribs[key], value))));
    } else if (Object.hasOwn(CHOOSE, pseudo)) current().choose.push([pseudo, argument]);
    else if (Object.hasOwn(PSEUDO, pseudo)) current().tests.push((node) => PSEUDO[pseudo](node, argument || ''));
    else throw new Error(`cheerio selector :${pseudo} is not implemented`);
  }
  return groups;
};
const FROM = {
  ' ': (node) => descend(node), '>': (node) => tags(node),
  '+': (node) => own(node).slice(place(node, own(node)), place(node, own(node)) + 1), '~': (node) => own(node).slice(place(node, own(node))),
};
const unique = (list) => [...new Set(list)];
const topOf = (node) => (node.parent ? topOf(node.parent) : node);
const ordered = (list) => {
  if (list.length < 2) return list;
  const order = new Map(descend(topOf(list[0])).map((node, at) => [node, at]));
  return list.slice().sort((a, b) => order.get(a) - order.get(b));
};
const select = (selector, roots) => {
  const groups = compile(selector).map((steps) => steps.reduce((found, { combine, tests, choose }) => {
    const next = unique([].concat(...found.map(FROM[combine]))).filter((node) => tests.every((test) => test(node)));
    return choose.reduce((list, [name, argument]) => CHOOSE[name](list, argument), next);
  }, roots));
  return groups.length > 1 ? ordered(unique([].concat(...groups))) : groups[0];
};
const matches = (node, selector) => (isTag(node) ? select(selector, [topOf(node).type === 'root' ? topOf(node) : { children: [topOf(node)] }]).includes(node) : false);

const xmlTree = (text) => {
  const root = ['root', 'root', [], []];
  const stack = [root];
  for (const [kind, first, attributes] of text.trim() ? native.xml(text) : []) {
    const { 3: children } = stack[stack.length - 1];
    if (kind === 'close') stack.pop();
    else if (kind === 'open') { const tag = ['tag', first, attributes, []]; children.push(tag); stack.push(tag); } else children.push(['text', first]);
  }
  return root;
};
const load = (source, given = {}) => {
  const options = given || {};
  const read = (text) => adopt(new Node(options.xmlMode ? xmlTree(String(text)) : native.html(String(text))), null);
  const root = source instanceof Node ? adopt(Object.assign(new Node(['root', 'root', [], []]), { children: [source] }), null) : read(source instanceof Cheerio ? source.toString() : source === undefined || source === null ? '' : source);
  root.xml = !!options.xmlMode;
  const nodesOf = (what) => {
    if (what instanceof Cheerio) return what.get();
    if (Array.isArray(what)) return [].concat(...what.map(nodesOf));
    if (what instanceof Node) return [what];
    return what === undefined || what === null ? [] : read(what).children.slice();
  };
  function $(selector, context, scope) {
    if (!selector) return new Cheerio([], $);
    if (typeof selector !== 'string') return new Cheerio(nodesOf(selector), $);
    if (/^\s*</.test(selector)) return new Cheerio(nodesOf(selector).map((node) => Object.assign(node, { parent: null })), $);
    const from = context === undefined ? (scope ? nodesOf(scope) : [root]) : typeof context === 'string' && !/^\s*</.test(context) ? select(context, [root]) : nodesOf(context);
    return new Cheerio(select(selector, from), $);
  }
  const show = (what, xml) => {
    if (what === undefined) return render(root, xml);
    return (typeof what === 'string' ? select(what, [root]) : nodesOf(what)).map((node) => render(node, xml)).join('');
  };
  return Object.assign($, {
    _root: root, _options: options, nodesOf, fn: Cheerio.prototype,
    root: () => new Cheerio([root], $), html: (what) => show(what, !!options.xmlMode), xml: (what) => show(what, true),
    text: (what) => (what === undefined ? [root] : nodesOf(what)).map(textOf).join(''),
    parseHTML: (text) => (text ? nodesOf(text) : null), contains: (outer, inner) => outer !== inner && descend(outer).includes(inner), load,
  });
};

const detach = (node) => {
  if (node.parent) node.parent.children = node.parent.children.filter((child) => child !== node);
  node.parent = null;
  return node;
};
const copy = (node) => {
  const made = Object.assign(Object.create(Node.prototype), node, { parent: null });
  if (node.children) { made.attribs = { ...node.attribs }; made.children = node.children.map(copy); made.children.forEach((child) => { child.parent = made; }); }
  return made;
};
class Cheerio {
  constructor(nodes, $) {
    nodes.forEach((node, at) => { this[at] = node; });
    this.length = nodes.length;
    Object.defineProperty(this, '$', { value: $, enumerable: false });
  }

  make(nodes) { const made = new Cheerio(unique(nodes.filter(Boolean)), this.$); Object.defineProperty(made, 'prevObject', { value: this, enumerable: false }); return made; }

  get(at) { const list = Array.from({ length: this.length }, (_, i) => this[i]); return at === undefined ? list : at < 0 ? list[this.length + at] : list[at]; }

  toArray() { return this.get(); }

  [Symbol.iterator]() { return this.get()[Symbol.iterator](); }

  picked(nodes, selector) { return this.make(selector === undefined ? nodes : new Cheerio(unique(nodes), this.$).filter(selector).get()); }

  test(what) { return typeof what === 'function' ? (node, at) => what.call(node, at, node) : typeof what === 'string' ? (node) => matches(node, what) : (node) => this.$.nodesOf(what).includes(node); }

  find(what) { return typeof what === 'string' ? this.make(select(what, this.get())) : this.make(this.$.nodesOf(what).filter((node) => this.get().some((outer) => descend(outer).includes(node)))); }

  filter(what) { return this.make(this.get().filter(this.test(what))); }

  not(what) { const test = this.test(what); return this.make(this.get().filter((node, at) => !test(node, at))); }

  is(what) { return this.get().some(this.test(what)); }

  has(what) { return this.make(this.get().filter((node) => (typeof what === 'string' ? select(what, [node]).length : this.$.nodesOf(what).some((inner) => descend(node).includes(inner))))); }

  eq(at) { return this.make([this.get(Number(at))]); }

  first() { return this.eq(0); }

  last() { return this.eq(-1); }

  slice(...args) { return this.make(this.get().slice(...args)); }

  add(what, context) { return this.make(ordered(unique(this.get().concat(this.$(what, context).get())))); }

  end() { return this.prevObject || this.$.root(); }

  addBack() { return this.make(this.get().concat(this.end().get())); }

  each(visit) { this.get().some((node, at) => visit.call(node, at, node) === false); return this; }

  map(visit) {
    const out = [].concat(...this.get().map((node, at) => { const made = visit.call(node, at, node); return made === null || made === undefined ? [] : made; }));
    return new Cheerio(out, this.$);
  }

  index(what) {
    if (what === undefined) return this.length ? own(this[0]).indexOf(this[0]) : -1;
    return typeof what === 'string' ? this.$(what).get().indexOf(this[0]) : this.get().indexOf(this.$.nodesOf(what)[0]);
  }

  parent(selector) { return this.picked(this.get().map((node) => node.parent).filter((node) => node && node.type !== 'root'), selector); }

  parents(selector) {
    const up = (node) => (node.parent && node.parent.type !== 'root' ? [node.parent, ...up(node.parent)] : []);
    return this.picked([].concat(...this.get().map(up)), selector);
  }

  closest(selector) {
    return this.make(this.get().map((node) => {
      let at = node;
      while (at && at.type !== 'root' && !matches(at, selector)) at = at.parent;
      return at && at.type !== 'root' ? at : null;
    }));
  }

  children(selector) { return this.picked([].concat(...this.get().map(tags)), selector); }

  contents() { return this.make([].concat(...this.get().map((node) => node.children || []))); }

  siblings(selector) { return this.picked([].concat(...this.get().map((node) => own(node).filter((other) => other !== node))), selector); }

  next(selector) { return this.picked([].concat(...this.get().map(FROM['+'])), selector); }

  nextAll(selector) { return this.picked([].concat(...this.get().map(FROM['~'])), selector); }

  prev(selector) { return this.picked([].concat(...this.get().map((node) => own(node).slice(0, place(node, own(node)) - 1).slice(-1))), selector); }

  prevAll(selector) { return this.picked([].concat(...this.get().map((node) => own(node).slice(0, place(node, own(node)) - 1).reverse())), selector); }

  attr(name, value) {
    if (typeof name === 'object') { Object.keys(name).forEach((key) => this.attr(key, name[key])); return this; }
    if (value === undefined) {
      if (!this.length || !isTag(this[0])) return undefined;
      return name === undefined ? this[0].attribs : has(this[0], name) ? (/^(?:checked|selected|disabled|readonly|multiple|required|async|autofocus|autoplay|controls|defer|hidden|loop|open|scoped)$/.test(name) ? name : this[0].attribs[name]) : undefined;
    }
    this.get().forEach((node, at) => {
      const made = typeof value === 'function' ? value.call(node, at, node.attribs[name]) : value;
      if (made === null) delete node.attribs[name];
      else node.attribs[name] = String(made);
    });
    return this;
  }

  removeAttr(name) { this.get().forEach((node) => { delete node.attribs[name]; }); return this; }

  prop(name, value) {
    if (value !== undefined) return this.attr(name, value === false ? null : value === true ? '' : value);
    if (!this.length) return undefined;
    if (name === 'tagName' || name === 'nodeName') return this[0].name.toUpperCase();
    return /^(?:checked|selected|disabled|readonly|multiple|required|hidden)$/.test(name) ? has(this[0], name) : this[0].attribs[name];
  }

  data(name) {
    if (!this.length) return undefined;
    const read = (text) => { try { return /^(?:true|false|null|[{[]|-?\d)/.test(text) ? JSON.parse(text) : text; } catch { return text; } };
    if (name !== undefined) { const text = this[0].attribs[`data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`]; return text === undefined ? undefined : read(text); }
    return Object.fromEntries(Object.keys(this[0].attribs).filter((key) => key.startsWith('data-')).map((key) => [key.slice(5).replace(/-(\w)/g, (_, letter) => letter.toUpperCase()), read(this[0].attribs[key])]));
  }

  val(value) {
    const [node] = this.get();
    if (value !== undefined) { this.get().forEach((one) => { if (one.name === 'textarea') new Cheerio([one], this.$).text(value); else one.attribs.value = String(value); }); return this; }
    if (!node) return undefined;
    if (node.name === 'textarea') return this.text();
    if (node.name !== 'select') return /^(?:checkbox|radio)$/.test(node.attribs.type) && !has(node, 'value') ? 'on' : node.attribs.value;
    const options = select('option', [node]);
    const chosen = options.filter((option) => has(option, 'selected'));
    const valueOf = (option) => (has(option, 'value') ? option.attribs.value : textOf(option));
    if (has(node, 'multiple')) return chosen.map(valueOf);
    return chosen.length ? valueOf(chosen[0]) : undefined;
  }

  text(value) {
    if (value === undefined) return this.get().map(textOf).join('');
    this.get().forEach((node) => { node.children = [adopt(new Node(['text', String(value)]), node)]; });
    return this;
  }

  html(value) {
    if (value === undefined) return this.length ? (this[0].children || []).map((node) => render(node, !!this.$._options.xmlMode)).join('') : null;
    return this.get().reduce((all, node) => { node.children = []; new Cheerio([node], this.$).append(value); return all; }, this);
  }

  toString() { return this.get().map((node) => render(node, !!this.$._options.xmlMode)).join(''); }

  hasClass(name) { return this.get().some((node) => (node.attribs.class || '').split(/\s+/).includes(name)); }

  classes(change) { this.get().forEach((node) => { const list = change((node.attribs.class || '').split(/\s+/).filter(Boolean)); if (list.length) node.attribs.class = list.join(' '); else delete node.attribs.class; }); return this; }

  addClass(names) { return this.classes((list) => unique(list.concat(names.split(/\s+/)))); }

  removeClass(names) { return this.classes((list) => (names === undefined ? [] : list.filter((name) => !names.split(/\s+/).includes(name)))); }

  toggleClass(names) { return this.classes((list) => names.split(/\s+/).reduce((now, name) => (now.includes(name) ? now.filter((one) => one !== name) : now.concat(name)), list)); }

  insert(what, put) {
    this.get().forEach((node, at) => {
      const given = typeof what[0] === 'function' ? [what[0].call(node, at)] : what;
      const nodes = [].concat(...given.map((one) => this.$.nodesOf(one))).map((one) => (at === this.length - 1 ? detach(one) : copy(one)));
      put(node, nodes);
    });
    return this;
  }

  append(...what) { return this.insert(what, (node, nodes) => { node.children = node.children.concat(nodes); nodes.forEach((one) => { one.parent = node; }); }); }

  prepend(...what) { return this.insert(what, (node, nodes) => { node.children = nodes.concat(node.children); nodes.forEach((one) => { one.parent = node; }); }); }

  beside(what, shift) { return this.insert(what, (node, nodes) => { if (!node.parent) return; node.parent.children.splice(node.parent.children.indexOf(node) + shift, 0, ...nodes); nodes.forEach((one) => { one.parent = node.parent; }); }); }

  after(...what) { return this.beside(what, 1); }

  before(...what) { return this.beside(what, 0); }

  replaceWith(what) { this.before(what); return this.remove(); }

  remove(selector) { (selector === undefined ? this : this.filter(selector)).get().forEach(detach); return this; }

  empty() { this.get().forEach((node) => { node.children = []; }); return this; }

  clone() { return this.make(this.get().map(copy)); }

  serializeArray() {
    const fields = this.get().reduce((out, node) => out.concat(node.name === 'form' ? select('input,select,textarea', [node]) : [node]), []);
    return fields.filter((node) => node.attribs.name && !has(node, 'disabled') && !(/^(?:checkbox|radio)$/.test(node.attribs.type) && !has(node, 'checked')) && !/^(?:submit|button|image|reset|file)$/.test(node.attribs.type))
      .map((node) => ({ name: node.attribs.name, value: new Cheerio([node], this.$).val() || '' }));
  }
}
['css', 'wrap', 'nextUntil', 'prevUntil', 'parentsUntil', 'appendTo', 'prependTo', 'insertAfter', 'insertBefore', 'serialize'].forEach((name) => {
  Cheerio.prototype[name] = () => { throw new Error(`cheerio.${name} is not implemented`); };
});
const cheerio = (selector, context, source) => load(source || '')(selector, context);
return Object.assign(cheerio, { load, version: '0.22.0', html: (what) => (what instanceof Cheerio ? what.toString() : ''), xml: (what) => what.get().map((node) => render(node, true)).join(''), text: (what) => what.text(), parseHTML: (text) => load('').parseHTML(text), contains: (outer, inner) => outer !== inner && descend(outer).includes(inner) });
