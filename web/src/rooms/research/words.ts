/** What a study came to, in words: shares in per cent, their differences in points, digits as the interval deserves. */
import { nothing, number } from '../../format/numbers';
import type { Study, StudyCell, StudyComparison, StudyEstimate } from '../../wire/types';

/** Names of measures, keys and counts are code: `distance_less_mirror`. */
export const spoken = (name: string) => name.replaceAll('_', ' ');
export const isShare = ({ events }: StudyCell) => events !== null;

/** A share's figures are shown in per cent. */
export const factorOf = (share: boolean) => (share ? 100 : 1);

/** So many that the interval's width has two digits. */
function decimalsOf({ low, high }: StudyEstimate, share: boolean): number {
  const width = factorOf(share) * (high - low);
  if (share) return width < 5 ? 1 : 0;
  return width > 0 ? Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(width)))) : 0;
}

function textsOf(estimate: StudyEstimate, share: boolean, plus: boolean): [value: string, low: string, high: string] {
  const decimals = decimalsOf(estimate, share);
  const text = (value: number) => number(factorOf(share) * value, decimals, plus);
  return [text(estimate.value), text(estimate.low), text(estimate.high)];
}

const points = (text: string) => `${text} ${/^[+−]?1$/.test(text) ? 'point' : 'points'}`;

/** 56 % (37 to 73 %). */
export function figureText(cell: StudyCell): string {
  if (!cell.figure) return cell.figure_reason ?? nothing;
  const [value, low, high] = textsOf(cell.figure, isShare(cell), false);
  return isShare(cell) ? `${value} % (${low} to ${high} %)` : `${value} (${low} to ${high})`;
}

/** hit rate 56 % (37 to 73 %); lasts an hour: nothing to measure on any day. */
export const measureText = (cell: StudyCell) => `${spoken(cell.measure)}${cell.figure ? '' : ':'} ${figureText(cell)}`;

/** +5 points (−14 to +24). */
export function differenceText({ difference }: StudyComparison, share: boolean): string {
  if (!difference) return nothing;
  const [value, low, high] = textsOf(difference, share, true);
  return `${share ? points(value) : value} (${low} to ${high})`;
}

/** Three digits: 0.0123, 410. */
export const brief = (value: number) => {
  const text = String(Number(Math.abs(value).toPrecision(3)));
  return value < 0 && text !== '0' ? `−${text}` : text;
};

/** 10 points, 0.05. */
export const sizeText = (size: number, share: boolean) =>
  share ? points(brief(Math.round(1_000 * size) / 10)) : brief(size);

export const chance = (p: number | null) => (p === null ? nothing : p < 0.001 ? '<0.001' : number(p, 3));

/** SPX · call · net. */
export const cellName = ({ keys }: StudyCell) =>
  keys.map(({ key, value }) => (key === 'symbol' ? value : spoken(value))).join(' · ') || 'all';

/** real 2, fake 0. */
export const countsText = ({ counts }: StudyCell) =>
  counts
    .map(({ name, count }) => `${spoken(name)} ${Number.isInteger(count) ? number(count, 0) : brief(count)}`)
    .join(', ');

/** How much there is of it: 57 events on 26 days. */
export function sizeOfSample({ events, days }: StudyCell): string {
  const on = `${number(days, 0)} ${days === 1 ? 'day' : 'days'}`;
  return events === null ? on : `${number(events, 0)} ${events === 1 ? 'event' : 'events'} on ${on}`;
}

/** `no chain` and the days that were left out for it, in the order met. */
export function leftOutByReason({ days_left_out }: Pick<Study, 'days_left_out'>): [reason: string, days: string][] {
  const days = new Map<string, string[]>();
  for (const { symbol, session, reason } of days_left_out) {
    const known = days.get(reason);
    if (known) known.push(`${symbol} ${session}`);
    else days.set(reason, [`${symbol} ${session}`]);
  }
  return [...days].map(([reason, each]) => [reason, each.join(', ')]);
}
