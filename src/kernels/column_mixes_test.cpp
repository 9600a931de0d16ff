#include "kernels/column_mixes.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "kernels/targets.h"

namespace gammafield::kernels {
namespace {

std::vector<double> wave(std::size_t n, double speed) {
  std::vector<double> values;
  for (std::size_t i = 0; i < n; ++i) values.push_back(std::sin(speed * static_cast<double>(i) + 1));
  return values;
}

TEST(ColumnMixes, AreTheSumsAsWrittenOnEveryTarget) {
  constexpr std::size_t count = 7, length = 48, mixes = 9;
  const auto columns = wave(count * length, 0.7), weights = wave(mixes * count, 1.3);
  for (const Target target : supported_targets()) {
    const ForcedTarget forced{target};
    std::vector<double> out(mixes * length);
    column_mixes({count, length, columns.data()}, mixes, weights.data(), out.data());
    for (std::size_t m = 0; m < mixes; ++m) {
      for (std::size_t j = 0; j < length; ++j) {
        double sum = 0;
        for (std::size_t k = 0; k < count; ++k) sum += weights[m * count + k] * columns[k * length + j];
        EXPECT_NEAR(out[m * length + j], sum, 1e-14) << to_string(target) << " mix " << m << " at " << j;
      }
    }
  }
}

TEST(ColumnMixes, DoNotDependOnTheMixesBeside) {
  constexpr std::size_t count = 5, length = 16, mixes = 6;
  const auto columns = wave(count * length, 0.9), weights = wave(mixes * count, 0.3);
  std::vector<double> together(mixes * length), alone(length);
  column_mixes({count, length, columns.data()}, mixes, weights.data(), together.data());
  for (std::size_t m = 0; m < mixes; ++m) {
    column_mixes({count, length, columns.data()}, 1, weights.data() + m * count, alone.data());
    for (std::size_t j = 0; j < length; ++j) EXPECT_EQ(alone[j], together[m * length + j]) << m << " at " << j;
  }
}

TEST(ColumnMixes, PaddingHoldsTheValues) {
  EXPECT_EQ(MixColumns::padded(0), 0U);
  EXPECT_EQ(MixColumns::padded(1), 16U);
  EXPECT_EQ(MixColumns::padded(16), 16U);
  EXPECT_EQ(MixColumns::padded(17), 32U);
}

TEST(CountAbove, CountsWhatIsStrictlyAbove) {
  const std::vector<double> values{1, 2, 2, 3, -1, 5, 2, 2, 2, 2.5, 7};
  for (const Target target : supported_targets()) {
    const ForcedTarget forced{target};
    for (std::size_t n = 0; n <= values.size(); ++n) {
      std::size_t above = 0;
      for (std::size_t i = 0; i < n; ++i) above += values[i] > 2 ? 1 : 0;
      EXPECT_EQ(count_above(n, values.data(), 2), above) << to_string(target) << " of " << n;
    }
  }
}

}  // namespace
}  // namespace gammafield::kernels
