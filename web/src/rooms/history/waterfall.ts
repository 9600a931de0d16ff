/** The parts of a change by cause, each begun where the one before ended. */
import type { Cause, Measure } from './wire';

export interface Step {
  name: string;
  /** `before` and `after` stand on the axis's zero; a part is a change. */
  kind: 'before' | 'part' | 'after';
  value: number;
  from: number;
  to: number;
}

export function stepsOf(measure: Measure, order: readonly Cause[]): Step[] {
  const { before, after, parts } = measure;
  if (before === null || after === null) return [];
  const steps: Step[] = [{ name: 'before', kind: 'before', value: before, from: before, to: before }];
  let at = before;
  for (const name of order) {
    const value = parts[name];
    if (value === null || value === undefined) return []; // on the way there was no such level
    steps.push({ name, kind: 'part', value, from: at, to: at + value });
    at += value;
  }
  steps.push({ name: 'after', kind: 'after', value: after, from: after, to: after });
  return steps;
}

/** The span that the steps need, with room at both ends; the changes fill it, not the amounts they start from. */
export function spanOf(steps: readonly Step[]): [number, number] {
  const all = steps.flatMap(({ from, to }) => [from, to]);
  const low = Math.min(...all);
  const high = Math.max(...all);
  const room = (high - low) * 0.08 || Math.abs(high) * 0.01 || 1;
  return [low - room, high + room];
}

const words: Readonly<Record<string, string>> = {
  expiry: 'Contracts settled',
  time: 'Time passed',
  price: 'Price moved',
  gone: 'Contracts gone',
  volatility: 'Volatility',
  open_interest: 'Open interest',
  appeared: 'Contracts appeared',
  before: 'Before',
  after: 'After',
};
export const causeWords = (name: string) => words[name] ?? name;

/** `call_strength_usd_per_1pct_at_6500` -> Call wall strength at 6,500. */
export function measureWords(measure: string): string {
  const strength = /^(call|put)_strength_usd_per_1pct_at_(.+)$/.exec(measure);
  if (strength) {
    const strike = Number(strength[2]).toLocaleString('en-US');
    return `${strength[1] === 'call' ? 'Call' : 'Put'} exposure at ${strike}`;
  }
  const names: Readonly<Record<string, string>> = {
    net_gex_usd_per_1pct: 'Net GEX',
    gross_gex_usd_per_1pct: 'Gross GEX',
    gamma_flip: 'Gamma flip',
  };
  return names[measure] ?? measure;
}
export const isExposure = (measure: string) => measure.includes('usd_per_1pct');
