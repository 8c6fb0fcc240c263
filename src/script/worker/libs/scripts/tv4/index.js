// tv4: its API. Data that Rust finds valid is not looked at again.
const { codes, texts, TABLE, tell } = require('tv4/errors');
const Validator = require('tv4/validate');
const uri = require('tv4/uri');
// Keywords that mean the same to Rust as to tv4.
const SHARED = new Set('$schema title description default type enum minimum maximum minLength maxLength pattern minItems maxItems uniqueItems items additionalItems minProperties maxProperties required properties patternProperties additionalProperties allOf anyOf oneOf not definitions $ref format'.split(' '));
const { isShared } = require('ajv/data');
const MAPS = new Set(['properties', 'patternProperties', 'definitions']);
const isPlain = (schema, formats) => {
  if (Array.isArray(schema)) return schema.every((item) => isPlain(item, formats));
  if (schema === null || typeof schema !== 'object') return typeof schema !== 'boolean';
  return Object.keys(schema).every((key) => {
    const value = schema[key];
    if (!SHARED.has(key)) return false;
    if (key === '$ref') return /^#(?:\/|$)/.test(value);
    if (key === 'format') return !Object.hasOwn(formats, value);
    if (key === 'pattern') return typeof value === 'string' && value[0] !== '/' && isShared(value);
    if (key === 'patternProperties' && !Object.keys(value).every(isShared)) return false;
    if (key === 'required') return Array.isArray(value);
    if (key === 'enum' || key === 'default') return true;
    if (typeof value === 'boolean') return true;
    return MAPS.has(key) ? Object.values(value).every((part) => isPlain(part, formats)) : value === null || typeof value !== 'object' || isPlain(value, formats);
  });
};
const languages = {};
const search = (schemas, missing, schema, url) => {
  if (Array.isArray(schema)) { schema.forEach((item) => search(schemas, missing, item, url)); return; }
  if (schema === null || typeof schema !== 'object') return;
  if (typeof schema.id === 'string' && trusted(url, schema.id) && schemas[schema.id] === undefined) schemas[schema.id] = schema;
  Object.keys(schema).forEach((key) => {
    if (key === 'enum') return;
    if (typeof schema[key] === 'object') search(schemas, missing, schema[key], url);
    else if (key === '$ref') {
      const address = uri.document(schema[key]);
      if (address && schemas[address] === undefined && missing[address] === undefined) missing[address] = address;
    }
  });
};
const trusted = (base, url) => {
  if (!url.startsWith(base)) return false;
  const rest = url.slice(base.length);
  return (url.length > 0 && url[base.length - 1] === '/') || rest[0] === '#' || rest[0] === '?';
};
const add = (schemas, missing, url, schema) => {
  const address = url === `${uri.document(url)}#` ? uri.document(url) : url;
  schemas[address] = schema;
  delete missing[address];
  uri.normalize(schema, address);
  search(schemas, missing, schema, address);
};
const create = (code) => {
  let missing = {};
  let reporter;
  let language = 'en';
  const known = {
    schemas: {}, formats: {}, keywords: {},
    report(error, data, schema) {
      const own = reporter && reporter(error, data, schema);
      if (own) return own;
      const text = (languages[language] || texts)[error.code] || texts[error.code];
      return typeof text === 'string' ? tell(text, error.params) : `Unknown error code ${error.code}: ${JSON.stringify(error.messageParams)}`;
    },
  };
  const quick = (data, schema, circular, banUnknown) => !circular && !banUnknown && !Object.keys(known.keywords).length && schema !== null && typeof schema === 'object'
    && isPlain(schema, known.formats) && (native.validator(schema, 'draft4') || (() => false))(data);
  const run = (data, given, several, circular, banUnknown) => {
    const schema = typeof given === 'string' ? { $ref: given } : given;
    if (quick(data, schema, circular, banUnknown)) return { error: null, errors: [], missing: [] };
    const validator = new Validator(known, several, circular, banUnknown);
    if (schema !== undefined) add(validator.schemas, {}, '', schema);
    let error = validator.all({ data, schema, dataPath: '', schemaPath: '' });
    Object.keys(banUnknown && !error ? validator.unknownPaths : {}).some((path) => {
      error = validator.handle(validator.error(codes.UNKNOWN_PROPERTY, { path }, { data, schema, dataPath: path, schemaPath: '' }));
      return error;
    });
    return { error, errors: validator.errors, missing: validator.missing };
  };
  const api = {
    setErrorReporter(given) {
      if (typeof given === 'string') return this.language(given);
      reporter = given;
      return true;
    },
    addFormat(format, check) {
      if (typeof format === 'object') Object.keys(format).forEach((name) => api.addFormat(name, format[name]));
      else known.formats[format] = check;
    },
    language(name) {
      if (!name) return language;
      const found = languages[name] ? name : languages[name.split('-')[0]] ? name.split('-')[0] : false;
      if (found) language = found;
      return found;
    },
    addLanguage(name, messages) {
      TABLE.forEach(([key, number]) => { if (messages[key] && !messages[number]) messages[number] = messages[key]; });
      const root = name.split('-')[0];
      if (!languages[root]) languages[name] = languages[root] = messages;
      else {
        languages[name] = Object.create(languages[root]);
        Object.keys(messages).forEach((key) => { if (languages[root][key] === undefined) languages[root][key] = messages[key]; languages[name][key] = messages[key]; });
      }
      return this;
    },
    freshApi: (name) => create(name),
    validate(data, schema, circular, banUnknown) {
      const result = run(data, schema, false, circular, banUnknown);
      Object.assign(this, { error: result.error, missing: result.missing, valid: result.error === null });
      return this.valid;
    },
    validateResult(...args) {
      const result = { toString() { return this.valid ? 'valid' : this.error.message; } };
      this.validate.apply(result, args);
      return result;
    },
    validateMultiple(data, schema, circular, banUnknown) {
      const { errors, missing: lacking } = run(data, schema, true, circular, banUnknown);
      return { toString() { return this.valid ? 'valid' : this.error.message; }, errors, missing: lacking, valid: errors.length === 0 };
    },
    addSchema(url, schema) {
      if (typeof url === 'string' && schema !== undefined) add(known.schemas, missing, url, schema);
      else if (url !== null && typeof url === 'object' && typeof url.id === 'string') add(known.schemas, missing, url.id, url);
    },
    getSchema: (url) => new Validator(known, false).getSchema(url),
    getSchemaMap: () => ({ ...known.schemas }),
    getSchemaUris: (filter) => Object.keys(known.schemas).filter((address) => !filter || filter.test(address)),
    getMissingUris: (filter) => Object.keys(missing).filter((address) => !filter || filter.test(address)),
    dropSchemas() { known.schemas = {}; missing = {}; },
    defineKeyword(keyword, check) { (known.keywords[keyword] = known.keywords[keyword] || []).push(check); },
    defineError(name, number, text) {
      if (typeof name !== 'string' || !/^[A-Z]+(_[A-Z]+)*$/.test(name)) throw new Error('Code name must be a string in UPPER_CASE_WITH_UNDERSCORES');
      if (typeof number !== 'number' || number % 1 !== 0 || number < 10000) throw new Error('Code number must be an integer > 10000');
      if (codes[name] !== undefined) throw new Error(`Error already defined: ${name} as ${codes[name]}`);
      const used = Object.keys(codes).find((key) => codes[key] === number);
      if (used !== undefined) throw new Error(`Error code already used: ${used} as ${number}`);
      codes[name] = number;
      texts[number] = text;
      TABLE.push([name, number, text]);
      Object.values(languages).forEach((messages) => { if (messages[name]) messages[number] = messages[number] || messages[name]; });
    },
    reset() { missing = {}; Object.assign(this, { error: null, missing: [], valid: true }); },
    missing: [], error: null, valid: true,
    normSchema: uri.normalize, resolveUrl: uri.resolve, getDocumentUri: uri.document, errorCodes: codes,
  };
  api.language(code || 'en');
  return api;
};
const tv4 = create();
tv4.addLanguage('en-gb', Object.fromEntries(TABLE.map(([name, , text]) => [name, text])));
tv4.tv4 = tv4;
return tv4;
