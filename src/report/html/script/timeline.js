/* The chart of response times over the run. */
const canvas = $("timeline"), tip = $("tip");
const duration = Math.max(1, Number(document.body.dataset.duration), ...(rows.length ? [rows.at(-1).start + rows.at(-1).time] : []));
let slowest = 1;
for (const row of rows) if (row.time > slowest) slowest = row.time;
// Room for the scale.
const LEFT = 52;
const xOf = (row, width) => LEFT + row.start / duration * (width - LEFT);
const wideOf = (row, width) => row.time / duration * (width - LEFT);
// Logarithmic: one slow request must not flatten the others.
const tall = (ms, floor) => Math.max(3, Math.log1p(ms) / Math.log1p(slowest) * (floor - 14));
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
  for (let ms = 1; ms < slowest * 1.5; ms *= 10) {
    const y = Math.round(floor - tall(ms, floor));
    if (y < 12) break;
    pen.beginPath(); pen.moveTo(LEFT, y + .5); pen.lineTo(width, y + .5); pen.stroke();
    pen.textAlign = "right";
    pen.fillText(time(ms), LEFT - 7, y + 4);
  }
  pen.beginPath(); pen.moveTo(LEFT, floor + .5); pen.lineTo(width, floor + .5); pen.stroke();
  for (const part of [0, .25, .5, .75, 1]) {
    pen.textAlign = part === 0 ? "left" : part === 1 ? "right" : "center";
    pen.fillText(time(duration * part), LEFT + part * (width - LEFT), height - 3);
  }
  pen.textAlign = "left";
  // Failures last, so that they are never covered.
  for (const failed of [false, true]) {
    pen.fillStyle = colour(failed ? "--bad" : "--accent");
    for (const row of rows) {
      if ((row.state === "failed") !== failed || !row.method) continue;
      const high = tall(row.time, floor), x = xOf(row, width);
      const wide = Math.max(rows.length > 2000 ? 1 : 3, wideOf(row, width) - 1);
      pen.globalAlpha = failed ? .55 : .3;
      pen.fillRect(x, floor - high, wide, high);
      pen.globalAlpha = 1;
      pen.fillRect(x, floor - high, wide, 2);
    }
  }
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
    const from = xOf(row, box.width), to = from + wideOf(row, box.width);
    const away = x < from ? from - x : x > to ? x - to : 0;
    if (away < distance || (away === distance && best && row.state === "failed" && best.state !== "failed")) { best = row; distance = away; }
  }
  return best;
};
canvas.addEventListener("mousemove", (event) => {
  const row = nearest(event);
  tip.hidden = !row;
  if (!row) return;
  tip.textContent = seen(`${row.name}: ${row.code || "no answer"}, ${time(row.time)} at +${time(row.start)}`);
  const box = canvas.getBoundingClientRect();
  tip.style.left = Math.min(event.clientX - box.left + 20, box.width - 220) + "px";
  tip.style.top = "26px";
});
canvas.addEventListener("mouseleave", () => { tip.hidden = true; });
canvas.addEventListener("click", (event) => { const row = nearest(event); if (row) show(row.at); });
$("timeline-hint").textContent = "height: response time, logarithmic; red: failed";
canvas.closest("section").hidden = !rows.length;
new ResizeObserver(drawTimeline).observe(canvas);
dark.addEventListener("change", drawTimeline);
