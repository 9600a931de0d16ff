import { expect, test } from 'vitest';
import { measureWords, spanOf, stepsOf } from './waterfall';

const order = ['expiry', 'time', 'price'] as const;

test('each part begins where the one before ended, and the last ends at the later value', () => {
  const steps = stepsOf(
    { measure: 'gamma_flip', before: 100, parts: { expiry: 0, time: -4, price: 10 }, after: 106 },
    order,
  );
  expect(steps.map(({ from, to }) => [from, to])).toEqual([
    [100, 100],
    [100, 100],
    [100, 96],
    [96, 106],
    [106, 106],
  ]);
  const [low, high] = spanOf(steps);
  expect(low).toBeLessThan(96);
  expect(high).toBeGreaterThan(106);
});

test('a level that is not there at one end has no steps', () => {
  expect(stepsOf({ measure: 'gamma_flip', before: null, parts: {}, after: 106 }, order)).toEqual([]);
  const parts = { expiry: 0, time: null, price: null };
  expect(stepsOf({ measure: 'gamma_flip', before: 100, parts, after: 106 }, order)).toEqual([]);
});

test('a measure that does not move still has a span', () => {
  const [low, high] = spanOf(stepsOf({ measure: 'x', before: 0, parts: {}, after: 0 }, []));
  expect(high).toBeGreaterThan(low);
});

test('measures are called as the glossary calls them', () => {
  expect(measureWords('call_strength_usd_per_1pct_at_6500')).toBe('Call exposure at 6,500');
  expect(measureWords('net_gex_usd_per_1pct')).toBe('Net GEX');
});
