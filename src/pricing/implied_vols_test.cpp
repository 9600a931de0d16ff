#include "pricing/implied_vols.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>

#include "kernels/targets.h"
#include "pricing/black_scholes.h"

namespace gammafield::pricing {
namespace {

using market::Right;

class ImpliedVols : public testing::TestWithParam<kernels::Target> {
 protected:
  kernels::ForcedTarget forced_{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(EveryTarget, ImpliedVols, testing::ValuesIn(kernels::supported_targets()),
                         [](const auto& test) { return std::string(to_string(test.param)); });

double scalar_vega(const VolQuote& q, double v) {
  const double h = std::log(q.F / q.K) / v, t = v / 2;
  return std::sqrt(q.F) * std::sqrt(q.K) * std::exp(-0.5 * (h * h + t * t)) * 0.3989422804014327;
}

/// What the rounding of the price and of the time value does to v.
double conditioning(const VolQuote& q, double v) {
  return 4e-16 * std::max(q.undiscounted_price, 0.0) / scalar_vega(q, v);
}

/// The same reasons, and the same volatility to 1e-12 and the price's own conditioning.
testing::AssertionResult agree(const VolQuote& quote, const base::Result<double, VolFailure>& batch) {
  const auto scalar =
      implied_total_vol(quote.right, quote.undiscounted_price, quote.F, quote.K, quote.smallest_time_value);
  const auto told = [](const base::Result<double, VolFailure>& r) {
    return r ? std::to_string(*r) : std::string(to_string(r.error()));
  };
  const auto failure = testing::AssertionFailure()
                       << "F " << quote.F << " K " << quote.K << " price " << quote.undiscounted_price << " at least "
                       << quote.smallest_time_value << ": " << told(batch) << " for " << told(scalar);
  if (batch.has_value() != scalar.has_value()) return failure;
  if (!scalar) return batch.error() == scalar.error() ? testing::AssertionSuccess() : failure;
  if (*batch == *scalar) return testing::AssertionSuccess();
  const double allowed = 1e-12 * *scalar + 2e-15 + conditioning(quote, *scalar);
  return std::abs(*batch - *scalar) <= allowed ? testing::AssertionSuccess() : failure;
}

void expect_agreement(const std::vector<VolQuote>& quotes) {
  const auto answers = implied_total_vols(quotes);
  ASSERT_EQ(answers.size(), quotes.size());
  for (std::size_t i = 0; i < quotes.size(); ++i) ASSERT_TRUE(agree(quotes[i], answers[i])) << i;
}

/// Every combination of numbers that have broken solvers before.
TEST_P(ImpliedVols, AgreeWithTheScalarSolverOnAbsurdInputs) {
  constexpr double inf = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
  const double numbers[] = {0,    -0.0,  5e-324, 1e-310, 2.3e-308, 1e-200, 1e-51,  1e-50, 1e-3,
                            1,    9.999, 10,     10.001, 99.99,    100,    100.01, 110,   1e6,
                            1e50, 1e51,  1e200,  1e308,  -1,       -1e300, inf,    -inf,  nan};
  std::vector<VolQuote> quotes;
  for (double F : numbers)
    for (double K : numbers)
      for (double price : numbers)
        for (double smallest : {0.0, 0.005, nan})
          for (Right right : {Right::call, Right::put}) quotes.push_back({right, price, F, K, smallest});
  expect_agreement(quotes);
}

/// Prices of all volatilities and moneyness, shaken so that some lie outside the bounds and many near them.
std::vector<VolQuote> shaken_quotes(std::size_t count, unsigned seed) {
  std::mt19937_64 bits(seed);
  std::uniform_real_distribution<double> unit(0, 1);
  std::vector<VolQuote> quotes;
  while (quotes.size() < count) {
    const double v = std::pow(10, -6 + 7 * unit(bits)), F = std::pow(10, 6 * unit(bits) - 1);
    const double K = F * std::exp(v * 20 * (unit(bits) - 0.5) * unit(bits));
    const Right right = unit(bits) < 0.5 ? Right::call : Right::put;
    const double intrinsic = std::max(right == Right::call ? F - K : K - F, 0.0);
    const double prices[] = {black_price(right, F, K, v), intrinsic,          intrinsic * (1 + 1e-15),
                             std::min(F, K) + intrinsic,  intrinsic + 1e-300, F * (1 - 1e-16)};
    const double pick = unit(bits);
    const double price = prices[pick < 0.9 ? 0 : 1 + static_cast<std::size_t>((pick - 0.9) * 50)];
    quotes.push_back({right, price, F, K, unit(bits) < 0.8 ? 0.0 : price * unit(bits)});
  }
  return quotes;
}

TEST_P(ImpliedVols, AgreeWithTheScalarSolverOnRandomQuotes) { expect_agreement(shaken_quotes(30'000, 1)); }

/// GAMMAFIELD_LONG=1: ten million; otherwise enough to keep every kind of quote in.
std::size_t round_trip_count() { return std::getenv("GAMMAFIELD_LONG") != nullptr ? 10'000'000 : 100'000; }

/// An out-of-the-money quote and the volatility that made it.
struct Trip {
  VolQuote quote;
  double v = 0;
};

Trip round_trip(std::mt19937_64& bits) {
  std::uniform_real_distribution<double> unit(0, 1);
  const double v = std::pow(10, -3.5 + 4 * unit(bits)), F = std::pow(10, 5 * unit(bits));
  const double K = F * std::exp(v * 16 * (unit(bits) - 0.5));
  const Right right = K < F ? Right::put : Right::call;
  return {{right, black_price(right, F, K, v), F, K, 0}, v};
}

TEST(ImpliedVolsRoundTrip, GivesBackTheVolatilityWithoutAnOutlier) {
  constexpr std::size_t at_a_time = 50'000;
  std::mt19937_64 bits(42);
  std::vector<VolQuote> quotes(at_a_time);
  std::vector<double> vols(at_a_time);
  double worst = 0;
  for (std::size_t done = 0; done < round_trip_count(); done += at_a_time) {
    for (std::size_t i = 0; i < at_a_time; ++i) {
      const Trip trip = round_trip(bits);
      quotes[i] = trip.quote, vols[i] = trip.v;
    }
    const auto answers = implied_total_vols(quotes);
    for (std::size_t i = 0; i < at_a_time; ++i) {
      ASSERT_TRUE(answers[i]) << to_string(answers[i].error()) << ' ' << vols[i];
      // black_price itself is good to a few units of the last place, more where its two terms cancel
      const double price_error = 2e-15 * quotes[i].undiscounted_price / scalar_vega(quotes[i], vols[i]);
      const double error = std::abs(*answers[i] - vols[i]) / (1e-12 * vols[i] + 2e-15 + price_error);
      ASSERT_LE(error, 1) << "F " << quotes[i].F << " K " << quotes[i].K << " v " << vols[i];
      worst = std::max(worst, error);
    }
  }
  RecordProperty("share_of_the_error_allowed", std::to_string(worst));
}

TEST(ImpliedVolsCompany, DoesNotChangeAnAnswer) {
  const auto quotes = shaken_quotes(1'000, 2);
  const auto all = implied_total_vols(quotes);
  for (std::size_t i = 0; i < quotes.size(); i += 7) {
    const auto alone = implied_total_vols(std::span(quotes).subspan(i, 1));
    EXPECT_EQ(alone.front(), all[i]) << i;
  }
  EXPECT_TRUE(implied_total_vols({}).empty());
}

}  // namespace
}  // namespace gammafield::pricing
