/** What became of walls in a state, in what was measured: beside a walk's share, and whether the difference may be told. */
import type { BaseRate, BaseRates, Verdict } from '../wire/research';
import { number } from './numbers';

export const verdictWords: Readonly<Record<Verdict, string>> = {
  differs: 'differs',
  no_difference: 'no difference of that size',
  cannot_tell: 'cannot tell',
};

const inPercent = (share: number, digits = 0) => number(100 * share, digits);

/** Of this side in this state. */
export const rateOf = (rates: BaseRates | null, side: string, state: string | undefined): BaseRate | undefined =>
  rates?.rates.find((each) => each.side === side && each.state === state);

/** 18 % (10 to 31 %, 57 breaks). */
export function measuredText({ figure, figure_reason, events, asks }: BaseRate): string {
  if (!figure) return figure_reason ?? 'not measured';
  const counted = events === null ? '' : `, ${number(events, 0)} ${asks.split(' ')[0]}`;
  return `${inPercent(figure.value)} % (${inPercent(figure.low)} to ${inPercent(figure.high)} %${counted})`;
}

/** 21.1 %; 50 %. */
export const walkText = ({ walk }: BaseRate) => `${inPercent(walk, Number.isInteger(100 * walk) ? 0 : 1)} %`;

/** Against what, and whether it differs; nothing where no comparison was made. */
export function judgedText({ verdict, against_text }: BaseRate): string {
  if (!verdict) return '';
  return against_text ? `beside ${against_text}: ${verdictWords[verdict]}` : verdictWords[verdict];
}

/** One line beside a wall: of breaks 18 % (10 to 31 %, 57 breaks) lasted 20 minutes; a walk: 21.1 %; beside …: cannot tell. */
export function rateText(rate: BaseRate, symbol: string): string {
  if (!rate.study) return `a walk: ${walkText(rate)} of ${rate.asks} ${rate.lasts}; no study of ${symbol} here`;
  const measured = rate.figure
    ? `of ${rate.asks} ${measuredText(rate)} ${rate.lasts}`
    : `of ${rate.asks} that ${rate.lasts}: ${measuredText(rate)}`;
  return [measured, `a walk: ${walkText(rate)}`, judgedText(rate)].filter(Boolean).join('; ');
}
