#include "exports/chain_table.h"

#include <algorithm>

#include "exports/rows_text.h"

namespace gammafield::exports {
namespace {

template <class Strong>
Value maybe(const std::optional<Strong>& value) {
  return value ? Value{value->value()} : Value{};
}

const std::vector<std::string>& names() {
  static const std::vector<std::string> all = {
      "underlying", "as_of", "root",     "expiration",       "option_type", "strike",  "bid",
      "ask",        "last",  "volume",   "open_interest",    "iv",          "delta",   "gamma",
      "multiplier", "spot",  "exchange", "premium_currency", "oi_date",     "spot_at", "quoted_at"};
  return all;
}

template <class Time>
Value written(const std::optional<Time>& time) {
  return time ? Value{market::to_string(*time)} : Value{};
}

/// Without quotes NSE's contracts are priced from their last trades, but not where the source prints zeros for quotes:
/// these are printed again.
bool prints_zeros(const market::ChainSnapshot& chain) {
  return chain.calendar->rules().trades_for_quotes && !chain.trades_for_quotes &&
         std::ranges::none_of(chain.rows, [](const market::OptionRow& row) { return row.bid || row.ask; });
}

Value quote(const std::optional<market::Price>& price, bool zero_for_none) {
  return zero_for_none && !price ? Value{0.0} : maybe(price);
}

/// The printed number says everything: what is no volatility in it, a reader finds again.
Value vol_of(const market::OptionRow& row) { return maybe(row.printed_vol ? row.printed_vol : row.vendor_vol); }

std::vector<Value> row_of(const market::ChainSnapshot& chain, const market::OptionRow& row, bool zeros) {
  const market::Expiry& expiry = chain.expiries[row.expiry];
  return {chain.symbol,
          market::to_string(chain.as_of),
          expiry.root,
          market::to_string(expiry.date),
          std::string{row.right == market::Right::call ? "call" : "put"},
          row.strike.value(),
          quote(row.bid, zeros),
          quote(row.ask, zeros),
          maybe(row.last),
          maybe(row.volume),
          maybe(row.open_interest),
          vol_of(row),
          maybe(row.vendor_delta),
          maybe(row.vendor_gamma),
          expiry.multiplier.value(),
          maybe(chain.spot),
          std::string{chain.calendar->rules().name},
          std::string{chain.calendar->rules().currency},
          written(chain.oi_date),
          written(chain.spot_at),
          written(row.quoted_at)};
}

Rows rows_of(const market::ChainSnapshot& chain) {
  Rows rows{names(), {}};
  rows.rows.reserve(chain.rows.size());
  const bool zeros = prints_zeros(chain);
  for (const auto& row : chain.rows) rows.rows.push_back(row_of(chain, row, zeros));
  return rows;
}

}  // namespace

std::string chain_csv_head() { return rows_csv_head({names(), {}}); }
std::string chain_csv(const market::ChainSnapshot& chain) { return rows_csv(rows_of(chain)); }
std::string chain_ndjson(const market::ChainSnapshot& chain) { return rows_ndjson(rows_of(chain)); }

}  // namespace gammafield::exports
