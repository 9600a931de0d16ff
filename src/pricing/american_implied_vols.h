#pragma once

#include <optional>
#include <span>
#include <vector>

#include "pricing/american_domain.h"

namespace gammafield::pricing {

/// A contract and its price in dollars. `terms.sigma` is the European volatility of that price, never the lower one.
struct AmericanQuote {
  AmericanTerms terms;
  double price = 0;
};

/// Volatilities that give the prices, of contracts with nothing in common: at every volatility tried each has a
/// boundary of its own. Where many share an expiry AmericanExpiry::implied_vols is faster; edges are as there: the
/// European volatility where no premium is computed; none where the price is not above intrinsic value or the
/// volatility is below what the domain allows. Error of the price that is met: that of
/// AmericanAccuracy::standard, at every maturity; of the volatility 1e-5 where the quote has time value.
[[nodiscard]] std::vector<std::optional<double>> american_implied_vols(std::span<const AmericanQuote>);

}  // namespace gammafield::pricing
