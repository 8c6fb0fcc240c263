// The global `xml2Json`: nothing for text that is not XML.
const { parseString } = require('xml2js');
return function xml2Json(text) {
  let result;
  parseString(text, { explicitArray: false, trim: true, async: false, mergeAttrs: false }, (error, json) => { if (!error) result = json; });
  return result;
};
