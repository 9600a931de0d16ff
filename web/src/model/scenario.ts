/** The book at other spots, moments and volatilities, between the nodes that the server has re-priced. */

import type { ScenarioAnswer, ScenarioSlice } from '../wire/types';
import { cubicWeights, intervalOf, nearestOf } from './interpolation';

/** What is supposed. */
export interface Supposed {
  /** Of spot, from where it is. */
  spotPct: number;
  /** From the snapshot on. */
  minutes: number;
  volPoints: number;
  /** Vol points that volatilities rise for each 1 % that spot falls. */
  volBeta: number;
}
export const asItIs: Supposed = { spotPct: 0, minutes: 0, volPoints: 0, volBeta: 0 };
export const isAsItIs = ({ spotPct, minutes, volPoints }: Supposed) =>
  spotPct === 0 && minutes === 0 && volPoints === 0;

export const causes = ['gamma', 'vanna', 'charm', 'cross', 'residual'] as const;
export type Cause = (typeof causes)[number];
const quantities = ['net_gex', 'net_dex', 'total', ...causes] as const;
export type Quantity = (typeof quantities)[number];

/** Spots x moments x shifts of volatility, each quantity one row of numbers: spot runs fastest, then shift. */
export interface ScenarioGrid {
  asOf: string;
  spot: number;
  spots: Float64Array;
  minutes: Float64Array; // ascending, from 0
  vols: Float64Array; // ascending
  slices: readonly ScenarioSlice[]; // by moment, then shift
  values: Readonly<Record<Quantity, Float64Array>>;
}

const minutesOf = (slice: ScenarioSlice, asOf: string) => (Date.parse(slice.at) - Date.parse(asOf)) / 60_000;

/** null where the answer has no slices. */
export function gridOf({ scenario }: Pick<ScenarioAnswer, 'scenario'>): ScenarioGrid | null {
  const found = new Map<string, ScenarioSlice>(); // `close` and `next_expiry` may be one moment
  for (const slice of scenario.slices) found.set(`${slice.at} ${slice.vol_points}`, slice);
  const order = [...found.values()].sort((a, b) => a.at.localeCompare(b.at) || a.vol_points - b.vol_points);
  const [first] = order;
  if (!first) return null;
  const ascending = (values: number[]) => Float64Array.from(new Set(values)).sort();
  const values = Object.fromEntries(
    quantities.map((quantity) => [
      quantity,
      Float64Array.from(order.flatMap(({ nodes }) => nodes.map((node) => quantityOf(node, quantity)))),
    ]),
  ) as Record<Quantity, Float64Array>;
  return {
    asOf: scenario.as_of,
    spot: scenario.spot,
    spots: Float64Array.from(first.nodes, ({ spot }) => spot),
    minutes: ascending(order.map((slice) => minutesOf(slice, scenario.as_of))),
    vols: ascending(order.map(({ vol_points }) => vol_points)),
    slices: order,
    values,
  };
}

function quantityOf(node: ScenarioSlice['nodes'][number], quantity: Quantity): number {
  if (quantity === 'net_gex') return node.net_gex_usd_per_1pct;
  if (quantity === 'net_dex') return node.net_dex_usd;
  return node.flow_shares[quantity];
}

export const spotOf = (spot: number, { spotPct }: Supposed) => spot * (1 + spotPct / 100);

/** Volatilities that also move with spot (methods.md 3.1), in vol points. */
const volAt = (grid: ScenarioGrid, { volPoints, volBeta }: Supposed, spot: number) =>
  volPoints - volBeta * 100 * Math.log(spot / grid.spot);

/** How much of the node before and after a moment: straight, for contracts that settle in between make a jump. */
function moments({ minutes }: ScenarioGrid, at: number): readonly [number, number][] {
  if (minutes.length < 2) return [[0, 1]];
  const i = intervalOf(minutes, at);
  const [from, to] = [minutes[i] ?? 0, minutes[i + 1] ?? 1];
  const share = Math.max(0, Math.min(1, (at - from) / (to - from)));
  return share === 0
    ? [[i, 1]]
    : [
        [i, 1 - share],
        [i + 1, share],
      ];
}

/** A quantity at any spot within the grid under what is supposed. */
export function valueAt(grid: ScenarioGrid, quantity: Quantity, spot: number, supposed: Supposed): number {
  const { spots, vols, values } = grid;
  const known = values[quantity];
  const s = cubicWeights(spots, spot);
  const v = cubicWeights(vols, volAt(grid, supposed, spot));
  const within = (index: number, length: number) => Math.max(0, Math.min(length - 1, index));
  let sum = 0;
  for (const [moment, share] of moments(grid, supposed.minutes)) {
    for (let j = 0; j < 4; ++j) {
      const vol = within(v.first + j, vols.length);
      const row = (moment * vols.length + vol) * spots.length;
      for (let i = 0; i < 4; ++i) {
        const weight = share * (v.weights[j] ?? 0) * (s.weights[i] ?? 0);
        if (weight !== 0) sum += weight * (known[row + within(s.first + i, spots.length)] ?? 0);
      }
    }
  }
  return sum;
}

export function curveAt(grid: ScenarioGrid, supposed: Supposed, spots: Float64Array): Float64Array {
  return spots.map((spot) => valueAt(grid, 'net_gex', spot, supposed));
}

/** `count` spots from the lowest of the grid to the highest. */
export function evenSpots({ spots }: ScenarioGrid, count: number): Float64Array {
  const [low, high] = [spots[0] ?? 0, spots.at(-1) ?? 0];
  return Float64Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
}

/** Levels belong to a slice, not to a spot: those of the nearest moment and shift. */
export function nearestSlice(grid: ScenarioGrid, { minutes, volPoints }: Supposed): ScenarioSlice | undefined {
  return grid.slices[nearestOf(grid.minutes, minutes) * grid.vols.length + nearestOf(grid.vols, volPoints)];
}

export interface ScenarioNumbers {
  spot: number;
  netGex: number;
  flow: Readonly<Record<Cause | 'total', number>>; // shares, + bought
}

export function numbersAt(grid: ScenarioGrid, supposed: Supposed): ScenarioNumbers {
  const spot = spotOf(grid.spot, supposed);
  const of = (quantity: Quantity) => valueAt(grid, quantity, spot, supposed);
  return {
    spot,
    netGex: of('net_gex'),
    flow: {
      total: of('total'),
      gamma: of('gamma'),
      vanna: of('vanna'),
      charm: of('charm'),
      cross: of('cross'),
      residual: of('residual'),
    },
  };
}

/** Dollars of a flow, at the middle of the way. */
export const flowUsd = (shares: number, from: number, to: number) => (shares * (from + to)) / 2;
