/** Answers of the server that look at a snapshot in another way, as they are on the wire. */
import type { Price, Shares, Usd, UsdPerDay, UsdPerPercent, UsdPerVolPoint } from './units';

export interface Standing {
  symbol: string;
  as_of: string;
  spot: Price;
  sequence: number;
  assumptions: Readonly<Record<string, unknown>>;
}
export interface PriceOrReason {
  price: Price | null;
  reason: string | null;
}
export interface ScenarioSlice {
  time: string;
  at: string;
  vol_points: number;
  flip: PriceOrReason;
  call_wall: PriceOrReason;
  put_wall: PriceOrReason;
  nodes: readonly {
    spot: Price;
    net_gex_usd_per_1pct: UsdPerPercent;
    net_dex_usd: Usd;
    flow_shares: Readonly<Record<'total' | 'gamma' | 'vanna' | 'charm' | 'cross' | 'residual', Shares>>;
  }[];
}
export interface ScenarioAnswer {
  scenario: { as_of: string; spot: Price; vol_beta: number; slices: readonly ScenarioSlice[] };
}
export interface ProfileAnswer extends Standing {
  profile: {
    as_of: string;
    spot: Price;
    smile_dynamics: string;
    points: readonly {
      spot: Price;
      net_gex_usd_per_1pct: UsdPerPercent;
      /** Of few points alone, where they cost much. */
      net_vanna_usd_per_vol_point?: UsdPerVolPoint;
      net_charm_usd_per_day?: UsdPerDay;
    }[];
    roots: readonly { price: Price; kind: string }[];
  };
}
export interface MapAnswer extends Standing {
  map: {
    expiries: readonly {
      date: string;
      root: string;
      settlement: string;
      class: string;
      days_left: number;
      contracts: number;
    }[];
    strikes: readonly Price[];
    net_gex_usd_per_1pct: readonly (readonly (UsdPerPercent | null)[])[];
    gross_gex_usd_per_1pct: readonly (readonly (UsdPerPercent | null)[])[];
  };
}
export interface FieldAnswer {
  field: {
    session: string;
    columns_missing: number;
    prices: readonly Price[];
    times: readonly string[];
    spots: readonly Price[];
    net_gex_usd_per_1pct: readonly (readonly (UsdPerPercent | null)[])[];
  };
}
export interface SessionsAnswer {
  sessions: readonly { date: string; snapshots: number }[];
}
