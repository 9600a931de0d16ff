#include "statistics/proportion.h"

#include <cmath>

#include <gtest/gtest.h>

namespace gammafield::statistics {
namespace {

TEST(Wilson, HoldsThePublishedIntervals) {
  EXPECT_NEAR(wilson(28, 100).low, 0.2014, 5e-5);
  EXPECT_NEAR(wilson(28, 100).high, 0.3749, 5e-5);
  EXPECT_NEAR(wilson(7, 47).low, 0.0741, 5e-5);
  EXPECT_NEAR(wilson(7, 47).high, 0.2769, 5e-5);
  EXPECT_EQ(wilson(28, 100).value, 0.28);
}

TEST(Wilson, EndsAreWhereTheScoreTestIsAtItsEdge) {
  for (const double end : {wilson(7, 47, 0.9).low, wilson(7, 47, 0.9).high})
    EXPECT_NEAR(std::abs(7.0 / 47 - end) / std::sqrt(end * (1 - end) / 47), 1.6448536269514722, 1e-12);
}

TEST(Wilson, OfNothingIsAnywhereAndNeverLeavesTheUnit) {
  EXPECT_EQ(wilson(0, 0).low, 0);
  EXPECT_EQ(wilson(0, 0).high, 1);
  EXPECT_EQ(wilson(0, 5).low, 0);
  EXPECT_LE(wilson(5, 5).high, 1);
}

TEST(BinomialTail, IsTheSumOfItsTerms) {
  EXPECT_EQ(binomial_tail(3, 0.5, 0), 1);
  EXPECT_DOUBLE_EQ(binomial_tail(3, 0.5, 2), 0.5);
  EXPECT_DOUBLE_EQ(binomial_tail(3, 0.5, 3), 0.125);
  EXPECT_EQ(binomial_tail(3, 0.5, 4), 0);
  EXPECT_EQ(binomial_tail(3, 0, 1), 0);
  EXPECT_EQ(binomial_tail(3, 1, 3), 1);
  EXPECT_NEAR(binomial_tail(100, 0.01, 30) / 1.4873458206704113e-35, 1, 1e-8) << "scipy.stats.binom.sf(29, 100, .01)";
}

TEST(BinomialBand, IsTheNarrowestThatLeavesHalfOnEitherSide) {
  const CountBand band = binomial_band(500, 0.05, 0.99);
  EXPECT_EQ(band.low, 13U) << "scipy.stats.binom.ppf(.005, 500, .05)";
  EXPECT_EQ(band.high, 38U) << "scipy.stats.binom.ppf(.995, 500, .05)";
  EXPECT_EQ(binomial_band(10, 0, 0.9).high, 0U);
  EXPECT_EQ(binomial_band(10, 1, 0.9).low, 10U);
}

TEST(BestOfCells, ShowsSixtyEightPercentHalfTheTimeByLuck) {
  EXPECT_NEAR(best_of_cells(12, 25, 0.5, 0.68), 0.486, 5e-4);
  EXPECT_EQ(best_of_cells(12, 25, 0.5, 0), 1);
  EXPECT_NEAR(best_of_cells(1, 2, 0.5, 1), 0.25, 1e-15);
  EXPECT_NEAR(best_of_cells(2, 2, 0.5, 1), 1 - 0.75 * 0.75, 1e-15);
}

TEST(BestShare, IsTheLargestReachedThatOften) {
  EXPECT_DOUBLE_EQ(best_share(12, 25, 0.5, 0.485), 0.68);
  const double rare = best_share(12, 25, 0.5, 0.05);
  EXPECT_GE(best_of_cells(12, 25, 0.5, rare), 0.05);
  EXPECT_LT(best_of_cells(12, 25, 0.5, rare + 1.0 / 25), 0.05);
  EXPECT_EQ(best_share(1000, 1, 0.5, 0.5), 1) << "all of few events";
}

}  // namespace
}  // namespace gammafield::statistics
