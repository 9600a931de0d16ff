import { expect, test } from 'vitest';
import { markName, placeOf, spread } from './term';

test('time left goes by its square root', () => {
  expect(placeOf(4) / placeOf(1)).toBe(2);
  expect(placeOf(-0.01)).toBe(0);
});

test('marks are named as people count time', () => {
  expect([0, 7, 30, 182, 365, 1826].map(markName)).toEqual(['0 d', '7 d', '1 mo', '6 mo', '1 y', '5 y']);
});

test('marks that would run into each other are left out', () => {
  expect(spread([0, 1, 2, 10], 0, 10, 1000)).toEqual([0, 1, 2, 10]);
  expect(spread([0, 1, 2, 10], 0, 10, 300)).toEqual([0, 2, 10]);
  expect(spread([0, 1, 12], 0.5, 10, 300)).toEqual([1]);
});
