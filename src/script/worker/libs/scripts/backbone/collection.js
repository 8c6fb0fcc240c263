// Backbone: collections, ordered sets of models.
const _ = require('lodash');
const Events = require('backbone/events');
const Model = require('backbone/model');
const { extend, sync, wrapError } = require('backbone/common');
function Collection(models, options) {
  const chosen = options || {};
  this.preinitialize.apply(this, arguments);
  if (chosen.model) this.model = chosen.model;
  if (chosen.comparator !== undefined) this.comparator = chosen.comparator;
  this._reset();
  this.initialize.apply(this, arguments);
  if (models) this.reset(models, _.extend({ silent: true }, chosen));
}
const SET = { add: true, remove: true, merge: true };
const ADD = { add: true, remove: false };
const splice = (list, added, at) => list.splice(Math.min(Math.max(at, 0), list.length), 0, ...added);
_.extend(Collection.prototype, Events, {
  model: Model,
  preinitialize() {}, initialize() {},
  toJSON(options) { return this.map((model) => model.toJSON(options)); },
  sync(...args) { return sync().apply(this, args); },
  add(models, options) { return this.set(models, _.extend({ merge: false }, options, ADD)); },
  remove(models, options) {
    const chosen = _.extend({}, options);
    const single = !_.isArray(models);
    const removed = this._removeModels(single ? [models] : models.slice(), chosen);
    if (!chosen.silent && removed.length) {
      chosen.changes = { added: [], merged: [], removed };
      this.trigger('update', this, chosen);
    }
    return single ? removed[0] : removed;
  },
  set(models, options) {
    if (models == null) return undefined;
    const chosen = _.extend({}, SET, options);
    const given = chosen.parse && !this._isModel(models) ? this.parse(models, chosen) || [] : models;
    const single = !_.isArray(given);
    const list = single ? [given] : Array.from(given);
    let { at } = chosen;
    if (at != null) {
      at = Math.min(+at, this.length);
      if (at < 0) at = Math.max(at + this.length + 1, 0);
    }
    const wanted = [];
    const added = [];
    const merged = [];
    const removed = [];
    const kept = {};
    const sortable = this.comparator && at == null && chosen.sort !== false;
    const by = _.isString(this.comparator) ? this.comparator : null;
    let sort = false;
    const keep = (model) => {
      if (kept[model.cid]) return;
      kept[model.cid] = true;
      wanted.push(model);
    };
    list.forEach((item, index) => {
      const existing = this.get(item);
      if (existing) {
        if (chosen.merge && item !== existing) {
          let attrs = this._isModel(item) ? item.attributes : item;
          if (chosen.parse) attrs = existing.parse(attrs, chosen);
          existing.set(attrs, chosen);
          merged.push(existing);
          if (sortable && !sort) sort = existing.hasChanged(by);
        }
        keep(existing);
        list[index] = existing;
      } else if (chosen.add) {
        const model = list[index] = this._prepareModel(item, chosen);
        if (model) {
          added.push(model);
          this._addReference(model, chosen);
          keep(model);
        }
      }
    });
    if (chosen.remove) {
      removed.push(...this.models.filter((model) => !kept[model.cid]));
      if (removed.length) this._removeModels(removed, chosen);
    }
    let moved = false;
    if (wanted.length && !sortable && chosen.add && chosen.remove) {
      moved = this.length !== wanted.length || this.models.some((model, index) => model !== wanted[index]);
      this.models.length = 0;
      splice(this.models, wanted, 0);
      this.length = this.models.length;
    } else if (added.length) {
      if (sortable) sort = true;
      splice(this.models, added, at == null ? this.length : at);
      this.length = this.models.length;
    }
    if (sort) this.sort({ silent: true });
    if (!chosen.silent) {
      added.forEach((model, index) => {
        if (at != null) chosen.index = at + index;
        model.trigger('add', model, this, chosen);
      });
      if (sort || moved) this.trigger('sort', this, chosen);
      if (added.length || removed.length || merged.length) {
        chosen.changes = { added, removed, merged };
        this.trigger('update', this, chosen);
      }
    }
    return single ? list[0] : list;
  },
  reset(models, options) {
    const chosen = options ? _.clone(options) : {};
    this.models.forEach((model) => this._removeReference(model, chosen));
    chosen.previousModels = this.models;
    this._reset();
    const added = this.add(models, _.extend({ silent: true }, chosen));
    if (!chosen.silent) this.trigger('reset', this, chosen);
    return added;
  },
  push(model, options) { return this.add(model, _.extend({ at: this.length }, options)); },
  pop(options) { return this.remove(this.at(this.length - 1), options); },
  unshift(model, options) { return this.add(model, _.extend({ at: 0 }, options)); },
  shift(options) { return this.remove(this.at(0), options); },
  slice(...args) { return this.models.slice(...args); },
  get(item) {
    if (item == null) return undefined;
    return this._byId[item] || this._byId[this.modelId(this._isModel(item) ? item.attributes : item, item.idAttribute)] || (item.cid && this._byId[item.cid]);
  },
  has(item) { return this.get(item) != null; },
  at(index) { return this.models[index < 0 ? index + this.length : index]; },
  where(attrs, first) { return this[first ? 'find' : 'filter'](attrs); },
  findWhere(attrs) { return this.where(attrs, true); },
  sort(options) {
    let { comparator } = this;
    if (!comparator) throw new Error('Cannot sort a set without a comparator');
    const chosen = options || {};
    const { length } = comparator;
    if (_.isFunction(comparator)) comparator = comparator.bind(this);
    if (length === 1 || _.isString(comparator)) this.models = this.sortBy(comparator);
    else this.models.sort(comparator);
    if (!chosen.silent) this.trigger('sort', this, chosen);
    return this;
  },
  pluck(name) { return this.map(`${name}`); },
  fetch(options) {
    const chosen = _.extend({ parse: true }, options);
    const { success } = chosen;
    chosen.success = (response) => {
      this[chosen.reset ? 'reset' : 'set'](response, chosen);
      if (success) success.call(chosen.context, this, response, chosen);
      this.trigger('sync', this, response, chosen);
    };
    wrapError(this, chosen);
    return this.sync('read', this, chosen);
  },
  create(given, options) {
    const chosen = options ? _.clone(options) : {};
    const { wait, success } = chosen;
    const model = this._prepareModel(given, chosen);
    if (!model) return false;
    if (!wait) this.add(model, chosen);
    chosen.success = (created, response, theirs) => {
      if (wait) {
        created.off('error', this._forwardPristineError, this);
        this.add(created, theirs);
      }
      if (success) success.call(theirs.context, created, response, theirs);
    };
    if (wait) model.once('error', this._forwardPristineError, this);
    model.save(null, chosen);
    return model;
  },
  parse(response) { return response; },
  clone() { return new this.constructor(this.models, { model: this.model, comparator: this.comparator }); },
  modelId(attrs, idAttribute) { return attrs[idAttribute || this.model.prototype.idAttribute || 'id']; },
  values() { return walk(this, (model) => model); },
  keys() { return walk(this, (model) => this.modelId(model.attributes, model.idAttribute)); },
  entries() { return walk(this, (model) => [this.modelId(model.attributes, model.idAttribute), model]); },
  _reset() {
    this.length = 0;
    this.models = [];
    this._byId = {};
  },
  _prepareModel(attrs, options) {
    if (this._isModel(attrs)) {
      if (!attrs.collection) attrs.collection = this;
      return attrs;
    }
    const chosen = options ? _.clone(options) : {};
    chosen.collection = this;
    const model = this.model.prototype ? new this.model(attrs, chosen) : this.model(attrs, chosen);
    if (!model.validationError) return model;
    this.trigger('invalid', this, model.validationError, chosen);
    return false;
  },
  _removeModels(models, options) {
    const removed = [];
    models.forEach((item) => {
      const model = this.get(item);
      if (!model) return;
      const index = this.indexOf(model);
      this.models.splice(index, 1);
      this.length -= 1;
      delete this._byId[model.cid];
      const id = this.modelId(model.attributes, model.idAttribute);
      if (id != null) delete this._byId[id];
      if (!options.silent) {
        options.index = index;
        model.trigger('remove', model, this, options);
      }
      removed.push(model);
      this._removeReference(model, options);
    });
    if (models.length > 0 && !options.silent) delete options.index;
    return removed;
  },
  _isModel(value) { return value instanceof Model; },
  _addReference(model) {
    this._byId[model.cid] = model;
    const id = this.modelId(model.attributes, model.idAttribute);
    if (id != null) this._byId[id] = model;
    model.on('all', this._onModelEvent, this);
  },
  _removeReference(model) {
    delete this._byId[model.cid];
    const id = this.modelId(model.attributes, model.idAttribute);
    if (id != null) delete this._byId[id];
    if (this === model.collection) delete model.collection;
    model.off('all', this._onModelEvent, this);
  },
  _onModelEvent(...args) {
    const [event, model, collection, options] = args;
    if (model) {
      if ((event === 'add' || event === 'remove') && collection !== this) return;
      if (event === 'destroy') this.remove(model, options);
      if (event === 'changeId') {
        const before = this.modelId(model.previousAttributes(), model.idAttribute);
        const id = this.modelId(model.attributes, model.idAttribute);
        if (before != null) delete this._byId[before];
        if (id != null) this._byId[id] = model;
      }
    }
    this.trigger(...args);
  },
  _forwardPristineError(model, collection, options) {
    if (!this.has(model)) this._onModelEvent('error', model, collection, options);
  },
});
function* walk(collection, make) {
  for (let at = 0; at < collection.length; at += 1) yield make(collection.at(at));
}
Collection.prototype[Symbol.iterator] = Collection.prototype.values;

// Criteria name attributes of the models.
const criterion = (by) => {
  if (_.isFunction(by)) return by;
  if (_.isString(by)) return (model) => model.get(by);
  if (_.isObject(by) && !(by instanceof Model)) return (model) => _.matches(by)(model.attributes);
  return by;
};
const WITH = 'forEach each map collect:map reduce foldl:reduce inject:reduce reduceRight foldr:reduceRight find detect:find filter select:filter reject every all:every some any:some max:maxBy min:minBy sortBy partition groupBy countBy indexBy:keyBy findIndex findLastIndex';
const PLAIN = 'includes include:includes contains:includes invoke:invokeMap toArray size without difference indexOf shuffle lastIndexOf isEmpty chain';
const named = (list) => list.split(' ').map((entry) => entry.split(':')).map(([name, now = name]) => [name, now]);
named(WITH).forEach(([name, now]) => {
  Collection.prototype[name] = function withCriterion(by, ...rest) {
    if (/^reduce/.test(now)) {
      const [start, self] = rest;
      const bound = self === undefined ? by : by.bind(self);
      return rest.length ? _[now](this.models, bound, start) : _[now](this.models, bound);
    }
    const own = criterion(by);
    const found = _[now](this.models, _.isFunction(own) && rest[0] !== undefined ? own.bind(rest[0]) : own);
    if (now === 'maxBy' && found === undefined) return -Infinity;
    return now === 'minBy' && found === undefined ? Infinity : found;
  };
});
named(PLAIN).forEach(([name, now]) => { Collection.prototype[name] = function plain(...args) { return _[now](this.models, ...args); }; });
// Without a number one model, with one a list.
const COUNTED = { first: ['head', 'take'], head: ['head', 'take'], take: ['head', 'take'], last: ['last', 'takeRight'], sample: ['sample', 'sampleSize'] };
Object.keys(COUNTED).forEach((name) => {
  const [one, many] = COUNTED[name];
  Collection.prototype[name] = function counted(n) { return n == null ? _[one](this.models) : _[many](this.models, n); };
});
['rest', 'tail', 'drop'].forEach((name) => { Collection.prototype[name] = function rest(n) { return _.drop(this.models, n == null ? 1 : n); }; });
Collection.prototype.initial = function initial(n) { return _.dropRight(this.models, n == null ? 1 : n); };
// Gives collections more functions of lists.
Collection.mixin = (functions) => _.functions(functions).forEach((name) => {
  Collection.prototype[name] = function mixed(...args) { return functions[name](this.models, ...args); };
});
Collection.extend = extend;
return Collection;
