import { expect, test } from 'vitest';
import { placed, rowsOf } from './labels';

test('labels that would cover each other take rows of their own', () => {
  const labels = [
    { at: 100, width: 60 },
    { at: 10, width: 60 },
    { at: 120, width: 60 }, // over the first
    { at: 170, width: 60 }, // clear of the first, not of the one before
  ];
  expect(rowsOf(labels)).toEqual([0, 0, 1, 0]);
});

test('a label stays within its line', () => {
  expect(placed(5, 40, [0, 300])).toBe(0);
  expect(placed(295, 40, [0, 300])).toBe(260);
  expect(placed(150, 40, [0, 300])).toBe(130);
});
