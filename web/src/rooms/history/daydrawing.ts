/** A day: its lines, states of walls, the moment shown, marks, and the lines' names. */
import { linear } from '../../draw/axis';
import { spread } from '../../draw/labels';
import { faded, type Palette } from '../../draw/palette';
import { type Context, clockAxis, line, type Plane, valueAxis, within } from '../../draw/plane';
import { price } from '../../format/numbers';
import { price as asPrice } from '../../model/units';
import { lines, type Series, stretchesOf } from './dayseries';
import { callWall, putWall, type Row } from './wire';

export interface DayPicture {
  series: Series;
  /** Lowest and highest price in sight. */
  span: readonly [number, number];
  /** Indices of rows: the moment shown, and marks, -1 where there is none. */
  place: number;
  a: number;
  b: number;
}

const labelHeight = 15;
const labelRoom = 88; // right of the plane

export function dayPlane({ series: { times }, span }: DayPicture, width: number, height: number): Plane {
  const [left, right, top, bottom] = [62, width - labelRoom, 26, height - 24];
  return {
    ...{ left, right, top, bottom },
    x: linear([times[0] ?? 0, times.at(-1) ?? 1], [left, right]),
    y: linear(span, [bottom, top]),
  };
}

export function drawDay(context: Context, picture: DayPicture, plane: Plane, palette: Palette): void {
  const { series, place, a, b } = picture;
  if (series.rows.length === 0) return; // an axis of nothing would say something
  context.font = `12px ${palette.font}`;
  valueAxis(context, plane, palette, { name: (value) => price(asPrice(value)), apart: 56, grid: true });
  clockAxis(context, plane, palette);
  within(context, plane, () => {
    drawLines(context, series, plane, palette);
    drawStates(context, series, plane, palette);
  });
  drawMark(context, series.times[a], 'A', plane, palette);
  drawMark(context, series.times[b], 'B', plane, palette);
  drawMoment(context, series, place, plane, palette);
  drawNames(context, series.rows[place], plane, palette);
}

/** Walls hold until the next moment; price and flip go straight to it. */
function drawLines(context: Context, { times, values }: Series, plane: Plane, palette: Palette): void {
  lines.forEach(({ key, colour }, i) => {
    context.beginPath();
    let before: number | null = null;
    values[i]?.forEach((value, j) => {
      if (value !== null) {
        const [x, y] = [plane.x(times[j] ?? 0), plane.y(value)];
        if (before === null) context.moveTo(x, y);
        else if (key.endsWith('wall')) context.lineTo(x, plane.y(before));
        context.lineTo(x, y);
      }
      before = value;
    });
    context.strokeStyle = palette[colour];
    context.lineWidth = key === 'spot' ? 1.5 : 2;
    context.setLineDash(key === 'gamma_flip' ? [6, 4] : []);
    context.stroke();
  });
  context.setLineDash([]);
}

/** TESTED as a dashed band, BROKEN as a dotted one: over the wall's own line. */
function drawStates(context: Context, { rows, times }: Series, plane: Plane, palette: Palette): void {
  context.lineWidth = 6;
  for (const side of ['call', 'put'] as const) {
    const wall = side === 'call' ? callWall : putWall;
    for (const state of ['TESTED', 'BROKEN'] as const) {
      context.strokeStyle = state === 'TESTED' ? palette.tested : palette.broken;
      context.setLineDash(state === 'TESTED' ? [6, 3] : [2, 3]);
      for (const { from, to } of stretchesOf(rows, side, state)) {
        const first = rows[from];
        const level = first && wall(first);
        if (level === null || level === undefined) continue;
        const y = plane.y(level);
        line(context, plane.x(times[from] ?? 0), y, plane.x(times[to] ?? 0) + 1, y);
      }
    }
  }
  context.setLineDash([]);
}

function drawMoment(context: Context, { rows, times }: Series, place: number, plane: Plane, palette: Palette): void {
  const row = rows[place];
  if (!row) return;
  const { right, top, bottom } = plane;
  const x = plane.x(times[place] ?? 0);
  context.fillStyle = faded(palette.page, 0.55); // what came later was not known then
  context.fillRect(x, top, right - x, bottom - top);
  context.strokeStyle = palette.accent;
  context.lineWidth = 1.5;
  line(context, x, top, x, bottom);
  context.fillStyle = palette.spot;
  context.beginPath();
  context.arc(x, plane.y(row.spot), 3.5, 0, 2 * Math.PI);
  context.fill();
}

function drawMark(context: Context, at: number | undefined, name: string, plane: Plane, palette: Palette): void {
  if (at === undefined) return;
  const x = plane.x(at);
  context.strokeStyle = palette['line-strong'];
  context.lineWidth = 1;
  context.setLineDash([3, 3]);
  line(context, x, plane.top, x, plane.bottom);
  context.setLineDash([]);
  context.font = `600 12px ${palette.font}`;
  context.fillStyle = palette.text;
  context.textAlign = 'left';
  context.textBaseline = 'top';
  context.fillText(name, x + 4, plane.top + 2);
}

/** Names at the right edge with the values of the moment; kept apart, and at the edge where the level is out of sight. */
function drawNames(context: Context, row: Row | undefined, { right, top, bottom, y: scale }: Plane, palette: Palette) {
  if (!row) return;
  const labels = lines
    .flatMap(({ name, colour, of }) => {
      const value = of(row);
      if (value === null) return [];
      const y = scale(value);
      const beyond = y < top ? '↑ ' : y > bottom ? '↓ ' : '';
      return [
        { text: `${beyond}${name} ${price(value)}`, colour: palette[colour], y: Math.min(bottom, Math.max(top, y)) },
      ];
    })
    .sort((p, q) => p.y - q.y);
  spread(labels, labelHeight, top, bottom);
  context.font = `11px ${palette.font}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const { text, colour, y } of labels) {
    context.fillStyle = colour;
    context.fillText(text, right + 4, y, labelRoom - 6);
  }
}
