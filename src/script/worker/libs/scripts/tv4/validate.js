// tv4: draft 4, in tv4's order. `at` is a place in data and schema: `{ data, schema, dataPath, schemaPath }`.
const { codes, ValidationError } = require('tv4/errors');
const uri = require('tv4/uri');
const escaped = (part) => `/${String(part).replace(/~/g, '~0').replace(/\//g, '~1')}`;
const same = (a, b) => {
  if (a === b) return true;
  if (!a || !b || typeof a !== 'object' || typeof b !== 'object' || Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a)) return a.length === b.length && a.every((item, i) => same(item, b[i]));
  return Object.keys({ ...a, ...b }).every((key) => same(a[key], b[key]));
};
const typeOf = (value) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);
const isObject = (value) => typeOf(value) === 'object';

class Validator {
  // `known` has the schemas, formats, keywords and the reporter of the API.
  constructor(known, several, circular, banUnknown) {
    Object.assign(this, { known, several, circular, banUnknown, errors: [], missing: [], seen: new Map(), knownPaths: {}, unknownPaths: {} });
    this.schemas = Object.create(known.schemas);
  }

  error(code, params, at, place = '', dataPlace = '', sub = null) {
    const error = new ValidationError(code, params, at.dataPath + dataPlace, at.schemaPath + place, sub);
    error.message = this.known.report(error, at.data, at.schema);
    return error;
  }

  // Keeps an error, or hands it back for the end of all.
  handle(error) {
    if (!this.several) return error;
    if (error) this.errors.push(error);
    return null;
  }

  resolved(schema, history) {
    if (schema.$ref === undefined) return schema;
    const seen = history || {};
    if (seen[schema.$ref]) return this.error(codes.CIRCULAR_REFERENCE, { urls: Object.keys(seen).join(', ') }, { dataPath: '', schemaPath: '', schema });
    seen[schema.$ref] = true;
    return this.getSchema(schema.$ref, seen);
  }

  getSchema(url, history) {
    if (this.schemas[url] !== undefined) return this.resolved(this.schemas[url], history);
    const base = url.split('#')[0];
    const pointer = decodeURIComponent(url.slice(base.length + 1));
    if (typeof this.schemas[base] === 'object') {
      if (pointer !== '' && pointer[0] !== '/') return undefined;
      const found = pointer.split('/').slice(1).reduce((schema, part) => (schema === undefined ? undefined : schema[part.replace(/~1/g, '/').replace(/~0/g, '~')]), this.schemas[base]);
      if (found !== undefined) return this.resolved(found, history);
    }
    if (this.missing[base] === undefined) {
      this.missing.push(base);
      this.missing[base] = base;
    }
    return undefined;
  }

  all(given) {
    const schema = this.resolved(given.schema);
    if (!schema) return null;
    if (schema instanceof ValidationError) { this.errors.push(schema); return schema; }
    const at = { ...given, schema };
    if (!this.circular || at.data === null || typeof at.data !== 'object') return this.handle(this.first(at));
    const before = this.seen.get(at.data) || new Map();
    this.seen.set(at.data, before);
    if (before.has(schema)) { this.errors.push(...before.get(schema)); return null; }
    const start = this.errors.length;
    before.set(schema, []);
    const error = this.handle(this.first(at));
    before.set(schema, this.errors.slice(start));
    return error;
  }

  first(at) {
    return this.type(at) || this.enumeration(at) || this.number(at) || this.text(at) || this.list(at) || this.object(at)
      || this.allOf(at) || this.anyOf(at) || this.oneOf(at) || this.not(at) || this.links(at) || this.format(at) || this.keywords(at) || null;
  }

  down(at, schema, dataParts, schemaParts) {
    return this.all({ data: dataParts.length ? at.data[dataParts[0]] : at.data, schema, dataPath: at.dataPath + dataParts.map(escaped).join(''), schemaPath: at.schemaPath + schemaParts.map(escaped).join('') });
  }

  type(at) {
    if (at.schema.type === undefined) return null;
    const type = typeOf(at.data);
    const allowed = [].concat(at.schema.type);
    if (allowed.some((one) => one === type || (one === 'integer' && type === 'number' && at.data % 1 === 0))) return null;
    return this.error(codes.INVALID_TYPE, { type, expected: allowed.join('/') }, at, '/type');
  }

  enumeration(at) {
    const allowed = at.schema.enum;
    if (allowed === undefined || allowed.some((one) => same(at.data, one))) return null;
    return this.error(codes.ENUM_MISMATCH, { value: JSON.stringify(at.data) }, at, '/type');
  }

  number(at) {
    const { data, schema } = at;
    if (typeof data !== 'number') return null;
    const multipleOf = schema.multipleOf || schema.divisibleBy;
    const rest = (data / multipleOf) % 1;
    if (multipleOf !== undefined && rest >= 2 ** -51 && rest < 1 - 2 ** -51) return this.error(codes.NUMBER_MULTIPLE_OF, { value: data, multipleOf }, at);
    const { minimum, maximum } = schema;
    if (minimum !== undefined && data < minimum) return this.error(codes.NUMBER_MINIMUM, { value: data, minimum }, at, '/minimum');
    if (minimum !== undefined && schema.exclusiveMinimum && data === minimum) return this.error(codes.NUMBER_MINIMUM_EXCLUSIVE, { value: data, minimum }, at, '/exclusiveMinimum');
    if (maximum !== undefined && data > maximum) return this.error(codes.NUMBER_MAXIMUM, { value: data, maximum }, at, '/maximum');
    if (maximum !== undefined && schema.exclusiveMaximum && data === maximum) return this.error(codes.NUMBER_MAXIMUM_EXCLUSIVE, { value: data, maximum }, at, '/exclusiveMaximum');
    return Number.isFinite(data) ? null : this.error(codes.NUMBER_NOT_A_NUMBER, { value: data }, at, '/type');
  }

  text(at) {
    const { data, schema } = at;
    if (typeof data !== 'string') return null;
    const { length } = data;
    if (schema.minLength !== undefined && length < schema.minLength) return this.error(codes.STRING_LENGTH_SHORT, { length, minimum: schema.minLength }, at, '/minLength');
    if (schema.maxLength !== undefined && length > schema.maxLength) return this.error(codes.STRING_LENGTH_LONG, { length, maximum: schema.maxLength }, at, '/maxLength');
    const { pattern } = schema;
    if (typeof pattern !== 'string' && !(pattern instanceof RegExp)) return null;
    const literal = typeof pattern === 'string' && /^\/(.+)\/([img]*)$/.exec(pattern);
    const test = pattern instanceof RegExp ? pattern : literal ? new RegExp(literal[1], literal[2]) : new RegExp(pattern);
    return test.test(data) ? null : this.error(codes.STRING_PATTERN, { pattern }, at, '/pattern');
  }

  // The first error that must be handed back, of checks that are made when their turn comes.
  each(checks) {
    for (const check of checks) {
      const error = check();
      if (error) return error;
    }
    return null;
  }

  list(at) {
    const { data, schema } = at;
    if (!Array.isArray(data)) return null;
    const { length } = data;
    const checks = [];
    if (schema.minItems !== undefined && length < schema.minItems) checks.push(() => this.handle(this.error(codes.ARRAY_LENGTH_SHORT, { length, minimum: schema.minItems }, at, '/minItems')));
    if (schema.maxItems !== undefined && length > schema.maxItems) checks.push(() => this.handle(this.error(codes.ARRAY_LENGTH_LONG, { length, maximum: schema.maxItems }, at, '/maxItems')));
    if (schema.uniqueItems) checks.push(() => this.unique(at));
    if (schema.items !== undefined) data.forEach((_, i) => checks.push(() => this.item(at, i)));
    return this.each(checks);
  }

  unique(at) {
    for (let i = 0; i < at.data.length; i += 1) {
      for (let j = i + 1; j < at.data.length; j += 1) {
        if (same(at.data[i], at.data[j])) {
          const error = this.handle(this.error(codes.ARRAY_UNIQUE, { match1: i, match2: j }, at, '/uniqueItems'));
          if (error) return error;
        }
      }
    }
    return null;
  }

  item(at, i) {
    const { items, additionalItems } = at.schema;
    if (!Array.isArray(items)) return this.down(at, items, [i], ['items']);
    if (i < items.length) return this.down(at, items[i], [i], ['items', i]);
    if (additionalItems === undefined || additionalItems === true) return null;
    if (additionalItems === false) return this.handle(this.error(codes.ARRAY_ADDITIONAL_ITEMS, {}, at, '/additionalItems', `/${i}`));
    return this.down(at, additionalItems, [i], ['additionalItems']);
  }

  object(at) {
    const { data, schema } = at;
    if (!isObject(data)) return null;
    const propertyCount = Object.keys(data).length;
    const checks = [];
    if (schema.minProperties !== undefined && propertyCount < schema.minProperties) checks.push(() => this.handle(this.error(codes.OBJECT_PROPERTIES_MINIMUM, { propertyCount, minimum: schema.minProperties }, at, '/minProperties')));
    if (schema.maxProperties !== undefined && propertyCount > schema.maxProperties) checks.push(() => this.handle(this.error(codes.OBJECT_PROPERTIES_MAXIMUM, { propertyCount, maximum: schema.maxProperties }, at, '/maxProperties')));
    for (let i = 0; schema.required !== undefined && i < schema.required.length; i += 1) {
      const key = schema.required[i];
      if (data[key] === undefined) checks.push(() => this.handle(this.error(codes.OBJECT_REQUIRED, { key }, at, `/required/${i}`)));
    }
    for (const key in data) checks.push(() => this.property(at, key));
    Object.keys(schema.dependencies || {}).forEach((key) => { if (data[key] !== undefined) checks.push(() => this.dependency(at, key)); });
    return this.each(checks);
  }

  property(at, key) {
    const { properties, patternProperties, additionalProperties } = at.schema;
    const path = at.dataPath + escaped(key);
    const checks = [];
    if (properties !== undefined && properties[key] !== undefined) checks.push(() => this.down(at, properties[key], [key], ['properties', key]));
    Object.keys(patternProperties || {}).forEach((name) => { if (new RegExp(name).test(key)) checks.push(() => this.down(at, patternProperties[name], [key], ['patternProperties', name])); });
    const known = checks.length > 0 || additionalProperties !== undefined;
    if (this.banUnknown && known) { this.knownPaths[path] = true; delete this.unknownPaths[path]; } else if (this.banUnknown && !this.knownPaths[path]) this.unknownPaths[path] = true;
    if (checks.length) return this.each(checks);
    if (additionalProperties === undefined || additionalProperties === true) return null;
    if (additionalProperties === false) return this.handle(this.error(codes.OBJECT_ADDITIONAL_PROPERTIES, { key }, at, '/additionalProperties', escaped(key)));
    return this.down(at, additionalProperties, [key], ['additionalProperties']);
  }

  dependency(at, key) {
    const said = at.schema.dependencies[key];
    const lack = (missing, place) => () => (at.data[missing] === undefined ? this.handle(this.error(codes.OBJECT_DEPENDENCY_KEY, { key, missing }, at, `/dependencies${escaped(key)}${place}`)) : null);
    if (typeof said === 'string') return lack(said, '')();
    if (Array.isArray(said)) return this.each(said.map((missing, i) => lack(missing, `/${i}`)));
    return this.down(at, said, [], ['dependencies', key]);
  }

  allOf(at) { return this.each((at.schema.allOf || []).map((schema, i) => () => this.down(at, schema, [], ['allOf', i]))); }

  // Runs a branch with paths of its own, which are kept when it passes.
  branch(run) {
    const { knownPaths, unknownPaths, errors: { length } } = this;
    Object.assign(this, { knownPaths: {}, unknownPaths: {} });
    const error = run();
    const good = error === null && this.errors.length === length;
    const [known, unknown] = [this.knownPaths, this.unknownPaths];
    Object.assign(this, { knownPaths, unknownPaths });
    if (good) {
      Object.keys(known).forEach((path) => { knownPaths[path] = true; delete unknownPaths[path]; });
      Object.keys(unknown).forEach((path) => { if (!knownPaths[path]) unknownPaths[path] = true; });
    }
    return { good, error };
  }

  anyOf(at) {
    if (at.schema.anyOf === undefined) return null;
    const start = this.errors.length;
    const found = [];
    let passed = false;
    for (let i = 0; i < at.schema.anyOf.length; i += 1) {
      const { good, error } = this.branch(() => this.down(at, at.schema.anyOf[i], [], ['anyOf', i]));
      passed = passed || good;
      if (good && !this.banUnknown) { this.errors.splice(start); return null; }
      if (error) found.push(twice(error, at.schemaPath, `/anyOf/${i}`));
    }
    const sub = found.concat(this.errors.slice(start));
    this.errors.splice(start);
    return passed ? null : this.error(codes.ANY_OF_MISSING, {}, at, '/anyOf', '', sub);
  }

  oneOf(at) {
    if (at.schema.oneOf === undefined) return null;
    const start = this.errors.length;
    const found = [];
    let passing = null;
    for (let i = 0; i < at.schema.oneOf.length; i += 1) {
      const { good, error } = this.branch(() => this.down(at, at.schema.oneOf[i], [], ['oneOf', i]));
      if (good && passing !== null) {
        this.errors.splice(start);
        return this.error(codes.ONE_OF_MULTIPLE, { index1: passing, index2: i }, at, '/oneOf');
      }
      if (good) passing = i;
      else if (error) found.push(error);
    }
    const sub = found.concat(this.errors.slice(start));
    this.errors.splice(start);
    return passing === null ? this.error(codes.ONE_OF_MISSING, {}, at, '/oneOf', '', sub) : null;
  }

  not(at) {
    if (at.schema.not === undefined) return null;
    const { knownPaths, unknownPaths, errors: { length } } = this;
    Object.assign(this, { knownPaths: {}, unknownPaths: {} });
    const error = this.down(at, at.schema.not, [], []);
    const good = error === null && this.errors.length === length;
    Object.assign(this, { knownPaths, unknownPaths });
    this.errors.splice(length);
    return good ? this.error(codes.NOT_PASSED, {}, at, '/not') : null;
  }

  links(at) {
    return this.each((at.schema.links || []).map(({ rel, href }, i) => () => {
      if (rel !== 'describedby') return null;
      const { names, fill } = uri.template(href);
      return names.every((name) => name in Object(at.data)) ? this.down(at, { $ref: fill(at.data) }, [], ['links', i]) : null;
    }));
  }

  format(at) {
    const check = typeof at.schema.format === 'string' && this.known.formats[at.schema.format];
    const said = check ? check(at.data, at.schema) : null;
    if (typeof said === 'string' || typeof said === 'number') return this.error(codes.FORMAT_CUSTOM, { message: said }, at, '/format');
    if (said && typeof said === 'object') return this.error(codes.FORMAT_CUSTOM, { message: said.message || '?' }, at, said.schemaPath || '/format', said.dataPath || '');
    return null;
  }

  keywords(at) {
    for (const key of Object.keys(this.known.keywords)) {
      if (at.schema[key] === undefined) continue;
      for (const check of this.known.keywords[key]) {
        const said = check(at.data, at.schema[key], at.schema, at.dataPath);
        if (typeof said === 'string' || typeof said === 'number') return this.error(codes.KEYWORD_CUSTOM, { key, message: said }, at, escaped(key));
        if (said && typeof said === 'object') return this.keywordError(at, key, said);
      }
    }
    return null;
  }

  keywordError(at, key, said) {
    let { code } = said;
    if (typeof code === 'string') {
      if (!codes[code]) throw new Error(`Undefined error code (use defineError): ${code}`);
      code = codes[code];
    } else if (typeof code !== 'number') code = codes.KEYWORD_CUSTOM;
    const params = typeof said.message === 'object' ? said.message : { key, message: said.message || '?' };
    return this.error(code, params, at, said.schemaPath || escaped(key), said.dataPath || '');
  }
}
// tv4 writes the way into a branch of `anyOf` twice.
const twice = (error, base, way) => {
  error.schemaPath = base + way + error.schemaPath.slice(base.length);
  (error.subErrors || []).forEach((sub) => twice(sub, base, way));
  return error;
};
return Validator;
