import { expect, test } from 'vitest';
import type { Report } from '../../wire/types';
import { areasOf, distanceOf, exposureLevels, interestLevels, linesOf, pricesToFit, stretched } from './levels';
import type { DrawnBands } from './report';

const report = (changes: object = {}) =>
  ({
    symbol: 'SPX',
    spot: 6400,
    levels: {
      call_wall: { strike: 6500, reason: null },
      put_wall: { strike: 6000, reason: null },
      gamma_flip: { price: 6329.58, reason: null },
      absolute_gamma: { strike: 6500, reason: null },
      focus: [{ strike: 7000, type: 'call_dominated' }],
      clusters: [{ low: 6380, high: 6430, side: 'downside' }],
      battle_zone: { low: 6305, high: 6351, reason: null },
    },
    open_interest: {
      call_wall: 6500,
      put_wall: 6000,
      pin: 6520,
      max_pain: { strike: 6400, reason: null },
      expiry: '2026-11-20',
    },
    expected_move: { usd: 16, pct: 0.25, until: null, reason: null },
    session: null,
    ...changes,
  }) as unknown as Report;

const seen = (levels: readonly { id: string; price: number | null }[]) =>
  levels.map(({ id, price }) => `${id} ${price}`);

test('every level of a Report is there', () => {
  expect(seen(exposureLevels(report()))).toEqual([
    'call_wall 6500',
    'put_wall 6000',
    'gamma_flip 6329.58',
    'absolute_gamma 6500',
    'focus_1 7000',
  ]);
  expect(seen(interestLevels(report()))).toEqual([
    'oi_call_wall 6500',
    'oi_put_wall 6000',
    'pin 6520',
    'max_pain 6400',
  ]);
  expect(exposureLevels(report()).at(-1)?.explain).toBe('7000');
});

test('a level that does not exist keeps its reason and draws nothing', () => {
  const { levels } = report();
  const without = report({
    levels: {
      ...levels,
      call_wall: { strike: null, reason: 'no_positive' },
      gamma_flip: { price: null, reason: 'positive_everywhere' },
      focus: [],
      clusters: [],
      battle_zone: { low: null, high: null, reason: 'no_flip' },
    },
  });
  const all = exposureLevels(without);
  expect(all.filter(({ price }) => price === null).map(({ reason }) => reason)).toEqual([
    'no_positive',
    'positive_everywhere',
  ]);
  expect(linesOf(all).map(({ price }) => price)).toEqual([6000, 6500]);
  expect(areasOf(without, null)).toEqual([]);
  expect(pricesToFit(without)).toEqual({ move: [6380, 6420], levels: [6000] });
});

test('a wall that is watched stands in place of the snapshot’s own, with its state', () => {
  const session = {
    call_wall: { strike: 6550, reason: null, state: 'TESTED' },
    put_wall: { strike: null, reason: 'no_negative' },
  };
  const [call, put] = exposureLevels(report({ session }));
  expect(call).toMatchObject({ price: 6550, state: 'TESTED' });
  expect(put).toMatchObject({ price: null, reason: 'no_negative' });
  expect(put).not.toHaveProperty('state');
});

test('what lies at one price is one line', () => {
  const lines = linesOf(exposureLevels(report()));
  expect(lines[0]?.levels.map(({ name }) => name)).toEqual(['Call Wall', 'Absolute Gamma']);
  expect(lines).toHaveLength(4);
});

test('areas, with the band of the flip where there is one', () => {
  const bands = {
    flip: { q05: 6100, q25: 6200, q50: 6300, q75: 6400, q95: 6500 },
    reason: null,
  } as unknown as DrawnBands;
  expect(areasOf(report(), bands).map(({ kind }) => kind)).toEqual(['flip-90', 'flip-50', 'cluster', 'battle']);
  const none = { flip: { q05: null, reason: 'no_flip' } } as unknown as DrawnBands;
  expect(areasOf(report(), none)).toHaveLength(2);
});

test('distances from spot', () => {
  expect(distanceOf(6464, report())).toEqual({ points: 64, percent: 1, moves: 4 });
  expect(distanceOf(6336, report({ expected_move: { usd: null } })).moves).toBeNull();
});

test('a chart stretches to its levels, the nearest first, while candles keep a fifth of its height', () => {
  const move = [6380, 6420];
  expect(stretched([6395, 6410], { move, levels: [6500, 6000, 6330] })).toEqual([6330, 6500]);
  expect(stretched([6395, 6410], { move, levels: [6000] })).toEqual(move);
  expect(stretched([6300, 6410], { move: [], levels: [6000] })).toEqual([6000, 6410]);
  expect(stretched([6300, 6410], { move: [], levels: [] })).toEqual([6300, 6410]);
});
