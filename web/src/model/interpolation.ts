/** Values between those that are known. */

/** The last index whose value is not above `at`, such that another follows: 0 to length - 2. */
export function intervalOf(ascending: ArrayLike<number>, at: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  return low;
}

/** The index of the value next to `at`; 0 where there are none. */
export function nearestOf(ascending: ArrayLike<number>, at: number): number {
  const i = intervalOf(ascending, at);
  const [here = at, next = Infinity] = [ascending[i], ascending[i + 1]];
  return next - at < at - here ? i + 1 : i;
}

/** Straight between neighbours, level beyond the ends. */
export function linearAt(xs: ArrayLike<number>, ys: ArrayLike<number>, at: number): number {
  if (xs.length < 2) return ys[0] ?? NaN;
  const i = intervalOf(xs, at);
  const [x0 = 0, x1 = 1, y0 = 0, y1 = 0] = [xs[i], xs[i + 1], ys[i], ys[i + 1]];
  return y0 + (y1 - y0) * Math.max(0, Math.min(1, (at - x0) / (x1 - x0)));
}

/** Weights of the four nodes from `first` on, for a smooth curve through all nodes (Catmull-Rom on uneven steps). */
export interface Weights {
  first: number;
  weights: readonly [number, number, number, number];
}
export function cubicWeights(xs: ArrayLike<number>, at: number): Weights {
  const i = intervalOf(xs, at);
  const x = (k: number) => xs[Math.max(0, Math.min(xs.length - 1, k))] ?? 0;
  const [before, x0, x1, after] = [x(i - 1), x(i), x(i + 1), x(i + 2)];
  const h = x1 - x0 || 1;
  const t = Math.max(0, Math.min(1, (at - x0) / h));
  const [h00, h10] = [(1 + 2 * t) * (1 - t) ** 2, t * (1 - t) ** 2 * h];
  const [h01, h11] = [t * t * (3 - 2 * t), t * t * (t - 1) * h];
  // the slope at a node is that of its neighbours' chord; at an end, that of the last interval
  const [left, right] = [1 / (x1 - before || 1), 1 / (after - x0 || 1)];
  return { first: i - 1, weights: [-h10 * left, h00 - h11 * right, h01 + h10 * left, h11 * right] };
}
