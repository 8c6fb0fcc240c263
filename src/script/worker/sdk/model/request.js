// Headers, bodies, authorization, and the request that holds them.

class PostmanHeader extends PostmanProperty {
  constructor(options, name) {
    if (isText(options)) options = isText(name) ? { key: name, value: options } : PostmanHeader.parseSingle(options);
    super(options);
    this.update(options);
  }

  toString() {
    return `${this.key}: ${this.value}`;
  }

  valueOf() {
    return this.value;
  }

  update(options) {
    const { key, value = '' } = options || {};
    this.key = key || '';
    this.value = value;
    if (own(options, 'system')) this.system = options.system;
    if (own(options, 'disabled')) this.disabled = options.disabled;
  }

  static parse(text) {
    const unfolded = String(text).replace(/\r\n([ \t])/g, '$1');
    return [...unfolded.matchAll(/^(\S+):(.*)$/gm)].map(([, key, value]) => ({ key, value: value.trim() }));
  }

  static parseSingle(line) {
    if (!isText(line)) return { key: '', value: '' };
    const at = line.includes(':') ? line.indexOf(':') : line.length;
    return { key: line.slice(0, at).trim(), value: line.slice(at + 1).trim() };
  }

  static unparse(headers, separator = '\r\n') {
    if (PostmanPropertyList.isPropertyList(headers)) headers = headers.members;
    if (!Array.isArray(headers)) return '';
    const enabled = headers.filter((header) => header && !header.disabled);
    return enabled.map((header) => PostmanHeader.unparseSingle(header) + separator).join('');
  }

  static unparseSingle(header) {
    return isObject(header) ? `${header.key}: ${header.value}` : '';
  }

  static isHeader(value) {
    return value instanceof PostmanHeader;
  }

  static create(options, name) {
    return new PostmanHeader(options, name);
  }
}
Object.assign(PostmanHeader, {
  _postman_propertyName: 'Header',
  _postman_propertyIndexKey: 'key',
  _postman_propertyIndexCaseInsensitive: true,
  _postman_propertyAllowsMultipleValues: true,
});

class HeaderList extends PostmanPropertyList {
  constructor(parent, headers) {
    super(PostmanHeader, parent, headers);
  }

  contentSize() {
    return PostmanHeader.unparse(this).length;
  }

  // Makes a list of a bare object: the native list that grows up.
  static adopt(object, lines) {
    Object.setPrototypeOf(object, HeaderList.prototype);
    object.begin(PostmanHeader);
    lines.forEach(([key, value]) => object.insert(new PostmanHeader({ key, value })));
  }

  static isHeaderList(value) {
    return value instanceof HeaderList;
  }
}
HeaderList._postman_propertyName = 'HeaderList';

class PostmanFormParam extends PostmanProperty {
  constructor(options = {}) {
    super(options);
    this.key = options.key || '';
    this.value = options.value || '';
    ['type', 'src', 'contentType', 'fileName'].forEach((name) => {
      this[name] = options[name];
    });
  }

  toString() {
    return `${this.key}=${this.value}`;
  }

  valueOf() {
    return this.value;
  }

  toJSON() {
    const definition = toDefinition(this);
    if (definition.type === 'file' && (!isText(definition.value) || !definition.value)) delete definition.value;
    return definition;
  }

  static parse() {}
}
Object.assign(PostmanFormParam, {
  _postman_propertyName: 'FormParam',
  _postman_propertyIndexKey: 'key',
  _postman_propertyAllowsMultipleValues: true,
});

class PostmanRequestBody extends PropertyBase {
  constructor(options) {
    super(options);
    if (options) this.update(options);
  }

  update(options) {
    if (isText(options)) options = { mode: 'raw', raw: options };
    if (!options || !options.mode) return;
    const mode = Object.values(PostmanRequestBody.MODES).includes(options.mode) ? options.mode : 'raw';
    const list = (type, items, wanted) =>
      items || mode === wanted ? new PostmanPropertyList(type, this, items || []) : undefined;
    let { graphql } = options;
    if (graphql) graphql = { query: graphql.query, operationName: graphql.operationName, variables: graphql.variables };
    this.mode = mode;
    this.raw = mode === 'raw' && !options.raw ? '' : options.raw;
    this.urlencoded = list(PostmanQueryParam, options.urlencoded, 'urlencoded');
    this.formdata = list(PostmanFormParam, options.formdata, 'formdata');
    this.file = isText(options.file) ? { src: options.file } : options.file;
    this.graphql = mode === 'graphql' && !graphql ? {} : graphql;
    this.options = isObject(options.options) ? options.options : undefined;
    this.disabled = options.disabled;
  }

  toString() {
    if (this.mode === 'urlencoded') {
      const fields = this.urlencoded;
      if (PostmanPropertyList.isPropertyList(fields)) return PostmanQueryParam.unparse(fields.all());
      return fields && isFunction(fields.toString) ? fields.toString() : '';
    }
    return this.mode === 'raw' && this.raw && isFunction(this.raw.toString) ? this.raw.toString() : '';
  }

  isEmpty() {
    const data = this.mode && this[this.mode];
    if (!data) return true;
    if (this.mode === 'file') return !(data.src || data.content);
    if (isFunction(data.count)) return data.count() === 0;
    return isText(data) ? data.length === 0 : !isObject(data) || Object.keys(data).length === 0;
  }

  toJSON() {
    const definition = toDefinition(this);
    if (definition.file && definition.file.content && !isText(definition.file.content)) delete definition.file.content;
    return definition;
  }
}
PostmanRequestBody._postman_propertyName = 'RequestBody';
PostmanRequestBody.MODES = {
  file: 'file', formdata: 'formdata', graphql: 'graphql', raw: 'raw', urlencoded: 'urlencoded',
};

const isAuthType = (type) => isText(type) && type !== 'type';

class PostmanRequestAuth extends PostmanProperty {
  constructor(options, parent) {
    super(options);
    if (parent) this.setParent(parent);
    if (own(options, 'type')) this.use(options.type);
    Object.keys(options || {}).forEach((type) => type !== 'type' && this.update(options[type], type));
  }

  update(options, type = this.type) {
    if (!isObject(options) || !isAuthType(type)) return;
    this.fill(type, options);
  }

  use(type, options) {
    if (!isAuthType(type)) return;
    this.type = type;
    this.fill(type, options);
  }

  fill(type, options) {
    if (!PostmanVariableList.isVariableList(this[type])) this[type] = new PostmanVariableList(this);
    if (Array.isArray(options) || PostmanVariableList.isVariableList(options)) this[type].assimilate(options);
    else this[type].syncFromObject(options, false, false);
  }

  current() {
    throw new Error('`Request#current` has been discontinued, use `Request#parameters` instead.');
  }

  parameters() {
    return this[this.type];
  }

  clear(type) {
    if (!isAuthType(type) || !PostmanVariableList.isVariableList(this[type])) return;
    this[type].clear();
    if (type !== this.type) delete this[type];
  }

  static isValidType(type) {
    return isAuthType(type);
  }
}
PostmanRequestAuth._postman_propertyName = 'RequestAuth';

const utf8Length = (text) => unescape(encodeURIComponent(text)).length;

class PostmanRequest extends PostmanProperty {
  constructor(options) {
    super(options);
    if (isText(options)) options = { url: options };
    this.url = new PostmanUrl();
    this.headers = new HeaderList(this, options && options.header);
    this.method = 'GET';
    this.update(options);
  }

  update(options) {
    if (!options) return;
    if (own(options, 'url')) this.url.update(options.url);
    if (options.header) this.headers.repopulate(options.header);
    if (own(options, 'method')) this.method = options.method == null ? 'GET' : String(options.method).toUpperCase();
    assignDefined(this, {
      body: options.body == null ? undefined : new PostmanRequestBody(options.body),
      auth: options.auth ? new PostmanRequestAuth(options.auth) : undefined,
      proxy: options.proxy ? cloneDeep(options.proxy) : undefined,
      certificate: options.certificate ? cloneDeep(options.certificate) : undefined,
    });
  }

  authorizeUsing(type, options) {
    if (isObject(type) && options == null) {
      const { type: name, ...rest } = type;
      [type, options] = [name, rest];
    }
    if (type === null) {
      delete this.auth;
    } else if (isAuthType(type)) {
      if (this.auth) this.auth.clear(type);
      else this.auth = new PostmanRequestAuth(null, this);
      this.auth.use(type, options);
    }
  }

  getHeaders(options = {}) {
    return this.headers.toObject(options.enabled, !options.ignoreCase, options.multiValue, options.sanitizeKeys);
  }

  forEachHeader(callback) {
    this.headers.all().forEach((header) => callback(header, this));
  }

  addHeader(header) {
    this.headers.add(header);
  }

  removeHeader(header, options = {}) {
    const fold = (name) => (options.ignoreCase ? name.toLowerCase() : name);
    const name = isText(header) ? header : header.key;
    if (name) this.headers.remove((other) => fold(other.key) === fold(name));
  }

  upsertHeader(header) {
    if (!header || !header.key) return undefined;
    const existing = this.headers.find({ key: header.key });
    if (!existing) return this.headers.add(header);
    existing.value = header.value;
    return undefined;
  }

  addQueryParams(params) {
    this.url.addQueryParams(params);
  }

  removeQueryParams(params) {
    this.url.removeQueryParams(params);
  }

  size() {
    const length = this.headers.get('content-length');
    const declared = length && !Number.isNaN(parseFloat(length)) && Number.isFinite(Number(length));
    const body = declared ? parseInt(length, 10) : this.body ? utf8Length(this.body.toString()) : 0;
    const line = `${this.method} ${this.url.getPathWithQuery()} HTTP/X.X\r\n\r\n`;
    const header = line.length + this.headers.contentSize();
    return { body, header, total: body + header, source: declared ? 'CONTENT-LENGTH' : 'COMPUTED' };
  }

  toJSON() {
    const definition = toDefinition(this);
    if (Array.isArray(definition.header) && !definition.header.length) delete definition.header;
    return definition;
  }

  clone() {
    return new PostmanRequest(this.toJSON());
  }

  static isRequest(value) {
    return value instanceof PostmanRequest;
  }
}
PostmanRequest._postman_propertyName = 'Request';
