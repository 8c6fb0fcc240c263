// lodash: the stores behind `_.memoize`, and the one that customizers get as their last argument.
class Hash {
  constructor(entries) {
    this.clear();
    Array.from(entries || []).forEach(([key, value]) => this.set(key, value));
  }
  empty() { return new Map(); }
  get store() { return this.__data__; }
  clear() {
    this.__data__ = this.empty();
    this.size = 0;
  }
  get(key) { return this.store.get(key); }
  has(key) { return this.store.has(key); }
  set(key, value) {
    this.store.set(key, value);
    this.size = this.store.size;
    return this;
  }
  delete(key) {
    const found = this.store.delete(key);
    this.size = this.store.size;
    return found;
  }
}
class ListCache extends Hash {}
class MapCache extends Hash {
  empty() { return { hash: new Hash(), map: new Map(), string: new Hash() }; }
  get store() { return this.__data__.map; }
}
class Stack extends Hash {
  empty() { return new ListCache(); }
  get store() { return this.__data__.store; }
}
return { MapCache, Stack };
