import { expect, test } from 'vitest';
import { price } from '../../model/units';
import type { Inspection } from '../../wire/types';
import { type Expiry, liveOf, termOf } from './inspection';

const expiry = (settles_at: string, more: Partial<Expiry>): Expiry => ({
  root: 'SPXW',
  expiry: settles_at.slice(0, 10),
  settles_at,
  class: 'weekly_fri',
  settled: false,
  ...more,
});

test('what has settled has no forward, and the rest stands in order of settlement', () => {
  const expiries = [
    expiry('2026-12-18T21:00:00Z', { forward: price(5050), atm_vol: 0.2 }),
    expiry('2026-11-20T14:30:00Z', { settled: true }),
    expiry('2026-11-27T18:00:00Z', { forward: price(5005), atm_vol: 0 }),
  ];
  const live = liveOf({ expiries } as Inspection);
  expect(live.map((each) => each.expiry)).toEqual(['2026-11-27', '2026-12-18']);
  const { days, vol, carry } = termOf({ as_of: '2026-11-26T18:00:00Z', spot: price(5000) }, live);
  expect(days[0]).toBe(1);
  expect(vol).toEqual([null, 20]);
  expect(carry.map((each) => Number(each.toFixed(6)))).toEqual([0.1, 1]);
});
