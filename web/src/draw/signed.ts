/** Colours and sizes for values with a sign: dampening (+) one way, amplifying (-) the other, nothing in the middle. */

/** -1 to 1; a square root, so that what is a hundredth of the largest is still a tenth of the colour. */
export function signedRoot(value: number, limit: number): number {
  if (!(limit > 0)) return 0;
  const root = Math.sqrt(Math.min(1, Math.abs(value) / limit));
  return value < 0 ? -root : root;
}

/** Of the sizes of the values, the one that all but a two-hundredth keep below, made round: one giant pales nobody. */
export function limitOf(rows: readonly ArrayLike<number | null>[]): number {
  const sizes = new Float64Array(rows.reduce((sum, { length }) => sum + length, 0));
  let count = 0;
  for (const row of rows) {
    for (let i = 0; i < row.length; ++i) {
      const size = Math.abs(row[i] ?? 0);
      if (size > 0) sizes[count++] = size;
    }
  }
  if (count === 0) return 0;
  return roundUp(sizes.subarray(0, count).sort()[Math.floor(count * 0.995)] ?? 0);
}

/** The next 1, 2 or 5 times a power of ten: a legend has round numbers, and a limit that stays while values tremble. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  const rest = value / power;
  return power * (rest <= 1 ? 1 : rest <= 2 ? 2 : rest <= 5 ? 5 : 10);
}

/** Values for a legend, from -limit to limit, evenly spaced in colour. */
export const legendValues = (limit: number): number[] =>
  [-1, -0.5, 0, 0.5, 1].map((share) => Math.sign(share) * share * share * limit);

export const steps = 256; // colours on either side of nothing

export type Rgb = readonly [number, number, number];

/** rgb(1, 2, 3) and rgb(1 2 3) to three numbers. */
export function rgbOf(colour: string): Rgb {
  const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return [r, g, b];
}

/** Between two colours, 0 to 1. */
export const mixed = (a: Rgb, b: Rgb, share: number): Rgb => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
  a[2] + (b[2] - a[2]) * share,
];

export interface SignedColours {
  nothing: Rgb;
  positive: Rgb;
  negative: Rgb;
}

export const colourAt = ({ nothing, positive, negative }: SignedColours, root: number): Rgb =>
  mixed(nothing, root < 0 ? negative : positive, Math.abs(root));

export const css = ([r, g, b]: Rgb) => `rgb(${Math.round(r)} ${Math.round(g)} ${Math.round(b)})`;

/** The colours of -1 to 1 in 2 * steps + 1 words as an ImageData holds them: red first, opaque. */
export function colourTable(colours: SignedColours): Uint32Array {
  const table = new Uint8ClampedArray((2 * steps + 1) * 4);
  for (let i = 0; i <= 2 * steps; ++i) table.set([...colourAt(colours, i / steps - 1), 255], 4 * i);
  return new Uint32Array(table.buffer);
}
export const tableIndex = (root: number) => Math.round((root + 1) * steps);
