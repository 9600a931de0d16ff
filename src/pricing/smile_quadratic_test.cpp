#include "pricing/smile_quadratic.h"

#include <gtest/gtest.h>

#include "pricing/testing_smile.h"

namespace gammafield::pricing {
namespace {

struct Parabola {
  double c0 = 0, c1 = 0, c2 = 0;
  [[nodiscard]] VarianceAt at(double k) const { return {c0 + k * (c1 + k * c2), c1 + 2 * c2 * k, 2 * c2}; }
};

TEST(QuadraticFit, IsExactOnAParabola) {
  const Parabola made{4e-4, -1e-3, 0.05};
  for (const std::size_t count : {3U, 5U, 7U}) {
    const auto fit = fit_quadratic(quotes_on(made, -0.05, 0.05, count));
    ASSERT_TRUE(fit) << count;
    for (const double k : {-0.05, -0.02, 0.0, 0.03, 0.05}) EXPECT_NEAR(fit->at(k).w, made.at(k).w, 1e-12) << count;
  }
}

TEST(QuadraticFit, NeverBendsDown) {
  const auto quotes = quotes_on(Parabola{4e-4, -1e-3, -0.02}, -0.05, 0.05, 6);
  const auto fit = fit_quadratic(quotes);
  ASSERT_TRUE(fit);
  EXPECT_EQ(fit->at(0).curvature, 0);
  EXPECT_LT(fit->at(0).slope, 0);
}

TEST(QuadraticFit, NeverFallsBelowAQuarterOfTheLowestQuote) {
  const auto fit = fit_quadratic(quotes_on(Parabola{4e-4, 5e-3, 0}, -0.05, 0.1, 5));
  ASSERT_TRUE(fit);
  EXPECT_GT(fit->floor, 0);
  for (double k = -2; k < 2; k += 0.01) EXPECT_GE(fit->at(k).w, fit->floor);
}

TEST(QuadraticFit, NeedsThreeQuotes) {
  EXPECT_FALSE(fit_quadratic(quotes_on(Parabola{4e-4, 0, 0}, -0.05, 0.05, 2)));
  EXPECT_FALSE(fit_quadratic({}));
}

}  // namespace
}  // namespace gammafield::pricing
