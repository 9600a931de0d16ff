#include "pricing/smile_ssvi.h"

#include <cmath>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "pricing/smile_arbitrage.h"
#include "pricing/smile_floor.h"
#include "pricing/testing_smile.h"

namespace gammafield::pricing {
namespace {

const Ssvi made{-0.6, 1.1, 0.45};

TEST(Ssvi, SliceIsTheFormula) {
  for (const double theta : {1e-5, 0.002, 0.08}) {
    const double phi = made.phi(theta);
    for (const double k : {-0.7, -0.01, 0.0, 0.2}) {
      const double inner = phi * k + made.rho;
      const double w = 0.5 * theta * (1 + made.rho * phi * k + std::sqrt(inner * inner + 1 - made.rho * made.rho));
      EXPECT_NEAR(made.slice(theta).variance(k) / w, 1, 1e-10) << theta << " " << k;
    }
    EXPECT_NEAR(made.slice(theta).variance(0) / theta, 1, 1e-10) << "theta is the variance at the money";
  }
}

TEST(Ssvi, TellsItsConditions) {
  struct Row {
    const char* why;
    Ssvi surface;
    double theta;
    bool butterfly_free, calendar_free;
  };
  const Row rows[] = {
      {"inside", made, 0.04, true, true},
      {"bends too much for its size", {-0.6, 6, 0.5}, 0.04, false, true},
      {"rises too fast for its skew: steepening as it grows", {-0.95, 1, -1.5}, 0.04, true, false},
      {"variance in the wings falls with time", {-0.5, 1, 1.5}, 0.04, false, false},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(row.surface.is_butterfly_free(row.theta), row.butterfly_free) << row.why;
    EXPECT_EQ(row.surface.is_calendar_free(row.theta), row.calendar_free) << row.why;
  }
}

RC_GTEST_PROP(SsviProperty, NoSurfaceOfTheDomainHasArbitrage, ()) {
  const double rho = 0.001 * *rc::gen::inRange(-999, 1000);
  const double eta = 0.001 * *rc::gen::inRange(1, 1001) * 2 / (1 + std::abs(rho));
  const Ssvi surface{rho, eta, 0.001 * *rc::gen::inRange(1, 501)};
  RC_ASSERT(surface.in_domain());
  const double theta = std::pow(10, -0.01 * *rc::gen::inRange(50, 500));
  RC_ASSERT(surface.is_butterfly_free(theta) && surface.is_calendar_free(theta));
  const RawSvi slice = surface.slice(theta);
  RC_ASSERT(worst_butterfly(slice, check_places(std::sqrt(theta))) > -1e-7);
  RC_ASSERT(floor_from(slice, -1.5, 1.5, std::sqrt(theta)).holds(surface.slice(1.01 * theta)));
}

TEST(SsviFit, RecoversTheSurfaceThatMadeTheQuotes) {
  std::vector<std::vector<SmileQuote>> quotes;
  std::vector<SsviSlice> slices;
  const double thetas[] = {0.0002, 0.001, 0.003, 0.01, 0.03};
  for (const double theta : thetas) {
    const double width = std::sqrt(theta);
    quotes.push_back(quotes_on(made.slice(theta), -4 * width, 2 * width, 41));
  }
  for (std::size_t i = 0; i < quotes.size(); ++i) slices.push_back({thetas[i], quotes[i]});
  const auto fit = fit_ssvi(slices);
  ASSERT_TRUE(fit && fit->in_domain());
  EXPECT_NEAR(fit->rho, made.rho, 0.02);
  for (std::size_t i = 0; i < quotes.size(); ++i)
    for (const SmileQuote& quote : quotes[i])
      EXPECT_NEAR(std::sqrt(fit->slice(thetas[i]).variance(quote.k) / quote.w), 1, 0.02) << thetas[i] << " " << quote.k;
}

TEST(SsviFit, OfNothingIsNone) {
  EXPECT_FALSE(fit_ssvi({}));
  const SsviSlice bare[] = {{0.01, {}}};
  EXPECT_FALSE(fit_ssvi(bare));
}

TEST(ThetaOf, IsTheVarianceAtTheMoney) {
  const SmileQuote around[] = {smile_quote(-0.1, 0.05, 1e-4), smile_quote(0.3, 0.01, 1e-4)};
  ASSERT_TRUE(theta_of(around));
  EXPECT_NEAR(*theta_of(around), 0.04, 1e-15);
  EXPECT_FALSE(theta_of(std::span{around}.first(1))) << "all below the money";
  EXPECT_FALSE(theta_of(std::span{around}.last(1))) << "all above";
}

}  // namespace
}  // namespace gammafield::pricing
