// Backbone: models, attributes with events.
const _ = require('lodash');
const Events = require('backbone/events');
const { extend, sync, wrapError, urlError } = require('backbone/common');
function Model(attributes, options) {
  const chosen = options || {};
  let attrs = attributes || {};
  this.preinitialize.apply(this, arguments);
  this.cid = _.uniqueId(this.cidPrefix);
  this.attributes = {};
  if (chosen.collection) this.collection = chosen.collection;
  if (chosen.parse) attrs = this.parse(attrs, chosen) || {};
  const defaults = _.result(this, 'defaults');
  this.set(_.defaults(_.extend({}, defaults, attrs), defaults), chosen);
  this.changed = {};
  this.initialize.apply(this, arguments);
}
const settled = (model, attrs, options) => (options.parse ? model.parse(attrs, options) : attrs);
_.extend(Model.prototype, Events, {
  changed: null, validationError: null, idAttribute: 'id', cidPrefix: 'c',
  preinitialize() {}, initialize() {},
  toJSON() { return _.clone(this.attributes); },
  sync(...args) { return sync().apply(this, args); },
  get(name) { return this.attributes[name]; },
  escape(name) { return _.escape(this.get(name)).replace(/`/g, '&#x60;'); },
  has(name) { return this.get(name) != null; },
  matches(attrs) { return !!_.iteratee(attrs)(this.attributes); },
  set(key, value, options) {
    if (key == null) return this;
    const [attrs, given] = typeof key === 'object' ? [key, value] : [{ [key]: value }, options];
    const chosen = given || {};
    if (!this._validate(attrs, chosen)) return false;
    const { unset, silent } = chosen;
    const changes = [];
    const nested = this._changing;
    this._changing = true;
    if (!nested) {
      this._previousAttributes = _.clone(this.attributes);
      this.changed = {};
    }
    const { attributes: current, changed, _previousAttributes: before } = this;
    for (const name in attrs) {
      const next = attrs[name];
      if (!_.isEqual(current[name], next)) changes.push(name);
      if (!_.isEqual(before[name], next)) changed[name] = next;
      else delete changed[name];
      if (unset) delete current[name];
      else current[name] = next;
    }
    if (this.idAttribute in attrs) {
      const old = this.id;
      this.id = this.get(this.idAttribute);
      if (this.id !== old) this.trigger('changeId', this, old, chosen);
    }
    if (!silent) {
      if (changes.length) this._pending = chosen;
      changes.forEach((name) => this.trigger(`change:${name}`, this, current[name], chosen));
    }
    if (nested) return this;
    if (!silent) {
      while (this._pending) {
        const pending = this._pending;
        this._pending = false;
        this.trigger('change', this, pending);
      }
    }
    this._pending = false;
    this._changing = false;
    return this;
  },
  unset(name, options) { return this.set(name, undefined, _.extend({}, options, { unset: true })); },
  clear(options) {
    const attrs = {};
    for (const name in this.attributes) attrs[name] = undefined;
    return this.set(attrs, _.extend({}, options, { unset: true }));
  },
  hasChanged(name) { return name == null ? !_.isEmpty(this.changed) : _.has(this.changed, [name]); },
  changedAttributes(diff) {
    if (!diff) return this.hasChanged() ? _.clone(this.changed) : false;
    const old = this._changing ? this._previousAttributes : this.attributes;
    const changed = {};
    for (const name in diff) if (!_.isEqual(old[name], diff[name])) changed[name] = diff[name];
    return _.isEmpty(changed) ? false : changed;
  },
  previous(name) { return name == null || !this._previousAttributes ? null : this._previousAttributes[name]; },
  previousAttributes() { return _.clone(this._previousAttributes); },
  fetch(options) {
    const chosen = _.extend({ parse: true }, options);
    const { success } = chosen;
    chosen.success = (response) => {
      if (!this.set(settled(this, response, chosen), chosen)) return false;
      if (success) success.call(chosen.context, this, response, chosen);
      this.trigger('sync', this, response, chosen);
      return undefined;
    };
    wrapError(this, chosen);
    return this.sync('read', this, chosen);
  },
  save(key, value, options) {
    const [attrs, given] = key == null || typeof key === 'object' ? [key, value] : [{ [key]: value }, options];
    const chosen = _.extend({ validate: true, parse: true }, given);
    const { wait, success } = chosen;
    if (attrs && !wait) {
      if (!this.set(attrs, chosen)) return false;
    } else if (!this._validate(attrs, chosen)) return false;
    const { attributes } = this;
    chosen.success = (response) => {
      this.attributes = attributes;
      let next = settled(this, response, chosen);
      if (wait) next = _.extend({}, attrs, next);
      if (next && !this.set(next, chosen)) return false;
      if (success) success.call(chosen.context, this, response, chosen);
      this.trigger('sync', this, response, chosen);
      return undefined;
    };
    wrapError(this, chosen);
    if (attrs && wait) this.attributes = _.extend({}, attributes, attrs);
    const method = this.isNew() ? 'create' : chosen.patch ? 'patch' : 'update';
    if (method === 'patch' && !chosen.attrs) chosen.attrs = attrs;
    const request = this.sync(method, this, chosen);
    this.attributes = attributes;
    return request;
  },
  destroy(options) {
    const chosen = options ? _.clone(options) : {};
    const { success, wait } = chosen;
    const gone = () => {
      this.stopListening();
      this.trigger('destroy', this, this.collection, chosen);
    };
    chosen.success = (response) => {
      if (wait) gone();
      if (success) success.call(chosen.context, this, response, chosen);
      if (!this.isNew()) this.trigger('sync', this, response, chosen);
    };
    let request = false;
    if (this.isNew()) _.defer(chosen.success);
    else {
      wrapError(this, chosen);
      request = this.sync('delete', this, chosen);
    }
    if (!wait) gone();
    return request;
  },
  url() {
    const base = _.result(this, 'urlRoot') || _.result(this.collection, 'url') || urlError();
    if (this.isNew()) return base;
    return base.replace(/[^/]$/, '$&/') + encodeURIComponent(this.get(this.idAttribute));
  },
  parse(response) { return response; },
  clone() { return new this.constructor(this.attributes); },
  isNew() { return !this.has(this.idAttribute); },
  isValid(options) { return this._validate({}, _.extend({}, options, { validate: true })); },
  _validate(attrs, options) {
    if (!options.validate || !this.validate) return true;
    const error = this.validationError = this.validate(_.extend({}, this.attributes, attrs), options) || null;
    if (!error) return true;
    this.trigger('invalid', this, error, _.extend(options, { validationError: error }));
    return false;
  },
});
const OF_ATTRIBUTES = { keys: _.keys, values: _.values, pairs: _.toPairs, invert: _.invert, pick: _.pick, omit: _.omit, chain: _.chain, isEmpty: _.isEmpty };
Object.keys(OF_ATTRIBUTES).forEach((name) => {
  Model.prototype[name] = function ofAttributes(...args) {
    if ((name === 'pick' || name === 'omit') && typeof args[0] === 'function') return _[`${name}By`](this.attributes, ...args);
    return OF_ATTRIBUTES[name](this.attributes, ...args);
  };
});
// Gives models more functions of objects.
Model.mixin = (functions) => _.functions(functions).forEach((name) => {
  Model.prototype[name] = function mixed(...args) { return functions[name](this.attributes, ...args); };
});
Model.extend = extend;
return Model;
