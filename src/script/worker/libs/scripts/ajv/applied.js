// ajv: keywords that hold other schemas, defaults, and keywords of the user's own.
const { fragment } = require('ajv/data');
return ({ requiredError, lacks, own }) => {
  const valid = (...args) => require('ajv/compile').valid(...args);
  const keysOf = (c, data) => { if (c.opts.ownProperties) return Object.keys(data); const keys = []; for (const key in data) keys.push(key); return keys; };
  const items = (c, said) => {
    const additional = c.schema.additionalItems;
    if (!Array.isArray(said)) {
      if (!c.hasRules(said)) return undefined;
      const check = c.within('items').compile(said);
      return (at, state) => each(c, at, 0, check, state);
    }
    const checks = said.map((schema, at) => (c.hasRules(schema) ? c.within(`items/${at}`).compile(schema) : undefined));
    const rest = additional !== null && typeof additional === 'object' && c.hasRules(additional) ? c.within('additionalItems').compile(additional) : undefined;
    return (at, state) => {
      const before = state.errors.length;
      if (additional === false && at.data.length > said.length) c.fail(state, at, 'additionalItems', { limit: said.length }, `should NOT have more than ${said.length} items`, { schema: false });
      for (let i = 0; i < checks.length; i += 1) {
        if (!c.all && state.errors.length > before) return;
        if (checks[i] && i < at.data.length) checks[i](c.below(at, i), state);
      }
      if (rest && (c.all || state.errors.length === before)) each(c, at, said.length, rest, state);
    };
  };
  const each = (c, at, from, check, state) => {
    const before = state.errors.length;
    for (let i = from; i < at.data.length; i += 1) {
      check(c.below(at, i), state);
      if (!c.all && state.errors.length > before) return;
    }
  };
  const contains = (c, said) => {
    if (!c.hasRules(said)) return (at, state) => { if (!at.data.length) c.fail(state, at, 'contains', {}, 'should contain a valid item'); };
    const check = c.within('contains', { composite: true }).compile(said);
    return (at, state) => {
      const before = state.errors.length;
      let found = false;
      for (let i = 0; i < at.data.length && !found; i += 1) found = valid(check, c.below(at, i), state, true);
      // Alone the error stands without those of the items.
      if (found || (!c.all && !c.composite)) state.errors.splice(before);
      if (!found) c.fail(state, at, 'contains', {}, 'should contain a valid item');
    };
  };
  const propertyNames = (c, said) => {
    if (!c.hasRules(said)) return undefined;
    const check = c.within('propertyNames', { composite: true }).compile(said);
    return (at, state) => {
      for (const key of keysOf(c, at.data)) {
        const before = state.errors.length;
        check({ data: key, up: at.up, key: at.key, path: at.path }, state);
        if (state.errors.length > before) {
          state.errors.slice(before).forEach((error) => { error.propertyName = key; });
          c.fail(state, at, 'propertyNames', { propertyName: key }, `property name '${key}' is invalid`);
          if (!c.all) return;
        }
      }
    };
  };
  const patternsOf = (c) => {
    const said = c.schema.patternProperties || {};
    return Object.keys(said).filter((name) => name !== '__proto__').map((name) => ({ name, test: new RegExp(name), schema: said[name] }));
  };
  const additionalProperties = (c, properties, patterns) => {
    const said = c.schema.additionalProperties;
    const { removeAdditional } = c.opts;
    const check = said !== null && typeof said === 'object' && Object.keys(said).length ? c.within('additionalProperties', removeAdditional === 'failing' ? { composite: true } : {}).compile(said) : undefined;
    if (!check && said !== false && removeAdditional !== 'all') return undefined;
    return (at, state) => {
      const before = state.errors.length;
      for (const key of keysOf(c, at.data)) {
        if (own(properties, key) || patterns.some(({ test }) => test.test(key))) continue;
        if (removeAdditional === 'all' || (said === false && removeAdditional)) { delete at.data[key]; continue; }
        if (said === false) {
          const whole = c.opts.errorDataPath === 'property';
          const dataPath = whole ? c.below(at, key, true).path : at.path;
          c.fail(state, at, 'additionalProperties', { additionalProperty: key }, whole ? 'is an invalid additional property' : 'should NOT have additional properties', { dataPath, schema: false });
        } else if (removeAdditional === 'failing') {
          if (!valid(check, c.below(at, key, true), state, false)) delete at.data[key];
        } else check(c.below(at, key, true), state);
        if (!c.all && state.errors.length > before) return;
      }
    };
  };
  const properties = (c, given) => {
    const said = given || {};
    const { required } = c.schema;
    const { loopRequired = Infinity } = c.opts;
    const needed = Array.isArray(required) && required.length < loopRequired ? new Set(required) : new Set();
    const patterns = patternsOf(c);
    const extra = additionalProperties(c, said, patterns);
    const hasDefault = (schema) => c.opts.useDefaults && !c.composite && schema !== null && typeof schema === 'object' && schema.default !== undefined;
    const checks = Object.keys(said).filter((key) => key !== '__proto__' && c.hasRules(said[key]))
      .map((key) => ({ key, check: c.within(`properties/${fragment(key)}`).compile(said[key]), needed: needed.has(key) && !hasDefault(said[key]) }));
    const named = patterns.filter(({ schema }) => c.hasRules(schema))
      .map(({ name, test, schema }) => ({ test, check: c.within(`patternProperties/${fragment(name)}`).compile(schema) }));
    return (at, state) => {
      const before = state.errors.length;
      const stop = () => !c.all && state.errors.length > before;
      if (extra) extra(at, state);
      for (const { key, check, needed: must } of checks) {
        if (stop()) return;
        if (!lacks(c, at.data, key)) check(c.below(at, key), state);
        else if (must) requiredError(c, state, at, key, key, c.schema.properties);
      }
      for (const { test, check } of named) {
        for (const key of keysOf(c, at.data)) {
          if (stop()) return;
          if (test.test(key)) check(c.below(at, key, true), state);
        }
      }
    };
  };
  const not = (c, said) => {
    if (!c.hasRules(said)) return (at, state) => c.fail(state, at, 'not', {}, 'should NOT be valid');
    const check = c.within('not', { composite: true, all: false }).compile(said);
    return (at, state) => { if (valid(check, at, state, false)) c.fail(state, at, 'not', {}, 'should NOT be valid'); };
  };
  const branches = (c, said, keyword) => said.map((schema, at) => (c.hasRules(schema) ? c.within(`${keyword}/${at}`, { composite: true }).compile(schema) : () => {}));
  const anyOf = (c, said) => {
    if (!said.every((schema) => c.hasRules(schema))) return undefined;
    const checks = branches(c, said, 'anyOf');
    return (at, state) => {
      const before = state.errors.length;
      if (checks.some((check) => valid(check, at, state, true))) state.errors.splice(before);
      else c.fail(state, at, 'anyOf', {}, 'should match some schema in anyOf');
    };
  };
  const oneOf = (c, said) => {
    const checks = branches(c, said, 'oneOf');
    return (at, state) => {
      const before = state.errors.length;
      let passing = null;
      for (let i = 0; i < checks.length; i += 1) {
        if (valid(checks[i], at, state, true)) {
          passing = passing === null ? i : [passing, i];
          if (Array.isArray(passing)) break;
        }
      }
      if (typeof passing === 'number') state.errors.splice(before);
      else c.fail(state, at, 'oneOf', { passingSchemas: passing }, 'should match exactly one schema in oneOf');
    };
  };
  const allOf = (c, said) => {
    const checks = said.map((schema, at) => (c.hasRules(schema) ? c.within(`allOf/${at}`).compile(schema) : undefined)).filter(Boolean);
    return (at, state) => {
      const before = state.errors.length;
      for (const check of checks) {
        check(at, state);
        if (!c.all && state.errors.length > before) return;
      }
    };
  };
  const condition = (c, said) => {
    const side = (name) => (c.schema[name] !== undefined && c.hasRules(c.schema[name]) ? c.within(name).compile(c.schema[name]) : undefined);
    const [yes, no] = [side('then'), side('else')];
    if (!yes && !no) return undefined;
    const check = c.within('if', { composite: true }).compile(said);
    return (at, state) => {
      const failingKeyword = valid(check, at, state, false) ? 'then' : 'else';
      const chosen = failingKeyword === 'then' ? yes : no;
      if (chosen && !valid(chosen, at, state, true) && (c.all || c.composite)) c.fail(state, at, 'if', { failingKeyword }, `should match "${failingKeyword}" schema`);
    };
  };
  const copy = (value, mode) => (mode === 'shared' || value === null || typeof value !== 'object' ? value : JSON.parse(JSON.stringify(value)));
  const defaults = (c, type) => {
    const { schema, opts } = c;
    const given = type === 'object' && schema.properties ? Object.keys(schema.properties).map((key) => [key, schema.properties[key]])
      : type === 'array' && Array.isArray(schema.items) ? schema.items.map((item, at) => [at, item]) : [];
    const list = given.filter(([, part]) => part && part.default !== undefined);
    if (!list.length) return undefined;
    return ({ data }) => list.forEach(([key, part]) => {
      if (data[key] === undefined || (opts.useDefaults === 'empty' && (data[key] === null || data[key] === ''))) data[key] = copy(part.default, opts.useDefaults);
    });
  };

  // Keywords of the user's own: `validate`, `compile` or `macro`.
  const checkValue = (c, keyword, definition, value) => {
    if (!definition.validateSchema || definition.validateSchema(value)) return true;
    const message = `keyword schema is invalid: ${c.ajv.errorsText(definition.validateSchema.errors)}`;
    if (c.opts.validateSchema !== 'log') throw new Error(message);
    c.ajv.logger.error(message);
    return true;
  };
  const custom = (c, { keyword, definition }) => {
    const said = c.schema[keyword];
    if (said === undefined) return undefined;
    if (definition.inline) throw new Error('ajv keyword definition "inline" is not implemented: use "validate", "compile" or "macro"');
    if (definition.async && !c.root.schema.$async) throw new Error('async keyword in sync schema');
    const { dependencies, macro, compile, validate } = definition;
    if (dependencies && !dependencies.every((name) => own(c.schema, name))) throw new Error(`parent schema must have all required keywords: ${dependencies.join(',')}`);
    if (!c.isData(said) || !definition.$data) checkValue(c, keyword, definition, said);
    const it = { schema: c.schema, schemaPath: c.path, errSchemaPath: c.path, opts: c.opts, self: c.ajv, root: c.root, baseId: c.base };
    if (macro) {
      const made = macro.call(c.ajv, said, c.schema, it);
      c.ajv.validateSchema(made, true);
      const check = c.with({ composite: true }).compile(made);
      return (at, state) => { if (!valid(check, at, state, true)) c.fail(state, at, keyword, { keyword }, `should pass "${keyword}" keyword validation`); };
    }
    const fixed = compile && !(c.isData(said) && definition.$data) ? compile.call(c.ajv, said, c.schema, it) : undefined;
    if (!fixed && !validate) return undefined;
    return customCheck(c, keyword, definition, fixed);
  };
  const customCheck = (c, keyword, definition, fixed) => {
    const said = c.schema[keyword];
    const value = definition.$data ? c.value(said) : () => said;
    const run = fixed || definition.validate;
    return (at, state) => {
      const now = value(at);
      if (now === undefined) return;
      if (definition.$data && c.isData(said) && definition.validateSchema && !definition.validateSchema(now)) { customFail(c, keyword, definition, run, at, state); return; }
      run.errors = null;
      const place = [at.path, at.up ? at.up.data : undefined, at.key, state.root];
      const self = c.opts.passContext ? state.self : c.ajv;
      const result = fixed || definition.schema === false ? run.call(self, at.data, ...place) : run.call(self, now, at.data, c.schema, ...place);
      if (definition.modifying && at.up) at.data = at.up.data[at.key];
      if (definition.async) state.pending.push(Promise.resolve(result).then((good) => { if (!good) customFail(c, keyword, definition, run, at, state); }, (error) => { if (!(error instanceof c.ajv.constructor.ValidationError)) throw error; run.errors = error.errors; customFail(c, keyword, definition, run, at, state); }));
      else if (definition.valid === undefined ? !result : !definition.valid) customFail(c, keyword, definition, run, at, state);
    };
  };
  const customFail = (c, keyword, definition, run, at, state) => {
    if (definition.errors === false || !Array.isArray(run.errors)) {
      c.fail(state, at, keyword, { keyword }, `should pass "${keyword}" keyword validation`);
      return;
    }
    run.errors.forEach((error) => {
      if (error.dataPath === undefined) error.dataPath = at.path;
      error.schemaPath = `${c.path}/${keyword}`;
      if (c.opts.verbose) Object.assign(error, { schema: c.schema[keyword], data: at.data });
      state.errors.push(error);
    });
  };
  return { items, contains, propertyNames, properties, not, anyOf, oneOf, allOf, if: condition, defaults, custom };
};
