#include "chart/number_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace gammafield::chart {
namespace {

using namespace std::chrono;
using market::Spot;
using market::Strike;
using market::UsdPerPercent;

TEST(Money, IsSaidWithThreeDigits) {
  struct Row {
    std::string_view why;
    double usd;
    std::string_view text;
  };
  const Row rows[] = {
      {"billions", 22.13e9, "+$22.1bn"},
      {"a minus as wide as the plus", -1.2e9, "−$1.2bn"},
      {"trailing zeros say nothing", 2e9, "+$2bn"},
      {"rounds up into the next unit", 999.96e6, "+$1bn"},
      {"rounds up inside the unit", 9.996e6, "+$10m"},
      {"millions", 870.4e6, "+$870m"},
      {"thousands", -12340, "−$12.3k"},
      {"single dollars", 12, "+$12"},
      {"cents", 0.5, "+$0.5"},
      {"zero has no sign", 0, "$0"},
      {"what rounds to zero has none either", -1e-9, "$0"},
      {"trillions stay trillions", 4.2e15, "+$4200tn"},
      {"a NaN is no number", std::nan(""), "unknown"},
      {"nor is infinity", std::numeric_limits<double>::infinity(), "unknown"},
      {"absurd numbers stay short", 1e300, "+$1.00e+300"},
  };
  for (const auto& row : rows) EXPECT_EQ(signed_money(UsdPerPercent{row.usd}), row.text) << row.why;
  EXPECT_EQ(money(UsdPerPercent{22.13e9}), "$22.1bn");
}

TEST(PriceText, HasCentsOnlyWhereThereAreSome) {
  EXPECT_EQ(price_text(Strike{4525}), "4,525");
  EXPECT_EQ(price_text(Spot{4505.1001}), "4,505.10");
  EXPECT_EQ(price_text(Strike{136.5}), "136.50");
  EXPECT_EQ(price_text(Spot{100000}), "100,000");
  EXPECT_EQ(price_text(Spot{999.999}), "1,000");
  EXPECT_EQ(price_text(Spot{1e300}), "1e+300");
  EXPECT_EQ(price_text(Spot{-1234.5}), "−1,234.50");
}

TEST(Money, OfPlainDollarsReadsLikeThatOfExposures) {
  EXPECT_EQ(money(market::Usd{-1'240'000}), "−$1.24m");
  EXPECT_EQ(signed_money(market::Usd{870e6}), "+$870m");
  EXPECT_EQ(signed_money(market::Usd{0}), "$0");
}

TEST(Shares, HaveASignUnlessThereAreNone) {
  EXPECT_EQ(signed_shares(market::Shares{1'240'000}), "+1.24m");
  EXPECT_EQ(signed_shares(market::Shares{-3500}), "−3.5k");
  EXPECT_EQ(signed_shares(market::Shares{1e-9}), "0");
  EXPECT_EQ(signed_shares(market::Shares{std::nan("")}), "unknown");
}

TEST(Percent, NeverRoundsToNothingOrToAll) {
  EXPECT_EQ(percent({0}), "0 %");
  EXPECT_EQ(percent({0.0004}), "<0.1 %");
  EXPECT_EQ(percent({0.9834}), "98.3 %");
  EXPECT_EQ(percent({0.99999}), ">99.9 %");
  EXPECT_EQ(percent({1}), "100 %");
  EXPECT_EQ(signed_percent({0.441}), "+0.44 %");
  EXPECT_EQ(signed_percent({-12.46}), "−12.5 %");
}

TEST(Times, AreNewYorks) {
  EXPECT_EQ(time_text(sys_days{2023y / September / 14} + 20h + 31min, market::Calendar::us()),
            "Thu 14 Sep 2023, 16:31 New York")
      << "summer time";
  EXPECT_EQ(time_text(sys_days{2025y / January / 7} + 2h + 30min, market::Calendar::us()),
            "Mon 6 Jan 2025, 21:30 New York")
      << "the day before in UTC";
  EXPECT_EQ(day_text(2024y / February / 29), "Thu 29 Feb 2024");
  EXPECT_EQ(day_text(market::Date{}), "unknown date");
  EXPECT_EQ(short_day(2024y / February / 29), "29 Feb");
}

}  // namespace
}  // namespace gammafield::chart
