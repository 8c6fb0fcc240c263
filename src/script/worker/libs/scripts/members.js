// Shows the members of a module in an order; those that are not in it stay, unseen.
return (module, names) => {
  const all = Object.getOwnPropertyDescriptors(module);
  const shown = new Set(names.split(' '));
  const hidden = Object.keys(all).filter((name) => all[name].enumerable && !shown.has(name));
  // Made anew, since the order is that of their making.
  for (const name of [...shown, ...hidden]) {
    if (all[name] && all[name].configurable) {
      delete module[name];
      Object.defineProperty(module, name, { ...all[name], enumerable: shown.has(name) });
    }
  }
  return module;
};
