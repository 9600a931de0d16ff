#include "chart/window.h"

#include <gtest/gtest.h>

#include <cmath>

#include "chart/testing_report.h"

namespace gammafield::chart {
namespace {

TEST(VisiblePrices, HoldSpotTheWallsTheFlipAndTheExpectedMove) {
  const auto window = visible_prices(testing::made_up_report());
  for (const double price : {5100.0, 4850.0, 4960.25, 5000.0, 5040.0, 4960.0})
    EXPECT_TRUE(window.contains(price)) << price;
  EXPECT_GT(window.low, 4000) << "the far wings are left out";
  EXPECT_LT(window.high, 6000);
}

TEST(VisiblePrices, LeaveALevelThatIsFarOffToItsLabel) {
  auto report = testing::made_up_report();
  report.levels.call_wall->at.strike = market::Strike{9000};
  EXPECT_LT(visible_prices(report).high, 5600);
}

TEST(VisiblePrices, WidenWithTheExpectedMove) {
  auto report = testing::made_up_report();
  const double calm = visible_prices(report).span();
  report.levels.expected_move->fraction = 0.03;
  EXPECT_GT(visible_prices(report).span(), calm);
}

TEST(VisiblePrices, AreFiniteWhateverTheReportHolds) {
  auto report = testing::made_up_report();
  for (const double spot : {5000.0, 0.01, 1e12, 0.0, -5.0, std::nan("")}) {
    for (const double odd : {std::nan(""), 1e300, -1e300, 0.0}) {
      report.spot = market::Spot{spot};
      report.levels.call_wall->at.strike = market::Strike{odd};
      report.levels.flip->price = market::Spot{odd};
      report.levels.expected_move->fraction = odd;
      const auto window = visible_prices(report);
      EXPECT_TRUE(std::isfinite(window.low) && std::isfinite(window.high) && window.low < window.high)
          << spot << ' ' << odd;
      EXPECT_TRUE(window.low > 0 || !(spot > 0)) << spot << ' ' << odd;
    }
  }
}

}  // namespace
}  // namespace gammafield::chart
