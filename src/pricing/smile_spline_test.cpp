#include "pricing/smile_spline.h"

#include <cmath>

#include <gtest/gtest.h>

#include "pricing/smile_arbitrage.h"
#include "pricing/smile_svi.h"
#include "pricing/testing_smile.h"

namespace gammafield::pricing {
namespace {

const RawSvi made{0.0005, 0.03, -0.6, 0.01, 0.04};

std::optional<CubicCurve> fit_spline(std::span<const SmileQuote> quotes, const SmileFloor& floor) {
  const auto fit = SplineFit::of(quotes);
  if (!fit) return std::nullopt;
  return fit->above(floor).value_or(fit->free());
}

TEST(SplineFit, GoesThroughASmoothSmile) {
  const auto quotes = quotes_on(made, -0.4, 0.12, 120, 1e-5);
  const auto fit = fit_spline(quotes, {});
  ASSERT_TRUE(fit);
  EXPECT_TRUE(is_butterfly_free(*fit, check_places(smile_width(quotes))));
  EXPECT_GE(fit_of(*fit, quotes).inside, 0.99);
  EXPECT_LE(fit->knots.size(), 20U);
}

// A W: no SVI bends twice.
TEST(SplineFit, FollowsAShapeThatSviCannot) {
  struct TwoHumps {
    [[nodiscard]] VarianceAt at(double k) const { return {0.04 + 0.02 * k * k + 0.004 * std::exp(-50 * k * k), 0, 0}; }
  };
  const auto quotes = quotes_on(TwoHumps{}, -0.6, 0.6, 100, 3e-4);
  const auto spline = fit_spline(quotes, {});
  const auto svi = fit_svi(quotes);
  ASSERT_TRUE(spline && svi);
  EXPECT_GT(fit_of(*spline, quotes).inside, 0.99);
  EXPECT_LT(fit_of(*svi, quotes).inside, 0.9);
}

TEST(SplineFit, IsStiffEnoughToLeaveNoButterflyInNoise) {
  auto quotes = quotes_on(made, -0.3, 0.1, 80, 1e-4);
  for (std::size_t i = 0; i < quotes.size(); ++i)
    quotes[i] = smile_quote(quotes[i].k, quotes[i].w * (i % 2 == 0 ? 1.03 : 0.97), 1e-4);
  const auto fit = fit_spline(quotes, {});
  ASSERT_TRUE(fit);
  EXPECT_TRUE(is_butterfly_free(*fit, check_places(smile_width(quotes))));
  EXPECT_NEAR(std::sqrt(fit->at(-0.1).w / made.variance(-0.1)), 1, 0.02);
}

TEST(SplineFit, IsPushedAboveAnEarlierExpiry) {
  const auto quotes = quotes_on(made, -0.3, 0.1, 80, 2e-4);
  RawSvi early = made;
  early.a += 0.00004;
  const SmileFloor floor = floor_from(early, -0.3, 0.1, smile_width(quotes));
  ASSERT_FALSE(floor.holds(*fit_spline(quotes, {})));
  const auto fit = fit_spline(quotes, floor);
  ASSERT_TRUE(fit);
  double deepest = 0;
  for (std::size_t i = 0; i < floor.k.size(); ++i) deepest = std::max(deepest, 1 - fit->at(floor.k[i]).w / floor.w[i]);
  EXPECT_LT(deepest, 2e-3) << "was 2 %";
}

TEST(SplineFit, NeverFallsOutwardBeyondItsKnots) {
  const RawSvi falling{0.0001, 0.2, -0.9, 0.3, 0.05};  // still falling at the last quote
  const auto fit = fit_spline(quotes_on(falling, -0.3, 0.1, 60), {});
  ASSERT_TRUE(fit);
  EXPECT_LE(fit->left_slope, 0);
  EXPECT_GE(fit->right_slope, 0);
  EXPECT_GE(fit->left_slope, -2);
  EXPECT_GT(fit->at(40).w, 0);
}

TEST(SplineFit, NeedsEightQuotes) {
  EXPECT_FALSE(fit_spline(quotes_on(made, -0.3, 0.1, 7), {}));
  EXPECT_FALSE(fit_spline({}, {}));
}

}  // namespace
}  // namespace gammafield::pricing
