/** The conventions behind a number, in a sentence each, by the settings that were in force. */
import type { Assumptions } from '../wire/types';
import texts from './texts.json';

type Words = Readonly<Record<string, string>>;
const {
  positioning,
  put_wall_rules,
  call_wall_bases,
  flip_methods,
  smile_dynamics,
}: Readonly<Record<keyof Omit<typeof texts, 'unit'>, Words>> = texts;

export const unitSentence = texts.unit;

export const positioningSentence = (assumptions: Assumptions) => {
  const model = assumptions.positioning;
  return `Positioning “${model}”: ${positioning[model] ?? 'a rule of that name'}. Inferred, never observed.`;
};

export function expirySentence(assumptions: Assumptions): string {
  const filter = assumptions.expiry_filter;
  return filter === 'all' ? 'Every expiry counts.' : `Expiries counted: ${filter}.`;
}

export const putWallSentence = (assumptions: Assumptions) =>
  `Put wall rule “${assumptions.put_wall_rule}”: ${put_wall_rules[assumptions.put_wall_rule] ?? 'as named'}.`;

export function callWallSentence(assumptions: Assumptions): string {
  const basis = assumptions['basis.call'];
  const side = assumptions['call_wall.side'] === 'any' ? 'at any strike' : 'at or above spot';
  return `Compared between strikes ${side}: ${basis}, ${call_wall_bases[basis] ?? 'as named'}.`;
}

export function flipSentence(assumptions: Assumptions): string {
  const method = assumptions.flip_method;
  const smile = assumptions.smile_dynamics;
  return `Method “${method}”: ${flip_methods[method] ?? 'as named'}; ${smile_dynamics[smile] ?? `volatilities by ${smile}`}; looked for within ${assumptions['flip.domain']} of spot.`;
}
