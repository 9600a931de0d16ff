import { expect, test } from 'vitest';
import { cell, comparison, estimate } from './madeup';
import {
  brief,
  cellName,
  chance,
  countsText,
  differenceText,
  figureText,
  leftOutByReason,
  measureText,
  sizeOfSample,
  sizeText,
} from './words';

const ofItsOwn = { events: null, unit: "the measure's own" } as const;

// the program's own texts of the same numbers
test('figures have as many digits as their interval deserves', () => {
  expect(figureText(cell())).toBe('56 % (37 to 73 %)');
  expect(figureText(cell({ figure: estimate(0.2114, 0.2, 0.23) }))).toBe('21.1 % (20.0 to 23.0 %)');
  const slope = { ...ofItsOwn, figure: estimate(-0.747233732081046, -0.901132008520102, -0.5933354556419901) };
  expect(figureText(cell(slope))).toBe('−0.75 (−0.90 to −0.59)');
  const wide = { ...ofItsOwn, figure: estimate(0.21678919601839783, -0.34141541184234536, 0.7749938038791411) };
  expect(figureText(cell(wide))).toBe('0.2 (−0.3 to 0.8)');
});

test('a cell tells what it measures, also where it has no figure', () => {
  expect(measureText(cell())).toBe('hit rate 56 % (37 to 73 %)');
  const none = { measure: 'lasts_an_hour', figure: null, figure_reason: 'nothing to measure on any day' };
  expect(measureText(cell(none))).toBe('lasts an hour: nothing to measure on any day');
});

test('differences of shares are told in points, with their sign', () => {
  expect(differenceText(comparison('walk'), true)).toBe('+5 points (−14 to +24)');
  expect(differenceText(comparison('walk', { difference: estimate(-0.01, -0.2, 0.2) }), true)).toBe(
    '−1 point (−20 to +20)',
  );
  expect(differenceText(comparison('walk', { difference: estimate(0.001, -0.2, 0.2) }), true)).toBe(
    '0 points (−20 to +20)',
  );
  expect(differenceText(comparison('walk', { difference: estimate(-0.05, -0.53, 0.35) }), false)).toBe(
    '−0.05 (−0.53 to +0.35)',
  );
  expect(differenceText(comparison('walk', { difference: null }), true)).toBe('–');
});

test('sizes and chances', () => {
  expect(sizeText(0.1, true)).toBe('10 points');
  expect(sizeText(0.01, true)).toBe('1 point');
  expect(sizeText(0.2, false)).toBe('0.2');
  expect(chance(9.999e-5)).toBe('<0.001');
  expect(chance(0.0344)).toBe('0.034');
  expect(chance(null)).toBe('–');
  expect(brief(-0.012345)).toBe('−0.0123');
  expect(brief(410)).toBe('410');
  expect(brief(0)).toBe('0');
});

test('a cell is named by what it is of, a symbol as it is written', () => {
  const keys = [
    { key: 'symbol', value: 'A_B' },
    { key: 'strike', value: 'absolute_gamma' },
  ];
  expect(cellName(cell({ keys }))).toBe('A_B · absolute gamma');
  expect(cellName(cell({ keys: [] }))).toBe('all');
});

test('what was counted', () => {
  const counts = [
    { name: 'days_with_wall', count: 1026 },
    { name: 'deepest_drawdown', count: -0.24959779 },
  ];
  expect(countsText(cell({ counts }))).toBe('days with wall 1,026, deepest drawdown −0.25');
  expect(sizeOfSample(cell({ events: 1, days: 1 }))).toBe('1 event on 1 day');
  expect(sizeOfSample(cell({ events: null, days: 3669 }))).toBe('3,669 days');
});

test('days left out stand together by their reason', () => {
  const of = (session: string, reason: string) => ({ symbol: 'SPX', session, reason });
  const days_left_out = [of('2026-05-18', 'no chain'), of('2026-05-19', 'half a day'), of('2026-05-20', 'no chain')];
  expect(leftOutByReason({ days_left_out })).toEqual([
    ['no chain', 'SPX 2026-05-18, SPX 2026-05-20'],
    ['half a day', 'SPX 2026-05-19'],
  ]);
});
