/* The data of the run, and the building of text-only elements. */
const $ = (id) => document.getElementById(id);
const json = (id) => JSON.parse($(id).textContent);
// What is not seen, or turns the reading direction, is shown by its number.
const seen = (text) => text.replace(/[\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, (c) => `\\u{${c.charCodeAt(0).toString(16)}}`);
// Text only: nothing of the run ever becomes markup.
const el = (tag, className, ...children) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  for (const child of children) if (child !== null && child !== undefined) node.append(typeof child === "string" ? seen(child) : child);
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
// A slice of a run need not begin with the first iteration.
const numbers = [...new Set(rows.map((row) => row.iteration))].sort((a, b) => a - b);
const several = numbers.length > 1;

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
