/** What the profile's charts show, out of the server's answers. */
import type { Curve, Fan, Mark, Reach } from '../../draw/curves';
import { price, share } from '../../format/numbers';
import { linearAt } from '../../model/interpolation';
import type { Price } from '../../model/units';
import type { BandsAnswer, ProfileAnswer } from '../../wire/types';

export const shown = ['session', 'friday', 'monthly'] as const;
export type After = (typeof shown)[number];
export type Which = 'today' | After | 'scenario';

export interface Kind {
  text: string;
  colour: Curve['colour'];
  dash: readonly number[];
  width: number;
}
export const kinds: Readonly<Record<Which, Kind>> = {
  today: { text: 'Today', colour: 'text', dash: [], width: 2.25 },
  session: { text: 'After today’s expiry', colour: 'oi-call', dash: [7, 4], width: 1.75 },
  friday: { text: 'After Friday', colour: 'oi-put', dash: [2, 3], width: 1.75 },
  monthly: { text: 'After monthly OpEx', colour: 'text-soft', dash: [9, 3, 2, 3], width: 1.75 },
  scenario: { text: 'Scenario', colour: 'accent', dash: [], width: 2.25 },
};

type Field = 'net_gex_usd_per_1pct' | 'net_vanna_usd_per_vol_point' | 'net_charm_usd_per_day';

export function curveOf(answer: ProfileAnswer, field: Field, name: string, kind: Omit<Kind, 'text'>): Curve {
  const { points } = answer.profile;
  return {
    name,
    spots: Float64Array.from(points, ({ spot }) => spot),
    values: Float64Array.from(points, (point) => point[field] ?? NaN),
    colour: kind.colour,
    dash: kind.dash,
    width: kind.width,
  };
}

export function fanOf(answer: BandsAnswer | null): Fan | null {
  const fan = answer?.bands.reason === null ? answer.bands.profile : undefined;
  if (!fan || fan.length === 0) return null;
  const row = (name: 'spot' | 'q05' | 'q25' | 'q50' | 'q75' | 'q95') => Float64Array.from(fan, (point) => point[name]);
  return { spots: row('spot'), q05: row('q05'), q25: row('q25'), q50: row('q50'), q75: row('q75'), q95: row('q95') };
}

interface Levels {
  spot: Price;
  callWall: Price | null;
  putWall: Price | null;
}
/** Spot, walls and every root of the profile with its kind. */
export function marksOf({ spot, callWall, putWall }: Levels, roots: ProfileAnswer['profile']['roots']): Mark[] {
  const marks: Mark[] = [{ price: spot, name: `Spot ${price(spot)}`, colour: 'spot', dash: [] }];
  for (const root of roots) {
    const name = `${root.kind === 'regular' ? 'Root' : `Root, ${root.kind}`} ${price(root.price)}`;
    marks.push({ price: root.price, name, colour: 'flip', dash: root.kind === 'regular' ? [5, 3] : [2, 4] });
  }
  if (callWall !== null)
    marks.push({ price: callWall, name: `Call Wall ${price(callWall)}`, colour: 'call', dash: [1, 3] });
  if (putWall !== null) marks.push({ price: putWall, name: `Put Wall ${price(putWall)}`, colour: 'put', dash: [1, 3] });
  return marks;
}

const whole = (value: number) => price(Math.round(value) as Price);

/** What the fan and the bar along zero are, in words; or why there is none. */
export function bandWords({ bands }: BandsAnswer): string {
  if (bands.reason !== null) return `No bands: ${bands.reason.replaceAll('_', ' ')}.`;
  const words: string[] = [];
  if (bands.profile?.length)
    words.push(
      `Fan: draws of the dealers’ sides around the model, prior ${bands.prior}, sticky strike; dark half of them, light nine of ten.`,
    );
  else words.push('The server tells no fan of its draws.');
  const { q05, q95, p_none } = bands.flip;
  if (q05 !== null && q95 !== null)
    words.push(
      `Bar along zero: the flip, ${whole(q05)} to ${whole(q95)} in nine of ten draws that have one; ${share(p_none)} of all have none.`,
    );
  else words.push(`No flip in ${share(p_none)} of the draws.`);
  return words.join(' ');
}

/** The flip among the draws, where enough of them have one. */
export function reachOf(answer: BandsAnswer | null): Reach | null {
  if (answer?.bands.reason !== null) return null;
  const { q05, q25, q50, q75, q95 } = answer.bands.flip;
  if (q05 === null || q25 === null || q50 === null || q75 === null || q95 === null) return null;
  return { q05, q25, q50, q75, q95, colour: 'flip' };
}

/** Each curve's value at a price. */
export const readAt = (curves: readonly Curve[], at: number) =>
  curves.map((curve) => ({ curve, value: linearAt(curve.spots, curve.values, at) }));
