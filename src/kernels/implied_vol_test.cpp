#include "kernels/implied_vol.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "kernels/targets.h"

namespace gammafield::kernels {
namespace {

struct Quote {
  double F = 100, K = 100, price = 4, sign = 1, smallest = 0;
};

struct Result {
  std::vector<double> v;
  std::vector<std::uint32_t> leftover;
};

Result vols_of(const std::vector<Quote>& quotes, std::size_t threads = 1) {
  std::vector<double> F, K, price, sign, smallest;
  for (const Quote& q : quotes) {
    F.push_back(q.F), K.push_back(q.K), price.push_back(q.price);
    sign.push_back(q.sign), smallest.push_back(q.smallest);
  }
  Result out{std::vector<double>(quotes.size()), {}};
  out.leftover = implied_total_vols({F, K, price, sign, smallest}, out.v, threads).elements();
  return out;
}

/// Black's out-of-the-money price and its slope in v, in 80 bits.
struct Black {
  long double price, vega;
  Black(long double F, long double K, long double v) {
    const auto tail = [](long double x) { return std::erfc(x * 0.70710678118654752440L) / 2; };
    const long double h = std::abs(std::log(F / K)) / v, t = v / 2;
    const long double root = std::sqrt(F * K);
    price = root * (std::exp(-h * t) * tail(h - t) - std::exp(h * t) * tail(h + t));
    vega = root * std::exp(-(h * h + t * t) / 2) * 0.39894228040143267794L;
  }
};

struct RoundTrip {
  Quote quote;
  double v = 0;
  double conditioning = 0;  ///< what half a unit of the price's last place does to v
};

/// Volatilities of the kernel's range, strikes up to `steps` standard deviations away, on either side.
std::vector<RoundTrip> round_trips(std::size_t count, double steps, unsigned seed) {
  std::mt19937_64 bits(seed);
  std::uniform_real_distribution<double> unit(0, 1);
  std::vector<RoundTrip> trips;
  while (trips.size() < count) {
    const double v = std::pow(10, std::log10(1.01e-3) + unit(bits) * std::log10(2.1 / 1.01e-3));
    const double x = v * steps * unit(bits) * (unit(bits) < 0.5 ? -1 : 1), F = std::pow(10, 8 * unit(bits) - 2);
    const double K = F * std::exp(x), sign = unit(bits) < 0.5 ? -1 : 1;
    const Black black(F, K, v);
    const double intrinsic = std::max(sign * (F - K), 0.0);
    const auto price = static_cast<double>(black.price + intrinsic);
    const double last_place = std::nextafter(price, std::numeric_limits<double>::infinity()) - price;
    const double conditioning = 0.5 * last_place / static_cast<double>(black.vega);
    const bool is_solvable = price - intrinsic < 0.74 * std::min(F, K) && conditioning < 1e-3 * v;
    if (is_solvable && std::abs(std::log(F / K)) < 0.99 * steps * v)
      trips.push_back({{F, K, price, sign, 0}, v, conditioning});
  }
  return trips;
}

std::vector<Quote> quotes_of(const std::vector<RoundTrip>& trips) {
  std::vector<Quote> quotes;
  for (const RoundTrip& trip : trips) quotes.push_back(trip.quote);
  return quotes;
}

class VectorImpliedVol : public testing::TestWithParam<Target> {
 protected:
  ForcedTarget forced_{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(EveryTarget, VectorImpliedVol, testing::ValuesIn(supported_targets()),
                         [](const auto& test) { return std::string(to_string(test.param)); });

TEST_P(VectorImpliedVol, GivesBackTheVolatilityThatMadeThePrice) {
  for (double steps : {10.0, 3.0, 0.01}) {
    const auto trips = round_trips(20'000, steps, 7);
    const Result result = vols_of(quotes_of(trips));
    EXPECT_TRUE(result.leftover.empty()) << result.leftover.size() << " left at " << steps;
    double worst = 0;
    for (std::size_t i = 0; i < trips.size(); ++i) {
      const double error = std::abs(result.v[i] - trips[i].v) - 1.5 * trips[i].conditioning;
      const double allowed = 1e-13 * trips[i].v + 1e-15;
      worst = std::max(worst, error / allowed);
      ASSERT_LE(error, allowed) << "F " << trips[i].quote.F << " K " << trips[i].quote.K << " v " << trips[i].v;
    }
    RecordProperty("share_of_the_error_allowed", std::to_string(worst));
  }
}

TEST_P(VectorImpliedVol, LeavesWhatItCannotSolveToScalarCode) {
  constexpr double inf = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
  const struct {
    std::string_view why;
    Quote quote;
  } rows[] = {
      {"no price", {.price = 0}},
      {"price negative", {.price = -1}},
      {"price the smallest double", {.price = 5e-324}},
      {"price not a number", {.price = nan}},
      {"price infinite", {.price = inf}},
      {"price at the maximum", {.price = 100}},
      {"price near the maximum", {.price = 90}},
      {"price above the maximum", {.price = 1e300}},
      {"call at its intrinsic value", {.K = 90, .price = 10}},
      {"put below its intrinsic value", {.K = 110, .price = 9, .sign = -1}},
      {"less time value than asked for", {.price = 4, .smallest = 4.5}},
      {"smallest time value not a number", {.smallest = nan}},
      {"forward zero", {.F = 0}},
      {"forward negative", {.F = -100}},
      {"forward not a number", {.F = nan}},
      {"forward infinite", {.F = inf}},
      {"forward denormal", {.F = 5e-324}},
      {"strike zero", {.K = 0}},
      {"strike negative", {.K = -100}},
      {"strike huge", {.K = 1e300}},
      {"strike not a number", {.K = nan}},
      {"strike infinite", {.K = inf}},
      {"volatility too small", {.price = 1e-6}},
      {"a strike out of reach", {.K = 1000, .price = 1e-30}},
  };
  for (const auto& row : rows) {
    std::vector<Quote> quotes(21);
    quotes[13] = row.quote;
    const Result result = vols_of(quotes);
    EXPECT_EQ(result.leftover, std::vector<std::uint32_t>{13}) << row.why;
    EXPECT_NEAR(result.v[12], 0.10027, 1e-4) << "its neighbour";
  }
}

TEST_P(VectorImpliedVol, NeitherPlaceNorLengthNorCompanyChangesAVolatility) {
  const auto quotes = quotes_of(round_trips(400, 10, 3));
  const Result all = vols_of(quotes);
  for (std::size_t begin : {0u, 1u, 5u, 127u, 128u, 131u})
    for (std::size_t end : {132u, 200u, 255u, 256u, 263u, 400u}) {
      const Result part = vols_of({quotes.begin() + static_cast<long>(begin), quotes.begin() + static_cast<long>(end)});
      for (std::size_t i = begin; i < end; ++i) ASSERT_EQ(part.v[i - begin], all.v[i]) << begin << ' ' << end;
    }
}

TEST_P(VectorImpliedVol, OfNothingIsNothing) { EXPECT_TRUE(vols_of({}).leftover.empty()); }

TEST(VectorImpliedVolThreads, GiveTheSameBits) {
  auto quotes = quotes_of(round_trips(2'000, 10, 4));
  while (quotes.size() < 51'001) quotes.push_back(quotes[quotes.size() - 2'000]);
  for (std::size_t i : {1u, 25'000u, 25'511u, 51'000u}) quotes[i].price = 0;
  const Result one = vols_of(quotes);
  EXPECT_EQ(one.leftover, (std::vector<std::uint32_t>{1, 25'000, 25'511, 51'000}));
  for (std::size_t threads : {2u, 5u}) {
    const Result several = vols_of(quotes, threads);
    EXPECT_EQ(several.leftover, one.leftover);
    for (std::size_t i = 0; i < quotes.size(); ++i)
      if (quotes[i].price > 0) {
        ASSERT_EQ(several.v[i], one.v[i]) << i;
      }
  }
}

TEST(VectorImpliedVolTargets, AgreeToTheErrorAllowed) {
  const auto trips = round_trips(10'000, 10, 5);
  std::vector<Result> results;
  for (Target target : supported_targets()) {
    const ForcedTarget forced(target);
    results.push_back(vols_of(quotes_of(trips)));
  }
  for (const Result& other : results)
    for (std::size_t i = 0; i < trips.size(); ++i)
      ASSERT_NEAR(other.v[i], results[0].v[i], 1e-13 * trips[i].v + 1e-15 + 3 * trips[i].conditioning);
}

}  // namespace
}  // namespace gammafield::kernels
