#include "pricing/forward.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <random>
#include <string_view>

#include "pricing/black_scholes.h"

namespace gammafield::pricing {
namespace {

using market::Right;

struct Market {
  double forward = 5000, discount = 0.98, total_vol = 0.1, half_spread = 0.5;
  std::size_t strikes = 41;
};

/// Quotes of a flat smile on strikes within 10 % of the forward; `noise(i)` moves the call's quote.
template <class Noise>
std::vector<ParityPair> quotes(const Market& m, Noise noise) {
  std::vector<ParityPair> pairs;
  for (std::size_t i = 0; i < m.strikes; ++i) {
    const double K = m.forward * (0.9 + 0.2 * static_cast<double>(i) / static_cast<double>(m.strikes - 1));
    const double call = m.discount * black_price(Right::call, m.forward, K, m.total_vol) + noise(i);
    const double put = m.discount * black_price(Right::put, m.forward, K, m.total_vol);
    pairs.push_back({K, call - m.half_spread, call + m.half_spread, put - m.half_spread, put + m.half_spread});
  }
  return pairs;
}

std::vector<ParityPair> exact_quotes(const Market& m) {
  return quotes(m, [](std::size_t) { return 0.0; });
}

TEST(ForwardFromParity, NeedsFivePairs) {
  const auto pairs = exact_quotes({.strikes = 5});
  EXPECT_TRUE(forward_from_parity(pairs, 0.5, {}));
  EXPECT_FALSE(forward_from_parity(std::span(pairs).first(4), 0.5, {}));
  EXPECT_FALSE(forward_from_parity(std::span(pairs).first(4), 0.5, 0.99));
  EXPECT_FALSE(forward_from_parity({}, 0.5, {}));
}

TEST(ForwardFromParity, DoesNotBelieveEverySlope) {
  struct Row {
    std::string_view why;
    double discount, years;
    bool believed;
  };
  const Row rows[] = {
      {"4 % for half a year", std::exp(-0.04 * 0.5), 0.5, true},
      {"19 % a year is the edge of the believable", std::exp(-0.19 * 0.5), 0.5, true},
      {"21 % a year is not", std::exp(-0.21 * 0.5), 0.5, false},
      {"a little above 1 may be a negative rate", std::exp(0.015 * 0.5), 0.5, true},
      {"more than 2 % below zero is early exercise or noise", std::exp(0.025 * 0.5), 0.5, false},
      {"six days: the slope does not identify D", std::exp(-0.04 * 6 / 365), 6 / 365.0, false},
  };
  for (const Row& row : rows)
    EXPECT_EQ(forward_from_parity(exact_quotes({.discount = row.discount}), row.years, {}).has_value(), row.believed)
        << row.why;
}

TEST(ForwardFromParity, RefusesASlopeThroughPointsFartherOffThanTheirSpreads) {
  const Market m{.half_spread = 0.05};
  const auto pairs = quotes(m, [](std::size_t i) { return i % 2 == 0 ? 3.0 : -3.0; });
  EXPECT_FALSE(forward_from_parity(pairs, 0.5, {}));
  EXPECT_NEAR(forward_from_parity(pairs, 0.5, m.discount)->forward, m.forward, 3.2);
}

TEST(ForwardFromParity, FixedDiscountTakesTheMedianForward) {
  const auto fit = forward_from_parity(exact_quotes({}), 2 / 365.0, 0.98);
  ASSERT_TRUE(fit);
  EXPECT_EQ(fit->source, ForwardSource::parity_fixed_rate);
  EXPECT_EQ(fit->discount, 0.98);
  EXPECT_NEAR(fit->forward, 5000, 1e-9);
  EXPECT_NEAR(fit->forward_se, 0, 1e-9);
}

TEST(ForwardFromParity, CountsPairsThatAllowAnArbitrage) {
  auto pairs = exact_quotes({.strikes = 40});
  for (std::size_t i = 0; i < 4; ++i) {
    pairs[10 * i].call_bid += 2;
    pairs[10 * i].call_ask += 2;
  }
  EXPECT_NEAR(forward_from_parity(pairs, 0.5, {})->arbitrage_free_share, 0.9, 1e-12);
}

TEST(ForwardFromParity, TheStandardErrorIsTheSpreadOfRepeatedFits) {
  std::mt19937_64 random(3);
  std::normal_distribution<double> noise(0, 0.4);
  double squares = 0, claimed = 0;
  constexpr int repetitions = 2000;
  for (int i = 0; i < repetitions; ++i) {
    const auto fit = forward_from_parity(quotes({}, [&](std::size_t) { return noise(random); }), 0.5, {});
    ASSERT_TRUE(fit);
    squares += (fit->forward - 5000) * (fit->forward - 5000);
    claimed += fit->forward_se * fit->forward_se;
  }
  EXPECT_NEAR(std::sqrt(claimed / squares), 1, 0.1);
}

double uniform(double low, double high) { return low + (high - low) * (*rc::gen::inRange<int>(0, 1'000'001)) / 1e6; }

RC_GTEST_PROP(ForwardFromParity, FindsForwardAndDiscountOfExactQuotes, ()) {
  const double years = uniform(8 / 365.0, 5);
  const Market m{.forward = std::exp(uniform(1, 10)),
                 .discount = std::exp(-uniform(-0.01, 0.15) * years),
                 .total_vol = uniform(0.02, 0.8),
                 .half_spread = uniform(0, 1),
                 .strikes = static_cast<std::size_t>(*rc::gen::inRange(5, 200))};
  const auto fit = forward_from_parity(exact_quotes(m), years, {});
  RC_ASSERT(fit.has_value());
  RC_ASSERT(fit->source == ForwardSource::parity);
  RC_ASSERT(std::abs(fit->forward / m.forward - 1) < 1e-10);
  RC_ASSERT(std::abs(fit->discount - m.discount) < 1e-9);
  RC_ASSERT(fit->forward_se < 1e-9 * m.forward);
}

RC_GTEST_PROP(ForwardFromParity, OneQuoteInTenMayBeWrong, ()) {
  const Market m{.half_spread = uniform(0.1, 1)};
  const double wrong = uniform(-200, 200);
  const std::size_t first = static_cast<std::size_t>(*rc::gen::inRange(0, 10));
  const auto pairs = quotes(m, [&](std::size_t i) {
    const double rounding = 0.1 * (static_cast<double>(i * 7 % 5) - 2) * m.half_spread;
    return i % 10 == first ? wrong : rounding;
  });
  const auto fit = forward_from_parity(pairs, 0.5, {});
  RC_ASSERT(fit.has_value());
  RC_ASSERT(std::abs(fit->forward - m.forward) < m.half_spread);
  RC_ASSERT(std::abs(fit->discount - m.discount) < 0.003);
}

}  // namespace
}  // namespace gammafield::pricing
