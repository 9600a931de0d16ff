import { expect, test } from 'vitest';
import type { WatchedWall } from './report';
import { clockOf, minutesAndSeconds, minutesToBreak } from './stateClock';

const wall = (rest: object) =>
  ({ strike: 6500, since: '2026-11-20T15:00:00Z', attempt: null, ...rest }) as unknown as WatchedWall;
const attempt = (minutes: number) => ({
  crossed_at: '2026-11-20T15:00:00Z',
  beyond_minutes: minutes,
  furthest_points: 4,
  gap: false,
  gap_open: false,
});
const now = '2026-11-20T15:07:24Z';

test('a tested wall has its clock running against the rule', () => {
  const tested = wall({ state: 'TESTED', attempt: attempt(7.4) });
  expect(clockOf(tested, now, 'sustained:20')).toBe('07:24 of 20 min beyond');
  expect(clockOf(tested, now, 'close')).toBe('07:24 beyond');
  const missed = wall({ state: 'TESTED', attempt: { ...attempt(7.4), gap: true } });
  expect(clockOf(missed, now, 'close')).toBe('07:24 beyond, with a gap');
});

test('without a test: how long it has been the wall', () => {
  expect(clockOf(wall({ state: 'HOLDING', since: '2026-11-20T14:31:00Z' }), now, 'sustained:20')).toBe(
    'the wall for 36 m 24 s',
  );
});

test('rules and minutes', () => {
  expect(minutesToBreak('sustained:30')).toBe(30);
  expect(minutesToBreak('pct:1')).toBeNull();
  expect(minutesToBreak(undefined)).toBeNull();
  expect(minutesAndSeconds(19.999)).toBe('19:59');
  expect(minutesAndSeconds(75)).toBe('75:00');
});
