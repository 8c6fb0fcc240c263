// ajv 6: its objects and words; what is wrong with the data is found in Rust.
const { draftOf, walk } = require('schema');
const META = 'http://json-schema.org/draft-07/schema';
const UNDONE = ['useDefaults', 'coerceTypes', 'removeAdditional', '$data', 'loadSchema', 'processCode', 'sourceCode', 'nullable', 'schemaId', 'strictKeywords', 'strictDefaults'];
const idOf = (text) => String(text).replace(/#$/, '');
const property = (name) => (typeof name === 'number' ? `[${name}]` : /^[a-z$_][a-z$_0-9]*$/i.test(name) ? `.${name}` : `['${String(name).replace(/[\\']/g, '\\$&')}']`);
const escaped = (name) => String(name).replace(/~/g, '~0').replace(/\//g, '~1');
// Names that a pattern or `additionalProperties` stood for are always in brackets.
const dynamic = (evaluated) => {
  const out = [];
  const parts = evaluated.split('/').slice(1);
  for (let at = 0; at < parts.length; at += 1) {
    if (parts[at] === 'properties') { out.push(false); at += 1; } else if (parts[at] === 'patternProperties') { out.push(true); at += 1; } else if (parts[at] === 'additionalProperties') out.push(true);
    else if (parts[at] === 'items' || parts[at] === 'additionalItems' || parts[at] === 'contains') out.push(false);
    else if (parts[at] === 'definitions') at += 1;
  }
  return out;
};
const dataPath = ({ path, evaluated }, pointers) => {
  const brackets = dynamic(evaluated);
  return path.map((part, at) => (pointers ? `/${escaped(part)}` : brackets[at] ? `['${String(part).replace(/[\\']/g, '\\$&')}']` : property(part))).join('');
};
const schemaPath = (pointer) => pointer.split('/').map((part, at) => (at ? encodeURIComponent(part).replace(/%24/g, '$').replace(/%20/g, ' ') : part)).join('/');
const limit = (comparison, exclusive) => ({ schema }) => [{ comparison, limit: schema, exclusive }, `should be ${comparison} ${schema}`];
const size = (text) => ({ schema }) => [{ limit: schema }, `should NOT ${text.replace('#', schema)}`];
const duplicate = (list) => {
  for (let i = list.length - 1; i > 0; i -= 1) {
    for (let j = i - 1; j >= 0; j -= 1) if (JSON.stringify(list[i]) === JSON.stringify(list[j])) return { i, j };
  }
  return { i: 1, j: 0 };
};
const WORDS = {
  type: ({ schema }) => { const type = [].concat(schema).join(','); return [{ type }, `should be ${type}`]; },
  minimum: limit('>=', false), maximum: limit('<=', false), exclusiveMinimum: limit('>', true), exclusiveMaximum: limit('<', true),
  multipleOf: ({ schema }) => [{ multipleOf: schema }, `should be multiple of ${schema}`],
  minLength: size('be shorter than # characters'), maxLength: size('be longer than # characters'),
  minItems: size('have fewer than # items'), maxItems: size('have more than # items'),
  minProperties: size('have fewer than # properties'), maxProperties: size('have more than # properties'),
  pattern: ({ schema }) => [{ pattern: schema }, `should match pattern "${schema}"`],
  format: ({ schema }) => [{ format: schema }, `should match format "${schema}"`],
  enum: ({ schema }) => [{ allowedValues: schema }, 'should be equal to one of the allowed values'],
  const: ({ schema }) => [{ allowedValue: schema }, 'should be equal to constant'],
  additionalItems: (found) => [{ limit: found.limit }, `should NOT have more than ${found.limit} items`],
  uniqueItems: ({ value }) => { const at = duplicate(value); return [at, `should NOT have duplicate items (items ## ${at.j} and ${at.i} are identical)`]; },
  contains: () => [{}, 'should contain a valid item'],
  not: () => [{}, 'should NOT be valid'],
  anyOf: () => [{}, 'should match some schema in anyOf'],
  oneOf: (found) => {
    const passing = found.several ? found.branches.reduce((out, branch, at) => (branch.length ? out : out.concat(at)), []).slice(0, 2) : null;
    return [{ passingSchemas: passing }, 'should match exactly one schema in oneOf'];
  },
};
const errorOf = (found, keyword, path, params, message, options) => {
  const error = { keyword, dataPath: dataPath(found, options.jsonPointers), schemaPath: schemaPath(path), params };
  if (options.messages !== false) error.message = message;
  if (options.verbose) Object.assign(error, { schema: found.schema, parentSchema: found.parent, data: found.value });
  return error;
};
// ajv's errors for one finding: those of branches come first.
const errorsOf = (found, options) => {
  const all = options.allErrors;
  const make = (keyword, path, [params, message]) => errorOf(found, keyword, path, params, message, options);
  const inner = () => (found.several ? [] : (found.branches || []).reduce((out, branch) => out.concat(...(all ? branch : branch.slice(0, 1)).map((one) => errorsOf(one, options))), []));
  const { keyword } = found;
  const path = found.schemaPath;
  if (keyword === 'required' && path.endsWith('/dependencies')) {
    const [missing] = found.names;
    const name = Object.keys(found.schema).find((key) => Array.isArray(found.schema[key]) && found.schema[key].includes(missing) && Object.hasOwn(found.value, key));
    const list = found.schema[name];
    const deps = list.length === 1 ? list[0] : list.join(', ');
    const message = `should have ${list.length === 1 ? 'property' : 'properties'} ${deps} when property ${name} is present`;
    return [make('dependencies', path, [{ property: name, missingProperty: missing, depsCount: list.length, deps }, message])];
  }
  if (keyword === 'required') {
    const several = !all && found.parent && Array.isArray(found.schema) && !Object.hasOwn(found.parent.properties || {}, found.names[0])
      && found.schema.filter((name) => !Object.hasOwn(found.parent.properties || {}, name)).length <= 20;
    const name = several ? (options.jsonPointers ? found.names[0] : property(found.names[0])) : found.names[0];
    return [make(keyword, path, [{ missingProperty: name }, `should have required property '${name}'`])];
  }
  if (keyword === 'additionalProperties') {
    const names = all ? found.names : found.names.slice(0, 1);
    return names.map((name) => make(keyword, path, [{ additionalProperty: name }, 'should NOT have additional properties']));
  }
  if (keyword === 'propertyNames') {
    const [error] = found.branches[0];
    const name = error.value;
    const within = errorsOf({ ...error, path: found.path }, options).map((one) => ({ ...one, propertyName: name }));
    return within.concat(make(keyword, path.replace(/(\/propertyNames)\/.*$/, '$1'), [{ propertyName: name }, `property name '${name}' is invalid`]));
  }
  if (keyword === 'falseSchema' || keyword === 'false schema' || !WORDS[keyword]) {
    return [make('false schema', `${path.replace(/\/false schema$/, '')}/false schema`, [{}, 'boolean schema is false'])];
  }
  return inner().concat(make(keyword, path, WORDS[keyword](found)));
};
const listed = (findings, options) => {
  if (!findings.length) return null;
  const kept = options.allErrors ? findings : findings.slice(0, 1);
  return [].concat(...kept.map((found) => errorsOf(found, options)));
};

class Ajv {
  constructor(options) {
    this._opts = { ...options };
    UNDONE.forEach((name) => {
      const value = this._opts[name];
      if (value && !(name === 'schemaId' && (value === '$id' || value === 'auto'))) throw new Error(`ajv option ${name} is not implemented`);
    });
    this._schemas = {};
    this._formats = { uuid: /^(?:urn:uuid:)?[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/, url: /^(?:https?|ftp):\/\/[^\s/?#]+\S*$/i };
    this._meta = new Set([META, 'http://json-schema.org/schema']);
    this.errors = null;
    const { schemas, formats } = this._opts;
    if (formats) Object.keys(formats).forEach((name) => this.addFormat(name, formats[name]));
    if (Array.isArray(schemas)) this.addSchema(schemas);
    else if (schemas) Object.keys(schemas).forEach((key) => this.addSchema(schemas[key], key));
  }

  _known(key) { return Object.hasOwn(this._schemas, idOf(key)) ? this._schemas[idOf(key)] : undefined; }

  _check(schema) {
    const said = schema && schema.$schema;
    if (said && !this._meta.has(idOf(said))) throw new Error(`no schema with key or ref "${said}"`);
    if (this._opts.validateSchema === false || this.validateSchema(schema)) return;
    const message = `schema is invalid: ${this.errorsText()}`;
    if (this._opts.validateSchema !== 'log') throw new Error(message);
    if (this._opts.logger !== false) (this._opts.logger || console).error(message);
  }

  // Formats of the user's own become patterns; what no one knows is refused as ajv refuses it.
  _prepare(schema) {
    const copy = JSON.parse(JSON.stringify(schema));
    walk(copy, (part, pointer) => {
      const { format, $ref } = part;
      if (typeof $ref === 'string' && /^#\//.test($ref) && resolved(copy, $ref) === undefined) {
        throw Object.assign(new Error(`can't resolve reference ${$ref} from id ${copy.$id || '#'}`), { missingRef: $ref, missingSchema: '' });
      }
      if (typeof format !== 'string' || this._opts.format === false || /\/properties$/.test(pointer)) return;
      if (Object.hasOwn(this._formats, format)) {
        delete part.format;
        part.allOf = [...(part.allOf || []), { not: { type: 'string', not: { pattern: this._formats[format].source } }, $comment: `format ${format}` }];
      } else if (!native.isKnownFormat(format) && format !== 'json-pointer-uri-fragment') {
        const unknown = this._opts.unknownFormats;
        if (unknown === 'ignore' || (Array.isArray(unknown) && unknown.includes(format))) return;
        throw new Error(`unknown format "${format}" is used in schema at path "#${pointer}"`);
      }
    });
    return copy;
  }

  _find(schema, data) {
    const resources = {};
    Object.keys(this._schemas).forEach((key) => { if (/^[a-z][a-z\d+.-]*:/i.test(key) && this._schemas[key] !== schema) resources[key] = this._schemas[key]; });
    const found = native.checkSchema(this._prepare(schema), data, { draft: draftOf(schema) || 'draft7', formats: this._opts.format !== false, resources });
    found.forEach(named);
    return listed(found, this._opts);
  }

  compile(schema) {
    if (schema === null || (typeof schema !== 'object' && typeof schema !== 'boolean')) throw new Error('schema should be object or boolean');
    this._check(schema);
    if (schema && typeof schema === 'object') native.checkSchema(this._prepare(schema), null, { draft: 'draft7', formats: false, resources: this._resources(schema) });
    const validate = (data) => {
      validate.errors = this._find(schema, data);
      return validate.errors === null;
    };
    validate.schema = schema;
    validate.errors = null;
    if (schema.$id) this._schemas[idOf(schema.$id)] = schema;
    return validate;
  }

  _resources(schema) {
    const out = {};
    Object.keys(this._schemas).forEach((key) => { if (/^[a-z][a-z\d+.-]*:/i.test(key) && this._schemas[key] !== schema) out[key] = this._schemas[key]; });
    return out;
  }

  validate(key, data) {
    let schema = key;
    if (typeof key === 'string') {
      schema = this._known(key);
      if (schema === undefined) throw new Error(`no schema with key or ref "${key}"`);
    }
    const validate = this.compile(schema);
    const ok = validate(data);
    this.errors = validate.errors;
    return ok;
  }

  validateSchema(schema, refuse) {
    const found = native.metaErrors(schema, draftOf(schema) || 'draft7');
    this.errors = listed(found, { ...this._opts, allErrors: true, verbose: false });
    if (this.errors && refuse) throw new Error(`schema is invalid: ${this.errorsText()}`);
    return this.errors === null;
  }

  addSchema(schema, key) {
    if (Array.isArray(schema)) {
      schema.forEach((one) => this.addSchema(one));
      return this;
    }
    const name = idOf(key === undefined ? schema.$id || '' : key);
    if (this._known(name) !== undefined) throw new Error(`schema with key or id "${name}" already exists`);
    this._check(schema);
    this._schemas[name] = schema;
    if (schema.$id) this._schemas[idOf(schema.$id)] = schema;
    return this;
  }

  addMetaSchema(schema, key) { this._meta.add(idOf(key || schema.$id || schema.id || '')); return this; }

  getSchema(key) {
    const schema = this._known(key);
    return schema === undefined ? undefined : this.compile(schema);
  }

  removeSchema(key) {
    if (key === undefined) this._schemas = {};
    else Object.keys(this._schemas).forEach((name) => { if (name === idOf(key) || this._schemas[name] === key || key instanceof RegExp && key.test(name)) delete this._schemas[name]; });
    return this;
  }

  addFormat(name, format) {
    const pattern = typeof format === 'string' ? new RegExp(format) : format;
    if (!(pattern instanceof RegExp)) throw new Error('ajv.addFormat with anything but a regular expression is not implemented');
    this._formats[name] = pattern;
    return this;
  }

  errorsText(given, { separator = ', ', dataVar = 'data' } = {}) {
    const errors = given || this.errors;
    return errors && errors.length ? errors.map((error) => `${dataVar}${error.dataPath} ${error.message}`).join(separator) : 'No errors';
  }
}
const resolved = (schema, ref) => decodeURIComponent(ref).split('/').slice(1)
  .reduce((at, part) => (at === undefined || at === null ? undefined : at[part.replace(/~1/g, '/').replace(/~0/g, '~')]), schema);
// Puts the name of the user's format back where a pattern stood for it.
const named = (found) => {
  const mark = found.parent && /^format (.*)$/.exec(found.parent.$comment || '');
  if (mark && found.keyword === 'not') Object.assign(found, { keyword: 'format', schema: mark[1], schemaPath: found.schemaPath.replace(/\/allOf\/\d+\/not$/, '/format') });
};
['addKeyword', 'getKeyword', 'removeKeyword', 'validateKeyword', 'compileAsync'].forEach((name) => {
  Ajv.prototype[name] = () => { throw new Error(`ajv.${name} is not implemented`); };
});
function make(options) { return new Ajv(options); }
make.prototype = Ajv.prototype;
make.default = make;
return make;
