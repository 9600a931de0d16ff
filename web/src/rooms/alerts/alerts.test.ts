import { expect, test } from 'vitest';
import { type Delivery, filtered, limitsOf, type Rule } from './alerts';

const delivery = (rule: string, sink: string, state: Delivery['state']): Delivery => ({
  at: '2026-11-20T15:00:00Z',
  rule,
  sink,
  state,
  as_of: '2026-11-20T15:00:00Z',
  kind: 'wall_tested',
  symbol: 'SPX',
  title: '',
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

test('a rule tells of what, and when it keeps silent', () => {
  const rule: Rule = {
    name: 'x',
    when: 'wall_state',
    sinks: ['log'],
    symbols: [],
    cool_down_seconds: 0,
    quiet_hours: null,
  };
  expect(limitsOf(rule)).toBe('every symbol');
  // biome-ignore lint/suspicious/noThenProperty: the answer's own name
  const quiet_hours: Rule['quiet_hours'] = { from: '16:30', to: '08:00', then: 'hold' };
  expect(limitsOf({ ...rule, symbols: ['SPX'], cool_down_seconds: 600, quiet_hours })).toBe(
    'SPX; silent for 10 m after an alert; 16:30 to 08:00 New York kept for later',
  );
});
