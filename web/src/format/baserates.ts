/** What became of walls in a state, in what was measured: beside a walk's share, and whether the difference may be told. */
import type { BaseRate, BaseRates, StudyVerdict } from '../wire/types';
import { number } from './numbers';

export const verdictWords: Readonly<Record<StudyVerdict, string>> = {
  differs: 'differs',
  no_difference: 'no difference of that size',
  cannot_tell: 'cannot tell',
};

const inPercent = (share: number, digits = 0) => number(100 * share, digits);

/** Of this side in this state. */
export const rateOf = (rates: BaseRates | null, side: string, state: string | undefined): BaseRate | undefined =>
  rates?.rates.find((each) => each.side === side && each.state === state);

/** 57 breaks, 1 break; breaks where they are not counted. */
const counted = (events: number | null, what: string) =>
  events === null ? what : `${number(events, 0)} ${events === 1 ? what.replace(/^(touch|break)e?s/, '$1') : what}`;

/** 18 % (10 to 31 %, 57 breaks). */
export function measuredText({ figure, figure_reason, events, asks }: BaseRate): string {
  if (!figure) return figure_reason ?? 'not measured';
  const of = events === null ? '' : `, ${counted(events, asks.replace(/ .*/, ''))}`;
  return `${inPercent(figure.value)} % (${inPercent(figure.low)} to ${inPercent(figure.high)} %${of})`;
}

/** 21.1 %; 50 %. */
const walkText = ({ walk }: BaseRate) => `${inPercent(walk, Number.isInteger(100 * walk) ? 0 : 1)} %`;

/** Beside what its share stands, as far as the verdict on it: a walk: 21.1 %, */
function besideText(rate: BaseRate): string {
  const walk = `a walk: ${walkText(rate)}`;
  const { against_text } = rate;
  return !against_text || against_text.endsWith(' walk') ? `${walk},` : `${walk}; beside ${against_text}:`;
}

/** a walk: 50 %; beside random prices as far away: cannot tell. */
export const comparedText = (rate: BaseRate) =>
  rate.verdict ? `${besideText(rate)} ${verdictWords[rate.verdict]}` : `a walk: ${walkText(rate)}`;

/** `touches decided within the hour` in a narrow place: what is decided when is told beside the study. */
const briefly = (asks: string) => asks.replace(/ decided .*/, '');

/** The line beside a wall, its last words leading to the study. */
export interface RateWords {
  text: string;
  link: string;
}
/** of 57 breaks 18 % lasted 20 minutes (10 to 31 %); a walk: 21.1 %, cannot tell. */
export function rateWords(rate: BaseRate, symbol: string): RateWords {
  const { study, asks, lasts, figure, events, verdict } = rate;
  const walk = `a walk: ${walkText(rate)}`;
  if (!study) return { text: `${walk} of ${briefly(asks)} ${lasts};`, link: `no study of ${symbol} here` };
  if (!figure || !verdict) {
    const measured = `share of ${briefly(asks)} that ${lasts}: ${measuredText(rate)}`;
    return { text: `${measured}; ${walk};`, link: 'the study' };
  }
  const measured = `of ${counted(events, briefly(asks))} ${inPercent(figure.value)} % ${lasts} (${inPercent(figure.low)} to ${inPercent(figure.high)} %)`;
  return { text: `${measured}; ${besideText(rate)}`, link: verdictWords[verdict] };
}
