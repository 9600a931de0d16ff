#include "kernels/elementary.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "kernels/targets.h"

namespace gammafield::kernels {
namespace {

/// vector_math_test.cpp holds the functions themselves to their errors.
TEST(Elementary, ColumnsOfAnyLengthInPlace) {
  for (const Target target : supported_targets()) {
    const ForcedTarget forced{target};
    for (std::size_t n = 0; n < 20; ++n) {
      std::vector<double> x;
      for (std::size_t i = 0; i < n; ++i) x.push_back(0.3 + 1.7 * double(i));
      std::vector<double> logs = x, grown = x;
      logarithms(n, logs.data(), logs.data());
      exponentials(n, grown.data(), grown.data());
      for (std::size_t i = 0; i < n; ++i) {
        EXPECT_NEAR(logs[i], std::log(x[i]), 1e-15 * (1 + std::abs(logs[i])));
        EXPECT_NEAR(grown[i] / std::exp(x[i]), 1, 1e-15);
      }
    }
  }
}

TEST(Elementary, FarEndsStayFinite) {
  std::vector<double> tiny{0, 1e-320}, large{1e305, std::numeric_limits<double>::infinity()}, high{800}, low{-800};
  for (auto* column : {&tiny, &large}) logarithms(2, column->data(), column->data());
  for (const double x : tiny) EXPECT_NEAR(x, std::log(1e-300), 1e-12);
  for (const double x : large) EXPECT_NEAR(x, std::log(1e300), 1e-12);
  exponentials(1, high.data(), high.data());
  exponentials(1, low.data(), low.data());
  EXPECT_TRUE(std::isfinite(high[0]));
  EXPECT_EQ(low[0], 0);
}

}  // namespace
}  // namespace gammafield::kernels
