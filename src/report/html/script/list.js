/* The list of requests: filter, order, and rows of which only those in sight exist. */
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
if (several) {
  $("iteration").append(new Option("all iterations", "-1"));
  for (const number of numbers.slice(0, 1000)) $("iteration").append(new Option("iteration " + (number + 1), String(number)));
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
  const below = row.note ? el("span", "note", row.note) : el("span", "url", row.method + " " + row.url.replace(/^https?:\/\/[^/]+/, ""));
  const tests = row.passed + row.failed + row.skipped;
  const sum = el("span", "right soft", (several ? "#" + (row.iteration + 1) + "  " : "") + (tests ? `${row.passed}/${tests}` : "no tests"));
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
  if (shown.length === 0) list.append(el("p", "empty none", rows.length ? "Nothing matches." : "The run sent no requests."));
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
