#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "pricing/american_expiry.h"
#include "pricing/implied_vols.h"

namespace gammafield::pricing {

/// Internal to pricing/: finds volatilities of American prices, as AmericanExpiry::implied_vols does.
using AmericanSolver = std::function<std::vector<std::optional<double>>(std::span<const AmericanContract>,
                                                                        std::span<const double> prices)>;

/// What the mids of an American expiry need to give volatilities.
struct EarlyExercise {
  double spot = 0;
  double years = 0;  ///< on the chain's clock
  double discount = 1;
  AmericanSolver solve;
};

/// The same total volatilities, sigma sqrt(years), as of American prices. `european`: one a quote, as if it could not
/// be exercised early: never too low, so where these know none there is none. None too where a mid is not worth more
/// than exercise now by the quote's smallest time value.
[[nodiscard]] std::vector<std::optional<double>> de_americanised(const EarlyExercise&, std::span<const VolQuote>,
                                                                 std::span<const std::optional<double>> european);

}  // namespace gammafield::pricing
