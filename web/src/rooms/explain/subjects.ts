/** Everything that can be explained: where it stands in the Report, its formula, its convention, and what it is not. */
import {
  callWallSentence,
  expirySentence,
  flipSentence,
  positioningSentence,
  putWallSentence,
  unitSentence,
} from '../../format/conventions';
import { charm, gex, number, percent, price, usd, vanna } from '../../format/numbers';
import { reasonWords } from '../../format/reasons';
import { price as asPrice, type Price } from '../../model/units';
import type { Report } from '../../wire/types';
import * as figures from './figures';

export interface Shown {
  text: string;
  unit: string;
  raw: number | null;
  /** Why there is none. */
  reason?: string;
}

export interface Subject {
  /** As the address and /v1/explain call it; a strike is its number. */
  level: string;
  name: string;
  /** In the glossary. */
  term: string;
  group: 'Exposure' | 'Levels' | 'Open interest' | 'Market';
  /** Who carries it: contracts of a strike or of the whole book by /v1/explain, strikes by /v1/strikes, or nobody. */
  carried: 'contracts' | 'strikes' | 'none';
  value: (report: Report) => Shown;
  formulas: readonly string[] | ((report: Report) => readonly string[]);
  /** The formula with this Report's figures. */
  figures: (given: figures.Given) => string[];
  convention: (report: Report) => string[];
  isNot: string;
}

const atPrice = (at: Price | null | undefined, reason: string | null | undefined): Shown =>
  at === null || at === undefined
    ? { text: 'none', unit: '', raw: null, reason: reasonWords(reason) }
    : { text: price(at), unit: 'points', raw: at };

const amount = (text: string, unit: string, raw: number | null): Shown => ({ text, unit, raw });
const perPercent = 'per 1 % move';

const exposureFormulas = ['g_i = γ_i M_i S^2 · 0.01', 'GEX = ∑_i x_i OI_i g_i'];
const strikeFormulas = ['N_K = ∑_{i " at " K} x_i OI_i γ_i M_i S^2 · 0.01'];

const bases: Readonly<Record<string, string>> = { NET: 'N_K', GROSS: 'C_K', ABS: 'A_K' };
function callWallFormulas({ assumptions }: Report): string[] {
  const among = assumptions['call_wall.side'] === 'any' ? 'K' : '{K ≥ S}';
  return [...strikeFormulas, `"call wall" = {"arg max"}_${among} ${bases[assumptions['basis.call']] ?? 'N_K'}`];
}

const putRules: Readonly<Record<string, string>> = {
  most_negative_net: '{"arg min"}_{K ≤ S} N_K',
  gross_put: '{"arg max"}_{K ≤ S} P_K',
  max_positive_below: '{"arg max"}_{K < S} N_K',
  abs: '{"arg max"}_{K ≤ S} A_K',
};
const putWallFormulas = ({ assumptions }: Report) => [
  ...strikeFormulas,
  `"put wall" = ${putRules[assumptions.put_wall_rule] ?? ''}`,
];

const exposureConvention = ({ assumptions }: Report) => [
  positioningSentence(assumptions),
  expirySentence(assumptions),
  unitSentence,
];

export const subjects: readonly Subject[] = [
  {
    level: 'net_gex',
    name: 'Net GEX',
    term: 'GEX, gamma exposure',
    group: 'Exposure',
    carried: 'strikes',
    value: ({ exposure: { net_gex_usd_per_1pct: net } }) => amount(gex(net), perPercent, net),
    formulas: exposureFormulas,
    figures: figures.ofNetGex,
    convention: exposureConvention,
    isNot:
      'It is not a flow that anybody has seen: who holds which side is inferred, and studies with observed positions find sizes up to ten times smaller. It does not say where price goes.',
  },
  {
    level: 'net_to_gross',
    name: 'Net to gross',
    term: 'net to gross',
    group: 'Exposure',
    carried: 'none',
    value: ({ exposure: { net_to_gross: ratio } }) => amount(number(ratio, 3, true), 'of gross', ratio),
    formulas: ['frac{GEX}{GROSS} = frac{∑_i x_i OI_i g_i}{∑_i OI_i g_i}'],
    figures: figures.ofNetToGross,
    convention: exposureConvention,
    isNot:
      'It is not a probability: near zero it says that two large numbers nearly cancel, so that the sign is not to be relied on.',
  },
  {
    level: 'gamma_tilt',
    name: 'Gamma tilt',
    term: 'gamma tilt',
    group: 'Exposure',
    carried: 'none',
    value: ({ exposure: { gamma_tilt: tilt } }) =>
      tilt === null
        ? { text: 'none', unit: '', raw: null, reason: 'there are no puts in the book' }
        : amount(number(tilt, 2), 'calls over puts', tilt),
    formulas: ['"tilt" = frac{∑_K C_K}{∑_K P_K}'],
    figures: figures.ofTilt,
    convention: ({ assumptions }) => [
      expirySentence(assumptions),
      'Gross exposure of calls over that of puts: no positioning model in it.',
    ],
    isNot: 'It is not the put-call ratio: contracts are weighed by their gamma, not counted.',
  },
  {
    level: 'net_dex',
    name: 'Net DEX',
    term: 'DEX',
    group: 'Exposure',
    carried: 'none',
    value: ({ exposure: { net_dex_usd: dex } }) => amount(usd(dex, true), 'of delta', dex),
    formulas: ['DEX = ∑_i x_i OI_i M_i Δ_i S'],
    figures: figures.none,
    convention: ({ assumptions }) => [
      positioningSentence(assumptions),
      'The hedge that dealers already hold against it is its negative.',
    ],
    isNot: 'It is not stock that is still to be traded: a hedged dealer has traded it already.',
  },
  {
    level: 'net_vanna',
    name: 'Net vanna',
    term: 'vanna exposure',
    group: 'Exposure',
    carried: 'none',
    value: ({ exposure: { net_vanna_usd_per_vol_point: value } }) => amount(vanna(value), 'delta a vol point', value),
    formulas: ['"vanna" = ∑_i x_i OI_i M_i frac{∂Δ_i}{∂σ} S · 0.01'],
    figures: figures.none,
    convention: ({ assumptions }) => [
      positioningSentence(assumptions),
      'Hedging trades its negative when volatility rises one point.',
    ],
    isNot: 'It is not a change of gamma: vanna tells how delta changes with volatility.',
  },
  {
    level: 'net_charm',
    name: 'Net charm',
    term: 'charm exposure',
    group: 'Exposure',
    carried: 'none',
    value: ({ exposure: { net_charm_usd_per_day: value } }) => amount(charm(value), 'delta a calendar day', value),
    formulas: ['"charm" = ∑_i x_i OI_i M_i frac{∂Δ_i}{∂t} frac{S}{365}'],
    figures: figures.none,
    convention: ({ assumptions }) => [positioningSentence(assumptions), 'Hedging trades its negative as a day passes.'],
    isNot: 'It is not a schedule: it is the rate at this moment, with spot and volatilities frozen.',
  },
  {
    level: 'call_wall',
    name: 'Call wall',
    term: 'call wall',
    group: 'Levels',
    carried: 'contracts',
    value: ({ levels: { call_wall: wall } }) => atPrice(wall.strike, wall.reason),
    formulas: callWallFormulas,
    figures: figures.ofCallWall,
    convention: ({ assumptions }) => [
      callWallSentence(assumptions),
      positioningSentence(assumptions),
      expirySentence(assumptions),
      unitSentence,
    ],
    isNot:
      'It is not a price that the market cannot pass: it says where hedging is concentrated by the convention above. Of driftless walks that cross such a line a fifth stay beyond it too.',
  },
  {
    level: 'put_wall',
    name: 'Put wall',
    term: 'put wall',
    group: 'Levels',
    carried: 'contracts',
    value: ({ levels: { put_wall: wall } }) => atPrice(wall.strike, wall.reason),
    formulas: putWallFormulas,
    figures: figures.ofPutWall,
    convention: ({ assumptions }) => [
      putWallSentence(assumptions),
      positioningSentence(assumptions),
      expirySentence(assumptions),
      unitSentence,
    ],
    isNot: 'It is not support by itself: at a strike of negative exposure hedging sells into the fall.',
  },
  {
    level: 'gamma_flip',
    name: 'Gamma flip',
    term: 'gamma flip',
    group: 'Levels',
    carried: 'contracts',
    value: ({ levels: { gamma_flip: flip } }) => atPrice(flip.price, flip.reason),
    formulas: ['GEX(s) = ∑_i x_i OI_i M_i γ_i(s) s^2 · 0.01', 'GEX("flip") = 0'],
    figures: figures.ofFlip,
    convention: ({ assumptions }) => [
      flipSentence(assumptions),
      positioningSentence(assumptions),
      expirySentence(assumptions),
    ],
    isNot:
      'It is not a line at which anything must happen: it is where the inferred book has no gamma, known to some percent at best, and in many worlds of positions there is none.',
  },
  {
    level: 'absolute_gamma',
    name: 'Absolute gamma',
    term: 'absolute-gamma strike',
    group: 'Levels',
    carried: 'contracts',
    value: ({ levels: { absolute_gamma: level } }) => atPrice(level.strike, level.reason),
    formulas: ['A_K = C_K + P_K', '"absolute gamma" = {"arg max"}_K A_K'],
    figures: figures.ofAbsoluteGamma,
    convention: ({ assumptions }) => [
      'Calls plus puts without sign: no positioning model in it.',
      expirySentence(assumptions),
      unitSentence,
    ],
    isNot:
      'It is not a magnet by itself: whether hedging there pulls or pushes depends on who holds which side, which this number leaves out.',
  },
  {
    level: 'peak_net',
    name: 'Peak net',
    term: 'peak net',
    group: 'Levels',
    carried: 'contracts',
    value: ({ levels: { peak_net: level } }) => atPrice(level.strike, level.reason),
    formulas: ['"peak net" = {"arg max"}_K N_K'],
    figures: figures.ofPeak,
    convention: exposureConvention,
    isNot: 'It is not the call wall: it may lie on either side of spot.',
  },
  {
    level: 'trigger',
    name: 'Trigger',
    term: 'trigger',
    group: 'Levels',
    carried: 'contracts',
    value: ({ levels: { trigger } }) => atPrice(trigger.strike, trigger.reason),
    formulas: ['"trigger" = {"arg min"}_K |K - "flip"|, |N_K| ≥ 0.25 max(|N_{CW}|, |N_{PW}|)'],
    figures: figures.ofStrike,
    convention: exposureConvention,
    isNot: 'It is not anybody’s “volatility trigger”: the formulas behind those names are not public.',
  },
  {
    level: 'pin',
    name: 'PIN',
    term: 'PIN',
    group: 'Open interest',
    carried: 'contracts',
    value: ({ open_interest: { pin } }) => atPrice(pin, 'no_open_interest'),
    formulas: ['"PIN" = {"arg max"}_K (OI_K^{call} + OI_K^{put})'],
    figures: figures.none,
    convention: ({ assumptions, open_interest }) => [
      `Expiries counted: ${assumptions['pin.expiry_set']}${open_interest.expiry ? `, the nearest is ${open_interest.expiry}` : ''}. Contracts, not gamma: the shares below are of gross exposure and need not rank as open interest does.`,
    ],
    isNot: 'It is not max pain, and not where price must settle: a pin needs dealers who are long there.',
  },
  {
    level: 'max_pain',
    name: 'Max pain',
    term: 'max pain',
    group: 'Open interest',
    carried: 'contracts',
    value: ({ open_interest: { max_pain: pain } }) => atPrice(pain.strike, pain.reason),
    formulas: [
      '"pain"(s) = M ∑_K [OI_K^{call} (s - K)^+ + OI_K^{put} (K - s)^+]',
      '"max pain" = {"arg min"}_s "pain"(s)',
    ],
    figures: figures.ofMaxPain,
    convention: ({ open_interest }) => [
      `Of the nearest expiry that lives: ${open_interest.expiry ?? 'none'}. No gamma and no positioning model in it.`,
    ],
    isNot: 'It is not PIN, and not the strike where most contracts expire worthless: three different quantities.',
  },
  {
    level: 'oi_call_wall',
    name: 'OI call wall',
    term: 'OI call wall',
    group: 'Open interest',
    carried: 'contracts',
    value: ({ open_interest: { call_wall: wall } }) => atPrice(wall, 'no_open_interest'),
    formulas: ['"OI call wall" = {"arg max"}_K OI_K^{call}'],
    figures: figures.none,
    convention: ({ assumptions }) => [
      expirySentence(assumptions),
      'Contracts, not gamma: the shares below are of gross exposure.',
    ],
    isNot: 'It is not the call wall: open interest far from spot has hardly any gamma.',
  },
  {
    level: 'oi_put_wall',
    name: 'OI put wall',
    term: 'OI put wall',
    group: 'Open interest',
    carried: 'contracts',
    value: ({ open_interest: { put_wall: wall } }) => atPrice(wall, 'no_open_interest'),
    formulas: ['"OI put wall" = {"arg max"}_K OI_K^{put}'],
    figures: figures.none,
    convention: ({ assumptions }) => [
      expirySentence(assumptions),
      'Contracts, not gamma: the shares below are of gross exposure.',
    ],
    isNot: 'It is not the put wall: open interest far from spot has hardly any gamma.',
  },
  {
    level: 'expected_move',
    name: 'Expected move',
    term: 'expected move',
    group: 'Market',
    carried: 'none',
    value: ({ expected_move: move }) =>
      move.usd === null
        ? { text: 'none', unit: '', raw: null, reason: reasonWords(move.reason) }
        : amount(`±${number(move.usd, 1)}`, `points, ${percent(move.pct).replace('+', '±')}`, move.usd),
    formulas: ['"expected move" = S σ_{ATM} √{τ}'],
    figures: figures.ofExpectedMove,
    convention: () => [
      'One standard deviation to the next session close; the at-the-money volatility of the nearest expiry that lives at least that long.',
    ],
    isNot: 'It is not a range that holds: price ends beyond one standard deviation about one day in three.',
  },
  {
    level: 'regime',
    name: 'Regime',
    term: 'regime',
    group: 'Market',
    carried: 'none',
    value: ({ regime }) =>
      regime.label === null
        ? { text: 'none', unit: '', raw: null, reason: reasonWords(regime.reason) }
        : amount(regime.label, '', regime.net_to_gross),
    formulas: ['"POSITIVE": frac{GEX}{GROSS} ≥ θ', '"NEGATIVE": frac{GEX}{GROSS} ≤ -θ', '"TRANSITION": "between"'],
    figures: figures.ofRegime,
    convention: (report) => [
      `θ is regime.theta = ${report.assumptions['regime.theta']}.`,
      positioningSentence(report.assumptions),
    ],
    isNot:
      'It is not a forecast of calm or of trouble: it says which way hedging trades by the convention, not how much, nor what else trades.',
  },
];

const strikeSubject = (strike: number): Subject => ({
  level: String(strike),
  name: `Strike ${price(asPrice(strike))}`,
  term: 'NET',
  group: 'Levels',
  carried: 'contracts',
  value: () => atPrice(asPrice(strike), null),
  formulas: strikeFormulas,
  figures: figures.ofStrike,
  convention: exposureConvention,
  isNot: 'It is not a level by itself: every strike with open interest has an exposure.',
});

/** By its name, or a strike by its number; null: neither. */
export function subjectOf(level: string): Subject | null {
  const named = subjects.find((subject) => subject.level === level);
  if (named) return named;
  const strike = Number(level.replaceAll(',', ''));
  return strike > 0 && Number.isFinite(strike) ? strikeSubject(strike) : null;
}
