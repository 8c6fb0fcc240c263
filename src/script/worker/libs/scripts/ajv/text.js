// What is wrong with data, in ajv's words; nothing when all is well.
const Ajv = require('ajv');
return (schema, data, options) => {
  const ajv = new Ajv(options || { allErrors: true, logger: false });
  return ajv.validate(schema, data) ? undefined : ajv.errorsText();
};
