import { expect, test } from 'vitest';
import { merged } from './events';

const event = (time: string | null, text: string) => ({ time, kind: 'wall_tested', text });

test('newest first, each once', () => {
  const known = [event('2026-11-20T15:00:00Z', 'b'), event(null, 'a')];
  const both = merged(known, [event('2026-11-20T15:00:00Z', 'b'), event('2026-11-20T15:30:00Z', 'c')]);
  expect(both.map(({ text }) => text)).toEqual(['c', 'b', 'a']);
});

test('nothing new leaves the list as it is', () => {
  const known = [event('2026-11-20T15:00:00Z', 'b')];
  expect(merged(known, known)).toBe(known);
  expect(merged([], [])).toEqual([]);
  expect(merged([], [event(null, 'a'), event(null, 'a')])).toHaveLength(1);
});

test('without moments, the last told comes first', () => {
  expect(merged([], [event(null, 'a'), event(null, 'b')]).map(({ text }) => text)).toEqual(['b', 'a']);
});
