#include "chart/bars.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>

namespace gammafield::chart {
namespace {

exposure::StrikeExposure at(double strike, double call, double put) {
  return {market::Strike{strike},     market::UsdPerPercent{call},
          market::UsdPerPercent{put}, market::UsdPerPercent{call - put},
          market::Contracts{1},       market::Contracts{2}};
}

PriceAxis axis(Interval prices, double pixels_per_dollar) {
  return {prices, {0, 0, 1, prices.span() * pixels_per_dollar}};
}

std::vector<exposure::StrikeExposure> every(double step, double low, double high) {
  std::vector<exposure::StrikeExposure> strikes;
  for (double strike = low; strike <= high; strike += step) strikes.push_back(at(strike, 3, 1));
  return strikes;
}

TEST(BarsInView, CountWhatLiesOutside) {
  const auto set = bars_in_view(std::vector{at(80, 1, 1), at(100, 3, 3), at(130, 2, 0)}, axis({90, 110}, 30));
  ASSERT_EQ(set.bars.size(), 1u);
  EXPECT_EQ(set.bars[0].sum.strike, market::Strike{100});
  EXPECT_EQ(set.strikes_outside, 2u);
  EXPECT_DOUBLE_EQ(set.gross_outside, 0.4);
  EXPECT_FALSE(set.bin_width);
}

TEST(BarsInView, AreSingleStrikesWhileTheyCanBeToldApart) {
  const auto set = bars_in_view(every(5, 4800, 5200), axis({4800, 5200}, 1.7));
  EXPECT_EQ(set.bars.size(), 81u);
  EXPECT_FALSE(set.bin_width);
  EXPECT_DOUBLE_EQ(set.pitch, 8.5);
}

TEST(BarsInView, AreBinnedAroundRoundNumbersWhenTooDense) {
  const auto set = bars_in_view(every(1, 4000, 6000), axis({4000, 6000}, 0.35));
  ASSERT_TRUE(set.bin_width);
  EXPECT_EQ(*set.bin_width, 10) << "700 pixels, at least 3 a bin: the next ladder step over 8.6";
  const auto& second = set.bars[1];
  EXPECT_EQ(second.sum.strike, market::Strike{4010});
  EXPECT_EQ(second.strikes, 10u);
  EXPECT_EQ(second.covers.low, 4005);
  EXPECT_EQ(second.covers.high, 4014);
  EXPECT_DOUBLE_EQ(second.sum.call.value(), 30);
  EXPECT_DOUBLE_EQ(second.sum.net.value(), 20);
  EXPECT_DOUBLE_EQ(second.sum.put_open_interest.value(), 20);
}

TEST(BarsInView, LeaveOutWhatIsNotANumber) {
  const double nan = std::nan(""), inf = std::numeric_limits<double>::infinity();
  const auto set =
      bars_in_view(std::vector{at(99, nan, 1), at(100, 1, 1), at(101, inf, 1), at(nan, 1, 1)}, axis({90, 110}, 30));
  ASSERT_EQ(set.bars.size(), 1u);
  EXPECT_EQ(set.bars[0].sum.strike, market::Strike{100});
}

TEST(BarsInView, TakeNoStrikesAndOneStrike) {
  EXPECT_TRUE(bars_in_view({}, axis({90, 110}, 30)).bars.empty());
  const auto one = bars_in_view(std::vector{at(100, 1, 1)}, axis({90, 110}, 30));
  EXPECT_EQ(one.bars.size(), 1u);
  EXPECT_GT(one.pitch, 0);
}

RC_GTEST_PROP(BarsInView, KeepEveryDollarOfTheWindowWhateverTheBins, ()) {
  const double step = *rc::gen::elementOf(std::vector<double>{0.5, 1, 2.5, 5, 25});
  const auto strikes = every(step, 1000, 1000 + step * *rc::gen::inRange(1, 2000));
  const double scale = *rc::gen::inRange(1, 400) / 100.0;
  const Interval window{900, 4000};
  const auto set = bars_in_view(strikes, axis(window, scale));
  double drawn = 0, given = 0;
  std::size_t counted = set.strikes_outside;
  for (const auto& bar : set.bars) {
    drawn += bar.sum.net.value();
    counted += bar.strikes;
  }
  for (const auto& strike : strikes) given += window.contains(strike.strike.value()) ? strike.net.value() : 0;
  RC_ASSERT(std::abs(drawn - given) <= 1e-9 * std::abs(given));
  RC_ASSERT(counted == strikes.size());
}

}  // namespace
}  // namespace gammafield::chart
