/** The conventions behind a number, in a sentence each, by the settings that were in force. */
import type { Assumptions } from '../wire/types';

export const positioningWords: Readonly<Record<string, string>> = {
  naive: 'dealers hold every call long and every put short',
  all_short: 'dealers hold every contract short',
  all_long: 'dealers hold every contract long',
  index_gpp: 'dealers hold index puts below spot short, the rest of an index flat, stocks and funds long',
  user: 'dealers hold what your own file says',
  flow: 'dealers hold the other side of what customers traded, told from the tape',
  open_close: 'dealers hold the other side of what exchanges’ open-close files say',
};

export const positioningSentence = (assumptions: Assumptions) => {
  const model = assumptions.positioning;
  return `Positioning “${model}”: ${positioningWords[model] ?? 'a rule of that name'}. Inferred, never observed.`;
};

export function expirySentence(assumptions: Assumptions): string {
  const filter = assumptions.expiry_filter;
  return filter === 'all' ? 'Every expiry counts.' : `Expiries counted: ${filter}.`;
}

const putRules: Readonly<Record<string, string>> = {
  most_negative_net: 'the most negative net exposure at or below spot',
  gross_put: 'the largest put exposure at or below spot',
  max_positive_below: 'the largest positive net exposure below spot',
  abs: 'the largest call plus put exposure at or below spot',
};
export const putWallSentence = (assumptions: Assumptions) =>
  `Put wall rule “${assumptions.put_wall_rule}”: ${putRules[assumptions.put_wall_rule] ?? 'as named'}.`;

const bases: Readonly<Record<string, string>> = {
  NET: 'calls and puts of a strike signed and summed',
  GROSS: 'calls alone',
  ABS: 'calls plus puts, without sign',
};
export function callWallSentence(assumptions: Assumptions): string {
  const basis = assumptions['basis.call'];
  const side = assumptions['call_wall.side'] === 'any' ? 'at any strike' : 'at or above spot';
  return `Compared between strikes ${side}: ${basis}, ${bases[basis] ?? 'as named'}.`;
}

const methods: Readonly<Record<string, string>> = {
  reprice: 'the whole book priced again at each spot',
  grid60: '60 points and a straight line, as the widespread public script; for comparison',
  cumulative_strikes: 'where the running sum over strikes changes sign; for comparison',
  nearest_sign_change: 'between neighbouring strikes of opposite net; for comparison',
  analytic_local: 'one Newton step from spot; for comparison',
};
const dynamics: Readonly<Record<string, string>> = {
  sticky_strike: 'each contract keeps its volatility',
  sticky_moneyness: 'the smile moves along with spot',
};
export function flipSentence(assumptions: Assumptions): string {
  const method = assumptions.flip_method;
  const smile = assumptions.smile_dynamics;
  return `Method “${method}”: ${methods[method] ?? 'as named'}; ${dynamics[smile] ?? `volatilities by ${smile}`}; looked for within ${assumptions['flip.domain']} of spot.`;
}

export const unitSentence =
  'Unit: dollars of stock that hedging trades when spot moves 1 %. Positive: against the move (dampening); negative: with it (amplifying).';
