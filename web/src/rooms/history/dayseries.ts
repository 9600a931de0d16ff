/** A day's rows as they are drawn, and the span of prices to show. */
import { callWall, putWall, type Row } from './wire';

export const lines = [
  { key: 'spot', name: 'Spot', colour: 'spot', of: (row: Row) => row.spot },
  { key: 'call_wall', name: 'Call wall', colour: 'call', of: callWall },
  { key: 'put_wall', name: 'Put wall', colour: 'put', of: putWall },
  { key: 'gamma_flip', name: 'Flip', colour: 'flip', of: (row: Row) => row.gamma_flip },
] as const;

export interface Series {
  rows: readonly Row[];
  times: readonly number[]; // milliseconds
  /** Of each of `lines`; null where there was no such level: a gap, never a zero. */
  values: readonly (readonly (number | null)[])[];
}
export const seriesOf = (rows: readonly Row[]): Series => ({
  rows,
  times: rows.map((row) => Date.parse(row.as_of)),
  values: lines.map(({ of }) => rows.map(of)),
});

/** Lowest and highest of the price alone, or of all levels, with room around. */
export function spanOf(rows: readonly Row[], fit: 'price' | 'levels'): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    for (const { of } of fit === 'price' ? lines.slice(0, 1) : lines) {
      const value = of(row);
      if (value === null) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (!(high >= low)) return [0, 1];
  const room = (high - low) * 0.06 || high * 0.002;
  return [low - room, high + room];
}

export interface Stretch {
  from: number;
  to: number;
}

/** Where a wall was in a state: from its first moment to the one after its last. */
export function stretchesOf(rows: readonly Row[], side: 'call' | 'put', state: 'TESTED' | 'BROKEN'): Stretch[] {
  const stretches: Stretch[] = [];
  let from = -1;
  rows.forEach((row, i) => {
    const isIn = (side === 'call' ? row.call_wall_state : row.put_wall_state) === state;
    if (isIn && from < 0) from = i;
    if (!isIn && from >= 0) {
      stretches.push({ from, to: i });
      from = -1;
    }
  });
  if (from >= 0) stretches.push({ from, to: rows.length - 1 });
  return stretches;
}
