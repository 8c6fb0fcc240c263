// cheerio: selectors, and the elements beside one.
const { dom, beside } = require('cheerio/node');
const { ordered } = dom;
// `how`: `{ xmlMode }`.
const select = (selector, roots, how = {}) => dom.select(selector, roots, how.xmlMode);
const matches = (node, selector, how = {}) => dom.matches(selector, node, how.xmlMode);
const matching = (nodes, selector, how = {}) => dom.matching(selector, nodes, how.xmlMode);
const before = (node) => { const list = beside(node); return list.slice(0, Math.max(list.indexOf(node), 0)).reverse(); };
const after = (node) => { const list = beside(node); return list.slice(list.indexOf(node) + 1); };
return { select, matches, matching, ordered, before, after };
