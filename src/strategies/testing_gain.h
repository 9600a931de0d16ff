#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

#include "base/sanitized.h"
#include "base/side_by_side.h"
#include "strategies/testing_worlds.h"

/// What a strategy makes of made-up worlds, for tests.
namespace gammafield::strategies::testing {

/// Made by a rule a world, against its own orders at random times, with the error of the mean.
struct Gain {
  double mean = 0, error = 0;
};

/// Under the sanitizers too few to show a gain: it must not be contradicted.
inline constexpr std::size_t gain_worlds = base::sanitized ? 4 : 30;
constexpr double at_least(double errors) { return base::sanitized ? -errors : errors; }
/// Errors that a mean of nothing is off by in one case of 180; of four worlds (Student's t of 3) in one of 1,000.
inline constexpr double by_chance = base::sanitized ? 13 : 3;

/// `world_of`: of a seed. No costs.
template <class WorldOf>
Gain gain_of(StrategyStudy study, WorldOf world_of) {
  constexpr std::size_t worlds = gain_worlds;
  study.costs = free_of_costs;
  study.draws = 20;
  study.permutations = 0;
  std::vector<double> gains(worlds);
  base::side_by_side(worlds, 2, [&](std::size_t i) {
    const World world = world_of(std::uint64_t{i + 1});
    const auto symbol = world.symbol();
    const auto result = strategy_study({&symbol, 1}, study, market::Calendar::of(market::Exchange::us));
    const auto& against = result->cells[1].comparisons;
    const auto random = std::ranges::find(against, "random_entries", &research::MeasuredComparison::against);
    gains[i] = std::accumulate(random->difference.sum.begin(), random->difference.sum.end(), 0.0);
  });
  Gain gain;
  gain.mean = std::accumulate(gains.begin(), gains.end(), 0.0) / worlds;
  double squares = 0;
  for (const double each : gains) squares += (each - gain.mean) * (each - gain.mean);
  gain.error = std::sqrt(squares / (worlds - 1) / worlds);
  return gain;
}

}  // namespace gammafield::strategies::testing
