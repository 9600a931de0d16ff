import { expect, test } from 'vitest';
import { linear, niceTicks } from './axis';

test('ticks are round and within', () => {
  expect(niceTicks(0, 10, 5)).toEqual([0, 2, 4, 6, 8, 10]);
  expect(niceTicks(6383, 6441, 6)).toEqual([6390, 6400, 6410, 6420, 6430, 6440]);
  expect(niceTicks(5, 5, 4)).toEqual([]);
  for (const tick of niceTicks(-3.7, 912.4, 7)) expect(tick >= -3.7 && tick <= 912.4).toBe(true);
});

test('a scale and its inverse', () => {
  const scale = linear([100, 200], [400, 0]);
  expect(scale(150)).toBe(200);
  expect(scale.invert(scale(137))).toBeCloseTo(137, 12);
});
