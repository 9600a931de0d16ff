import { expect, test } from 'vitest';
import type { Field } from '../model/field';
import { slotsOf } from './field';
import { fieldCell, fieldPlane, signParts } from './fieldchart';

const minute = 60_000;
const field: Field = {
  prices: Float64Array.of(100, 101, 102, 103),
  step: minute,
  columns: [0, 1, 2, 9].map((k) => ({ at: k * minute, spot: 101, net: Float64Array.of(-1, -1, 1, 1) })),
};
const plane = fieldPlane(field, slotsOf(field, 20 * minute), 600, 300);

test('prices lie in the middle of their cells', () => {
  const cell = (plane.bottom - plane.top) / 4;
  expect(plane.y(100)).toBeCloseTo(plane.bottom - cell / 2, 9);
  expect(plane.y(103)).toBeCloseTo(plane.top + cell / 2, 9);
});

test('a pointer finds the column that holds there, and none where nothing is known', () => {
  const at = (minutes: number, price: number) =>
    fieldCell(plane, field, plane.x((minutes + 0.5) * minute), plane.y(price));
  expect(at(1, 102)).toEqual({ column: 1, row: 2 });
  expect(at(4, 100)).toEqual({ column: 2, row: 0 });
  expect(at(8, 100)).toBeNull();
  expect(at(9, 103)).toEqual({ column: 3, row: 3 });
  expect(fieldCell(plane, field, plane.left - 1, plane.y(101))).toBeNull();
});

test('parts of one sign meet at the zeros', () => {
  expect(signParts(field.prices, Float64Array.of(-1, -1, 1, 1))).toEqual([
    { low: 100, high: 101.5, sign: '−' },
    { low: 101.5, high: 103, sign: '+' },
  ]);
  expect(signParts(field.prices, Float64Array.of(2, 1, 1, NaN))).toEqual([{ low: 100, high: 102, sign: '+' }]);
});
