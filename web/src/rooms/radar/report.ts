/** What the Radar reads of a Report, by the names of docs/report.md. */
import type { Minutes, Percent, Price, Share, Usd, UsdPerDay, UsdPerPercent, UsdPerVolPoint } from '../../model/units';
import type { Report } from '../../wire/types';

/** A level that does not exist is null, with its reason. */
export interface At {
  price: Price | null;
  reason: string | null;
}
export interface AtStrike {
  strike: Price | null;
  reason: string | null;
}
export interface Wall extends AtStrike {
  strength_usd_per_1pct?: UsdPerPercent;
  share?: Share;
  rank_gap?: number | null;
  mechanical_effect?: string;
}
export type Arrow = 'up' | 'flat' | 'down' | null;
export interface Attempt {
  crossed_at: string;
  beyond_minutes: Minutes;
  furthest_points: number;
  gap: boolean;
  gap_open: boolean;
}
export type WallState = 'HOLDING' | 'TESTED' | 'BROKEN';
/** The standing wall: the one that is watched, which a small lead of another does not move. */
export interface StandingWall extends AtStrike {
  value_usd_per_1pct?: UsdPerPercent;
  state?: WallState;
  since?: string;
  attempt?: Attempt | null;
  change?: { oi_arrow: Arrow; total_arrow: Arrow; before_usd_per_1pct: number; after_usd_per_1pct: number } | null;
}
export interface Happening {
  time: string | null;
  kind: string;
  text: string;
}
export interface Quantiles<T extends number> {
  q05: T;
  q25: T;
  q50: T;
  q75: T;
  q95: T;
}
interface Chance {
  strike: Price;
  p: Share;
}
export interface Bands {
  p_positive?: Share;
  regime?: string;
  flip?: (Quantiles<Price> & { p_none: Share; solid: boolean; reason: null }) | { reason: string } | null;
  call_wall?: Chance[];
  put_wall?: Chance[];
  reason: string | null;
}
export interface Session {
  call_wall: StandingWall;
  put_wall: StandingWall;
  previous_session: string | null;
  events: Happening[];
  net_gex_tier: { percentile: number | null; sessions: number; reason: string | null };
}

export interface RadarReport {
  symbol: string;
  as_of: string;
  session_date: string;
  spot: Price;
  assumptions: Record<string, unknown>;
  exposure: {
    net_gex_usd_per_1pct: UsdPerPercent;
    gross_gex_usd_per_1pct: UsdPerPercent;
    net_to_gross: number;
    gamma_tilt: number | null;
    net_dex_usd: Usd;
    net_vanna_usd_per_vol_point: UsdPerVolPoint;
    net_charm_usd_per_day: UsdPerDay;
  };
  levels: {
    call_wall: Wall;
    put_wall: Wall;
    gamma_flip: At & { kind?: string; n_roots?: number };
    absolute_gamma: AtStrike;
    focus: { strike: Price; type: string }[];
    clusters: { low: Price; high: Price; side: string }[];
    battle_zone: { low: Price | null; high: Price | null; reason: string | null };
  };
  open_interest: {
    call_wall: Price | null;
    put_wall: Price | null;
    pin: Price | null;
    max_pain: AtStrike;
    expiry: string | null;
  };
  expected_move: { usd: Usd | null; pct: Percent | null; until: string | null; reason: string | null };
  regime: { label: string | null; reason: string | null; definitions_disagree: boolean };
  session: Session | null;
  bands: Bands | null;
}

export const radarOf = (report: Report) => report as unknown as RadarReport;
