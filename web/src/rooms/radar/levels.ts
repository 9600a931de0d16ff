/** The levels of a Report as lines beside a price axis, and its zones as areas. */
import type { Percent, Price } from '../../model/units';
import { percent } from '../../model/units';
import type { Report } from '../../wire/types';
import { type DrawnBands, type StandingWall, type WallState, watchedOf } from './report';

export type Kind = 'call' | 'put' | 'flip' | 'gamma' | 'focus' | 'oi-call' | 'oi-put' | 'pin';

export interface Level {
  id: string;
  name: string;
  /** For narrow charts. */
  short: string;
  kind: Kind;
  price: Price | null;
  /** Why there is none: a code of docs/report.md. */
  reason: string | null;
  state?: WallState;
  /** What the room Explain calls it. */
  explain: string;
}

interface Named {
  id: string;
  name: string;
  short: string;
  kind: Kind;
}

const level = (named: Named, price: Price | null, reason: string | null): Level => ({
  ...named,
  price,
  reason: price === null ? reason : null,
  explain: named.id,
});

/** The wall that is watched where the day is followed; else the one of this snapshot alone. */
function wallLevel(
  named: Named,
  plain: { strike: Price | null; reason: string | null },
  standing: StandingWall | undefined,
): Level {
  const found = standing ?? plain;
  const line = level(named, found.strike, found.reason);
  const watched = watchedOf(standing);
  return watched ? { ...line, state: watched.state } : line;
}

const callWall: Named = { id: 'call_wall', name: 'Call Wall', short: 'CW', kind: 'call' };
const putWall: Named = { id: 'put_wall', name: 'Put Wall', short: 'PW', kind: 'put' };
const flip: Named = { id: 'gamma_flip', name: 'Gamma Flip', short: 'Flip', kind: 'flip' };
const absolute: Named = { id: 'absolute_gamma', name: 'Absolute Gamma', short: 'AG', kind: 'gamma' };
const oiCall: Named = { id: 'oi_call_wall', name: 'OI Call Wall', short: 'OI C', kind: 'oi-call' };
const oiPut: Named = { id: 'oi_put_wall', name: 'OI Put Wall', short: 'OI P', kind: 'oi-put' };
const pin: Named = { id: 'pin', name: 'PIN', short: 'PIN', kind: 'pin' };
const maxPain: Named = { id: 'max_pain', name: 'Max Pain', short: 'Pain', kind: 'pin' };

/** Of exposure: all of them, also those that do not exist. */
export function exposureLevels({ levels, session }: Report): Level[] {
  return [
    wallLevel(callWall, levels.call_wall, session?.call_wall),
    wallLevel(putWall, levels.put_wall, session?.put_wall),
    level(flip, levels.gamma_flip.price, levels.gamma_flip.reason),
    level(absolute, levels.absolute_gamma.strike, levels.absolute_gamma.reason),
    ...levels.focus.map(({ strike }, i) => ({
      ...level({ id: `focus_${i + 1}`, name: 'Focus', short: 'Focus', kind: 'focus' as const }, strike, null),
      explain: String(strike),
    })),
  ];
}

/** Of open interest. */
export function interestLevels({ open_interest: interest }: Report): Level[] {
  const none = 'no_open_interest';
  return [
    level(oiCall, interest.call_wall as Price | null, none),
    level(oiPut, interest.put_wall as Price | null, none),
    level(pin, interest.pin as Price | null, none),
    level(maxPain, interest.max_pain.strike, interest.max_pain.reason),
  ];
}

/** One line, and all that lies there: the first named decides how it looks. */
export interface Line {
  price: Price;
  levels: readonly [Level, ...Level[]];
}

export function linesOf(levels: readonly Level[]): Line[] {
  const lines = new Map<number, [Level, ...Level[]]>();
  for (const each of levels) {
    if (each.price === null) continue;
    const known = lines.get(each.price);
    if (known) known.push(each);
    else lines.set(each.price, [each]);
  }
  return [...lines].map(([price, at]) => ({ price: price as Price, levels: at }));
}

export interface Area {
  kind: 'cluster' | 'battle' | 'flip-90' | 'flip-50';
  name: string;
  low: number;
  high: number;
}

/** From the back to the front. */
export function areasOf({ levels }: Report, bands: DrawnBands | null): Area[] {
  const areas: Area[] = [];
  const band = bands?.flip;
  if (band && band.q05 !== null) {
    areas.push({ kind: 'flip-90', name: '', low: band.q05, high: band.q95 });
    areas.push({ kind: 'flip-50', name: 'Flip: half of the draws', low: band.q25, high: band.q75 });
  }
  for (const { low, high } of levels.clusters) areas.push({ kind: 'cluster', name: 'Cluster', low, high });
  const battle = levels.battle_zone;
  if (battle.low !== null) areas.push({ kind: 'battle', name: 'Battle zone', low: battle.low, high: battle.high });
  return areas;
}

export interface Distance {
  points: number;
  percent: Percent;
  /** Standard deviations to the next close; null without an expected move. */
  moves: number | null;
}

/** From spot: + above. */
export function distanceOf(to: number, { spot, expected_move }: Report): Distance {
  const points = to - spot;
  return {
    points,
    percent: percent((100 * points) / spot),
    moves: expected_move.usd ? points / expected_move.usd : null,
  };
}

/** What a chart fit to levels shows beside its candles' own prices. */
export interface Fitted {
  /** One expected move either side, or nothing. */
  move: readonly number[];
  levels: readonly number[];
}
export function pricesToFit(report: Report): Fitted {
  const { spot, expected_move: move } = report;
  const walls = exposureLevels(report).filter(({ kind }) => kind === 'call' || kind === 'put' || kind === 'flip');
  const levels = walls.flatMap(({ price }) => (price === null ? [] : [price]));
  if (move.usd === null) return { move: [], levels };
  const step = 10 ** Math.floor(Math.log10(spot)) / 200; // round, so that the axis does not move with every price
  return { move: [Math.floor((spot - move.usd) / step) * step, Math.ceil((spot + move.usd) / step) * step], levels };
}

const mostStretch = 5;

/** The candles' range, with the move, and with levels, the nearest first, while candles keep a fifth of the height. */
export function stretched([low, high]: readonly [number, number], { move, levels }: Fitted): [number, number] {
  let range: [number, number] = [Math.min(low, ...move), Math.max(high, ...move)];
  const most = mostStretch * (range[1] - range[0]);
  const beyond = (level: number) => Math.max(range[0] - level, level - range[1]);
  for (const level of levels.toSorted((a, b) => beyond(a) - beyond(b))) {
    const wider: [number, number] = [Math.min(range[0], level), Math.max(range[1], level)];
    if (wider[1] - wider[0] <= most) range = wider;
  }
  return range;
}
