#include "exposure/spot_exposure.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "exposure/repriced_book.h"
#include "exposure/testing_random.h"

namespace gammafield::exposure {
namespace {

using market::Right;
using market::Spot;

bool near(double a, double b, double scale) { return std::abs(a - b) <= 1e-12 * scale + no_normal_number; }

/// Sums of absolute values: what a sum is exact to.
struct Scale {
  double delta = 0, vega = 0, theta = 0, vanna = 0, charm = 0, gex = 0, speed = 0, zomma = 0, colour = 0, volga = 0;
};
Scale scale_of(const Book& book) {
  Scale all;
  for (const Holding& holding : book.holdings) {
    Book one = book;
    one.holdings = {holding};
    const Totals of = totals(one);
    all.delta += std::abs(of.net_dex.value()), all.vega += std::abs(of.net_vega.value());
    all.theta += std::abs(of.net_theta.value()), all.vanna += std::abs(of.net_vanna.value());
    all.charm += std::abs(of.net_charm.value()), all.gex += of.gross_gex.value();
    all.speed += std::abs(of.net_speed), all.zomma += std::abs(of.net_zomma);
    all.colour += std::abs(of.net_colour), all.volga += std::abs(of.net_volga);
  }
  return all;
}

/// The other way: the book made there, contract by contract.
RC_GTEST_PROP(SpotExposure, IsThatOfTheBookMadeThere, ()) {
  const Book book = testing_book(*random_options(), *random_market());
  const SpotExposure exposure{book};
  const Spot spot{book.spot().value() * *rc::gen::inRange(80, 121) * 0.01};
  const Book there = moved(book, spot);
  const ExposureThere found = exposure.at(spot);
  const Totals all = totals(there);
  const Scale scale = scale_of(there);
  RC_ASSERT(near(found.totals.net_gex.value(), all.net_gex.value(), scale.gex));
  RC_ASSERT(near(found.totals.gross_gex.value(), all.gross_gex.value(), scale.gex));
  RC_ASSERT(near(found.totals.call_gex.value(), all.call_gex.value(), scale.gex));
  RC_ASSERT(near(found.totals.put_gex.value(), all.put_gex.value(), scale.gex));
  RC_ASSERT(near(found.totals.net_dex.value(), all.net_dex.value(), scale.delta));
  RC_ASSERT(near(found.totals.net_vega.value(), all.net_vega.value(), scale.vega));
  RC_ASSERT(near(found.totals.net_theta.value(), all.net_theta.value(), scale.theta));
  RC_ASSERT(near(found.totals.net_vanna.value(), all.net_vanna.value(), scale.vanna));
  RC_ASSERT(near(found.totals.net_charm.value(), all.net_charm.value(), scale.charm));
  RC_ASSERT(near(found.totals.net_speed, all.net_speed, scale.speed));
  RC_ASSERT(near(found.totals.net_zomma, all.net_zomma, scale.zomma));
  RC_ASSERT(near(found.totals.net_colour, all.net_colour, scale.colour));
  RC_ASSERT(near(found.totals.net_volga, all.net_volga, scale.volga));

  const auto strikes = by_strike(there);
  RC_ASSERT(found.strikes.size() == strikes.size());
  for (std::size_t i = 0; i < strikes.size(); ++i) {
    RC_ASSERT(found.strikes[i].strike == strikes[i].strike);
    RC_ASSERT(found.strikes[i].open_interest() == strikes[i].open_interest());
    const double gross = strikes[i].absolute().value();
    RC_ASSERT(near(found.strikes[i].call.value(), strikes[i].call.value(), gross));
    RC_ASSERT(near(found.strikes[i].put.value(), strikes[i].put.value(), gross));
    RC_ASSERT(near(found.strikes[i].net.value(), strikes[i].net.value(), gross));
  }
}

/// A third way: the bumps of the re-priced book.
RC_GTEST_PROP(SpotExposure, IsTheProfileThere, ()) {
  const Book book = testing_book(*random_options(), *random_market());
  const RepricedBook repriced{book};
  const Spot spot{book.spot().value() * *rc::gen::inRange(80, 121) * 0.01};
  const ExposureThere found = SpotExposure{book}.at(spot);
  const double gross = repriced.gross_gex(spot).value();
  RC_ASSERT(std::abs(found.totals.net_gex.value() - repriced.net_gex(spot).value()) <=
            1e-11 * gross + no_normal_number);
}

TEST(SpotExposure, KnowsTheHoldingsOfAStrike) {
  const Book book = testing_book(
      {{0.1, Right::call, 100, 0.2, 10}, {0.1, Right::put, 95, 0.2, 30}, {0.5, Right::put, 100, 0.25, 20}});
  const SpotExposure exposure{book};
  const Spot spot{98};
  const ExposureThere there = exposure.at(spot);
  const auto holdings = exposure.holdings_at(market::Strike{100}, there);
  ASSERT_EQ(holdings.size(), 2u);
  const Book all = moved(book, spot);
  double net = 0;
  for (const Holding& one : holdings) {
    const auto same = std::ranges::find(all.holdings, one.row, &Holding::row);
    EXPECT_NEAR(one.gross_gex.value(), same->gross_gex.value(), 1e-12 * one.gross_gex.value());
    EXPECT_NEAR(one.net_gex.value(), same->net_gex.value(), 1e-12 * one.gross_gex.value());
    net += one.net_gex.value();
  }
  EXPECT_NEAR(there.strikes[1].net.value(), net, 1e-12 * there.strikes[1].absolute().value());
  EXPECT_TRUE(exposure.holdings_at(market::Strike{97}, there).empty());
}

TEST(SpotExposure, OfAnEmptyBookIsNothing) {
  const Book book = testing_book({});
  const ExposureThere there = SpotExposure{book}.at(Spot{101});
  EXPECT_TRUE(there.strikes.empty());
  EXPECT_EQ(there.totals.gross_gex.value(), 0);
}

/// Dealers all long: net and gross are one number, to the bit.
TEST(SpotExposure, NetIsGrossWhereDealersAreLongAll) {
  TestingMarket market;
  market.positioning = Positioning{PositioningModel::all_long};
  std::vector<TestingOption> options;
  for (int strike = 70; strike < 130; ++strike)
    options.push_back({0.07, Right::put, strike + 0.3, 0.21, 17.0 * strike});
  const Book book = testing_book(options, market);
  const Totals there = SpotExposure{book}.at(Spot{103.3}).totals;
  EXPECT_EQ(there.net_gex, there.gross_gex);
}

}  // namespace
}  // namespace gammafield::exposure
