import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Polled } from './polled.svelte';

interface Asked {
  path: string;
  signal: AbortSignal;
  answer: (value: unknown, status?: number) => Promise<void>;
}
let asked: Asked[];

beforeEach(() => {
  asked = [];
  vi.useFakeTimers();
  vi.stubGlobal('document', { hidden: false });
  vi.stubGlobal('sessionStorage', { getItem: () => null });
  vi.stubGlobal('fetch', (path: string, { signal }: { signal: AbortSignal }) => {
    return new Promise<Response>((resolve) => {
      const answer = async (value: unknown, status = 200) => {
        resolve(new Response(JSON.stringify(value), { status }));
        await vi.advanceTimersByTimeAsync(0);
      };
      asked.push({ path, signal, answer });
    });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('asks again when there may be something new, and no more often than told', async () => {
  const polled = new Polled<{ n: number }>(1_000);
  polled.ask('v1/a', {}, 1);
  await asked[0]?.answer({ n: 1 });
  expect(polled.value).toEqual({ n: 1 });
  polled.ask('v1/a', {}, 2);
  expect(asked).toHaveLength(1);
  vi.advanceTimersByTime(1_000);
  polled.ask('v1/a', {}, 1);
  expect(asked).toHaveLength(1);
  polled.ask('v1/a', {}, 2);
  expect(asked).toHaveLength(2);
});

test('another address is asked at once, and what was under way is given up', async () => {
  const polled = new Polled<{ n: number }>(1_000);
  polled.ask('v1/a', { window: 5 }, 1);
  polled.ask('v1/a', { window: 8 }, 1);
  expect(asked.map(({ path }) => path)).toEqual(['v1/a?window=5', 'v1/a?window=8']);
  expect(asked[0]?.signal.aborted).toBe(true);
  await asked[1]?.answer({ n: 2 });
  await asked[0]?.answer({ n: 1 });
  expect(polled.value).toEqual({ n: 2 });
});

test('keeps what it has when the server says no, and says why', async () => {
  const polled = new Polled<{ n: number }>(0);
  polled.ask('v1/a', {}, 1);
  await asked[0]?.answer({ n: 1 });
  polled.ask('v1/a', {}, 2);
  await asked[1]?.answer({ title: 'Not Found', detail: 'no such symbol' }, 404);
  expect(polled.value).toEqual({ n: 1 });
  expect(polled.problem?.message).toBe('no such symbol');
});

test('asks nothing while nobody looks', () => {
  vi.stubGlobal('document', { hidden: true });
  new Polled(0).ask('v1/a', {}, 1);
  expect(asked).toHaveLength(0);
});
