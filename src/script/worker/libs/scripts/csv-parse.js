// csv-parse 1: text to rows.
const UNDONE = ['auto_parse_date', 'objname', 'raw', 'info', 'cast'];
const rowsOf = (text, options) => {
  const { delimiter = ',', quote = '"', comment = '', relax = false } = options;
  const escape = options.escape === undefined ? '"' : options.escape;
  const rows = [];
  let row = [];
  let field = '';
  let quoted = false;
  let wasQuoted = false;
  let line = 1;
  const mark = options.rowDelimiter;
  const breakAt = (at) => {
    if (mark) return [].concat(mark).find((one) => text.startsWith(one, at));
    return text[at] === '\r' && text[at + 1] === '\n' ? '\r\n' : /[\n\r\u2028\u2029]/.test(text[at]) ? text[at] : undefined;
  };
  const endField = () => {
    let value = field;
    if (!wasQuoted && (options.trim || options.ltrim)) value = value.trimStart();
    if (!wasQuoted && (options.trim || options.rtrim)) value = value.trimEnd();
    row.push(options.auto_parse && !wasQuoted && /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(value) ? Number(value) : value);
    field = '';
    wasQuoted = false;
  };
  const endRow = () => {
    const blank = !row.length && field === '' && !wasQuoted;
    endField();
    if (!(blank && options.skip_empty_lines) && !(options.skip_lines_with_empty_values && row.join('').trim() === '')) rows.push({ row, line, unended: false });
    row = [];
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
      if (end !== undefined) { endRow(); line += 1; at += end.length; } else { field += wasQuoted && char === ' ' ? '' : char; at += 1; }
    }
  }
  if (quoted) throw new Error(`Quoted field not terminated at line ${line}`);
  if (row.length || field !== '' || wasQuoted) {
    endRow();
    rows[rows.length - 1].unended = true;
  }
  return rows;
};
return (input, given) => {
  const options = { ...given };
  UNDONE.forEach((name) => { if (options[name]) throw new Error(`csv-parse option ${name} is not implemented`); });
  const rows = rowsOf(String(input), options);
  let { columns } = options;
  if (columns === true || typeof columns === 'function') {
    const [head] = rows.splice(0, 1);
    columns = head ? (typeof columns === 'function' ? columns(head.row) : head.row) : [];
  }
  const width = columns ? columns.length : rows.length ? rows[0].row.length : 0;
  // A last line that is too short and has no end is passed over, as csv-parse does.
  return rows.filter(({ row, unended }) => !unended || row.length === width || options.relax_column_count).map(({ row, line }) => {
    const even = row.length === width || options.relax_column_count || (options.skip_empty_lines && row.length === 1 && row[0] === '');
    if (!even) throw new Error(columns ? `Number of columns on line ${line} does not match header` : `Number of columns is inconsistent on line ${line}`);
    if (!columns) return row;
    const record = {};
    columns.forEach((name, at) => { if (name !== false && at < row.length) record[typeof name === 'object' && name ? name.name : name] = row[at]; });
    return record;
  });
};
