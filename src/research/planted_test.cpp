#include <algorithm>
#include <cmath>
#include <string>

#include <gtest/gtest.h>

#include "base/sanitized.h"
#include "base/side_by_side.h"
#include "research/day_figures.h"
#include "research/hit_rate.h"
#include "research/world.h"
#include "statistics/proportion.h"

// An instrument that finds nothing where there is nothing must find what there is (docs/methods.md 7.8).
namespace gammafield::research {
namespace {

Cell primary_of(const SymbolDays& world, std::size_t resamples = 499) {
  HitRateStudy study;
  study.sides = {levels::Side::call};
  study.bases = {WallBasis::net};
  study.baselines = {Baseline::shuffled_date};  // prices as near as random_price are in the same bell
  study.baseline.draws = 30;
  InferenceRule rule;
  rule.bootstrap.resamples = resamples;
  return findings(hit_rates(std::span(&world, 1), study), rule).cells.at(0);
}

struct Power {
  double found = 0, mean = 0, worlds = 0;
};

/// How often a plant is found, and how large it looks. (Much stronger walls than those below are hardly touched at
/// all.)
Power power_of(const Plant& plant, std::size_t worlds) {
  std::vector<std::optional<statistics::Tested>> tested(worlds);
  base::side_by_side(worlds, 2, [&](std::size_t i) {
    const auto cell = primary_of(made_up_days({.plant = plant, .days = 200, .seed = 900 + i}));
    tested[i] = cell.comparisons.at(0).tested;
  });
  Power power;
  for (const auto& each : tested) {
    if (!each) continue;
    power.worlds += 1;
    power.found += each->p <= 0.05 && each->figure.value > 0 ? 1 : 0;
    power.mean += each->figure.value;
  }
  power.found /= power.worlds;
  power.mean /= power.worlds;
  return power;
}

TEST(Planted, WallsThatReflectAreFoundTheMoreTheStrongerTheyAre) {
  const std::size_t worlds = base::sanitized ? 6 : 40;
  double found = -1, mean = -1;
  for (const double strength : {0.0, 2.5, 5.0, 10.0}) {
    const auto power = power_of({.reflecting = strength}, worlds);
    RecordProperty("found_at_" + std::to_string(static_cast<int>(strength)), std::to_string(power.found));
    EXPECT_GE(power.found, found) << strength;
    EXPECT_GT(power.mean, mean) << strength;
    found = power.found;
    mean = power.mean;
  }
  EXPECT_GT(found, base::sanitized ? 0.5 : 0.9) << "the strongest is found nearly always";
}

TEST(Planted, TheIntervalHoldsTheTrueEffectAsOftenAsItSays) {
  // The true difference between wall and elsewhere is what very many other worlds come to.
  const Plant plant{.reflecting = 15};
  const double effect = power_of(plant, base::sanitized ? 20 : 150).mean;
  const std::size_t worlds = base::sanitized ? 10 : 150;
  std::vector<int> covered(worlds, -1);
  base::side_by_side(worlds, 2, [&](std::size_t i) {
    const auto cell = primary_of(made_up_days({.plant = plant, .days = 220, .seed = 5000 + i}));
    if (const auto& tested = cell.comparisons.at(0).tested)
      covered[i] = tested->figure.low <= effect && effect <= tested->figure.high ? 1 : 0;
  });
  const auto n = std::ranges::count_if(covered, [](int c) { return c >= 0; });
  const auto hits = std::ranges::count(covered, 1);
  ASSERT_GE(n, static_cast<std::ptrdiff_t>(worlds * 9 / 10));
  const auto band = statistics::binomial_band(static_cast<std::uint64_t>(n), 0.95, 0.99);
  EXPECT_GE(static_cast<std::uint64_t>(hits), base::sanitized ? band.low - 1 : band.low);
}

TEST(Planted, MomentumIsAmplificationAndNoSupport) {
  // Dealers short of gamma trade with the move: days go farther than implied, and walls hold no more often.
  const Plant plant{.momentum = 0.2};
  const auto calm = made_up_days({.plant = {}, .days = 120, .seed = 31});
  const auto lively = made_up_days({.plant = plant, .days = 120, .seed = 31});
  const auto mean_range = [](const SymbolDays& symbol) {
    double sum = 0;
    for (const auto& day : symbol.days) sum += std::abs(std::log(day.last_price() / day.first_price())) / day.move;
    return sum / static_cast<double>(symbol.days.size());
  };
  EXPECT_GT(mean_range(lively), 1.1 * mean_range(calm));
  const auto power = power_of(plant, base::sanitized ? 6 : 30);
  EXPECT_LT(power.mean, 0.03) << "of walls: more holds than elsewhere would be support";
  EXPECT_LT(power.found, 0.1);
}

TEST(Planted, PullIsFoundAsPinning) {
  const auto distance = [](double pulling) {
    const auto world = made_up_days({.plant = {.pulling = pulling, .width = 1}, .days = 250, .seed = 8});
    InferenceRule rule;
    rule.bootstrap.resamples = 999;
    for (const auto& cell : findings(pinning(std::span(&world, 1)), rule).cells) {
      if (cell.keys[1].second == "call_wall") return *cell.comparisons[0].tested;
    }
    return statistics::Tested{};
  };
  EXPECT_GT(distance(0).p, 0.05);
  const auto pulled = distance(1.5);
  EXPECT_LT(pulled.figure.high, 0) << "nearer to the wall than to its mirror image";
}

}  // namespace
}  // namespace gammafield::research
