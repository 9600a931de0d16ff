import { expect, test } from 'vitest';
import { type CurvesPicture, planeOf, pricesOf, valuesOf } from './curves';

const picture: CurvesPicture = {
  prices: [90, 110],
  curves: [{ name: 'Today', spots: [80, 95, 105, 120], values: [-99, -4, 6, 99], colour: 'text', dash: [], width: 2 }],
  words: null,
  fan: null,
  marks: [],
  reach: null,
  cursor: null,
};

test('the values’ axis holds zero and what is seen, not what lies beyond', () => {
  const [low, high] = valuesOf(picture);
  expect(low).toBeCloseTo(-4.5, 9);
  expect(high).toBeCloseTo(6.5, 9);
  const positive = { ...picture, curves: picture.curves.map((curve) => ({ ...curve, values: [5, 5, 6, 6] })) };
  expect(valuesOf(positive)[0]).toBeLessThan(0);
});

test('the fan has its place too', () => {
  const rows = { q05: [-20, -20], q25: [0, 0], q50: [0, 0], q75: [0, 0], q95: [10, 30] };
  const [low, high] = valuesOf({ ...picture, fan: { spots: [100, 115], ...rows } });
  expect(low).toBeCloseTo(-21.5, 9);
  expect(high).toBeCloseTo(11.5, 9);
});

test('a pixel is a price and back, and never beyond the axis', () => {
  const plane = planeOf(picture, 600, 300, 2);
  expect(pricesOf(plane)(plane.x(101.5))).toBeCloseTo(101.5, 9);
  expect(pricesOf(plane)(0)).toBeCloseTo(90, 9);
  expect(pricesOf(plane)(600)).toBeCloseTo(110, 9);
  expect(plane.y(0)).toBeGreaterThan(plane.top);
  expect(plane.y(0)).toBeLessThan(plane.bottom);
});
