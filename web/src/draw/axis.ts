/** Round values for an axis: 1, 2 or 5 times a power of ten apart, about `count` of them from low to high. */
export function niceTicks(low: number, high: number, count: number): number[] {
  const span = high - low;
  if (!(span > 0) || !Number.isFinite(span) || count < 1) return [];
  const power = 10 ** Math.floor(Math.log10(span / count));
  const rest = span / count / power;
  const step = power * (rest > 5 ? 10 : rest > 2 ? 5 : rest > 1 ? 2 : 1);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

/** Where a value lies on a line of pixels. */
export interface Scale {
  (value: number): number;
  invert(pixel: number): number;
}
export function linear([a, b]: readonly [number, number], [p, q]: readonly [number, number]): Scale {
  const ratio = b === a ? 0 : (q - p) / (b - a);
  const scale = (value: number) => p + (value - a) * ratio;
  scale.invert = (pixel: number) => (ratio === 0 ? a : a + (pixel - p) / ratio);
  return scale;
}
