#pragma once

#include <chrono>
#include <cmath>
#include <compare>
#include <string>

#include "market/chain.h"
#include "market/osi.h"

namespace gammafield::market {

/// What tells one listed contract from every other, whatever file speaks of it.
struct ContractKey {
  std::string root;              ///< `SPXW`: AM and PM roots of one day are two contracts
  std::chrono::sys_days expiry;  ///< as listed
  Right right = Right::call;
  double thousandths = 0;  ///< of a dollar of strike, whole, as the symbol counts them
  auto operator<=>(const ContractKey&) const = default;
};

[[nodiscard]] inline double strike_thousandths(Strike strike) { return std::round(strike.value() * 1000); }

[[nodiscard]] inline ContractKey key_of(const OsiSymbol& symbol) {
  return {symbol.root, symbol.expiry, symbol.right, strike_thousandths(symbol.strike)};
}

[[nodiscard]] inline ContractKey key_of(const Expiry& expiry, const OptionRow& row) {
  return {expiry.root, expiry.date, row.right, strike_thousandths(row.strike)};
}

/// Requires a strike and an expiry that a symbol can hold.
[[nodiscard]] inline OsiSymbol symbol_of(const ContractKey& key) {
  return {key.root, Date{key.expiry}, key.right, Strike{key.thousandths / 1000}};
}

}  // namespace gammafield::market
