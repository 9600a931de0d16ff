/** Bars by strike on the chart's price axis. */
import { linear, niceTicks } from '../../draw/axis';
import { faded, type Palette } from '../../draw/palette';
import { line } from '../../draw/plane';
import { short } from '../../format/numbers';
import { type Axis, yOf } from './labels';
import type { Line } from './levels';
import type { StrikeRow } from './report';
import { type Bar, barsOf, type Measure, reachOf } from './strikes';

export interface BarsPicture {
  rows: readonly StrikeRow[];
  measure: Measure;
  axis: Axis;
  spot: number;
  /** The strike pointed at. */
  pointed: number | null;
  /** Named beside their bars. */
  marked: readonly Line[];
}

const margin = 8;
const markRoom = 64; // right of the longest bar, where all go to the right
const thinnest = 1;
const thickest = 14;

type Colours = Readonly<Record<Bar['kind'], string>>;

/** Made once a picture: there are hundreds of bars in it. */
function coloursOf(palette: Palette, opacity: number): Colours {
  const of = (kind: Bar['kind']) => faded(palette[kind], opacity);
  return {
    call: of('call'),
    put: of('put'),
    'oi-call': of('oi-call'),
    'oi-put': of('oi-put'),
    positive: of('positive'),
    negative: of('negative'),
  };
}

/** Rows whose bars can be seen; they ascend. */
export function inSight(rows: readonly StrikeRow[], { low, high }: Axis): StrikeRow[] {
  return rows.filter(({ strike }) => strike >= low && strike <= high);
}

/** Pixels of a bar: most of the smallest distance between two strikes. */
export function thicknessOf(rows: readonly StrikeRow[], axis: Axis): number {
  let least = Infinity;
  for (let i = 1; i < rows.length; ++i) least = Math.min(least, (rows[i]?.strike ?? 0) - (rows[i - 1]?.strike ?? 0));
  const pixels = (least * axis.height) / (axis.high - axis.low);
  return Math.min(thickest, Math.max(thinnest, Number.isFinite(pixels) ? pixels * 0.72 : thickest));
}

function drawGrid(
  context: CanvasRenderingContext2D,
  { axis, measure }: BarsPicture,
  reach: readonly [number, number],
  x: (value: number) => number,
  width: number,
  palette: Palette,
) {
  context.font = `11px ${palette.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  for (const tick of niceTicks(reach[0], reach[1], Math.max(2, Math.floor(width / 60)))) {
    const at = Math.round(x(tick)) + 0.5;
    context.lineWidth = 1;
    context.strokeStyle = tick === 0 ? palette['line-strong'] : palette.line;
    line(context, at, 0, at, axis.height);
    const text = measure === 'oi' ? short(Math.abs(tick)) : short(tick, true);
    const half = context.measureText(text).width / 2;
    context.fillStyle = palette['text-soft'];
    context.fillText(text, Math.min(width - half, Math.max(half, at)), axis.height + 8);
  }
}

function drawMarks(
  context: CanvasRenderingContext2D,
  { marked, axis, rows, measure }: BarsPicture,
  x: (value: number) => number,
  width: number,
  palette: Palette,
) {
  context.font = `600 11px ${palette.font}`;
  context.textBaseline = 'middle';
  for (const { price, levels } of marked) {
    if (price < axis.low || price > axis.high) continue;
    const name = (width < 160 ? levels.slice(0, 1) : levels).map(({ short: each }) => each).join(' · ');
    const row = rows.find(({ strike }) => strike === price);
    const ends = row ? barsOf(row, measure).map(({ to }) => to) : [0];
    const left = measure !== 'abs' && (levels[0].kind === 'put' || levels[0].kind === 'oi-put');
    const [least, most] = [x(Math.min(0, ...ends)), x(Math.max(0, ...ends))];
    const size = context.measureText(name).width + 6;
    // where the bar reaches the edge: on the other side of zero
    const before = left ? least > size : most + size > width && least > size;
    context.textAlign = before ? 'right' : 'left';
    const at = before ? least - 4 : most + 4;
    context.strokeStyle = palette.surface;
    context.lineWidth = 3;
    context.strokeText(name, at, yOf(axis, price));
    context.fillStyle = palette.text;
    context.fillText(name, at, yOf(axis, price));
  }
}

export function drawBars(context: CanvasRenderingContext2D, width: number, palette: Palette, picture: BarsPicture) {
  const { axis, measure, pointed, spot } = picture;
  const rows = inSight(picture.rows, axis);
  const reach = reachOf(rows, measure);
  const x = linear(reach, measure === 'abs' ? [1, width - markRoom] : [margin, width - margin]);
  drawGrid(context, picture, reach, x, width, palette);
  const thickness = thicknessOf(picture.rows, axis);
  context.save();
  context.beginPath();
  context.rect(0, 0, width, axis.height);
  context.clip();
  const [behind, usual, lit] = [0.16, 0.85, 1].map((opacity) => coloursOf(palette, opacity)) as [
    Colours,
    Colours,
    Colours,
  ];
  for (const row of rows) {
    const y = yOf(axis, row.strike) - thickness / 2;
    if (measure === 'net') {
      // what the net is made of stands faintly behind it
      for (const { kind, from, to } of barsOf(row, 'gross')) {
        context.fillStyle = behind[kind];
        context.fillRect(x(from), y, x(to) - x(from), thickness);
      }
    }
    for (const { kind, from, to } of barsOf(row, measure)) {
      context.fillStyle = (row.strike === pointed ? lit : usual)[kind];
      context.fillRect(x(from), y, x(to) - x(from), thickness);
    }
    if (measure === 'gross') {
      context.fillStyle = palette.text;
      context.fillRect(x(row.net_gex_usd_per_1pct) - 0.75, y, 1.5, thickness);
    }
  }
  context.setLineDash([2, 3]);
  context.strokeStyle = palette.spot;
  line(context, 0, yOf(axis, spot), width, yOf(axis, spot));
  context.setLineDash([]);
  if (pointed !== null) {
    context.fillStyle = faded(palette.text, 0.12);
    const band = Math.max(thickness + 4, 8);
    context.fillRect(0, yOf(axis, pointed) - band / 2, width, band);
  }
  drawMarks(context, { ...picture, rows }, x, width, palette);
  context.restore();
}
