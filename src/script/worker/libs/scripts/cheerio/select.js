// cheerio: CSS selectors, with those of jQuery.
const { isTag, tags, descend, textOf, topOf, has, own, unique } = require('cheerio/node');
const PART = /\s*([>+~,])\s*|(\s+)|(\*|[\w-]+)|#([\w-]+)|\.([\w-]+)|\[\s*([\w:-]+)\s*(?:([~|^$*!]?=)\s*(?:"([^"]*)"|'([^']*)'|([^\]]*?))\s*)?\]|:([\w-]+)(?:\(((?:[^()]|\([^()]*\))*)\))?/y;
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
const same = (node) => own(node).filter((other) => other.name === node.name);
const unquoted = (text) => text.trim().replace(/^(["'])(.*)\1$/, '$2');
const input = (type) => (node) => node.name === 'input' && node.attribs.type === type;
const PSEUDO = {
  'first-child': (node) => place(node, own(node)) === 1, 'last-child': (node) => place(node, own(node)) === own(node).length, 'only-child': (node) => own(node).length === 1,
  'first-of-type': (node) => place(node, same(node)) === 1, 'last-of-type': (node) => place(node, same(node)) === same(node).length, 'only-of-type': (node) => same(node).length === 1,
  'nth-child': (node, formula) => nth(formula)(place(node, own(node))), 'nth-last-child': (node, formula) => nth(formula)(own(node).length - place(node, own(node)) + 1),
  'nth-of-type': (node, formula) => nth(formula)(place(node, same(node))), 'nth-last-of-type': (node, formula) => nth(formula)(same(node).length - place(node, same(node)) + 1),
  matches: (node, selector) => matches(node, selector),
  empty: (node) => !node.children.some((child) => isTag(child) || child.type === 'text'), parent: (node) => node.children.some((child) => isTag(child) || child.type === 'text'),
  contains: (node, text) => textOf(node).includes(unquoted(text)), not: (node, selector) => !matches(node, selector), is: (node, selector) => matches(node, selector),
  has: (node, selector) => descend(node).some((child) => matches(child, selector)), root: (node) => !node.parent,
  checked: (node) => has(node, 'checked') || (node.name === 'option' && has(node, 'selected')), selected: (node) => has(node, 'selected'), disabled: (node) => has(node, 'disabled'), enabled: (node) => !has(node, 'disabled'),
  header: (node) => /^h[1-6]$/.test(node.name), button: (node) => node.name === 'button' || input('button')(node), input: (node) => /^(?:input|textarea|select|button)$/.test(node.name),
  text: (node) => node.name === 'input' && (!node.attribs.type || node.attribs.type === 'text'),
};
['checkbox', 'file', 'image', 'password', 'radio', 'reset', 'submit'].forEach((type) => { PSEUDO[type] = input(type); });
const read = (selector) => {
  const text = selector.trim();
  const groups = [[{ combine: ' ', tests: [], hints: {} }]];
  const current = () => groups[groups.length - 1][groups[groups.length - 1].length - 1];
  PART.lastIndex = 0;
  while (PART.lastIndex < text.length) {
    const at = PART.lastIndex;
    const found = PART.exec(text);
    if (!found || !found[0]) throw new SyntaxError(`Unmatched selector: ${text.slice(at)}`);
    const [, mark, space, name, id, kind, key, operator, quoted, single, bare, pseudo, argument] = found;
    if (mark === ',') groups.push([{ combine: ' ', tests: [], hints: {} }]);
    else if (mark || space) {
      if (mark && groups[groups.length - 1].length === 1 && !current().tests.length) current().combine = mark;
      else groups[groups.length - 1].push({ combine: mark || ' ', tests: [], hints: {} });
    } else if (name) {
      if (name !== '*' && name === name.toLowerCase()) current().hints.name = name;
      current().tests.push((node) => name === '*' || node.name === name || (name !== name.toLowerCase() && node.name === name.toLowerCase() && !topOf(node).xml));
    } else if (id) {
      current().hints.id = id;
      current().tests.push((node) => node.attribs.id === id);
    } else if (kind) {
      current().hints.kind = kind;
      current().tests.push((node) => (node.attribs.class || '').split(/\s+/).includes(kind));
    } else if (key) {
      const value = [quoted, single, bare].find((one) => one !== undefined);
      current().tests.push((node) => (operator === '!=' ? node.attribs[key] !== value : has(node, key) && (!operator || ATTRIBUTE[operator](node.attribs[key], value))));
    } else if (Object.hasOwn(PSEUDO, pseudo)) current().tests.push((node) => PSEUDO[pseudo](node, argument || ''));
    else throw new SyntaxError(`unmatched pseudo-class :${pseudo}`);
  }
  return groups;
};
// Scripts ask the same again and again.
const known = new Map();
const compile = (selector) => {
  if (!known.has(selector)) {
    if (known.size > 200) known.clear();
    known.set(selector, read(selector));
  }
  return known.get(selector);
};
// The walk leaves out most of what does not pass the tests.
const below = (nodes, { name, kind, id } = {}) => native.descend(nodes, name, kind, id);
const FROM = {
  ' ': (node) => below([node]), '>': (node) => tags(node),
  '+': (node) => own(node).slice(place(node, own(node)), place(node, own(node)) + 1), '~': (node) => own(node).slice(place(node, own(node))),
};
// What is not in the document comes first.
const placeOf = (order, node) => (order.has(node) ? order.get(node) : -1);
const ordered = (list) => {
  if (list.length < 2) return list;
  const order = new Map(descend(topOf(list[0])).map((node, at) => [node, at]));
  return list.slice().sort((a, b) => placeOf(order, a) - placeOf(order, b));
};
const select = (selector, roots) => {
  const groups = compile(selector).map((steps) => steps.reduce(
    (found, { combine, tests, hints }) => unique(combine === ' ' ? below(found, hints) : [].concat(...found.map(FROM[combine]))).filter((node) => tests.every((test) => test(node))), roots,
  ));
  return groups.length > 1 ? ordered(unique([].concat(...groups))) : groups[0];
};
// Tells, from right to left, whether a node passes the steps up to one.
const passes = (node, steps, at) => {
  const { combine, tests } = steps[at];
  if (!tests.every((test) => test(node))) return false;
  if (at === 0) return combine === ' ' || (combine === '>' && !node.parent);
  const before = (other) => passes(other, steps, at - 1);
  if (combine === '>') return !!node.parent && before(node.parent);
  if (combine === ' ') {
    for (let up = node.parent; up; up = up.parent) if (before(up)) return true;
    return false;
  }
  const earlier = own(node).slice(0, place(node, own(node)) - 1);
  return combine === '+' ? earlier.slice(-1).some(before) : earlier.some(before);
};
const matches = (node, selector) => isTag(node) && compile(selector).some((steps) => passes(node, steps, steps.length - 1));

return { select, matches, ordered, FROM, place };
