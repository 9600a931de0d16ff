// The levels of every symbol, as they change: the Report on connect, then JSON Patches (RFC 6902).
const reports = new Map();
const sequences = new Map();
const place = document.getElementById("symbols");
const state = document.getElementById("state");

const number = (value, digits = 2) =>
  value === null || value === undefined ? "—" : value.toLocaleString("en-US", { maximumFractionDigits: digits });
const money = (value) => (value === null || value === undefined ? "—" : `$${number(value / 1e9)}bn`);

function patched(document, operations) {
  for (const { op, path, value } of operations) {
    const names = path.split("/").slice(1).map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
    const last = names.pop();
    const parent = names.reduce((object, name) => object[name], document);
    if (op === "remove") delete parent[last];
    else parent[last] = value;
  }
}

function row(name, value, why) {
  const line = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  head.textContent = name;
  const cell = document.createElement("td");
  cell.className = "number";
  cell.textContent = value;
  const reason = document.createElement("td");
  reason.textContent = why ?? "";
  line.append(head, cell, reason);
  return line;
}

function draw(symbol) {
  const report = reports.get(symbol);
  const { levels, exposure, regime, expected_move: move, session } = report;
  const standing = (wall) => (session && session[wall] && session[wall].state) || levels[wall].reason;
  const table = document.createElement("table");
  const caption = document.createElement("caption");
  caption.textContent = `${symbol} ${number(report.spot)} · ${report.as_of} · open interest of ${report.oi_date ?? "unknown date"}`;
  table.append(
    caption,
    row("Call Wall", number(levels.call_wall.strike), standing("call_wall")),
    row("Put Wall", number(levels.put_wall.strike), standing("put_wall")),
    row("Gamma Flip", number(levels.gamma_flip.price), levels.gamma_flip.reason),
    row("Absolute gamma", number(levels.absolute_gamma.strike), levels.absolute_gamma.reason),
    row("Net GEX, a 1 % move", money(exposure.net_gex_usd_per_1pct), regime.label ?? regime.reason),
    row("Expected move", number(move.usd), move.reason),
  );
  table.id = `symbol-${symbol}`;
  const old = document.getElementById(table.id);
  if (old) old.replaceWith(table);
  else place.append(table);
}

function connect() {
  const source = new EventSource("v1/events-stream");
  source.onopen = () => { state.textContent = "live"; };
  source.onerror = () => { state.textContent = "connection lost; trying again"; };
  source.onmessage = (event) => {
    const message = JSON.parse(event.data);
    if (message.type === "report") reports.set(message.symbol, message.report);
    else if (message.type === "delta" && sequences.get(message.symbol) === message.base)
      patched(reports.get(message.symbol), message.patch);
    else return;
    sequences.set(message.symbol, message.sequence);
    draw(message.symbol);
  };
}
connect();
