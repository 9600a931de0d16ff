import { expect, test } from 'vitest';
import { inSight, thicknessOf } from './drawBars';
import type { Axis } from './labels';
import type { StrikeRow } from './report';

const axis: Axis = { low: 100, high: 200, width: 300, height: 400 };
const rows = (...strikes: number[]) => strikes.map((strike) => ({ strike }) as StrikeRow);

test('bars leave a little room between the closest strikes', () => {
  expect(thicknessOf(rows(100, 102, 110), axis)).toBeCloseTo(5.76, 10);
  expect(thicknessOf(rows(100, 150, 200), axis)).toBe(14);
  expect(thicknessOf(rows(100, 100.1), axis)).toBe(1);
  expect(thicknessOf(rows(100), axis)).toBe(14);
});

test('only what the axis shows is drawn', () => {
  expect(inSight(rows(95, 100, 150, 201), axis).map(({ strike }) => strike)).toEqual([100, 150]);
});
