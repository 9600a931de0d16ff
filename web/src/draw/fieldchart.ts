/** Price by time: the field's picture with price, levels and the border between signs drawn over it. */
import { price } from '../format/numbers';
import { type Field, zerosOf } from '../model/field';
import { linearAt } from '../model/interpolation';
import type { Price } from '../model/units';
import { linear } from './axis';
import { held, type Slots } from './field';
import { faded, type Palette } from './palette';
import { type Context, clockAxis, line, type Plane, valueAxis, within } from './plane';

/** A level through time: where it was from each moment on; null: there was none. */
export interface Path {
  name: string;
  colour: 'call' | 'put';
  at: readonly number[];
  prices: readonly (number | null)[];
}
export interface FieldPicture {
  field: Field;
  slots: Slots;
  image: CanvasImageSource;
  paths: readonly Path[];
  /** Column of the field and row of its prices. */
  cell: { column: number; row: number } | null;
}
/** Across: milliseconds. Up: prices, in the middle of their cells. */
export type FieldPlane = Plane;

export function fieldPlane({ prices, step }: Field, slots: Slots, width: number, height: number): FieldPlane {
  const [left, right, top, bottom] = [50, width - 8, 8, height - 24];
  const [low, high] = [prices[0] ?? 0, prices.at(-1) ?? 1];
  const half = (high - low) / Math.max(1, prices.length - 1) / 2;
  return {
    left,
    right,
    top,
    bottom,
    x: linear([slots.from, slots.from + slots.count * step], [left, right]),
    y: linear([low - half, high + half], [bottom, top]),
  };
}

/** The column known nearest before a pixel, and the price's row. */
export function fieldCell(plane: FieldPlane, field: Field, x: number, y: number) {
  if (x < plane.left || x > plane.right || y < plane.top || y > plane.bottom) return null;
  const at = plane.x.invert(x);
  const column = field.columns.findLastIndex((each) => Math.floor(each.at / field.step) * field.step <= at);
  const last = field.columns[column];
  if (!last || at - last.at > held * field.step) return null;
  const share = (plane.bottom - y) / (plane.bottom - plane.top);
  return { column, row: Math.min(field.prices.length - 1, Math.floor(share * field.prices.length)) };
}

export function drawField(context: Context, picture: FieldPicture, width: number, height: number, palette: Palette) {
  const { field, slots } = picture;
  const plane = fieldPlane(field, slots, width, height);
  context.font = `11px ${palette.font}`;
  drawUnknown(context, plane, palette);
  context.imageSmoothingEnabled = false;
  context.drawImage(picture.image, plane.left, plane.top, plane.right - plane.left, plane.bottom - plane.top);
  valueAxis(context, plane, palette, { name: (value) => price(value as Price), apart: 44, grid: false });
  clockAxis(context, plane, palette);
  within(context, plane, () => {
    drawZeros(context, field, plane, palette);
    for (const path of picture.paths) drawPath(context, path, plane, palette);
    drawSigns(context, field, plane, palette);
    drawPrice(context, field, plane, palette);
  });
  for (const path of picture.paths) drawName(context, path, plane, palette);
  if (picture.cell) drawCell(context, picture.cell, field, slots, plane, palette);
}

/** Stripes where nothing is known: before the first column, in gaps, and the part of the session still to come. */
function drawUnknown(context: Context, plane: FieldPlane, palette: Palette): void {
  within(context, plane, () => {
    context.strokeStyle = palette.line;
    context.lineWidth = 1;
    for (let x = plane.left - plane.bottom; x < plane.right; x += 9)
      line(context, x, plane.bottom, x + plane.bottom, 0);
  });
}

/** Where dampening and amplifying meet: so that colour is not the only sign. */
function drawZeros(context: Context, field: Field, plane: FieldPlane, palette: Palette): void {
  const wide = Math.max(1.5, plane.x(field.step) - plane.x(0));
  for (const [colour, tall] of [
    [faded(palette.page, 0.7), 4],
    [palette.flip, 2],
  ] as const) {
    context.fillStyle = colour;
    for (const { at, net } of field.columns) {
      const x = plane.x(Math.floor(at / field.step) * field.step);
      for (const zero of zerosOf(field.prices, net)) context.fillRect(x, plane.y(zero) - tall / 2, wide, tall);
    }
  }
}

/** A + or - in each part of a few columns that is tall enough for it. */
function drawSigns(context: Context, field: Field, plane: FieldPlane, palette: Palette): void {
  context.font = `700 15px ${palette.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = palette.text;
  context.strokeStyle = faded(palette.page, 0.7);
  context.lineWidth = 3;
  for (const share of [0.12, 0.5, 0.88]) {
    const column = field.columns[Math.floor(share * (field.columns.length - 1))];
    if (!column) continue;
    for (const { low, high, sign } of signParts(field.prices, column.net)) {
      if (plane.y(low) - plane.y(high) < 40) continue;
      const y = plane.y((low + high) / 2);
      context.strokeText(sign, plane.x(column.at), y);
      context.fillText(sign, plane.x(column.at), y);
    }
  }
  context.font = `11px ${palette.font}`;
}

/** Stretches of prices of one sign. */
export function signParts(prices: Float64Array, net: Float64Array): { low: number; high: number; sign: '+' | '−' }[] {
  const known = prices.filter((_, i) => !Number.isNaN(net[i] ?? NaN));
  const ends = [known[0] ?? 0, ...zerosOf(prices, net), known.at(-1) ?? 0];
  return ends.slice(1).map((high, i) => {
    const low = ends[i] ?? high;
    return { low, high, sign: linearAt(prices, net, (low + high) / 2) < 0 ? '−' : '+' };
  });
}

function drawPrice(context: Context, field: Field, plane: FieldPlane, palette: Palette): void {
  context.beginPath();
  let before = -Infinity;
  for (const { at, spot } of field.columns) {
    const [x, y] = [plane.x(at), plane.y(spot)];
    if (at - before > held * field.step) context.moveTo(x, y);
    else context.lineTo(x, y);
    before = at;
  }
  context.lineJoin = 'round';
  context.strokeStyle = faded(palette.page, 0.8);
  context.lineWidth = 4.5;
  context.stroke();
  context.strokeStyle = palette.spot;
  context.lineWidth = 1.75;
  context.stroke();
}

function drawPath(context: Context, path: Path, plane: FieldPlane, palette: Palette): void {
  context.beginPath();
  let before: number | null = null;
  path.prices.forEach((at, i) => {
    const [x, next] = [plane.x(path.at[i] ?? 0), plane.x(path.at[i + 1] ?? path.at[i] ?? 0)];
    if (at !== null) {
      if (before === null) context.moveTo(x, plane.y(at));
      else if (before !== at) context.lineTo(x, plane.y(at));
      context.lineTo(next, plane.y(at));
    }
    before = at;
  });
  context.strokeStyle = faded(palette.page, 0.7);
  context.lineWidth = 4;
  context.stroke();
  context.strokeStyle = palette[path.colour];
  context.lineWidth = 2;
  context.setLineDash([7, 3]);
  context.stroke();
  context.setLineDash([]);
}

/** The name at the newest value; at the edge, with an arrow, where it lies beyond. */
function drawName(context: Context, { name, prices, colour }: Path, plane: FieldPlane, palette: Palette): void {
  const last = prices.findLast((each) => each !== null);
  if (last === null || last === undefined) return;
  const y = plane.y(last);
  const beyond = y < plane.top ? ' ▲ above' : y > plane.bottom ? ' ▼ below' : '';
  const text = `${name} ${price(last as Price)}${beyond}`;
  const at = Math.max(plane.top + 9, Math.min(plane.bottom - 9, beyond ? y : y - 11));
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillStyle = faded(palette.surface, 0.85);
  context.fillRect(plane.left + 4, at - 8, context.measureText(text).width + 8, 16);
  context.fillStyle = palette[colour];
  context.fillText(text, plane.left + 8, at);
}

function drawCell(
  context: Context,
  cell: { column: number; row: number },
  field: Field,
  { from }: Slots,
  plane: FieldPlane,
  palette: Palette,
): void {
  const at = field.columns[cell.column]?.at ?? from;
  const x = plane.x(Math.floor(at / field.step) * field.step);
  const y = plane.y(field.prices[cell.row] ?? 0);
  context.strokeStyle = palette.text;
  context.lineWidth = 1;
  line(context, plane.left, y, plane.right, y);
  line(context, x, plane.top, x, plane.bottom);
}
