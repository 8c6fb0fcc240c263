// A newman reporter that writes what happens as lines of text, for the recorder.
'use strict';

const { writeFileSync } = require('fs');
const { inspect } = require('util');

module.exports = function (newman, options) {
    const trace = [];
    const fault = (error) => `${error.name}: ${error.message}`;

    newman.on('beforeIteration', (_, { cursor }) => trace.push(`iteration ${cursor.iteration}`));
    newman.on('beforeItem', (_, { item }) => trace.push(`item ${item.name}`));
    newman.on('console', (_, { level, messages }) => {
        const words = messages.map((word) => (typeof word === 'string' ? word : inspect(word)));
        trace.push(`console.${level} ${words.join(' ')}`);
    });
    newman.on('assertion', (error, { assertion, skipped }) => {
        trace.push(`test ${assertion}: ${skipped ? 'skipped' : error ? fault(error) : 'passed'}`);
    });
    newman.on('script', (error, { event }) => {
        if (error) { trace.push(`${event.listen} script: ${fault(error)}`); }
    });
    newman.on('request', (error, { response }) => {
        trace.push(error ? `request failed: ${error.code || error.message}` : `request ${response.code}`);
    });
    newman.on('done', (_, { environment, globals }) => {
        const list = (scope) => scope.values.map(({ key, value }) => ({ key, value }));
        const told = { trace, environment: list(environment), globals: list(globals) };
        writeFileSync(options.export, JSON.stringify(told));
    });
};
