/** Texts on a canvas. */
import type { Context } from './plane';

/** As much of it as there is room for, pixels, in the font in force. */
export function fitted(context: Pick<Context, 'measureText'>, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text;
  let [fits, tooLong] = [0, text.length];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (context.measureText(`${text.slice(0, middle)}…`).width <= room) fits = middle;
    else tooLong = middle;
  }
  return `${text.slice(0, fits).trimEnd()}…`;
}
