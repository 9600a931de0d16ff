import { expect, test } from 'vitest';
import type { Price, UsdPerPercent } from '../model/units';
import { duration, gex, nothing, number, percent, price, share, short } from './numbers';
import { clock, day, shownAsUtc } from './time';

test('dollars of exposure have three figures, a letter and a sign', () => {
  expect(gex(44105974751.84 as UsdPerPercent)).toBe('+$44.1B');
  expect(gex(-2345678 as UsdPerPercent)).toBe('−$2.35M');
  expect(gex(0 as UsdPerPercent)).toBe('$0');
  expect(gex(null)).toBe(nothing);
  expect([999_499, 999_999, 99_950, 9.995, 1500].map((value) => short(value))).toEqual([
    '999K',
    '1.00M',
    '100K',
    '10.0',
    '1.50K',
  ]);
});

test('prices have decimals only where they have some', () => {
  expect(price(6500 as Price)).toBe('6,500');
  expect(price(6329.3325 as Price)).toBe('6,329.33');
  expect(number(-0.001, 2)).toBe('0.00');
  expect(number(Number.NaN)).toBe(nothing);
});

test('shares never round to certainty', () => {
  expect([0, 0.0004, 0.6115, 0.9999, 1].map(share)).toEqual(['0 %', '<1 %', '61 %', '>99 %', '100 %']);
  expect(percent(-1.2879 as never)).toBe('−1.29 %');
});

test('durations have two units', () => {
  expect([0, 59, 75, 3600, 3725, 90061].map(duration)).toEqual([
    '0 s',
    '59 s',
    '1 m 15 s',
    '1 h',
    '1 h 2 m',
    '1 d 1 h',
  ]);
});

test('moments are on the exchange clock, summer and winter', () => {
  expect(clock('2026-11-20T14:35:54Z')).toBe('09:35:54');
  expect(clock('2026-08-18T20:00:00Z', false)).toBe('16:00');
  expect(day('2026-11-20')).toBe('Fri 20 Nov');
  expect(shownAsUtc('2026-11-20T14:31:00Z')).toBe(Date.UTC(2026, 10, 20, 9, 31) / 1000);
});
