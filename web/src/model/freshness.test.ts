import { expect, test } from 'vitest';
import { ageOf, type Known, looksOld } from './freshness';

const now = Date.parse('2026-11-20T16:00:30Z');
const known: Known = {
  report: { as_of: '2026-11-20T16:00:00Z' },
  line: 'open',
  ready: { status: 'ready', sources: [] },
  playing: null,
  now,
};
const playing = { from: '', to: '', at: '2026-11-20T16:00:10Z', speed: 30, paused: false, over: false };
const stale = { name: 'cboe', stale: true, asked: null, changed: null, trouble: null, failures: 0 };

test('an age is by the clock that the data belong to', () => {
  expect(ageOf(known)).toMatchObject({ freshness: 'live', seconds: 30 });
  expect(ageOf({ ...known, playing })).toMatchObject({ freshness: 'played', seconds: 10 });
  expect(ageOf({ ...known, playing: { ...playing, paused: true } }).freshness).toBe('paused');
  expect(ageOf({ ...known, now: now + 900_000 }).freshness).toBe('delayed');
});

test('what is not of now is told and looks so', () => {
  const told = ageOf({ ...known, ready: { status: 'stale', sources: [stale] } });
  expect(told.freshness).toBe('stale');
  expect(told.why).toContain('cboe');
  expect(looksOld(told.freshness)).toBe(true);
  expect(looksOld(ageOf({ ...known, line: 'lost' }).freshness)).toBe(true);
  expect(looksOld('delayed')).toBe(false);
});
