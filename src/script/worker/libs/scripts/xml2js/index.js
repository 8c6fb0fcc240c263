// xml2js: its objects and options; the text is read in Rust.
const EventEmitter = require('events');
const parse = require('xml2js/read');
const DEFAULTS = {
  explicitCharkey: false, trim: false, normalize: false, normalizeTags: false, attrkey: '$', charkey: '_', explicitArray: true, ignoreAttrs: false,
  mergeAttrs: false, explicitRoot: true, validator: null, attrNameProcessors: null, attrValueProcessors: null, tagNameProcessors: null,
  valueProcessors: null, emptyTag: '', strict: true, async: false, includeWhiteChars: false, rootName: 'root', headless: false, cdata: false,
  explicitChildren: false, childkey: '$$', preserveChildrenOrder: false, charsAsChildren: false, xmlns: false, xmlnskey: '$ns', chunkSize: 10000, doctype: null,
  xmldec: { version: '1.0', encoding: 'UTF-8', standalone: true }, renderOpts: { pretty: true, indent: '  ', newline: '\n' },
};
const chosen = (options) => ({ ...DEFAULTS, ...options });
const processors = {
  normalize: (text) => text.toLowerCase(),
  firstCharLowerCase: (text) => text.charAt(0).toLowerCase() + text.slice(1),
  stripPrefix: (text) => text.replace(/(?!xmlns)^.*:/, ''),
  parseNumbers: (text) => { if (Number.isNaN(Number(text))) return text; return text % 1 === 0 ? parseInt(text, 10) : parseFloat(text); },
  parseBooleans: (text) => (/^(?:true|false)$/i.test(text) ? text.toLowerCase() === 'true' : text),
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
const NAME = /^[:A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD][-:A-Z_a-z0-9.\u00B7\u00C0-\uFFFD]*$/;
class Builder {
  constructor(options) { this.options = chosen(options); }

  text(value) {
    const plain = String(value);
    return this.options.cdata && /[&<>]/.test(plain) ? `<![CDATA[${plain.replace(/]]>/g, ']]]]><![CDATA[>')}]]>` : escapeText(plain);
  }

  element(name, value, depth) {
    if (!NAME.test(name)) throw new Error('Invalid character in name');
    const { attrkey, charkey, renderOpts } = this.options;
    const [line, indent] = renderOpts.pretty ? [renderOpts.newline || '\n', renderOpts.indent === undefined ? '  ' : renderOpts.indent] : ['', ''];
    const gap = line + indent.repeat(depth + 1);
    let attributes = '';
    let text = '';
    const children = [];
    if (value === undefined) throw new Error(`Missing element text. parent: <${name}>`);
    if (value === null) text = '';
    else if (typeof value !== 'object') text = this.text(value);
    else {
      Object.keys(value).forEach((key) => {
        const child = value[key];
        if (key === attrkey && child && typeof child === 'object') {
          Object.keys(child).filter((label) => child[label] !== undefined && child[label] !== null).forEach((label) => { attributes += ` ${label}="${escapeAttribute(String(child[label]))}"`; });
        } else if (key === charkey && child === undefined) throw new Error(`Missing element text. parent: <${name}>`);
        else if (key === charkey) text += this.text(child);
        else if (Array.isArray(child)) child.forEach((item) => children.push(this.element(Array.isArray(value) ? name : key, item, depth + 1)));
        else children.push(this.element(key, child === undefined ? null : child, depth + 1));
      });
    }
    if (!children.length) return text === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${text}</${name}>`;
    const gaps = text === '' ? [gap, line + indent.repeat(depth)] : ['', ''];
    return `<${name}${attributes}>${text}${children.map((child) => gaps[0] + child).join('')}${gaps[1]}</${name}>`;
  }

  // A list has no name of its own: what its items hold stands side by side.
  flat(value) {
    if (!Array.isArray(value)) return value;
    const out = {};
    value.forEach((item) => { if (item !== null && typeof item === 'object') Object.keys(item).forEach((key) => { out[key] = key in out ? [].concat(out[key], item[key]) : item[key]; }); });
    return out;
  }

  doctype(root) {
    const said = this.options.doctype;
    if (!said) return '';
    const id = said.pubID && said.sysID ? ` PUBLIC "${said.pubID}" "${said.sysID}"` : said.sysID ? ` SYSTEM "${said.sysID}"` : '';
    return `<!DOCTYPE ${root}${id}>${this.options.renderOpts.pretty ? this.options.renderOpts.newline || '\n' : ''}`;
  }

  buildObject(source) {
    const { xmldec, renderOpts, headless } = this.options;
    const keys = source && typeof source === 'object' ? Object.keys(source) : [];
    const named = keys.length === 1 && this.options.rootName === 'root';
    const root = named ? keys[0] : this.options.rootName;
    const body = this.element(root, this.flat(named ? source[keys[0]] : source), 0);
    if (headless) return body;
    const standalone = xmldec.standalone === undefined || xmldec.standalone === null ? '' : ` standalone="${xmldec.standalone ? 'yes' : 'no'}"`;
    const head = `<?xml version="${xmldec.version || '1.0'}"${xmldec.encoding ? ` encoding="${xmldec.encoding}"` : ''}${standalone}?>`;
    return head + (renderOpts.pretty ? renderOpts.newline || '\n' : '') + this.doctype(root) + body;
  }
}
class ValidationError extends Error {}
// Also without `new`.
const AnyParser = new Proxy(Parser, { apply: (type, self, args) => new Parser(...args) });
const split = (options, callback) => (typeof options === 'function' ? [undefined, options] : [options, callback]);
return {
  Parser: AnyParser, Builder, ValidationError, processors, defaults: { '0.2': DEFAULTS },
  parseString(text, a, b) {
    const [options, callback] = split(a, b);
    return new Parser(options).parseString(text, callback);
  },
  parseStringPromise: (text, options) => new Parser(options).parseStringPromise(text),
};
