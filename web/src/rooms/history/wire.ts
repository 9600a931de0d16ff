/** What is recorded, as the server tells it: /v1/sessions, /v1/history, /v1/events, /v1/compare (docs/report.md). */
import type { WallState } from '../../model/reported';
import type { Price, UsdPerDay, UsdPerPercent, UsdPerVolPoint } from '../../model/units';

export interface Session {
  date: string;
  snapshots: number;
  from: string;
  to: string;
}

/** One recorded Report in a line; null: there was no such level. */
export interface Row {
  as_of: string;
  session_date: string;
  spot: Price;
  net_gex_usd_per_1pct: UsdPerPercent;
  gross_gex_usd_per_1pct: UsdPerPercent;
  net_vanna_usd_per_vol_point: UsdPerVolPoint;
  net_charm_usd_per_day: UsdPerDay;
  call_wall: Price | null;
  call_wall_standing: Price | null;
  call_wall_state: WallState | null;
  put_wall: Price | null;
  put_wall_standing: Price | null;
  put_wall_state: WallState | null;
  gamma_flip: Price | null;
  absolute_gamma: Price | null;
  max_pain: Price | null;
  expected_move_usd: Price | null;
  regime: string | null;
}

export interface EventRow {
  /** null: not told. */
  at: string | null;
  kind: string;
  text: string;
}

export interface Measure {
  measure: string;
  before: number | null;
  /** By cause; null where there is no such level. */
  parts: Readonly<Record<string, number>> | null;
  after: number | null;
}

export interface Comparison {
  from: { as_of: string; spot: Price };
  to: { as_of: string; spot: Price };
  order: readonly string[];
  measures: readonly Measure[];
  call_wall: { before: Price | null; after_each: Readonly<Record<string, Price | null>>; reason: string | null };
  put_wall: { before: Price | null; after_each: Readonly<Record<string, Price | null>>; reason: string | null };
  contracts: Readonly<Record<string, number>>;
}

/** The wall that stood: with hysteresis where the session's memory was kept. */
export const callWall = (row: Row) => row.call_wall_standing ?? row.call_wall;
export const putWall = (row: Row) => row.put_wall_standing ?? row.put_wall;
