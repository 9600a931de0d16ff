/** A path and the fan of many, on the session's clock. */
import { linear } from '../../draw/axis';
import { faded, type Palette } from '../../draw/palette';
import { type Context, line, namesBelow, type Plane, valueAxis, within } from '../../draw/plane';
import { number, tickText } from '../../format/numbers';
import type { LaboratoryAnswer, LaboratoryPath } from '../../wire/types';
import { clockOf } from './run';

type Run = LaboratoryAnswer['run'];

const left = 64;
const below = 24;

function planeOf(
  width: number,
  top: number,
  bottom: number,
  x: readonly [number, number],
  y: readonly [number, number],
): Plane {
  const right = width - 12;
  return { left, right, top, bottom, x: linear(x, [left, right]), y: linear(y, [bottom, top]) };
}

/** Room above and below the values that are drawn. */
export function withRoom(values: Iterable<number>): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (!(high > low)) return [low - 1, high + 1];
  const room = (high - low) * 0.06;
  return [low - room, high + room];
}

function times(context: Context, plane: Plane, palette: Palette, run: Run): void {
  const { minutes, start_minute: start } = run.scenario;
  const every =
    [15, 30, 60, 120, 390, 780].find((each) => (each / minutes) * (plane.right - plane.left) > 58) ?? minutes;
  const first = Math.ceil(start / every) * every - start;
  const at = Array.from({ length: Math.floor((minutes - first) / every) + 1 }, (_, i) => first + i * every);
  namesBelow(context, plane, palette, at, (minute) => clockOf(minute, start));
}

function path(context: Context, { x, y }: Plane, xs: ArrayLike<number>, ys: ArrayLike<number>): void {
  context.beginPath();
  for (let i = 0; i < xs.length; i++) context.lineTo(x(xs[i] as number), y(ys[i] as number));
  context.stroke();
}

function levels(context: Context, plane: Plane, palette: Palette, run: Run): void {
  context.textAlign = 'left';
  context.textBaseline = 'bottom';
  context.setLineDash([2, 3]);
  context.lineWidth = 1;
  for (const level of run.levels) {
    const at = plane.y(level.price_usd);
    if (at < plane.top || at > plane.bottom) continue;
    context.strokeStyle = context.fillStyle = palette.flip;
    line(context, plane.left, at, plane.right, at);
    context.fillText(`${level.name} ${number(level.price_usd, 2)}`, plane.left + 6, at - 1);
  }
  context.setLineDash([]);
}

export interface PathDrawing {
  run: Run;
  path: LaboratoryPath;
  step: number;
}

/** Where the price panel ends and the bars of hedging begin. */
const split = 0.66;

export function drawPath(
  context: Context,
  drawing: PathDrawing,
  width: number,
  height: number,
  palette: Palette,
): Plane {
  const { run, path: of, step } = drawing;
  context.font = `12px ${palette.font}`;
  const x: [number, number] = [0, run.scenario.minutes];
  const bottom = height - below;
  const middle = Math.round(bottom * split);
  const spots = [...of.spot_usd, ...of.spot_without_dealers_usd];
  const prices = planeOf(width, 8, middle - 10, x, withRoom(spots));
  valueAxis(context, prices, palette, { name: (value) => number(value, 2), apart: 44, grid: true });
  levels(context, prices, palette, run);
  within(context, prices, () => {
    context.lineWidth = 1.5;
    context.setLineDash([5, 3]);
    context.strokeStyle = palette['text-soft'];
    path(context, prices, of.minutes, of.spot_without_dealers_usd);
    context.setLineDash([]);
    context.lineWidth = 2;
    context.strokeStyle = palette.accent;
    path(context, prices, of.minutes, of.spot_usd);
  });
  const largest = of.hedging_usd.reduce((most, each) => Math.max(most, Math.abs(each)), 0) || 1;
  const flows = planeOf(width, middle + 14, bottom, x, [-largest, largest]);
  valueAxis(context, flows, palette, { name: tickText, apart: (30 * bottom) / (bottom - middle), grid: true });
  const bar = Math.max(1, ((flows.right - flows.left) / of.minutes.length) * 0.8);
  of.hedging_usd.forEach((usd, i) => {
    context.fillStyle = usd >= 0 ? palette.positive : palette.negative;
    const from = flows.y(0);
    const to = flows.y(usd);
    context.fillRect(flows.x(of.minutes[i] ?? 0) - bar, Math.min(from, to), bar, Math.abs(to - from));
  });
  context.strokeStyle = palette['line-strong'];
  line(context, flows.left, flows.y(0), flows.right, flows.y(0));
  context.fillStyle = palette['text-soft'];
  context.textAlign = 'left';
  context.textBaseline = 'top';
  context.fillText('Dealers buy above the line, sell below, dollars a step', flows.left + 6, middle - 2);
  times(context, flows, palette, run);
  const at = Math.round(prices.x(of.minutes[step] ?? 0)) + 0.5;
  context.strokeStyle = palette.text;
  context.lineWidth = 1;
  line(context, at, prices.top, at, bottom);
  return prices;
}

export function drawFan(context: Context, run: Run, width: number, height: number, palette: Palette): void {
  context.font = `12px ${palette.font}`;
  const { fan, scenario } = run;
  const all = fan.flatMap((column) => [...column.with_usd, ...column.without_usd]);
  const plane = planeOf(width, 8, height - below, [0, scenario.minutes], withRoom(all));
  valueAxis(context, plane, palette, { name: (value) => number(value, 2), apart: 44, grid: true });
  const xs = [0, ...fan.map((column) => column.minute)];
  const quantile = (side: 'with_usd' | 'without_usd', q: number) => [
    scenario.spot_usd,
    ...fan.map((column) => column[side][q] as number),
  ];
  within(context, plane, () => {
    for (const [low, high, opacity] of [
      [0, 4, 0.18],
      [1, 3, 0.3],
    ] as const) {
      context.fillStyle = faded(palette.accent, opacity);
      context.beginPath();
      for (let i = 0; i < xs.length; i++)
        context.lineTo(plane.x(xs[i] as number), plane.y(quantile('with_usd', high)[i] as number));
      for (let i = xs.length - 1; i >= 0; i--)
        context.lineTo(plane.x(xs[i] as number), plane.y(quantile('with_usd', low)[i] as number));
      context.fill();
    }
    context.strokeStyle = palette['text-soft'];
    context.lineWidth = 1.5;
    for (const q of [0, 1, 3, 4]) {
      context.setLineDash(q === 0 || q === 4 ? [5, 3] : [2, 3]);
      path(context, plane, xs, quantile('without_usd', q));
    }
    context.setLineDash([]);
  });
  levels(context, plane, palette, run);
  times(context, plane, palette, run);
}

/** Which step lies under a place of the path's picture. */
export function stepAt(plane: Plane, minutes: readonly number[], x: number): number {
  const minute = plane.x.invert(x);
  const found = minutes.findIndex((each) => each >= minute);
  return found < 0 ? minutes.length - 1 : found;
}
