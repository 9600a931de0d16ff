/** Formulas with the figures of a Report put in, in the line form of format/formula. */
import { gex, number, price, share, usd } from '../../format/numbers';
import { price as asPrice, type Price, type UsdPerPercent } from '../../model/units';
import type { Report } from '../../wire/types';
import { byRight, cancels, type Explanation } from './explained';

export interface Given {
  report: Report;
  /** null: not carried by contracts, or not known yet. */
  explanation: Explanation | null;
}

const quoted = (text: string) => `"${text}"`;
const dollars = (value: number | undefined) => quoted(gex(value as UsdPerPercent));
const plainDollars = (value: number) => quoted(usd(value as never));
const at = (value: Price | null | undefined) => quoted(price(value));

export const none = (): string[] => [];

/** γ of 0.0000123456: as many figures as tell it. */
const small = (value: number) => quoted(value.toPrecision(4));

/** One contract: what it adds, factor by factor. */
export function ofContract({ priced_at: at, contracts }: Explanation, place: number): string[] {
  const carrier = contracts[place];
  if (!carrier) return [];
  const { dealer_fraction: x, open_interest, gamma, multiplier, implied_vol, years, net_gex_usd_per_1pct } = carrier;
  const factors = [
    quoted(number(x, Number.isInteger(x) ? 0 : 3, true)),
    quoted(number(open_interest, 0)),
    small(gamma),
    quoted(number(multiplier, 0)),
    `${quoted(price(at))}^2`,
    '0.01',
  ];
  return [
    `x · OI · γ · M · S^2 · 0.01 = ${dollars(net_gex_usd_per_1pct)}`,
    `= ${factors.join(' × ')}`,
    `γ = frac{φ(d_1) e^{-q τ}}{S σ √{τ}} ", " σ = ${quoted(`${number(implied_vol * 100, 2)} %`)} ", " τ = ${small(years)} " years"`,
  ];
}

export function ofStrike({ explanation }: Given): string[] {
  if (!explanation) return [];
  const { price: strike, net_gex_usd_per_1pct: net, gross_gex_usd_per_1pct: gross } = explanation;
  const sides = byRight(explanation);
  const name = `N_{${at(strike)}}`;
  const lines = [`${name} = ${dollars(net)} ", of gross " ${plainDollars(gross)}`];
  if (sides) lines.push(`C = ${plainDollars(sides.call)} ", " P = ${plainDollars(sides.put)}`);
  return lines;
}

export const ofCallWall = (given: Given) => [...ofStrike(given), ...contest(given.report.levels.call_wall)];
export const ofPutWall = (given: Given) => [...ofStrike(given), ...contest(given.report.levels.put_wall)];

/** How clearly a strike has won, and how much of all it holds. */
function contest(level: Report['levels']['call_wall'] | Report['levels']['peak_net']): string[] {
  if (level.strike === null) return [];
  const lines = [`frac{"this strike"}{"all strikes, without sign"} = ${quoted(share(level.share))}`];
  if ('rank_gap' in level && level.rank_gap !== null)
    lines.push(`frac{"best strike"}{"second strike"} = ${quoted(number(level.rank_gap, 2))}`);
  return lines;
}

export const ofAbsoluteGamma = ({ report, explanation }: Given): string[] => {
  const level = report.levels.absolute_gamma;
  if (level.strike === null) return [];
  const sides = explanation && byRight(explanation);
  const parts = sides ? `= ${plainDollars(sides.call)} + ${plainDollars(sides.put)}` : '';
  return [`A_{${at(level.strike)}} ${parts} = ${plainDollars(level.value_usd_per_1pct)}`, ...contest(level)];
};

export const ofPeak = (given: Given) => [...ofStrike(given), ...contest(given.report.levels.peak_net)];

export function ofFlip({ report, explanation }: Given): string[] {
  const flip = report.levels.gamma_flip;
  if (flip.price === null) return [];
  const lines: string[] = [];
  if (explanation) {
    lines.push(
      `GEX(${at(explanation.priced_at)}) = ${residual(explanation)} ", of gross " ${plainDollars(explanation.gross_gex_usd_per_1pct)}`,
    );
  }
  lines.push(`GEX(${at(report.spot)}) = ${dollars(report.exposure.net_gex_usd_per_1pct)} ", at spot"`);
  if (flip.slope_usd_per_1pct_per_1pct)
    lines.push(`"slope at the flip" = ${dollars(flip.slope_usd_per_1pct_per_1pct)} ", a 1 % rise"`);
  return lines;
}

/** The book cancels to rounding: told as a part of gross, for dollars of rounding say nothing. */
const residual = (explanation: Explanation): string =>
  cancels(explanation)
    ? `0 " (within ${(Math.abs(explanation.net_gex_usd_per_1pct) / explanation.gross_gex_usd_per_1pct).toExponential(0)} of gross)"`
    : dollars(explanation.net_gex_usd_per_1pct);

export const ofNetGex = ({ report: { exposure, assumptions } }: Given): string[] => {
  const sum = `GEX = ${dollars(exposure.net_gex_usd_per_1pct)}`;
  const calls = plainDollars(exposure.call_gex_usd_per_1pct);
  const puts = plainDollars(exposure.put_gex_usd_per_1pct);
  return assumptions.positioning === 'naive'
    ? [`GEX = C - P = ${calls} - ${puts} = ${dollars(exposure.net_gex_usd_per_1pct)}`]
    : [sum, `GROSS = C + P = ${calls} + ${puts} = ${plainDollars(exposure.gross_gex_usd_per_1pct)}`];
};

export const ofNetToGross = ({ report: { exposure } }: Given) => [
  `frac{${dollars(exposure.net_gex_usd_per_1pct)}}{${plainDollars(exposure.gross_gex_usd_per_1pct)}} = ${quoted(number(exposure.net_to_gross, 3, true))}`,
];

export const ofTilt = ({ report: { exposure } }: Given) =>
  exposure.gamma_tilt === null
    ? []
    : [
        `frac{${plainDollars(exposure.call_gex_usd_per_1pct)}}{${plainDollars(exposure.put_gex_usd_per_1pct)}} = ${quoted(number(exposure.gamma_tilt, 2))}`,
      ];

export const ofMaxPain = ({ report: { open_interest } }: Given): string[] => {
  const pain = open_interest.max_pain;
  if (pain.strike === null) return [];
  const { strike, low, high, holders_receive_usd: receive } = pain;
  const lines = [`"pain"(${at(strike)}) = ${plainDollars(receive)}`];
  if (low < high) lines.push(`"the same from " ${at(low)} " to " ${at(high)}`);
  return lines;
};

const minutesAYear = 525_600;
export function ofExpectedMove({ report: { spot, expected_move: move, as_of } }: Given): string[] {
  if (move.usd === null) return [];
  const minutes = (Date.parse(move.until) - Date.parse(as_of)) / 60_000;
  const years = `frac{${quoted(`${number(minutes, 0)} minutes`)}}{${quoted(number(minutesAYear, 0))}}`;
  return [`${at(asPrice(spot))} × ${quoted(number(move.atm_vol, 4))} × √{${years}} = ${quoted(number(move.usd, 2))}`];
}

export const ofRegime = ({ report: { regime, assumptions } }: Given) =>
  regime.label === null
    ? []
    : [
        `${quoted(number(regime.net_to_gross, 3, true))} " against " ±${quoted(String(assumptions['regime.theta']))} ": ${regime.label}"`,
      ];
