#include "bands/bucket.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace gammafield::bands {
namespace {

constexpr double usual_vol = 0.15;      // a year: what moneyness is measured in
constexpr double shortest = 1.0 / 365;  // years
constexpr std::array moneyness_cuts{-2.0, -0.5, 0.5, 2.0};
constexpr std::array tenor_cuts{2.0 / 365, 45.0 / 365};  // years

template <std::size_t n>
std::size_t place(const std::array<double, n>& cuts, double value) {
  return static_cast<std::size_t>(std::ranges::lower_bound(cuts, value) - cuts.begin());
}

}  // namespace

Bucket bucket_of(market::Right right, market::Strike strike, market::Spot spot, market::Years years) {
  const double deviation = usual_vol * std::sqrt(std::max(years.value(), shortest));
  const double moneyness = std::log(strike.value() / spot.value()) / deviation;
  const std::size_t within =
      place(tenor_cuts, years.value()) * Bucket::moneyness_count + place(moneyness_cuts, moneyness);
  const std::size_t index = (right == market::Right::call ? 0 : Bucket::a_right) + within;
  return {static_cast<std::uint8_t>(index)};
}

}  // namespace gammafield::bands
