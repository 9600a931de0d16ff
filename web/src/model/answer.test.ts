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

test('a server that is busy takes nothing back', async () => {
  const answer = new Answer<number>();
  const busy = () => Promise.reject(new Problem(503, 'busy'));
  answer.ask(busy);
  await vi.waitFor(() => expect(answer.problem?.message).toBe('busy'));
  answer.ask(async () => 1);
  await vi.waitFor(() => expect(answer.problem).toBeNull());
  answer.ask(busy);
  await Promise.resolve();
  expect(answer.value).toBe(1);
  expect(answer.problem).toBeNull();
});
