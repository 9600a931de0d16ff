import { expect, test } from 'vitest';
import { type Delivery, filtered, keysOf, markOf, whenInWords } from './alerts';

const delivery = (rule: string, sink: string, state: string): Delivery => ({
  at: '2026-11-20T15:00:00Z',
  rule,
  sink,
  state,
  text: '',
  attempts: 1,
  reason: null,
});

test('an empty filter lets everything through', () => {
  const log = [delivery('a', 'phone', 'waiting'), delivery('a', 'log', 'delivered'), delivery('b', 'log', 'given_up')];
  expect(filtered(log, { rule: '', sink: '', state: '' })).toHaveLength(3);
  expect(filtered(log, { rule: 'a', sink: 'log', state: '' })).toEqual([log[1]]);
  expect(filtered(log, { rule: '', sink: '', state: 'waiting' })).toEqual([log[0]]);
});

test('a rule’s own keys are told as they were written', () => {
  const rule = {
    name: 'x',
    when: 'spot_near',
    sinks: ['log'],
    level: 'gamma_flip',
    within_percent: 0.2,
    symbols: [],
    to: null,
  };
  expect(keysOf(rule)).toEqual(['level gamma_flip', 'within percent 0.2']);
});

test('states have their mark, and those of a newer server none', () => {
  expect(['delivered', 'waiting', 'given_up', 'new'].map(markOf)).toEqual(['good', 'tested', 'bad', 'plain']);
  expect(whenInWords('not_known')).toBe('not known');
});
