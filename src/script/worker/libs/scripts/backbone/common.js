// Backbone: what its classes have in common.
const _ = require('lodash');
// Makes a class of another with properties of its own.
function extend(own, shared) {
  const parent = this;
  const child = own && _.has(own, ['constructor']) ? own.constructor : function made(...args) { return parent.apply(this, args); };
  _.extend(child, parent, shared);
  child.prototype = _.create(parent.prototype, own);
  child.prototype.constructor = child;
  child.__super__ = parent.prototype;
  return child;
}
return {
  extend,
  // Looked up when used: scripts put a `sync` of theirs in its place.
  sync: () => require('backbone').sync,
  urlError() { throw new Error('A "url" property or function must be specified'); },
  wrapError(model, options) {
    const { error } = options;
    options.error = (response) => {
      if (error) error.call(options.context, model, response, options);
      model.trigger('error', model, response, options);
    };
  },
};
