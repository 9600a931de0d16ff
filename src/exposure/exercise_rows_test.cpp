#include "exposure/exercise_rows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "exposure/gamma_exposure.h"
#include "exposure/repriced_book.h"
#include "exposure/testing_book.h"
#include "kernels/targets.h"
#include "pricing/american_chain.h"

namespace gammafield::exposure {
namespace {

using market::Right;
using market::Spot;

/// A book of American options at r = 5 %, q = 2 %, one month and half a year.
Book american_book(double spot = 100) {
  TestingMarket market;
  market.spot = spot;
  market.rate = 0.05;
  market.carry = 0.02;
  market.american = true;
  return testing_book({{1 / 12.0, Right::put, 105, 0.2, 1000},
                       {1 / 12.0, Right::put, 95, 0.25, 2000},
                       {0.5, Right::put, 130, 0.3, 500},
                       {0.5, Right::call, 70, 0.3, 700},
                       {0.5, Right::call, 100, 0.2, 900}},
                      market);
}

double net_of_holdings(const Book& book) {
  double sum = 0;
  for (const Holding& holding : book.holdings) sum += holding.net_gex.value();
  return sum;
}

TEST(AmericanRepricedBook, EqualsTheBookPricedAtEachSpot) {
  const RepricedBook repriced{american_book()};
  for (const double spot : {60.0, 80.0, 90.0, 97.0, 100.0, 104.0, 115.0, 150.0}) {
    const double gross = repriced.gross_gex(Spot{spot}).value();
    EXPECT_NEAR(repriced.net_gex(Spot{spot}).value(), net_of_holdings(american_book(spot)), 1e-9 * gross) << spot;
  }
}

TEST(AmericanRepricedBook, HasNoExposureWhereEverythingIsExercised) {
  Book book = american_book();
  std::erase_if(book.holdings, [](const Holding& holding) { return holding.right == Right::call; });
  const RepricedBook repriced{book};
  EXPECT_NEAR(repriced.gross_gex(Spot{40}).value(), 0, 1e-9 * repriced.gross_gex(Spot{100}).value());
  EXPECT_GT(repriced.gross_gex(Spot{100}).value(), 0);
}

TEST(AmericanRepricedBook, ItsSlopeIsItsOwnDifferenceQuotient) {
  const RepricedBook repriced{american_book()};
  for (const double spot : {92.0, 100.0, 111.0}) {
    const double h = 1e-5;
    const double up = repriced.net_gex(Spot{spot * std::exp(h)}).value();
    const double down = repriced.net_gex(Spot{spot * std::exp(-h)}).value();
    const double slope = 0.01 * (up - down) / (2 * h);
    EXPECT_NEAR(repriced.slope(Spot{spot}).value(), slope, 1e-5 * std::abs(slope)) << spot;
  }
}

TEST(AmericanRepricedBook, JumpsWhereItSaysByWhatItSaysAndNowhereElse) {
  const RepricedBook repriced{american_book()};
  const auto change_around = [&](double spot) {
    const double below = repriced.net_gex(Spot{spot * (1 - 1e-12)}).value();
    return repriced.net_gex(Spot{spot * (1 + 1e-12)}).value() - below;
  };
  const double gross = repriced.gross_gex(Spot{100}).value();
  const auto jumps = repriced.jumps(Spot{20}, Spot{500});
  ASSERT_EQ(jumps.size(), 5u) << "each option's";
  EXPECT_TRUE(std::ranges::is_sorted(jumps, {}, &ExposureJump::spot));
  for (std::size_t i = 0; i < jumps.size(); ++i) {
    // by the equation that holds on the boundary; what is summed there is as good as the boundary is
    EXPECT_NEAR(change_around(jumps[i].spot.value()) / jumps[i].size.value(), 1, 0.002) << i;
    if (i == 0) continue;
    EXPECT_LT(std::abs(change_around(std::sqrt(jumps[i - 1].spot.value() * jumps[i].spot.value()))), 1e-9 * gross) << i;
  }
  const Spot after_second{jumps[1].spot.value() * (1 + 1e-12)}, before_fifth{jumps[4].spot.value() * (1 - 1e-12)};
  const auto between = repriced.jumps(after_second, before_fifth);
  ASSERT_EQ(between.size(), 2u);
  EXPECT_EQ(between[0].spot, jumps[2].spot);
  EXPECT_EQ(between[1].spot, jumps[3].spot);
  EXPECT_TRUE(RepricedBook{testing_book({{0.1, Right::put, 100, 0.2, 10}})}.jumps(Spot{20}, Spot{500}).empty());
}

TEST(AmericanRepricedBook, TheHedgingFlowIsTheIntegralOfItsExposure) {
  const RepricedBook repriced{american_book()};
  const double from = 98, to = 103;
  const int n = 400;
  double shares = 0;  // -integral of gamma ds, by Simpson; GEX = 0.01 gamma s^2
  for (int i = 0; i <= n; ++i) {
    const double s = from + (to - from) * i / n;
    const double gamma = repriced.net_gex(Spot{s}).value() / (0.01 * s * s);
    shares -= gamma * (i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2) * (to - from) / (3 * n);
  }
  EXPECT_NEAR(repriced.hedging_flow(Spot{from}, Spot{to}).value(), shares, 2e-4 * std::abs(shares));
  EXPECT_EQ(repriced.hedging_flow(Spot{from}, Spot{to}).value(), -repriced.hedging_flow(Spot{to}, Spot{from}).value());
}

TEST(AmericanRepricedBook, ItsDeltaIsThatOfItsHoldingsOnEveryTarget) {
  for (const double spot : {55.0, 80.0, 97.0, 100.0, 104.0, 121.0, 170.0, 260.0}) {
    const Book there = american_book(spot);
    double delta = 0, shares = 0;
    for (const Holding& holding : there.holdings) {
      delta += holding.dealer_shares.value() * there.priced->options[holding.option].greeks.delta;
      shares += std::abs(holding.dealer_shares.value());
    }
    for (const kernels::Target target : kernels::supported_targets()) {
      const kernels::ForcedTarget forced{target};
      const RepricedBook repriced{american_book()};
      EXPECT_NEAR(repriced.delta(std::vector{Spot{spot}})[0].value(), delta, 1e-11 * shares)
          << spot << ", " << to_string(target);
    }
  }
}

TEST(AmericanRepricedBook, KeepsWhatItsExpiriesKeep) {
  const Book book = american_book();
  const RepricedBook all{book};
  const RepricedBook first = all.of_expiries({true, false}), second = all.of_expiries({false, true});
  for (const double spot : {80.0, 100.0, 120.0})
    EXPECT_NEAR(first.net_gex(Spot{spot}).value() + second.net_gex(Spot{spot}).value(), all.net_gex(Spot{spot}).value(),
                1e-12 * all.gross_gex(Spot{spot}).value());
}

}  // namespace
}  // namespace gammafield::exposure
