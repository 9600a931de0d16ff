import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Report } from '../../wire/types';
import { Prices } from './prices.svelte';

const report = (as_of: string, spot: number, session_date = '2026-11-20') =>
  ({ symbol: 'SPX', as_of, spot, session_date }) as unknown as Report;
const answers = new Map<string, unknown>();
const loaded = () => new Promise((done) => setTimeout(done, 5));

beforeEach(() => {
  answers.clear();
  vi.stubGlobal('sessionStorage', { getItem: () => null });
  vi.stubGlobal('fetch', async (path: string) => {
    const found = [...answers].find(([start]) => path.startsWith(start));
    return new Response(JSON.stringify(found?.[1] ?? {}), { status: found ? 200 : 404 });
  });
});
afterEach(() => vi.unstubAllGlobals());

test('bars of the server, and what has come since', async () => {
  answers.set('v1/bars/SPX?session=2026-11-20', {
    bars: [
      ['2026-11-20T14:31:00Z', 1, 4, 1, 2],
      ['2026-11-20T14:32:00Z', 2, 3, 2, 3],
    ],
  });
  const prices = new Prices();
  prices.take(report('2026-11-20T14:33:10Z', 5));
  await loaded();
  prices.take(report('2026-11-20T14:33:20Z', 6));
  expect(prices.list.map(({ close }) => close)).toEqual([2, 3, 6]);
  expect(prices.generation).toBe(1);
});

test('without bars, the spots of the session’s snapshots', async () => {
  answers.set('v1/history/SPX', {
    history: [
      { as_of: '2026-11-19T20:59:00Z', session_date: '2026-11-19', spot: 9 },
      { as_of: '2026-11-20T14:31:00Z', session_date: '2026-11-20', spot: 1 },
      { as_of: '2026-11-20T14:32:00Z', session_date: '2026-11-20', spot: 2 },
    ],
  });
  const prices = new Prices();
  prices.take(report('2026-11-20T14:32:10Z', 2));
  await loaded();
  expect(prices.list.map(({ open, close }) => [open, close])).toEqual([
    [1, 1],
    [1, 2],
  ]);
});

test('without either, candles begin here; another day or another run begins anew', async () => {
  const prices = new Prices();
  prices.take(report('2026-11-20T15:00:00Z', 7));
  await loaded();
  expect(prices.list).toHaveLength(1);
  prices.take(report('2026-11-20T14:31:00Z', 3));
  expect(prices.list.map(({ close }) => close)).toEqual([3]);
  prices.take(report('2026-11-23T14:31:00Z', 8, '2026-11-23'));
  expect(prices.list.map(({ close }) => close)).toEqual([8]);
});
