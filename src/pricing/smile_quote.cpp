#include "pricing/smile_quote.h"

#include <algorithm>
#include <numbers>

#include "pricing/normalised_black.h"

namespace gammafield::pricing {
namespace {

constexpr double rounding = 1e-9;   // of the half-spread
constexpr double widest = 1e6;      // of w: a quote that says nothing about it
constexpr double narrowest = 1e-9;  // of w: no quote is known better

double price(double k, double w) { return w > 0 ? normalised_black(-std::abs(k), std::sqrt(w)) : 0; }

double tolerance(double k, double w, double half_spread) {
  const double by_vol = std::exp(-0.5 * (k * k / w + 0.25 * w)) / std::sqrt(2 * std::numbers::pi);
  const double by_variance = 0.5 * by_vol / std::sqrt(w);
  return std::clamp(by_variance > 0 ? half_spread / by_variance : widest * w, narrowest * w, widest * w);
}

}  // namespace

bool SmileQuote::holds(double variance) const {
  return std::abs(price(k, variance) - mid) <= half_spread * (1 + rounding);
}

SmileQuote smile_quote(double k, double w, double half_spread) {
  return {k, w, half_spread, price(k, w), tolerance(k, w, half_spread)};
}

double smile_width(std::span<const SmileQuote> quotes) {
  return std::sqrt(std::ranges::min(quotes, {}, [](const SmileQuote& quote) { return std::abs(quote.k); }).w);
}

}  // namespace gammafield::pricing
