"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const json = (id) => JSON.parse($(id).textContent);
  // Text only: nothing of the run ever becomes markup.
  const el = (tag, className, ...children) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    for (const child of children) if (child !== null && child !== undefined) node.append(child);
    return node;
  };
  const button = (text, act, className) => {
    const node = el("button", className, text);
    node.type = "button";
    node.addEventListener("click", act);
    return node;
  };
  const time = (ms) => ms < 1 && ms > 0 ? Math.round(ms * 1000) + " µs"
    : ms < 1000 ? (ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)) + " ms"
    : ms < 60000 ? (ms / 1000).toFixed(2) + " s"
    : Math.floor(ms / 60000) + " min " + Math.round(ms % 60000 / 1000) + " s";
  const size = (n) => n < 1000 ? n + " B" : n < 1e6 ? (n / 1e3).toFixed(1) + " kB" : (n / 1e6).toFixed(1) + " MB";

  const rows = json("rows").map((r, at) => ({
    at, name: r[0], path: r[1], iteration: r[2], state: r[3], method: r[4], url: r[5], code: r[6],
    time: r[7], start: r[8], size: r[9], passed: r[10][0], failed: r[10][1], skipped: r[10][2],
    lines: r[11], block: r[12][0], index: r[12][1], note: r[13],
  }));
  let total = 1;
  for (const row of rows) total = Math.max(total, row.iteration + 1);

  /* ---- details: blocks are inflated when they are needed ---- */
  let blocks = null;
  const inflated = new Map();
  const inflate = async (at) => {
    blocks ??= json("blocks");
    if (typeof DecompressionStream === "undefined") throw new Error("this browser cannot inflate the details; a newer one can");
    const bytes = Uint8Array.from(atob(blocks[at]), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Response(stream).json();
  };
  const detailOf = async (row) => {
    if (!inflated.has(row.block)) {
      if (inflated.size >= 8) inflated.delete(inflated.keys().next().value);
      inflated.set(row.block, inflate(row.block));
    }
    return (await inflated.get(row.block))[row.index];
  };

  /* ---- theme ---- */
  const remember = (value) => { try { localStorage.setItem("postbud-theme", value); } catch { /* not allowed here */ } };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  try {
    const known = localStorage.getItem("postbud-theme");
    if (known === "light" || known === "dark") document.documentElement.dataset.theme = known;
  } catch { /* not allowed here */ }
  const switchTheme = () => {
    const now = document.documentElement.dataset.theme || (dark.matches ? "dark" : "light");
    document.documentElement.dataset.theme = now === "dark" ? "light" : "dark";
    remember(document.documentElement.dataset.theme);
    drawTimeline();
  };
  $("theme").addEventListener("click", switchTheme);

  /* ---- filter ---- */
  const filter = { states: "all", text: "", iteration: -1, order: "run" };
  let shown = [];
  let picked = -1;
  const outcomes = [["all", "All"], ["failed", "Failed"], ["passed", "Passed"], ["skipped", "Skipped"], ["unfinished", "Unfinished"]];
  const haystack = (row) => row.text ??= [row.name, row.path, row.method, row.url, row.code || "", row.note].join("\n").toLowerCase();
  const orders = {
    run: null,
    failed: (a, b) => (b.state === "failed") - (a.state === "failed") || a.at - b.at,
    slow: (a, b) => b.time - a.time || a.at - b.at,
    large: (a, b) => b.size - a.size || a.at - b.at,
  };
  const apply = () => {
    const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
    shown = rows.filter((row) => (filter.states === "all" || row.state === filter.states)
      && (filter.iteration < 0 || row.iteration === filter.iteration)
      && words.every((word) => haystack(row).includes(word)));
    if (orders[filter.order]) shown.sort(orders[filter.order]);
    $("shown").textContent = shown.length === rows.length ? `${rows.length} requests` : `${shown.length} of ${rows.length}`;
    for (const chip of $("chips").children) chip.setAttribute("aria-pressed", String(chip.dataset.state === filter.states));
    list.scrollTop = 0;
    draw();
  };
  for (const [state, label] of outcomes) {
    const count = state === "all" ? rows.length : rows.filter((row) => row.state === state).length;
    if (count === 0 && state !== "all") continue;
    const chip = button(`${label} ${count}`, () => { filter.states = state; apply(); });
    chip.dataset.state = state;
    $("chips").append(chip);
  }
  if (total > 1) {
    $("iteration").append(new Option("all iterations", "-1"));
    for (let i = 0; i < Math.min(total, 1000); i++) $("iteration").append(new Option("iteration " + (i + 1), String(i)));
  } else $("iteration").hidden = true;
  $("iteration").addEventListener("change", (event) => { filter.iteration = Number(event.target.value); apply(); });
  $("order").addEventListener("change", (event) => { filter.order = event.target.value; apply(); });
  $("search").addEventListener("input", (event) => { filter.text = event.target.value; apply(); });

  /* ---- the list: only what is seen is in the document ---- */
  const list = $("list"), spacer = $("spacer"), HEIGHT = 52;
  const rowNode = (row, place) => {
    const top = el("span", "name", row.name);
    if (row.path) top.prepend(el("span", "path", row.path + " / "));
    const right = el("span", "right");
    const code = el("span", "code c" + Math.floor(row.code / 100), row.code || (row.method ? "no answer" : row.state));
    right.append(code, row.method ? "  " + time(row.time) : "");
    const below = row.note ? el("span", "note", row.note) : el("span", "url", row.method + " " + row.url);
    const tests = row.passed + row.failed + row.skipped;
    const sum = el("span", "right soft", (total > 1 ? "#" + (row.iteration + 1) + "  " : "") + (tests ? `${row.passed}/${tests}` : "no tests"));
    const node = el("div", "row " + row.state, top, right, below, sum);
    node.id = "row-" + row.at;
    node.setAttribute("role", "option");
    node.setAttribute("aria-selected", String(row.at === picked));
    node.setAttribute("aria-posinset", String(place + 1));
    node.setAttribute("aria-setsize", String(shown.length));
    node.style.top = place * HEIGHT + "px";
    node.title = row.method + " " + row.url;
    node.addEventListener("click", () => open(row.at, true));
    return node;
  };
  const draw = () => {
    const from = Math.max(0, Math.floor(list.scrollTop / HEIGHT) - 6);
    const to = Math.min(shown.length, from + Math.ceil(list.clientHeight / HEIGHT) + 12);
    const nodes = [];
    for (let place = from; place < to; place++) nodes.push(rowNode(shown[place], place));
    // A spacer keeps the height of all rows.
    spacer.style.cssText = `height:${shown.length * HEIGHT}px`;
    list.replaceChildren(spacer, ...nodes);
    if (shown.length === 0) list.append(el("p", "empty none", "Nothing matches."));
    const at = document.getElementById("row-" + picked);
    if (at) list.setAttribute("aria-activedescendant", at.id); else list.removeAttribute("aria-activedescendant");
  };
  let waiting = false;
  list.addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; draw(); });
  });
  const reveal = (place) => {
    const top = place * HEIGHT;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + HEIGHT > list.scrollTop + list.clientHeight) list.scrollTop = top + HEIGHT - list.clientHeight;
  };

  /* ---- details ---- */
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
    if (total > 1) facts.append(el("span", "", "iteration " + (row.iteration + 1)));
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
    for (const other of d.scriptRequests || []) {
      const status = other.response ? other.response.code : "no answer";
      const box = el("details", "", el("summary", "", `pm.sendRequest: ${other.method} ${other.url} (${status})`));
      box.append(el("div", "", ...exchange(other, false)));
      parts.push(box);
    }
    if (d.data) parts.push(section("Iteration data", body(JSON.stringify(d.data))));
    if (d.scripts) {
      const text = d.scripts.map((script) => `${script.phase} of ${script.owner}: ${time(script.duration)}`);
      parts.push(section("Scripts", el("div", "facts", ...text.map((line) => el("span", "", line)))));
    }
    return parts;
  };
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
    const wait = Math.max(0, (t.first_byte || 0) - (t.dns || 0) - (t.connect || 0));
    const parts = [["DNS", t.dns, "var(--key)"], ["connect", t.connect, "var(--warn)"], ["wait", wait, "var(--accent)"], ["download", t.download, "var(--good)"]]
      .filter(([, ms]) => ms > 0);
    const bar = el("div", "phases");
    const legend = el("div", "facts");
    for (const [name, ms, color] of parts) {
      const piece = el("i");
      piece.style.cssText = `flex:${ms};background:${color}`;
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
      if (/^\s*[[{]/.test(given.text)) pretty(given.text, pre); else pre.textContent = given.text;
      box.append(pre);
    }
    if (given.cut) box.append(el("p", "hint", `cut: ${size(given.size)} in all; the events report keeps up to 1 MB of a body`));
    return box;
  };
  /* Indents and colours JSON, also when its end is cut off. */
  const pretty = (text, pre) => {
    const token = /"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s{}[\],:"]+/g;
    let depth = 0, plain = "", last = "";
    const flush = () => { if (plain) pre.append(plain); plain = ""; };
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
    return section("Visualizer", frame, el("p", "hint", "Its scripts and what it would load do not run here."));
  };
  const logLine = ([level, text]) => el("p", "log " + level, level === "log" ? null : el("span", "level", level + " "), text);

  /* ---- timeline ---- */
  const canvas = $("timeline"), tip = $("tip");
  const duration = Math.max(1, Number(document.body.dataset.duration), ...(rows.length ? [rows.at(-1).start + rows.at(-1).time] : []));
  let slowest = 1;
  for (const row of rows) if (row.time > slowest) slowest = row.time;
  const xOf = (row, width) => row.start / duration * width;
  const drawTimeline = () => {
    const width = canvas.clientWidth, height = canvas.clientHeight, ratio = devicePixelRatio || 1;
    if (!width) return;
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    const pen = canvas.getContext("2d");
    pen.scale(ratio, ratio);
    const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const floor = height - 16;
    pen.font = "11px system-ui, sans-serif";
    pen.strokeStyle = colour("--line");
    pen.fillStyle = colour("--soft");
    for (const part of [0.5, 1]) {
      const y = floor - part * (floor - 14);
      pen.beginPath(); pen.moveTo(0, y + .5); pen.lineTo(width, y + .5); pen.stroke();
      pen.fillText(time(slowest * part), 2, y - 3);
    }
    pen.beginPath(); pen.moveTo(0, floor + .5); pen.lineTo(width, floor + .5); pen.stroke();
    for (const part of [0, .25, .5, .75, 1]) {
      pen.textAlign = part === 0 ? "left" : part === 1 ? "right" : "center";
      pen.fillText(time(duration * part), part * width, height - 3);
    }
    pen.textAlign = "left";
    // Failures last, so that they are never covered.
    for (const failed of [false, true]) {
      pen.fillStyle = colour(failed ? "--bad" : "--accent");
      pen.globalAlpha = failed ? 1 : rows.length > 300 ? .55 : .8;
      for (const row of rows) {
        if ((row.state === "failed") !== failed || !row.method) continue;
        const tall = Math.max(2, row.time / slowest * (floor - 14));
        pen.fillRect(xOf(row, width), floor - tall, Math.max(rows.length > 2000 ? 1 : 2, row.time / duration * width - 1), tall);
      }
    }
    pen.globalAlpha = 1;
    const row = rows[picked];
    if (row) {
      pen.strokeStyle = colour("--text");
      pen.beginPath(); pen.moveTo(xOf(row, width) + .5, 4); pen.lineTo(xOf(row, width) + .5, floor); pen.stroke();
    }
  };
  const nearest = (event) => {
    const box = canvas.getBoundingClientRect(), x = event.clientX - box.left;
    let best = null, distance = 24;
    for (const row of rows) {
      if (!row.method) continue;
      const from = xOf(row, box.width), to = from + row.time / duration * box.width;
      const away = x < from ? from - x : x > to ? x - to : 0;
      if (away < distance || (away === distance && best && row.state === "failed" && best.state !== "failed")) { best = row; distance = away; }
    }
    return best;
  };
  canvas.addEventListener("mousemove", (event) => {
    const row = nearest(event);
    tip.hidden = !row;
    if (!row) return;
    tip.textContent = `${row.name}: ${row.code || "no answer"}, ${time(row.time)} at +${time(row.start)}`;
    const box = canvas.getBoundingClientRect();
    tip.style.left = Math.min(event.clientX - box.left + 20, box.width - 220) + "px";
    tip.style.top = "26px";
  });
  canvas.addEventListener("mouseleave", () => { tip.hidden = true; });
  canvas.addEventListener("click", (event) => { const row = nearest(event); if (row) show(row.at); });
  $("timeline-hint").textContent = rows.length ? "height: response time, red: failed" : "no requests";
  new ResizeObserver(drawTimeline).observe(canvas);
  dark.addEventListener("change", drawTimeline);

  /* ---- tabs ---- */
  const tabs = [...document.querySelectorAll('[role="tab"]')];
  const selectTab = (tab) => {
    for (const each of tabs) {
      each.setAttribute("aria-selected", String(each === tab));
      each.tabIndex = each === tab ? 0 : -1;
      $(each.getAttribute("aria-controls")).hidden = each !== tab;
    }
    if (tab.id === "tab-requests") draw();
    if (tab.id === "tab-iterations") drawIterations(0);
    if (tab.id === "tab-console" && !$("console").hasChildNodes()) moreConsole(0);
  };
  tabs.forEach((tab, at) => {
    tab.addEventListener("click", () => selectTab(tab));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = tabs[(at + step + tabs.length) % tabs.length];
      selectTab(next);
      next.focus();
      event.preventDefault();
    });
  });
  const show = (at) => {
    selectTab($("tab-requests"));
    if (!shown.some((row) => row.at === at)) {
      Object.assign(filter, { states: "all", text: "", iteration: -1 });
      $("search").value = "";
      $("iteration").value = "-1";
      apply();
    }
    open(at, true);
    if (wide.matches) $("requests").scrollIntoView({ block: "start" });
    drawTimeline();
  };
  for (const node of document.querySelectorAll("button.failure")) node.addEventListener("click", () => show(Number(node.dataset.row)));
  $("all-failures")?.addEventListener("click", (event) => {
    $("failures").classList.add("all");
    event.target.remove();
  });

  /* ---- iterations ---- */
  const PAGE = 100;
  let iterations = null;
  const drawIterations = (from) => {
    if (!iterations) {
      iterations = Array.from({ length: total }, (_, at) => ({ at, requests: 0, failed: 0, passed: 0, tests: 0, time: 0 }));
      for (const row of rows) {
        const sum = iterations[row.iteration];
        sum.requests++;
        sum.failed += row.state === "failed" ? 1 : 0;
        sum.passed += row.passed;
        sum.tests += row.passed + row.failed + row.skipped;
        sum.time += row.time;
      }
    }
    const head = el("tr", "", ...["Iteration", "Requests", "Failed", "Tests passed", "Time"].map((text) => el("th", "", text)));
    const lines = iterations.slice(from, from + PAGE).map((sum) => {
      const go = button("#" + (sum.at + 1), () => {
        filter.iteration = sum.at;
        $("iteration").value = String(sum.at);
        selectTab($("tab-requests"));
        apply();
      });
      const failed = el("td", "", sum.failed ? el("span", "count bad", String(sum.failed)) : "0");
      return el("tr", "", el("td", "", go), el("td", "", String(sum.requests)), failed, el("td", "", `${sum.passed} of ${sum.tests}`), el("td", "", time(sum.time)));
    });
    const table = el("div", "scroll", el("table", "iterations", el("thead", "", head), el("tbody", "", ...lines)));
    const pager = el("div", "pager");
    if (from > 0) pager.append(button("Earlier", () => drawIterations(Math.max(0, from - PAGE))));
    if (total > PAGE) pager.append(el("span", "hint", `${from + 1} to ${Math.min(total, from + PAGE)} of ${total}`));
    if (from + PAGE < total) pager.append(button("Later", () => drawIterations(from + PAGE)));
    $("iterations").replaceChildren(table, pager);
  };

  /* ---- console ---- */
  const moreConsole = async (from) => {
    const box = $("console");
    let lines = 0, at = from;
    for (; at < rows.length && lines < 500; at++) {
      const row = rows[at];
      if (!row.lines) continue;
      const detail = await detailOf(row).catch(() => ({}));
      const go = button(row.name + (total > 1 ? " #" + (row.iteration + 1) : ""), () => show(row.at));
      box.append(section("", el("h3", "", go), ...(detail.console || []).map(logLine)));
      lines += row.lines;
    }
    while (at < rows.length && !rows[at].lines) at++;
    if (at < rows.length) {
      const more = button("Show more", () => { more.remove(); moreConsole(at); }, "more");
      box.append(more);
    }
    if (!box.hasChildNodes()) box.append(el("p", "empty", "Scripts logged nothing."));
  };

  /* ---- keyboard ---- */
  const move = (steps) => {
    if (!shown.length) return;
    const now = shown.findIndex((row) => row.at === picked);
    const next = Math.max(0, Math.min(shown.length - 1, now < 0 ? 0 : now + steps));
    open(shown[next].at, false);
    drawTimeline();
  };
  list.addEventListener("keydown", (event) => {
    const page = Math.max(1, Math.floor(list.clientHeight / HEIGHT) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -rows.length, End: rows.length }[event.key];
    if (steps) { move(steps); event.preventDefault(); }
    if (event.key === "Enter" && picked >= 0) { open(picked, true); $("detail").focus(); event.preventDefault(); }
  });
  const nextFailure = () => {
    const failing = shown.filter((row) => row.state === "failed");
    const next = failing.find((row) => shown.indexOf(row) > shown.findIndex((each) => each.at === picked)) || failing[0];
    if (next) show(next.at);
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "Escape") {
      if (event.target === $("search")) { $("search").value = ""; filter.text = ""; apply(); list.focus(); } else close();
      return;
    }
    if (typing) return;
    const act = { "/": () => { selectTab($("tab-requests")); $("search").focus(); }, j: () => move(1), k: () => move(-1), f: nextFailure, t: switchTheme }[event.key];
    if (act) { act(); event.preventDefault(); }
  });

  apply();
  drawTimeline();
  document.documentElement.dataset.ready = "true";
})();
