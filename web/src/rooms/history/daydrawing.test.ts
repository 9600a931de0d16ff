import { expect, test } from 'vitest';
import { spread } from './daydrawing';

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
