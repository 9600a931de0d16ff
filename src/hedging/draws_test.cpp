#include "hedging/draws.h"

#include <cmath>

#include <Random123/philox.h>

#include <gtest/gtest.h>
#include "base/random.h"

namespace gammafield::hedging {
namespace {

TEST(Draws, ComeFromThePublishedGenerator) {
  // known answers of Philox4x64-10, Random123's kat_vectors: all zero, all ones
  using Philox = r123::Philox4x64;
  const auto zero = Philox{}({{0, 0, 0, 0}}, {{0, 0}});
  EXPECT_EQ(zero[0], 0x16554d9eca36314cull);
  EXPECT_EQ(zero[3], 0x7e68b68aec7ba23bull);
  const std::uint64_t ones = ~std::uint64_t{0};
  const auto one = Philox{}({{ones, ones, ones, ones}}, {{ones, ones}});
  EXPECT_EQ(one[0], 0x87b092c3013fe90bull);
}

TEST(Draws, AreNormalUniformAndUnrelated) {
  constexpr std::size_t n = 40'000;
  double sum = 0, square = 0, uniform = 0, product = 0, next = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const auto draws = draws_of(12, i, i % 7), after = draws_of(12, i + 1, i % 7);
    sum += draws.noise;
    square += draws.noise * draws.noise;
    uniform += draws.regime;
    product += draws.noise * base::normal_of(draws.flow);
    next += draws.noise * after.noise;
  }
  const double four_errors = 4 / std::sqrt(double{n});
  EXPECT_NEAR(sum / n, 0, four_errors);
  EXPECT_NEAR(square / n, 1, four_errors * std::sqrt(2.0));
  EXPECT_NEAR(uniform / n, 0.5, four_errors / std::sqrt(12.0));
  EXPECT_NEAR(product / n, 0, four_errors);
  EXPECT_NEAR(next / n, 0, four_errors);
}

TEST(Draws, AreAFunctionOfSeedPathAndStep) {
  EXPECT_EQ(draws_of(1, 2, 3).noise, draws_of(1, 2, 3).noise);
  EXPECT_NE(draws_of(1, 2, 3).noise, draws_of(2, 2, 3).noise);
  EXPECT_NE(draws_of(1, 2, 3).noise, draws_of(1, 3, 3).noise);
  EXPECT_NE(draws_of(1, 2, 3).noise, draws_of(1, 2, 4).noise);
}

}  // namespace
}  // namespace gammafield::hedging
