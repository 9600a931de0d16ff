#pragma once

#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "inventory/flow.h"

namespace gammafield::inventory {

struct ReadOpenClose {
  std::vector<DayFlow> days;  ///< ascending; net is exact, so its variance is 0
  std::size_t rows = 0;
  RejectedRows rejected;
};

/// Reads an exchange's open-close file (Cboe Open-Close, Nasdaq PHOTO and NOTO): contracts that each kind of customer
/// bought and sold to open and to close. Net of a contract's day: open buys + close buys - open sells - close sells
/// over Customers, Professional Customers, Firms and Broker-Dealers (docs/methods.md 4.4); market makers' own columns
/// and rows are passed over, being the other side of it.
///
/// Columns by name: a contract, a trade date, and quantities either one column for origin, action and side
/// (`cust_open_buy`, `professional_customer_close_sell_vol`, `firm_open_buy_lt_100`; sizes are added) or an `origin`
/// column beside `open_buy`, `close_buy`, `open_sell`, `close_sell`. Columns of trade and order counts, and totals over
/// sizes or origins, are passed over. Refuses a file that lacks one of the four for an origin, and one without a usable
/// row.
[[nodiscard]] base::Result<ReadOpenClose, base::Refusal> read_open_close(std::string_view text, std::string_view name);

}  // namespace gammafield::inventory
