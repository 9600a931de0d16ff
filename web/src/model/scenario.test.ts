import { describe, expect, test } from 'vitest';
import type { ScenarioAnswer } from '../wire/types';
import { curveAt, flowUsd, gridOf, nearestSlice, numbersAt, type Supposed, valueAt } from './scenario';

/** A small book in closed form (Black-Scholes, no rates): what the server would answer exactly. */
const book = [
  { strike: 6400, days: 30, contracts: -9e4 },
  { strike: 6500, days: 30, contracts: 12e4 },
  { strike: 6450, days: 2, contracts: 5e4 },
  { strike: 6300, days: 9, contracts: -7e4 },
];
const [spot, vol] = [6430, 0.14];
const asOf = '2026-11-20T16:00:00Z';

const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
/** Abramowitz and Stegun 26.2.17: seven digits are enough here. */
function cumulative(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const tail =
    density(x) * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return x < 0 ? tail : 1 - tail;
}
function exact(at: number, minutes: number, volPoints: number): { gex: number; delta: number } {
  let [gex, delta] = [0, 0];
  for (const { strike, days, contracts } of book) {
    const years = (days - minutes / 1440) / 365;
    const deviation = (vol + volPoints / 100) * Math.sqrt(years);
    const d1 = Math.log(at / strike) / deviation + deviation / 2;
    gex += (contracts * 100 * density(d1) * at * 0.01) / deviation;
    delta += contracts * 100 * cumulative(d1);
  }
  return { gex, delta };
}

function answerOf(minutes: readonly number[], vols: readonly number[], count: number): ScenarioAnswer {
  const spots = Array.from({ length: count }, (_, i) => {
    const u = (2 * i) / (count - 1) - 1; // as the server spaces them: denser near spot
    return spot * (1 + 0.1 * (0.25 * u + 0.75 * u ** 3));
  });
  const slices = minutes.flatMap((minute) =>
    vols.map((points) => ({
      time: `${minute}m`,
      at: new Date(Date.parse(asOf) + minute * 60_000).toISOString(),
      vol_points: points,
      flip: { price: 6400 + points, reason: null },
      call_wall: { price: 6500, reason: null },
      put_wall: { price: null, reason: 'no_negative_net' },
      nodes: spots.map((at) => {
        const there = exact(at, minute, points);
        const total = -(there.delta - exact(spot, 0, 0).delta);
        return {
          spot: at,
          net_gex_usd_per_1pct: there.gex,
          net_dex_usd: there.delta * at,
          flow_shares: { total, gamma: total, vanna: 0, charm: 0, cross: 0, residual: 0 },
        };
      }),
    })),
  );
  return {
    scenario: { as_of: asOf, spot, vol_beta: 0, slices },
  } as unknown as ScenarioAnswer;
}

const minutes = [0, 30, 60, 120, 240, 300, 1440];
const grid = gridOf(answerOf(minutes, [-5, -2, 0, 2, 5, 10], 41));
if (!grid) throw new Error('no grid');
const supposed = (change: Partial<Supposed>): Supposed => ({
  spotPct: 0,
  minutes: 0,
  volPoints: 0,
  volBeta: 0,
  ...change,
});
const largest = Math.max(...grid.values.net_gex.map(Math.abs));

test('at the nodes it is what the server says', () => {
  for (const [minute, points, i] of [
    [0, 0, 20],
    [60, 5, 3],
    [1440, -5, 40],
  ] as const) {
    const at = grid.spots[i] ?? 0;
    const found = valueAt(grid, 'net_gex', at, supposed({ minutes: minute, volPoints: points }));
    expect(found / exact(at, minute, points).gex).toBeCloseTo(1, 9);
  }
});

describe('between the nodes it is near the exact answer', () => {
  test.each([
    ['spot alone', { spotPct: 1.3 }],
    ['spot far away', { spotPct: -7.7 }],
    ['time alone', { minutes: 90 }],
    ['volatility alone', { volPoints: 3.5 }],
    ['all three', { spotPct: -0.6, minutes: 200, volPoints: -1 }],
    ['a day ahead, calmer', { spotPct: 0.9, minutes: 800, volPoints: -3 }],
  ])('%s', (_why, change) => {
    const asked = supposed(change);
    const there = numbersAt(grid, asked);
    const truth = exact(there.spot, asked.minutes, asked.volPoints);
    expect(Math.abs(there.netGex - truth.gex) / largest).toBeLessThan(0.02);
    const flow = -(truth.delta - exact(spot, 0, 0).delta);
    expect(Math.abs(there.flow.total - flow)).toBeLessThan(0.01 * 33e6); // of the book's 33 million shares
  });
});

test('with a beta volatilities rise where spot is lower', () => {
  const asked = supposed({ spotPct: -2, volBeta: 1.5 });
  const there = numbersAt(grid, asked);
  const points = -1.5 * 100 * Math.log(there.spot / spot);
  expect(points).toBeGreaterThan(3);
  expect(Math.abs(there.netGex - exact(there.spot, 0, points).gex) / largest).toBeLessThan(0.02);
});

test('a curve is its values', () => {
  const asked = supposed({ minutes: 45, volPoints: 1 });
  const spots = Float64Array.from({ length: 161 }, (_, i) => 6100 + 4 * i);
  const curve = curveAt(grid, asked, spots);
  expect(curve[17]).toBe(valueAt(grid, 'net_gex', spots[17] ?? 0, asked));
});

test('levels are those of the nearest slice', () => {
  expect(nearestSlice(grid, supposed({ minutes: 70, volPoints: 4.4 }))).toMatchObject({ time: '60m', vol_points: 5 });
});

test('two names of one moment are one moment, and no slices are no grid', () => {
  const twice = answerOf([0, 60, 60], [0], 5);
  expect(gridOf(twice)?.minutes).toEqual(Float64Array.of(0, 60));
  expect(gridOf({ scenario: { ...twice.scenario, slices: [] } })).toBeNull();
});

test('dollars of a flow are counted at the middle of the way', () => expect(flowUsd(-10, 100, 110)).toBe(-1050));
