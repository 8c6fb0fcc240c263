// cheerio: the nodes of a document. What goes through all of a document is done in Rust.

// What a node is in: an element or the root.
const UP = Symbol('up');
// It was put where it is, or taken out: its `root` is null then, and the root is its parent.
const MOVED = Symbol('moved');
class Node {}
const dom = native.cheerio(Node.prototype, UP, MOVED);
const isTag = (node) => node.type === 'tag' || node.type === 'script' || node.type === 'style';
// `how`: `{ xmlMode, decodeEntities, normalizeWhitespace }`.
const read = (text, how = {}) => dom.read(String(text), how.xmlMode, how.decodeEntities !== false, how.normalizeWhitespace);
// `how`: `{ xmlMode, decodeEntities }`. What was not decoded is not encoded.
const render = (node, how = {}) => dom.render(node, how.xmlMode, how.decodeEntities !== false);
const adopt = (node, up) => {
  node[UP] = up;
  (node.children || []).forEach((child) => adopt(child, node));
  return node;
};
// A root with these nodes in it.
const rooted = (nodes) => {
  const root = dom.root();
  root.children = nodes;
  return adopt(root, null);
};
// Tells a node where it was put.
const settle = (node, up) => {
  node[UP] = up;
  node[MOVED] = true;
  if (!native.isNode(node)) node.parent = up;
};
const detach = (node) => {
  if (node[UP]) node[UP].children.splice(node[UP].children.indexOf(node), 1);
  settle(node, null);
  return node;
};
const has = (node, name) => dom.attribute(node, name) !== undefined;
const { above, after, attribute, before, contains, copy, elements, flat, list, listed, tags, textOf, textsOf, unique, without, words } = dom;
return { UP, Node, dom, above, after, attribute, before, contains, copy, detach, elements, flat, has, isTag, list, listed, read, render, rooted, settle, tags, textOf, textsOf, unique, without, words };
