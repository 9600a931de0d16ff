import { expect, test } from 'vitest';
import type { Report } from '../../wire/types';
import { subjectOf, subjects } from './subjects';

const none = (reason: string) => ({ strike: null, price: null, usd: null, reason });
const empty = {
  as_of: '2026-11-20T15:00:00Z',
  spot: 6400,
  assumptions: { positioning: 'naive', expiry_filter: 'all', put_wall_rule: 'most_negative_net', 'basis.call': 'NET' },
  exposure: {
    net_gex_usd_per_1pct: 0,
    call_gex_usd_per_1pct: 0,
    put_gex_usd_per_1pct: 0,
    net_to_gross: 0,
    gamma_tilt: null,
  },
  levels: {
    call_wall: none('empty_book'),
    put_wall: none('empty_book'),
    gamma_flip: none('empty_book'),
    absolute_gamma: none('empty_book'),
    peak_net: none('empty_book'),
    trigger: none('no_flip'),
  },
  open_interest: { call_wall: null, put_wall: null, pin: null, max_pain: none('no_open_interest'), expiry: null },
  expected_move: none('no_volatility'),
  regime: { label: null, reason: 'empty_book', net_to_gross: 0 },
} as unknown as Report;

test('a level that is not there has a reason in words, no number, and nothing to put into its formula', () => {
  for (const subject of subjects.filter(({ group }) => group !== 'Exposure')) {
    const value = subject.value(empty);
    expect(value, subject.level).toMatchObject({ text: 'none', raw: null });
    expect(value.reason, subject.level).toMatch(/^[a-z][a-z0-9 -]+$/);
    expect(subject.figures({ report: empty, explanation: null }), subject.level).toEqual([]);
    expect(subject.convention(empty).join(' '), subject.level).not.toContain('undefined,');
  }
});

test('every subject says what it is not', () => {
  for (const { isNot } of subjects) expect(isNot).toMatch(/^It is not /);
});

test('a number is a strike', () => {
  expect(subjectOf('6500')).toMatchObject({ level: '6500', name: 'Strike 6,500', carried: 'contracts' });
  expect(subjectOf('call_wall')?.name).toBe('Call wall');
  for (const nothing of ['', 'nowhere', '-5', '0']) expect(subjectOf(nothing)).toBeNull();
});
