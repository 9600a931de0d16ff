#include "research/hit_rate.h"

#include <algorithm>
#include <string_view>

#include <gtest/gtest.h>

#include "research/columns.h"
#include "research/world.h"

namespace gammafield::research {
namespace {

double ratio(const statistics::Column& column) { return total(column.sum) / total(column.weight); }

struct Counted {
  double held = 0, decided = 0, days = 0;
};

Counted& operator+=(Counted& sum, const Counted& day) {
  sum.held += day.held;
  sum.decided += day.decided;
  sum.days += day.decided > 0 ? 1 : 0;
  return sum;
}

/// Levels of one day by hand: each through the same machine.
Counted counted(const StudyDay& day, levels::Side side, HitRule rule, const std::vector<double>& levels) {
  Counted of;
  for (const double level : levels) {
    const auto held = hit(judged(day.prices, {level, side, day.move, day.close}, {}, rule));
    of.held += held.value_or(0);
    of.decided += held ? 1 : 0;
  }
  return of;
}

TEST(HitRates, AreSharesOverAllDaysOfEach) {
  const auto world = made_up_days({.plant = {}, .days = 80, .seed = 12});
  HitRateStudy study;
  study.bases = {WallBasis::net};
  study.rules = {HitRule::race, HitRule::close};
  study.baselines = {Baseline::expected_move, Baseline::prior_session};
  const auto cells = hit_rates(std::span(&world, 1), study);
  ASSERT_EQ(cells.size(), 4U) << "two sides, two rules";
  std::size_t next = 0;
  for (const auto side : study.sides) {
    for (const auto rule : study.rules) {
      Counted walls;
      std::vector<Counted> others(study.baselines.size());
      for (std::size_t day = 0; day < world.days.size(); ++day) {
        const auto wall = wall_of(world.days[day].sheet, side, WallBasis::net);
        if (!wall) continue;
        walls += counted(world.days[day], side, rule, {wall->strike.value()});
        const WallOfDay of{world.days, day, side, WallBasis::net, wall->strike.value()};
        for (std::size_t i = 0; i < others.size(); ++i)
          others[i] += counted(world.days[day], side, rule, baseline_levels(study.baselines[i], of, study.baseline));
      }
      const auto& cell = cells[next++];
      EXPECT_DOUBLE_EQ(ratio(cell.figure), walls.held / walls.decided);
      for (std::size_t i = 0; i < others.size(); ++i) {
        const auto& compared = cell.comparisons[i];
        EXPECT_NEAR(ratio(compared.difference), walls.held / walls.decided - others[i].held / others[i].decided, 1e-12);
        EXPECT_EQ(compared.days, static_cast<std::size_t>(std::min(walls.days, others[i].days)));
        EXPECT_GE(static_cast<double>(days_in(compared.difference)), std::max(walls.days, others[i].days));
      }
    }
  }
}

TEST(HitRates, AreSaidOfEndsThatAddUp) {
  const auto world = made_up_days({.plant = {}, .days = 60, .seed = 3});
  HitRateStudy study;
  study.bases = {WallBasis::net};
  const auto cells = hit_rates(std::span(&world, 1), study);
  ASSERT_EQ(cells.size(), 2U);
  for (const auto& cell : cells) {
    double ends = 0, decided = 0;
    for (const auto& [name, count] : cell.counts) {
      if (name == "days_with_wall") continue;
      ends += count;
      if (name == "held" || name == "broken") decided += count;
    }
    EXPECT_EQ(cell.counts.front().second, ends);
    EXPECT_EQ(total(cell.figure.weight), decided);
  }
}

}  // namespace
}  // namespace gammafield::research
