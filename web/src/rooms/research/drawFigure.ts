/** A study's curves with their intervals, what to compare them with dashed; a drawdown has a panel of its own below. */
import { linear, niceTicks } from '../../draw/axis';
import { faded, type Palette } from '../../draw/palette';
import { type Context, line, type Plane, valueAxis } from '../../draw/plane';
import type { StudyCurve, StudyFigure, StudyPoint } from '../../wire/types';
import { drawMark } from './marks';
import texts from './texts.json';
import { brief } from './words';

type Pair = readonly [x: number, y: number];
type Part = 'y' | 'low' | 'high';

/** What tells curves apart beside their names: colour, dashes and, of few points, marks. */
export interface Look {
  colour: 'accent' | 'oi-put' | 'flip' | 'positive' | 'text' | 'text-soft';
  dash: readonly number[];
  width: number;
  nth: number;
}
const looks = [
  ['accent', []],
  ['oi-put', [9, 3]],
  ['flip', [2, 3]],
  ['positive', [9, 3, 2, 3]],
  ['text', [14, 4]],
] as const;

export const isDrawdown = ({ name }: StudyCurve) => name === 'drawdown';

/** By curve, references apart from the others. */
export function looksOf({ curves }: StudyFigure): Look[] {
  let nth = 0;
  return curves.map((curve): Look => {
    if (curve.reference) return { colour: 'text-soft', dash: [5, 4], width: 1.4, nth: 0 };
    if (isDrawdown(curve)) return { colour: 'oi-put', dash: [], width: 1.6, nth: 0 };
    const at = nth++;
    const [colour, dash] = looks[at % looks.length] ?? looks[0];
    return { colour, dash, width: 2, nth: at };
  });
}

const few = 20; // points up to which each has its mark and its own interval
const isOfPoints = ({ stepped }: StudyFigure, { reference, points }: StudyCurve) =>
  !stepped && !reference && points.length <= few;
const hasInterval = ({ points }: StudyCurve) => points.some(({ low, high }) => low < high);

/** What stands below the picture. */
export function captionOf({ curves }: StudyFigure): string {
  const interval = curves.some(hasInterval) ? texts.interval : '';
  const reference = curves.some(({ reference }) => reference) ? texts.reference : '';
  return [interval, reference].filter(Boolean).join(' ');
}

const isPart = (value: number) => value >= 0 && value <= 1;

/** Every value is a share, along both axes: a reliability diagram. */
export function isSquare({ curves, stepped }: StudyFigure): boolean {
  const points = curves.flatMap((curve) => curve.points);
  return !stepped && points.length > 0 && points.every(({ x, low, high }) => isPart(x) && isPart(low) && isPart(high));
}

/** In steps a value holds until the next point. */
export function along(points: readonly StudyPoint[], part: Part, stepped: boolean): Pair[] {
  return points.flatMap((point, i): Pair[] => {
    const before = points[i - 1];
    return stepped && before
      ? [
          [point.x, before[part]],
          [point.x, point[part]],
        ]
      : [[point.x, point[part]]];
  });
}

function rangeOf(values: readonly number[]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low <= high ? [low, high] : [0, 1];
}
const apart = ([low, high]: [number, number]): [number, number] => (high > low ? [low, high] : [low - 1, high + 1]);

/** What its axes show, left to right and bottom to top. */
export function shownOf(figure: StudyFigure, curves: readonly StudyCurve[]): { x: Pair; y: Pair } {
  if (isSquare(figure)) return { x: [0, 1], y: [0, 1] };
  const x = apart(rangeOf(figure.curves.flatMap(({ points }) => points.map((point) => point.x))));
  const values = curves.flatMap(({ points }) => points.flatMap(({ y, low, high }) => [y, low, high]));
  if (figure.stepped && values.every(isPart)) return { x, y: [0, 1] };
  const [low, high] = apart(rangeOf(values));
  const room = (high - low) * 0.06;
  return { x, y: [low - room, high + room] };
}

const sizes = { left: 52, right: 14, top: 32, between: 30, below: 44, panel: 250, square: 400, drawdown: 84 } as const;

export interface Panels {
  upper: Plane;
  lower: Plane | null;
  height: number;
}
export function panelsOf(figure: StudyFigure, width: number): Panels {
  const room = width - sizes.left - sizes.right;
  const square = isSquare(figure);
  const side = square ? Math.min(room, sizes.square) : room;
  const planeOf = (curves: readonly StudyCurve[], top: number, height: number): Plane => {
    const { x, y } = shownOf(figure, curves);
    const [left, right, bottom] = [sizes.left, sizes.left + side, top + height];
    return { left, right, top, bottom, x: linear(x, [left, right]), y: linear(y, [bottom, top]) };
  };
  const above = figure.curves.filter((curve) => !isDrawdown(curve));
  const below = figure.curves.filter(isDrawdown);
  const upper = planeOf(above, sizes.top, square ? side : sizes.panel);
  const lower = below.length > 0 ? planeOf(below, upper.bottom + sizes.between, sizes.drawdown) : null;
  return { upper, lower, height: (lower ?? upper).bottom + sizes.below };
}

function trace(context: Context, { x, y }: Plane, pairs: readonly Pair[]): void {
  for (const pair of pairs) context.lineTo(x(pair[0]), y(pair[1]));
}

function drawBand(context: Context, plane: Plane, curve: StudyCurve, stepped: boolean, colour: string): void {
  context.beginPath();
  trace(context, plane, along(curve.points, 'low', stepped));
  trace(context, plane, along(curve.points, 'high', stepped).toReversed());
  context.fillStyle = faded(colour, 0.16);
  context.fill();
}

function drawPoints(context: Context, plane: Plane, { points }: StudyCurve, nth: number, colour: string): void {
  for (const { x, y, low, high } of points) {
    context.strokeStyle = colour;
    context.lineWidth = 1.4;
    if (low < high) line(context, plane.x(x), plane.y(low), plane.x(x), plane.y(high));
    drawMark(context, [plane.x(x), plane.y(y)], nth, colour, colour);
  }
}

function drawCurve(
  context: Context,
  plane: Plane,
  figure: StudyFigure,
  curve: StudyCurve,
  look: Look,
  palette: Palette,
): void {
  const colour = palette[look.colour];
  const ofPoints = isOfPoints(figure, curve);
  if (hasInterval(curve) && !ofPoints) drawBand(context, plane, curve, figure.stepped, colour);
  context.beginPath();
  trace(context, plane, along(curve.points, 'y', figure.stepped));
  context.strokeStyle = colour;
  context.lineWidth = look.width;
  context.lineJoin = 'round';
  context.setLineDash([...look.dash]);
  context.stroke();
  context.setLineDash([]);
  if (ofPoints) drawPoints(context, plane, curve, look.nth, colour);
}

function drawPanel(
  context: Context,
  plane: Plane,
  figure: StudyFigure,
  shows: (curve: StudyCurve) => boolean,
  label: string,
  palette: Palette,
): void {
  const ofPanel = plane.bottom / (plane.bottom - plane.top);
  valueAxis(context, plane, palette, { name: brief, apart: 32 * ofPanel, grid: true });
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  context.fillStyle = palette['text-soft'];
  context.fillText(label, plane.left, plane.top - 10);
  if (plane.y.invert(plane.bottom) < 0 && plane.y.invert(plane.top) > 0) {
    context.strokeStyle = palette['line-strong'];
    line(context, plane.left, plane.y(0), plane.right, plane.y(0));
  }
  const all = looksOf(figure);
  // what no effect would draw lies under the rest
  for (const reference of [true, false]) {
    figure.curves.forEach((curve, i) => {
      const look = all[i];
      if (look && curve.reference === reference && shows(curve))
        drawCurve(context, plane, figure, curve, look, palette);
    });
  }
}

export function drawFigure(context: Context, figure: StudyFigure, width: number, palette: Palette): void {
  context.font = `12px ${palette.font}`;
  const { upper, lower } = panelsOf(figure, width);
  drawPanel(context, upper, figure, (curve) => !isDrawdown(curve), figure.y_label, palette);
  if (lower) drawPanel(context, lower, figure, isDrawdown, 'drawdown', palette);
  const last = lower ?? upper;
  const ticks = niceTicks(last.x.invert(last.left), last.x.invert(last.right), (last.right - last.left) / 70);
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  context.fillStyle = palette['text-soft'];
  for (const tick of ticks) {
    context.fillRect(Math.round(last.x(tick)), last.bottom, 1, 4);
    context.fillText(brief(tick), last.x(tick), last.bottom + 17);
  }
  context.fillText(figure.x_label, (last.left + last.right) / 2, last.bottom + 37);
}
