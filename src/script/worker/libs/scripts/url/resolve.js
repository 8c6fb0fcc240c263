// url.resolve: a reference in the place of a base, with Node's ways for schemes without slashes.
const hostIn = (text) => {
  const at = text && text.indexOf('@') > 0 ? text.split('@') : [];
  return at.length ? { auth: at[0], host: at[1], hostname: at[1] } : { host: text, hostname: text };
};
// A host in front of the path: in schemes without slashes there is no telling them apart.
const fold = (path, host) => {
  if (path[0] === '') path[0] = host;
  else path.unshift(host);
};
const withPath = (url) => {
  if (url.pathname !== null || url.search !== null) url.path = (url.pathname || '') + (url.search || '');
  url.href = url.format();
  return url;
};
const withoutDots = (path) => {
  let up = 0;
  for (let at = path.length - 1; at >= 0; at -= 1) {
    if (path[at] === '.') path.splice(at, 1);
    else if (path[at] === '..') {
      path.splice(at, 1);
      up += 1;
    } else if (up) {
      path.splice(at, 1);
      up -= 1;
    }
  }
  return up;
};
const otherScheme = (result, relative, slashed) => {
  if (!slashed.has(relative.protocol)) {
    Object.keys(relative).forEach((key) => { result[key] = relative[key]; });
    result.href = result.format();
    return result;
  }
  result.protocol = relative.protocol;
  let { host, pathname } = relative;
  if (!host) {
    const path = (pathname || '').split('/');
    while (path.length && !host) host = path.shift();
    if (path[0] !== '') path.unshift('');
    if (path.length < 2) path.unshift('');
    pathname = path.join('/');
  }
  Object.assign(result, {
    pathname, search: relative.search, query: relative.query, host: host || '', auth: relative.auth, hostname: relative.hostname || host || '', port: relative.port, slashes: result.slashes || relative.slashes,
  });
  if (result.pathname || result.search) result.path = (result.pathname || '') + (result.search || '');
  result.href = result.format();
  return result;
};
return (base, target, Url, slashed) => {
  const relative = Object.assign(new Url(), target);
  const result = Object.assign(new Url(), base, { hash: relative.hash });
  if (relative.href === '') {
    result.href = result.format();
    return result;
  }
  if (relative.slashes && !relative.protocol) {
    Object.keys(relative).forEach((key) => { if (key !== 'protocol') result[key] = relative[key]; });
    if (slashed.has(result.protocol) && result.hostname && !result.pathname) Object.assign(result, { pathname: '/', path: '/' });
    result.href = result.format();
    return result;
  }
  if (relative.protocol && relative.protocol !== result.protocol) return otherScheme(result, relative, slashed);

  const isAbsolute = (path) => !!path && path[0] === '/';
  const relativeIsAbsolute = !!relative.host || isAbsolute(relative.pathname);
  let endsAbsolute = relativeIsAbsolute || isAbsolute(result.pathname) || !!(result.host && relative.pathname);
  const dropsDots = endsAbsolute;
  let path = (result.pathname && result.pathname.split('/')) || [];
  const added = (relative.pathname && relative.pathname.split('/')) || [];
  const slashless = !!result.protocol && !slashed.has(result.protocol);
  if (slashless) {
    if (result.host) fold(path, result.host);
    Object.assign(result, { hostname: '', port: null, host: '' });
    if (relative.protocol) {
      if (relative.host) fold(added, relative.host);
      Object.assign(relative, { hostname: null, port: null, host: null });
    }
    endsAbsolute = endsAbsolute && (added[0] === '' || path[0] === '');
  }
  const takeSearch = () => Object.assign(result, { search: relative.search, query: relative.query });
  if (relativeIsAbsolute) {
    if (relative.host || relative.host === '') result.host = relative.host;
    if (relative.hostname || relative.hostname === '') result.hostname = relative.hostname;
    takeSearch();
    path = added;
  } else if (added.length) {
    path = path.slice(0, -1).concat(added);
    takeSearch();
  } else if (relative.search !== null && relative.search !== undefined) {
    if (slashless) Object.assign(result, hostIn(path.shift()));
    takeSearch();
    return withPath(result);
  }
  if (!path.length) {
    Object.assign(result, { pathname: null, path: result.search ? `/${result.search}` : null });
    result.href = result.format();
    return result;
  }

  const last = path[path.length - 1];
  const endsWithSlash = last === '' || (!!(result.host || relative.host || path.length > 1) && (last === '.' || last === '..'));
  const up = withoutDots(path);
  if (!endsAbsolute && !dropsDots) path.unshift(...Array(up).fill('..'));
  if (endsAbsolute && path[0] !== '' && !isAbsolute(path[0])) path.unshift('');
  if (endsWithSlash && !path.join('/').endsWith('/')) path.push('');
  const startsAbsolute = path[0] === '' || isAbsolute(path[0]);
  if (slashless) Object.assign(result, hostIn(startsAbsolute ? '' : path.shift() || ''));
  endsAbsolute = endsAbsolute || !!(result.host && path.length);
  if (endsAbsolute && !startsAbsolute) path.unshift('');
  if (path.length) result.pathname = path.join('/');
  else Object.assign(result, { pathname: null, path: null });
  Object.assign(result, { auth: relative.auth || result.auth, slashes: result.slashes || relative.slashes });
  return withPath(result);
};
