/** Exposure over price: curves with their fan, zero, and the prices that matter. */
import { price, tickText } from '../format/numbers';
import type { Price } from '../model/units';
import { linear, niceTicks } from './axis';
import { placed, rowsOf } from './labels';
import { faded, type Palette } from './palette';
import { type Context, line, namesBelow, type Plane, valueAxis } from './plane';

export type { Plane } from './plane';

type Colour = 'text' | 'text-soft' | 'accent' | 'flip' | 'spot' | 'oi-call' | 'oi-put' | 'call' | 'put';

export interface Curve {
  name: string;
  spots: ArrayLike<number>;
  values: ArrayLike<number>;
  colour: Colour;
  dash: readonly number[];
  width: number;
}
/** A price that matters, drawn as an upright line with its name. */
export interface Mark {
  price: number;
  name: string;
  colour: Colour;
  dash: readonly number[];
}
/** Where something lies in most of the draws, shown along zero: a dot, a thick half, thin nine tenths. */
export interface Reach {
  q05: number;
  q25: number;
  q50: number;
  q75: number;
  q95: number;
  colour: Colour;
}
/** Quantiles of the draws at each spot. */
export interface Fan {
  spots: ArrayLike<number>;
  q05: ArrayLike<number>;
  q25: ArrayLike<number>;
  q50: ArrayLike<number>;
  q75: ArrayLike<number>;
  q95: ArrayLike<number>;
}

export interface CurvesPicture {
  prices: readonly [number, number];
  curves: readonly Curve[];
  /** The first curve is filled by its sign, with these words above and below zero. */
  words: { above: string; below: string } | null;
  fan: Fan | null;
  marks: readonly Mark[];
  reach: Reach | null;
  /** Where the numbers are read, by pointer or slider. */
  cursor: number | null;
}

const labelHeight = 16;

/** Where prices and values lie on a canvas of that size. */
export function planeOf(picture: CurvesPicture, width: number, height: number, labelRows: number): Plane {
  const [left, right, top, bottom] = [62, width - 10, 8 + labelRows * labelHeight, height - 24];
  return {
    left,
    right,
    top,
    bottom,
    x: linear(picture.prices, [left, right]),
    y: linear(valuesOf(picture), [bottom, top]),
  };
}

/** Lowest and highest of all that is drawn between the prices, zero among them, with a little room. */
export function valuesOf({ prices: [low, high], curves, fan }: CurvesPicture): [number, number] {
  let [least, most] = [0, 0];
  const take = (spots: ArrayLike<number>, values: ArrayLike<number>) => {
    for (let i = 0; i < spots.length; ++i) {
      const [spot, value] = [spots[i] ?? NaN, values[i] ?? NaN];
      if (!(spot >= low && spot <= high) || !Number.isFinite(value)) continue;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  };
  for (const { spots, values } of curves) take(spots, values);
  if (fan) {
    take(fan.spots, fan.q05);
    take(fan.spots, fan.q95);
  }
  const room = (most - least || 1) * 0.05;
  return [least - room, most + room];
}

export const pricesOf = (plane: Plane) => (pixel: number) =>
  plane.x.invert(Math.max(plane.left, Math.min(plane.right, pixel)));

function drawGrid(context: Context, plane: Plane, palette: Palette): void {
  const { left, right, x } = plane;
  valueAxis(context, plane, palette, { name: tickText, apart: 56, grid: true });
  const prices = niceTicks(x.invert(left), x.invert(right), (right - left) / 62).filter((each) => x(each) >= left + 16);
  namesBelow(context, plane, palette, prices, (each) => price(each as Price));
  context.strokeStyle = palette['line-strong'];
  context.lineWidth = 1.5;
  line(context, left, plane.y(0), right, plane.y(0));
}

function along(context: Context, plane: Plane, spots: ArrayLike<number>, values: ArrayLike<number>): void {
  for (let i = 0; i < spots.length; ++i) context.lineTo(plane.x(spots[i] ?? 0), plane.y(values[i] ?? 0));
}

function drawFan(context: Context, plane: Plane, fan: Fan, palette: Palette): void {
  const between = (low: ArrayLike<number>, high: ArrayLike<number>, opacity: number) => {
    context.beginPath();
    along(context, plane, fan.spots, low);
    for (let i = fan.spots.length - 1; i >= 0; --i) context.lineTo(plane.x(fan.spots[i] ?? 0), plane.y(high[i] ?? 0));
    context.fillStyle = faded(palette['text-soft'], opacity);
    context.fill();
  };
  between(fan.q05, fan.q95, 0.12);
  between(fan.q25, fan.q75, 0.15);
  context.beginPath();
  along(context, plane, fan.spots, fan.q50);
  context.strokeStyle = palette['text-soft'];
  context.lineWidth = 1;
  context.setLineDash([1, 3]);
  context.stroke();
  context.setLineDash([]);
}

/** Between the curve and zero, above in one colour, below in the other. */
function drawSigns(context: Context, plane: Plane, { spots, values }: Curve, opacity: number, palette: Palette): void {
  const zero = plane.y(0);
  const part = (top: number, bottom: number, colour: string) => {
    if (bottom <= top) return;
    context.save();
    context.beginPath();
    context.rect(plane.left, top, plane.right - plane.left, bottom - top);
    context.clip();
    context.beginPath();
    context.moveTo(plane.x(spots[0] ?? 0), zero);
    along(context, plane, spots, values);
    context.lineTo(plane.x(spots[spots.length - 1] ?? 0), zero);
    context.fillStyle = faded(colour, opacity);
    context.fill();
    context.restore();
  };
  part(plane.top, zero, palette.positive);
  part(zero, plane.bottom, palette.negative);
}

function drawWords(
  context: Context,
  plane: Plane,
  { above, below }: { above: string; below: string },
  palette: Palette,
): void {
  const zero = plane.y(0);
  context.textAlign = 'right';
  context.font = `600 12px ${palette.font}`;
  if (zero - plane.top > 30) {
    context.fillStyle = palette.positive;
    context.fillText(above, plane.right - 6, zero - 7);
  }
  if (plane.bottom - zero > 30) {
    context.fillStyle = palette.negative;
    context.fillText(below, plane.right - 6, zero + 16);
  }
}

function drawReach(context: Context, plane: Plane, reach: Reach, palette: Palette): void {
  const zero = plane.y(0);
  const bar = (low: number, high: number, width: number) => {
    context.lineWidth = width;
    line(context, plane.x(low), zero, plane.x(high), zero);
  };
  context.strokeStyle = palette[reach.colour];
  context.fillStyle = palette[reach.colour];
  bar(reach.q05, reach.q95, 2);
  bar(reach.q25, reach.q75, 5);
  context.beginPath();
  context.arc(plane.x(reach.q50), zero, 5, 0, 2 * Math.PI);
  context.fill();
}

function drawCurve(context: Context, plane: Plane, curve: Curve, palette: Palette): void {
  context.beginPath();
  along(context, plane, curve.spots, curve.values);
  context.strokeStyle = palette[curve.colour];
  context.lineWidth = curve.width;
  context.lineJoin = 'round';
  context.setLineDash([...curve.dash]);
  context.stroke();
  context.setLineDash([]);
}

function drawMarks(context: Context, plane: Plane, marks: readonly Placed[], palette: Palette): void {
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const { mark, x, row } of marks) {
    const y = 4 + (row + 0.5) * labelHeight;
    context.strokeStyle = palette[mark.colour];
    context.lineWidth = 1.25;
    context.setLineDash([...mark.dash]);
    line(context, x, y + labelHeight / 2, x, plane.bottom);
    context.setLineDash([]);
  }
  for (const { mark, label, width, row } of marks) {
    const y = 4 + row * labelHeight;
    context.fillStyle = palette.surface; // other marks' lines do not cross a name
    context.fillRect(label - 2, y, width + 4, labelHeight);
    context.fillStyle = palette[mark.colour];
    context.fillText(mark.name, label, y + labelHeight / 2);
  }
}

interface Placed {
  mark: Mark;
  x: number;
  label: number;
  width: number;
  row: number;
}
const switchWidth = 48; // of the figure's own button in that corner
function placedMarks(context: Context, picture: CurvesPicture, width: number): Placed[] {
  const { x, left, right } = planeOf(picture, width, 100, 0);
  const [low, high] = picture.prices;
  const seen = picture.marks.map((mark) => {
    if (mark.price < low) return { ...mark, name: `◀ ${mark.name}` };
    return mark.price > high ? { ...mark, name: `${mark.name} ▶` } : mark;
  });
  const labels = seen.map((mark) => {
    const wide = context.measureText(mark.name).width;
    return { at: placed(x(mark.price), wide, [left, right - switchWidth]), width: wide };
  });
  const rows = rowsOf(labels);
  return seen.map((mark, i) => ({
    mark,
    x: x(mark.price),
    label: labels[i]?.at ?? 0,
    width: labels[i]?.width ?? 0,
    row: rows[i] ?? 0,
  }));
}

const usual = (palette: Palette) => `12px ${palette.font}`;

/** Draws all of it and tells where it lies, for what a pointer means. */
export function drawCurves(
  context: Context,
  picture: CurvesPicture,
  width: number,
  height: number,
  palette: Palette,
): Plane {
  context.font = usual(palette);
  const marks = placedMarks(context, picture, width);
  const rows = marks.reduce((most, { row }) => Math.max(most, row + 1), 0);
  const plane = planeOf(picture, width, height, rows);
  drawGrid(context, plane, palette);
  context.save();
  context.beginPath();
  context.rect(plane.left, 0, plane.right - plane.left, plane.bottom);
  context.clip();
  if (picture.fan) drawFan(context, plane, picture.fan, palette);
  const [first] = picture.curves;
  if (first && picture.words) drawSigns(context, plane, first, picture.fan ? 0.12 : 0.2, palette);
  for (const curve of picture.curves.toReversed()) drawCurve(context, plane, curve, palette);
  if (picture.reach) drawReach(context, plane, picture.reach, palette);
  drawMarks(context, plane, marks, palette);
  if (picture.cursor !== null) {
    context.strokeStyle = palette.accent;
    context.lineWidth = 1;
    line(context, plane.x(picture.cursor), plane.top, plane.x(picture.cursor), plane.bottom);
  }
  if (picture.words) drawWords(context, plane, picture.words, palette);
  context.restore();
  context.font = usual(palette);
  return plane;
}
