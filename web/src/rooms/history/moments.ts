/** Which recorded moment is meant, and what differs from the one before it. */
import { gex, nothing, number, points, price } from '../../format/numbers';
import type { Price, UsdPerPercent } from '../../model/units';
import { callWall, putWall, type Row } from './wire';

/** The last moment that is not later; the first where all are; -1 where there is none. */
export function placeOf(rows: readonly Row[], at: string): number {
  if (rows.length === 0) return -1;
  const wanted = Date.parse(at);
  if (!Number.isFinite(wanted)) return rows.length - 1;
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (Date.parse(rows[middle]?.as_of ?? '') <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where a mark stands in the day that is shown; -1: it is of another day. */
export function markOf(rows: readonly Row[], at: string): number {
  const wanted = Date.parse(at);
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last || !(wanted >= Date.parse(first.as_of) && wanted <= Date.parse(last.as_of))) return -1;
  return placeOf(rows, at);
}

export interface Line {
  /** Stable, as the address calls it; what Explain knows may be explained. */
  key: string;
  name: string;
  text: string;
  /** As it is on the wire. */
  raw: number | string | null;
  state: string | null;
  /** Against the moment before: empty where nothing changed. */
  change: string;
}

const moved = (now: number | null, before: number | null, told: (change: number) => string): string => {
  if (now === before) return '';
  if (before === null) return 'appeared';
  if (now === null) return 'gone';
  return told(now - before);
};

const least = 0.005; // below it a level has not moved: two digits are shown
const pointsMoved = (change: number) => (Math.abs(change) < least ? '' : points(change));

function level(key: string, name: string, now: Price | null, before: Price | null | undefined): Line {
  return {
    key,
    name,
    text: now === null ? 'none' : price(now),
    raw: now,
    state: null,
    change: before === undefined ? '' : moved(now, before, pointsMoved),
  };
}

function wall(line: Line, state: string | null, before: string | null | undefined): Line {
  const changed = before !== undefined && before !== null && state !== null && before !== state;
  const was = changed ? `was ${before}` : '';
  return { ...line, state, change: [line.change, was].filter(Boolean).join(', ') };
}

function word(key: string, name: string, now: string | null, before: string | null | undefined): Line {
  const changed = before !== undefined && before !== now;
  return { key, name, text: now ?? 'none', raw: now, state: null, change: changed ? `was ${before ?? 'none'}` : '' };
}

function exposure(key: string, name: string, now: UsdPerPercent, before: UsdPerPercent | undefined): Line {
  const change = before === undefined || now === before ? '' : gex((now - before) as UsdPerPercent);
  return { key, name, text: gex(now), raw: now, state: null, change };
}

export function linesOf(now: Row, before: Row | undefined): Line[] {
  const of = <Value>(read: (row: Row) => Value) => (before ? read(before) : undefined);
  return [
    level(
      'spot',
      'Spot',
      now.spot,
      of((row) => row.spot),
    ),
    wall(
      level('call_wall', 'Call wall', callWall(now), of(callWall)),
      now.call_wall_state,
      of((row) => row.call_wall_state),
    ),
    wall(
      level('put_wall', 'Put wall', putWall(now), of(putWall)),
      now.put_wall_state,
      of((row) => row.put_wall_state),
    ),
    level(
      'gamma_flip',
      'Gamma flip',
      now.gamma_flip,
      of((row) => row.gamma_flip),
    ),
    level(
      'absolute_gamma',
      'Absolute gamma',
      now.absolute_gamma,
      of((row) => row.absolute_gamma),
    ),
    level(
      'max_pain',
      'Max pain',
      now.max_pain,
      of((row) => row.max_pain),
    ),
    exposure(
      'net_gex',
      'Net GEX',
      now.net_gex_usd_per_1pct,
      of((row) => row.net_gex_usd_per_1pct),
    ),
    word(
      'regime',
      'Regime',
      now.regime,
      of((row) => row.regime),
    ),
    {
      key: 'expected_move',
      name: 'Expected move',
      text: now.expected_move_usd === null ? nothing : `±${number(now.expected_move_usd, 1)}`,
      raw: now.expected_move_usd,
      state: null,
      change: '',
    },
  ];
}
