// Node's timers.
return {
  setTimeout: (...args) => setTimeout(...args),
  clearTimeout: (timer) => clearTimeout(timer),
  setInterval: (...args) => setInterval(...args),
  clearInterval: (timer) => clearInterval(timer),
  setImmediate: (...args) => setImmediate(...args),
  clearImmediate: (timer) => clearImmediate(timer),
  ...Object.fromEntries(['enroll', 'unenroll', 'active', '_unrefActive'].map((name) => [name, () => { throw new Error(`timers.${name} is not implemented`); }])),
};
