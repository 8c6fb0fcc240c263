// What all objects of the SDK have in common, and lists of them.

const own = (object, key) => object != null && Object.prototype.hasOwnProperty.call(object, key);
const isText = (value) => typeof value === 'string';
const isFunction = (value) => typeof value === 'function';
const isObject = (value) => value !== null && (typeof value === 'object' || typeof value === 'function');
const isPlain = (value) => {
  if (!isObject(value) || Array.isArray(value)) return false;
  const proto = Object.getPrototypeOf(value);
  return proto === null || proto === Object.prototype;
};
const hide = (object, key, value) =>
  Object.defineProperty(object, key, { value, writable: true, configurable: true, enumerable: false });
const assignDefined = (target, source) => {
  for (const key of Object.keys(source)) if (source[key] !== undefined) target[key] = source[key];
  return target;
};
const cloneDeep = (value, seen = new Map()) => {
  if (!isObject(value) || isFunction(value)) return value;
  if (seen.has(value)) return seen.get(value);
  if (value instanceof Date) return new Date(value.getTime());
  if (!Array.isArray(value) && !isPlain(value)) return value;
  const copy = Array.isArray(value) ? [] : {};
  seen.set(value, copy);
  for (const key of Object.keys(value)) copy[key] = cloneDeep(value[key], seen);
  return copy;
};

// Lodash's shorthand for predicates: a function, an object to match, a pair, or a property name.
const matcher = (rule) => {
  if (isFunction(rule)) return rule;
  if (Array.isArray(rule)) return (item) => item != null && item[rule[0]] === rule[1];
  if (isObject(rule)) return (item) => item != null && Object.keys(rule).every((key) => item[key] === rule[key]);
  if (rule == null) return (item) => item;
  return (item) => (item == null ? undefined : item[rule]);
};

// The members of an object in the form that files have. Lists lose the plural `s` of their key.
const toDefinition = (object) => {
  const definition = {};
  for (const key of Object.keys(object)) {
    const value = object[key];
    if (value === undefined) continue;
    const singular = value && value._postman_propertyIsList && !value._postman_proprtyIsSerialisedAsPlural;
    const name = singular && key.endsWith('s') ? key.slice(0, -1) : key;
    definition[name] = value && isFunction(value.toJSON) ? value.toJSON() : cloneDeep(value);
  }
  return definition;
};

class PropertyBase {
  constructor(definition) {
    if (!definition || isText(definition)) return;
    const source = definition.info || definition;
    for (const key of Object.keys(source)) {
      if (key[0] === '_' && key !== '_') {
        if (!isObject(this._)) this._ = {};
        this._[key.replace(/^_+/, '')] = source[key];
      }
    }
  }

  forEachParent(options, iterator) {
    if (isFunction(options)) [options, iterator] = [{}, options];
    if (!isFunction(iterator) || !isObject(options)) return;
    let parent = this.parent();
    let next = parent && isFunction(parent.parent) && parent.parent();
    while (parent && (next || options.withRoot)) {
      iterator(parent);
      parent = next;
      next = next && isFunction(next.parent) && next.parent();
    }
  }

  findInParents(property, customizer) {
    const owner = this.findParentContaining(property, customizer);
    return owner ? owner[property] : undefined;
  }

  findParentContaining(property, customizer) {
    for (let owner = this; owner; owner = owner.__parent) {
      if (customizer ? customizer.call(this, owner) : owner[property]) return owner;
    }
    return undefined;
  }

  toJSON() {
    return toDefinition(this);
  }

  meta(...keys) {
    const all = cloneDeep(this._);
    if (!keys.length) return all;
    return Object.fromEntries(keys.flat().filter((key) => own(all, key)).map((key) => [key, all[key]]));
  }

  parent() {
    return (this.__parent && (this.__parent.__parent || this.__parent)) || undefined;
  }

  setParent(parent) {
    hide(this, '__parent', parent);
  }

  static toJSON(object) {
    return toDefinition(object);
  }

  static propertyIsMeta(_value, key) {
    return isText(key) && key[0] === '_';
  }

  static propertyUnprefixMeta(_value, key) {
    return key.replace(/^_+/, '');
  }
}
PropertyBase._postman_propertyName = 'PropertyBase';

class PostmanPropertyDescription {
  constructor(definition) {
    this.update(definition);
  }

  update(content, type) {
    if (isObject(content)) [content, type] = [content.content, content.type];
    this.content = content;
    this.type = type || (content === undefined ? undefined : 'text/plain');
  }

  toString() {
    return this.content || '';
  }

  toJSON() {
    return { content: this.content, type: this.type };
  }
}

PostmanPropertyDescription.isDescription = (value) => value instanceof PostmanPropertyDescription;

class PostmanProperty extends PropertyBase {
  constructor(definition) {
    super(definition);
    const source = (definition && definition.info) || definition;
    const id = (source && source.id) || (this._ && this._.postman_id);
    if (id) this.id = id;
    if (source && source.name) this.name = source.name;
    if (own(definition, 'disabled')) this.disabled = Boolean(definition.disabled);
    if (own(source, 'description') && source.description != null) {
      this.description = new PostmanPropertyDescription(source.description);
    }
  }

  describe(content, type) {
    if (!(this.description instanceof PostmanPropertyDescription)) {
      this.description = new PostmanPropertyDescription();
    }
    this.description.update(content, type);
  }

  toObjectResolved(scope, overrides, options) {
    const definition = this.toJSON();
    if (Array.isArray(definition.variable)) delete definition.variable;
    if (options && options.ignoreOwnVariables) {
      return PostmanProperty.replaceSubstitutionsIn(definition, overrides);
    }
    let source = scope || this;
    while (source && !source.variables) source = source.__parent;
    if (!source) {
      throw Error('Unable to resolve variables. Require a List type property for variable auto resolution.');
    }
    return source.variables.substitute(definition, overrides);
  }

  findSubstitutions() {
    return PostmanProperty.findSubstitutions(this.toJSON());
  }

  // Replaces `{{name}}`, again and again while replacements bring new ones (19 times at most).
  static replaceSubstitutions(text, ...sources) {
    if (!text || !isText(text)) return text;
    if (sources.length === 1 && Array.isArray(sources[0])) sources = sources[0];
    for (let round = 0; round < 19; round += 1) {
      let replaced = false;
      text = text.replace(/\{\{([^{}]*?)}}/g, (token, name) => {
        const value = lookUp(sources, name);
        if (value === undefined) return token;
        replaced = true;
        return value;
      });
      if (!replaced) break;
    }
    return text;
  }

  static replaceSubstitutionsIn(value, sources) {
    if (!isObject(value)) return value;
    sources = Array.isArray(sources) ? sources : [sources];
    const walk = (part) => {
      if (isText(part)) return PostmanProperty.replaceSubstitutions(part, sources);
      if (!isObject(part) || isFunction(part)) return part;
      if (Array.isArray(part)) return part.map(walk);
      return Object.fromEntries(Object.keys(part).map((key) => [key, walk(part[key])]));
    };
    return walk(value);
  }

  static findSubstitutions(value) {
    const names = new Set();
    const seen = new Set();
    const walk = (part) => {
      if (isText(part)) {
        for (const match of part.matchAll(/\{\{([^{}]*?)}}/g)) names.add(match[1]);
      } else if (isObject(part) && !seen.has(part)) {
        seen.add(part);
        Object.values(part).forEach(walk);
      }
    };
    walk(value);
    return [...names];
  }
}
PostmanProperty._postman_propertyName = 'Property';

const lookUp = (sources, name) => {
  for (const source of sources) {
    if (!isObject(source)) continue;
    let value;
    if (isFunction(source.oneNormalizedVariable)) {
      value = source.oneNormalizedVariable(name);
      if (!value || value.disabled) continue;
    } else if (own(source, name)) {
      value = source[name];
    } else {
      continue;
    }
    if (isFunction(value)) value = value();
    if (value && isFunction(value.toString)) return value.toString();
    return isObject(value) || value == null ? undefined : String(value);
  }
  return undefined;
};

class PostmanPropertyList extends PropertyBase {
  constructor(type, parent, items) {
    super();
    this.setParent(parent);
    this.begin(type);
    if (items) this.populate(items);
  }

  begin(type) {
    this.members = [];
    this.reference = {};
    this.Type = type;
    const rule = (name, value) => hide(this, `_postman_list${name}`, value);
    rule('IndexKey', (type && type._postman_propertyIndexKey) || 'id');
    rule('IndexCaseInsensitive', Boolean(type && type._postman_propertyIndexCaseInsensitive));
    rule('AllowsMultipleValues', Boolean(type && type._postman_propertyAllowsMultipleValues));
  }

  indexOfItem(item) {
    const index = item[this._postman_listIndexKey];
    return this.indexName(index ? String(index) : '');
  }

  indexName(name) {
    return this._postman_listIndexCaseInsensitive ? String(name).toLowerCase() : name;
  }

  insert(item, before) {
    if (!isObject(item)) return;
    const duplicate = this.indexOf(item);
    const former = item.__parent;
    if (former && former !== this && former._postman_propertyIsList) former.remove(item);
    hide(item, '__parent', this);
    if (duplicate > -1) this.members.splice(duplicate, 1);
    const place = before ? this.indexOf(before) : -1;
    if (place > -1) this.members.splice(place, 0, item);
    else this.members.push(item);
    const index = this.indexOfItem(item);
    if (!index) return;
    if (this._postman_listAllowsMultipleValues && own(this.reference, index)) {
      const found = this.reference[index];
      if (Array.isArray(found)) found.push(item);
      else this.reference[index] = [found, item];
    } else {
      this.reference[index] = item;
    }
  }

  insertAfter(item, after) {
    return this.insert(item, this.idx(this.indexOf(after) + 1));
  }

  append(item) {
    return this.insert(item);
  }

  prepend(item) {
    return this.insert(item, this.idx(0));
  }

  add(item, ...rest) {
    if (item == null || Number.isNaN(item)) return;
    if (item.constructor === this.Type) this.insert(item);
    else this.insert(own(this.Type, 'create') ? this.Type.create(item, ...rest) : new this.Type(item));
  }

  upsert(item) {
    if (item == null || Number.isNaN(item)) return null;
    const existing = this.one(item[this._postman_listIndexKey]);
    if (!existing) {
      this.add(item);
      return true;
    }
    if (!isFunction(existing.update)) {
      throw new Error('collection: unable to upsert into a list of Type that does not support .update()');
    }
    existing.update(item);
    return false;
  }

  remove(predicate, context = this) {
    let test = predicate;
    if (isText(predicate)) {
      const name = this.indexName(predicate);
      test = (item) => this.indexName(item[this._postman_listIndexKey]) === name;
    } else if (predicate instanceof this.Type) {
      test = (item) => item === predicate;
    }
    if (!isFunction(test)) return;
    const kept = [];
    for (const [position, item] of this.members.slice().entries()) {
      if (test.call(context, item, position, this.members)) this.forget(item);
      else kept.push(item);
    }
    this.members.splice(0, this.members.length, ...kept);
  }

  forget(item) {
    const index = this.indexOfItem(item);
    const found = this.reference[index];
    if (Array.isArray(found)) {
      const rest = found.filter((other) => other !== item);
      if (rest.length) this.reference[index] = rest.length === 1 ? rest[0] : rest;
      else delete this.reference[index];
    } else if (index) {
      delete this.reference[index];
    }
    delete item.__parent;
  }

  clear() {
    this.members.forEach((item) => delete item.__parent);
    this.members.splice(0);
    Object.keys(this.reference).forEach((key) => delete this.reference[key]);
  }

  populate(items) {
    if (isText(items) && isFunction(this.Type.parse)) items = this.Type.parse(items);
    if (Array.isArray(items)) items.forEach((item) => this.add(item));
    else if (isPlain(items) && own(this.Type, 'create')) {
      Object.keys(items).forEach((key) => this.add(items[key], key));
    } else this.add(items);
  }

  repopulate(items) {
    this.clear();
    this.populate(items);
  }

  assimilate(source, prune) {
    const members = source && source._postman_propertyIsList ? source.members : source;
    if (!Array.isArray(members)) return;
    const key = this._postman_listIndexKey;
    const names = new Set();
    members.forEach((item) => {
      if (!own(item, key)) return;
      this.upsert(item);
      names.add(item[key]);
    });
    if (prune) Object.keys(this.reference).forEach((name) => names.has(name) || this.remove(name));
  }

  all() {
    return this.members.slice();
  }

  one(name) {
    const found = this.reference[this.indexName(name)];
    return Array.isArray(found) ? found[found.length - 1] : found;
  }

  get(name) {
    const member = this.one(name);
    return member ? member.valueOf() : undefined;
  }

  each(iterator, context) {
    iterator = isFunction(iterator) ? iterator.bind(context || this.__parent) : (item) => item;
    for (let i = 0; i < this.members.length; i += 1) {
      if (iterator(this.members[i], i, this.members) === false) break;
    }
  }

  filter(rule, context) {
    return this.members.filter(matcher(isFunction(rule) && isObject(context) ? rule.bind(context) : rule));
  }

  find(rule, context) {
    return this.members.find(matcher(isFunction(rule) && isObject(context) ? rule.bind(context) : rule));
  }

  map(rule, context) {
    return this.members.map(matcher(isFunction(rule) ? rule.bind(context || this) : rule));
  }

  reduce(iterator, accumulator, context) {
    if (!isFunction(iterator)) return accumulator;
    iterator = iterator.bind(context || this);
    return arguments.length > 1 && accumulator !== undefined
      ? this.members.reduce(iterator, accumulator)
      : this.members.reduce(iterator);
  }

  count() {
    return this.members.length;
  }

  idx(index) {
    return this.members[index];
  }

  indexOf(item) {
    return this.members.indexOf(isText(item) ? this.one(item) : item);
  }

  has(item, value) {
    const found = isText(item)
      ? this.reference[this.indexName(item)]
      : this.members.filter((member) => member === item);
    if (!found) return false;
    const all = Array.isArray(found) ? found : [found];
    if (arguments.length === 1) return all.length > 0;
    return all.some((member) => member.valueOf() === value);
  }

  eachParent(iterator, context = this) {
    if (!isFunction(iterator)) return;
    for (let parent = this.__parent, last; parent; parent = parent.__parent) {
      iterator.call(context, parent, last);
      last = parent;
    }
  }

  toObject(excludeDisabled, caseSensitive, multiValue, sanitizeKeys) {
    const object = {};
    const key = this._postman_listIndexKey;
    const lower = this._postman_listIndexCaseInsensitive && !caseSensitive;
    const many = this._postman_listAllowsMultipleValues || multiValue;
    for (const member of this.members) {
      if (!member || !own(member, key)) continue;
      if ((excludeDisabled && member.disabled) || (sanitizeKeys && !member[key])) continue;
      const name = lower ? String(member[key]).toLowerCase() : member[key];
      if (many && own(object, name)) object[name] = [].concat(object[name], [member.valueOf()]);
      else object[name] = member.valueOf();
    }
    return object;
  }

  toString() {
    if (this.Type && this.Type.unparse) return this.Type.unparse(this.members);
    return Object.prototype.toString.call(this);
  }

  toJSON() {
    return this.members.map((member) => (isFunction(member.toJSON) ? member.toJSON() : toDefinition(member)));
  }

  static isPropertyList(value) {
    return Boolean(value && value._postman_propertyIsList);
  }
}
PostmanPropertyList.prototype._postman_propertyIsList = true;
PostmanPropertyList._postman_propertyName = 'PropertyList';
