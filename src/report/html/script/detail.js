/* The details of a request. */
const wide = matchMedia("(min-width: 861px)");
const open = async (at, byUser) => {
  picked = at;
  const place = shown.findIndex((row) => row.at === at);
  if (place >= 0) reveal(place);
  draw();
  const pane = $("detail");
  const row = rows[at];
  pane.replaceChildren(...heading(row));
  if (byUser || wide.matches) document.body.classList.add("open");
  if (byUser && !wide.matches) pane.focus();
  pane.scrollTop = 0;
  try {
    const detail = await detailOf(row);
    if (picked === at) pane.append(...sections(row, detail));
  } catch (error) {
    pane.append(el("div", "error", String(error.message || error)));
  }
};
const close = () => {
  document.body.classList.remove("open");
  list.focus();
};
const heading = (row) => {
  const facts = el("div", "facts");
  if (row.path) facts.append(el("span", "", row.path));
  if (several) facts.append(el("span", "", "iteration " + (row.iteration + 1)));
  if (row.code) facts.append(el("span", "code c" + Math.floor(row.code / 100), String(row.code)));
  if (row.method) facts.append(el("span", "", time(row.time)), el("span", "", size(row.size)), el("span", "", "sent at +" + time(row.start)));
  return [button("← Back", close, "back"), el("h2", "", row.name), facts];
};
const section = (title, ...children) => el("section", "", title ? el("h3", "", title) : null, ...children);
const problem = (e) => {
  const node = el("div", "error", `${e.name}: ${e.message}`);
  const at = e.at + (e.line && !/:\d/.test(e.at.slice(-4)) ? ", line " + e.line : "");
  node.append(el("span", "at", at));
  if (e.source) node.append(el("span", "at", "> " + e.source));
  if (e.stack.length > 1) node.append(el("span", "at", e.stack.join("\n")));
  return node;
};
const sections = (row, d) => {
  const parts = [];
  for (const note of d.notes || []) parts.push(el("p", "note", note));
  if (d.errors) parts.push(section("Errors", ...d.errors.map(problem)));
  if (d.tests) {
    const items = d.tests.map((test) => el("li", test.state, test.name, test.error ? problem(test.error) : null));
    parts.push(section(`Tests ${row.passed} passed, ${row.failed} failed, ${row.skipped} skipped`, el("ul", "tests", ...items)));
  }
  if (d.request) parts.push(...exchange(d.request, true));
  if (d.console) {
    const lines = d.console.map(logLine);
    if (d.consoleOmitted) lines.push(el("p", "hint", `${d.consoleOmitted} further lines are not kept.`));
    parts.push(section("Console", el("div", "", ...lines)));
  }
  if (d.visualizer) parts.push(visualizer(d.visualizer));
  parts.push(...others("authorization", d.authRequests), ...others("pm.sendRequest", d.scriptRequests));
  if (d.data) parts.push(section("Iteration data", body(JSON.stringify(d.data))));
  if (d.scripts) {
    const text = d.scripts.map((script) => `${script.phase} of ${script.owner}: ${time(script.duration)}`);
    parts.push(section("Scripts", el("div", "facts", ...text.map((line) => el("span", "", line)))));
  }
  return parts;
};
// Exchanges beside the item's own, folded.
const others = (origin, list) => (list || []).map((other) => {
  const status = other.response ? other.response.code : "no answer";
  const box = el("details", "", el("summary", "", `${origin}: ${other.method} ${other.url} (${status})`));
  box.append(el("div", "", ...exchange(other, false)));
  return box;
});
const exchange = (x, open) => {
  const parts = [el("div", "address", el("b", "", x.method), " " + x.url)];
  if (x.error) parts.push(el("div", "error", x.error.message, el("span", "at", [x.error.code, "phase: " + x.error.phase].filter(Boolean).join(", "))));
  for (const hop of x.redirects || []) parts.push(el("p", "hint", `redirected with ${hop.code} from ${hop.url}`));
  parts.push(phases(x.timings));
  if (x.response) {
    const r = x.response;
    const title = el("h3", "", "Response", el("span", "hint", `${r.code} ${r.status} · ${r.protocol} · ${time(r.time)} · ${size(r.wireSize)} on the wire`));
    parts.push(el("section", "", title, r.body ? body(r.body) : el("p", "hint", "no body"), headers("Response headers", r.headers)));
  }
  const sent = x.body ? body(x.body) : null;
  parts.push(section("Request", sent, headers("Request headers", x.headers, open && !x.response)));
  return parts;
};
const headers = (title, lines, isOpen) => {
  const table = el("table", "headers", ...lines.map(([name, value]) => el("tr", "", el("td", "", name), el("td", "", value))));
  const box = el("details", "", el("summary", "", `${title} (${lines.length})`), table);
  box.open = Boolean(isOpen);
  return box;
};
const phases = (t) => {
  const wait = Math.max(0, (t.firstByte || 0) - (t.dns || 0) - (t.connect || 0));
  const parts = [["DNS", t.dns, "var(--key)"], ["connect", t.connect, "var(--warn)"], ["wait", wait, "var(--accent)"], ["download", t.download, "var(--good)"]]
    .filter(([, ms]) => ms > 0);
  const bar = el("div", "phases");
  const legend = el("div", "facts");
  for (const [name, ms, color] of parts) {
    const piece = el("i");
    // Growth factors below 1 in sum would not fill the bar.
    piece.style.cssText = `flex-grow:${ms * 1000};background:${color}`;
    const dot = el("span", "", "■ ");
    dot.style.color = color;
    bar.append(piece);
    legend.append(el("span", "", dot, `${name} ${time(ms)}`));
  }
  return parts.length ? el("div", "", bar, legend) : el("div");
};
const body = (content) => {
  const given = typeof content === "string" ? { text: content, size: content.length, cut: false } : content;
  if (given.text === null || given.text === undefined) return el("p", "hint", `not text, ${size(given.size)}`);
  const box = el("div");
  if (given.text) {
    const pre = el("pre");
    pre.tabIndex = 0;
    if (/^\s*[[{]/.test(given.text)) pretty(given.text, pre); else pre.textContent = seen(given.text);
    box.append(pre);
  }
  if (given.cut) box.append(el("p", "hint", `cut: ${size(given.size)} in all; the events report keeps up to 1 MB of a body`));
  return box;
};
/* Indents and colours JSON, also when its end is cut off. */
const pretty = (text, pre) => {
  const token = /"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s{}[\],:"]+/g;
  let depth = 0, plain = "", last = "";
  const flush = () => { if (plain) pre.append(seen(plain)); plain = ""; };
  const colour = (className, piece) => { flush(); pre.append(el("span", className, piece)); };
  const breakLine = () => { plain += "\n" + "  ".repeat(Math.max(0, Math.min(depth, 60))); };
  let match;
  while ((match = token.exec(text))) {
    const piece = match[0];
    if (piece === "}" || piece === "]") {
      depth--;
      if (last !== "{" && last !== "[") breakLine();
      plain += piece;
    } else {
      if (last === "{" || last === "[" || last === ",") breakLine();
      if (piece === "{" || piece === "[") { depth++; plain += piece; }
      else if (piece === ":") plain += ": ";
      else if (piece === ",") plain += ",";
      else if (piece[0] === '"') colour(/^\s*:/.test(text.slice(token.lastIndex, token.lastIndex + 8)) ? "k" : "s", piece);
      else colour(/^[-\d]/.test(piece) ? "n" : "w", piece);
    }
    last = piece;
  }
  flush();
};
const visualizer = (page) => {
  if (page.error) return section("Visualizer", el("p", "note", page.error));
  const frame = el("iframe");
  // Nothing is allowed: no scripts, no forms, no navigation, no origin.
  frame.setAttribute("sandbox", "");
  frame.setAttribute("title", "Output of pm.visualizer");
  frame.srcdoc = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">` + page.html;
  return section("Visualizer", frame, el("p", "hint", (page.cut ? "Cut. " : "") + "Scripts do not run here, and nothing is loaded."));
};
const logLine = ([level, text]) => el("p", "log " + level, level === "log" ? null : el("span", "level", level + " "), text);
