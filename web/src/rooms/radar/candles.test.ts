import { expect, test } from 'vitest';
import { addTick, candlesOf, candlesOfBars, rangeOf } from './candles';

const at = (clock: string) => Date.parse(`2026-11-20T${clock}Z`);
const time = (clock: string) => at(clock) / 1000;

test('prices of a minute are one candle, and the next opens where it closed', () => {
  const candles = candlesOf(
    [
      { at: at('14:31:00'), price: 100 },
      { at: at('14:31:20'), price: 103 },
      { at: at('14:31:59'), price: 99 },
      { at: at('14:32:10'), price: 101 },
    ],
    60,
  );
  expect(candles).toEqual([
    { time: time('14:31:00'), open: 100, high: 103, low: 99, close: 99 },
    { time: time('14:32:00'), open: 99, high: 101, low: 99, close: 101 },
  ]);
  expect(rangeOf(candles)).toEqual([99, 103]);
});

test('after a gap a candle opens at its own first price', () => {
  const candles = candlesOf(
    [
      { at: at('14:31:00'), price: 100 },
      { at: at('14:35:00'), price: 110 },
    ],
    60,
  );
  expect(candles[1]).toEqual({ time: time('14:35:00'), open: 110, high: 110, low: 110, close: 110 });
});

test('a price from before the last candle is not taken', () => {
  const candles = candlesOf([{ at: at('14:32:00'), price: 100 }], 60);
  expect(addTick(candles, { at: at('14:31:59'), price: 50 }, 60)).toBe(false);
  expect(candles).toHaveLength(1);
  expect(candles[0]?.low).toBe(100);
});

test('bars are candles as they stand, and live prices go on with them', () => {
  const candles = candlesOfBars([['2026-11-20T14:31:00Z', 1, 4, 0.5, 2]]);
  expect(addTick(candles, { at: at('14:31:30'), price: 5 }, 60)).toBe(true);
  expect(candles).toEqual([{ time: time('14:31:00'), open: 1, high: 5, low: 0.5, close: 5 }]);
  expect(rangeOf([])).toBeNull();
});
