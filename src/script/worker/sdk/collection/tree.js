// Collections: items, folders, events and scripts.

class Script extends Property {
  constructor(options) {
    super(options);
    identify(this);
    if (options) this.update(options);
  }
  update(options) {
    const source = isText(options) || Array.isArray(options) ? { exec: options } : options;
    if (!source) return;
    const exec = isText(source.exec) ? source.exec.split(/\r?\n/) : source.exec;
    this.type = source.type || 'text/javascript';
    given(this, { packages: source.packages, requests: source.requests, src: source.src && new Url(source.src) });
    if (!this.src && Array.isArray(exec)) this.exec = exec;
  }
  toSource() {
    return this.exec ? this.exec.join('\n') : undefined;
  }
  isEmpty() {
    return !(this.toSource() || '').trim();
  }
}
named(Script, 'Script', { _postman_propertyRequiresId: true });

class Event extends Property {
  constructor(definition) {
    super(definition);
    if (definition) this.update(definition);
  }
  update(definition) {
    if (!definition) return;
    const { listen, script } = definition;
    given(this, {
      listen: isText(listen) ? listen : undefined,
      script: script === undefined || Script.isScript(script) ? script : new Script(script),
    });
  }
}
named(Event, 'Event');

class EventList extends PropertyList {
  constructor(parent, list) {
    super(Event, parent, list);
  }
  listeners(name) {
    const found = this.listenersOwn(name);
    this.eachParent((parent) => {
      if (parent !== this.__parent && EventList.isEventList(parent.events)) found.unshift(...parent.events.listenersOwn(name));
    });
    return found;
  }
  listenersOwn(name) {
    return this.filter((event) => event.listen === name);
  }
}
named(EventList, 'EventList');

const behaviorOf = (owner) => (owner && isObject(owner.protocolProfileBehavior) ? owner.protocolProfileBehavior : {});
const authOf = (owner) => owner && owner.auth && owner.auth.type !== 'noauth' && owner.auth;
// What items and folders have in common.
const behavior = {
  _postman_propertyRequiresId: true,
  getProtocolProfileBehavior() {
    return behaviorOf(this);
  },
  getProtocolProfileBehaviorResolved() {
    let resolved = behaviorOf(this);
    this.forEachParent({ withRoot: true }, (owner) => {
      resolved = { ...behaviorOf(owner), ...resolved };
    });
    return resolved;
  },
  setProtocolProfileBehavior(key, value) {
    if (isText(key)) (this.protocolProfileBehavior = this.protocolProfileBehavior || {})[key] = value;
    return this;
  },
  unsetProtocolProfileBehavior(key) {
    if (this.protocolProfileBehavior) delete this.protocolProfileBehavior[key];
    return this;
  },
};

class Item extends Property {
  constructor(definition) {
    super(definition);
    identify(this);
    const { request, response, event, protocolProfileBehavior } = definition || {};
    given(this, {
      request: definition && new Request(request),
      responses: new PropertyList(Response, this, response),
      events: new EventList(this, event),
      protocolProfileBehavior: isObject(protocolProfileBehavior) ? protocolProfileBehavior : undefined,
    });
  }
  getAuth() {
    const own = authOf(this.request);
    if (own) return own;
    const owner = this.findParentContaining('auth', authOf);
    return owner && owner.auth;
  }
  getEvents(name) {
    return name ? this.events.listenersOwn(name) : this.events.all();
  }
  authorizeRequestUsing(type, options) {
    if (!this.request) this.request = new Request();
    return this.request.authorizeUsing(type, options);
  }
  getPath() {
    const path = [this.name];
    this.forEachParent({ withRoot: true }, ({ name }) => path.unshift(name));
    return path;
  }
}
named(Item, 'Item', behavior);

class ItemGroup extends Property {
  constructor(definition) {
    super(definition);
    identify(this);
    const { item, auth, event, protocolProfileBehavior } = definition || {};
    given(this, {
      items: new PropertyList(ItemGroup._createNewGroupOrItem, this, item),
      auth: auth ? new RequestAuth(auth) : undefined,
      events: new EventList(this, event),
      protocolProfileBehavior: isObject(protocolProfileBehavior) ? protocolProfileBehavior : undefined,
    });
  }
  forEachItem(callback) {
    this.items.each((item) => (ItemGroup.isItemGroup(item) ? item.forEachItem(callback) : callback(item, this)));
  }
  forEachItemGroup(callback) {
    this.items.each((item) => {
      if (!ItemGroup.isItemGroup(item)) return;
      item.forEachItemGroup(callback);
      callback(item, this);
    });
  }
  oneDeep(idOrName) {
    if (!isText(idOrName)) return undefined;
    let found;
    this.items.each((item) => {
      const here = item.id === idOrName || item.name === idOrName;
      found = here ? item : ItemGroup.isItemGroup(item) ? item.oneDeep(idOrName) : undefined;
      return !found;
    });
    return found;
  }
  authorizeRequestsUsing(type, options) {
    return Request.prototype.authorizeUsing.call(this, type, options);
  }
}
// The lists of the SDK make their members with `new`.
ItemGroup._createNewGroupOrItem = function (item) {
  if (Item.isItem(item) || ItemGroup.isItemGroup(item)) return item;
  return item && item.item ? new ItemGroup(item) : new Item(item);
};
named(ItemGroup, 'ItemGroup', behavior);

class Collection extends ItemGroup {
  constructor(definition, environments) {
    super(definition);
    const { variable, info } = definition || {};
    this.variables = new VariableList(this, variable, environments);
    this.version = info && info.version ? new Version(info.version) : undefined;
  }
  syncVariablesFrom(object, track) {
    return this.variables.syncFromObject(object, track);
  }
  syncVariablesTo(object) {
    return this.variables.syncToObject(object);
  }
  toJSON() {
    const { id, name, version, description, ...rest } = super.toJSON();
    const info = { _postman_id: id, name };
    given(info, { version });
    info.schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
    given(info, { description });
    return { ...rest, info };
  }
}
named(Collection, 'Collection');

return {
  ...sdk, Response, Certificate, CertificateList, Collection, Event, EventList, Item, ItemGroup,
  MutationTracker, ProxyConfig, ProxyConfigList, Script, UrlMatchPattern, UrlMatchPatternList,
  VariableScope, Version,
};
