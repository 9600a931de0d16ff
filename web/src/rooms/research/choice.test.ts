import { expect, test } from 'vitest';
import { baselinesOf, choicesOf, chosenOf, everything, forestsOf } from './choice';
import { cell, comparison, studyOf } from './madeup';

const rowsOf = (study: ReturnType<typeof studyOf>, chosen: string) =>
  forestsOf(study, chosen).flatMap(({ rows }) => rows);

test('few comparisons are all shown, without a choice', () => {
  const study = studyOf(4, 3);
  expect(choicesOf(study)).toBeNull();
  expect(rowsOf(study, chosenOf(null, 'against:baseline_1'))).toHaveLength(12);
});

test('of many, every cell against the primary comparison’s baseline', () => {
  const study = studyOf(24, 8);
  const choices = choicesOf(study);
  const chosen = chosenOf(choices, '');
  expect(chosen).toBe('against:baseline_0');
  const rows = rowsOf(study, chosen);
  expect(rows).toHaveLength(24);
  expect(new Set(rows.map(({ comparison: { against } }) => against))).toEqual(new Set(['baseline_0']));
  expect(choices?.all).toEqual([]); // too many to be drawn at once
  expect(chosenOf(choices, 'cell:24')).toBe(chosen);
  expect(chosenOf(choices, everything)).toBe(chosen);
});

test('or one cell against all baselines', () => {
  const study = studyOf(24, 8);
  const rows = rowsOf(study, chosenOf(choicesOf(study), 'cell:5'));
  expect(rows.map(({ cell: { keys } }) => keys[0]?.value)).toEqual(Array(8).fill('cell_5'));
});

test('everything can be chosen of what is not too much', () => {
  const study = studyOf(6, 8);
  expect(rowsOf(study, chosenOf(choicesOf(study), everything))).toHaveLength(48);
});

test('a measure has a plot of its own, the primary one first', () => {
  const study = studyOf(0, 0, {
    cells: [
      cell({ measure: 'net_return', events: null, comparisons: [comparison('no_trade')] }),
      cell({ primary: true, measure: 'a_trade', events: null, comparisons: [comparison('random_entries')] }),
      cell({ measure: 'net_return', events: null, comparisons: [comparison('random_entries')] }),
      cell({ measure: 'never_compared' }),
    ],
  });
  expect(forestsOf(study, everything).map(({ measure, share, rows }) => [measure, share, rows.length])).toEqual([
    ['a_trade', false, 1],
    ['net_return', false, 2],
  ]);
  expect(baselinesOf(study).map(({ value }) => value)).toEqual(['random_entries', 'no_trade']);
});
