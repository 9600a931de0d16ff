#include "strategies/iv_percentile.h"

#include <gtest/gtest.h>

#include "strategies/testing_days.h"

namespace gammafield::strategies {
namespace {

/// Days whose volatility rises by a step each.
research::SymbolDays rising(std::size_t count) {
  std::vector<testing::HandDay> hands;
  for (std::size_t i = 0; i < count; ++i)
    hands.push_back({.prices = {100, 100}, .move = 0.01 + 1e-5 * static_cast<double>(i)});
  return testing::days_of(hands);
}

TEST(IvPercentile, IsTheShareOfTheYearThatIsLower) {
  auto days = rising(254).days;
  EXPECT_EQ(iv_percentile(days, 253), 100);
  days[253].sheet.session_move = 0.001;
  EXPECT_EQ(iv_percentile(days, 253), 0);
  days[253].sheet.session_move = days[1 + 126].sheet.session_move;
  EXPECT_EQ(iv_percentile(days, 253), 50) << "126 of the 252 days from the second on are lower";
}

TEST(IvPercentile, IsNoneWithoutAWholeYear) {
  auto days = rising(254).days;
  EXPECT_FALSE(iv_percentile(days, 251));
  EXPECT_TRUE(iv_percentile(days, 252));
  days[100].sheet.session_move.reset();
  EXPECT_FALSE(iv_percentile(days, 252));
}

}  // namespace
}  // namespace gammafield::strategies
