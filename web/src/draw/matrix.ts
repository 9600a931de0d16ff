/** Strike by expiry: a cell a contract pair, totals of rows and columns as bars beside it. */
import { gex, price } from '../format/numbers';
import type { Price, UsdPerPercent } from '../model/units';
import { linear } from './axis';
import { spread } from './labels';
import { faded, type Palette } from './palette';
import { type Context, line } from './plane';
import { signedRoot, steps } from './signed';

export interface Matrix {
  strikes: readonly number[]; // ascending
  columns: readonly { label: string }[];
  /** By column, then strike; null: not listed. */
  values: readonly (readonly (number | null)[])[];
}
export interface Totals {
  rows: Float64Array;
  columns: Float64Array;
}

export function totalsOf({ strikes, values }: Matrix): Totals {
  const rows = new Float64Array(strikes.length);
  const columns = new Float64Array(values.length);
  values.forEach((column, c) => {
    column.forEach((value, r) => {
      rows[r] = (rows[r] ?? 0) + (value ?? 0);
      columns[c] = (columns[c] ?? 0) + (value ?? 0);
    });
  });
  return { rows, columns };
}

/** Where the parts lie; rows go up with their strikes. */
export interface MatrixPlane {
  left: number;
  right: number;
  top: number;
  bottom: number;
  cellWidth: number;
  cellHeight: number;
  width: number;
}
export function matrixPlane({ strikes, columns }: Matrix, width: number, height: number): MatrixPlane {
  const isNarrow = width < 520;
  const names = columns.some(({ label }) => label.length > 10) ? 106 : 78; // with the root, where a day has two
  const [left, right, top, bottom] = [50, width - (isNarrow ? 56 : 96), isNarrow ? 46 : 58, height - names];
  return {
    left,
    right,
    top,
    bottom,
    width,
    cellWidth: (right - left) / Math.max(1, columns.length),
    cellHeight: (bottom - top) / Math.max(1, strikes.length),
  };
}
export function matrixCell(
  plane: MatrixPlane,
  { strikes, columns }: Matrix,
  x: number,
  y: number,
): { column: number; row: number } | null {
  const column = Math.floor((x - plane.left) / plane.cellWidth);
  const row = Math.floor((plane.bottom - y) / plane.cellHeight);
  return column >= 0 && column < columns.length && row >= 0 && row < strikes.length ? { column, row } : null;
}

/** The height of a price between strikes that stand evenly, however far apart they are; null: outside of them. */
export function heightOf(plane: MatrixPlane, strikes: readonly number[], at: number): number | null {
  const above = strikes.findIndex((strike) => strike >= at);
  if (above < 0 || (above === 0 && strikes[0] !== at)) return null;
  const [low, high] = [strikes[Math.max(0, above - 1)] ?? at, strikes[above] ?? at];
  const share = high > low ? (at - low) / (high - low) : 0;
  return plane.bottom - (Math.max(0, above - 1) + share + 0.5) * plane.cellHeight;
}

/** Strikes with a label: round ones, far enough apart to be read. */
export function labelledRows(strikes: readonly number[], cellHeight: number, least = 17): number[] {
  const every = Math.max(1, Math.ceil(least / cellHeight));
  const span = ((strikes.at(-1) ?? 0) - (strikes[0] ?? 0)) / Math.max(1, strikes.length - 1);
  const step = roundStep(span * every);
  const rows: number[] = [];
  strikes.forEach((strike, row) => {
    const isRound = Math.abs(strike / step - Math.round(strike / step)) < 1e-9;
    if (isRound && (row - (rows.at(-1) ?? -every)) * cellHeight >= least - 1) rows.push(row);
  });
  return rows;
}
function roundStep(least: number): number {
  if (!(least > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= least * 0.999) ?? 10);
}

/** One pixel a cell, the highest strike on top; what is not listed stays transparent. */
export function paintMatrix(pixels: Uint32Array, { strikes, values }: Matrix, limit: number, table: Uint32Array): void {
  const width = values.length;
  const height = strikes.length;
  values.forEach((column, c) => {
    for (let r = 0; r < height; ++r) {
      const value = column[r] ?? null;
      const index = value === null ? 0 : steps + Math.round(signedRoot(value, limit) * steps);
      pixels[(height - 1 - r) * width + c] = value === null ? 0 : (table[index] ?? 0);
    }
  });
}

/** The strongest cell of each block that has room for a sign, if it is strong. */
export function signedCells(
  { strikes, values }: Matrix,
  { cellWidth, cellHeight }: MatrixPlane,
  limit: number,
): { column: number; row: number; root: number }[] {
  const [wide, high] = [Math.max(1, Math.ceil(13 / cellWidth)), Math.max(1, Math.ceil(15 / cellHeight))];
  const found: { column: number; row: number; root: number }[] = [];
  for (let c = 0; c < values.length; c += wide) {
    for (let r = 0; r < strikes.length; r += high) {
      let best = { column: c, row: r, root: 0 };
      for (let i = c; i < Math.min(values.length, c + wide); ++i) {
        for (let j = r; j < Math.min(strikes.length, r + high); ++j) {
          const root = signedRoot(values[i]?.[j] ?? 0, limit);
          if (Math.abs(root) > Math.abs(best.root)) best = { column: i, row: j, root };
        }
      }
      if (Math.abs(best.root) > 0.3) found.push(best);
    }
  }
  return found;
}

export interface MatrixLevel {
  price: number;
  name: string;
  colour: 'spot' | 'call' | 'put' | 'flip';
  dash: readonly number[];
}
export interface MatrixPicture {
  matrix: Matrix;
  totals: Totals;
  /** The cells, one pixel each. */
  image: CanvasImageSource;
  limit: number;
  signed: boolean;
  levels: readonly MatrixLevel[];
  cell: { column: number; row: number } | null;
}

export function drawMatrix(
  context: Context,
  picture: MatrixPicture,
  width: number,
  height: number,
  palette: Palette,
): void {
  const plane = matrixPlane(picture.matrix, width, height);
  context.font = `11px ${palette.font}`;
  context.imageSmoothingEnabled = false;
  context.drawImage(picture.image, plane.left, plane.top, plane.right - plane.left, plane.bottom - plane.top);
  if (picture.signed) drawSigns(context, picture, plane, palette);
  drawAxes(context, picture.matrix, plane, palette);
  drawTotals(context, picture, plane, palette);
  drawLevels(context, picture.levels, picture.matrix, plane, palette);
  if (picture.cell) drawCell(context, picture.cell, plane, palette);
}

function drawSigns(context: Context, { matrix, limit }: MatrixPicture, plane: MatrixPlane, palette: Palette): void {
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.font = `700 12px ${palette.font}`;
  for (const { column, row, root } of signedCells(matrix, plane, limit)) {
    context.fillStyle = Math.abs(root) > 0.7 ? palette.page : palette.text;
    const [x, y] = centre(plane, column, row);
    context.fillText(root < 0 ? '−' : '+', x, y);
  }
  context.font = `11px ${palette.font}`;
}

const centre = (plane: MatrixPlane, column: number, row: number): [number, number] => [
  plane.left + (column + 0.5) * plane.cellWidth,
  plane.bottom - (row + 0.5) * plane.cellHeight,
];

function drawAxes(context: Context, { strikes, columns }: Matrix, plane: MatrixPlane, palette: Palette): void {
  context.fillStyle = palette['text-soft'];
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const row of labelledRows(strikes, plane.cellHeight))
    context.fillText(price(strikes[row] as Price), plane.left - 6, centre(plane, 0, row)[1]);
  const every = Math.max(1, Math.ceil(13 / plane.cellWidth));
  columns.forEach(({ label }, column) => {
    if (column % every !== 0) return;
    context.save();
    context.translate(centre(plane, column, 0)[0], plane.bottom + 6);
    context.rotate(-Math.PI / 2);
    context.fillText(label, 0, 0);
    context.restore();
  });
}

function drawTotals(context: Context, { totals, signed }: MatrixPicture, plane: MatrixPlane, palette: Palette): void {
  const colour = (value: number) => (signed ? (value < 0 ? palette.negative : palette.positive) : palette.accent);
  const most = (values: Float64Array) => values.reduce((size, value) => Math.max(size, Math.abs(value)), 0) || 1;
  const [rowMost, columnMost] = [most(totals.rows), most(totals.columns)];
  const right = linear([signed ? -rowMost : 0, rowMost], [plane.right + 8, plane.width - 4]);
  totals.rows.forEach((value, row) => {
    context.fillStyle = colour(value);
    const y = plane.bottom - (row + 1) * plane.cellHeight;
    context.fillRect(right(0), y, right(value) - right(0), Math.max(0.75, plane.cellHeight - 1));
  });
  const top = linear([signed ? -columnMost : 0, columnMost], [plane.top - 4, 16]);
  totals.columns.forEach((value, column) => {
    context.fillStyle = colour(value);
    const x = plane.left + column * plane.cellWidth;
    context.fillRect(x + 0.5, top(0), Math.max(1, plane.cellWidth - 1), top(value) - top(0));
  });
  context.strokeStyle = palette['line-strong'];
  context.lineWidth = 1;
  line(context, right(0), plane.top, right(0), plane.bottom);
  line(context, plane.left, top(0), plane.right, top(0));
  context.fillStyle = palette['text-soft'];
  context.textBaseline = 'top';
  context.textAlign = 'left';
  context.fillText(`by expiry, to ${text(columnMost, signed)}`, plane.left, 0);
  context.textAlign = 'right';
  context.fillText('by strike,', plane.width - 4, plane.bottom + 6);
  context.fillText(`to ${text(rowMost, signed)}`, plane.width - 4, plane.bottom + 20);
}
const text = (value: number, signed: boolean) => gex(value as UsdPerPercent).replace('+', signed ? '±' : '');

/** Lines first, then their names, kept apart: none is crossed or covered by another. */
function drawLevels(
  context: Context,
  levels: readonly MatrixLevel[],
  { strikes }: Matrix,
  plane: MatrixPlane,
  palette: Palette,
) {
  const lowest = strikes[0] ?? 0;
  const seen = levels.map((level) => {
    const at = heightOf(plane, strikes, level.price);
    if (at !== null) return { level, at, y: at - 9, name: level.name };
    return level.price < lowest
      ? { level, at, y: plane.bottom, name: `${level.name} ▼ below` }
      : { level, at, y: plane.top, name: `${level.name} ▲ above` };
  });
  for (const { level, at } of seen) {
    if (at === null) continue;
    context.lineWidth = 3;
    context.strokeStyle = faded(palette.page, 0.75);
    line(context, plane.left, at, plane.right, at);
    context.lineWidth = 1.5;
    context.strokeStyle = palette[level.colour];
    context.setLineDash([...level.dash]);
    line(context, plane.left - 4, at, plane.right + 4, at);
    context.setLineDash([]);
  }
  seen.sort((a, b) => a.y - b.y);
  spread(seen, 15, plane.top + 7, plane.bottom - 7);
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const { level, name, y } of seen) {
    const wide = context.measureText(name).width;
    context.fillStyle = faded(palette.surface, 0.85);
    context.fillRect(plane.right - wide - 8, y - 7, wide + 6, 14);
    context.fillStyle = palette[level.colour];
    context.fillText(name, plane.right - 5, y);
  }
}

function drawCell(context: Context, { column, row }: { column: number; row: number }, plane: MatrixPlane, p: Palette) {
  const [x, y] = [plane.left + column * plane.cellWidth, plane.bottom - (row + 1) * plane.cellHeight];
  context.strokeStyle = p.text;
  context.lineWidth = 2;
  context.strokeRect(x - 1, y - 1, plane.cellWidth + 2, plane.cellHeight + 2);
}
