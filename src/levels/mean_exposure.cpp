#include "levels/mean_exposure.h"

#include <cassert>
#include <cmath>
#include <vector>

#include "base/compensated_sum.h"
#include "exposure/profile_table.h"
#include "levels/mean_there.h"
#include "pricing/black_scholes.h"

namespace gammafield::levels {
namespace {

constexpr int points = 481;
constexpr double reach = 6;  // deviations; beyond lie 2e-9

double deviations(int i) { return reach * (2.0 * i / (points - 1) - 1); }

}  // namespace

Level<MeanExposure> mean_exposure(const exposure::RepricedBook& book, market::ImpliedVol vol,
                                  std::chrono::minutes horizon, market::Years tau) {
  if (book.empty()) return base::failure(NoLevel::empty_book);
  const ProfileAt profile = [&](std::span<const market::Spot> spots) {
    return exposure::TabulatedProfile{book, spots.front(), spots.back()}.at(spots);
  };
  return mean_exposure(profile, book.spot(), vol, horizon, tau);
}

MeanExposure mean_exposure(const ProfileAt& profile_at, market::Spot spot, market::ImpliedVol vol,
                           std::chrono::minutes horizon, market::Years tau) {
  assert(vol.value() > 0 && horizon.count() > 0 && tau.value() > 0);
  const double move = vol.value() * std::sqrt(tau.value());
  std::vector<market::Spot> spots;
  for (int i = 0; i < points; ++i)
    spots.push_back(market::Spot{spot.value() * std::exp(move * deviations(i) - 0.5 * move * move)});
  base::CompensatedSum weight, first, second;
  const auto profile = profile_at(spots);
  for (int i = 0; i < points; ++i) {
    const double w = pricing::normal_density(deviations(i)),
                 value = profile[static_cast<std::size_t>(i)].point.net.value();
    weight.add(w);
    first.add(w * value);
    second.add(w * value * value);
  }
  const double mean = first.value() / weight.value();
  const double variance = std::max(second.value() / weight.value() - mean * mean, 0.0);
  return {horizon, market::UsdPerPercent{mean}, market::UsdPerPercent{std::sqrt(variance)}};
}

}  // namespace gammafield::levels
