/** The levels of a Report that are drawn again and again, as they are on the wire. */
import type { Price, UsdPerPercent } from './units';
import type { PriceOrReason } from './views';

interface Wall {
  strike: Price | null;
  reason: string | null;
}
interface Known {
  session_date: string;
  exposure: { net_gex_usd_per_1pct: UsdPerPercent };
  levels: { call_wall: Wall; put_wall: Wall; gamma_flip: PriceOrReason };
  expected_move?: { until?: string | null } | null;
  session?: {
    after_expiries?: Readonly<Record<string, { settled_by: string | null } | null>> | null;
  } | null;
}
export const known = (report: unknown) => report as Known;
