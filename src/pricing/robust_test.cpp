#include "pricing/robust.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace gammafield::pricing {
namespace {

TEST(Median, IsTheMiddleOrTheMeanOfTheTwoMiddle) {
  EXPECT_EQ(median({}), 0);
  EXPECT_EQ(median({7}), 7);
  EXPECT_EQ(median({9, 1, 5}), 5);
  EXPECT_EQ(median({4, 100, 2, 1}), 3);
}

TEST(WeightedMedian, IsWhereHalfOfTheWeightIsReached) {
  EXPECT_EQ(weighted_median({}), 0);
  EXPECT_EQ(weighted_median({{3, 1}, {1, 1}, {2, 1}}), 2);
  EXPECT_EQ(weighted_median({{1, 1}, {2, 1}, {10, 5}}), 10) << "one heavy value outweighs two light ones";
  EXPECT_EQ(weighted_median({{1, 2}, {2, 1}, {3, 1}}), 1) << "half exactly is half";
}

TEST(Scale, IsTheStandardDeviationOfANormalSampleAndIgnoresOutliers) {
  std::mt19937_64 random(11);
  std::normal_distribution<double> normal(0, 2.5);
  std::vector<double> sample(20'001);
  for (double& x : sample) x = normal(random);
  EXPECT_NEAR(scale_of_residuals(sample), 2.5, 0.05);
  for (std::size_t i = 0; i < 1000; ++i) sample[i] = 1e6;
  EXPECT_NEAR(scale_of_residuals(sample), 2.5, 0.25);
}

TEST(MedianStandardError, IsTheSpreadOfRepeatedMedians) {
  std::mt19937_64 random(12);
  std::normal_distribution<double> normal(0, 1);
  double squares = 0, claimed = 0;
  for (int i = 0; i < 2000; ++i) {
    std::vector<WeightedValue> sample;
    for (int j = 0; j < 101; ++j) sample.push_back({normal(random), 1});
    const double m = weighted_median(sample);
    squares += m * m;
    const double se = median_standard_error(sample, m);
    claimed += se * se;
  }
  EXPECT_NEAR(std::sqrt(claimed / squares), 1, 0.05);
}

}  // namespace
}  // namespace gammafield::pricing
