// ajv: its rules in its order, by the type of data that they look at.
const by = (type, ...names) => names.map((name) => (Array.isArray(name) ? { type, keyword: name[0], implements: name.slice(1) } : { type, keyword: name }));
const RULES = [
  ...by('number', ['maximum', 'exclusiveMaximum'], ['minimum', 'exclusiveMinimum'], 'multipleOf', 'format'),
  ...by('string', 'maxLength', 'minLength', 'pattern', 'format'),
  ...by('array', 'maxItems', 'minItems', 'items', 'contains', 'uniqueItems'),
  ...by('object', 'maxProperties', 'minProperties', 'required', 'dependencies', 'propertyNames', ['properties', 'additionalProperties', 'patternProperties']),
  ...by(undefined, '$ref', 'const', 'enum', 'not', 'anyOf', 'oneOf', 'allOf', 'if'),
];
const KEYWORDS = new Set(['type', '$comment'].concat(...RULES.map((rule) => [rule.keyword].concat(rule.implements || []))));
const ALLOWED = new Set('$schema $id id $data $async title description default definitions examples readOnly writeOnly contentMediaType contentEncoding additionalItems then else'.split(' '));
const LIMITS = { maximum: 'limit', minimum: 'limit', maxLength: 'size', minLength: 'size', maxItems: 'size', minItems: 'size', maxProperties: 'size', minProperties: 'size' };
return { RULES, KEYWORDS, ALLOWED, LIMITS };
