/** What stands over the lines of a day: states of walls, the moment shown, marks, and the lines' names. */
import type uPlot from 'uplot';
import { faded, type Palette } from '../../draw/palette';
import { price } from '../../format/numbers';
import { lines, stretchesOf } from './dayseries';
import { callWall, putWall, type Row } from './wire';

export interface Marks {
  place: number;
  a: number;
  b: number;
}

const labelHeight = 15; // CSS pixels

export function drawDay(plot: uPlot, palette: Palette, rows: readonly Row[], marks: Marks): void {
  if (rows.length === 0) return;
  const { ctx } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(plot.bbox.left, plot.bbox.top, plot.bbox.width, plot.bbox.height);
  ctx.clip();
  drawStates(plot, palette, rows);
  ctx.restore();
  ctx.save();
  drawMark(plot, palette, rows, marks.a, 'A');
  drawMark(plot, palette, rows, marks.b, 'B');
  drawMoment(plot, palette, rows, marks.place);
  drawNames(plot, palette, rows[marks.place]);
  ctx.restore();
}

const scaleOf = () => devicePixelRatio;
const across = (plot: uPlot, row: Row | undefined) => plot.valToPos(Date.parse(row?.as_of ?? '') / 1000, 'x', true);
const down = (plot: uPlot, value: number) => plot.valToPos(value, 'y', true);

/** TESTED as a dashed band, BROKEN as a dotted one: over the wall's own line. */
function drawStates(plot: uPlot, palette: Palette, rows: readonly Row[]): void {
  const { ctx } = plot;
  const scale = scaleOf();
  for (const side of ['call', 'put'] as const) {
    const wall = side === 'call' ? callWall : putWall;
    for (const state of ['TESTED', 'BROKEN'] as const) {
      ctx.strokeStyle = state === 'TESTED' ? palette.tested : palette.broken;
      ctx.lineWidth = 6 * scale;
      ctx.setLineDash(state === 'TESTED' ? [6 * scale, 3 * scale] : [2 * scale, 3 * scale]);
      for (const { from, to } of stretchesOf(rows, side, state)) {
        const first = rows[from];
        const level = first && wall(first);
        if (level === null || level === undefined) continue;
        ctx.beginPath();
        ctx.moveTo(across(plot, first), down(plot, level));
        ctx.lineTo(across(plot, rows[to]) + scale, down(plot, level));
        ctx.stroke();
      }
    }
  }
  ctx.setLineDash([]);
}

function drawLine(plot: uPlot, x: number): void {
  const { ctx, bbox } = plot;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
}

function drawMoment(plot: uPlot, palette: Palette, rows: readonly Row[], place: number): void {
  const row = rows[place];
  if (!row) return;
  const { ctx, bbox } = plot;
  const scale = scaleOf();
  const x = across(plot, row);
  ctx.fillStyle = faded(palette.page, 0.55); // what came later was not known then
  ctx.fillRect(x, bbox.top, bbox.left + bbox.width - x, bbox.height);
  ctx.setLineDash([]); // the line drawn last may have left its own
  ctx.strokeStyle = palette.accent;
  ctx.lineWidth = 1.5 * scale;
  drawLine(plot, x);
  ctx.fillStyle = palette.spot;
  ctx.beginPath();
  ctx.arc(x, down(plot, row.spot), 3.5 * scale, 0, 2 * Math.PI);
  ctx.fill();
}

function drawMark(plot: uPlot, palette: Palette, rows: readonly Row[], place: number, name: string): void {
  const row = rows[place];
  if (!row) return;
  const { ctx, bbox } = plot;
  const scale = scaleOf();
  const x = across(plot, row);
  ctx.strokeStyle = palette['line-strong'];
  ctx.lineWidth = scale;
  ctx.setLineDash([3 * scale, 3 * scale]);
  drawLine(plot, x);
  ctx.setLineDash([]);
  ctx.font = `600 ${12 * scale}px ${palette.font}`;
  ctx.fillStyle = palette.text;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  ctx.fillText(name, x + 4 * scale, bbox.top + 2 * scale);
}

/** Names at the right edge with the values of the moment; kept apart, and at the edge where the level is out of sight. */
function drawNames(plot: uPlot, palette: Palette, row: Row | undefined): void {
  if (!row) return;
  const { ctx, bbox } = plot;
  const scale = scaleOf();
  const [top, bottom] = [bbox.top, bbox.top + bbox.height];
  const labels = lines
    .flatMap(({ name, colour, of }) => {
      const value = of(row);
      if (value === null) return [];
      const y = down(plot, value);
      const beyond = y < top ? '↑ ' : y > bottom ? '↓ ' : '';
      return [
        { text: `${beyond}${name} ${price(value)}`, colour: palette[colour], y: Math.min(bottom, Math.max(top, y)) },
      ];
    })
    .sort((p, q) => p.y - q.y);
  spread(labels, labelHeight * scale, top, bottom);
  ctx.font = `${11 * scale}px ${palette.font}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  for (const { text, colour, y } of labels) {
    ctx.fillStyle = colour;
    ctx.fillText(text, bbox.left + bbox.width + 4 * scale, y, 82 * scale);
  }
}

/** Moves labels, in order from above, so that none lies on another and all are between top and bottom. */
export function spread(labels: { y: number }[], height: number, top: number, bottom: number): void {
  let least = top;
  for (const label of labels) {
    label.y = Math.max(label.y, least);
    least = label.y + height;
  }
  let most = bottom;
  for (const label of labels.toReversed()) {
    label.y = Math.min(label.y, most);
    most = label.y - height;
  }
}
