/* The other views: tabs, iterations, console. */
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
    iterations = numbers.map((at) => ({ at, requests: 0, failed: 0, passed: 0, tests: 0, time: 0 }));
    const sums = new Map(iterations.map((sum) => [sum.at, sum]));
    for (const row of rows) {
      const sum = sums.get(row.iteration);
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
  if (numbers.length > PAGE) pager.append(el("span", "hint", `${from + 1} to ${Math.min(numbers.length, from + PAGE)} of ${numbers.length}`));
  if (from + PAGE < numbers.length) pager.append(button("Later", () => drawIterations(from + PAGE)));
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
    const go = button(row.name + (several ? " #" + (row.iteration + 1) : ""), () => show(row.at));
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
