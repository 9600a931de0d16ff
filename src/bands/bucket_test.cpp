#include "bands/bucket.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <string_view>

namespace gammafield::bands {
namespace {

using market::Right;

TEST(Bucket, IsCutAsTheMethodSays) {
  // One deviation of a year is 15 %; of a day (the shortest counted) 0.785 %.
  struct Row {
    std::string_view why;
    Right right;
    double strike, days;
    int tenor, moneyness;
  };
  const Row rows[] = {
      {"at the money, half a year", Right::call, 100, 180, 2, 2},
      {"the same put lies 15 buckets on", Right::put, 100, 180, 2, 2},
      {"two days is still the first tenor", Right::call, 100, 2, 0, 2},
      {"beyond two days the second", Right::call, 100, 2.01, 1, 2},
      {"45 days is still the second", Right::call, 100, 45, 1, 2},
      {"beyond it the third", Right::call, 100, 45.01, 2, 2},
      {"a year, half a deviation is 7.79 %: within", Right::call, 107.7, 365, 2, 2},
      {"and beyond", Right::call, 107.9, 365, 2, 3},
      {"two deviations are 34.99 %: within", Right::call, 134.9, 365, 2, 3},
      {"and beyond", Right::call, 135.1, 365, 2, 4},
      {"below by more than half a deviation", Right::put, 92.7, 365, 2, 1},
      {"below by more than two", Right::put, 74.0, 365, 2, 0},
      {"an hour counts as a day: 0.39 % is half a deviation", Right::put, 100.38, 1.0 / 24, 0, 2},
      {"settled counts as a day too", Right::call, 100.40, 0, 0, 3},
  };
  for (const Row& row : rows) {
    const Bucket bucket =
        bucket_of(row.right, market::Strike{row.strike}, market::Spot{100}, market::Years{row.days / 365});
    const int right = row.right == Right::put ? 15 : 0;
    EXPECT_EQ(int{bucket.index}, right + 5 * row.tenor + row.moneyness) << row.why;
    EXPECT_EQ(bucket.right(), row.right) << row.why;
  }
}

TEST(Bucket, AllThirtyAreMet) {
  std::set<std::uint8_t> met;
  for (const Right right : {Right::call, Right::put})
    for (const double years : {0.001, 0.05, 0.5})
      for (double strike = 50; strike < 200; strike *= 1.002)
        met.insert(bucket_of(right, market::Strike{strike}, market::Spot{100}, market::Years{years}).index);
  EXPECT_EQ(met.size(), Bucket::count);
}

}  // namespace
}  // namespace gammafield::bands
