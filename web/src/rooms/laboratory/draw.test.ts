import { expect, test } from 'vitest';
import { linear } from '../../draw/axis';
import { stepAt, withRoom } from './draw';

test('there is room around the values, and around a single one', () => {
  expect(withRoom([100, 110])).toEqual([99.4, 110.6]);
  expect(withRoom([100, 100])).toEqual([99, 101]);
});

test('a place of the picture is a step', () => {
  const plane = { left: 0, right: 100, top: 0, bottom: 10, x: linear([0, 10], [0, 100]), y: linear([0, 1], [10, 0]) };
  const minutes = Array.from({ length: 11 }, (_, i) => i);
  expect(stepAt(plane, minutes, 0)).toBe(0);
  expect(stepAt(plane, minutes, 41)).toBe(5);
  expect(stepAt(plane, minutes, 900)).toBe(10);
});
