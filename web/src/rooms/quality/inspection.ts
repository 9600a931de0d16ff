/** What /v1/inspect tells of a chain, expiry by expiry. */
import type { Price } from '../../model/units';
import type { Inspection } from '../../wire/types';

export type Expiry = Inspection['expiries'][number];
export type Source = Inspection['sources']['solved'];

export type Live = Expiry & { forward: Price };
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
