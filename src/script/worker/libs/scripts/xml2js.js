// xml2js: its objects and options; the text is read in Rust.
const EventEmitter = require('events');
const DEFAULTS = {
  explicitCharkey: false, trim: false, normalize: false, normalizeTags: false, attrkey: '$', charkey: '_', explicitArray: true, ignoreAttrs: false,
  mergeAttrs: false, explicitRoot: true, validator: null, attrNameProcessors: null, attrValueProcessors: null, tagNameProcessors: null,
  valueProcessors: null, emptyTag: '', strict: true, async: false, includeWhiteChars: false, rootName: 'root', headless: false, cdata: false,
  xmldec: { version: '1.0', encoding: 'UTF-8', standalone: true }, renderOpts: { pretty: true, indent: '  ', newline: '\n' },
};
const UNDONE = ['explicitChildren', 'xmlns', 'preserveChildrenOrder', 'charsAsChildren', 'doctype', 'allowSurrogateChars'];
const chosen = (options) => {
  UNDONE.forEach((name) => { if (options && options[name]) throw new Error(`xml2js option ${name} is not implemented`); });
  return { ...DEFAULTS, ...options };
};
const processors = {
  normalize: (text) => text.toLowerCase(),
  firstCharLowerCase: (text) => text.charAt(0).toLowerCase() + text.slice(1),
  stripPrefix: (text) => text.replace(/(?!xmlns)^.*:/, ''),
  parseNumbers: (text) => { if (Number.isNaN(Number(text))) return text; return text % 1 === 0 ? parseInt(text, 10) : parseFloat(text); },
  parseBooleans: (text) => (/^(?:true|false)$/i.test(text) ? text.toLowerCase() === 'true' : text),
};
const process = (list, value, name) => (list ? list.reduce((done, one) => one(done, name), value) : value);
const put = (object, key, value, asList) => {
  if (!Object.hasOwn(object, key)) {
    Object.defineProperty(object, key, { value: asList ? [value] : value, writable: true, enumerable: true, configurable: true });
  } else {
    if (!Array.isArray(object[key])) object[key] = [object[key]];
    object[key].push(value);
  }
};

const opened = (name, attributes, options) => {
  const node = { [options.charkey]: '' };
  attributes.forEach(([key, value]) => {
    if (options.ignoreAttrs) return;
    const own = process(options.attrValueProcessors, value, key);
    const label = process(options.attrNameProcessors, key);
    if (options.mergeAttrs) put(node, label, own, options.explicitArray);
    else {
      if (!Object.hasOwn(node, options.attrkey)) node[options.attrkey] = {};
      node[options.attrkey][label] = own;
    }
  });
  const lower = options.normalizeTags ? name.toLowerCase() : name;
  return { node, name: process(options.tagNameProcessors, lower), cdata: false };
};
const closed = ({ node, name, cdata }, options, path) => {
  const { charkey } = options;
  let blank = '';
  if (/^\s*$/.test(node[charkey]) && !cdata) {
    blank = node[charkey];
    delete node[charkey];
  } else {
    if (options.trim) node[charkey] = node[charkey].trim();
    if (options.normalize) node[charkey] = node[charkey].replace(/\s{2,}/g, ' ').trim();
    node[charkey] = process(options.valueProcessors, node[charkey], name);
  }
  const keys = Object.keys(node);
  let value = keys.length === 1 && keys[0] === charkey && !options.explicitCharkey ? node[charkey] : node;
  if (!keys.length) value = typeof options.emptyTag === 'function' ? options.emptyTag() : options.emptyTag !== '' ? options.emptyTag : blank;
  return options.validator ? options.validator(path, undefined, value) || value : value;
};
const parse = (text, options) => {
  const source = String(text).replace(/^\ufeff/, '');
  if (source.trim() === '') return null;
  const stack = [];
  let result = null;
  for (const [kind, first, second] of native.xml(source)) {
    const top = stack[stack.length - 1];
    if (kind === 'open') stack.push(opened(first, second, options));
    else if (kind === 'close') {
      const path = `/${stack.map(({ name }) => name).join('/')}`;
      stack.pop();
      const value = closed(top, options, path);
      const parent = stack[stack.length - 1];
      if (parent) put(parent.node, top.name, value, options.explicitArray);
      else result = options.explicitRoot ? { [top.name]: value } : value;
    } else if (top) {
      top.node[options.charkey] += first;
      if (kind === 'cdata') top.cdata = true;
    }
  }
  return result;
};

class Parser extends EventEmitter {
  constructor(options) {
    super();
    this.options = chosen(options);
  }

  parseString(text, callback) {
    let result;
    try {
      result = parse(text, this.options);
    } catch (error) {
      if (callback) callback(error);
      else if (this.listenerCount('error')) this.emit('error', error);
      else throw error;
      return;
    }
    const done = () => {
      this.emit('end', result);
      if (callback) callback(null, result);
    };
    if (this.options.async) setTimeout(done, 0);
    else done();
  }

  parseStringPromise(text) {
    return new Promise((resolve, reject) => {
      this.parseString(text, (error, result) => (error ? reject(error) : resolve(result)));
    });
  }

  reset() { this.removeAllListeners(); }
}

const escapeText = (text) => text.replace(/&(?!#?\w+;)/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\r/g, '&#xD;');
const escapeAttribute = (text) => text.replace(/&(?!#?\w+;)/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;').replace(/\t/g, '&#x9;').replace(/\n/g, '&#xA;').replace(/\r/g, '&#xD;');
class Builder {
  constructor(options) { this.options = chosen(options); }

  text(value) {
    const plain = String(value);
    return this.options.cdata && /[&<>]/.test(plain) ? `<![CDATA[${plain.replace(/]]>/g, ']]]]><![CDATA[>')}]]>` : escapeText(plain);
  }

  element(name, value, depth) {
    const { attrkey, charkey, renderOpts } = this.options;
    const [line, indent] = renderOpts.pretty ? [renderOpts.newline || '\n', renderOpts.indent === undefined ? '  ' : renderOpts.indent] : ['', ''];
    const gap = line + indent.repeat(depth + 1);
    let attributes = '';
    let text = '';
    const children = [];
    if (value === null || value === undefined) text = '';
    else if (typeof value !== 'object') text = this.text(value);
    else {
      Object.keys(value).forEach((key) => {
        const child = value[key];
        if (key === attrkey && child && typeof child === 'object') {
          Object.keys(child).forEach((label) => { attributes += ` ${label}="${escapeAttribute(String(child[label]))}"`; });
        } else if (key === charkey) text += this.text(child);
        else if (Array.isArray(child)) child.forEach((item) => children.push(this.element(Array.isArray(value) ? name : key, item, depth + 1)));
        else children.push(this.element(key, child, depth + 1));
      });
    }
    if (!children.length) return text === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${text}</${name}>`;
    const gaps = text === '' ? [gap, line + indent.repeat(depth)] : ['', ''];
    return `<${name}${attributes}>${text}${children.map((child) => gaps[0] + child).join('')}${gaps[1]}</${name}>`;
  }

  buildObject(source) {
    const { xmldec, renderOpts, headless } = this.options;
    const keys = source && typeof source === 'object' ? Object.keys(source) : [];
    const named = keys.length === 1 && this.options.rootName === 'root';
    const body = this.element(named ? keys[0] : this.options.rootName, named ? source[keys[0]] : source, 0);
    if (headless) return body;
    const standalone = xmldec.standalone === undefined || xmldec.standalone === null ? '' : ` standalone="${xmldec.standalone ? 'yes' : 'no'}"`;
    const head = `<?xml version="${xmldec.version || '1.0'}"${xmldec.encoding ? ` encoding="${xmldec.encoding}"` : ''}${standalone}?>`;
    return head + (renderOpts.pretty ? renderOpts.newline || '\n' : '') + body;
  }
}
const split = (options, callback) => (typeof options === 'function' ? [undefined, options] : [options, callback]);
return {
  Parser, Builder, processors, defaults: { '0.2': DEFAULTS },
  parseString(text, a, b) {
    const [options, callback] = split(a, b);
    return new Parser(options).parseString(text, callback);
  },
  parseStringPromise: (text, options) => new Parser(options).parseStringPromise(text),
};
