// tv4: addresses, as RFC 3986 joins them, and templates of them (RFC 6570).
const parts = (text) => {
  const found = /^([^:/?#]+:)?(\/\/(?:[^:@]*(?::[^:@]*)?@)?(?:[^:/?#]*)(?::\d*)?)?([^?#]*)(\?[^#]*)?(#[\s\S]*)?/.exec(String(text).trim());
  const [, protocol = '', authority = '', path = '', search = '', hash = ''] = found;
  return { protocol, authority, path, search, hash };
};
const withoutDots = (path) => {
  const out = [];
  path.replace(/^(\.\.?(\/|$))+/, '').replace(/\/(\.(\/|$))+/g, '/').replace(/\/\.\.$/, '/../').replace(/\/?[^/]*/g, (part) => {
    if (part === '/..') out.pop();
    else out.push(part);
    return part;
  });
  return out.join('').replace(/^\//, path[0] === '/' ? '/' : '');
};
const resolve = (base, ref) => {
  const [from, to] = [parts(base || ''), parts(ref || '')];
  const own = to.protocol || to.authority;
  const beside = (from.authority && !from.path ? '/' : '') + from.path.slice(0, from.path.lastIndexOf('/') + 1) + to.path;
  const path = own || to.path[0] === '/' ? to.path : to.path ? beside : from.path;
  return (to.protocol || from.protocol) + (own ? to.authority : from.authority) + withoutDots(path) + (own || to.path ? to.search : to.search || from.search) + to.hash;
};
const document = (uri) => uri.split('#')[0];
// Makes every `$ref` and `id` of a schema whole, in place.
const normalize = (schema, given) => {
  if (schema === null || typeof schema !== 'object') return;
  let base = given;
  if (base === undefined) base = schema.id;
  else if (typeof schema.id === 'string') { base = resolve(base, schema.id); schema.id = base; }
  if (Array.isArray(schema)) { schema.forEach((item) => normalize(item, base)); return; }
  if (typeof schema.$ref === 'string') schema.$ref = resolve(base, schema.$ref);
  Object.keys(schema).forEach((key) => { if (key !== 'enum') normalize(schema[key], base); });
};
const OPERATORS = { '+': ['', ',', false, true], '#': ['#', ',', false, true], '.': ['.', '.'], '/': ['/', '/'], ';': [';', ';', true], '?': ['?', '&', true], '&': ['&', '&', true] };
const template = (text) => {
  const names = [];
  text.replace(/\{([^}]*)\}/g, (_, spec) => spec.replace(/^[+#./;?&]/, '').split(',').forEach((name) => names.push(name.replace(/[*:].*$/, ''))));
  const fill = (data) => text.replace(/\{([^}]*)\}/g, (_, spec) => {
    const [prefix, separator, named, plain] = OPERATORS[spec[0]] || ['', ','];
    const shown = (value) => (plain ? encodeURI(value).replace(/%25[0-9][0-9]/g, (double) => `%${double.slice(3)}`) : encodeURIComponent(value).replace(/!/g, '%21'));
    const filled = spec.replace(/^[+#./;?&]/, '').split(',').map((item) => {
      const [, name, cut] = /^([^*:]*)(?::(\d+)|\*)?$/.exec(item) || [undefined, item];
      const value = data[name];
      if (value === undefined || value === null) return undefined;
      const made = Array.isArray(value) ? value.map(shown).join(',') : shown(cut ? String(value).slice(0, cut) : value);
      return named ? `${name}${spec[0] === ';' && made === '' ? '' : '='}${made}` : made;
    }).filter((one) => one !== undefined);
    return filled.length ? prefix + filled.join(separator) : '';
  });
  return { names, fill };
};
return { resolve, document, normalize, template };
