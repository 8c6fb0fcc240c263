// xml2js: from the text's events to objects.
const process = (list, value, name) => (list ? list.reduce((done, one) => one(done, name), value) : value);
const put = (object, key, value, asList) => {
  if (!Object.hasOwn(object, key)) {
    Object.defineProperty(object, key, { value: asList ? [value] : value, writable: true, enumerable: true, configurable: true });
  } else {
    if (!Array.isArray(object[key])) object[key] = [object[key]];
    object[key].push(value);
  }
};

const XMLNS = 'http://www.w3.org/2000/xmlns/';
const split = (name) => { const at = name.indexOf(':'); return at < 0 ? ['', name] : [name.slice(0, at), name.slice(at + 1)]; };
// The names that are bound where a tag begins.
const bound = (outer, attributes) => {
  const spaces = { ...outer };
  attributes.forEach(([key, value]) => { if (key === 'xmlns') spaces[''] = value; else if (key.startsWith('xmlns:')) spaces[key.slice(6)] = value; });
  return spaces;
};
const attributeOf = (name, value, spaces) => {
  if (name === 'xmlns') return { name, value, prefix: 'xmlns', local: '', uri: XMLNS };
  const [prefix, local] = split(name);
  return { name, value, prefix, local, uri: prefix === 'xmlns' ? XMLNS : prefix ? spaces[prefix] || '' : '' };
};
const opened = (given, attributes, options, outer) => {
  const upper = (name) => (options.strict ? name : name.toUpperCase());
  const spaces = options.xmlns ? bound(outer, attributes) : undefined;
  const node = { [options.charkey]: '' };
  attributes.forEach(([key, value]) => {
    if (options.ignoreAttrs) return;
    const own = options.attrValueProcessors ? process(options.attrValueProcessors, value, key) : options.xmlns ? attributeOf(key, value, spaces) : value;
    const label = process(options.attrNameProcessors, upper(key));
    if (options.mergeAttrs) put(node, label, own, options.explicitArray);
    else {
      if (!Object.hasOwn(node, options.attrkey)) node[options.attrkey] = {};
      node[options.attrkey][label] = own;
    }
  });
  const lower = options.normalizeTags ? given.toLowerCase() : upper(given);
  const name = process(options.tagNameProcessors, lower);
  node['#name'] = name;
  if (options.xmlns) {
    const [prefix, local] = split(given);
    node[options.xmlnskey] = { uri: spaces[prefix] || '', local };
  }
  return { node, name, cdata: false, spaces };
};
// An element's children in an object or a list of their own.
const withChildren = (value, options, parent) => {
  const { attrkey, charkey, childkey } = options;
  if (!options.preserveChildrenOrder) {
    const node = {};
    [attrkey, options.charsAsChildren ? undefined : charkey].forEach((key) => { if (key !== undefined && key in value) { node[key] = value[key]; delete value[key]; } });
    if (Object.keys(value).length) node[childkey] = value;
    return node;
  }
  if (!parent) return value;
  parent[childkey] = parent[childkey] || [];
  parent[childkey].push({ ...value });
  delete value['#name'];
  return Object.keys(value).length === 1 && charkey in value && !options.explicitCharkey ? value[charkey] : value;
};
const closed = ({ node, name, cdata }, options, path, parent) => {
  const { charkey } = options;
  if (!options.explicitChildren || !options.preserveChildrenOrder) delete node['#name'];
  let blank = '';
  let value = node;
  if (/^\s*$/.test(node[charkey]) && !cdata) {
    blank = node[charkey];
    delete node[charkey];
  } else {
    if (options.trim) node[charkey] = node[charkey].trim();
    if (options.normalize) node[charkey] = node[charkey].replace(/\s{2,}/g, ' ').trim();
    node[charkey] = process(options.valueProcessors, node[charkey], name);
    if (Object.keys(node).length === 1 && !options.explicitCharkey) value = node[charkey];
  }
  if (value !== null && typeof value === 'object' && !Object.keys(value).length) value = typeof options.emptyTag === 'function' ? options.emptyTag() : options.emptyTag !== '' ? options.emptyTag : blank;
  if (options.validator) value = options.validator(path, parent && parent[name], value) || value;
  return options.explicitChildren && !options.mergeAttrs && value !== null && typeof value === 'object' ? withChildren(value, options, parent) : value;
};
const addText = ({ node }, text, options) => {
  node[options.charkey] += text;
  if (!options.explicitChildren || !options.preserveChildrenOrder || !options.charsAsChildren) return;
  if (!options.includeWhiteChars && text.replace(/\\n/g, '').trim() === '') return;
  const child = { '#name': '__text__', [options.charkey]: options.normalize ? text.replace(/\s{2,}/g, ' ').trim() : text };
  node[options.childkey] = (node[options.childkey] || []).concat(child);
};
// What is not strict may end elements late, early or never.
const balanced = (events) => {
  const open = [];
  const out = [];
  events.forEach((event) => {
    const [kind, name] = event;
    if (kind === 'open') open.push(name.toUpperCase());
    if (kind === 'close') {
      const at = open.lastIndexOf(name.toUpperCase());
      if (at < 0) out.push(['text', `</${name}>`]);
      else open.splice(at).forEach(() => out.push(['close']));
    } else if (kind !== 'comment' && kind !== 'directive') out.push(event);
  });
  return out.concat(open.map(() => ['close']));
};
const parse = (text, options) => {
  const source = text.toString().replace(/^\ufeff/, '');
  if (source.trim() === '') return null;
  const stack = [];
  let result;
  for (const [kind, first, second] of options.strict ? native.xml(source) : balanced(native.looseXml(source))) {
    const top = stack[stack.length - 1];
    if (kind === 'open') stack.push(opened(first, second, options, top ? top.spaces : {}));
    else if (kind === 'close') {
      const path = `/${stack.map(({ name }) => name).join('/')}`;
      stack.pop();
      const parent = stack[stack.length - 1];
      const value = closed(top, options, path, parent && parent.node);
      if (parent) put(parent.node, top.name, value, options.explicitArray);
      else if (result === undefined) result = options.explicitRoot ? { [top.name]: value } : value;
    } else if (top) {
      addText(top, first, options);
      if (kind === 'cdata') top.cdata = true;
    }
  }
  return result === undefined ? null : result;
};
return parse;
