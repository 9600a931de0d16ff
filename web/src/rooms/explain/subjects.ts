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
import texts from './texts.json';

export interface Shown {
  text: string;
  unit: string;
  raw: number | null;
  /** Why there is none. */
  reason?: string;
}

/** What stands in texts.json of each. */
interface Told {
  /** As the address and /v1/explain call it; a strike is its number. */
  level: string;
  name: string;
  /** In the glossary. */
  term: string;
  group: 'Exposure' | 'Levels' | 'Open interest' | 'Market';
  /** Who carries it: contracts of a strike or of the whole book by /v1/explain, strikes by /v1/strikes, or nobody. */
  carried: 'contracts' | 'strikes' | 'none';
}
export interface Subject extends Told {
  value: (report: Report) => Shown;
  formulas: (report: Report) => string[];
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

/** What a level has beside its texts. */
type Read = readonly [value: Subject['value'], figures?: Subject['figures']];
const reads: Readonly<Record<string, Read>> = {
  net_gex: [({ exposure: { net_gex_usd_per_1pct: net } }) => amount(gex(net), 'per 1 % move', net), figures.ofNetGex],
  net_to_gross: [
    ({ exposure: { net_to_gross: ratio } }) => amount(number(ratio, 3, true), 'of gross', ratio),
    figures.ofNetToGross,
  ],
  gamma_tilt: [
    ({ exposure: { gamma_tilt: tilt } }) =>
      tilt === null
        ? { text: 'none', unit: '', raw: null, reason: 'there are no puts in the book' }
        : amount(number(tilt, 2), 'calls over puts', tilt),
    figures.ofTilt,
  ],
  net_dex: [({ exposure: { net_dex_usd: dex } }) => amount(usd(dex, true), 'of delta', dex)],
  net_vanna: [
    ({ exposure: { net_vanna_usd_per_vol_point: value } }) => amount(vanna(value), 'delta a vol point', value),
  ],
  net_charm: [({ exposure: { net_charm_usd_per_day: value } }) => amount(charm(value), 'delta a calendar day', value)],
  call_wall: [({ levels: { call_wall: wall } }) => atPrice(wall.strike, wall.reason), figures.ofCallWall],
  put_wall: [({ levels: { put_wall: wall } }) => atPrice(wall.strike, wall.reason), figures.ofPutWall],
  gamma_flip: [({ levels: { gamma_flip: flip } }) => atPrice(flip.price, flip.reason), figures.ofFlip],
  absolute_gamma: [
    ({ levels: { absolute_gamma: level } }) => atPrice(level.strike, level.reason),
    figures.ofAbsoluteGamma,
  ],
  peak_net: [({ levels: { peak_net: level } }) => atPrice(level.strike, level.reason), figures.ofPeak],
  trigger: [({ levels: { trigger } }) => atPrice(trigger.strike, trigger.reason), figures.ofStrike],
  pin: [({ open_interest: { pin } }) => atPrice(pin, 'no_open_interest')],
  max_pain: [({ open_interest: { max_pain: pain } }) => atPrice(pain.strike, pain.reason), figures.ofMaxPain],
  oi_call_wall: [({ open_interest: { call_wall: wall } }) => atPrice(wall, 'no_open_interest')],
  oi_put_wall: [({ open_interest: { put_wall: wall } }) => atPrice(wall, 'no_open_interest')],
  expected_move: [
    ({ expected_move: move }) =>
      move.usd === null
        ? { text: 'none', unit: '', raw: null, reason: reasonWords(move.reason) }
        : amount(`±${number(move.usd, 1)}`, `points, ${percent(move.pct).replace('+', '±')}`, move.usd),
    figures.ofExpectedMove,
  ],
  regime: [
    ({ regime }) =>
      regime.label === null
        ? { text: 'none', unit: '', raw: null, reason: reasonWords(regime.reason) }
        : amount(regime.label, '', regime.net_to_gross),
    figures.ofRegime,
  ],
};

const bases: Readonly<Record<string, string>> = { NET: 'N_K', GROSS: 'C_K', ABS: 'A_K' };
const putRules: Readonly<Record<string, string>> = {
  most_negative_net: '{"arg min"}_{K ≤ S} N_K',
  gross_put: '{"arg max"}_{K ≤ S} P_K',
  max_positive_below: '{"arg max"}_{K < S} N_K',
  abs: '{"arg max"}_{K ≤ S} A_K',
};
/** Formulas that are the settings', by their name in texts.json; what has no such name stands for itself. */
const formulas: Readonly<Record<string, (report: Report) => string>> = {
  strike: () => 'N_K = ∑_{i " at " K} x_i OI_i γ_i M_i S^2 · 0.01',
  call_wall: ({ assumptions }) => {
    const among = assumptions['call_wall.side'] === 'any' ? 'K' : '{K ≥ S}';
    return `"call wall" = {"arg max"}_${among} ${bases[assumptions['basis.call']] ?? 'N_K'}`;
  },
  put_wall: ({ assumptions }) => `"put wall" = ${putRules[assumptions.put_wall_rule] ?? ''}`,
};
/** Sentences that are the settings', likewise. */
const sentences: Readonly<Record<string, (report: Report) => string>> = {
  positioning: ({ assumptions }) => positioningSentence(assumptions),
  expiries: ({ assumptions }) => expirySentence(assumptions),
  unit: () => unitSentence,
  call_wall: ({ assumptions }) => callWallSentence(assumptions),
  put_wall: ({ assumptions }) => putWallSentence(assumptions),
  flip: ({ assumptions }) => flipSentence(assumptions),
  pin_expiries: ({ assumptions, open_interest: { expiry } }) =>
    `Expiries counted: ${assumptions['pin.expiry_set']}${expiry ? `, the nearest is ${expiry}` : ''}.`,
  nearest_expiry: ({ open_interest: { expiry } }) => `Of the nearest expiry that lives: ${expiry ?? 'none'}.`,
  theta: ({ assumptions }) => `θ is regime.theta = ${assumptions['regime.theta']}.`,
};

const filled = (names: readonly string[], by: Readonly<Record<string, (report: Report) => string>>) => (of: Report) =>
  names.map((name) => by[name]?.(of) ?? name);

type Text = (typeof texts)[number];
const subjectBy = (text: Text, [value, ofFigures = figures.none]: Read): Subject => ({
  ...(text as Text & Told),
  value,
  figures: ofFigures,
  formulas: filled(text.formulas, formulas),
  convention: filled(text.convention, sentences),
  isNot: text.is_not,
});

export const subjects: readonly Subject[] = texts.flatMap((text) => {
  const read = reads[text.level];
  return read ? [subjectBy(text, read)] : [];
});

const strikeSubject = (strike: number): Subject =>
  subjectBy(
    {
      level: String(strike),
      name: `Strike ${price(asPrice(strike))}`,
      term: 'NET',
      group: 'Levels',
      carried: 'contracts',
      formulas: ['strike'],
      convention: ['positioning', 'expiries', 'unit'],
      is_not: 'It is not a level by itself: every strike with open interest has an exposure.',
    },
    [() => atPrice(asPrice(strike), null), figures.ofStrike],
  );

/** By its name, or a strike by its number; null: neither. */
export function subjectOf(level: string): Subject | null {
  const named = subjects.find((subject) => subject.level === level);
  if (named) return named;
  const strike = Number(level.replaceAll(',', ''));
  return strike > 0 && Number.isFinite(strike) ? strikeSubject(strike) : null;
}
