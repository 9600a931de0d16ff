/** Exposure and open interest by strike: what /v1/strikes answers, and how it is looked at. */
import type { StrikeRow } from './report';

export const measures = ['net', 'gross', 'abs', 'oi'] as const;
export type Measure = (typeof measures)[number];
export const measureOf = (name: string): Measure => measures.find((each) => each === name) ?? 'net';

/** One bar, from and to a value; the kinds are colours. */
export interface Bar {
  kind: 'call' | 'put' | 'oi-call' | 'oi-put' | 'positive' | 'negative';
  from: number;
  to: number;
}

export function barsOf(row: StrikeRow, measure: Measure): Bar[] {
  const { call_gex_usd_per_1pct: call, put_gex_usd_per_1pct: put, net_gex_usd_per_1pct: net } = row;
  switch (measure) {
    case 'net':
      return [{ kind: net < 0 ? 'negative' : 'positive', from: 0, to: net }];
    case 'gross':
      return [
        { kind: 'call', from: 0, to: call },
        { kind: 'put', from: 0, to: -put },
      ];
    case 'abs':
      return [
        { kind: 'call', from: 0, to: call },
        { kind: 'put', from: call, to: call + put },
      ];
    case 'oi':
      return [
        { kind: 'oi-call', from: 0, to: row.call_open_interest },
        { kind: 'oi-put', from: 0, to: -row.put_open_interest },
      ];
  }
}

/** The values between which all bars of these rows lie; zero is always within, and in the middle where there are two sides. */
export function reachOf(rows: readonly StrikeRow[], measure: Measure): readonly [low: number, high: number] {
  let [low, high] = [0, 0];
  for (const row of rows) {
    for (const { to } of barsOf(row, measure)) {
      low = Math.min(low, to);
      high = Math.max(high, to);
    }
  }
  if (low === 0 && high === 0) return [measure === 'abs' ? 0 : -1, 1];
  if (measure === 'abs') return [0, high];
  const most = Math.max(-low, high);
  return [-most, most];
}

/** The strike nearest to a price; rows ascend. */
export function nearest(rows: readonly StrikeRow[], price: number): StrikeRow | null {
  let [from, to] = [0, rows.length - 1];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((rows[middle]?.strike ?? 0) < price) from = middle + 1;
    else to = middle;
  }
  const [above, below] = [rows[from], rows[from - 1]];
  if (!above) return null;
  return below && price - below.strike <= above.strike - price ? below : above;
}

const windows = [5, 8, 12, 18, 25, 40, 60];

/** Percent of spot either side that has to be asked for to fill an axis: one of a few, so that answers can be kept. */
export function windowFor(spot: number, low: number, high: number): number {
  const needed = 100 * Math.max(high / spot - 1, 1 - low / spot);
  return windows.find((each) => each >= needed) ?? 60;
}
