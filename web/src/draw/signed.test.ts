import { describe, expect, test } from 'vitest';
import { colourAt, colourTable, legendValues, limitOf, rgbOf, roundUp, signedRoot, steps, tableIndex } from './signed';

const colours = { nothing: [20, 20, 20], positive: [0, 200, 160], negative: [250, 120, 100] } as const;

describe('a value’s place on the colour scale', () => {
  test.each([
    ['nothing is the middle', 0, 0],
    ['the limit is the end', 1e9, 1],
    ['beyond the limit is the end too', 7e9, 1],
    ['a quarter of it is half of the colour', 0.25e9, 0.5],
    ['amplifying goes the other way, as far', -0.25e9, -0.5],
  ])('%s', (_why, value, root) => expect(signedRoot(value, 1e9)).toBeCloseTo(root, 12));

  test('without a limit everything is nothing', () => expect(signedRoot(5, 0)).toBe(0));
});

test('both signs are as far from nothing', () => {
  const table = new Uint8Array(colourTable(colours).buffer);
  const at = (root: number) => [...table.slice(4 * tableIndex(root), 4 * tableIndex(root) + 4)];
  expect(at(0)).toEqual([20, 20, 20, 255]);
  expect(at(1)).toEqual([0, 200, 160, 255]);
  expect(at(-1)).toEqual([250, 120, 100, 255]);
  expect(table.length).toBe(4 * (2 * steps + 1));
  expect(colourAt(colours, -0.5)).toEqual([135, 70, 60]);
});

test('the limit is round and one giant does not set it', () => {
  expect(roundUp(3.2e9)).toBe(5e9);
  expect(roundUp(1e9)).toBe(1e9);
  expect(roundUp(0)).toBe(0);
  const many = Array.from({ length: 999 }, (_, i) => (i % 2 ? 1 : -1) * 1.5e8);
  expect(limitOf([many, [9e12, null, 0]])).toBe(2e8);
  expect(limitOf([])).toBe(0);
  expect(limitOf([[null, 0, NaN]])).toBe(0);
});

test('the legend’s numbers stand evenly in colour', () => {
  const roots = legendValues(4e9).map((value) => signedRoot(value, 4e9));
  expect(legendValues(4e9)).toEqual([-4e9, -1e9, 0, 1e9, 4e9]);
  for (const [i, root] of roots.entries()) expect(root).toBeCloseTo(-1 + i / 2, 12);
});

test('reads colours as browsers write them', () => {
  expect(rgbOf('rgb(47, 198, 168)')).toEqual([47, 198, 168]);
  expect(rgbOf('rgb(1 2 3 / 0.5)')).toEqual([1, 2, 3]);
});
