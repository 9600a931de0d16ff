import { expect, test } from 'vitest';
import type { BaseRate } from '../wire/types';
import { comparedText, measuredText, rateOf, rateWords } from './baserates';

const breaks: BaseRate = {
  side: 'call',
  state: 'TESTED',
  asks: 'breaks',
  lasts: 'lasted 20 minutes',
  walk: 0.2114,
  figure: { value: 0.18, low: 0.1, high: 0.31 },
  figure_reason: null,
  events: 57,
  days: 26,
  study: 'wall_breaks',
  against_text: 'a driftless walk',
  difference: { value: -0.03, low: -0.11, high: 0.1 },
  verdict: 'cannot_tell',
  verdict_text: 'cannot tell (would need about 410 days)',
};
const touches: BaseRate = {
  ...breaks,
  state: 'HOLDING',
  asks: 'touches decided within the hour',
  lasts: 'held',
  walk: 0.5,
  study: 'wall_hit_rate',
  against_text: 'random prices as far away',
  verdict: 'differs',
};
const notStudied = {
  figure: null,
  figure_reason: 'no study of walls of SPX is kept here',
  events: null,
  days: null,
  study: null,
  against_text: null,
  difference: null,
  verdict: null,
  verdict_text: null,
} as const;
const line = (rate: BaseRate) => {
  const { text, link } = rateWords(rate, 'SPX');
  return `${text} ${link}`;
};

test('a line beside a wall: the measured share with its interval, beside a walk, and whether they differ', () => {
  expect(line(breaks)).toBe('of 57 breaks 18 % lasted 20 minutes (10 to 31 %); a walk: 21.1 %, cannot tell');
});

test('one break is one', () => {
  expect(line({ ...breaks, events: 1 })).toContain('of 1 break 18 % lasted');
  expect(line({ ...touches, events: 1 })).toContain('of 1 touch 18 % held');
  expect(measuredText({ ...breaks, events: 1 })).toBe('18 % (10 to 31 %, 1 break)');
});

test('another baseline than the walk is named', () => {
  expect(line(touches)).toBe(
    'of 57 touches 18 % held (10 to 31 %); a walk: 50 %; beside random prices as far away: differs',
  );
});

test('without a study the walk stands alone', () => {
  expect(line({ ...breaks, ...notStudied })).toBe('a walk: 21.1 % of breaks lasted 20 minutes; no study of SPX here');
});

test('a study that measured nothing says why', () => {
  const none = { ...breaks, figure: null, figure_reason: 'nothing to measure on any day', events: 0 };
  expect(line(none)).toBe(
    'share of breaks that lasted 20 minutes: nothing to measure on any day; a walk: 21.1 %; the study',
  );
});

test('a share that was compared with nothing stands beside the walk alone', () => {
  expect(line({ ...breaks, verdict: null, against_text: null })).toBe(
    'share of breaks that lasted 20 minutes: 18 % (10 to 31 %, 57 breaks); a walk: 21.1 %; the study',
  );
});

test('the same in full', () => {
  expect(measuredText(breaks)).toBe('18 % (10 to 31 %, 57 breaks)');
  expect(comparedText(breaks)).toBe('a walk: 21.1 %, cannot tell');
  expect(comparedText(touches)).toBe('a walk: 50 %; beside random prices as far away: differs');
  expect(comparedText({ ...breaks, ...notStudied })).toBe('a walk: 21.1 %');
});

test('the rate is that of the side and of the state now', () => {
  const rates = { symbol: 'SPX', rates: [breaks, touches] };
  expect(rateOf(rates, 'call', 'HOLDING')).toBe(touches);
  expect(rateOf(rates, 'put', 'HOLDING')).toBeUndefined();
  expect(rateOf(rates, 'call', undefined)).toBeUndefined();
  expect(rateOf(null, 'call', 'TESTED')).toBeUndefined();
});
