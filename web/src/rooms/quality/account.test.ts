import { expect, test } from 'vitest';
import { accountOf, sorted } from './account';

test('every contract is in one part', () => {
  const parts = accountOf({
    contracts: 3000,
    used: 2513,
    rejected: { adjusted_series: 2, duplicate: 2 },
    unpriced: { expired: 2 },
  });
  expect(parts.map(({ contracts }) => contracts)).toEqual([2513, 481, 2, 4]);
  expect(parts.reduce((sum, { contracts }) => sum + contracts, 0)).toBe(3000);
});

test('counts stand with the largest first', () => {
  expect(sorted({ a: 1, b: 3, c: 2 })).toEqual([
    ['b', 3],
    ['c', 2],
    ['a', 1],
  ]);
});
