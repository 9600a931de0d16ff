import { expect, test } from 'vitest';
import { FreshEvents, type SessionEvent } from './fresh-events';

const event = (text: string): SessionEvent => ({ time: '2026-11-20T15:00:00Z', kind: 'wall_tested', text });

test('of the first Report all is old, and nothing is told twice', () => {
  const fresh = new FreshEvents();
  expect(fresh.take('SPX', [event('a')])).toEqual([]);
  expect(fresh.take('SPX', [event('a')])).toEqual([]);
  expect(fresh.take('SPX', [event('a'), event('b')])).toEqual([event('b')]);
  expect(fresh.take('SPX', [event('b')])).toEqual([]);
});

test('symbols begin each by itself', () => {
  const fresh = new FreshEvents();
  fresh.take('SPX', []);
  expect(fresh.take('NDX', [event('a')])).toEqual([]);
  expect(fresh.take('SPX', [event('a')])).toEqual([event('a')]);
});
