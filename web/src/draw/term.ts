/** A line with points over time left, for what is told expiry by expiry. */
import { linear } from './axis';
import type { Palette } from './palette';
import { type Context, line, namesBelow, type Plane, valueAxis } from './plane';

const marks = [0, 7, 30, 90, 182, 365, 730, 1095, 1826, 2557]; // days, as people count them

/** Near expiries are many and far ones few: time goes by its square root, as volatility does. */
export const placeOf = (days: number): number => Math.sqrt(Math.max(0, days));

const apart = 44; // pixels: a mark's name and a gap

/** Those marks within the axis that do not run into each other. */
export function spread(places: readonly number[], low: number, high: number, width: number): number[] {
  const least = (apart * (high - low)) / Math.max(1, width);
  const kept: number[] = [];
  for (const place of places) {
    if (place < low - 1e-9 || place > high) continue;
    if (kept.length === 0 || place - (kept.at(-1) as number) >= least) kept.push(place);
  }
  return kept;
}

export function markName(days: number): string {
  if (days < 14) return `${days} d`;
  if (days < 365) return `${Math.round(days / 30.4)} mo`;
  return `${Math.round(days / 365)} y`;
}

export interface TermPicture {
  places: readonly number[];
  /** In percent; null: a gap. */
  values: readonly (number | null)[];
  digits: number;
  colour: 'accent' | 'flip';
  /** The point that is read. */
  pointed: number | null;
}

export function termPlane({ places, values }: TermPicture, width: number, height: number): Plane {
  const [left, right, top, bottom] = [56, width - 14, 26, height - 24]; // above: the button that shows the table
  const known = values.filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const room = (high - low) * 0.08 || 1;
  return {
    ...{ left, right, top, bottom },
    x: linear([places[0] ?? 0, places.at(-1) ?? 1], [left + 4, right]),
    y: linear(known.length > 0 ? [low - room, high + room] : [0, 1], [bottom, top]),
  };
}

export function drawTerm(context: Context, picture: TermPicture, plane: Plane, palette: Palette): void {
  const { places, values, digits, colour, pointed } = picture;
  if (places.length === 0) return;
  const { left, right, top, bottom, x, y } = plane;
  context.font = `11px ${palette.font}`;
  valueAxis(context, plane, palette, { name: (value) => `${value.toFixed(digits)} %`, apart: 34, grid: true });
  const named = spread(marks.map(placeOf), places[0] ?? 0, places.at(-1) ?? 0, right - left);
  namesBelow(context, plane, palette, named, (place) => markName(Math.round(place * place)));
  const at = pointed === null ? undefined : places[pointed];
  if (at !== undefined) {
    context.strokeStyle = palette['line-strong'];
    line(context, x(at), top, x(at), bottom);
  }
  context.strokeStyle = palette[colour];
  context.lineWidth = 1.6;
  context.beginPath();
  let before: number | null = null;
  values.forEach((value, i) => {
    if (value !== null && before === null) context.moveTo(x(places[i] ?? 0), y(value));
    else if (value !== null) context.lineTo(x(places[i] ?? 0), y(value));
    before = value;
  });
  context.stroke();
  context.fillStyle = palette.surface;
  values.forEach((value, i) => {
    if (value === null) return;
    context.beginPath();
    context.arc(x(places[i] ?? 0), y(value), i === pointed ? 4.5 : 2.5, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  });
}
