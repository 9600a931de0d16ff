#include "research/wall_choice.h"

#include <cmath>

#include <gtest/gtest.h>

#include "research/columns.h"
#include "research/world.h"

namespace gammafield::research {
namespace {

double count_of(const MeasuredCell& cell, std::string_view name) {
  for (const auto& [key, value] : cell.counts) {
    if (key == name) return value;
  }
  return -1;
}

TEST(WallHysteresis, MovesLessTheMoreIsAskedFor) {
  const auto world = made_up_days({.plant = {}, .days = 60, .seed = 2});
  constexpr double thresholds[] = {0, 0.5, 1e9};
  const auto cells = wall_hysteresis(std::span(&world, 1), thresholds, {});
  ASSERT_EQ(cells.size(), 6U) << "two sides";
  EXPECT_TRUE(cells[0].comparisons.empty()) << "nothing to compare the first with";
  EXPECT_TRUE(cells[1].primary);
  const double plain = count_of(cells[0], "wall_moved"), half = count_of(cells[1], "wall_moved"),
               never = count_of(cells[2], "wall_moved");
  EXPECT_GT(plain, half);
  EXPECT_GT(half, never);
  // by hand: a day's plain winner against the day's before
  double moved = 0;
  for (std::size_t i = 1; i < world.days.size(); ++i) {
    const auto before = wall_of(world.days[i - 1].sheet, levels::Side::call, WallBasis::net);
    const auto now = wall_of(world.days[i].sheet, levels::Side::call, WallBasis::net);
    moved += before->strike != now->strike ? 1 : 0;
  }
  EXPECT_EQ(plain, moved);
}

TEST(PublishedWalls, OfTheSameLevelsAreNotApart) {
  const auto ours = made_up_days({.plant = {}, .days = 30, .seed = 4});
  auto theirs = ours;
  for (auto& day : theirs.days) {
    day.sheet.given.call_wall = wall_of(day.sheet, levels::Side::call, WallBasis::net)->strike;
    day.sheet.given.put_wall =
        market::Strike{1.001 * wall_of(day.sheet, levels::Side::put, WallBasis::net)->strike.value()};
  }
  theirs.days.erase(theirs.days.begin() + 3);
  const auto cells = published_walls(ours, theirs, WallBasis::net, {});
  ASSERT_EQ(cells.size(), 6U);
  EXPECT_EQ(count_of(cells[2], "same_strike"), 29) << "of days that both have";
  EXPECT_EQ(total(cells[2].figure.sum), 0);
  EXPECT_EQ(total(cells[0].comparisons[0].difference.sum), 0);
  EXPECT_EQ(total(cells[0].figure.sum), total(cells[1].figure.sum));
  EXPECT_NEAR(total(cells[5].figure.sum) / total(cells[5].figure.weight), std::log(1.001) / 0.01, 1e-9);
}

}  // namespace
}  // namespace gammafield::research
