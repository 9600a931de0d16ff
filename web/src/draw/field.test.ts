import { expect, test } from 'vitest';
import type { Field } from '../model/field';
import { paintField, slotsOf } from './field';
import { colourTable } from './signed';

const minute = 60_000;

function session(columns: number, prices: number): Field {
  const grid = Float64Array.from({ length: prices }, (_, i) => 6300 + i * 3);
  return {
    prices: grid,
    step: minute,
    columns: Array.from({ length: columns }, (_, k) => ({
      at: k * minute,
      spot: 6480,
      net: grid.map((price, i) => 1e10 * Math.sin(price / 50 + k / 40) * Math.cos(i / 9)),
    })),
  };
}

test('a column holds until the next one, a long gap stays a gap', () => {
  const net = (value: number) => Float64Array.of(value, NaN);
  const field: Field = {
    prices: Float64Array.of(100, 101),
    step: minute,
    columns: [
      { at: 0, spot: 100, net: net(1) },
      { at: 3 * minute, spot: 100, net: net(-1) },
      { at: 9 * minute, spot: 100, net: net(1) },
    ],
  };
  const slots = slotsOf(field, 12 * minute);
  const pixels = new Uint32Array(slots.count * 2);
  paintField(
    pixels,
    field,
    slots,
    1,
    Uint32Array.from({ length: 513 }, (_, i) => i + 1),
  );
  const [unknown, low] = [pixels.slice(0, 12), pixels.slice(12)];
  expect([...low]).toEqual([513, 513, 513, 1, 0, 0, 0, 0, 0, 513, 0, 0]);
  expect(unknown.every((pixel) => pixel === 0)).toBe(true);

  const again = pixels.slice();
  paintField(
    again,
    field,
    slots,
    1,
    Uint32Array.from({ length: 513 }, (_, i) => i + 1),
    1,
  );
  expect(again).toEqual(pixels);
});

test('a session of 390 x 120 is painted; the time it takes is told, not judged', () => {
  const field = session(390, 120);
  const slots = slotsOf(field, 390 * minute);
  const table = colourTable({ nothing: [18, 24, 34], positive: [47, 198, 168], negative: [255, 122, 102] });
  const pixels = new Uint32Array(slots.count * 120);
  const took: number[] = [];
  for (let i = 0; i < 50; ++i) {
    const begun = performance.now();
    paintField(pixels, field, slots, 1e10, table);
    took.push(performance.now() - begun);
  }
  took.sort((a, b) => a - b);
  console.log(`390 x 120: median ${took[25]?.toFixed(2)} ms, slowest ${took.at(-1)?.toFixed(2)} ms`);
  expect(pixels.every((pixel) => pixel >>> 24 === 255)).toBe(true);
});
