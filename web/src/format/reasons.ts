/** Why there is no such level, in words: docs/report.md, "Null". */
const words: Readonly<Record<string, string>> = {
  empty_book: 'no contract with open interest could be priced',
  no_positive: 'no strike there has positive exposure',
  no_negative: 'no strike there has negative exposure',
  no_strike_on_side: 'every strike lies on the other side of spot',
  positive_everywhere: 'net GEX is positive over the whole domain',
  negative_everywhere: 'net GEX is negative over the whole domain',
  no_sign_change: 'that method found no change of sign',
  no_exposure: 'net GEX is nil wherever a flip could lie',
  flip_not_verified: 're-pricing at the root did not confirm it',
  no_flip: 'there is no flip that it is defined by',
  no_wall: 'there is no wall that it is defined by',
  no_open_interest: 'no open interest in the chosen expiries',
  no_volatility: 'no at-the-money volatility',
  too_few_strikes: 'it needs two strikes',
  left_out: 'the server was asked for levels alone',
  too_few_sessions: 'it needs 20 recorded sessions',
};
export const reasonWords = (reason: string | null | undefined) =>
  reason ? (words[reason] ?? reason.replaceAll('_', ' ')) : 'the Report does not say why';
