#include <gtest/gtest.h>

#include <cmath>
#include <string_view>
#include <vector>

#include "exposure/testing_book.h"
#include "levels/half_life.h"
#include "levels/wall.h"

namespace gammafield::levels {
namespace {

using exposure::Book;
using exposure::by_strike;
using exposure::PositioningModel;
using exposure::RepricedBook;
using exposure::testing_book;
using exposure::TestingMarket;
using exposure::TestingOption;
using market::Right;
using market::Spot;
using std::chrono::minutes;

constexpr Right call = Right::call, put = Right::put;
constexpr double day = 1.0 / 365, minute = 1.0 / 525600;

Book book_of(const std::vector<TestingOption>& options, PositioningModel positioning = PositioningModel::naive) {
  TestingMarket market;
  market.positioning = exposure::Positioning{positioning};
  return testing_book(options, market);
}

Wall call_wall_of(const Book& book, std::optional<double> expected_move = std::nullopt, Basis basis = Basis::net) {
  const auto at = call_wall(by_strike(book), book.spot(), basis, CallWallSide::above);
  return with_attributes(*at, book, RepricedBook{book}, expected_move);
}

Wall put_wall_of(const Book& book, PutWallRule rule) {
  return with_attributes(*put_wall(by_strike(book), book.spot(), rule), book, RepricedBook{book}, std::nullopt);
}

TEST(WallAttributes, TellWhatHedgingDoesThere) {
  struct Row {
    std::string_view why;
    Wall wall;
    MechanicalEffect at_strike, of_book;
  };
  const std::vector<TestingOption> apart{{0.1, call, 105, 0.2, 1000}, {0.1, put, 90, 0.2, 1000}};
  const std::vector<TestingOption> put_heavy{{0.1, call, 104, 0.2, 1000}, {0.1, put, 103, 0.2, 5000}};
  const Row rows[] = {
      {"dealers long the wall's calls, and the book at the wall is theirs", call_wall_of(book_of(apart)),
       MechanicalEffect::dampening, MechanicalEffect::dampening},
      {"dealers short the wall's puts, and so is the book there",
       put_wall_of(book_of(apart), PutWallRule::most_negative_net), MechanicalEffect::amplifying,
       MechanicalEffect::amplifying},
      {"long at the strike, but short puts next to it outweigh it in the book", call_wall_of(book_of(put_heavy)),
       MechanicalEffect::dampening, MechanicalEffect::amplifying},
      {"a call wall by GROSS is amplifying when dealers are short the calls",
       call_wall_of(book_of(apart, PositioningModel::all_short), std::nullopt, Basis::gross),
       MechanicalEffect::amplifying, MechanicalEffect::amplifying},
      {"a put strike supports by gamma only where dealers are long the puts",
       put_wall_of(book_of(apart, PositioningModel::all_long), PutWallRule::gross_put), MechanicalEffect::dampening,
       MechanicalEffect::dampening},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    EXPECT_EQ(row.wall.effect_at_strike, row.at_strike);
    EXPECT_EQ(row.wall.effect_of_book, row.of_book);
  }
}

TEST(WallAttributes, MeasureTheDistance) {
  const Book book = book_of({{0.1, call, 105, 0.2, 1000}, {0.1, put, 90, 0.2, 1000}});
  const Wall wall = call_wall_of(book, 0.0125);
  EXPECT_DOUBLE_EQ(wall.distance_points, 5);
  EXPECT_NEAR(wall.distance_pct, 5, 1e-12);
  EXPECT_DOUBLE_EQ(wall.distance_expected_moves.value(), std::log(1.05) / 0.0125);
  EXPECT_EQ(call_wall_of(book).distance_expected_moves, std::nullopt) << "no volatility, no expected move";
  EXPECT_EQ(call_wall_of(book, 0.0).distance_expected_moves, std::nullopt);
  EXPECT_DOUBLE_EQ(wall.strength.value(), wall.at.value.value());
  EXPECT_LT(put_wall_of(book, PutWallRule::most_negative_net).distance_pct, 0);
}

TEST(WallAttributes, CountTheFlowOnTheWay) {
  // Dealers long 1,000 calls: their hedge is short N(d1) a share, and grows shorter on the way up.
  const Book book = book_of({{0.1, call, 105, 0.2, 1000}});
  const Wall wall = call_wall_of(book);
  const double v = 0.2 * std::sqrt(0.1);
  const double d1_here = std::log(100.0 / 105) / v + v / 2, d1_there = v / 2;
  const double sold = 100'000 * (pricing::normal_distribution(d1_there) - pricing::normal_distribution(d1_here));
  EXPECT_NEAR(wall.flow_to_reach.value(), -sold, 1e-6);
  EXPECT_NEAR(wall.flow_to_reach_usd.value(), -sold * 102.5, 1e-4);
  EXPECT_GT(sold, 0);
}

TEST(WallAttributes, ShareStrengthByExpiryClass) {
  Book book = book_of({{1 * day, call, 105, 0.5, 1500},
                       {40 * day, call, 105, 0.2, 1000},
                       {40 * day, put, 105, 0.2, 400},
                       {40 * day, put, 90, 0.2, 9000}});
  auto chain = std::make_shared<market::ChainSnapshot>(*book.priced->chain);
  chain->expiries[1].expiry_class = market::ExpiryClass::monthly_opex;
  auto priced = std::make_shared<pricing::PricedChain>(*book.priced);
  priced->chain = chain;
  book.priced = priced;

  double gross_weekly = 0, gross_monthly = 0;
  for (const exposure::Holding& one : book.holdings)
    if (one.strike == market::Strike{105}) (one.expiry == 0 ? gross_weekly : gross_monthly) += one.gross_gex.value();
  const Wall wall = call_wall_of(book);
  ASSERT_EQ(wall.expiry_mix.size(), 2u);
  EXPECT_GE(wall.expiry_mix[0].share, wall.expiry_mix[1].share);
  EXPECT_EQ(wall.expiry_mix[0].expiry_class, market::ExpiryClass::monthly_opex);
  EXPECT_NEAR(wall.expiry_mix[0].share, gross_monthly / (gross_weekly + gross_monthly), 1e-12);
  EXPECT_NEAR(wall.expiry_mix[0].share + wall.expiry_mix[1].share, 1, 1e-12);
}

double strength_after(const std::vector<TestingOption>& options, minutes elapsed) {
  double sum = 0;
  for (const TestingOption& one : options) {
    const double years = one.years - static_cast<double>(elapsed.count()) * minute;
    if (years <= 0) continue;
    const double side = one.right == call ? 1 : -1;
    sum += side * one.open_interest * pricing::black_scholes_gamma({one.right, 100, one.strike, years, 0, 0, one.vol});
  }
  return std::abs(sum);
}

std::optional<minutes> half_life_of(const std::vector<TestingOption>& options, Measure measure = Measure::net) {
  const Book book = book_of(options);
  return half_life(*book.priced, book.spot(), book.holdings, measure);
}

TEST(HalfLife, IsTheFirstMinuteAtWhichStrengthIsHalf) {
  struct Row {
    std::string_view why;
    std::vector<TestingOption> at_strike;
  };
  const Row rows[] = {
      {"out of the money: gamma only decays", {{30 * day, call, 110, 0.15, 1000}}},
      {"near the money: it grows before it decays", {{5 * day, call, 101, 0.2, 1000}}},
      {"two expiries", {{2 * day, call, 103, 0.2, 1000}, {60 * day, call, 103, 0.2, 1000}}},
      {"calls less puts of other expiries", {{9 * day, call, 103, 0.2, 3000}, {20 * day, put, 103, 0.25, 900}}},
      {"gone within the last minutes of its life", {{60 * minute, call, 100.1, 0.2, 1000}}},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    const auto life = half_life_of(row.at_strike);
    ASSERT_TRUE(life);
    const double half = strength_after(row.at_strike, minutes{0}) / 2;
    EXPECT_LE(strength_after(row.at_strike, *life), half);
    for (minutes before{0}; before < *life; ++before)
      ASSERT_GT(strength_after(row.at_strike, before), half) << before.count();
  }
}

TEST(HalfLife, EndsWhenTheExpiryThatCarriesItSettles) {
  const double settles = 720 * minute;
  EXPECT_EQ(half_life_of({{settles, call, 100, 0.2, 1000}, {90 * day, call, 100, 0.2, 100}}), minutes{720})
      << "at the money gamma grows until it settles; what is left is less than half";
}

TEST(HalfLife, IsNoneWithoutHalving) {
  EXPECT_EQ(half_life_of({{30 * day, call, 100, 0.2, 1000}}), std::nullopt) << "at the money it grows to the end";
  EXPECT_EQ(half_life_of({}), std::nullopt);
  EXPECT_EQ(half_life_of({{30 * day, call, 110, 0.15, 1000}}, Measure::put), std::nullopt) << "there are no puts";
  EXPECT_EQ(half_life_of({{minute, call, 100, 0.2, 1000}}), std::nullopt);
}

TEST(HalfLife, IsOfTheMeasureThatChoseTheWall) {
  const std::vector<TestingOption> both{{3 * day, call, 104, 0.2, 1000}, {60 * day, put, 104, 0.2, 1000}};
  EXPECT_EQ(half_life_of(both, Measure::call), half_life_of({both[0]}, Measure::net));
  EXPECT_EQ(half_life_of(both, Measure::put), half_life_of({both[1]}, Measure::net));
  EXPECT_NE(half_life_of(both, Measure::absolute), half_life_of(both, Measure::call));
}

}  // namespace
}  // namespace gammafield::levels
