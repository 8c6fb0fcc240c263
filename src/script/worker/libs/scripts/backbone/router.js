// Backbone: routes, and the history of a page, where a script has put one up.
const _ = require('lodash');
const Events = require('backbone/events');
const { extend } = require('backbone/common');
return (Backbone) => {
function Router(options) {
  const chosen = options || {};
  this.preinitialize.apply(this, arguments);
  if (chosen.routes) this.routes = chosen.routes;
  this._bindRoutes();
  this.initialize.apply(this, arguments);
}
_.extend(Router.prototype, Events, {
  preinitialize() {}, initialize() {},
  route(route, name, callback) {
    const pattern = _.isRegExp(route) ? route : this._routeToRegExp(route);
    const [key, given] = _.isFunction(name) ? ['', name] : [name, callback];
    const own = given || this[key];
    Backbone.history.route(pattern, (fragment) => {
      const args = this._extractParameters(pattern, fragment);
      if (this.execute(own, args, key) === false) return;
      this.trigger(`route:${key}`, ...args);
      this.trigger('route', key, args);
      Backbone.history.trigger('route', this, key, args);
    });
    return this;
  },
  execute(callback, args) { if (callback) callback.apply(this, args); },
  navigate(fragment, options) {
    Backbone.history.navigate(fragment, options);
    return this;
  },
  _bindRoutes() {
    if (!this.routes) return;
    this.routes = _.result(this, 'routes');
    Object.keys(this.routes).reverse().forEach((route) => this.route(route, this.routes[route]));
  },
  _routeToRegExp(route) {
    const text = route.replace(/[-{}[\]+?.,\\^$|#\s]/g, '\\$&').replace(/\((.*?)\)/g, '(?:$1)?')
      .replace(/(\(\?)?:\w+/g, (match, optional) => (optional ? match : '([^/?]+)')).replace(/\*\w+/g, '([^?]*?)');
    return new RegExp(`^${text}(?:\\?([\\s\\S]*))?$`);
  },
  _extractParameters(route, fragment) {
    const params = route.exec(fragment).slice(1);
    return params.map((param, at) => (at === params.length - 1 ? param || null : param ? decodeURIComponent(param) : null));
  },
});
Router.extend = extend;

function History() {
  this.handlers = [];
  this.checkUrl = this.checkUrl.bind(this);
  if (typeof window !== 'undefined') {
    this.location = window.location;
    this.history = window.history;
  }
}
History.started = false;
_.extend(History.prototype, Events, {
  interval: 50,
  atRoot() { return this.location.pathname.replace(/[^/]$/, '$&/') === this.root && !this.getSearch(); },
  matchRoot() { return `${this.decodeFragment(this.location.pathname).slice(0, this.root.length - 1)}/` === this.root; },
  decodeFragment(fragment) { return decodeURI(fragment.replace(/%25/g, '%2525')); },
  getSearch() { const found = this.location.href.replace(/#.*/, '').match(/\?.+/); return found ? found[0] : ''; },
  getHash(page) { const found = (page || this).location.href.match(/#(.*)$/); return found ? found[1] : ''; },
  getPath() {
    const path = this.decodeFragment(this.location.pathname + this.getSearch()).slice(this.root.length - 1);
    return path[0] === '/' ? path.slice(1) : path;
  },
  getFragment(fragment) {
    const own = fragment == null ? (this._usePushState || !this._wantsHashChange ? this.getPath() : this.getHash()) : fragment;
    return own.replace(/^[#/]|\s+$/g, '');
  },
  start(options) {
    if (History.started) throw new Error('Backbone.history has already been started');
    History.started = true;
    this.options = _.extend({ root: '/' }, this.options, options);
    this.root = this.options.root;
    this._trailingSlash = this.options.trailingSlash;
    this._wantsHashChange = this.options.hashChange !== false;
    this._hasHashChange = 'onhashchange' in window;
    this._useHashChange = this._wantsHashChange && this._hasHashChange;
    this._wantsPushState = !!this.options.pushState;
    this._hasPushState = !!(this.history && this.history.pushState);
    this._usePushState = this._wantsPushState && this._hasPushState;
    this.fragment = this.getFragment();
    this.root = `/${this.root}/`.replace(/^\/+|\/+$/g, '/');
    if (this._wantsHashChange && this._wantsPushState) {
      if (!this._hasPushState && !this.atRoot()) {
        this.location.replace(`${this.root.slice(0, -1) || '/'}#${this.getPath()}`);
        return true;
      }
      if (this._hasPushState && this.atRoot()) this.navigate(this.getHash(), { replace: true });
    }
    if (this._usePushState) window.addEventListener('popstate', this.checkUrl, false);
    else if (this._useHashChange) window.addEventListener('hashchange', this.checkUrl, false);
    else if (this._wantsHashChange) this._checkUrlInterval = setInterval(this.checkUrl, this.interval);
    return this.options.silent ? undefined : this.loadUrl();
  },
  stop() {
    if (typeof window !== 'undefined' && window.removeEventListener) {
      if (this._usePushState) window.removeEventListener('popstate', this.checkUrl, false);
      else if (this._useHashChange) window.removeEventListener('hashchange', this.checkUrl, false);
    }
    if (this._checkUrlInterval) clearInterval(this._checkUrlInterval);
    History.started = false;
  },
  route(route, callback) { this.handlers.unshift({ route, callback }); },
  checkUrl() {
    const current = this.getFragment();
    if (current === this.fragment) return this.matchRoot() ? false : this.notfound();
    this.loadUrl();
    return undefined;
  },
  loadUrl(fragment) {
    if (!this.matchRoot()) return this.notfound();
    const own = this.fragment = this.getFragment(fragment);
    return this.handlers.some((handler) => {
      if (!handler.route.test(own)) return false;
      handler.callback(own);
      return true;
    }) || this.notfound();
  },
  notfound() {
    this.trigger('notfound');
    return false;
  },
  navigate(fragment, options) {
    if (!History.started) return false;
    const chosen = !options || options === true ? { trigger: !!options } : options;
    const own = this.getFragment(fragment || '');
    let { root } = this;
    if (!this._trailingSlash && (own === '' || own[0] === '?')) root = root.slice(0, -1) || '/';
    const url = root + own;
    const plain = own.replace(/#.*$/, '');
    const decoded = this.decodeFragment(plain);
    if (this.fragment === decoded) return undefined;
    this.fragment = decoded;
    if (this._usePushState) this.history[chosen.replace ? 'replaceState' : 'pushState']({}, document.title, url);
    else if (this._wantsHashChange) this._updateHash(this.location, plain, chosen.replace);
    else return this.location.assign(url);
    return chosen.trigger ? this.loadUrl(plain) : undefined;
  },
  _updateHash(location, fragment, replace) {
    if (replace) location.replace(`${location.href.replace(/(javascript:|#).*$/, '')}#${fragment}`);
    else location.hash = `#${fragment}`;
  },
});
History.extend = extend;
return { Router, History };
};
