/** What a run of the laboratory says, in words and rows. */
import { nothing, number, short } from '../../format/numbers';
import type { LaboratoryAnswer, LaboratoryDealer, LaboratoryEstimate, LaboratoryPath } from '../../wire/types';

type Run = LaboratoryAnswer['run'];

const open = 9 * 60 + 30;
const session = 390;

/** Laboratory minutes as a session's clock: 61 -> 10:31; of later sessions `day 2 10:31`. */
export function clockOf(minute: number, start: number): string {
  const all = start + minute;
  const day = Math.max(0, Math.ceil(all / session) - 1); // the close belongs to the session that it ends
  const of = open + Math.round(all - day * session);
  const time = `${String(Math.floor(of / 60)).padStart(2, '0')}:${String(of % 60).padStart(2, '0')}`;
  return day === 0 ? time : `day ${day + 1} ${time}`;
}

const shares = (value: number) => number(Math.abs(value) < 0.5 ? 0 : value, 0);

/** "net delta −1,500: buys 1,500, now holds 5,000", a line a dealer. */
export function positionsAt(path: LaboratoryPath, step: number): { dealer: string; words: string }[] {
  return path.dealers.map((dealer) => {
    const trade = dealer.trade_shares[step] ?? 0;
    const holds = `holds ${shares(dealer.hedge_shares[step] ?? 0)} shares`;
    if (step === 0) return { dealer: dealer.name, words: `begins flat: ${holds}` };
    const net = `net delta ${shares(dealer.net_before_shares[step] ?? 0)}`;
    // a dealer who follows at once trades what is still right at the price to which the trade moves it
    const own = Math.abs(trade + (dealer.net_before_shares[step] ?? 0)) > 1 && Math.abs(trade) > 1;
    const size = `${shares(Math.abs(trade))}${own ? ' with what that moves' : ''}`;
    const does = trade === 0 ? 'does nothing' : `${trade > 0 ? 'buys' : 'sells'} ${size}, now`;
    return { dealer: dealer.name, words: trade === 0 ? `${net}: ${does}, ${holds}` : `${net}: ${does} ${holds}` };
  });
}

export interface Row {
  name: string;
  with: string;
  without: string;
  change: string;
  theory: string;
  /** -1 calmer or less, +1 more, 0 not told apart from none. */
  sign: -1 | 0 | 1;
}

type Compared = {
  with: LaboratoryEstimate | null;
  without: LaboratoryEstimate | null;
  ratio?: LaboratoryEstimate | null;
  difference?: LaboratoryEstimate | null;
};

function rowOf(name: string, compared: Compared, digits: number, scale: number, theory: number | null): Row {
  const isRatio = 'ratio' in compared;
  const change = (isRatio ? compared.ratio : compared.difference) ?? null;
  const none = isRatio ? 1 : 0;
  const of = isRatio ? 1 : scale;
  const shown = isRatio ? 3 : digits;
  const text = (value: number) => (isRatio ? number(value, 3) : number(value * of, shown, true));
  const side = (of: LaboratoryEstimate | null) => (of ? number(of.value * scale, digits) : nothing);
  return {
    name,
    with: side(compared.with),
    without: side(compared.without),
    change: change
      ? `${isRatio ? '× ' : ''}${text(change.value)} [${text(change.low)}, ${text(change.high)}]`
      : nothing,
    theory: theory === null ? nothing : isRatio ? `× ${number(theory, 3)}` : number(theory * of, shown, true),
    sign: change === null || (change.low <= none && change.high >= none) ? 0 : change.value > none ? 1 : -1,
  };
}

/** The figures of many paths, with dealers beside without. */
export function rowsOf(run: Run): Row[] {
  const { theory } = run;
  const rows = [
    rowOf('Volatility of steps, % a year', run.realised_volatility_pct, 2, 1, theory.step_volatility_ratio),
    rowOf('Volatility from start to end, % a year', run.end_volatility_pct, 2, 1, theory.effective_volatility_ratio),
    rowOf('Autocorrelation of steps', run.autocorrelation, 3, 1, theory.autocorrelation),
    rowOf('Lowest, % from the start', run.lowest_pct, 2, 1, null),
    rowOf('Highest, % from the start', run.highest_pct, 2, 1, null),
  ];
  if (run.pinned_share) rows.push(rowOf('Ends pinned, % of paths', run.pinned_share, 1, 100, null));
  for (const level of run.levels) {
    const of = `${level.name} ${number(level.price_usd, Number.isInteger(level.price_usd) ? 0 : 2)}`;
    rows.push(rowOf(`${of}: touched, % of paths`, level.touched_share, 1, 100, null));
    rows.push(rowOf(`${of}: held once touched, %`, level.held_share, 1, 100, null));
    rows.push(rowOf(`${of}: ends beyond, % of paths`, level.ends_beyond_share, 1, 100, null));
  }
  return rows;
}

const parts = [
  ['gamma_usd', 'Gamma'],
  ['theta_usd', 'Theta'],
  ['vega_usd', 'Vega'],
  ['delta_usd', 'Unhedged'],
  ['carry_usd', 'Carry'],
  ['cost_usd', 'Cost'],
  ['residual_usd', 'Rest'],
  ['total_usd', 'Total'],
] as const satisfies readonly (readonly [keyof LaboratoryDealer, string])[];

const dollars = (value: number) =>
  Math.abs(value) < 0.5 ? '$0' : `${value < 0 ? '−' : '+'}$${short(Math.abs(value))}`;

/** Where a dealer's money comes from, the mean of a path. */
export function gainsOf(dealer: LaboratoryDealer): { part: string; usd: string; interval: string }[] {
  return parts.map(([key, part]) => ({
    part,
    usd: dollars(dealer[key].value),
    interval: `[${dollars(dealer[key].low)}, ${dollars(dealer[key].high)}]`,
  }));
}

/** What the dealers are at the start, in words. */
export function sideOf(run: Run): string {
  const { c, net_gex_usd_per_1pct: gex } = run.theory;
  if (gex === 0) return 'Dealers have no gamma.';
  const [side, moves] =
    gex > 0
      ? ['long gamma: hedging trades against moves', 'takes back']
      : ['short gamma: hedging trades with moves', 'adds'];
  return `At the start dealers are ${side}, ${dollars(Math.abs(gex)).slice(1)} of stock a 1 % move, which ${moves} ${number(Math.abs(c) * 100, 1)} % of the move it answers (c = ${number(c, 3)}).`;
}
