#include "strategies/option_quotes.h"

#include <chrono>
#include <cmath>

#include <gtest/gtest.h>

#include "market/calendar.h"

namespace gammafield::strategies {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

const market::Instant now = market::Calendar::us().session_close(std::chrono::year{2026} / 1 / 5);

/// The put of docs/methods.md 8.2: S 450, K 445, r 4.5 %, q 1.4 %, volatility 18 %, 30 days; QuantLib
/// says 6.4496997741.
OptionQuotes golden() {
  const double years = 30 / 365.0;
  OptionQuotes quotes{.as_of = now, .available = now, .spot = 450, .expiries = {}, .most_exposed = {}};
  quotes.expiries.push_back({.date = std::chrono::year{2026} / 2 / 4,
                             .settles_at = now + days{30},
                             .forward = 450 * std::exp((0.045 - 0.014) * years),
                             .discount = std::exp(-0.045 * years),
                             .strikes = {{445, 0.18, std::nullopt, 0.05}, {460, 0.16, 0.02, std::nullopt}}});
  quotes.most_exposed = {{440, std::chrono::year{2026} / 1 / 9}, {445, std::chrono::year{2026} / 2 / 4}};
  return quotes;
}

const Option put{now + days{30}, 445, market::Right::put};

TEST(OptionPrice, IsBlacksAtTheQuotedVolatility) {
  const auto price = price_of(golden(), put, now, 450);
  ASSERT_TRUE(price);
  EXPECT_NEAR(price->mid, 6.4496997741, 1e-9);
  EXPECT_EQ(price->half_spread, 0.05);
}

TEST(OptionPrice, KeepsParityLaterAndElsewhere) {
  // scipy: 10 days later at 437.5: F = 437.5 e^(0.031 20/365), D = e^(-0.045 20/365); put 11.2570658993
  const auto later = now + days{10};
  auto call = put;
  call.right = market::Right::call;
  const auto put_price = price_of(golden(), put, later, 437.5), call_price = price_of(golden(), call, later, 437.5);
  ASSERT_TRUE(put_price && call_price);
  const double years = 20 / 365.0;
  const double parity = 437.5 * std::exp(-0.014 * years) - 445 * std::exp(-0.045 * years);
  EXPECT_NEAR(call_price->mid - put_price->mid, parity, 1e-9);
  EXPECT_NEAR(put_price->mid, 11.2570658993, 1e-8);
  EXPECT_FALSE(call_price->half_spread) << "the call was not quoted";
}

TEST(OptionPrice, IsWhatItPaysFromSettlementOn) {
  EXPECT_EQ(price_of(golden(), put, put.settles_at, 440)->mid, 5);
  EXPECT_EQ(price_of(golden(), put, put.settles_at + hours{3}, 450)->mid, 0);
  EXPECT_GT(price_of(golden(), put, put.settles_at - minutes{1}, 446)->mid, 0);
}

TEST(OptionPrice, IsNoneOfWhatWasNotQuoted) {
  EXPECT_FALSE(price_of(golden(), {put.settles_at, 446, market::Right::put}, now, 450));
  EXPECT_FALSE(price_of(golden(), {put.settles_at + hours{1}, 445, market::Right::put}, now, 450));
}

TEST(MostExposedExpiry, IsOfTheStrikeThatIsNear) {
  EXPECT_EQ(most_exposed_expiry(golden(), 440.3), (std::chrono::year{2026} / 1 / 9));
  EXPECT_FALSE(most_exposed_expiry(golden(), 443));
  EXPECT_FALSE(most_exposed_expiry({}, 443));
}

}  // namespace
}  // namespace gammafield::strategies
