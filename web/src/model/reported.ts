/** The parts of a Report (docs/report.md) that rooms read of another moment or of another view than the stream's. */
import type { Report } from '../wire/types';
import type { Minutes, Percent, Price, Share, Shares, Usd, UsdPerDay, UsdPerPercent, UsdPerVolPoint } from './units';

export type WallState = 'HOLDING' | 'TESTED' | 'BROKEN';
export type Arrow = 'up' | 'flat' | 'down';

export interface Wall {
  strike: Price | null;
  value_usd_per_1pct?: UsdPerPercent;
  strength_usd_per_1pct?: UsdPerPercent;
  share?: Share;
  rank_gap?: number | null;
  mechanical_effect?: 'dampening' | 'amplifying';
  distance_points?: Price;
  distance_pct?: Percent;
  distance_expected_moves?: number | null;
  flow_to_reach_shares?: Shares;
  flow_to_reach_usd?: Usd;
  half_life_minutes?: Minutes | null;
  expiry_mix?: Record<string, Share>;
  reason: string | null;
}

export interface StrikeLevel {
  strike: Price | null;
  value_usd_per_1pct?: UsdPerPercent;
  share?: Share;
  reason: string | null;
}

export interface Flip {
  price: Price | null;
  kind?: 'regular' | 'inverted';
  method?: string;
  slope_usd_per_1pct_per_1pct?: number;
  shallow?: boolean;
  distance_pct?: Percent;
  roots?: readonly { price: Price; kind: string; slope_usd_per_1pct_per_1pct: number; residual_to_gross: number }[];
  n_roots?: number;
  reason: string | null;
}

export interface Standing {
  strike: Price | null;
  state?: WallState;
  since?: string;
  attempt?: { crossed_at: string } | null;
  reason: string | null;
}

export interface Happening {
  time: string;
  kind: string;
  text: string;
}

export interface Migration {
  time: string;
  side: 'call' | 'put';
  from: Price;
  to: Price;
  points: number;
  reason: string;
  v_from: UsdPerPercent;
  v_to: UsdPerPercent;
}

export interface Quantiles {
  q05: number | null;
  q25: number | null;
  q50: number | null;
  q75: number | null;
  q95: number | null;
}

export interface WallChance {
  strike: Price;
  p: Share;
  expected_rank: number;
}

export interface Bands {
  reason?: string | null;
  prior: string;
  draws: number;
  p_positive: Share;
  regime: 'POSITIVE' | 'NEGATIVE' | 'UNCERTAIN';
  net_gex_usd_per_1pct: Quantiles;
  flip: Quantiles & { p_none: Share; p_near_median: Share; solid: boolean; reason: string | null };
  call_wall: readonly WallChance[];
  put_wall: readonly WallChance[];
  call_wall_p_none: Share;
  put_wall_p_none: Share;
  call_wall_solid: boolean;
  put_wall_solid: boolean;
}

export interface Reported {
  symbol: string;
  as_of: string;
  session_date: string;
  spot: Price;
  oi_date: string | null;
  assumptions: Readonly<Record<string, string | number | null | readonly string[]>>;
  exposure: {
    net_gex_usd_per_1pct: UsdPerPercent;
    gross_gex_usd_per_1pct: UsdPerPercent;
    call_gex_usd_per_1pct: UsdPerPercent;
    put_gex_usd_per_1pct: UsdPerPercent;
    net_to_gross: number;
    gamma_tilt: number | null;
    net_dex_usd: Usd;
    net_vanna_usd_per_vol_point: UsdPerVolPoint;
    net_charm_usd_per_day: UsdPerDay;
  };
  levels: {
    call_wall: Wall;
    put_wall: Wall;
    gamma_flip: Flip;
    absolute_gamma: StrikeLevel;
    peak_net: StrikeLevel;
    trigger: { strike: Price | null; reason: string | null };
  };
  open_interest: {
    call_wall: Price | null;
    put_wall: Price | null;
    pin: Price | null;
    max_pain: { strike: Price | null; low?: Price; high?: Price; holders_receive_usd?: Usd; reason: string | null };
    max_worthless: Price | null;
    expiry: string | null;
  };
  expected_move: { usd: Usd | null; pct?: Percent; until?: string; atm_vol?: number; reason: string | null };
  regime: {
    label: 'POSITIVE' | 'NEGATIVE' | 'TRANSITION' | null;
    reason: string | null;
    net_to_gross: number;
    location: 'above' | 'below' | 'at_flip' | 'no_flip';
    walls: string;
    definitions_disagree: boolean;
  };
  session: {
    call_wall: Standing;
    put_wall: Standing;
    migrations: readonly Migration[];
    events: readonly Happening[];
  } | null;
  bands: Bands | null;
}

export const reported = (report: Report) => report as unknown as Reported;
