import { expect, test } from 'vitest';
import { cubicWeights, intervalOf, linearAt, nearestOf } from './interpolation';

const xs = [0, 1, 3, 4, 8];

function cubicAt(ys: readonly number[], at: number): number {
  const { first, weights } = cubicWeights(xs, at);
  return weights.reduce(
    (sum, weight, k) => sum + weight * (ys[Math.max(0, Math.min(xs.length - 1, first + k))] ?? 0),
    0,
  );
}

test('finds the interval, the last one for what lies beyond', () => {
  expect([-1, 0, 0.5, 1, 3.5, 8, 9].map((at) => intervalOf(xs, at))).toEqual([0, 0, 0, 1, 2, 3, 3]);
});

test('finds the nearest', () => {
  expect([-1, 0.4, 0.6, 2.1, 7, 9].map((at) => nearestOf(xs, at))).toEqual([0, 0, 1, 2, 4, 4]);
  expect(nearestOf([5], 9)).toBe(0);
  expect(nearestOf([], 9)).toBe(0);
});

test('straight lines stay straight, and level beyond the ends', () => {
  const ys = xs.map((x) => 2 * x + 1);
  expect(linearAt(xs, ys, 2.2)).toBeCloseTo(5.4, 12);
  expect(linearAt(xs, ys, -5)).toBe(1);
  expect(linearAt(xs, ys, 50)).toBe(17);
  for (const at of [0.3, 1, 2.7, 3.9, 6]) expect(cubicAt(ys, at)).toBeCloseTo(2 * at + 1, 12);
});

test('the smooth curve goes through every node and its weights sum to one', () => {
  const ys = [3, -1, 4, 1, 5];
  for (const [i, x] of xs.entries()) expect(cubicAt(ys, x)).toBeCloseTo(ys[i] ?? 0, 12);
  for (const at of [0.1, 2, 3.3, 7.9])
    expect(cubicWeights(xs, at).weights.reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 12);
});
