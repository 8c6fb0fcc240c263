// csv-parse 1: text to rows.
const parsed = (value, options) => {
  if (!options.auto_parse) return value;
  if (/^(-|\+)?([1-9]+[0-9]*)$/.test(value)) return parseInt(value, 10);
  if (value - parseFloat(value) + 1 >= 0) return parseFloat(value);
  const date = options.auto_parse_date ? Date.parse(value) : NaN;
  return Number.isNaN(date) ? value : new Date(date);
};
const rowsOf = (text, options) => {
  const { delimiter = ',', quote = '"', comment = '', relax = false } = options;
  const escape = options.escape === undefined ? '"' : options.escape;
  const rows = [];
  let row = [];
  let field = '';
  let quoted = false;
  let wasQuoted = false;
  let line = 1;
  const limit = options.max_limit_on_data_read === undefined ? 128000 : options.max_limit_on_data_read;
  let start = 0;
  const mark = options.rowDelimiter;
  const breakAt = (at) => {
    if (mark) return [].concat(mark).find((one) => text.startsWith(one, at));
    return text[at] === '\r' && text[at + 1] === '\n' ? '\r\n' : /[\n\r\u2028\u2029]/.test(text[at]) ? text[at] : undefined;
  };
  const endField = () => {
    let value = field;
    if (!wasQuoted && (options.trim || options.ltrim)) value = value.trimStart();
    if (!wasQuoted && (options.trim || options.rtrim)) value = value.trimEnd();
    if (value.length > limit) throw new Error(`Field exceeds max_limit_on_data_read setting (${limit}) ${JSON.stringify(delimiter)}`);
    row.push(wasQuoted ? value : parsed(value, options));
    field = '';
    wasQuoted = false;
  };
  const endRow = (end) => {
    const blank = !row.length && field === '' && !wasQuoted;
    endField();
    if (!(blank && options.skip_empty_lines) && !(options.skip_lines_with_empty_values && row.join('').trim() === '')) rows.push({ row, line, unended: false, raw: text.slice(start, end) });
    row = [];
    start = end;
  };
  let at = 0;
  while (at < text.length) {
    const char = text[at];
    if (quoted) {
      if (escape && char === escape && text[at + 1] === quote) { field += quote; at += 2; } else if (char === quote) {
        const after = text[at + 1];
        const follows = after === undefined || text.startsWith(delimiter, at + 1) || breakAt(at + 1) !== undefined || (after === ' ' && (options.trim || options.rtrim));
        if (!follows && !relax) throw new Error(`Invalid closing quote at line ${line}; found ${JSON.stringify(after)} instead of delimiter ${JSON.stringify(delimiter)}`);
        if (follows) quoted = false;
        else field += char;
        at += 1;
      } else { field += char; if (char === '\n') line += 1; at += 1; }
    } else if (quote && char === quote && (field === '' || ((options.trim || options.ltrim) && field.trim() === ''))) { field = ''; quoted = true; wasQuoted = true; at += 1; } else if (quote && char === quote && !relax && !wasQuoted) {
      throw new Error(`Invalid opening quote at line ${line}`);
    } else if (text.startsWith(delimiter, at)) { endField(); at += delimiter.length; } else if (comment && text.startsWith(comment, at) && !row.length && field === '') {
      while (at < text.length && breakAt(at) === undefined) at += 1;
      if (at < text.length) at += breakAt(at).length;
      line += 1;
    } else {
      const end = breakAt(at);
      if (end !== undefined) { at += end.length; endRow(at); line += 1; } else { field += wasQuoted && char === ' ' ? '' : char; at += 1; }
    }
  }
  if (quoted) throw new Error(`Quoted field not terminated at line ${line + 1}`);
  if (row.length || field !== '' || wasQuoted) {
    const before = rows.length;
    endRow(text.length);
    if (rows.length > before) rows[before].unended = true;
  }
  return rows;
};
const isBlank = (row) => row.length === 1 && row[0] === '';
const record = (row, columns) => {
  const out = {};
  row.forEach((value, at) => {
    const name = columns[at];
    if (name !== false) out[typeof name === 'object' && name ? name.name : name] = value;
  });
  return out;
};
return (input, given) => {
  const options = { ...given };
  const rows = rowsOf(String(input).replace(/^\ufeff/, ''), options);
  let { columns } = options;
  let before = '';
  if (columns === true || typeof columns === 'function') {
    const [head] = rows.splice(0, 1);
    columns = head ? (typeof columns === 'function' ? columns(head.row) : head.row) : [];
    before = head ? head.raw : '';
  }
  const width = columns ? columns.length : rows.length ? rows[0].row.length : 0;
  const list = [];
  const named = {};
  let count = 0;
  // A last line that is too short and has no end is passed over, as csv-parse does.
  rows.filter(({ row, unended }) => !unended || row.length === width || options.relax_column_count).forEach(({ row, line, raw }) => {
    if (!isBlank(row)) {
      if (row.length !== width && !options.relax_column_count) throw new Error(columns ? `Number of columns on line ${line} does not match header` : `Number of columns is inconsistent on line ${line}`);
      count += 1;
    }
    if (count < options.from || count > options.to) return;
    const made = columns ? record(row, columns) : row;
    if (options.objname) named[made[options.objname]] = made;
    else list.push(options.raw ? { raw: before + raw, row: made } : made);
    before = '';
  });
  return options.objname ? named : list;
};
