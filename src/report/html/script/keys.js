/* The keyboard, and the first picture. */
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
