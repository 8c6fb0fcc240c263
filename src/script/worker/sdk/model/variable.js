// Variables with a type, and lists that substitute them.

const jsonOf = (check) => ({
  in: (value) => {
    try {
      return isText(value) ? value : JSON.stringify(value);
    } catch {
      return 'null';
    }
  },
  out: (text) => {
    try {
      const value = JSON.parse(text);
      return check(value) ? value : undefined;
    } catch {
      return undefined;
    }
  },
});
const cast = (convert) => ({ in: convert, out: convert });

class PostmanVariable extends PostmanProperty {
  constructor(definition) {
    super(definition);
    this.type = 'any';
    this.value = undefined;
    if (definition == null) return;
    if (own(definition, 'key')) this.key = definition.key;
    this.update(definition);
  }

  get() {
    return this.castOut(isFunction(this.value) ? this.value() : this.value);
  }

  set(value) {
    this.value = isFunction(value) ? value : this.castIn(value);
  }

  valueOf(...value) {
    if (value.length) this.set(value[0]);
    return this.get();
  }

  toString() {
    const value = this.valueOf();
    if (value === null) return 'null';
    return value !== undefined && isFunction(value.toString) ? value.toString() : '';
  }

  cast(value) {
    return this.castOut(value);
  }

  castIn(value) {
    return (PostmanVariable.types[this.type] || PostmanVariable.types.any).in(value);
  }

  castOut(value) {
    return (PostmanVariable.types[this.type] || PostmanVariable.types.any).out(value);
  }

  valueType(name, keepValue) {
    const type = name == null ? name : String(name).toLowerCase();
    if (!own(PostmanVariable.types, type)) return this.type || 'any';
    this.type = type;
    if (!keepValue && !isFunction(this.value)) this.set(this.get());
    return this.type;
  }

  update(options) {
    if (!isObject(options)) return;
    if (own(options, 'type')) this.valueType(options.type, own(options, 'value'));
    if (own(options, 'value')) this.set(options.value);
    ['system', 'disabled'].forEach((key) => {
      if (own(options, key)) this[key] = options[key];
    });
    if (own(options, 'description')) this.describe(options.description);
  }

  static isVariable(value) {
    return value instanceof PostmanVariable;
  }
}
Object.assign(PostmanVariable, {
  _postman_propertyName: 'Variable',
  _postman_propertyIndexKey: 'key',
  types: {
    string: cast(String),
    boolean: cast(Boolean),
    number: cast(Number),
    array: jsonOf(Array.isArray),
    object: jsonOf((value) => isObject(value) && !Array.isArray(value)),
    any: cast((value) => value),
  },
});

class PostmanVariableList extends PostmanPropertyList {
  constructor(parent, items) {
    super(PostmanVariable, parent, items);
  }

  replace(text, overrides) {
    return PostmanProperty.replaceSubstitutions(text, this, overrides);
  }

  substitute(value, overrides) {
    const sources = [this];
    for (let owner = this.__parent; owner; owner = owner.__parent) {
      if (owner.variables && owner.variables !== this) sources.push(owner.variables);
    }
    const definition = value && isFunction(value.toJSON) ? value.toJSON() : value;
    return PostmanProperty.replaceSubstitutionsIn(definition, sources.concat(overrides || []));
  }

  syncFromObject(object, track, prune) {
    const done = track ? { created: [], updated: [], deleted: [] } : track;
    if (!isObject(object)) return done;
    Object.keys(object).forEach((key) => {
      const known = this.has(key);
      if (known) this.one(key).set(object[key]);
      else this.add({ key, value: object[key] });
      if (done) done[known ? 'updated' : 'created'].push(key);
    });
    if (prune !== false) {
      Object.keys(this.reference).filter((key) => !own(object, key)).forEach((key) => {
        this.remove(key);
        if (done) done.deleted.push(key);
      });
    }
    return done;
  }

  syncToObject(object) {
    const target = isObject(object) ? object : {};
    Object.keys(target).forEach((key) => own(this.reference, key) || delete target[key]);
    this.members.forEach((variable) => {
      target[variable.key] = variable.valueOf();
    });
    return target;
  }

  oneNormalizedVariable(name) {
    const found = own(this.reference, name) ? this.reference[name] : undefined;
    if (found && !found.disabled) return found;
    const enabled = this.members.filter((item) => item.key === name && !item.disabled).pop();
    if (enabled) this.reference[name] = enabled;
    return enabled || found;
  }

  static isVariableList(value) {
    return value instanceof PostmanVariableList;
  }
}
PostmanVariableList._postman_propertyName = 'VariableList';
