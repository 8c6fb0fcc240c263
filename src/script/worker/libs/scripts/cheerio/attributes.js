// cheerio: attributes, properties, data, classes, values and styles.
const { attribute, has, isTag, tags, textOf, unique, words } = require('cheerio/node');
const { select } = require('cheerio/select');
const BOOLEAN = new Set('autofocus autoplay async checked controls defer disabled hidden loop multiple open readonly required scoped selected'.split(' '));
const isBoolean = (name) => BOOLEAN.has(String(name).toLowerCase());
const dashed = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const camel = (name) => name.replace(/[_.-](\w|$)/g, (_, letter) => letter.toUpperCase());
const readData = (text) => {
  if (text === 'null' || text === 'true' || text === 'false') return JSON.parse(text);
  if (String(Number(text)) === text) return Number(text);
  if (/^(?:\{[\s\S]*\}|\[[\s\S]*\])$/.test(text)) { try { return JSON.parse(text); } catch { return text; } }
  return text;
};
const dataOf = (node) => {
  if (!node.data || typeof node.data !== 'object') Object.defineProperty(node, 'data', { value: {}, writable: true, configurable: true, enumerable: false });
  return node.data;
};
const names = (text) => words(String(text || ''));
const styleOf = (node) => Object.fromEntries(String((node.attribs && node.attribs.style) || '').split(';').map((rule) => rule.split(/:(.*)/s).slice(0, 2).map((part) => part.trim())).filter(([key, value]) => key && value));
const each = (list, visit) => { tags(list.get()).forEach(visit); return list; };
// The values of the first element, a select; options of all elements count.
const selected = (list, node, value) => {
  const valueOf = (option) => (has(option, 'value') ? option.attribs.value : textOf(option));
  if (value !== undefined) {
    if (!has(node, 'multiple') && typeof value === 'object') return list;
    const wanted = [].concat(value).map(String);
    select('option', list.get()).forEach((option) => { if (wanted.includes(valueOf(option))) option.attribs.selected = ''; else delete option.attribs.selected; });
    return list;
  }
  // Where none is marked, the first one is selected.
  const chosen = select('option:selected', list.get()).map(valueOf);
  return has(node, 'multiple') ? chosen : chosen[0];
};
return {
  attr(name, value) {
    if (name !== null && typeof name === 'object') { Object.keys(name).forEach((key) => this.attr(key, name[key])); return this; }
    if (value === undefined) {
      if (!this.length || !isTag(this[0])) return undefined;
      const node = this[0];
      if (name === undefined) return node.attribs;
      const found = attribute(node, name);
      if (found !== undefined) return isBoolean(name) && !this.options.xmlMode ? name : found;
      if (name !== 'value') return undefined;
      // What browsers say of a value that is not written.
      return node.name === 'option' ? textOf(node) : node.name === 'input' && /^(?:radio|checkbox)$/.test(node.attribs.type) ? 'on' : undefined;
    }
    return each(this, (node, at) => {
      const made = typeof value === 'function' ? value.call(node, at, node.attribs[name]) : value;
      if (made === null) delete node.attribs[name];
      else node.attribs[name] = String(made);
    });
  },

  removeAttr(name) { return each(this, (node) => { delete node.attribs[name]; }); },

  prop(name, value) {
    if (typeof name === 'string' && value === undefined) {
      const node = this[0];
      if (!node) return undefined;
      if (name === 'style') return styleOf(node);
      if (name === 'tagName' || name === 'nodeName') return node.name.toUpperCase();
      if (Object.hasOwn(node, name)) return node[name];
      return isBoolean(name) ? has(node, name) : node.attribs && node.attribs[name];
    }
    if (name !== null && typeof name === 'object') { Object.keys(name).forEach((key) => this.prop(key, name[key])); return this; }
    if (value === undefined) return undefined;
    return each(this, (node, at) => {
      const made = typeof value === 'function' ? value.call(node, at, this._make([node]).prop(name)) : value;
      node[name] = isBoolean(name) ? !!made : made;
    });
  },

  data(name, value) {
    const node = this[0];
    if (!node) return undefined;
    if (name !== null && typeof name === 'object') return each(this, (one) => Object.assign(dataOf(one), name));
    if (name !== undefined && value !== undefined) return each(this, (one) => { dataOf(one)[name] = value; });
    const held = dataOf(node);
    if (name !== undefined) {
      if (!Object.hasOwn(held, name) && has(node, `data-${dashed(name)}`)) held[name] = readData(node.attribs[`data-${dashed(name)}`]);
      return held[name];
    }
    Object.keys(node.attribs).filter((key) => key.startsWith('data-')).forEach((key) => { const label = camel(key.slice(5)); if (!Object.hasOwn(held, label)) held[label] = readData(node.attribs[key]); });
    return held;
  },

  val(value) {
    const node = this[0];
    if (!node) return value === undefined ? undefined : this;
    if (node.name === 'textarea') return this.text(value);
    if (node.name === 'select') return selected(this, node, value);
    return node.name === 'input' || node.name === 'option' ? this.attr('value', value) : undefined;
  },

  hasClass(name) { return this.get().some((node) => names(node.attribs && node.attribs.class).includes(name)); },

  // Changes the classes of every element; a list that stays the same is not written.
  classes(what, change) {
    return each(this, (node, at) => {
      const given = typeof what === 'function' ? what.call(node, at, node.attribs.class || '') : what;
      const list = names(node.attribs.class);
      const next = change(list, names(given));
      if (next !== list) node.attribs.class = next.join(' ');
    });
  },

  addClass(what) { return what ? this.classes(what, (list, given) => unique(list.concat(given))) : this; },

  removeClass(what) {
    if (!arguments.length) return each(this, (node) => { node.attribs.class = ''; });
    return this.classes(what, (list, given) => (list.some((name) => given.includes(name)) ? list.filter((name) => !given.includes(name)) : list));
  },

  toggleClass(what, state) {
    if (!what) return this;
    return this.classes(what, (list, given) => given.reduce((now, name) => {
      const add = typeof state === 'boolean' ? state : !now.includes(name);
      return add ? unique(now.concat(name)) : now.filter((one) => one !== name);
    }, list.slice()));
  },

  css(name, value) {
    const one = typeof name === 'string' && value === undefined;
    if (one || Array.isArray(name) || name === undefined) {
      if (!this.length) return undefined;
      const style = styleOf(this[0]);
      if (name === undefined) return style;
      return one ? style[name] : Object.fromEntries(name.filter((key) => style[key] !== undefined).map((key) => [key, style[key]]));
    }
    return each(this, (node, at) => {
      const style = styleOf(node);
      const put = (key, given) => {
        const made = typeof given === 'function' ? given.call(node, at, style[key]) : given;
        if (made === '') delete style[key];
        else if (made !== undefined && made !== null) style[key] = String(made);
      };
      if (typeof name === 'string') put(name, value);
      else Object.keys(name).forEach((key) => put(key, name[key]));
      node.attribs.style = Object.keys(style).map((key) => `${key}: ${style[key]};`).join(' ');
    });
  },
};
