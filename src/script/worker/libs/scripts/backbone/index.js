// Backbone, as far as it goes without a page: its views and its history need one of the script's own.
const _ = require('lodash');
const Events = require('backbone/events');
const Model = require('backbone/model');
const Collection = require('backbone/collection');
const { extend, urlError } = require('backbone/common');
const Backbone = { VERSION: '1.6.0', $: undefined, noConflict() { return this; }, emulateHTTP: false, emulateJSON: false, Events };
_.extend(Backbone, Events);

const VIEW_OPTIONS = ['model', 'collection', 'el', 'id', 'attributes', 'className', 'tagName', 'events'];
function View(options) {
  this.cid = _.uniqueId('view');
  this.preinitialize.apply(this, arguments);
  _.extend(this, _.pick(options, VIEW_OPTIONS));
  this._ensureElement();
  this.initialize.apply(this, arguments);
}
_.extend(View.prototype, Events, {
  tagName: 'div',
  $(selector) { return this.$el.find(selector); },
  preinitialize() {}, initialize() {},
  render() { return this; },
  remove() {
    this._removeElement();
    this.stopListening();
    return this;
  },
  _removeElement() { this.$el.remove(); },
  setElement(element) {
    this.undelegateEvents();
    this._setElement(element);
    this.delegateEvents();
    return this;
  },
  _setElement(element) {
    this.$el = element instanceof Backbone.$ ? element : Backbone.$(element);
    this.el = this.$el[0];
  },
  delegateEvents(events) {
    const all = events || _.result(this, 'events');
    if (!all) return this;
    this.undelegateEvents();
    for (const key in all) {
      const method = _.isFunction(all[key]) ? all[key] : this[all[key]];
      const [, name, selector] = key.match(/^(\S+)\s*(.*)$/);
      if (method) this.delegate(name, selector, method.bind(this));
    }
    return this;
  },
  delegate(name, selector, listener) {
    this.$el.on(`${name}.delegateEvents${this.cid}`, selector, listener);
    return this;
  },
  undelegateEvents() {
    if (this.$el) this.$el.off(`.delegateEvents${this.cid}`);
    return this;
  },
  undelegate(name, selector, listener) {
    this.$el.off(`${name}.delegateEvents${this.cid}`, selector, listener);
    return this;
  },
  _createElement(name) { return document.createElement(name); },
  _ensureElement() {
    if (this.el) {
      this.setElement(_.result(this, 'el'));
      return;
    }
    const attrs = _.extend({}, _.result(this, 'attributes'));
    if (this.id) attrs.id = _.result(this, 'id');
    if (this.className) attrs.class = _.result(this, 'className');
    this.setElement(this._createElement(_.result(this, 'tagName')));
    this._setAttributes(attrs);
  },
  _setAttributes(attributes) { this.$el.attr(attributes); },
});
View.extend = extend;

const METHODS = { create: 'POST', update: 'PUT', patch: 'PATCH', delete: 'DELETE', read: 'GET' };
Object.assign(Backbone, {
  Model, Collection, View,
  // Sends a model or collection with `Backbone.ajax`.
  sync(method, model, options) {
    const type = METHODS[method];
    const chosen = _.defaults(options || (options = {}), { emulateHTTP: Backbone.emulateHTTP, emulateJSON: Backbone.emulateJSON });
    const params = { type, dataType: 'json' };
    if (!chosen.url) params.url = _.result(model, 'url') || urlError();
    if (chosen.data == null && model && (method === 'create' || method === 'update' || method === 'patch')) {
      params.contentType = 'application/json';
      params.data = JSON.stringify(chosen.attrs || model.toJSON(chosen));
    }
    if (chosen.emulateJSON) {
      params.contentType = 'application/x-www-form-urlencoded';
      params.data = params.data ? { model: params.data } : {};
    }
    if (chosen.emulateHTTP && (type === 'PUT' || type === 'DELETE' || type === 'PATCH')) {
      params.type = 'POST';
      if (chosen.emulateJSON) params.data._method = type;
      const { beforeSend } = chosen;
      chosen.beforeSend = function before(xhr, ...rest) {
        xhr.setRequestHeader('X-HTTP-Method-Override', type);
        return beforeSend ? beforeSend.apply(this, [xhr, ...rest]) : undefined;
      };
    }
    if (params.type !== 'GET' && !chosen.emulateJSON) params.processData = false;
    const { error } = chosen;
    chosen.error = (xhr, textStatus, errorThrown) => {
      chosen.textStatus = textStatus;
      chosen.errorThrown = errorThrown;
      if (error) error.call(chosen.context, xhr, textStatus, errorThrown);
    };
    const xhr = chosen.xhr = Backbone.ajax(_.extend(params, chosen));
    model.trigger('request', model, xhr, chosen);
    return xhr;
  },
  ajax(...args) { return Backbone.$.ajax(...args); },
});
const { Router, History } = require('backbone/router')(Backbone);
Object.assign(Backbone, { Router, History, history: new History(), _debug: () => ({ root: undefined, _ }) });
return Backbone;
