// URL patterns and what is chosen by them: certificates and proxies.

const PROTOCOLS = ['http', 'https', 'file', 'ftp'];
const PORTS = { ftp: '21', http: '80', https: '443' };
const PATTERN = /^((?:http|https|file|ftp|\*)(?:\+(?:http|https|file|ftp))*):\/\/(\*|\*\.[^*/:]+|[^*/:]+)(:\*|:\d+)?(\/.*)$/;

class UrlMatchPattern extends Property {
  constructor(options) {
    const definition = isText(options) ? { pattern: options } : options;
    super(definition);
    this.pattern = UrlMatchPattern.MATCH_ALL_URLS;
    this.update(definition);
  }
  update(options) {
    if (options && isText(options.pattern) && options.pattern) this.pattern = options.pattern;
    this._matchPatternObject = this.createMatchPattern();
  }
  createMatchPattern() {
    const match = PATTERN.exec(this.pattern);
    if (!match) return undefined;
    const [, protocols, host, port, path] = match;
    return {
      protocols: [...new Set(protocols.split('+'))],
      host,
      port: port && port.slice(1),
      path: this.globPatternToRegexp(path),
    };
  }
  globPatternToRegexp(pattern) {
    const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\?/g, '.').replace('*', '.*');
    return new RegExp(`^${escaped}$`);
  }
  getProtocols() {
    return (this._matchPatternObject && this._matchPatternObject.protocols) || [];
  }
  testProtocol(protocol) {
    const wanted = this.getProtocols();
    return PROTOCOLS.includes(protocol) && (wanted.includes('*') || wanted.includes(protocol));
  }
  testHost(host) {
    const rule = this._matchPatternObject;
    return this.matchAnyHost(rule) || this.matchAbsoluteHostPattern(rule, host) || this.matchSuffixHostPattern(rule, host);
  }
  matchAnyHost({ host }) {
    return host === '*';
  }
  matchAbsoluteHostPattern({ host }, remote) {
    return host === remote;
  }
  matchSuffixHostPattern({ host }, remote) {
    const suffix = host.slice(2);
    return host[0] === '*' && (remote === suffix || remote.endsWith(`.${suffix}`));
  }
  testPort(port, protocol) {
    const wanted = this._matchPatternObject.port;
    if (port === undefined && wanted === undefined) return true;
    const usual = PORTS[protocol];
    const asked = wanted || usual;
    return asked === '*' || asked === (port ? String(port) : usual);
  }
  testPath(path) {
    return this._matchPatternObject.path.test(path);
  }
  test(text) {
    if (this.pattern === UrlMatchPattern.MATCH_ALL_URLS) return true;
    if (!this._matchPatternObject) return false;
    const url = new Url(text);
    return this.testProtocol(url.protocol) && this.testHost(url.getHost()) &&
      this.testPort(url.port, url.protocol) && this.testPath(url.getPath());
  }
  toString() {
    return String(this.pattern);
  }
  toJSON() {
    return { pattern: this.toString() };
  }
}
named(UrlMatchPattern, 'UrlMatchPattern');
delete UrlMatchPattern.isUrlMatchPattern;
Object.assign(UrlMatchPattern, { PROTOCOL_DELIMITER: '+', MATCH_ALL_URLS: '<all_urls>' });

class UrlMatchPatternList extends PropertyList {
  constructor(parent, list) {
    super(UrlMatchPattern, parent, list);
  }
  test(url) {
    return this.members.some((pattern) => pattern.test(url));
  }
}
UrlMatchPatternList._postman_propertyName = 'UrlMatchPatternList';
// The SDK spells it so.
UrlMatchPatternList.prototype._postman_proprtyIsSerialisedAsPlural = true;

const file = (value) => (isObject(value) ? value : { src: value });

class Certificate extends Property {
  constructor(options) {
    super(options);
    identify(this);
    this.update(options);
  }
  update(options) {
    if (!isObject(options)) return;
    given(this, {
      id: options.id,
      name: options.name,
      matches: options.matches && new UrlMatchPatternList({}, options.matches),
      key: file(options.key),
      cert: file(options.cert),
      pfx: file(options.pfx),
      passphrase: options.passphrase,
    });
  }
  canApplyTo(url) {
    if (!url) return false;
    const target = isText(url) ? new Url(url) : url;
    return target.protocol === 'https' && Boolean(this.matches && this.matches.test(target.toString()));
  }
  toJSON() {
    const definition = super.toJSON();
    for (const name of ['key', 'cert', 'pfx']) if (definition[name]) delete definition[name].value;
    return definition;
  }
}
named(Certificate, 'Certificate', { _postman_propertyRequiresId: true });
Certificate._postman_propertyIndexKey = 'id';

class CertificateList extends PropertyList {
  constructor(parent, list) {
    super(Certificate, parent, list);
  }
  resolveOne(url) {
    return this.find((certificate) => certificate.canApplyTo(url));
  }
}
named(CertificateList, 'CertificateList');

class ProxyConfig extends Property {
  constructor(options) {
    super(options);
    identify(this);
    Object.assign(this, {
      host: '', match: new UrlMatchPattern('http+https://*:*/*'), port: 8080, tunnel: false, protocol: 'http',
    });
    this.update(options);
  }
  update(options) {
    if (!isObject(options)) return;
    const pattern = isText(options.match) ? options.match : options.match && options.match.pattern;
    const typed = (key, type) => (typeof options[key] === type ? options[key] : undefined);
    const bypass = PropertyList.isPropertyList(options.bypass) ? options.bypass.all() : options.bypass;
    given(this, {
      host: isText(options.host) ? new Url(options.host).getHost() : undefined,
      match: isText(pattern) ? new UrlMatchPattern(pattern) : undefined,
      port: options.port >> 0 || undefined,
      tunnel: typed('tunnel', 'boolean'),
      protocol: ['http', 'https'].includes(options.protocol) ? options.protocol : undefined,
      disabled: typed('disabled', 'boolean'),
      authenticate: typed('authenticate', 'boolean'),
      username: typed('username', 'string'),
      password: typed('password', 'string'),
      bypass: Array.isArray(bypass) ? new UrlMatchPatternList(null, bypass) : undefined,
    });
  }
  updateProtocols(protocols) {
    const [, place] = this.match.pattern.split('://');
    if (!protocols || !place) return;
    const wanted = ['http', 'https'].filter((protocol) => [].concat(protocols).includes(protocol));
    this.match.update({ pattern: `${(wanted.length ? wanted : ['http', 'https']).join('+')}://${place}` });
  }
  test(url) {
    const text = url ? url.toString() : '';
    const { protocol } = new Url(text);
    const target = protocol ? text : `http://${text}`;
    if (protocol && !['http', 'https'].includes(protocol)) return false;
    return !(this.bypass && this.bypass.test(target)) && this.match.test(target);
  }
  getProxyUrl() {
    const user = this.authenticate ? encodeURIComponent(this.username || '') : '';
    const password = user && this.password ? `:${encodeURIComponent(this.password)}` : '';
    return `${this.protocol}://${user}${password}${user && '@'}${this.host}:${this.port}`;
  }
  getProtocols() {
    return this.match.getProtocols();
  }
}
named(ProxyConfig, 'ProxyConfig', { _postman_propertyRequiresId: true });

class ProxyConfigList extends PropertyList {
  constructor(parent, list) {
    super(ProxyConfig, parent, list);
  }
  resolve(url) {
    return this.find((proxy) => !proxy.disabled && proxy.test(url));
  }
}
named(ProxyConfigList, 'ProxyConfigList');

const VERSION = /^\s*v?(\d+)\.(\d+)\.(\d+)(?:-([\w.-]+))?(?:\+([\w.-]+))?\s*$/;

class Version extends PropertyBase {
  constructor(definition) {
    super(definition);
    this.set(definition);
  }
  set(value) {
    const match = isText(value) && VERSION.exec(value);
    if (!match) {
      const { raw, major, minor, patch, prerelease, build, version } = Object(value || {});
      return void Object.assign(this, { raw, major, minor, patch, prerelease, build, string: version });
    }
    const [major, minor, patch] = match.slice(1, 4).map(Number);
    const [prerelease = [], build = []] = [match[4], match[5]].map((list) => list && list.split('.').join());
    const string = `${major}.${minor}.${patch}${match[4] ? `-${match[4]}` : ''}`;
    return void Object.assign(this, { raw: value, major, minor, patch, prerelease, build, string });
  }
  toString() {
    return this.string || this.raw;
  }
}
Version._postman_propertyName = 'Version';
