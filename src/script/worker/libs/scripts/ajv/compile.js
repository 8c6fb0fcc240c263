// ajv: a schema becomes a function that adds what is wrong to `state.errors`. The order of the rules
// and all texts are ajv's. A place in the data is `{ data, up, key, path }`.
const { LIMITS } = require('ajv/rules');
const RULE_OF = require('ajv/keywords');
const { property, escaped, isType, coerced } = require('ajv/data');
const resolve = require('ajv/resolve');
const TYPED = ['number', 'string', 'array', 'object', undefined];

class Compiler {
  constructor(ajv, root, base) {
    this.ajv = ajv;
    this.opts = ajv._opts;
    this.all = ajv._opts.allErrors;
    this.root = root;
    this.base = base;
    this.path = '#';
    this.composite = false;
  }

  // The same place in the schema, with changes.
  with(change) { return Object.assign(Object.create(Compiler.prototype), this, change); }

  within(part, change) { return this.with({ path: `${this.path}/${part}`, ...change }); }

  below(at, key, dynamic) {
    const path = this.opts.jsonPointers ? `/${typeof key === 'number' ? key : escaped(key)}` : typeof key === 'number' ? `[${key}]` : dynamic ? `['${key}']` : property(key);
    return { data: at.data[key], up: at, key, path: at.path + path };
  }

  hasRules(schema) {
    if (typeof schema === 'boolean') return !schema;
    if (schema === null || typeof schema !== 'object') return false;
    if (this.opts.strictKeywords) return Object.keys(schema).length > 0;
    return Object.keys(schema).some((key) => this.ajv._keywords.has(key));
  }

  fail(state, at, keyword, params, message, more = {}) {
    const error = { keyword, dataPath: more.dataPath === undefined ? at.path : more.dataPath, schemaPath: more.schemaPath || `${this.path}/${keyword}`, params };
    if (this.opts.messages !== false) error.message = message;
    if (this.opts.verbose) Object.assign(error, { schema: 'schema' in more ? more.schema : this.schema[keyword], parentSchema: this.schema, data: more.data === undefined ? at.data : more.data });
    state.errors.push(error);
  }

  // A value that may be `{ $data: pointer }`: what gives it, for a place in the data.
  value(said) {
    if (!this.opts.$data || said === null || typeof said !== 'object' || said.$data === undefined) return () => said;
    const pointer = said.$data;
    const relative = /^([0-9]+)(#|\/(?:[^~]|~0|~1)*)?$/.exec(pointer);
    if (pointer[0] !== '/' && pointer !== '' && !relative) throw new Error(pointer[0] === '/' ? `Invalid JSON-pointer: ${pointer}` : `Invalid relative JSON-pointer: ${pointer}`);
    return (at) => {
      let place = at;
      if (!relative) while (place.up) place = place.up;
      else for (let i = 0; i < Number(relative[1]); i += 1) { if (!place.up) throw new Error(`Cannot access property/index ${relative[1]} levels up, current level is ${i}`); place = place.up; }
      const rest = relative ? relative[2] || '' : pointer;
      if (rest === '#') return place.key;
      return rest.split('/').slice(1).map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'))
        .reduce((value, part) => (value === undefined || value === null ? undefined : value[part]), place.data);
    };
  }

  isData(said) { return !!this.opts.$data && said !== null && typeof said === 'object' && said.$data !== undefined; }

  // `based`: the base has the schema's own id in it already.
  compile(schema, based) {
    if (typeof schema === 'boolean') {
      const own = this.with({ schema });
      return schema ? () => {} : (at, state) => own.fail(state, at, 'false schema', {}, 'boolean schema is false', { schema: false });
    }
    const id = this.ajv._idOf(schema);
    const base = typeof id === 'string' && id && !based ? resolve.document(resolve.join(this.base, id)) : this.base;
    return this.with({ schema, base }).steps(schema);
  }

  steps(schema) {
    if (this.opts.strictKeywords) this.unknownKeywords(schema);
    if (schema.$ref !== undefined && this.opts.extendRefs !== true) {
      const others = Object.keys(schema).some((key) => key !== '$ref' && this.ajv._keywords.has(key));
      if (others && this.opts.extendRefs === 'fail') throw new Error(`$ref: validation keywords used in schema at path "${this.path}" (see option extendRefs)`);
      if (others) this.ajv.logger.warn(`$ref: keywords ignored in schema at path "${this.path}"`);
      return RULE_OF.$ref(this, schema.$ref);
    }
    const steps = [];
    if (schema.$comment && this.opts.$comment) steps.push(this.comment(schema.$comment));
    const type = this.type(schema);
    const groups = this.groups(schema);
    const early = type && (this.opts.coerceTypes || type.length > 1 || !groups.some((group) => group.type === type[0]));
    if (early) steps.push(this.typeStep(type));
    groups.forEach((group) => {
      const late = type && !early && group.type === type[0];
      steps.push(this.groupStep(group, late ? this.typeFail(type) : undefined));
    });
    const { all } = this;
    if (steps.length === 1) return steps[0];
    return (at, state) => {
      const before = state.errors.length;
      for (const step of steps) {
        step(at, state);
        if (!all && state.errors.length > before) return;
      }
    };
  }

  comment(text) {
    const { $comment } = this.opts;
    return (at, state) => { if (typeof $comment === 'function') $comment(text, `${this.path}/$comment`, state.rootSchema); else this.ajv.logger.log(text); };
  }

  unknownKeywords(schema) {
    const unknown = Object.keys(schema).find((key) => !this.ajv._keywords.has(key) && !this.ajv._allowed.has(key));
    if (unknown === undefined) return;
    if (this.opts.strictKeywords === 'log') this.ajv.logger.warn(`unknown keyword: ${unknown}`);
    else throw new Error(`unknown keyword: ${unknown}`);
  }

  type({ type, nullable }) {
    if (type === undefined) return undefined;
    const list = [].concat(type);
    if (this.opts.nullable && nullable === true && !list.includes('null')) list.push('null');
    return list;
  }

  typeFail(type) { return (at, state) => this.fail(state, at, 'type', { type: type.join(',') }, `should be ${type.join(',')}`); }

  typeStep(type) {
    const fail = this.typeFail(type);
    const { strictNumbers, coerceTypes } = this.opts;
    return (at, state) => {
      if (type.some((one) => isType(one, at.data, strictNumbers))) return;
      const made = coerceTypes ? coerced(at.data, type, coerceTypes) : undefined;
      if (made === undefined) { fail(at, state); return; }
      at.data = made;
      if (at.up) at.up.data[at.key] = made;
    };
  }

  // Which rules of which types a schema uses, in ajv's order.
  groups(schema) {
    return TYPED.map((type) => {
      const rules = this.ajv._rules.filter((rule) => rule.type === type && (schema[rule.keyword] !== undefined || (rule.implements || []).some((name) => schema[name] !== undefined)));
      return { type, rules };
    }).filter(({ type, rules }) => rules.length || (this.opts.useDefaults && ((type === 'object' && schema.properties) || (type === 'array' && Array.isArray(schema.items)))));
  }

  groupStep({ type, rules }, wrongType) {
    const checks = rules.map((rule) => (rule.definition ? RULE_OF.custom(this, rule) : RULE_OF[LIMITS[rule.keyword] || rule.keyword](this, this.schema[rule.keyword], rule, type))).filter(Boolean);
    const defaults = this.opts.useDefaults && !this.composite ? RULE_OF.defaults(this, type) : undefined;
    const { all } = this;
    const { strictNumbers } = this.opts;
    return (at, state) => {
      if (type !== undefined && !isType(type, at.data, strictNumbers)) {
        if (wrongType) wrongType(at, state);
        return;
      }
      if (defaults) defaults(at);
      const before = state.errors.length;
      for (const check of checks) {
        check(at, state);
        if (!all && state.errors.length > before) return;
      }
    };
  }
}
const valid = (check, at, state, keep) => {
  const before = state.errors.length;
  check(at, state);
  const good = state.errors.length === before;
  if (!keep) state.errors.splice(before);
  return good;
};
Compiler.valid = valid;
return Compiler;
