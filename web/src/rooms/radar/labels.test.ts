import { expect, test } from 'vitest';
import { type Axis, apart, layLabels, priceAt, yOf } from './labels';

const axis: Axis = { low: 100, high: 200, width: 500, height: 400 };
const prices = (...all: number[]) => all.map((price) => ({ price }));

test('a price and its pixel', () => {
  expect(yOf(axis, 200)).toBe(0);
  expect(yOf(axis, 150)).toBe(200);
  expect(priceAt(axis, yOf(axis, 137))).toBeCloseTo(137, 10);
});

test('labels that have room stand at their price, from the top', () => {
  const placed = layLabels(prices(120, 180), axis, 20);
  expect(placed.map(({ item, label }) => [item.price, label])).toEqual([
    [180, 80],
    [120, 320],
  ]);
});

test('labels that would touch move apart about their middle', () => {
  const placed = layLabels(prices(150, 150, 151), axis, 20);
  const ys = placed.map(({ label }) => label);
  expect(ys[1]).toBeCloseTo((200 + 200 + 196) / 3, 10);
  expect((ys[1] ?? 0) - (ys[0] ?? 0)).toBeCloseTo(20, 10);
  expect(placed[0]?.item.price).toBe(151);
});

test('what is out of sight waits at its edge and tells which', () => {
  const placed = layLabels(prices(260, 250, 150, 20), axis, 20);
  expect(placed.map(({ out }) => out)).toEqual(['above', 'above', null, 'below']);
  expect(placed.map(({ label }) => label)).toEqual([10, 30, 200, 390]);
});

test('no two overlap and none leaves the axis, wherever the prices are', () => {
  let seed = 7;
  const random = () => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed / 2147483648;
  };
  for (let round = 0; round < 300; ++round) {
    const items = prices(...Array.from({ length: 1 + Math.floor(random() * 18) }, () => 60 + 180 * random()));
    const ys = layLabels(items, axis, 20).map(({ label }) => label);
    expect(ys[0]).toBeGreaterThanOrEqual(10 - 1e-6);
    expect(ys.at(-1)).toBeLessThanOrEqual(390 + 1e-6);
    for (let i = 1; i < ys.length; ++i) expect((ys[i] ?? 0) - (ys[i - 1] ?? 0)).toBeGreaterThan(20 - 1e-6);
  }
});

test('texts that would touch a later one are not written', () => {
  expect(apart([0, 30, 35, 60], 12)).toEqual([true, false, true, true]);
  expect(apart([], 12)).toEqual([]);
});
