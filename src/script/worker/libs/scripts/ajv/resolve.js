// ajv: addresses of schemas, and what `$ref` points to.
const url = require('url');
const normal = (id) => (id ? String(id).replace(/#$/, '') : '');
const join = (base, ref) => {
  const plain = normal(ref);
  if (!base || /^[a-z][a-z\d+.-]*:/i.test(plain)) return plain;
  if (plain[0] === '#') return base.replace(/#.*$/, '') + plain;
  return url.resolve(base, plain);
};
const document = (id) => id.replace(/#.*$/, '');
const unescaped = (part) => part.replace(/~1/g, '/').replace(/~0/g, '~');
const decoded = (part) => { try { return decodeURIComponent(part); } catch { return part; } };
// Keywords whose values hold no schemas.
const OPAQUE = new Set(['enum', 'const', 'default', 'examples', 'required', 'type']);
// Keywords that map names to schemas.
const MAPS = new Set(['properties', 'patternProperties', 'definitions', 'dependencies', '$defs']);
const walk = (schema, visit, base = '') => {
  if (schema === null || typeof schema !== 'object') return;
  if (Array.isArray(schema)) {
    schema.forEach((item) => walk(item, visit, base));
    return;
  }
  const own = visit(schema, base);
  Object.keys(schema).forEach((key) => {
    const value = schema[key];
    if (OPAQUE.has(key) || value === null || typeof value !== 'object') return;
    if (MAPS.has(key)) Object.keys(value).forEach((name) => walk(value[name], visit, own));
    else walk(value, visit, own);
  });
};
// Every address that a schema gives to a part of itself.
const addresses = (schema, base, idOf) => {
  const found = new Map();
  let top = true;
  walk(schema, (part, around) => {
    const id = top ? base : idOf(part);
    top = false;
    if (typeof id !== 'string' || id === '') return around || base;
    const whole = normal(join(around, id));
    if (!found.has(whole)) found.set(whole, { schema: part, base: whole[0] === '#' ? around : document(whole) });
    return id[0] === '#' ? around : document(whole);
  }, base);
  return found;
};
// Follows a JSON pointer; the base changes with every `$id` on the way.
const follow = (schema, pointer, base, idOf) => {
  let at = schema;
  let around = base;
  for (const part of pointer.split('/').filter(Boolean)) {
    const key = unescaped(decoded(part));
    if (at === null || typeof at !== 'object' || !Object.hasOwn(at, key)) return undefined;
    at = at[key];
    const id = at && typeof at === 'object' ? idOf(at) : undefined;
    if (typeof id === 'string' && id) around = document(join(around, id));
  }
  return at === undefined ? undefined : { schema: at, base: around };
};
return { normal, join, document, addresses, follow, walk };
