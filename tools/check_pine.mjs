// Runs Pine scripts on made-up bars with PineTS (npm), a runtime of Pine v6: what a grammar cannot see, it may.
//
// Usage: node check_pine.mjs FOLDER_WITH_NODE_MODULES
//   `npm install pinets` in any folder, then name it. PineTS is AGPL: it is run here, not shipped.
// Runs docs/tradingview/gammafield.pine with what `--format tv-own` and `--format tv` print pasted into it, and the
// generated scripts of testdata/platforms, over an hour of bars; says the plots and drawings each left behind.
import {createRequire} from "node:module";
import {readFileSync} from "node:fs";
import path from "node:path";
import {fileURLToPath} from "node:url";

const folder = process.argv[2];
if (!folder) {
  console.error("usage: node check_pine.mjs FOLDER_WITH_NODE_MODULES");
  process.exit(2);
}
const {PineTS} = createRequire(path.resolve(folder, "x.js"))("pinets");
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const text = (name) => readFileSync(path.join(root, name), "utf8");

/// Minutes of 2026-08-18 from 19:30 UTC on, around 5,000, across 2026-08-18T20:00:00Z.
const bars = Array.from({length: 90}, (_, i) => {
  const openTime = Date.UTC(2026, 7, 18, 19, 30) + 60000 * i;
  const close = 5000 + 120 * Math.sin(i / 12);
  return {openTime, closeTime: openTime + 59999, open: close - 1, high: close + 2, low: close - 2, close, volume: 1};
});

const pasted = (own) =>
  text("docs/tradingview/gammafield.pine").replace('input.text_area("",', `input.text_area(${JSON.stringify(own)},`)
    .replaceAll("syminfo.ticker", '"SPX"').replaceAll("syminfo.root", '"SPX"');

/// What a script left behind: numbers of each plot, texts of labels and of the table, lines and boxes.
async function left_by(script) {
  const {plots} = await new PineTS(bars, "SPX", "1").run(script);
  const drawn = (name) => (plots[name]?.data ?? []).flatMap((point) => point.value ?? []).filter((each) => !each._deleted);
  const numbers = (name) => (plots[name]?.data ?? []).filter((point) => Number.isFinite(point.value)).length;
  return {
    numbers,
    lines: drawn("__lines__"),
    boxes: drawn("__boxes__"),
    labels: drawn("__labels__").map((each) => each.text),
    table: drawn("__tables__").flatMap((each) => each.cells.flat().map((cell) => cell.text)).join(),
  };
}

/// 60 of the 90 bars begin at 20:00 UTC or later, when the levels of that moment were known.
const cases = [
  ["generated: nothing before it was known", "testdata/platforms/pine.pine", text, (left) =>
    left.numbers("Call Wall") === 60 && left.numbers("Gamma Flip") === 60 && left.labels.includes("Call Wall (TESTED) 5075")],
  ["generated, three sessions: a day without a flip has none", "testdata/platforms/pine_history.pine", text, (left) =>
    left.numbers("Call Wall") === 90 && left.numbers("Gamma Flip") === 60],
  ["generated, nothing there: draws nothing", "testdata/platforms/pine_nothing.pine", text, (left) =>
    left.labels.length === 0 && left.numbers("Call Wall") === 0],
  ["indicator, own string: lines, boxes, states, age", "testdata/platforms/tv-own.txt", (name) => pasted(text(name)), (left) =>
    left.lines.length === 14 && left.boxes.length === 3 && left.labels.includes("Call Wall TESTED 5075") &&
    left.table.includes("OLD") && left.table.includes("not there: Put Wall 0DTE (no_negative)")],
  ["indicator, own string on one line", "testdata/platforms/tv-own.txt",
    (name) => pasted(text(name).replaceAll("\n", " ")), (left) => left.lines.length === 14 && left.boxes.length === 3],
  ["indicator, another instrument's string: says so, draws nothing", "testdata/platforms/tv-own_es.txt",
    (name) => pasted(text(name)), (left) => left.lines.length === 0 && left.table.includes("nothing drawn")],
  ["indicator, MenthorQ-like string", "testdata/platforms/tv.txt", (name) => pasted(text(name)), (left) =>
    left.lines.length === 8 && left.labels.includes("Call Wall 5075")],
  ["indicator, nothing pasted: says so", "testdata/platforms/tv.txt", () => pasted(""), (left) =>
    left.lines.length === 0 && left.table === "Gammafield: no levels pasted"],
];

let faults = 0;
for (const [why, name, script, is_right] of cases) {
  let said = "as it should be";
  try {
    const left = await left_by(script(name));
    if (!is_right(left)) said = `NOT so: ${JSON.stringify({...left, lines: left.lines.length, boxes: left.boxes.length})}`;
  } catch (error) {
    said = `STOPPED: ${error.message ?? error}`;
  }
  console.log(`${why}: ${said}`);
  faults += said === "as it should be" ? 0 : 1;
}
process.exit(faults ? 1 : 0);
