/** What /v1/inspect tells of a chain, expiry by expiry. */
import type { Price, UsdPerPercent } from '../../model/units';

export interface Expiry {
  root: string;
  expiry: string;
  settles_at: string;
  class: string;
  settled: boolean;
  years?: number;
  forward?: Price;
  forward_se?: number;
  forward_source?: string;
  pairs?: number;
  atm_vol?: number;
  priced?: number;
  smile?: { kind: string; inside: number | null; rmse_vol_points: number | null } | null;
}
export interface Source {
  net_gex_usd_per_1pct: UsdPerPercent;
  gross_gex_usd_per_1pct: UsdPerPercent;
  call_wall: Price | null;
  put_wall: Price | null;
  gamma_flip: Price | null;
}
export interface Inspection {
  as_of: string;
  feed: string;
  spot: Price;
  sources: { disagree: boolean; solved: Source | null; vendor: Source | null; reasons: string[] };
  expiries: Expiry[];
  rejects: { line: number; cell: number; reason: string; text: string }[];
}

export interface Live extends Expiry {
  forward: Price;
}
export const liveOf = (inspection: Inspection): Live[] =>
  inspection.expiries
    .filter((each): each is Live => !each.settled && each.forward !== undefined)
    .sort((a, b) => Date.parse(a.settles_at) - Date.parse(b.settles_at));

const dayLength = 86_400_000; // milliseconds

/** Lines over days left: volatility at the money, and the forward over spot; both in percent. */
export function termOf({ as_of, spot }: Pick<Inspection, 'as_of' | 'spot'>, live: readonly Live[]) {
  return {
    days: live.map(({ settles_at }) => (Date.parse(settles_at) - Date.parse(as_of)) / dayLength),
    vol: live.map(({ atm_vol }) => (atm_vol ? atm_vol * 100 : null)), // 0 where nothing could be priced
    carry: live.map(({ forward }) => (forward / spot - 1) * 100),
  };
}
