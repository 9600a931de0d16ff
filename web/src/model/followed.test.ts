import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Followed } from './followed.svelte';

interface Asked {
  path: string;
  signal: AbortSignal;
  answer: (value: unknown, status?: number) => Promise<void>;
}
let asked: Asked[];
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

beforeEach(() => {
  asked = [];
  vi.useFakeTimers();
  vi.stubGlobal('document', { hidden: false });
  vi.stubGlobal('sessionStorage', { getItem: () => null });
  vi.stubGlobal('fetch', (path: string, { signal }: { signal: AbortSignal }) => {
    return new Promise<Response>((resolve) => {
      const answer = async (value: unknown, status = 200) => {
        resolve(new Response(JSON.stringify(value), { status }));
        await pass(0);
      };
      asked.push({ path, signal, answer });
    });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('asks again when there is something new, and no more often than told', async () => {
  const followed = new Followed<{ n: number }>(1_000);
  followed.want('v1/a', 1);
  await pass(0);
  await asked[0]?.answer({ n: 1 });
  expect(followed.answer).toEqual({ n: 1 });
  followed.want('v1/a', 1);
  await pass(5_000);
  expect(asked).toHaveLength(1);
  followed.want('v1/a', 2);
  followed.want('v1/a', 3);
  await pass(0);
  expect(asked).toHaveLength(2);
  await asked[1]?.answer({ n: 2 });
  followed.want('v1/a', 4);
  await pass(900);
  expect(asked).toHaveLength(2);
  await pass(200);
  expect(asked).toHaveLength(3);
});

test('another address is asked at once, and what was under way is given up', async () => {
  const followed = new Followed<{ n: number }>(1_000);
  followed.want('v1/a?window=5', 1);
  await pass(0);
  followed.want('v1/a?window=8', 1);
  await pass(0);
  expect(asked.map(({ path }) => path)).toEqual(['v1/a?window=5', 'v1/a?window=8']);
  expect(asked[0]?.signal.aborted).toBe(true);
  await asked[1]?.answer({ n: 2 });
  await asked[0]?.answer({ n: 1 });
  expect(followed.answer).toEqual({ n: 2 });
});

test('keeps what it has when the server says no, and says why; of another address it has nothing', async () => {
  const followed = new Followed<{ n: number }>(0);
  followed.want('v1/a', 1);
  await pass(0);
  await asked[0]?.answer({ n: 1 });
  followed.want('v1/a', 2);
  await pass(0);
  await asked[1]?.answer({ title: 'Not Found', detail: 'no such symbol' }, 404);
  expect(followed.answer).toEqual({ n: 1 });
  expect(followed.problem).toBe('no such symbol');
  followed.want('v1/b', 2);
  await pass(0);
  await asked[2]?.answer({ title: 'Not Found' }, 404);
  expect(followed.answer).toBeNull();
});

test('asks nothing while nobody looks, and later what was wanted', async () => {
  vi.stubGlobal('document', { hidden: true });
  const followed = new Followed<unknown>(1_000);
  followed.want('v1/a', 1);
  await pass(3_500);
  expect(asked).toHaveLength(0);
  vi.stubGlobal('document', { hidden: false });
  await pass(1_000);
  expect(asked).toHaveLength(1);
});
