#pragma once

#include <functional>
#include <string_view>

#include "base/refusal.h"
#include "base/result.h"
#include "inventory/aggressor.h"
#include "inventory/condition.h"
#include "inventory/contract_table.h"

namespace gammafield::inventory {

/// One trade as the tape printed it. The views live as long as the file's text.
struct Print {
  market::ContractKey contract;
  market::Instant at;
  market::Date day;  ///< on the exchange's clock
  market::Price price;
  market::Contracts size;
  TradeQuote quote;
  Condition condition = Condition::ordinary;
  std::string_view order;  ///< prints of one order share it; empty: not told
};

struct ReadPrints {
  std::size_t prints = 0;  ///< handed on
  RejectedRows rejected;
};

/// Reads a file of trades with the quote at each, in its own order, and hands each on without keeping it. Columns by
/// name, in the layouts of Cboe DataShop, ThetaData, Polygon and Databento: a contract (ingest/columns.h), time, price,
/// size, and where there are any bid, ask, condition, cancelled condition, order id. A clock without a zone is
/// the exchange's. A row with a cell that cannot be read is counted and passed over; a quote that cannot be is none.
///
/// Refuses text without these columns, and a file of which not a single row can be used: one line that names the file.
[[nodiscard]] base::Result<ReadPrints, base::Refusal> read_prints(std::string_view text, std::string_view name,
                                                                  const std::function<void(const Print&)>& take,
                                                                  const market::Calendar& = market::Calendar::us());

}  // namespace gammafield::inventory
