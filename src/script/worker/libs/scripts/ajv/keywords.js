// ajv: what each keyword checks. `rule(compiler, said, rule, type)` returns a check, or nothing where
// there is nothing to check.
const { property, fragment, equal, isType } = require('ajv/data');
const applied = require('ajv/applied');
const own = (object, key) => Object.prototype.hasOwnProperty.call(object, key);

// A rule whose value may come from the data: a value of the wrong type is an error, a missing one is none.
const comparing = (keyword, wanted, differs, words) => (c, said) => {
  const value = c.value(said);
  return (at, state) => {
    const limit = value(at);
    if (limit === undefined && c.isData(said)) return;
    if ((typeof limit !== wanted && c.isData(said)) || differs(at.data, limit, c.opts)) {
      const [params, message] = words(limit);
      c.fail(state, at, keyword, params, message, { schema: limit });
    }
  };
};
const codePoints = (text) => {
  let size = 0;
  for (let i = 0; i < text.length; i += 1) {
    size += 1;
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit <= 0xdbff && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) i += 1;
  }
  return size;
};
const measure = {
  Length: [(text, opts) => (opts.unicode === false ? text.length : codePoints(text)), 'characters', ['be longer', 'be shorter']],
  Items: [(list) => list.length, 'items', ['have more', 'have fewer']],
  Properties: [(object) => Object.keys(object).length, 'properties', ['have more', 'have fewer']],
};
const size = (c, said, { keyword }) => {
  const most = keyword.startsWith('max');
  const [count, noun, verbs] = measure[keyword.slice(3)];
  const differs = (data, limit, opts) => (most ? count(data, opts) > limit : count(data, opts) < limit);
  return comparing(keyword, 'number', differs, (limit) => [{ limit }, `should NOT ${verbs[most ? 0 : 1]} than ${limit} ${noun}`])(c, said);
};
const limit = (c, said, { keyword }) => {
  const most = keyword === 'maximum';
  const exclusiveKeyword = most ? 'exclusiveMaximum' : 'exclusiveMinimum';
  const exclusiveSaid = c.schema[exclusiveKeyword];
  const [value, exclusiveValue] = [c.value(said), c.value(exclusiveSaid)];
  if (said !== undefined && typeof said !== 'number' && !c.isData(said)) throw new Error(`${keyword} must be number`);
  if (exclusiveSaid !== undefined && typeof exclusiveSaid !== 'number' && typeof exclusiveSaid !== 'boolean' && !c.isData(exclusiveSaid)) throw new Error(`${exclusiveKeyword} must be number or boolean`);
  return (at, state) => {
    const own_ = exclusiveValue(at);
    let bound = value(at);
    const wrong = (found, data, kinds) => c.isData(data) && found !== undefined && !kinds.includes(typeof found);
    if (wrong(own_, exclusiveSaid, ['number', 'boolean'])) { c.fail(state, at, exclusiveKeyword, {}, `${exclusiveKeyword} should be boolean`); return; }
    if (bound === undefined && typeof own_ !== 'number') return;
    if (wrong(bound, said, ['number'])) { c.fail(state, at, keyword, { comparison: most ? '<=' : '>=', limit: bound, exclusive: false }, `should be ${most ? '<=' : '>='} ${bound}`, { schema: bound }); return; }
    let exclusive = own_ === true;
    if (typeof own_ === 'number') {
      exclusive = bound === undefined || (most ? own_ <= bound : own_ >= bound);
      if (exclusive) bound = own_;
    }
    const { data } = at;
    const bad = most ? (exclusive ? data >= bound : data > bound) : exclusive ? data <= bound : data < bound;
    if (!bad && data === data) return;
    const comparison = (most ? '<' : '>') + (exclusive ? '' : '=');
    const name = exclusive ? exclusiveKeyword : keyword;
    c.fail(state, at, name, { comparison, limit: bound, exclusive }, `should be ${comparison} ${bound}`, { schema: exclusive ? c.schema[keyword] : bound });
  };
};
const multipleOf = comparing('multipleOf', 'number', (data, divisor, opts) => {
  const division = data / divisor;
  if (opts.multipleOfPrecision) return Math.abs(Math.round(division) - division) > Number(`1e-${opts.multipleOfPrecision}`);
  return division !== parseInt(division, 10);
}, (value) => [{ multipleOf: value }, `should be multiple of ${value}`]);
const pattern = (c, said) => {
  if (!c.isData(said)) {
    const test = new RegExp(said);
    return (at, state) => { if (!test.test(at.data)) c.fail(state, at, 'pattern', { pattern: said }, `should match pattern "${said}"`); };
  }
  return comparing('pattern', 'string', (data, value) => !new RegExp(value).test(data), (value) => [{ pattern: value }, `should match pattern "${value}"`])(c, said);
};
const passes = (format, data) => (typeof format === 'function' ? format(data) : format instanceof RegExp ? format.test(data) : typeof format === 'string' ? new RegExp(format).test(data) : true);
const format = (c, said, rule, type) => {
  if (c.opts.format === false) return undefined;
  const formats = c.ajv._formats;
  const unknown = c.opts.unknownFormats;
  const allowed = (name) => unknown === 'ignore' || (Array.isArray(unknown) && unknown.includes(name));
  const parts = (name) => {
    const known = own(formats, name) ? formats[name] : undefined;
    const whole = known && typeof known === 'object' && !(known instanceof RegExp);
    return { known, test: whole ? known.validate : known, type: (whole && known.type) || 'string', async: whole && known.async };
  };
  const fail = (name, state, at) => c.fail(state, at, 'format', { format: name }, `should match format "${name}"`, { schema: name });
  if (c.isData(said)) {
    const value = c.value(said);
    return (at, state) => {
      const name = value(at);
      if (name === undefined) return;
      const found = typeof name === 'string' ? parts(name) : {};
      if (typeof name === 'string' && found.type !== type && found.known) return;
      if (typeof name !== 'string' || (found.known === undefined ? !allowed(name) : !passes(found.test, at.data))) fail(name, state, at);
    };
  }
  const found = parts(said);
  if (found.known === undefined) {
    if (unknown === 'ignore') c.ajv.logger.warn(`unknown format "${said}" ignored in schema at path "${c.path}"`);
    else if (!allowed(said)) throw new Error(`unknown format "${said}" is used in schema at path "${c.path}"`);
    return undefined;
  }
  if (found.type !== type) return undefined;
  if (found.async) {
    if (!c.root.schema.$async) throw new Error('async format in sync schema');
    return (at, state) => { state.pending.push(Promise.resolve(found.test(at.data)).then((good) => { if (!good) fail(said, state, at); })); };
  }
  return (at, state) => { if (!passes(found.test, at.data)) fail(said, state, at); };
};

const uniqueItems = (c, said) => {
  if ((!said && !c.isData(said)) || c.opts.uniqueItems === false) return undefined;
  const value = c.value(said);
  const kinds = c.schema.items && c.schema.items.type;
  const simple = kinds !== undefined && ![].concat(kinds).some((kind) => kind === 'object' || kind === 'array');
  return (at, state) => {
    const wanted = value(at);
    if (wanted === false || wanted === undefined) return;
    const list = at.data;
    const found = typeof wanted !== 'boolean' ? [undefined, undefined] : simple ? sameText(list, [].concat(kinds), c.opts) : sameItems(list);
    if (!found) return;
    const [i, j] = found;
    c.fail(state, at, 'uniqueItems', { i, j }, `should NOT have duplicate items (items ## ${j} and ${i} are identical)`);
  };
};
const sameItems = (list) => {
  for (let i = list.length - 1; i > 0; i -= 1) for (let j = i - 1; j >= 0; j -= 1) if (equal(list[i], list[j])) return [i, j];
  return undefined;
};
const sameText = (list, kinds, opts) => {
  const seen = {};
  for (let i = list.length - 1; i >= 0; i -= 1) {
    if (!kinds.some((kind) => isType(kind, list[i], opts.strictNumbers))) continue;
    const key = kinds.length > 1 && typeof list[i] === 'string' ? `"${list[i]}` : list[i];
    if (typeof seen[key] === 'number') return [i, seen[key]];
    seen[key] = i;
  }
  return undefined;
};
// Where the error of a missing property is said to be.
const missingError = (c, state, at, keyword, key, params, message, more) => {
  const whole = c.opts.errorDataPath === 'property';
  const place = whole ? at.path + (c.opts.jsonPointers ? `/${key}` : property(key)) : at.path;
  c.fail(state, at, keyword, params, message, { ...more, dataPath: place });
};
const requiredError = (c, state, at, key, shown, schema = c.schema.required) => {
  const message = c.opts.errorDataPath === 'property' ? 'is a required property' : `should have required property '${shown}'`;
  missingError(c, state, at, 'required', key, { missingProperty: shown }, message, { schema });
};
const pathShown = (c, key) => (c.opts.jsonPointers ? key : property(key));
const lacks = (c, data, key) => data[key] === undefined || (c.opts.ownProperties && !own(data, key));
const required = (c, said) => {
  const value = c.value(said);
  const { loopRequired = Infinity } = c.opts;
  const properties = c.schema.properties || {};
  const listed = Array.isArray(said) && said.length < loopRequired && Object.keys(properties).length
    ? said.filter((key) => !(own(properties, key) && c.hasRules(properties[key]))) : said;
  if (Array.isArray(listed) && !listed.length) return undefined;
  const loops = c.isData(said) || said.length >= loopRequired;
  return (at, state) => {
    const names = c.isData(said) ? value(at) : listed;
    if (names === undefined) return;
    if (!Array.isArray(names)) { c.fail(state, at, 'required', { missingProperty: undefined }, "should have required property 'undefined'"); return; }
    for (const key of names) {
      if (lacks(c, at.data, key)) {
        requiredError(c, state, at, key, c.all || loops ? key : pathShown(c, key));
        if (!c.all) return;
      }
    }
  };
};
const dependencies = (c, said) => {
  const lists = Object.keys(said).filter((key) => key !== '__proto__' && Array.isArray(said[key]));
  const schemas = Object.keys(said).filter((key) => key !== '__proto__' && !Array.isArray(said[key]) && c.hasRules(said[key]))
    .map((key) => [key, c.within(`dependencies/${fragment(key)}`).compile(said[key])]);
  return (at, state) => {
    const before = state.errors.length;
    for (const name of lists) {
      const names = said[name];
      const missing = lacks(c, at.data, name) ? [] : names.filter((key) => lacks(c, at.data, key));
      for (const key of c.all ? missing : missing.slice(0, 1)) {
        const deps = names.join(', ');
        const params = { property: name, missingProperty: c.all ? key : pathShown(c, key), depsCount: names.length, deps };
        missingError(c, state, at, 'dependencies', key, params, `should have ${names.length === 1 ? 'property' : 'properties'} ${deps} when property ${name} is present`);
      }
      if (!c.all && state.errors.length > before) return;
    }
    for (const [name, check] of schemas) {
      if (!lacks(c, at.data, name)) check(at, state);
      if (!c.all && state.errors.length > before) return;
    }
  };
};
const constant = (c, said) => {
  const value = c.value(said);
  return (at, state) => {
    const wanted = value(at);
    if (!equal(at.data, wanted)) c.fail(state, at, 'const', { allowedValue: wanted }, 'should be equal to constant', { schema: wanted });
  };
};
const enumeration = (c, said) => {
  const value = c.value(said);
  return (at, state) => {
    const allowed = value(at);
    if (allowed === undefined) return;
    if (!Array.isArray(allowed) || !allowed.some((one) => equal(at.data, one))) c.fail(state, at, 'enum', { allowedValues: allowed }, 'should be equal to one of the allowed values', { schema: allowed });
  };
};

const reference = (c, ref) => {
  const isRoot = ref === '#' || ref === '#/';
  const target = c.ajv._resolve(c, ref);
  if (!target) {
    // The root's own id is told with its fragment.
    const own = String(c.root.schema.$id || c.root.schema.id || '').replace(/#$/, '');
    const from = c.base === own ? `${own}#` : c.base;
    const message = `can't resolve reference ${ref} from id ${from}`;
    if (c.opts.missingRefs === 'fail') c.ajv.logger.error(message);
    if (c.opts.missingRefs === 'ignore') { c.ajv.logger.warn(message); return undefined; }
    if (c.opts.missingRefs === 'fail') return (at, state) => c.fail(state, at, '$ref', { ref }, `can't resolve reference ${ref}`);
    throw new c.ajv.constructor.MissingRefError(c.base, ref, message);
  }
  if (!isRoot && target.inline) return c.with({ root: target.root, base: target.base, path: ref, schema: undefined }).compile(target.schema, true);
  return (at, state) => target.check()(at, state);
};

return {
  limit, size, multipleOf, pattern, format, uniqueItems, required, dependencies, const: constant, enum: enumeration, $ref: reference,
  ...applied({ requiredError, lacks, own }),
};
