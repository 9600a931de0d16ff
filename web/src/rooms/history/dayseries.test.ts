import { expect, test } from 'vitest';
import { seriesOf, spanOf, stretchesOf } from './dayseries';
import type { Row } from './wire';

const row = (minute: number, spot: number, state = 'HOLDING', flip: number | null = 90) =>
  ({
    as_of: new Date(Date.UTC(2026, 10, 20, 15, minute)).toISOString(),
    spot,
    call_wall: 120,
    call_wall_standing: 110,
    call_wall_state: state,
    put_wall: 80,
    put_wall_standing: null,
    put_wall_state: null,
    gamma_flip: flip,
  }) as unknown as Row;

const rows = [
  row(0, 100),
  row(1, 111, 'TESTED'),
  row(2, 112, 'TESTED'),
  row(3, 105, 'HOLDING', null),
  row(4, 113, 'TESTED'),
];

test('the standing wall is drawn, and what is not there is a gap', () => {
  const { times, values } = seriesOf(rows);
  const [spot, call, put, flip] = values;
  expect(times[1]).toBe(Date.UTC(2026, 10, 20, 15, 1));
  expect(spot).toEqual([100, 111, 112, 105, 113]);
  expect(call).toEqual([110, 110, 110, 110, 110]);
  expect(put).toEqual([80, 80, 80, 80, 80]);
  expect(flip).toEqual([90, 90, 90, null, 90]);
});

test('the span is of the price, or of all', () => {
  const [low, high] = spanOf(rows, 'price');
  expect(low).toBeGreaterThan(98);
  expect(high).toBeLessThan(115);
  expect(spanOf(rows, 'levels')[0]).toBeLessThan(80);
  expect(spanOf([], 'levels')).toEqual([0, 1]);
});

test('a test lasts until the moment that is told otherwise, or the last one known', () => {
  expect(stretchesOf(rows, 'call', 'TESTED')).toEqual([
    { from: 1, to: 3 },
    { from: 4, to: 4 },
  ]);
  expect(stretchesOf(rows, 'put', 'TESTED')).toEqual([]);
});
