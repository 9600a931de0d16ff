import { describe, expect, test } from 'vitest';
import {
  heightOf,
  labelledRows,
  type Matrix,
  matrixCell,
  matrixPlane,
  paintMatrix,
  signedCells,
  totalsOf,
} from './matrix';
import { colourTable } from './signed';

const matrix: Matrix = {
  strikes: [90, 100, 110, 120],
  columns: [{ label: 'a' }, { label: 'b' }],
  values: [
    [1, -2, 4, null],
    [null, 3, -5, 6],
  ],
};
const plane = matrixPlane(matrix, 800, 400);

test('rows and columns add up; what is not listed counts for nothing', () => {
  const totals = totalsOf(matrix);
  expect([...totals.rows]).toEqual([1, 1, -1, 6]);
  expect([...totals.columns]).toEqual([3, 4]);
});

test('a pointer finds the cell it is over', () => {
  for (const [column, row] of [
    [0, 0],
    [1, 3],
    [0, 2],
  ] as const) {
    const x = plane.left + (column + 0.5) * plane.cellWidth;
    const y = plane.bottom - (row + 0.5) * plane.cellHeight;
    expect(matrixCell(plane, matrix, x, y)).toEqual({ column, row });
  }
  expect(matrixCell(plane, matrix, plane.left - 1, plane.top + 5)).toBeNull();
  expect(matrixCell(plane, matrix, plane.left + 5, plane.bottom + 1)).toBeNull();
});

describe('a price among strikes that stand evenly', () => {
  const middle = (row: number) => plane.bottom - (row + 0.5) * plane.cellHeight;
  test.each([
    ['a strike is the middle of its row', 100, middle(1)],
    ['halfway between two', 105, middle(1.5)],
    ['the lowest', 90, middle(0)],
    ['the highest', 120, middle(3)],
    ['below all', 89, null],
    ['above all', 121, null],
  ])('%s', (_why, at, y) => {
    const found = heightOf(plane, matrix.strikes, at);
    if (y === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(y, 9);
  });
});

test('labels stand at round strikes with room between them', () => {
  const strikes = Array.from({ length: 120 }, (_, i) => 6105 + 5 * i);
  const labelled = labelledRows(strikes, 5).map((row) => strikes[row]);
  expect(labelled.slice(0, 3)).toEqual([6120, 6140, 6160]);
  expect(labelledRows([50, 60], 40).length).toBe(2);
});

test('paints the highest strike on top and leaves what is not listed transparent', () => {
  const table = colourTable({ nothing: [0, 0, 0], positive: [0, 0, 255], negative: [255, 0, 0] });
  const pixels = new Uint32Array(8);
  paintMatrix(pixels, matrix, 6, table);
  expect(pixels[0]).toBe(0); // strike 120 of a
  expect(pixels[1]).toBe(0xffff0000); // strike 120 of b: all blue
  expect(pixels[6]).toBeGreaterThan(0); // strike 90 of a
  expect(pixels[7]).toBe(0);
});

test('signs stand at the strongest cell of each block that has room for one', () => {
  const tiny = { ...plane, cellWidth: 7, cellHeight: 15 };
  expect(signedCells(matrix, tiny, 6).map(({ column, row, root }) => [column, row, Math.sign(root)])).toEqual([
    [0, 0, 1],
    [1, 1, 1],
    [1, 2, -1],
    [1, 3, 1],
  ]);
});
