import { expect, test } from 'vitest';
import type { Price } from '../../model/units';
import type { BandsAnswer, ProfileAnswer } from '../../wire/types';
import { bandWords, curveOf, fanOf, kinds, marksOf, reachOf, readAt } from './curves';

const p = (value: number) => value as Price;
const profile = {
  profile: {
    points: [
      { spot: 100, net_gex_usd_per_1pct: -2e9, net_vanna_usd_per_vol_point: 1, net_charm_usd_per_day: 2 },
      { spot: 110, net_gex_usd_per_1pct: 2e9, net_vanna_usd_per_vol_point: 3, net_charm_usd_per_day: 4 },
    ],
  },
} as unknown as ProfileAnswer;
const bands = (change: object) => ({ bands: { prior: 'wide', reason: null, ...change } }) as unknown as BandsAnswer;

test('a curve is read between its points', () => {
  const curve = curveOf(profile, 'net_gex_usd_per_1pct', 'Today', kinds.today);
  expect(readAt([curve], 106)[0]?.value).toBeCloseTo(0.4e9, 0);
});

test('every root is marked with its kind, and a wall that is not there is not', () => {
  const marks = marksOf({ spot: p(105), callWall: null, putWall: p(95) }, [
    { price: p(104.5), kind: 'regular' },
    { price: p(99), kind: 'inverted' },
  ]);
  expect(marks.map(({ name }) => name)).toEqual(['Spot 105', 'Root 104.50', 'Root, inverted 99', 'Put Wall 95']);
});

test('bands in words say what is there, and what is not', () => {
  const flip = { q05: 96.2, q25: 1, q50: 1, q75: 1, q95: 110.7, p_none: 0.47 };
  const point = { spot: 100, q05: -1, q25: 0, q50: 1, q75: 2, q95: 3 };
  expect(bandWords(bands({ profile: [point], flip }))).toMatch(/prior wide.*96 to 111.*47 % of all have none/);
  expect(bandWords(bands({ flip }))).toContain('tells no fan');
  expect(bandWords(bands({ flip: { ...flip, q05: null, q95: null, p_none: 1 } }))).toContain('No flip in 100 %');
  expect(bandWords(bands({ reason: 'empty_book' }))).toBe('No bands: empty book.');
  expect(fanOf(bands({ profile: [point] }))?.q95[0]).toBe(3);
  expect(fanOf(bands({}))).toBeNull();
  expect(reachOf(bands({ flip }))?.q95).toBe(110.7);
  expect(reachOf(bands({ flip: { ...flip, q05: null } }))).toBeNull();
  expect(reachOf(bands({ reason: 'empty_book' }))).toBeNull();
  expect(fanOf(null)).toBeNull();
});
