#include "pricing/american_volatilities.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace gammafield::pricing {
namespace {

/// Worth more than exercise now: only there does a price tell a volatility.
bool shows_time_value(const EarlyExercise& early, const VolQuote& quote) {
  const double intrinsic = quote.right == market::Right::put ? quote.K - early.spot : early.spot - quote.K;
  return early.discount * (quote.undiscounted_price - quote.smallest_time_value) >= std::max(intrinsic, 0.0);
}

}  // namespace

std::vector<std::optional<double>> de_americanised(const EarlyExercise& early, std::span<const VolQuote> quotes,
                                                   std::span<const std::optional<double>> european) {
  assert(quotes.size() == european.size());
  const double root_years = std::sqrt(early.years);
  std::vector<AmericanContract> contracts;
  std::vector<double> prices;
  std::vector<std::size_t> asked;
  contracts.reserve(quotes.size());
  prices.reserve(quotes.size());
  asked.reserve(quotes.size());
  for (std::size_t i = 0; i < quotes.size(); ++i) {
    if (!european[i] || !shows_time_value(early, quotes[i])) continue;
    contracts.push_back({quotes[i].right, quotes[i].K, *european[i] / root_years});
    prices.push_back(early.discount * quotes[i].undiscounted_price);
    asked.push_back(i);
  }
  const auto solved = early.solve(contracts, prices);
  std::vector<std::optional<double>> totals(quotes.size());
  for (std::size_t k = 0; k < asked.size(); ++k)
    if (solved[k]) totals[asked[k]] = *solved[k] * root_years;
  return totals;
}

}  // namespace gammafield::pricing
