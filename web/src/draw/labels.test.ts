import { expect, test } from 'vitest';
import { placed, rowsOf, spread } from './labels';

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

const spreadOf = (...ys: number[]) => {
  const labels = ys.map((y) => ({ y }));
  spread(labels, 10, 0, 100);
  return labels.map(({ y }) => y);
};

test('labels that are apart stay where they are', () => {
  expect(spreadOf(5, 40, 90)).toEqual([5, 40, 90]);
});

test('labels that lie on one another are moved apart, within the edges', () => {
  expect(spreadOf(50, 51, 52)).toEqual([50, 60, 70]);
  expect(spreadOf(97, 98, 99)).toEqual([80, 90, 100]);
});
