// cheerio: selectors. `how`: `{ xmlMode }`.
const { dom } = require('cheerio/node');
const select = (selector, roots, how = {}) => dom.select(selector, roots, how.xmlMode);
const matches = (node, selector, how = {}) => dom.matches(selector, node, how.xmlMode);
const matching = (nodes, selector, how = {}) => dom.matching(selector, nodes, how.xmlMode);
return { select, matches, matching, ordered: dom.ordered };
