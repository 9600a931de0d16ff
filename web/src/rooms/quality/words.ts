/** What the data quality's codes say, and what each means for the levels. Codes are the Report's (docs/report.md). */

const ages = 'Levels are of that time: price may have moved since, and what is near spot moves with it.';
const identity = 'Levels are those of what was derived; if it is wrong, so is every expiry and with it every level.';
const cut = 'Strikes or expiries may be missing: walls and flip are those of what is there, and may lie elsewhere.';
const rewritten = 'Values were read as they stand; a number that a program rounded or moved would move the levels.';
const harmless = 'No level depends on it.';
const spotGiven = 'Everything is priced at this spot: flip and walls are told against it.';
const vendor =
  'Where quotes can be solved nothing changes; contracts without quotes have no volatility to fall back on.';
const inferred = 'Signs of exposure follow from it, and with them walls, flip and regime: look at the bands.';

const meanings: readonly (readonly [codes: string, meaning: string])[] = [
  [
    'as_of_from_user as_of_overridden',
    'Time to expiry is counted from the time you gave: gamma of near expiries depends on it.',
  ],
  [
    'as_of_is_session_close as_of_from_last_trade',
    'The time was derived: gamma of expiries of the same day depends strongly on it.',
  ],
  ['label_is_not_the_session', 'The trades decide the day; a wrong day would misplace every expiry by it.'],
  ['downloaded_outside_session quotes_delayed_15_minutes', ages],
  [
    'open_interest_may_be_older',
    'Open interest may be of a session before: positions of yesterday are not in the levels yet.',
  ],
  [
    'trades_after_as_of last_trade_before_session',
    'Quotes may be of another time than is shown; walls hardly move by it, the flip may.',
  ],
  ['date_line_localised date_line_unreadable date_format_changed', rewritten],
  ['dated_by_days_to_expiry dated_by_file_name symbol_from_file_name expiries_from_days', identity],
  ['preamble_missing extra_first_line comma_padding base64_lines', rewritten],
  ['incomplete truncated_page partial_chain last_line_unended end_not_marked', cut],
  ['open_contracts_only', 'Contracts without open interest carry no exposure: levels stay, forwards have fewer pairs.'],
  [
    'header_of_another_time spot_and_quotes_of_different_times quotes_before_close',
    'Quotes and spot do not fit exactly: volatilities near spot are off a little, and the flip with them.',
  ],
  [
    'row_times_merged other_snapshots_left_out',
    'The levels are of the snapshot shown alone; rows a few seconds apart count as one.',
  ],
  ['later_records_left_out other_records_left_out', harmless],
  ['symbol_is_not_the_roots', 'Levels are of the contracts found, under the symbol given.'],
  ['spot_missing', 'Without a spot nothing can be priced, unless puts and calls imply one.'],
  ['spot_from_user spot_overridden', spotGiven],
  ['spot_varies', 'Rows tell different spots; one was taken, and distances are from it.'],
  [
    'spot_from_another_feed',
    'Spot is newer than the quotes: distances and regime are of its time, volatilities of the quotes.',
  ],
  ['spot_feed_silent', 'Spot is as old as the chain: tests of walls between two chains are not seen.'],
  [
    'spot_from_vendor_deltas spot_from_parity',
    'Spot is implied, good to a few hundredths of a percent: levels stay, distances are that much unsure.',
  ],
  [
    'spot_disagrees_with_parity',
    'The spot given and the one that puts and calls imply differ: distances, regime and the flip are unsure by as much.',
  ],
  ['quotes_missing quotes_all_zero', 'Volatilities are the vendor’s or none: exposure and flip are as good as those.'],
  [
    'quotes_are_last_trades',
    'Last trades may be hours old: volatilities are noisy, walls by open interest hold, the flip is less sure.',
  ],
  ['expiry_hour_unusual', 'Time to expiry of these contracts may be off by hours: it matters on their last day.'],
  ['premiums_in_coin', 'Premiums that could not be turned into dollars are left out of the volatilities.'],
  ['holidays_unknown', 'Time to expiry of far contracts may be off by a day: levels do not move visibly.'],
  ['settles_at_average', 'Gamma of that expiry fades while its average is being taken: today’s levels lose weight.'],
  ['vendor_iv_missing vendor_iv_percent vendor_iv_floor vendor_gamma_unusable', vendor],
  [
    'open_interest_missing open_interest_all_zero',
    'Exposure cannot be weighted: there are no walls and no flip by open interest.',
  ],
  ['expired_listed saturday_expiries', 'Settled contracts are left out, and the rest is unchanged.'],
  ['few_expiries', 'Levels are those of a few expiries: far open interest is not in them.'],
  [
    'am_pm_collisions am_pm_by_file_order',
    'Morning and afternoon series were told apart by derivation: it matters on the day they settle.',
  ],
  [
    'am_pm_unresolved',
    'Some contracts may be counted with the wrong hour of settlement: it matters on their last day.',
  ],
  ['adjusted_excluded', 'Contracts of adjusted series are not in the levels: their multiplier and deliverable differ.'],
  [
    'impossible_values',
    'Values that cannot be were read as absent; their contracts are priced by their neighbours, or not.',
  ],
  [
    'priced_off_futures',
    'Each expiry is priced off its own future: spot of the index is not what these options are on.',
  ],
  ['forwards_from_spot', 'Expiries without pairs take spot as forward: their gamma sits off by the carry.'],
  ['expiring', 'Contracts in their last minute have hardly a gamma that can be told: today’s levels are about to go.'],
  ['am_gap', 'Contracts that wait for the opening print no longer trade: their exposure is counted until it comes.'],
  ['positioning_incomplete', 'Contracts without a position count as flat: they carry no signed exposure.'],
  ['positions_inferred positions_young', inferred],
  [
    'condition_unknown prints_out_of_order prints_cancelled',
    'Some prints have no side: the inferred positions are that much less sure.',
  ],
  ['contracts_unlisted', 'Their trades concern contracts that are not in this chain, and are left out.'],
  ['evidence_left_out evidence_rejected', 'The inferred positions rest on what was left: their signs are less sure.'],
];

const byCode = new Map(
  meanings.flatMap(([codes, meaning]) => codes.split(' ').map((code) => [code, meaning] as const)),
);

export const meaningOf = (code: string): string =>
  byCode.get(code) ?? 'A note of a newer server; its own sentence stands beside it.';

/** Flags that say that levels may be elsewhere, before those that say how they came to be. */
const grave = new Set(
  'incomplete truncated_page partial_chain last_line_unended end_not_marked spot_missing spot_disagrees_with_parity quotes_missing quotes_all_zero open_interest_missing open_interest_all_zero am_pm_unresolved spot_feed_silent forwards_from_spot'.split(
    ' ',
  ),
);
export const isGrave = (code: string): boolean => grave.has(code);

const names: Readonly<Record<string, string>> = {
  unreadable_symbol: 'symbol cannot be read',
  bad_date: 'date cannot be read',
  bad_strike: 'strike cannot be read',
  bad_number: 'number cannot be read',
  wrong_cell_count: 'wrong number of cells',
  negative_value: 'a value below zero',
  duplicate: 'the same row twice',
  conflicting_duplicate: 'the same contract twice, different',
  adjusted_series: 'of an adjusted series',
  other_underlying: 'another underlying',
  missing_field: 'a field is missing',
  truncated: 'cut short',
  expired: 'settled already',
  no_volatility: 'no volatility to price with',
  otm_mid: 'mid of the out-of-the-money side',
  other_side_mid: 'mid of the other side',
  smile: 'fitted smile',
  neighbours: 'neighbours',
  vendor: 'the vendor’s',
  parity: 'puts and calls, rate of its own',
  parity_fixed_rate: 'puts and calls, rate of the others',
  vendor_deltas: 'the vendor’s deltas',
  spot: 'spot, for want of pairs',
  no_quote: 'no quote',
  zero_bid: 'bid of zero',
  crossed: 'bid above ask',
  locked: 'bid equals ask',
  wide: 'wide spread',
  below_intrinsic: 'below intrinsic value',
  above_bound: 'above what it can be worth',
  non_monotone: 'out of order between strikes',
  non_convex: 'not convex between strikes',
  vendor_iv_missing: 'vendor prints no volatility',
  no_open_interest: 'no open interest',
  last_trade: 'priced from a last trade',
  european: 'European exercise',
  american: 'American exercise',
  exercised: 'worth exercise now, no gamma',
  svi: 'SVI',
  ssvi: 'SSVI',
  spline: 'spline',
  quadratic: 'quadratic',
  line: 'line',
  file: 'the chain itself',
  user: 'given by the user',
};
export const wordsOf = (code: string): string => names[code] ?? code.replaceAll('_', ' ');
