import { expect, test } from 'vitest';
import type { StrikeRow } from './report';
import { barsOf, measureOf, nearest, reachOf, windowFor } from './strikes';

const row = (strike: number, call: number, put: number, callInterest = 0, putInterest = 0) =>
  ({
    strike,
    call_gex_usd_per_1pct: call,
    put_gex_usd_per_1pct: put,
    net_gex_usd_per_1pct: call - put,
    gross_gex_usd_per_1pct: call + put,
    call_open_interest: callInterest,
    put_open_interest: putInterest,
  }) as StrikeRow;

const rows = [row(100, 2, 5, 10, 40), row(105, 4, 1, 30, 20), row(115, 7, 0)];

test('each measure has its bars', () => {
  expect(barsOf(row(100, 2, 5), 'net')).toEqual([{ kind: 'negative', from: 0, to: -3 }]);
  expect(barsOf(row(100, 2, 5), 'gross').map(({ to }) => to)).toEqual([2, -5]);
  expect(barsOf(row(100, 2, 5), 'abs').map(({ from, to }) => [from, to])).toEqual([
    [0, 2],
    [2, 7],
  ]);
  expect(barsOf(row(100, 2, 5, 10, 40), 'oi').map(({ kind, to }) => [kind, to])).toEqual([
    ['oi-call', 10],
    ['oi-put', -40],
  ]);
});

test('the reach has zero in it, in the middle where there are two sides', () => {
  expect(reachOf(rows, 'net')).toEqual([-7, 7]);
  expect(reachOf(rows, 'abs')).toEqual([0, 7]);
  expect(reachOf(rows, 'oi')).toEqual([-40, 40]);
  expect(reachOf([], 'net')).toEqual([-1, 1]);
});

test('the nearest strike', () => {
  expect(nearest(rows, 90)?.strike).toBe(100);
  expect(nearest(rows, 109)?.strike).toBe(105);
  expect(nearest(rows, 111)?.strike).toBe(115);
  expect(nearest(rows, 999)?.strike).toBe(115);
  expect(nearest([], 100)).toBeNull();
});

test('the window that fills an axis', () => {
  expect(windowFor(100, 97, 103)).toBe(5);
  expect(windowFor(100, 90, 103)).toBe(12);
  expect(windowFor(100, 1, 103)).toBe(60);
});

test('a measure nobody knows is NET', () => {
  expect(measureOf('oi')).toBe('oi');
  expect(measureOf('?')).toBe('net');
});
