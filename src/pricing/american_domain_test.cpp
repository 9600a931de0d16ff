#include "pricing/american_domain.h"

#include <gtest/gtest.h>

#include <cmath>

#include "kernels/american.h"

namespace gammafield::pricing {
namespace {

using market::Right;

struct Row {
  const char* why;
  Right right;
  double T, r, q, sigma;
};
constexpr Row rows[] = {
    {"a put of a week", Right::put, 7 / 365.0, 0.05, 0.01, 0.3},
    {"a put of a year, drift towards the boundary", Right::put, 1, 0.03, 0.09, 0.2},
    {"a put without interest on costly shares", Right::put, 0.3, 0, -0.04, 0.4},
    {"a call on shares that pay more than interest", Right::call, 0.5, 0.02, 0.06, 0.25},
    {"a call on shares that pay little: its boundary is far from the start", Right::call, 0.1, 0.05, 0.01, 0.3}};

TEST(PremiumDomain, LeavesOutWhatIsWorthNothing) {
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    const bool put = row.right == Right::put;
    const kernels::SharedBoundary shared{kernels::AmericanNodes::of(kernels::AmericanAccuracy::high),
                                         put ? row.r : row.q,
                                         put ? row.q : row.r,
                                         row.T,
                                         0.8 * row.sigma,
                                         1.2 * row.sigma};
    const PremiumDomain domain{row.right, row.T, row.r, row.q};
    const double edge = domain.reach(row.sigma, 7), x[] = {edge + 1e-9, edge + 0.1}, sigma[] = {row.sigma, row.sigma};
    double value[2], slope[2], curve[2];
    kernels::AmericanPremiums out;
    out.value[0] = value;
    out.value[1] = slope;
    out.value[2] = curve;
    kernels::american_premiums(shared, 2, x, sigma, out);
    for (int i = 0; i < 2; ++i) {
      EXPECT_FALSE(domain.holds(row.sigma, x[i]));
      EXPECT_LT(std::abs(value[i]), 1e-12);
      EXPECT_LT(std::abs(slope[i]), 1e-10);
      EXPECT_LT(std::abs(curve[i]), 1e-8);
    }
    EXPECT_TRUE(domain.holds(row.sigma, edge - 1e-9));
    EXPECT_TRUE(domain.holds(row.sigma)) << "at another price";
  }
}

TEST(PremiumDomain, EndsWhereExerciseNeverPaysOrTheKernelDoes) {
  EXPECT_FALSE((PremiumDomain{Right::call, 0.5, 0.05, 0}.holds(0.3))) << "no dividend";
  EXPECT_FALSE((PremiumDomain{Right::put, 0.5, -0.01, -0.03}.holds(0.3))) << "two boundaries";
  EXPECT_FALSE((PremiumDomain{Right::put, 0.5, 0.05, 0}.holds(1e-4))) << "as good as no volatility";
  EXPECT_FALSE((PremiumDomain{Right::put, 1, 0.05, 0}.holds(0.3, -31))) << "strikes e^31 times the price";
  EXPECT_TRUE((PremiumDomain{Right::put, 1, 0.05, 0}.holds(0.3, -29)));
}

}  // namespace
}  // namespace gammafield::pricing
