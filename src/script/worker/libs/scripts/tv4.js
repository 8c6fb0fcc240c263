// tv4: its API and words; what is wrong with the data is found in Rust.
const { walk } = require('schema');
const CODES = {
  INVALID_TYPE: 0, ENUM_MISMATCH: 1, ANY_OF_MISSING: 10, ONE_OF_MISSING: 11, ONE_OF_MULTIPLE: 12, NOT_PASSED: 13,
  NUMBER_MULTIPLE_OF: 100, NUMBER_MINIMUM: 101, NUMBER_MINIMUM_EXCLUSIVE: 102, NUMBER_MAXIMUM: 103, NUMBER_MAXIMUM_EXCLUSIVE: 104, NUMBER_NOT_A_NUMBER: 105,
  STRING_LENGTH_SHORT: 200, STRING_LENGTH_LONG: 201, STRING_PATTERN: 202, OBJECT_PROPERTIES_MINIMUM: 300, OBJECT_PROPERTIES_MAXIMUM: 301, OBJECT_REQUIRED: 302,
  OBJECT_ADDITIONAL_PROPERTIES: 303, OBJECT_DEPENDENCY_KEY: 304, ARRAY_LENGTH_SHORT: 400, ARRAY_LENGTH_LONG: 401, ARRAY_UNIQUE: 402, ARRAY_ADDITIONAL_ITEMS: 403,
  FORMAT_CUSTOM: 500, KEYWORD_CUSTOM: 501, CIRCULAR_REFERENCE: 600, UNKNOWN_PROPERTY: 1000,
};
const typeOf = (value) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);
const escaped = (part) => `/${String(part).replace(/~/g, '~0').replace(/\//g, '~1')}`;
function ValidationError(code, message, params, dataPath, schemaPath, subErrors) {
  Object.assign(this, { message, params, code, dataPath, schemaPath, subErrors });
  this.stack = new Error(message).stack;
}
ValidationError.prototype = Object.create(Error.prototype);
ValidationError.prototype.constructor = ValidationError;
ValidationError.prototype.name = 'ValidationError';
const text = (value) => Array.from(String(value)).length;
const twins = (list) => {
  for (let i = 1; i < list.length; i += 1) for (let j = 0; j < i; j += 1) if (JSON.stringify(list[i]) === JSON.stringify(list[j])) return [j, i];
  return [0, 1];
};
// keyword → code, message, parameters, and where in the schema if it is not the keyword
const WORDS = {
  type: ({ schema, value }) => { const expected = [].concat(schema).join('/'); return [0, `Invalid type: ${typeOf(value)} (expected ${expected})`, { type: typeOf(value), expected }]; },
  enum: ({ value }) => { const shown = JSON.stringify(value); return [1, `No enum match for: ${shown}`, { value: shown }, '/type']; },
  not: () => [13, 'Data matches schema from "not"', {}],
  anyOf: () => [10, 'Data does not match any schemas from "anyOf"', {}],
  multipleOf: ({ schema, value }) => [100, `Value ${value} is not a multiple of ${schema}`, { value, multipleOf: schema }, ''],
  minimum: ({ schema, value }) => [101, `Value ${value} is less than minimum ${schema}`, { value, minimum: schema }],
  maximum: ({ schema, value }) => [103, `Value ${value} is greater than maximum ${schema}`, { value, maximum: schema }],
  exclusiveMinimum: ({ parent, value }) => (value < parent.minimum ? WORDS.minimum({ schema: parent.minimum, value }) : [102, `Value ${value} is equal to exclusive minimum ${parent.minimum}`, { value, minimum: parent.minimum }, '/exclusiveMinimum']),
  exclusiveMaximum: ({ parent, value }) => (value > parent.maximum ? WORDS.maximum({ schema: parent.maximum, value }) : [104, `Value ${value} is equal to exclusive maximum ${parent.maximum}`, { value, maximum: parent.maximum }, '/exclusiveMaximum']),
  minLength: ({ schema, value }) => [200, `String is too short (${text(value)} chars), minimum ${schema}`, { length: text(value), minimum: schema }],
  maxLength: ({ schema, value }) => [201, `String is too long (${text(value)} chars), maximum ${schema}`, { length: text(value), maximum: schema }],
  pattern: ({ schema }) => [202, `String does not match pattern: ${schema}`, { pattern: schema }],
  minProperties: ({ schema, value }) => { const n = Object.keys(value).length; return [300, `Too few properties defined (${n}), minimum ${schema}`, { propertyCount: n, minimum: schema }]; },
  maxProperties: ({ schema, value }) => { const n = Object.keys(value).length; return [301, `Too many properties defined (${n}), maximum ${schema}`, { propertyCount: n, maximum: schema }]; },
  minItems: ({ schema, value }) => [400, `Array is too short (${value.length}), minimum ${schema}`, { length: value.length, minimum: schema }],
  maxItems: ({ schema, value }) => [401, `Array is too long (${value.length}), maximum ${schema}`, { length: value.length, maximum: schema }],
  uniqueItems: ({ value }) => { const [match1, match2] = twins(value); return [402, `Array items are not unique (indices ${match1} and ${match2})`, { match1, match2 }]; },
};
// The errors of one finding. The way through the schema names `$ref`s' targets by where they stand.
const errorsOf = (found) => {
  const { keyword } = found;
  const base = found.evaluated.replace(/\/\$ref(?=\/)/g, '');
  const own = base.replace(/\/[^/]*$/, '');
  const dataPath = found.path.map(escaped).join('');
  const make = (code, message, params, place = base, data = dataPath, sub = null) => new ValidationError(code, message, params, data, place, sub);
  if (keyword === 'required' && base.endsWith('/dependencies')) {
    const [missing] = found.names;
    const key = Object.keys(found.schema).find((name) => [].concat(found.schema[name]).includes(missing) && Object.hasOwn(found.value, name));
    return [make(304, `Dependency failed - key must exist: ${missing} (due to key: ${key})`, { key, missing }, `${base}/${key}/${[].concat(found.schema[key]).indexOf(missing)}`)];
  }
  if (keyword === 'required') return found.names.map((key) => make(302, `Missing required property: ${key}`, { key }, `${base}/${Math.max([].concat(found.schema).indexOf(key), 0)}`));
  if (keyword === 'additionalProperties') return found.names.map((key) => make(303, 'Additional properties not allowed', { key }, base, dataPath + escaped(key)));
  if (keyword === 'additionalItems') return [make(403, 'Additional items not allowed', {}, base, `${dataPath}/${found.limit}`)];
  if (keyword === 'oneOf' && found.several) {
    const [index1, index2] = found.branches.reduce((out, branch, at) => (branch.length ? out : out.concat(at)), []);
    return [make(12, `Data is valid against more than one schema from "oneOf": indices ${index1} and ${index2}`, { index1, index2 })];
  }
  if (keyword === 'anyOf' || keyword === 'oneOf') {
    const sub = found.branches.reduce((out, branch) => out.concat(...branch.map(errorsOf)), []);
    return [make(keyword === 'anyOf' ? 10 : 11, `Data does not match any schemas from "${keyword}"`, {}, base, dataPath, sub)];
  }
  const words = WORDS[keyword];
  if (!words) return [make(501, `Keyword failed: ${keyword}`, {})];
  const [code, message, params, place] = words(found);
  return [make(code, message, params, place === undefined ? base : own + place)];
};

const create = () => {
  const schemas = {};
  const formats = {};
  const plain = (uri) => uri.replace(/#$/, '');
  const missingFrom = (schema, seen = new Set()) => {
    const missing = [];
    walk(schema, (part) => {
      if (typeof part.$ref !== 'string' || part.$ref[0] === '#') return;
      const uri = part.$ref.replace(/#.*$/, '');
      if (seen.has(uri)) return;
      seen.add(uri);
      if (Object.hasOwn(schemas, uri)) missing.push(...missingFrom(schemas[uri], seen));
      else missing.push(uri);
    });
    return missing;
  };
  const prepared = (schema, missing) => {
    const copy = JSON.parse(JSON.stringify(schema));
    walk(copy, (part) => { if (typeof part.$ref === 'string' && missing.includes(part.$ref.replace(/#.*$/, ''))) Object.keys(part).forEach((key) => delete part[key]); });
    return copy;
  };
  const customFormats = (data, schema, path = '', way = '') => {
    if (schema === null || typeof schema !== 'object') return [];
    const out = [];
    if (typeof schema.format === 'string' && Object.hasOwn(formats, schema.format)) {
      const said = formats[schema.format](data, schema);
      if (typeof said === 'string' || typeof said === 'number') out.push(new ValidationError(500, `Format validation failed (${said})`, { message: String(said) }, path, `${way}/format`, null));
      else if (said && typeof said === 'object') out.push(new ValidationError(500, `Format validation failed (${said.message || '?'})`, { message: said.message || '?' }, path, `${way}/format`, null));
    }
    if (Array.isArray(data) && schema.items && !Array.isArray(schema.items)) data.forEach((item, at) => out.push(...customFormats(item, schema.items, `${path}/${at}`, `${way}/items`)));
    else if (data && typeof data === 'object' && schema.properties) {
      Object.keys(schema.properties).forEach((key) => { if (Object.hasOwn(data, key)) out.push(...customFormats(data[key], schema.properties[key], path + escaped(key), `${way}/properties${escaped(key)}`)); });
    }
    return out;
  };
  const run = (data, given, circular, banUnknown) => {
    if (banUnknown) throw new Error('tv4 with banUnknownProperties is not implemented');
    const schema = typeof given === 'string' ? api.getSchema(given) : given;
    if (schema === undefined) return { errors: [], missing: [plain(given)] };
    const missing = missingFrom(schema);
    const resources = {};
    Object.keys(schemas).forEach((uri) => { if (/^[a-z][a-z\d+.-]*:/i.test(uri)) resources[uri] = prepared(schemas[uri], missing); });
    const found = native.checkSchema(prepared(schema, missing), data, { draft: 'draft4', formats: false, resources });
    return { errors: [].concat(...found.map(errorsOf)).concat(customFormats(data, schema)), missing };
  };
  const api = {
    error: null,
    missing: [],
    valid: true,
    validate(data, schema, circular, banUnknown) {
      const { errors, missing } = run(data, schema, circular, banUnknown);
      Object.assign(this, { error: errors[0] || null, missing, valid: !errors.length });
      return this.valid;
    },
    validateResult(...args) {
      const { errors, missing } = run(...args);
      return { missing, error: errors[0] || null, valid: !errors.length };
    },
    validateMultiple(...args) {
      const { errors, missing } = run(...args);
      return { missing, errors, valid: !errors.length };
    },
    addSchema(uri, schema) {
      if (typeof uri !== 'string') {
        if (uri && typeof uri.id === 'string') schemas[plain(uri.id)] = uri;
        return;
      }
      schemas[plain(uri)] = schema;
    },
    getSchema: (uri) => schemas[plain(uri)],
    getSchemaMap: () => ({ ...schemas }),
    getSchemaUris: (filter) => Object.keys(schemas).filter((uri) => !filter || filter.test(uri)),
    getMissingUris: (filter) => Object.keys(schemas).reduce((out, uri) => out.concat(missingFrom(schemas[uri])), []).filter((uri) => !filter || filter.test(uri)),
    dropSchemas() { Object.keys(schemas).forEach((uri) => delete schemas[uri]); },
    addFormat(format, check) {
      if (typeof format === 'object') Object.keys(format).forEach((name) => { formats[name] = format[name]; });
      else formats[format] = check;
    },
    reset() { this.dropSchemas(); this.error = null; this.missing = []; this.valid = true; },
    freshApi: create,
    errorCodes: CODES,
  };
  ['addAllAsync', 'defineKeyword', 'defineError', 'language', 'addLanguage', 'setErrorReporter', 'normSchema', 'resolveUrl', 'syncErrors'].forEach((name) => {
    api[name] = () => { throw new Error(`tv4.${name} is not implemented`); };
  });
  api.tv4 = api;
  return api;
};
return create();
