import { expect, test } from 'vitest';
import type { Report } from '../../wire/types';
import { linesBeside } from './beside';

const report = (net: number, flip: number | null, p = 0.6) =>
  ({
    exposure: { net_gex_usd_per_1pct: net, net_to_gross: net / 3e11 },
    regime: { label: net > 0 ? 'POSITIVE' : 'NEGATIVE', reason: null },
    levels: {
      call_wall: { strike: 6500, reason: null },
      put_wall: { strike: 6000, reason: null },
      gamma_flip: { price: flip, reason: flip === null ? 'negative_everywhere' : null },
    },
    bands: { reason: null, p_positive: p, regime: 'UNCERTAIN', flip: { q50: flip, p_none: 0.4 } },
  }) as unknown as Report;

const lineOf = (own: Report, other: Report, key: string) => linesBeside(own, other).find((line) => line.key === key);

test('one snapshot by one setting differs in nothing', () => {
  for (const { difference } of linesBeside(report(5e10, 6329), report(5e10, 6329))) expect(difference).toBe('');
});

test('differences have their unit and sign', () => {
  const [own, other] = [report(5e10, 6329), report(-1e11, null, 0.1)];
  expect(lineOf(own, other, 'net_gex')?.difference).toBe('−$150B');
  expect(lineOf(own, other, 'p_positive')?.difference).toBe('−50 %-points');
  expect(lineOf(own, other, 'regime')?.difference).toBe('another');
  expect(lineOf(own, other, 'gamma_flip')).toMatchObject({
    difference: 'gone',
    other: { text: 'none', raw: null, reason: 'net GEX is negative over the whole domain' },
  });
  expect(lineOf(other, own, 'gamma_flip')?.difference).toBe('appears');
});

test('a book without exposure has no bands, and says so', () => {
  const empty = { ...report(5e10, 6329), bands: { reason: 'empty_book' } } as unknown as Report;
  expect(lineOf(empty, empty, 'p_positive')?.own.reason).toBe('the book has no exposure');
});
