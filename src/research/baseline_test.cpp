#include "research/baseline.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "research/world.h"

namespace gammafield::research {
namespace {

class Baselines : public testing::Test {
 protected:
  SymbolDays world_ = made_up_days({.plant = {}, .days = 20, .seed = 5});
  std::size_t day_ = 15;

  [[nodiscard]] WallOfDay wall(levels::Side side) const {
    const auto strike = wall_of(world_.days[day_].sheet, side, WallBasis::net);
    return {world_.days, day_, side, WallBasis::net, strike->strike.value()};
  }
};

TEST_F(Baselines, LieOnTheWallsSideAndAreNotTheWall) {
  for (const auto side : {levels::Side::call, levels::Side::put}) {
    const auto of = wall(side);
    for (std::size_t i = 0; i < baseline_count; ++i) {
      const auto baseline = static_cast<Baseline>(i);
      for (const double level : baseline_levels(baseline, of, {})) {
        EXPECT_GT((side == levels::Side::call ? 1 : -1) * (level - of.at().first_price()), 0) << to_string(baseline);
        EXPECT_NE(level, of.wall) << to_string(baseline);
      }
    }
  }
}

TEST_F(Baselines, AreWhatTheirNamesSay) {
  const auto of = wall(levels::Side::call);
  const auto& day = of.at();
  const auto levels = [&](Baseline baseline) { return baseline_levels(baseline, of, {.draws = 500, .seed = 2}); };
  const double away = std::log(of.wall / day.first_price()) / day.move;
  const auto random = levels(Baseline::random_price);
  ASSERT_EQ(random.size(), 500U);
  const auto [low, high] = std::ranges::minmax(random);
  EXPECT_NEAR(std::log(low / day.first_price()) / day.move, away - 0.1, 0.01);
  EXPECT_NEAR(std::log(high / day.first_price()) / day.move, away + 0.1, 0.01);
  EXPECT_EQ(random, levels(Baseline::random_price)) << "the same seed";

  const auto ranked = ranked_strikes(day.sheet, levels::Side::call, WallBasis::net, 5);
  const auto next = levels(Baseline::rank_2_to_5);
  ASSERT_EQ(next.size(), 4U);
  EXPECT_EQ(next[0], ranked[1].strike.value());

  for (const double round : levels(Baseline::round_number)) EXPECT_EQ(std::fmod(round, 50), 0);
  EXPECT_NEAR(levels(Baseline::expected_move)[0], day.first_price() * std::exp(day.move), 1e-9);
}

TEST_F(Baselines, StaleWallIsOfAWeekBefore) {
  const auto of = wall(levels::Side::put);
  using std::chrono::sys_days, std::chrono::days;
  std::size_t before = day_;
  while (sys_days{world_.days[before].session} > sys_days{world_.days[day_].session} - days{7}) --before;
  const auto wall_then = wall_of(world_.days[before].sheet, levels::Side::put, WallBasis::net);
  const auto stale = baseline_levels(Baseline::stale_wall, of, {});
  if (wall_then->strike.value() < of.at().first_price()) {
    ASSERT_EQ(stale.size(), 1U);
    EXPECT_EQ(stale[0], wall_then->strike.value());
  } else {
    EXPECT_TRUE(stale.empty());
  }
}

TEST(BaselineNames, ReadBack) {
  for (std::size_t i = 0; i < baseline_count; ++i) {
    const auto baseline = static_cast<Baseline>(i);
    EXPECT_EQ(baseline_of(to_string(baseline)), baseline);
  }
  EXPECT_FALSE(baseline_of("chance"));
}

}  // namespace
}  // namespace gammafield::research
