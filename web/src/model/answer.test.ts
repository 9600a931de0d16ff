import { expect, test, vi } from 'vitest';
import { Problem } from '../wire/client';
import { Answer } from './answer.svelte';

test('what was answered stays until another question is answered', async () => {
  const answer = new Answer<number>();
  answer.ask(async () => 1);
  await vi.waitFor(() => expect(answer.value).toBe(1));
  answer.ask(() => Promise.reject(new Problem(400, 'wrong')));
  await vi.waitFor(() => expect(answer.problem?.message).toBe('wrong'));
  expect(answer.value).toBe(1);
});

test('a question that was given up answers nothing', async () => {
  const answer = new Answer<number>();
  const giveUp = answer.ask(async () => 1);
  giveUp();
  await Promise.resolve();
  expect(answer.value).toBeNull();
});

test('a server that is busy is asked again', async () => {
  vi.useFakeTimers();
  const answer = new Answer<number>();
  let times = 0;
  answer.ask(async () => {
    times += 1;
    if (times === 1) throw new Problem(503, 'busy');
    return times;
  });
  await vi.advanceTimersByTimeAsync(10);
  expect(answer.problem?.status).toBe(503);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(answer.value).toBe(2);
  expect(answer.problem).toBeNull();
  vi.useRealTimers();
});
