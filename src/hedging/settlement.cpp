#include "hedging/settlement.h"

#include <algorithm>

namespace gammafield::hedging {
namespace {

bool settles_within(const Expiry& expiry, Minutes from, Minutes to) {
  return expiry.settles > from && expiry.settles <= to;
}

}  // namespace

bool anything_settles(const Book& book, Minutes from, Minutes to) {
  return std::ranges::any_of(book.expiries, [&](const Expiry& expiry) { return settles_within(expiry, from, to); });
}

Settlement settlement(const Book& book, Minutes from, Minutes to, double spot) {
  Settlement all;
  for (const auto& position : book.positions) {
    const auto& expiry = book.expiries[position.expiry];
    const double sign = position.right == market::Right::call ? 1 : -1, strike = position.strike.value();
    const double exercised = sign * (spot - strike) > 0 ? position.shares.value() : 0;
    if (!settles_within(expiry, from, to)) continue;
    if (expiry.delivery == Delivery::shares) {
      all.shares += sign * exercised;
      all.cash -= sign * exercised * strike;
    } else {
      all.cash += sign * exercised * (spot - strike);
    }
  }
  return all;
}

}  // namespace gammafield::hedging
