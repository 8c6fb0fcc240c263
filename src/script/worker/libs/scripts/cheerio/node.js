// cheerio: the tree of a document, and its text.
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
const NAMED = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
const escaped = (text) => text.replace(/[&<>"']|[\ud800-\udbff][\udc00-\udfff]|[^\x00-\x7f]/g, (char) => NAMED[char] || `&#x${char.codePointAt(0).toString(16).toUpperCase()};`);
// Without decoded entities, what the text had stays as it was, as far as that can be told.
const kept = (text) => text.replace(/[&<>]/g, (char) => NAMED[char]).replace(/\u00a0/g, '&nbsp;');
// `how`: `{ xmlMode, decodeEntities }`.
const render = (node, how = {}) => {
  const escape = how.decodeEntities === false ? kept : escaped;
  if (node.type === 'text') return node.parent && RAW.has(node.parent.name) ? node.data : escape(node.data);
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
  const root = ['root', 'root', [], []];
  const stack = [root];
  for (const [kind, first, attributes] of text.trim() ? native.xml(text) : []) {
    const { 3: children } = stack[stack.length - 1];
    if (kind === 'close') stack.pop();
    else if (kind === 'open') { const tag = ['tag', first, attributes, []]; children.push(tag); stack.push(tag); } else children.push(['text', first]);
  }
  return root;
};
const read = (text, xml) => adopt(new Node(xml ? xmlTree(String(text)) : native.html(String(text))), null);
const detach = (node) => {
  if (node.parent) node.parent.children = node.parent.children.filter((child) => child !== node);
  node.parent = null;
  return node;
};
const copy = (node) => {
  const made = Object.assign(Object.create(Node.prototype), node, { parent: null });
  if (node.children) {
    made.attribs = { ...node.attribs };
    made.children = node.children.map(copy);
    made.children.forEach((child) => { child.parent = made; });
  }
  return made;
};
const topOf = (node) => (node.parent ? topOf(node.parent) : node);
const has = (node, name) => !!node.attribs && Object.hasOwn(node.attribs, name);
// The elements beside a node, and itself.
const own = (node) => tags(node.parent || { children: [node] });
const unique = (list) => [...new Set(list)];
return { Node, isTag, adopt, tags, descend, textOf, render, read, detach, copy, topOf, has, own, unique };
