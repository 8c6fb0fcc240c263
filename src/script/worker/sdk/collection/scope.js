// Scopes of variables, and what was changed in them.

const { PropertyBase, Property, PropertyList, Variable, VariableList, Url, Request, RequestAuth } = sdk;
const isText = (value) => typeof value === 'string';
const isObject = (value) => value !== null && (typeof value === 'object' || typeof value === 'function');
const given = (target, members) => {
  for (const [key, value] of Object.entries(members)) if (value !== undefined) target[key] = value;
};
// Adds what all classes have: `Class.isClass(value)`, the SDK's name of it, ids for those that need one.
const named = (Class, name, prototype = {}) => {
  Class._postman_propertyName = name;
  Class[`is${name}`] = (value) => value instanceof Class;
  Object.assign(Class.prototype, prototype);
};
const identify = (object) => {
  if (!object.id) object.id = crypto.randomUUID();
};

class MutationTracker extends PropertyBase {
  constructor(definition) {
    super(definition);
    const { autoCompact, stream, compacted } = definition || {};
    this.autoCompact = Boolean(autoCompact);
    this.stream = Array.isArray(stream) ? stream : [];
    this.compacted = isObject(compacted) && !Array.isArray(compacted) ? compacted : {};
  }
  addMutation(mutation) {
    if (!mutation || mutation.length > 3) return;
    if (this.autoCompact) this.addAndCompact(mutation);
    else this.stream.push(mutation);
  }
  addAndCompact(mutation) {
    const [key] = mutation;
    this.compacted[Array.isArray(key) ? key.join('.') : key] = mutation;
  }
  track(instruction, ...payload) {
    if (instruction === 'set' || instruction === 'unset') this.addMutation(payload);
  }
  compact() {
    this.stream.forEach((mutation) => this.addAndCompact(mutation));
    this.stream = [];
  }
  count() {
    return this.stream.length + Object.keys(this.compacted).length;
  }
  applyOn(target) {
    if (!target || !target.applyMutation) return;
    for (const mutation of [...Object.values(this.compacted), ...this.stream]) {
      if (mutation && mutation.length <= 3) target.applyMutation(mutation.length > 1 ? 'set' : 'unset', ...mutation);
    }
  }
}
named(MutationTracker, 'MutationTracker');

class VariableScope extends Property {
  constructor(definition, layers) {
    super(Array.isArray(definition) ? undefined : definition);
    identify(this);
    const values = Array.isArray(definition) ? definition : definition && definition.values;
    if (definition && definition.prefix) Object.defineProperty(this, 'prefix', { value: definition.prefix, writable: true });
    this.values = new VariableList(this, VariableList.isVariableList(values) ? values.all() : values);
    if (layers) (VariableList.isVariableList(layers) ? [layers] : layers).forEach((layer) => this.addLayer(layer));
    if (definition && definition.mutations) {
      this.enableTracking(definition.mutations);
    }
  }
  variables() {
    throw new Error('`VariableScope#variables` has been discontinued, use `VariableScope#syncVariablesTo` instead.');
  }
  find(key) {
    const name = (this.prefix || '') + key;
    return [this.values, ...(this._layers || [])]
      .map((list) => list.oneNormalizedVariable(name))
      .find((variable) => variable && variable.disabled !== true);
  }
  has(key) {
    return this.find(key) !== undefined;
  }
  get(key) {
    const variable = this.find(key);
    return variable ? variable.valueOf() : undefined;
  }
  set(key, value, options) {
    const name = (this.prefix || '') + key;
    const { type, secret } = isText(options) ? { type: options } : options || {};
    const update = { key: name, value };
    if (isText(type)) update.type = type;
    if (typeof secret === 'boolean') update.secret = secret;
    const variable = this.values.oneNormalizedVariable(name);
    if (variable && !variable.disabled) variable.update(update);
    else this.values.add(update);
    if (this._postman_enableTracking) this.mutations.track('set', key, value, secret === undefined ? {} : { secret });
  }
  unset(key) {
    const name = (this.prefix || '') + key;
    const disabled = this.values.filter((variable) => variable.key === name && variable.disabled).pop();
    this.values.remove((variable) => variable.key === name && !variable.disabled);
    if (disabled) this.values.reference[name] = disabled;
    if (this._postman_enableTracking) this.mutations.track('unset', key);
  }
  clear() {
    if (this._postman_enableTracking) this.values.each(({ key }) => { this.mutations.track('unset', key); });
    this.values.clear();
  }
  replaceIn(template) {
    const sources = [this.values, ...(this._layers || [])];
    if (isText(template)) return Property.replaceSubstitutions(template, sources);
    return isObject(template) ? Property.replaceSubstitutionsIn(template, sources) : template;
  }
  toObject(excludeDisabled, caseSensitive) {
    const lists = [this.values, ...(this._layers || [])].reverse();
    return Object.assign({}, ...lists.map((list) => list.toObject(excludeDisabled, caseSensitive)));
  }
  enableTracking(options) {
    if (this._postman_enableTracking) return;
    this._postman_enableTracking = true;
    this.mutations = new MutationTracker(options);
  }
  disableTracking() {
    this._postman_enableTracking = false;
  }
  applyMutation(instruction, key, value, metadata) {
    if (this[instruction]) this[instruction](key, value, metadata);
  }
  syncVariablesFrom(object, track) {
    return this.values.syncFromObject(object, track);
  }
  syncVariablesTo(object) {
    return this.values.syncToObject(object);
  }
  toJSON() {
    const { value, _layers, _postman_enableTracking, ...definition } = super.toJSON();
    return value ? { ...definition, values: value } : definition;
  }
  addLayer(list) {
    if (VariableList.isVariableList(list)) (this._layers = this._layers || []).push(list);
  }
}
named(VariableScope, 'VariableScope', { _postman_propertyRequiresId: true });
Object.defineProperty(VariableScope.prototype, 'find', { enumerable: false });
