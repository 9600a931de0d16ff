import { expect, test } from 'vitest';
import { price, type Share, type UsdPerPercent } from '../../model/units';
import { byRight, type Carrier, cancels, type Explanation, termsOf } from './explained';

const carrier = (option: string, gross: number, net: number, openInterest = 10_000): Carrier => ({
  option,
  open_interest: openInterest,
  gross_gex_usd_per_1pct: gross as UsdPerPercent,
  net_gex_usd_per_1pct: net as UsdPerPercent,
  share: 0.5 as Share,
});

test('gamma is that of the worked example of the methods, section 0.3', () => {
  const { gamma, side } = termsOf(carrier('SPXW261120C05000000', 463_739_642.15, 463_739_642.15), price(5000), 100);
  expect(gamma).toBeCloseTo(0.0018549585686, 12);
  expect(side).toBe(1);
});

test('what cannot be told is not told', () => {
  const none = termsOf(carrier('SPXW261120C05000000', 0, 0), price(5000), null);
  expect(none).toMatchObject({ gamma: null, side: null });
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
