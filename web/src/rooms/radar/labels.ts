/** Where labels stand beside a price axis so that none covers another. */
export interface Axis {
  /** Prices at the lower and upper end. */
  low: number;
  high: number;
  /** Pixels. */
  width: number;
  height: number;
}

export const yOf = ({ low, high, height }: Axis, price: number) => (height * (high - price)) / (high - low);
export const priceAt = ({ low, high, height }: Axis, y: number) => high - (y * (high - low)) / height;

/** Which of some texts can be written at their heights without touching one that comes later, and counts for more. */
export function apart(tops: readonly number[], size: number): boolean[] {
  return tops.map((top, i) => tops.slice(i + 1).every((other) => Math.abs(other - top) >= size));
}

export interface Placed<T> {
  item: T;
  /** Of the price itself, pixels from the top; beyond the ends when it is out of sight. */
  y: number;
  /** Of the label's middle. */
  label: number;
  out: 'above' | 'below' | null;
}

/**
 * Each label as near to its price as the others let it: neighbours that would touch are moved apart about their common
 * middle, in the order of their prices, and what is out of sight waits at the edge.
 */
export function layLabels<T extends { price: number }>(items: readonly T[], axis: Axis, size: number): Placed<T>[] {
  const [top, bottom] = [size / 2, axis.height - size / 2];
  const within = (y: number) => Math.min(bottom, Math.max(top, y));
  const placed = items
    .map((item): Placed<T> => {
      const y = yOf(axis, item.price);
      return { item, y, label: within(y), out: y < 0 ? 'above' : y > axis.height ? 'below' : null };
    })
    .sort((a, b) => a.y - b.y);
  const groups: { from: number; count: number; wanted: number }[] = [];
  const middle = ({ count, wanted }: { count: number; wanted: number }) => {
    const half = ((count - 1) * size) / 2;
    return Math.min(bottom - half, Math.max(top + half, wanted / count));
  };
  const end = (group: { count: number; wanted: number }) => middle(group) + (group.count * size) / 2;
  const start = (group: { count: number; wanted: number }) => middle(group) - (group.count * size) / 2;
  placed.forEach(({ label }, i) => {
    let group = { from: i, count: 1, wanted: label };
    for (let last = groups.at(-1); last && end(last) > start(group) + 1e-9; last = groups.at(-1)) {
      groups.pop();
      group = { from: last.from, count: last.count + group.count, wanted: last.wanted + group.wanted };
    }
    groups.push(group);
  });
  for (const group of groups) {
    const first = start(group) + size / 2;
    for (let i = 0; i < group.count; ++i) {
      const each = placed[group.from + i];
      if (each) each.label = first + i * size;
    }
  }
  return placed;
}
