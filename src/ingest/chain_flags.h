#pragma once

#include "ingest/column_counts.h"
#include "market/chain.h"

namespace gammafield::ingest {

/// Adds the flags that follow from the finished chain itself: quotes_all_zero (nine contracts in ten), quotes_missing,
/// vendor_iv_missing, vendor_iv_percent, vendor_iv_floor, open_interest_missing, open_interest_all_zero,
/// expired_listed, few_expiries, priced_off_futures, quotes_are_last_trades, holidays_unknown, settles_at_average.
void flag_contents(market::ChainSnapshot&, const QuoteCount&, const VolReading&);

}  // namespace gammafield::ingest
