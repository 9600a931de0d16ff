#include "pricing/smile_svi.h"

#include <cmath>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "pricing/smile_arbitrage.h"
#include "pricing/testing_smile.h"

namespace gammafield::pricing {
namespace {

// Parameters of made-up slices from a same-day expiry to two years.
TEST(SviFit, RecoversTheSliceThatMadeTheQuotes) {
  struct Row {
    const char* why;
    RawSvi svi;
    double low, high;
    std::size_t count;
  };
  const Row rows[] = {
      {"a month of an index", {0.0005, 0.03, -0.6, 0.01, 0.04}, -0.4, 0.12, 150},
      {"two years", {0.01, 0.12, -0.45, 0.15, 0.3}, -1.5, 0.5, 80},
      {"same day", {0.00001, 0.004, -0.2, 0.001, 0.004}, -0.04, 0.02, 60},
      {"a stock, nearly symmetric", {0.02, 0.08, -0.1, 0, 0.1}, -0.6, 0.6, 40},
      {"eight quotes are enough", {0.0005, 0.03, -0.6, 0.01, 0.04}, -0.2, 0.1, 8},
  };
  for (const Row& row : rows) {
    const auto quotes = quotes_on(row.svi, row.low, row.high, row.count);
    const auto fit = fit_svi(quotes);
    ASSERT_TRUE(fit) << row.why;
    for (const SmileQuote& quote : quotes)
      EXPECT_NEAR(std::sqrt(fit->variance(quote.k) / quote.w), 1, 2e-3) << row.why << " k " << quote.k;
    EXPECT_NEAR(fit->rho, row.svi.rho, 0.03) << row.why;
    EXPECT_NEAR(fit->b / row.svi.b, 1, 0.05) << row.why;
    EXPECT_EQ(fit_of(*fit, quotes).inside, 1) << row.why;
  }
}

TEST(SviFit, IsNotLedAstrayByOneWrongQuote) {
  const RawSvi svi{0.0005, 0.03, -0.6, 0.01, 0.04};
  auto quotes = quotes_on(svi, -0.4, 0.12, 100, 1e-5);
  quotes[60] = smile_quote(quotes[60].k, 4 * quotes[60].w, 1e-5);
  const auto fit = fit_svi(quotes);
  ASSERT_TRUE(fit);
  EXPECT_NEAR(std::sqrt(fit->variance(0) / svi.variance(0)), 1, 0.02);
}

TEST(SviFit, NeedsEightQuotes) {
  EXPECT_FALSE(fit_svi(quotes_on(RawSvi{0.04, 0.1, 0, 0, 0.1}, -0.2, 0.2, 7)));
  EXPECT_FALSE(fit_svi({}));
}

TEST(SviFit, StaysWithinLeesBoundAndAboveZeroWhateverTheQuotes) {
  const RawSvi steep{0.001, 3, -0.9, 0, 0.1}, sunk{0.0001, 0.4, 0, 0, 0.01};
  for (const RawSvi& made : {steep, sunk}) {
    const auto fit = fit_svi(quotes_on(made, -0.5, 0.5, 60));
    ASSERT_TRUE(fit);
    EXPECT_LE(fit->lee_slope(), 2);
    EXPECT_GE(fit->minimum(), 0);
  }
}

TEST(SviFit, PaysForButterfliesOnlyWhenAsked) {
  const RawSvi vogt{-0.0410, 0.1331, 0.3060, 0.3586, 0.4153};
  const auto quotes = quotes_on(vogt, -1.2, 1.2, 80, 1e-3);
  const auto places = check_places(smile_width(quotes));
  const auto as_it_is = fit_svi(quotes);
  ASSERT_TRUE(as_it_is);
  EXPECT_FALSE(is_butterfly_free(*as_it_is, places)) << "the slice that made them has butterflies";
  const auto fit = fit_svi_without_arbitrage(quotes, {});
  ASSERT_TRUE(fit);
  EXPECT_TRUE(is_butterfly_free(*fit, places));
  EXPECT_NEAR(std::sqrt(fit->variance(0) / vogt.variance(0)), 1, 0.05) << "and it is still that smile";
}

TEST(SviFit, StaysAboveTheFloorWhenAsked) {
  const RawSvi early{0.0105, 0.1, -0.3, 0, 0.1}, late{0.0100, 0.1, -0.3, 0, 0.1};
  const auto quotes = quotes_on(late, -0.3, 0.3, 60, 1e-3);
  const SmileFloor floor = floor_from(early, -0.3, 0.3, smile_width(quotes));
  ASSERT_TRUE(fit_svi(quotes));
  EXPECT_FALSE(floor.holds(*fit_svi(quotes)));
  const auto fit = fit_svi_without_arbitrage(quotes, floor);
  if (fit) {
    EXPECT_TRUE(floor.holds(*fit));
  }
}

RC_GTEST_PROP(SviFitProperty, AnyQuotesGiveASliceInTheDomainOrNone, ()) {
  const auto count = *rc::gen::inRange<std::size_t>(0, 40);
  std::vector<SmileQuote> quotes;
  double k = -0.001 * *rc::gen::inRange(0, 3000);
  for (std::size_t i = 0; i < count; ++i) {
    k += 1e-4 * *rc::gen::inRange(1, 2000);
    const double w = std::pow(10, -0.01 * *rc::gen::inRange(-200, 1200));
    quotes.push_back(smile_quote(k, w, std::pow(10, -0.01 * *rc::gen::inRange(0, 1500))));
  }
  const auto fit = fit_svi(quotes);
  if (fit) RC_ASSERT(fit->in_domain());
  const auto clean = fit_svi_without_arbitrage(quotes, {});
  if (clean) RC_ASSERT(is_butterfly_free(*clean, check_places(smile_width(quotes))));
}

}  // namespace
}  // namespace gammafield::pricing
