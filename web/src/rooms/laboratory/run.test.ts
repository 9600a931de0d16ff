import { expect, test } from 'vitest';
import type { LaboratoryAnswer } from '../../wire/types';
import { clockOf, positionsAt, rowsOf } from './run';

test('minutes are read on a session’s clock, the close in the session that it ends', () => {
  expect(clockOf(0, 0)).toBe('09:30');
  expect(clockOf(61, 0)).toBe('10:31');
  expect(clockOf(390, 0)).toBe('16:00');
  expect(clockOf(391, 0)).toBe('day 2 09:31');
  expect(clockOf(180, 210)).toBe('16:00');
});

const path = {
  minutes: [0, 1, 2],
  spot_usd: [450, 448, 448],
  spot_without_dealers_usd: [450, 448, 448],
  hedging_usd: [0, 0, 0],
  flow_usd: [0, 0, 0],
  stressed: [false, false, false],
  dealers: [
    {
      name: 'desk',
      options_delta_shares: [-3500, -5000, -5000],
      net_before_shares: [0, -1500, 0.2],
      trade_shares: [0, 1500, 0],
      hedge_shares: [3500, 5000, 5000],
      cost_usd: [0, 0, 0],
    },
  ],
} as unknown as LaboratoryAnswer['path'];

test('the running position is told in words', () => {
  expect(positionsAt(path, 0)[0]?.words).toBe('begins flat: holds 3,500 shares');
  expect(positionsAt(path, 1)[0]?.words).toBe('net delta −1,500: buys 1,500, now holds 5,000 shares');
  expect(positionsAt(path, 2)[0]?.words).toBe('net delta 0: does nothing, holds 5,000 shares');
});

const of = (value: number, low: number, high: number) => ({ value, low, high });
const run = {
  theory: { step_volatility_ratio: 0.8, effective_volatility_ratio: 0.8, autocorrelation: 0 },
  realised_volatility_pct: { with: of(16, 15, 17), without: of(20, 19, 21), ratio: of(0.8, 0.79, 0.81), reason: null },
  end_volatility_pct: { with: of(16, 15, 17), without: of(20, 19, 21), ratio: of(1.01, 0.9, 1.1), reason: null },
  autocorrelation: { with: of(0.1, 0, 0.2), without: of(0, -0.1, 0.1), difference: of(0.1, 0.05, 0.15), reason: null },
  lowest_pct: { with: of(-1, -1, -1), without: of(-1, -1, -1), difference: of(0, -0.1, 0.1), reason: null },
  highest_pct: { with: of(1, 1, 1), without: of(1, 1, 1), difference: of(0, -0.1, 0.1), reason: null },
  pinned_share: null,
  levels: [
    {
      name: 'Call Wall',
      price_usd: 5000,
      from: 'below',
      touched_share: {
        with: of(0.5, 0.4, 0.6),
        without: of(0.5, 0.4, 0.6),
        difference: of(0, -0.1, 0.1),
        reason: null,
      },
      held_share: { with: null, without: null, difference: null, reason: 'nothing to compare' },
      ends_beyond_share: { with: of(0, 0, 0), without: of(0, 0, 0), difference: of(0, 0, 0), reason: null },
    },
  ],
} as unknown as LaboratoryAnswer['run'];

test('a change is told apart from none by its interval, and what is not known is a dash', () => {
  const rows = rowsOf(run);
  expect(rows[0]).toMatchObject({ with: '16.00', without: '20.00', change: '× 0.800 [0.790, 0.810]', sign: -1 });
  expect(rows[1]?.sign).toBe(0);
  expect(rows[2]).toMatchObject({ change: '+0.100 [+0.050, +0.150]', sign: 1 });
  expect(rows.find((row) => row.name.includes('held'))).toMatchObject({ with: '–', change: '–', sign: 0 });
  expect(rows.map((row) => row.name)).not.toContain('Ends pinned, % of paths');
});
