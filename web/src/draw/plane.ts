/** What every drawing over two axes shares: where it lies, its axes, lines and clipping. */
import { clock } from '../format/time';
import { niceTicks, type Scale } from './axis';
import type { Palette } from './palette';

export type Context = CanvasRenderingContext2D;

/** Pixels of the part between the axes, and what lies where in it. */
export interface Plane {
  left: number;
  right: number;
  top: number;
  bottom: number;
  x: Scale;
  y: Scale;
}

export function line(context: Context, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}

/** What is drawn goes no further than the plane. */
export function within(context: Context, { left, right, top, bottom }: Plane, draw: () => void): void {
  context.save();
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  context.clip();
  draw();
  context.restore();
}

/** Names of round values at the left edge, with lines across where there is a grid. */
export function valueAxis(
  context: Context,
  { left, right, top, bottom, y }: Plane,
  palette: Palette,
  { name, apart, grid }: { name: (value: number) => string; apart: number; grid: boolean },
): void {
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.strokeStyle = palette.line;
  context.fillStyle = palette['text-soft'];
  context.lineWidth = 1;
  for (const value of niceTicks(y.invert(bottom), y.invert(top), bottom / apart)) {
    const at = Math.round(y(value)) + 0.5;
    if (grid) line(context, left, at, right, at);
    context.fillText(name(value), left - 6, at);
  }
}

/** A name below the plane at each value that has room for it, with a tick. */
export function namesBelow(
  context: Context,
  { left, right, bottom, x }: Plane,
  palette: Palette,
  values: readonly number[],
  name: (value: number) => string,
): void {
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  context.fillStyle = palette['text-soft'];
  for (const value of values) {
    const at = x(value);
    if (at > right - 14) continue;
    context.fillText(name(value), Math.max(left + 14, at), bottom + 16);
    context.fillRect(Math.round(at), bottom, 1, 4);
  }
}

const hour = 3_600_000; // milliseconds

/** Times of New York below the plane, as round as there is room for. */
export function clockAxis(context: Context, plane: Plane, palette: Palette): void {
  const { left, right, x } = plane;
  const [from, to] = [x.invert(left), x.invert(right)];
  const fits = ((to - from) / (right - left)) * 52;
  const every =
    [hour / 60, hour / 12, hour / 4, hour / 2, hour, 2 * hour, 4 * hour, 12 * hour].find((each) => each >= fits) ??
    24 * hour;
  const first = Math.ceil(from / every);
  const count = Math.max(0, Math.floor(to / every) - first + 1);
  const times = Array.from({ length: count }, (_, i) => (first + i) * every);
  namesBelow(context, plane, palette, times, (at) => clock(at, false));
}
