#include "exports/chain_table.h"

#include "exports/rows_text.h"

namespace gammafield::exports {
namespace {

template <class Strong>
Value maybe(const std::optional<Strong>& value) {
  return value ? Value{value->value()} : Value{};
}

const std::vector<std::string>& names() {
  static const std::vector<std::string> all = {
      "underlying", "as_of",  "root",          "expiration", "option_type", "strike", "bid",        "ask",
      "last",       "volume", "open_interest", "iv",         "delta",       "gamma",  "multiplier", "spot"};
  return all;
}

/// The printed number says everything: what is no volatility in it, a reader finds again.
Value vol_of(const market::OptionRow& row) { return maybe(row.printed_vol ? row.printed_vol : row.vendor_vol); }

std::vector<Value> row_of(const market::ChainSnapshot& chain, const market::OptionRow& row) {
  const market::Expiry& expiry = chain.expiries[row.expiry];
  return {chain.symbol,
          market::to_string(chain.as_of),
          expiry.root,
          market::to_string(expiry.date),
          std::string{row.right == market::Right::call ? "call" : "put"},
          row.strike.value(),
          maybe(row.bid),
          maybe(row.ask),
          maybe(row.last),
          maybe(row.volume),
          maybe(row.open_interest),
          vol_of(row),
          maybe(row.vendor_delta),
          maybe(row.vendor_gamma),
          expiry.multiplier.value(),
          maybe(chain.spot)};
}

Rows rows_of(const market::ChainSnapshot& chain) {
  Rows rows{names(), {}};
  rows.rows.reserve(chain.rows.size());
  for (const auto& row : chain.rows) rows.rows.push_back(row_of(chain, row));
  return rows;
}

}  // namespace

std::string chain_csv_head() { return rows_csv_head({names(), {}}); }
std::string chain_csv(const market::ChainSnapshot& chain) { return rows_csv(rows_of(chain)); }
std::string chain_ndjson(const market::ChainSnapshot& chain) { return rows_ndjson(rows_of(chain)); }

}  // namespace gammafield::exports
