// Node's AssertionError, with its texts.
const { inspect } = require('util');
const TEXTS = {
  deepStrictEqual: 'Expected values to be strictly deep-equal:', strictEqual: 'Expected values to be strictly equal:', strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  deepEqual: 'Expected values to be loosely deep-equal:', notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:', notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":', notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:', notIdentical: 'Values identical but not reference-equal:',
};
const SHORT = 10;
const WIDTH = 80;
const SHOWN_LINES = 20;
const isObject = (value) => typeof value === 'object' && value !== null;
const shown = (value) => inspect(value, { customInspect: false, depth: 1000 });
const cut = (text, most) => (text.length > most ? `${text.slice(0, most - 3)}...` : text);
// At most 27 lines of what is longer than 30.
const few = (lines) => (lines.length > 30 ? [...lines.slice(0, 26), '...'] : lines);

// What two lines have in common at their start.
const common = (a, b) => {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
};
const difference = (actual, expected, given) => {
  const operator = given === 'strictEqual' && isObject(actual) && isObject(expected) ? 'strictEqualObject' : given;
  const left = shown(actual).split('\n');
  const right = shown(expected).split('\n');
  const whole = left.slice();
  let pointer = '';
  if (left.length === 1 && right.length === 1 && left[0] !== right[0]) {
    const length = left[0].length + right[0].length;
    if (length <= SHORT) {
      if (!isObject(actual) && !isObject(expected) && (actual !== 0 || expected !== 0)) return `${TEXTS[operator]}\n\n${left[0]} !== ${right[0]}\n`;
    } else if (operator !== 'strictEqualObject' && length < WIDTH) {
      const at = common(left[0], right[0]);
      if (at > 2) pointer = `\n  ${' '.repeat(at)}^`;
    }
  }
  const same = [];
  while (left.length && right.length && left[left.length - 1] === right[right.length - 1]) {
    same.unshift(left.pop());
    right.pop();
  }
  const most = Math.max(left.length, right.length);
  if (!most) return `${TEXTS.notIdentical}\n\n${few(whole).join('\n')}\n`;
  let skipped = same.length > 3;
  const after = same.length > 2 ? [`  ${same[0]}`, ...(skipped ? ['...'] : []), ...same.slice(-2).map((line) => `  ${line}`)] : same.map((line) => `  ${line}`);
  const head = () => `${TEXTS[operator]}\n+ actual - expected${skipped ? ' ... Lines skipped' : ''}\n`;
  const out = [];
  let waiting = [];
  let lastAt = 0;
  let printed = 0;
  // Lines between two differences: two of them are shown, of more the rest is not.
  const bridge = (at, lines) => {
    const gap = at - lastAt;
    if (gap > 1 && at > 2) {
      if (gap > 4) {
        out.push('...');
        skipped = true;
      } else if (gap > 3) {
        out.push(`  ${lines[at - 2]}`);
        printed += 1;
      }
      out.push(`  ${lines[at - 1]}`);
      printed += 1;
    }
    lastAt = at;
  };
  for (let at = 0; at < most; at += 1) {
    const gap = at - lastAt;
    if (left.length <= at) {
      bridge(at, right);
      waiting.push(`- ${right[at]}`);
      printed += 1;
    } else if (right.length <= at) {
      bridge(at, left);
      out.push(`+ ${left[at]}`);
      printed += 1;
    } else {
      const wanted = right[at];
      const isLonger = wanted === `${left[at]},`;
      const differs = !isLonger && left[at] !== wanted && left[at] !== `${wanted},`;
      if (differs) {
        bridge(at, left);
        out.push(`+ ${left[at]}`);
        waiting.push(`- ${wanted}`);
        printed += 2;
      } else {
        out.push(...waiting);
        waiting = [];
        if (gap === 1 || at === 0) {
          out.push(`  ${isLonger ? wanted : left[at]}`);
          printed += 1;
        }
      }
    }
    if (printed > SHOWN_LINES && at < most - 2) {
      skipped = true;
      return `${head()}\n${out.join('\n')}\n...${waiting.map((line) => `\n${line}`).join('')}\n...`;
    }
  }
  return `${head()}\n${[...out, ...waiting, ...after].join('\n')}${pointer}`;
};
const unequal = (actual, operator) => {
  const text = TEXTS[operator === 'notStrictEqual' && isObject(actual) ? 'notStrictEqualObject' : operator];
  const lines = few(shown(actual).split('\n'));
  return lines.length === 1 ? `${text} ${lines[0]}` : `${text}\n\n${lines.join('\n')}\n`;
};
const textOf = (actual, expected, operator) => {
  if (operator === 'deepStrictEqual' || operator === 'strictEqual') return difference(actual, expected, operator);
  if (operator === 'notDeepStrictEqual' || operator === 'notStrictEqual') return unequal(actual, operator);
  if (operator === 'notDeepEqual') return cut(`${TEXTS[operator]}\n\n${shown(actual)}`, 1024);
  const [one, other] = [cut(shown(actual), 512), cut(shown(expected), 512)];
  return operator === 'deepEqual' ? `${TEXTS[operator]}\n\n${one}\n\nshould equal\n\n${other}` : `${one} ${operator} ${other}`;
};
class AssertionError extends Error {
  constructor(options) {
    if (!isObject(options)) throw new TypeError(`The "options" argument must be of type Object. Received type ${typeof options}`);
    const { message, actual, expected, operator } = options;
    const isOwn = message === undefined || message === null;
    super(isOwn ? textOf(actual, expected, operator) : String(message));
    Object.defineProperty(this, 'name', { value: 'AssertionError', writable: true, configurable: true });
    Object.assign(this, { generatedMessage: isOwn, code: 'ERR_ASSERTION', actual, expected, operator });
  }

  toString() { return `${this.name} [${this.code}]: ${this.message}`; }
}
return AssertionError;
