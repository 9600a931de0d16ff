#pragma once

#include <optional>
#include <string_view>

#include "market/contract.h"
#include "market/date.h"
#include "market/exchange.h"
#include "market/units.h"

namespace gammafield::market {

enum class UnderlyingKind { index, volatility_index, stock_or_etf };

/// What a root's letters say about its contracts (docs/methods.md 2.2, 2.10).
struct RootSpec {
  std::string_view underlying;  ///< `SPX` for SPXW, `NIFTY` for NIFTY50; the root itself for stocks
  UnderlyingKind kind = UnderlyingKind::stock_or_etf;
  Settlement settlement = Settlement::pm;
  Exercise exercise = Exercise::american;
  Multiplier multiplier{100};  ///< US; elsewhere multiplier_of
  bool adjusted = false;       ///< non-standard deliverable: excluded by default, and counted
};

/// Known index roots from a table; every other root is a stock or an ETF. In the US a root with a digit at its end or
/// its beginning is an adjusted (or FLEX) series: it gets the terms of the root without the digits, which its true ones
/// need not be, and is for that marked. At NSE everything is European and settles at the close. The view in the answer
/// lives as long as `root`.
[[nodiscard]] RootSpec root_spec(std::string_view root, Exchange = Exchange::us);

/// Units of the underlying in one contract that expires on a date. None where it is not known: NSE sets its lots anew
/// now and then, and only index contracts of the years in the table (roots.cpp) are; OKX: but for BTC and ETH. A coin
/// at Deribit, which counts open interest in coins.
[[nodiscard]] std::optional<Multiplier> multiplier_of(std::string_view root, Exchange, Date expiry);

}  // namespace gammafield::market
