#include "exposure/repriced_book.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "exposure/profile.h"
#include "exposure/testing_book.h"

namespace gammafield::exposure {
namespace {

using market::Right;
using market::Spot;

/// The spot between two where net GEX changes sign, by halving: on purpose not the root finder of levels.
double sign_change(const RepricedBook& book, double low, double high) {
  const bool positive_low = book.net_gex(Spot{low}).value() > 0;
  for (int i = 0; i < 200; ++i) {
    const double middle = 0.5 * (low + high);
    ((book.net_gex(Spot{middle}).value() > 0) == positive_low ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

// docs/methods.md 8.4 (24): long calls at K1, short puts at K2, the same sigma and T, no rates.
TEST(RepricedBook, TwoStrikesCrossZeroWhereTheClosedFormSays) {
  struct Row {
    std::string_view why;
    double call_strike, put_strike, calls, puts, vol, years;
  };
  const Row rows[] = {
      {"the golden example", 105, 95, 3000, 2000, 0.2, 0.1},
      {"equal open interest: sqrt(K1 K2) e^(-v^2/2)", 105, 95, 1000, 1000, 0.2, 0.1},
      {"puts above calls: the root is inverted", 95, 105, 3000, 2000, 0.2, 0.1},
      {"far apart and narrow: both are 1e-60 of their peaks at the root", 105, 95, 3000, 2000, 0.2, 0.001},
      {"two years", 105, 95, 3000, 2000, 0.2, 2},
      {"one contract against a million", 105, 95, 1, 1e6, 0.2, 0.1},
  };
  for (const Row& row : rows) {
    const RepricedBook book{testing_book({{row.years, Right::call, row.call_strike, row.vol, row.calls},
                                          {row.years, Right::put, row.put_strike, row.vol, row.puts}})};
    const double variance = row.vol * row.vol * row.years;
    const double a1 = std::log(row.call_strike) - 0.5 * variance, a2 = std::log(row.put_strike) - 0.5 * variance;
    const double root = std::exp(0.5 * (a1 + a2) + variance * std::log(row.calls / row.puts) / (a2 - a1));
    EXPECT_NEAR(sign_change(book, 0.5 * root, 2 * root), root, 1e-10) << row.why;
  }
}

TEST(RepricedBook, TwoStrikesCrossZeroAtTheGoldenSpot) {
  const RepricedBook book{testing_book({{0.1, Right::call, 105, 0.2, 3000}, {0.1, Right::put, 95, 0.2, 2000}})};
  EXPECT_NEAR(sign_change(book, 80, 120), 98.0731413968, 1e-10);
  EXPECT_LT(book.net_gex(Spot{98.07}).value(), 0) << "below the flip dealers are short gamma";
  EXPECT_GT(book.net_gex(Spot{98.08}).value(), 0) << "above it long";
  EXPECT_GT(book.slope(Spot{98.0731}).value(), 0);
}

TEST(RepricedBook, OneStrikeOfCallsIsPositiveEverywhere) {
  const RepricedBook book{testing_book({{0.1, Right::call, 100, 0.2, 1000}})};
  for (const ProfilePoint& point : curve(book, Spot{30}, Spot{300}, 500)) {
    EXPECT_GT(point.net.value(), 0) << point.spot.value();
    EXPECT_EQ(point.net, point.gross) << point.spot.value();
  }
}

TEST(RepricedBook, ACallAndAPutOfOneStrikeCancelToExactlyNothing) {
  const RepricedBook book{testing_book({{0.1, Right::call, 100, 0.2, 1000}, {0.1, Right::put, 100, 0.2, 1000}})};
  for (const double spot : {50.0, 99.0, 100.0, 120.0}) {
    EXPECT_EQ(book.net_gex(Spot{spot}).value(), 0) << spot;
    EXPECT_EQ(book.slope(Spot{spot}).value(), 0) << spot;
  }
  EXPECT_GT(book.gross_gex(Spot{100}).value(), 0);
}

TEST(RepricedBook, OwnVolatilitiesOfACallAndAPutStayApart) {
  const RepricedBook book{testing_book({{0.1, Right::call, 100, 0.2, 1000}, {0.1, Right::put, 100, 0.3, 1000}})};
  EXPECT_GT(book.net_gex(Spot{100}).value(), 0) << "the call of lower volatility has more gamma at the money";
  EXPECT_LT(book.net_gex(Spot{80}).value(), 0) << "and less far from it";
}

TEST(RepricedBook, OneStrikeInTwoExpiriesIsTwoBumps) {
  const TestingOption near{0.1, Right::call, 100, 0.2, 1000}, far{0.5, Right::call, 100, 0.2, 1000};
  const RepricedBook both{testing_book({near, far})}, first{testing_book({near})}, second{testing_book({far})};
  for (const double spot : {80.0, 100.0, 130.0}) {
    EXPECT_DOUBLE_EQ(both.net_gex(Spot{spot}).value(),
                     first.net_gex(Spot{spot}).value() + second.net_gex(Spot{spot}).value());
  }
}

TEST(RepricedBook, HedgingFlowKeepsItsDigitsDeepInTheMoney) {
  // Both deltas are 1 to ten digits; what is traded between is told by the tail of the normal distribution that is
  // left.
  const RepricedBook book{testing_book({{0.1, Right::call, 100, 0.2, 1000}})};
  const double v = 0.2 * std::sqrt(0.1);
  const auto left = [&](double spot) { return 0.5 * std::erfc((std::log(spot / 100) / v + v / 2) / std::sqrt(2.0)); };
  const double sold = 100'000 * (left(150) - left(155));
  EXPECT_NEAR(book.hedging_flow(Spot{150}, Spot{155}).value(), -sold, 1e-11 * sold);
}

TEST(RepricedBook, AnEmptyBookIsFlat) {
  const RepricedBook book{testing_book({})};
  EXPECT_EQ(book.net_gex(Spot{100}).value(), 0);
  EXPECT_EQ(book.slope(Spot{100}).value(), 0);
  EXPECT_EQ(book.hedging_flow(Spot{100}, Spot{110}).value(), 0);
  EXPECT_TRUE(book.spike_spots(Spot{50}, Spot{150}).empty());
  EXPECT_TRUE(book.profile({}).empty());
  EXPECT_TRUE(book.empty());
}

TEST(RepricedBook, StaysFiniteAtTheEdgesOfItsDomain) {
  struct Row {
    std::string_view why;
    TestingOption option;
  };
  const double minute = 1.0 / 525'600;
  const Row rows[] = {
      {"a minute to go", {minute, Right::call, 100, 0.15, 1e6}},
      {"as good as no volatility", {minute, Right::call, 100, 1e-9, 1e6}},
      {"volatility of 3000 % for five years", {5, Right::call, 100, 30, 1e6}},
      {"a strike of nothing", {0.1, Right::put, 1e-6, 0.2, 1e6}},
      {"a strike beyond everything", {0.1, Right::call, 1e9, 0.2, 1e6}},
  };
  for (const Row& row : rows) {
    const RepricedBook book{testing_book({row.option})};
    for (const double spot : {1e-9, 1.0, 99.99, 100.0, 100.01, 1e4, 1e12}) {
      EXPECT_TRUE(std::isfinite(book.net_gex(Spot{spot}).value())) << row.why;
      EXPECT_TRUE(std::isfinite(book.slope(Spot{spot}).value())) << row.why;
      EXPECT_TRUE(std::isfinite(book.hedging_flow(Spot{100}, Spot{spot}).value())) << row.why;
    }
    for (const ProfilePoint& point : curve(book, Spot{1e-3}, Spot{1e3}, 101)) {
      EXPECT_TRUE(std::isfinite(point.net.value()) && std::isfinite(point.gross.value())) << row.why;
    }
  }
}

TEST(SpikeSpots, MarkTheNarrowContractsOnly) {
  const double v = 0.004;  // sigma * sqrt(T) at 0.2
  const double narrow_years = (v / 0.2) * (v / 0.2);
  const RepricedBook book{testing_book({{narrow_years, Right::call, 100, 0.2, 10}, {0.1, Right::call, 105, 0.2, 10}})};
  const auto spots = book.spike_spots(Spot{90}, Spot{110});
  ASSERT_EQ(spots.size(), 9U);
  const double widths[] = {-3, -2, -1, -0.5, 0, 0.5, 1, 2, 3};
  for (std::size_t i = 0; i < 9; ++i) EXPECT_NEAR(spots[i].value(), 100 * std::exp(widths[i] * v), 1e-12);
}

TEST(SpikeSpots, OfTwoContractsAtOnePlaceAreThoseOfOne) {
  const RepricedBook book{testing_book({{0.0004, Right::call, 100, 0.2, 10}, {0.0004, Right::call, 100.01, 0.2, 10}})};
  EXPECT_EQ(book.spike_spots(Spot{90}, Spot{110}).size(), 9U) << "an eighth of a width is 0.05 dollars";
}

TEST(SpikeSpots, StayBetweenTheTwoSpots) {
  const RepricedBook book{testing_book({{0.0004, Right::call, 100, 0.2, 10}})};
  const auto spots = book.spike_spots(Spot{100}, Spot{100.5});
  ASSERT_EQ(spots.size(), 3U) << "the strike, and a half and one width above";
  EXPECT_EQ(spots.front().value(), 100);
  EXPECT_LE(spots.back().value(), 100.5);
  EXPECT_TRUE(book.spike_spots(Spot{101.3}, Spot{150}).empty());
}

TEST(SpikeSpots, AreAscendingAndFewHoweverManyContracts) {
  std::vector<TestingOption> options;
  for (int i = 0; i < 2000; ++i) options.push_back({0.0004, Right::call, 80 + 0.02 * i, 0.02 + 1e-5 * i, 10.0 + i});
  const auto spots = RepricedBook{testing_book(options)}.spike_spots(Spot{70}, Spot{130});
  EXPECT_LE(spots.size(), 2304U);
  EXPECT_GT(spots.size(), 256U);
  EXPECT_EQ(std::ranges::adjacent_find(spots, std::ranges::greater_equal{}), spots.end());
}

TEST(SpikeSpots, LeaveOutWhatCannotTurnTheProfile) {
  TestingMarket market;
  market.positioning = Positioning::from_csv("P,-1", "p.csv").value();
  const RepricedBook book{testing_book({{0.0004, Right::call, 100, 0.2, 10}}, market)};
  EXPECT_TRUE(book.spike_spots(Spot{90}, Spot{110}).empty()) << "the dealer is flat in the only contract";
}

TEST(Curve, IsEvenInDollarsAndEndsWhereItSays) {
  const RepricedBook book{testing_book({{0.1, Right::call, 100, 0.2, 10}})};
  const auto points = curve(book, Spot{80}, Spot{120}, 5);
  ASSERT_EQ(points.size(), 5U);
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_DOUBLE_EQ(points[i].spot.value(), 80 + 10.0 * static_cast<double>(i));
    EXPECT_NEAR(points[i].net.value(), book.net_gex(points[i].spot).value(), 1e-12 * points[i].gross.value());
  }
  EXPECT_EQ(curve(book, Spot{80}, Spot{120}, 60).back().spot.value(), 120);
  EXPECT_EQ(curve(book, Spot{80}, Spot{120}, 1).front().spot.value(), 80);
  EXPECT_TRUE(curve(book, Spot{80}, Spot{120}, 0).empty());
}

}  // namespace
}  // namespace gammafield::exposure
