#pragma once

#include <cmath>
#include <vector>

#include "pricing/smile_quote.h"

/// Only for tests: quotes that lie on a known curve.
namespace gammafield::pricing {

/// `count` quotes evenly on [low, high], each with this half-spread over sqrt(F K).
template <class Curve>
[[nodiscard]] std::vector<SmileQuote> quotes_on(const Curve& curve, double low, double high, std::size_t count,
                                                double half_spread = 1e-4) {
  std::vector<SmileQuote> quotes;
  for (std::size_t i = 0; i < count; ++i) {
    const double k = count < 2 ? low : low + (high - low) * static_cast<double>(i) / static_cast<double>(count - 1);
    quotes.push_back(smile_quote(k, curve.at(k).w, half_spread));
  }
  return quotes;
}

}  // namespace gammafield::pricing
