#include <algorithm>
#include <cmath>

#include "levels/concentration.h"

namespace gammafield::levels {
namespace {

constexpr double near_spot = 0.10;  // of spot: the exchange lists finer strikes here than in the wings

std::vector<double> distances(std::span<const exposure::StrikeExposure> strikes, market::Spot spot, double reach) {
  std::vector<double> steps;
  const auto near = [&](const exposure::StrikeExposure& at) {
    return std::abs(at.strike.value() - spot.value()) <= reach;
  };
  for (std::size_t i = 1; i < strikes.size(); ++i)
    if (near(strikes[i - 1]) && near(strikes[i]))
      steps.push_back(strikes[i].strike.value() - strikes[i - 1].strike.value());
  return steps;
}

}  // namespace

Level<market::Strike> strike_step(std::span<const exposure::StrikeExposure> strikes, market::Spot spot) {
  if (strikes.empty()) return base::failure(NoLevel::empty_book);
  std::vector<double> steps = distances(strikes, spot, near_spot * spot.value());
  if (steps.empty()) steps = distances(strikes, spot, std::numeric_limits<double>::infinity());
  if (steps.empty()) return base::failure(NoLevel::too_few_strikes);
  const auto middle = steps.begin() + static_cast<std::ptrdiff_t>((steps.size() - 1) / 2);
  std::nth_element(steps.begin(), middle, steps.end());
  return market::Strike{*middle};
}

}  // namespace gammafield::levels
