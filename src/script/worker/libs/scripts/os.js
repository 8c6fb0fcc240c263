// What bundles for browsers get as Node's os.
const text = (value) => () => value;
const list = () => [];
const interfaces = () => ({});
return {
  endianness: text('LE'),
  hostname: text(''),
  loadavg: list,
  uptime: () => 0,
  freemem: () => Number.MAX_VALUE,
  totalmem: () => Number.MAX_VALUE,
  cpus: list,
  type: text('Browser'),
  release: text(''),
  getNetworkInterfaces: interfaces,
  networkInterfaces: interfaces,
  arch: text('javascript'),
  platform: text('browser'),
  tmpDir: text('/tmp'),
  tmpdir: text('/tmp'),
  EOL: '\n',
  homedir: text('/'),
};
