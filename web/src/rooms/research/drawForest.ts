/** Differences with their intervals about zero: one line a comparison, in columns or, where it is narrow, with words above their mark. */

import { linear, niceTicks, type Scale } from '../../draw/axis';
import { faded, type Palette } from '../../draw/palette';
import { type Context, line } from '../../draw/plane';
import { fitted } from '../../draw/text';
import { verdictWords } from '../../format/baserates';
import type { Study, StudyCell, StudyEstimate } from '../../wire/types';
import { baselinesOf, type Forest } from './choice';
import { drawMark } from './marks';
import { brief, cellName, differenceText, factorOf, measureText } from './words';

export interface Heading {
  name: string;
  note: string;
}
export interface Compared {
  name: string;
  /** The baseline's place among the study's. */
  shape: number;
  primary: boolean;
  /** Filled: it differs. */
  differs: boolean;
  difference: StudyEstimate | null;
  text: string;
  verdict: string;
}
export type Line = Heading | Compared;
const isCompared = (each: Line): each is Compared => 'shape' in each;

export interface ForestPicture {
  lines: Line[];
  share: boolean;
  /** The size that matters, in the measure's unit: a share's is 0 to 1. */
  matters: number;
  /** Of the one baseline that all lines are compared with; null: each line names its own. */
  against: string | null;
}

const named = (cell: StudyCell) => (cell.primary ? `${cellName(cell)} (primary)` : cellName(cell));

/** Cells are headings over their baselines, or lines themselves where there is one baseline alone. */
export function pictureOf(study: Study, { rows, share }: Forest): ForestPicture {
  const baselines = baselinesOf(study);
  const [first] = rows;
  const isOne = rows.every(({ comparison }) => comparison.against === first?.comparison.against);
  const lines = rows.flatMap(({ cell, comparison }, i): Line[] => {
    const of: Compared = {
      name: isOne ? named(cell) : comparison.against_text,
      shape: baselines.findIndex(({ value }) => value === comparison.against),
      primary: comparison.primary,
      differs: comparison.verdict === 'differs',
      difference: comparison.difference,
      text: differenceText(comparison, share),
      verdict: verdictWords[comparison.verdict],
    };
    if (isOne || rows[i - 1]?.cell === cell) return [of];
    return [{ name: named(cell), note: measureText(cell) }, of];
  });
  return {
    lines,
    share,
    matters: study.rule.matters,
    against: isOne ? (first?.comparison.against_text ?? null) : null,
  };
}

const columnsFrom = 720; // pixels of width
const heights = { heading: 26, inColumns: 22, twoLines: 40, above: 46, below: 24 } as const;
const verdictWidth = 168; // pixels
const beside = 12; // pixels between columns
const keyWidth = 18; // pixels of a baseline's mark before its name

const heightOfLine = (each: Line, columns: boolean) =>
  !isCompared(each) ? heights.heading : columns ? heights.inColumns : heights.twoLines;

export function heightOf({ lines }: ForestPicture, width: number): number {
  const columns = width >= columnsFrom;
  const rows = lines.reduce((sum, each) => sum + heightOfLine(each, columns), 0);
  return heights.above + rows + heights.below;
}

/** From zero to either edge: as far to one side as to the other, so that neither looks nearer. */
export function reachOf({ lines, matters }: ForestPicture): number {
  let reach = 1.3 * matters;
  for (const each of lines) {
    if (!isCompared(each) || !each.difference) continue;
    const { value, low, high } = each.difference;
    reach = Math.max(reach, Math.abs(value), Math.abs(low), Math.abs(high));
  }
  return reach * 1.06;
}

export interface Layout {
  columns: boolean;
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** Of a difference in the measure's unit. */
  x: Scale;
  /** Of each line, pixels from the top. */
  tops: number[];
}

/** `textWidth`: pixels of the widest difference in words. */
export function layOut(picture: ForestPicture, width: number, textWidth: number): Layout {
  const columns = width >= columnsFrom;
  const left = columns ? Math.min(260, Math.round(width * 0.28)) : 8;
  const right = width - (columns ? textWidth + 2 * beside + verdictWidth : 8);
  const tops: number[] = [];
  let bottom: number = heights.above;
  for (const each of picture.lines) {
    tops.push(bottom);
    bottom += heightOfLine(each, columns);
  }
  const reach = reachOf(picture);
  return { columns, left, right, top: heights.above, bottom, x: linear([-reach, reach], [left, right]), tops };
}

function drawGround(context: Context, picture: ForestPicture, layout: Layout, palette: Palette): void {
  const { left, right, top, bottom, x } = layout;
  context.fillStyle = faded(palette.raised, 0.55);
  context.fillRect(left, top, right - left, bottom - top);
  context.fillStyle = faded(palette['text-soft'], 0.16);
  context.fillRect(x(-picture.matters), top, x(picture.matters) - x(-picture.matters), bottom - top);
  const factor = factorOf(picture.share);
  const ticks = niceTicks(factor * x.invert(left), factor * x.invert(right), Math.max(3, (right - left) / 54));
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  context.fillStyle = palette['text-soft'];
  context.lineWidth = 1;
  for (const tick of ticks) {
    const at = Math.round(x(tick / factor)) + 0.5;
    context.strokeStyle = palette.line;
    line(context, at, top, at, bottom);
    const text = `${tick > 0 ? '+' : ''}${brief(tick)}`;
    for (const y of [top - 7, bottom + 16]) context.fillText(text, at, y);
  }
  context.strokeStyle = palette['line-strong'];
  context.lineWidth = 1.5;
  line(context, x(0), top, x(0), bottom);
  context.font = `600 12px ${palette.font}`;
  context.fillText(picture.share ? '◀ fewer · points · more ▶' : '◀ less · more ▶', x(0), 16);
}

function drawHeading(context: Context, { name, note }: Heading, top: number, width: number, palette: Palette): void {
  // over the band the letters need a ground of their own
  context.fillStyle = palette.surface;
  context.fillRect(0, top, width, heights.heading);
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  line(context, 0, Math.round(top) + 0.5, width, Math.round(top) + 0.5);
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  const y = top + heights.heading / 2 + 1;
  context.font = `600 12px ${palette.font}`;
  context.fillStyle = palette.text;
  const shown = fitted(context, name, width * 0.6);
  context.fillText(shown, 2, y);
  const after = context.measureText(shown).width + 12;
  context.font = `12px ${palette.font}`;
  context.fillStyle = palette['text-soft'];
  context.fillText(fitted(context, note, width - after - 4), after, y);
}

function drawInterval(context: Context, of: Compared, x: Scale, y: number, palette: Palette): void {
  if (!of.difference) return;
  const { value, low, high } = of.difference;
  context.strokeStyle = palette.text;
  context.lineWidth = 1.8;
  line(context, x(low), y, x(high), y);
  for (const end of [low, high]) line(context, x(end), y - 3.5, x(end), y + 3.5);
  drawMark(context, [x(value), y], of.shape, palette.text, of.differs ? palette.text : palette.surface);
}

function drawCompared(
  context: Context,
  of: Compared,
  layout: Layout,
  top: number,
  textWidth: number,
  palette: Palette,
): void {
  const { columns, left, right, x } = layout;
  const height = columns ? heights.inColumns : heights.twoLines;
  const words = columns ? top + height / 2 : top + 10;
  if (!columns) {
    context.fillStyle = palette.surface;
    context.fillRect(0, top, right + 8, 20);
  }
  const begin = columns ? 4 : left;
  const key = palette['text-soft'];
  drawMark(context, [begin + 6, words], of.shape, key, of.differs ? key : palette.surface);
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.font = `${of.primary ? 600 : 400} 12px ${palette.font}`;
  context.fillStyle = palette.text;
  const end = columns ? left : right - context.measureText(of.text).width;
  const room = end - beside - begin - keyWidth;
  context.fillText(fitted(context, of.name, room), begin + keyWidth, words);
  context.font = `12px ${palette.font}`;
  context.textAlign = columns ? 'left' : 'right';
  context.fillText(of.text, columns ? right + beside : right, words);
  if (columns) {
    context.fillStyle = palette['text-soft'];
    context.fillText(of.verdict, right + 2 * beside + textWidth, words);
  }
  drawInterval(context, of, x, columns ? words : top + 29, palette);
}

export function drawForest(context: Context, picture: ForestPicture, width: number, palette: Palette): void {
  context.font = `12px ${palette.font}`;
  const compared = picture.lines.filter(isCompared);
  const textWidth = Math.ceil(Math.max(0, ...compared.map(({ text }) => context.measureText(text).width)));
  const layout = layOut(picture, width, textWidth);
  drawGround(context, picture, layout, palette);
  picture.lines.forEach((each, i) => {
    const top = layout.tops[i] ?? 0;
    if (isCompared(each)) drawCompared(context, each, layout, top, textWidth, palette);
    else drawHeading(context, each, top, width, palette);
  });
}
