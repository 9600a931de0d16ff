import { expect, test } from 'vitest';
import { linesOf, markOf, placeOf } from './moments';
import type { Row } from './wire';

const row = (changed: Partial<Record<keyof Row, unknown>> = {}) =>
  ({
    as_of: '2026-11-20T14:31:00Z',
    spot: 6410.73,
    net_gex_usd_per_1pct: 4.36e10,
    call_wall: 6500,
    call_wall_standing: 6500,
    call_wall_state: 'HOLDING',
    put_wall: 6000,
    put_wall_standing: 6000,
    put_wall_state: 'HOLDING',
    gamma_flip: 6329.08,
    absolute_gamma: 6500,
    max_pain: 6400,
    expected_move_usd: 19.3,
    regime: 'POSITIVE',
    ...changed,
  }) as unknown as Row;

const rows = ['14:31', '14:32', '14:33'].map((time) => row({ as_of: `2026-11-20T${time}:00Z` }));

test('a moment is the last that is not later', () => {
  expect(placeOf(rows, '2026-11-20T14:32:00Z')).toBe(1);
  expect(placeOf(rows, '2026-11-20T14:32:59Z')).toBe(1);
  expect(placeOf(rows, '2026-11-20T09:00:00Z')).toBe(0);
  expect(placeOf(rows, '2026-11-21T09:00:00Z')).toBe(2);
  expect(placeOf(rows, '')).toBe(2);
  expect(placeOf([], '')).toBe(-1);
});

test('a mark of another day stands nowhere in this one', () => {
  expect(markOf(rows, '2026-11-20T14:32:00Z')).toBe(1);
  for (const other of ['2026-11-19T14:32:00Z', '2026-11-21T14:32:00Z', '']) expect(markOf(rows, other)).toBe(-1);
});

const changeOf = (now: Row, before: Row | undefined, key: string) =>
  linesOf(now, before).find((line) => line.key === key)?.change;

test('nothing differs from nothing', () => {
  for (const { change } of linesOf(row(), row())) expect(change).toBe('');
  for (const { change } of linesOf(row(), undefined)) expect(change).toBe('');
});

test('what differs is told in its own words', () => {
  expect(changeOf(row({ spot: 6412.73 }), row(), 'spot')).toBe('+2.00');
  expect(changeOf(row({ gamma_flip: null }), row(), 'gamma_flip')).toBe('gone');
  expect(changeOf(row(), row({ gamma_flip: null }), 'gamma_flip')).toBe('appeared');
  expect(changeOf(row({ call_wall_state: 'TESTED' }), row(), 'call_wall')).toBe('was HOLDING');
  expect(changeOf(row({ call_wall_standing: 6450, call_wall_state: 'BROKEN' }), row(), 'call_wall')).toBe(
    '−50.0, was HOLDING',
  );
  expect(changeOf(row({ regime: 'NEGATIVE' }), row(), 'regime')).toBe('was POSITIVE');
  expect(changeOf(row({ net_gex_usd_per_1pct: 4.46e10 }), row(), 'net_gex')).toBe('+$1.00B');
});

test('a level that is not there is said, not drawn as zero', () => {
  expect(
    linesOf(row({ put_wall: null, put_wall_standing: null }), row()).find(({ key }) => key === 'put_wall'),
  ).toMatchObject({ text: 'none', raw: null, change: 'gone' });
});
