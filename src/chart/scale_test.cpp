#include "chart/scale.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>
#include <string_view>

namespace gammafield::chart {
namespace {

TEST(NiceTicks, AreRoundNumbersInsideTheInterval) {
  struct Row {
    std::string_view why;
    Interval interval;
    std::size_t at_most;
    std::vector<double> ticks;
  };
  const Row rows[] = {
      {"an index near 5,000", {4948, 5052}, 5, {4950, 4975, 5000, 5025, 5050}},
      {"a stock with cents", {9.93, 10.12}, 4, {9.95, 10, 10.05, 10.1}},
      {"dollars of exposure across zero", {-1.3e9, 2.6e9}, 4, {-1e9, 0, 1e9, 2e9}},
      {"zero is zero and not minus zero", {-1, 1}, 3, {-1, 0, 1}},
      {"both ends are ticks", {0, 10}, 5, {0, 2, 4, 6, 8, 10}},
      {"an empty interval has none", {5, 5}, 5, {}},
      {"upside down has none", {6, 5}, 5, {}},
      {"no room for any", {0, 1}, 0, {}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.why);
    const auto ticks = nice_ticks(row.interval, row.at_most);
    ASSERT_EQ(ticks.size(), row.ticks.size());
    for (std::size_t i = 0; i < ticks.size(); ++i) {
      EXPECT_NEAR(ticks[i], row.ticks[i], 1e-9 * row.interval.span());
      EXPECT_FALSE(ticks[i] == 0 && std::signbit(ticks[i]));
    }
  }
}

RC_GTEST_PROP(NiceTicks, AreEvenlySpacedAndNeverTooMany, ()) {
  const double low = *rc::gen::inRange(-1000000, 1000000) / 100.0;
  const double span = std::pow(10.0, *rc::gen::inRange(-60, 120) / 10.0);
  const auto at_most = *rc::gen::inRange<std::size_t>(1, 30);
  const Interval interval{low, low + span};
  const auto ticks = nice_ticks(interval, at_most);
  const double tolerance = 1e-6 * span + 1e-11 * std::abs(low);
  RC_ASSERT(ticks.size() <= at_most + 1);
  for (std::size_t i = 1; i < ticks.size(); ++i) {
    RC_ASSERT(std::abs(ticks[i] - ticks[i - 1] - nice_step(interval, at_most)) <= tolerance);
    RC_ASSERT(ticks[i] <= interval.high + tolerance && ticks[i - 1] >= interval.low - tolerance);
  }
}

TEST(WithRoom, ShowsZeroBesideBarsOfOneSign) {
  const auto down = with_room({-100, 0});
  ASSERT_TRUE(down);
  EXPECT_DOUBLE_EQ(down->low, -106);
  EXPECT_DOUBLE_EQ(down->high, 6);
  constexpr double most = std::numeric_limits<double>::max();
  for (const Interval odd : {Interval{0, 0}, Interval{-most, 0}, Interval{0, most}, Interval{0, std::nan("")}}) {
    EXPECT_FALSE(with_room(odd)) << odd.low << ' ' << odd.high;
  }
}

TEST(PriceAxis, PutsHighPricesAtTheTop) {
  const PriceAxis axis{{4900, 5100}, {0, 100, 400, 700}};
  EXPECT_DOUBLE_EQ(axis.y(market::Spot{5100}), 100);
  EXPECT_DOUBLE_EQ(axis.y(market::Strike{5000}), 400);
  EXPECT_DOUBLE_EQ(axis.y(market::Spot{4900}), 700);
}

TEST(Scale, GivesTheMiddleWhereThereIsNothingToMeasure) {
  constexpr double most = std::numeric_limits<double>::max();
  for (const Interval from : {Interval{1, 1}, Interval{2, 1}, Interval{-most, most}, Interval{0, std::nan("")}}) {
    EXPECT_DOUBLE_EQ(Scale(from, {0, 10}).at(1), 5);
  }
}

}  // namespace
}  // namespace gammafield::chart
