// What bundles for browsers get as Node's process: nothing to see, and nothing to change.
const nothing = () => {};
const refuse = (name) => () => {
  throw new Error(`process.${name} is not supported`);
};
return {
  nextTick: (callback, ...args) => {
    Promise.resolve().then(() => callback(...args));
  },
  title: 'browser',
  browser: true,
  env: {},
  argv: [],
  version: '',
  versions: {},
  on: nothing,
  addListener: nothing,
  once: nothing,
  off: nothing,
  removeListener: nothing,
  removeAllListeners: nothing,
  emit: nothing,
  prependListener: nothing,
  prependOnceListener: nothing,
  listeners: () => [],
  binding: refuse('binding'),
  cwd: () => '/',
  chdir: refuse('chdir'),
  umask: () => 0,
};
