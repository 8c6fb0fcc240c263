// ajv 6. Data that Rust finds valid is not looked at again; what is wrong is found and told here.
const Compiler = require('ajv/compile');
const { RULES, KEYWORDS, ALLOWED } = require('ajv/rules');
const { isShared } = require('ajv/data');
const resolve = require('ajv/resolve');
const formats = require('ajv/formats');
const META = 'http://json-schema.org/draft-07/schema';
const DRAFTS = { 'http://json-schema.org/draft-06/schema': 'draft6', [META]: 'draft7', 'http://json-schema.org/draft-04/schema': 'draft4' };
const UNDONE = ['processCode', 'sourceCode'];
// With these the data is changed, or judged by more than JSON Schema.
const OWN_WAY = ['coerceTypes', 'useDefaults', 'removeAdditional', '$data', 'nullable', '$comment', 'multipleOfPrecision', 'ownProperties', 'strictNumbers', 'strictKeywords', 'extendRefs', 'schemaId'];
// Formats of draft 7 that mean the same to Rust as to ajv, or less.
const SHARED = new Set(['date', 'date-time', 'time', 'email', 'ipv4', 'ipv6', 'json-pointer', 'relative-json-pointer', 'uri', 'uri-reference', 'regex']);

const noop = () => {};
const LOGS = { log: noop, warn: noop, error: noop };
const inlinable = (schema, most) => {
  if (most === false) return false;
  let [refs, count] = [0, 0];
  resolve.walk(schema, (part) => { if (part.$ref !== undefined) refs += 1; count += Object.keys(part).length; });
  return refs === 0 && (typeof most !== 'number' || count <= most);
};

class Ajv {
  constructor(options) {
    this._opts = { ...options };
    const undone = UNDONE.find((name) => this._opts[name]);
    if (undone) throw new Error(`ajv option ${undone} is not implemented`);
    this._setLogger(this._opts.logger);
    this._schemas = {};
    this._refs = {};
    this._loading = {};
    this._rules = RULES.slice();
    this._keywords = new Set(KEYWORDS);
    this._allowed = ALLOWED;
    this._known = new Map();
    this._formats = { ...formats[this._opts.format === 'full' ? 'full' : 'fast'] };
    this._own = false;
    this.errors = null;
    const { formats: given, keywords, schemas, meta } = this._opts;
    if (given) Object.keys(given).forEach((name) => this.addFormat(name, given[name]));
    if (keywords) Object.keys(keywords).forEach((name) => this.addKeyword(name, keywords[name]));
    if (meta !== false) {
      // Made when it is asked for: most schemas are right.
      let object;
      const get = () => { object = object || this._object(native.metaSchema('draft7'), META, true); return object; };
      [META, 'http://json-schema.org/schema'].forEach((name) => Object.defineProperty(this._refs, name, { configurable: true, enumerable: true, get }));
    }
    if (meta !== null && typeof meta === 'object') this.addMetaSchema(meta);
    if (this._opts.nullable) this._allowed = new Set([...ALLOWED, 'nullable']);
    if (Array.isArray(schemas)) this.addSchema(schemas);
    else if (schemas) Object.keys(schemas).forEach((key) => this.addSchema(schemas[key], key));
  }

  _setLogger(logger) {
    this.logger = logger === false ? LOGS : logger === undefined ? (typeof console === 'undefined' ? LOGS : console) : logger;
    if (!this.logger || !this.logger.log || !this.logger.warn || !this.logger.error) throw new Error('logger must implement log, warn and error methods');
  }

  _idOf(schema) {
    const { schemaId } = this._opts;
    if (schemaId === 'id') return schema.id;
    if (schemaId !== 'auto') return schema.$id;
    if (schema.$id && schema.id && schema.$id !== schema.id) throw new Error('schema $id is different from id');
    return schema.$id || schema.id;
  }

  _object(schema, base, meta) {
    return { schema, base, meta: !!meta, addresses: resolve.addresses(schema, base, (part) => this._idOf(part)), compiled: new Map() };
  }

  // Takes a schema in: checks it, and keeps it under its id.
  _add(schema, { skip, meta, keep } = {}) {
    if (schema === undefined || (typeof schema !== 'object' && typeof schema !== 'boolean')) throw new Error('schema should be object or boolean');
    const text = this._opts.serialize === false ? schema : JSON.stringify(schema);
    const known = this._known.get(text);
    if (known) return known;
    const id = resolve.normal(this._idOf(schema));
    const stays = id && (keep || this._opts.addUsedSchema !== false);
    if (stays) this._unique(id);
    const recursive = id && id === resolve.normal(schema.$schema);
    const object = this._object(schema, id[0] === '#' ? '' : id, meta);
    if (this._opts.validateSchema !== false && !skip && !recursive) this.validateSchema(schema, true);
    if (stays && id[0] !== '#') this._refs[id] = object;
    this._known.set(text, object);
    if (this._opts.validateSchema !== false && !skip && recursive) this.validateSchema(schema, true);
    return object;
  }

  _unique(id) {
    if (Object.hasOwn(this._schemas, id) || Object.hasOwn(this._refs, id)) throw new Error(`schema with key or id "${id}" already exists`);
  }

  _named(key) {
    const id = resolve.normal(key);
    return Object.hasOwn(this._schemas, id) ? this._schemas[id] : Object.hasOwn(this._refs, id) ? this._refs[id] : undefined;
  }

  // What a `$ref` points to: a schema within this one or another that is known.
  _resolve(c, ref) {
    const whole = resolve.join(c.base, ref);
    const address = resolve.document(whole);
    const pointer = whole.slice(address.length + 1);
    const within = c.root.addresses.get(whole);
    if (within) return this._target(within, c.root);
    let root = c.root;
    let start = { schema: root.schema, base: root.base };
    if (address && address !== resolve.document(root.base)) {
      const inside = root.addresses.get(address);
      if (inside) start = inside;
      else {
        root = this._named(address);
        if (!root) return undefined;
        start = { schema: root.schema, base: root.base };
        const named = root.addresses.get(whole);
        if (named) return this._target(named, root);
      }
    }
    if (pointer && pointer[0] !== '/') return undefined;
    const found = resolve.follow(start.schema, pointer, start.base, (part) => this._idOf(part));
    if (found && found.schema && found.schema.$ref !== undefined && !Object.keys(found.schema).some((name) => name !== '$ref' && this._keywords.has(name))) return this._resolve({ base: found.base, root }, found.schema.$ref);
    return found && this._target(found, root);
  }

  _target({ schema, base }, root) {
    const check = () => {
      const key = typeof schema === 'object' ? schema : String(schema);
      if (!root.compiled.has(key)) {
        let made = noop;
        root.compiled.set(key, (at, state) => made(at, state));
        made = new Compiler(this, root, base).compile(schema, true);
        root.compiled.set(key, made);
      }
      return root.compiled.get(key);
    };
    const inline = inlinable(schema, this._opts.inlineRefs);
    if (!inline) check();
    return { schema, base, root, inline, check };
  }

  // Rust's word for data that is valid for certain; nothing where it cannot judge as ajv does.
  _quick(schema) {
    if (this._own || OWN_WAY.some((name) => this._opts[name]) || schema === null || typeof schema !== 'object') return undefined;
    const checked = this._opts.format !== false;
    const draft = DRAFTS[resolve.normal(schema.$schema)] || 'draft7';
    let plain = true;
    let top = true;
    resolve.walk(schema, (part) => {
      if ((part.$ref !== undefined && !/^#(?:\/|$)/.test(part.$ref)) || (this._idOf(part) !== undefined && !top) || part.$async) plain = false;
      if (checked && part.format !== undefined && (draft !== 'draft7' || !SHARED.has(part.format) || this._formats[part.format] !== formats.fast[part.format])) plain = false;
      if ((part.multipleOf !== undefined && !Number.isInteger(part.multipleOf)) || (part.pattern !== undefined && !isShared(part.pattern))) plain = false;
      if (part.patternProperties && !Object.keys(part.patternProperties).every(isShared)) plain = false;
      top = false;
    });
    return plain ? native.validator(schema, draft) : undefined;
  }

  _compile(object) {
    if (object.validate) return object.validate;
    const { schema } = object;
    const check = this._target({ schema, base: object.base }, object).check();
    const quick = this._quick(schema);
    const validate = function validate(data, path = '', up = undefined, key = undefined, root = undefined) {
      validate.errors = null;
      if (quick && quick(data)) return true;
      const state = { errors: [], pending: [], root: root === undefined ? data : root, self: this, rootSchema: schema };
      check({ data, up: up === undefined ? undefined : { data: up, up: undefined, key: undefined, path: '' }, key, path }, state);
      if (schema.$async === true) return settled(state, data);
      validate.errors = state.errors.length ? state.errors : null;
      return validate.errors === null;
    };
    Object.assign(validate, { schema, errors: null, root: object, refs: {}, refVal: [] });
    if (schema.$async === true) validate.$async = true;
    object.validate = validate;
    return validate;
  }

  compile(schema, meta) { return this._compile(this._add(schema, { meta })); }

  validate(given, data) {
    const validate = typeof given === 'string' ? this.getSchema(given) : this._compile(this._add(given));
    if (!validate) throw new Error(`no schema with key or ref "${given}"`);
    const valid = validate(data);
    if (validate.$async !== true) this.errors = validate.errors;
    return valid;
  }

  validateSchema(schema, refuse) {
    const said = schema.$schema;
    if (said !== undefined && typeof said !== 'string') throw new Error('$schema must be a string');
    const { meta, defaultMeta } = this._opts;
    const key = said || defaultMeta || (meta !== null && typeof meta === 'object' ? this._idOf(meta) : meta === false ? undefined : META);
    if (!key) {
      this.logger.warn('meta-schema not available');
      this.errors = null;
      return true;
    }
    this.errors = null;
    if (resolve.normal(key) === META && meta !== false && !this._opts.$data && !this._own && native.isSchema(schema, 'draft7')) return true;
    const object = this._named(key);
    if (!object) throw new Error(`no schema with key or ref "${key}"`);
    const valid = this._checkMeta(object, schema);
    if (valid || !refuse) return valid;
    const message = `schema is invalid: ${this.errorsText()}`;
    if (this._opts.validateSchema !== 'log') throw new Error(message);
    this.logger.error(message);
    return valid;
  }

  // Options that change data do not change schemas.
  _checkMeta(object, schema) {
    const opts = this._opts;
    const dataSchema = opts.$data && object.base === META ? withoutData(schema) : schema;
    this._opts = { ...opts, useDefaults: false, coerceTypes: false, removeAdditional: false, $data: false, strictDefaults: false, errorDataPath: 'object' };
    try {
      const validate = this._compile(object);
      const valid = validate(dataSchema);
      this.errors = validate.errors;
      return valid;
    } finally {
      this._opts = opts;
    }
  }

  addSchema(schema, key, skip, meta) {
    if (Array.isArray(schema)) {
      schema.forEach((one) => this.addSchema(one, undefined, skip, meta));
      return this;
    }
    const id = this._idOf(schema);
    if (id !== undefined && typeof id !== 'string') throw new Error('schema id must be string');
    const name = resolve.normal(key || id);
    this._unique(name);
    this._schemas[name] = this._add(schema, { skip, meta, keep: true });
    return this;
  }

  addMetaSchema(schema, key, skip) { return this.addSchema(schema, key, skip, true); }

  getSchema(key) {
    const object = this._named(key);
    if (object) return this._compile(object);
    const empty = this._object({}, '', false);
    const found = this._resolve({ base: '', root: empty }, String(key));
    if (!found) return undefined;
    return this._compile({ schema: found.schema, base: found.base, meta: false, addresses: found.root.addresses, compiled: found.root.compiled });
  }

  removeSchema(key) {
    const drop = (test) => [this._schemas, this._refs].forEach((table) => Object.keys(table).forEach((name) => {
      if (table[name].meta || !test(name, table[name])) return;
      this._known.delete(JSON.stringify(table[name].schema));
      delete table[name];
    }));
    if (key === undefined) { drop(() => true); this._known.clear(); } else if (key instanceof RegExp) drop((name) => key.test(name));
    else if (typeof key === 'string') drop((name) => name === resolve.normal(key));
    else if (key !== null && typeof key === 'object') {
      this._known.delete(JSON.stringify(key));
      const id = resolve.normal(this._idOf(key));
      if (id) { delete this._schemas[id]; delete this._refs[id]; }
    }
    return this;
  }

  addFormat(name, format) {
    this._formats[name] = typeof format === 'string' ? new RegExp(format) : format;
    return this;
  }

  errorsText(given, { separator = ', ', dataVar = 'data' } = {}) {
    const errors = given || this.errors;
    return errors ? errors.filter(Boolean).map((error) => `${dataVar}${error.dataPath} ${error.message}`).join(separator) : 'No errors';
  }

  addKeyword(keyword, definition) {
    if (this._keywords.has(keyword) || ALLOWED.has(keyword)) throw new Error(`Keyword ${keyword} is already defined`);
    if (!/^[a-z_$][a-z0-9_$-]*$/i.test(keyword)) throw new Error(`Keyword ${keyword} is not a valid identifier`);
    if (definition) {
      this.validateKeyword(definition, true);
      [].concat(definition.type).forEach((type) => this._rules.push({ type, keyword, definition, implements: definition.implements }));
      if (definition.metaSchema) {
        const pointer = { type: 'object', required: ['$data'], properties: { $data: { type: 'string' } }, additionalProperties: false };
        definition.validateSchema = this.compile(definition.$data && this._opts.$data ? { anyOf: [definition.metaSchema, pointer] } : definition.metaSchema, true);
      }
    }
    this._keywords.add(keyword);
    this._own = true;
    return this;
  }

  getKeyword(keyword) {
    const rule = this._rules.find((one) => one.keyword === keyword && one.definition);
    return rule ? rule.definition : this._keywords.has(keyword) || ALLOWED.has(keyword);
  }

  removeKeyword(keyword) {
    this._keywords.delete(keyword);
    this._rules = this._rules.filter((rule) => rule.keyword !== keyword);
    this._own = true;
    return this;
  }

  validateKeyword(definition, refuse) {
    const ajv = new Ajv({ meta: false, validateSchema: false, logger: false });
    const valid = ajv.validate(DEFINITION, Object.fromEntries(Object.entries(definition).map(([name, value]) => [name, typeof value === 'function' ? 'function' : value])));
    this.validateKeyword.errors = ajv.errors;
    if (!valid && refuse) throw new Error(`custom keyword definition is invalid: ${this.errorsText(ajv.errors)}`);
    return valid;
  }

  compileAsync(schema, meta, callback) {
    const done = typeof meta === 'function' ? meta : callback;
    if (typeof this._opts.loadSchema !== 'function') throw new Error('options.loadSchema should be a function');
    const metaOf = (one) => (one.$schema && !this._named(one.$schema) ? this.compileAsync({ $ref: one.$schema }, true) : Promise.resolve());
    const added = (ref) => this._named(ref) !== undefined;
    const load = (error) => {
      const ref = error.missingSchema;
      if (added(ref)) throw new Error(`Schema ${ref} is loaded but ${error.missingRef} cannot be resolved`);
      this._loading[ref] = this._loading[ref] || this._opts.loadSchema(ref);
      return this._loading[ref].then((one) => { delete this._loading[ref]; return added(ref) ? undefined : metaOf(one).then(() => { if (!added(ref)) this.addSchema(one, ref); }); });
    };
    const attempt = (object) => {
      try {
        return this._compile(object);
      } catch (error) {
        object.compiled.clear();
        if (!(error instanceof MissingRefError)) throw error;
        return load(error).then(() => attempt(object));
      }
    };
    const result = metaOf(schema).then(() => attempt(this._add(schema, { meta: meta === true })));
    if (done) result.then((validate) => done(null, validate), done);
    return result;
  }
}
const settled = (state, data) => Promise.all(state.pending).then(() => {
  if (state.errors.length) throw new ValidationError(state.errors);
  return data;
});
const KINDS = ['array', 'object', 'string', 'number', 'integer', 'boolean', 'null'];
const DEFINITION = {
  type: 'object',
  definitions: { simpleTypes: { enum: KINDS } },
  dependencies: { schema: ['validate'], $data: ['validate'], statements: ['inline'], valid: { not: { required: ['macro'] } } },
  properties: {
    type: { anyOf: [{ enum: KINDS }, { type: 'array', items: { enum: KINDS } }] }, schema: { type: 'boolean' }, statements: { type: 'boolean' }, dependencies: { type: 'array', items: { type: 'string' } },
    metaSchema: { type: 'object' }, modifying: { type: 'boolean' }, valid: { type: 'boolean' }, $data: { type: 'boolean' }, async: { type: 'boolean' },
    errors: { anyOf: [{ type: 'boolean' }, { const: 'full' }] },
  },
};
// A schema as its meta-schema may see it: what comes from the data is left out.
const withoutData = (schema) => {
  if (schema === null || typeof schema !== 'object') return schema;
  if (Array.isArray(schema)) return schema.map(withoutData);
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => !(value !== null && typeof value === 'object' && Object.keys(value).length === 1 && typeof value.$data === 'string')).map(([key, value]) => [key, withoutData(value)]));
};
class ValidationError extends Error {
  constructor(errors) {
    super('validation failed');
    Object.assign(this, { errors, ajv: true, validation: true });
  }
}
class MissingRefError extends Error {
  constructor(base, ref, message) {
    super(message || MissingRefError.message(base, ref));
    this.missingRef = resolve.join(base, ref);
    this.missingSchema = resolve.normal(resolve.document(this.missingRef));
  }

  static message(base, ref) { return `can't resolve reference ${ref} from id ${base}`; }
}
Object.assign(Ajv, { ValidationError, MissingRefError, $dataMetaSchema: (schema) => schema });
function make(options) { return new Ajv(options); }
Object.assign(make, { ValidationError, MissingRefError, $dataMetaSchema: Ajv.$dataMetaSchema, prototype: Ajv.prototype, default: make });
return make;
