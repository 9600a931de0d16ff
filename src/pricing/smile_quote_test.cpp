#include "pricing/smile_quote.h"

#include <cmath>

#include <gtest/gtest.h>

#include "pricing/black_scholes.h"
#include "pricing/smile_curve.h"

namespace gammafield::pricing {
namespace {

TEST(SmileQuote, CountsItsSpreadInVariance) {
  const double k = -0.1, w = 0.04, half_spread = 1e-5;
  const SmileQuote quote = smile_quote(k, w, half_spread);
  const double F = 1, K = std::exp(k), scale = std::sqrt(F * K);
  const auto price = [&](double variance) {
    return black_price(market::Right::put, F, K, std::sqrt(variance)) / scale;
  };
  EXPECT_NEAR(quote.mid, price(w), 1e-15);
  EXPECT_NEAR(price(w + quote.tolerance) - price(w), half_spread, 1e-8);
  EXPECT_TRUE(quote.holds(w + 0.99 * quote.tolerance));
  EXPECT_FALSE(quote.holds(w + 1.02 * quote.tolerance));
  EXPECT_FALSE(quote.holds(w - 1.02 * quote.tolerance));
  EXPECT_FALSE(quote.holds(0));
}

TEST(SmileQuote, OfNoWorthHasAWideButFiniteTolerance) {
  const SmileQuote quote = smile_quote(-30, 1e-4, 1e-4);
  EXPECT_TRUE(std::isfinite(quote.tolerance));
  EXPECT_GT(quote.tolerance, quote.w);
}

TEST(SmileWidth, IsThatOfTheQuoteNearestTheMoney) {
  const SmileQuote quotes[] = {smile_quote(-0.2, 0.09, 1e-4), smile_quote(0.01, 0.04, 1e-4),
                               smile_quote(0.3, 0.01, 1e-4)};
  EXPECT_DOUBLE_EQ(smile_width(quotes), 0.2);
}

TEST(FitOf, CountsTheQuotesInsideAndMeasuresTheRest) {
  const RawSvi flat{0.04, 0, 0, 0, 1};
  const SmileQuote quotes[] = {smile_quote(0, 0.04, 1e-4), smile_quote(0.1, 0.09, 1e-6)};
  const SmileFit fit = fit_of(flat, quotes);
  EXPECT_DOUBLE_EQ(fit.inside, 0.5);
  EXPECT_NEAR(fit.rmse, 0.1 / std::sqrt(2), 1e-12) << "sqrt(w) is 0.2 where the second quote says 0.3";
}

}  // namespace
}  // namespace gammafield::pricing
