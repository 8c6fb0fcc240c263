// What ajv and tv4 share: the draft of a schema, patterns for formats of the user's own.
const DRAFTS = { 'http://json-schema.org/draft-06/schema': 'draft6', 'http://json-schema.org/draft-07/schema': 'draft7', 'http://json-schema.org/draft-04/schema': 'draft4' };
const draftOf = (schema) => DRAFTS[String((schema && schema.$schema) || '').replace(/#$/, '')];
const KEEP = new Set(['enum', 'const', 'default', 'examples']);
// Calls back for every schema within a schema: with it, its pointer, and the data's way to it.
const walk = (schema, visit, pointer = '') => {
  if (schema === null || typeof schema !== 'object') return;
  if (!Array.isArray(schema)) visit(schema, pointer);
  Object.keys(schema).forEach((key) => {
    if (!KEEP.has(key)) walk(schema[key], visit, `${pointer}/${key}`);
  });
};
return { draftOf, walk };
