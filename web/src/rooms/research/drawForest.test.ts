import { expect, test } from 'vitest';
import { everything, type Forest, forestsOf } from './choice';
import { heightOf, layOut, pictureOf, reachOf } from './drawForest';
import { cell, comparison, estimate, studyOf } from './madeup';

const only = (study: ReturnType<typeof studyOf>): Forest => {
  const [first] = forestsOf(study, everything);
  if (!first) throw new Error('nothing is compared');
  return first;
};
const pictureOfAll = (study: ReturnType<typeof studyOf>) => pictureOf(study, only(study));

test('cells stand over their baselines', () => {
  const picture = pictureOfAll(studyOf(2, 3));
  expect(picture.against).toBeNull();
  expect(picture.lines.map(({ name }) => name)).toEqual([
    'cell 0 (primary)',
    ...['the baseline_0', 'the baseline_1', 'the baseline_2'],
    'cell 1',
    ...['the baseline_0', 'the baseline_1', 'the baseline_2'],
  ]);
});

test('against one baseline a cell is a line, and each baseline keeps its shape', () => {
  const study = studyOf(24, 8);
  const [first] = forestsOf(study, 'against:baseline_3');
  const picture = pictureOf(study, first as Forest);
  expect(picture.against).toBe('the baseline_3');
  expect(picture.lines).toHaveLength(24);
  expect(picture.lines[0]).toMatchObject({ name: 'cell 0 (primary)', shape: 3, differs: false });
});

test('a mark is filled only where it differs', () => {
  const comparisons = (['differs', 'no_difference', 'cannot_tell'] as const).map((verdict) =>
    comparison(verdict, { verdict }),
  );
  const { lines } = pictureOfAll(studyOf(0, 0, { cells: [cell({ comparisons })] }));
  expect(lines.map((each) => 'differs' in each && each.differs)).toEqual([false, true, false, false]);
});

test('the scale is as wide to either side of zero, and holds every interval and the size that matters', () => {
  const of = (difference: ReturnType<typeof estimate> | null) =>
    pictureOfAll(studyOf(0, 0, { cells: [cell({ comparisons: [comparison('walk', { difference })] })] }));
  expect(reachOf(of(null))).toBeCloseTo(0.13 * 1.06, 12);
  expect(reachOf(of(estimate(-0.2, -0.4, 0)))).toBeCloseTo(0.4 * 1.06, 12);
  const { left, right, x } = layOut(of(estimate(-0.2, -0.4, 0)), 1000, 120);
  expect(x(0)).toBeCloseTo((left + right) / 2, 9);
  expect(x(-0.4)).toBeGreaterThan(left);
  expect(x.invert(right)).toBeCloseTo(reachOf(of(estimate(-0.2, -0.4, 0))), 12);
});

test('lines lie below each other, and the picture is as high as they are', () => {
  const picture = pictureOfAll(studyOf(3, 4));
  for (const width of [360, 1000]) {
    const { tops, top, bottom, columns } = layOut(picture, width, 120);
    expect(columns).toBe(width === 1000);
    expect(tops[0]).toBe(top);
    expect(tops).toHaveLength(picture.lines.length);
    expect(tops.toSorted((a, b) => a - b)).toEqual(tops);
    expect(bottom).toBeGreaterThan(tops.at(-1) ?? 0);
    expect(heightOf(picture, width)).toBeGreaterThan(bottom);
  }
  expect(heightOf(picture, 360)).toBeGreaterThan(heightOf(picture, 1000)); // words above their mark
});

test('there is room for the plot between the columns', () => {
  for (const width of [720, 1000, 2200]) {
    const { left, right } = layOut(pictureOfAll(studyOf(1, 2)), width, 150);
    expect(right - left).toBeGreaterThan(150);
  }
});
