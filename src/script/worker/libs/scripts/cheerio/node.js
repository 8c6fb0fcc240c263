// cheerio: the tree of a document, and its text.
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
const RAW = new Set(['script', 'style', 'xmp', 'iframe', 'noembed', 'noframes', 'plaintext', 'noscript']);
const isTag = (node) => node.type === 'tag' || node.type === 'script' || node.type === 'style';
// What a node is in: an element or the root.
const UP = Symbol('up');
// It was put where it is: its `root` is null then, not undefined.
const MOVED = Symbol('moved');
const adopt = (node, up) => {
  node[UP] = up;
  (node.children || []).forEach((child) => adopt(child, node));
  return node;
};
class Node {
  constructor([kind, name, attributes, children], text = (value) => value) {
    this.type = kind === 'tag' ? (name === 'script' || name === 'style' ? name : 'tag') : kind;
    if (kind === 'tag' || kind === 'root') {
      this.name = name;
      this.attribs = Object.fromEntries(attributes.map(([key, value]) => [key, text(value, true)]));
      this.children = children.map((child) => new Node(child, text));
    } else this.data = text(name, kind !== 'text');
    this[UP] = null;
  }

  get tagName() { return this.name; }

  // An element at the top has no parent: it has a root.
  get parent() { return this[UP] && this[UP].type !== 'root' ? this[UP] : null; }

  set parent(node) { this[UP] = node; }

  get root() { return this[UP] && this[UP].type === 'root' ? this[UP] : this[MOVED] && null; }

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
const siblings = (node) => (node[UP] ? node[UP].children : [node]);
const beside = (node, step) => siblings(node)[siblings(node).indexOf(node) + step] || null;
const tags = (node) => (node.children || []).filter(isTag);
const descend = (node, out = []) => {
  tags(node).forEach((child) => { out.push(child); descend(child, out); });
  return out;
};
const textOf = (node) => (node.type === 'text' ? node.data : node.type === 'comment' ? '' : (node.children || []).map(textOf).join(''));
const NAMED = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
const escaped = (text) => text.replace(/[&<>"']|[\ud800-\udbff][\udc00-\udfff]|[^\x00-\x7f]/g, (char) => NAMED[char] || `&#x${char.codePointAt(0).toString(16).toUpperCase()};`);
// `how`: `{ xmlMode, decodeEntities }`.
const render = (node, how = {}) => {
  // What was not decoded is not encoded.
  const escape = how.decodeEntities === false ? String : escaped;
  if (node.type === 'text') return node[UP] && RAW.has(node[UP].name) ? node.data : escape(node.data);
  if (node.type === 'cdata') return `<![CDATA[${node.data}]]>`;
  if (node.type === 'comment') return `<!--${node.data}-->`;
  if (node.type === 'directive') return `<${node.data}>`;
  const within = node.name === 'svg' ? { ...how, xmlMode: true } : how;
  const inner = (node.children || []).map((child) => render(child, within)).join('');
  if (node.type === 'root') return inner;
  const xml = within.xmlMode;
  const quoted = (value) => (how.decodeEntities === false ? String(value).replace(/"/g, '&quot;') : escaped(String(value)));
  const attributes = Object.keys(node.attribs).map((key) => (node.attribs[key] === '' && !xml ? ` ${key}` : ` ${key}="${quoted(node.attribs[key])}"`)).join('');
  if (xml && !inner) return `<${node.name}${attributes}/>`;
  return `<${node.name}${attributes}>${inner}${VOID.has(node.name) && !xml ? '' : `</${node.name}>`}`;
};
const xmlTree = (text) => {
  const stack = [['root', 'root', [], []]];
  native.looseXml(text).forEach(([kind, first, attributes]) => {
    const [, , , children] = stack[stack.length - 1];
    if (kind === 'open') {
      const tag = ['tag', first, attributes, []];
      children.push(tag);
      stack.push(tag);
    } else if (kind === 'close') {
      const at = stack.findLastIndex(([, name]) => name === first);
      if (at > 0) stack.splice(at);
    } else children.push([kind, first]);
  });
  return stack[0];
};
// Stands for an ampersand that is no entity's.
const PLAIN = '\u{10fffd}';
// `how`: `{ xmlMode, decodeEntities, normalizeWhitespace }`.
const read = (text, how = {}) => {
  const raw = how.decodeEntities === false;
  if (!how.xmlMode && !raw && !how.normalizeWhitespace) return native.htmlNodes(String(text), Node.prototype, UP);
  const source = raw ? String(text).replaceAll('&', PLAIN) : String(text);
  const change = (value, whole) => {
    const kept = raw ? value.replaceAll(PLAIN, '&') : value;
    return how.normalizeWhitespace && !whole ? kept.replace(/\s+/g, ' ') : kept;
  };
  return adopt(new Node(how.xmlMode ? xmlTree(source) : native.html(source), raw || how.normalizeWhitespace ? change : undefined), null);
};
const detach = (node) => {
  if (node[UP]) node[UP].children.splice(node[UP].children.indexOf(node), 1);
  node[UP] = null;
  return node;
};
const copy = (node) => {
  const made = Object.assign(Object.create(Node.prototype), node, { [UP]: null });
  if (node.children) {
    made.attribs = { ...node.attribs };
    made.children = node.children.map(copy);
    made.children.forEach((child) => { child[UP] = made; });
  }
  return made;
};
const topOf = (node) => (node[UP] ? topOf(node[UP]) : node);
const has = (node, name) => !!node.attribs && Object.hasOwn(node.attribs, name);
// The elements beside a node, and itself.
const own = (node) => tags(node[UP] || { children: [node] });
const unique = (list) => [...new Set(list)];
return { UP, MOVED, Node, isTag, adopt, tags, descend, textOf, render, read, detach, copy, topOf, has, own, unique };
