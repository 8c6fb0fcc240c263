// Node's path, POSIX.
const check = (path) => {
  if (typeof path !== 'string') throw new TypeError(`The "path" argument must be of type string. Received ${typeof path}`);
  return path;
};
const resolveDots = (parts, absolute) => {
  const out = [];
  for (const part of parts) {
    if (part === '' || part === '.') continue;
    if (part !== '..') out.push(part);
    else if (out.length && out[out.length - 1] !== '..') out.pop();
    else if (!absolute) out.push('..');
  }
  return out.join('/');
};
const path = {
  sep: '/',
  delimiter: ':',
  isAbsolute: (name) => check(name)[0] === '/',
  normalize(name) {
    const absolute = path.isAbsolute(name);
    let text = resolveDots(name.split('/'), absolute);
    if (!text && !absolute) text = '.';
    if (text && name.endsWith('/')) text += '/';
    return absolute ? `/${text}` : text;
  },
  join: (...parts) => path.normalize(parts.map(check).filter(Boolean).join('/') || '.'),
  resolve(...parts) {
    let text = '';
    for (let i = parts.length - 1; i >= -1 && text[0] !== '/'; i -= 1) {
      const part = i >= 0 ? check(parts[i]) : '/';
      if (part) text = text ? `${part}/${text}` : part;
    }
    return `/${resolveDots(text.split('/'), true)}`;
  },
  relative(from, to) {
    const [a, b] = [from, to].map((name) => path.resolve(name).split('/').filter(Boolean));
    let same = 0;
    while (same < a.length && same < b.length && a[same] === b[same]) same += 1;
    return [...a.slice(same).map(() => '..'), ...b.slice(same)].join('/');
  },
  dirname(name) {
    const text = check(name).replace(/\/+$/, '');
    const at = text.lastIndexOf('/');
    if (at < 0) return name[0] === '/' ? '/' : '.';
    return text.slice(0, at).replace(/\/+$/, '') || '/';
  },
  basename(name, extension) {
    const base = check(name).replace(/\/+$/, '').split('/').pop();
    return extension && base.endsWith(extension) ? base.slice(0, -extension.length) : base;
  },
  extname(name) {
    const base = path.basename(name);
    const at = base.lastIndexOf('.');
    return at > 0 && !/^\.+$/.test(base) ? base.slice(at) : '';
  },
  parse(name) {
    const root = path.isAbsolute(name) ? '/' : '';
    const base = path.basename(name);
    const ext = path.extname(name);
    const dir = path.dirname(name);
    return { root, dir: dir === '.' && !name.startsWith('.') ? root : dir, base, ext, name: ext ? base.slice(0, -ext.length) : base };
  },
  format({ root = '', dir, base, name = '', ext = '' }) {
    const file = base || name + ext;
    const folder = dir || root;
    if (!folder) return file;
    return folder === root ? folder + file : `${folder}/${file}`;
  },
};
path.posix = path;
return path;
