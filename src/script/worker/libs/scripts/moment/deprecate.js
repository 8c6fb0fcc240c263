// moment: tells once that something is old.
const told = new Set();
return (name, message) => {
  const moment = require('moment');
  if (moment.deprecationHandler != null) moment.deprecationHandler(name, message);
  if (told.has(message)) return;
  told.add(message);
  if (moment.suppressDeprecationWarnings === false && typeof console !== 'undefined' && console.warn) console.warn(`Deprecation warning: ${message}`);
};
