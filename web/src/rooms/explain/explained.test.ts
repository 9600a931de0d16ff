import { expect, test } from 'vitest';
import type { Share, UsdPerPercent } from '../../model/units';
import { byRight, type Carrier, cancels, type Explanation } from './explained';
import { ofContract } from './figures';

const carrier = (option: string, gross: number, net: number): Carrier => ({
  option,
  open_interest: 10_000,
  gross_gex_usd_per_1pct: gross as UsdPerPercent,
  net_gex_usd_per_1pct: net as UsdPerPercent,
  share: 0.5 as Share,
  multiplier: 100,
  dealer_fraction: net / gross,
  gamma: 0.0018549585686,
  implied_vol: 0.2,
  years: 0.0849,
});

const explanation = (contracts: Carrier[], n = contracts.length) =>
  ({ contracts, n_contracts: n }) as unknown as Explanation;

test('calls and puts are told apart where every contract is there', () => {
  const both = [carrier('SPXW261120C05000000', 30, 30), carrier('SPXW261120P05000000', 12, -12)];
  expect(byRight(explanation(both))).toEqual({ call: 30, put: 12 });
  expect(byRight(explanation(both, 3))).toBeNull();
  expect(byRight(explanation([carrier('a ticket', 1, 1)]))).toBeNull();
});

test('a root is what rounding leaves, and not a small number of dollars', () => {
  const of = (net: number, gross: number) =>
    ({ net_gex_usd_per_1pct: net, gross_gex_usd_per_1pct: gross }) as unknown as Explanation;
  expect(cancels(of(-60, 2.7e11))).toBe(true);
  expect(cancels(of(60, 1000))).toBe(false);
  expect(cancels(of(0, 0))).toBe(false);
});

test('a contract’s figures stand in its formula: the worked example of the methods, section 0.3', () => {
  const contracts = [carrier('SPXW261120P05000000', 463_739_642.15, -463_739_642.15)];
  const lines = ofContract({ ...explanation(contracts), priced_at: 5000 } as Explanation, 0);
  expect(lines[0]).toBe('x · OI · γ · M · S^2 · 0.01 = "−$464M"');
  expect(lines[1]).toBe('= "−1" × "10,000" × "0.001855" × "100" × "5,000"^2 × 0.01');
  expect(lines[2]).toContain('σ = "20.00 %" ", " τ = "0.08490" " years"');
  expect(ofContract(explanation([]), 0)).toEqual([]);
});
