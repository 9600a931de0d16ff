// Errors of the public descriptions that levels could have inherited (docs/methods.md 1.1); each test pins the right
// behaviour.
#include <gtest/gtest.h>

#include <vector>

#include "exposure/testing_book.h"
#include "levels/open_interest.h"
#include "levels/wall.h"

namespace gammafield::levels {
namespace {

using exposure::Book;
using exposure::RepricedBook;
using exposure::testing_book;
using market::Contracts;
using market::Multiplier;
using market::Right;
using market::Spot;
using market::Strike;

Wall naive_put_wall(const Book& book) {
  const auto at = put_wall(exposure::by_strike(book), book.spot(), PutWallRule::most_negative_net);
  return with_attributes(*at, book, RepricedBook{book}, std::nullopt);
}

TEST(SeedErrors, E6ThePutWallOfMostNegativeExposureAmplifies) {
  // "Dealers buy as price falls" there: with negative exposure they sell.
  const Book book = testing_book({{0.1, Right::call, 105, 0.2, 1000}, {0.1, Right::put, 95, 0.2, 3000}});
  const Wall wall = naive_put_wall(book);
  EXPECT_EQ(wall.at.strike.value(), 95);
  EXPECT_LT(wall.at.value.value(), 0);
  EXPECT_EQ(wall.effect_at_strike, MechanicalEffect::amplifying);
  EXPECT_EQ(wall.effect_of_book, MechanicalEffect::amplifying);
  EXPECT_LT(wall.flow_to_reach.value(), 0) << "on the way down to the put wall dealers sell";
}

TEST(SeedErrors, E7AShortConcentratedPositionDoesNotPin) {
  // "Dealers short concentrated positions push it back": short gamma pushes away, on either side of the strike.
  exposure::TestingMarket market;
  market.positioning = exposure::Positioning{exposure::PositioningModel::all_short};
  const Book book = testing_book({{0.01, Right::call, 100, 0.2, 5000}, {0.01, Right::put, 100, 0.2, 5000}}, market);
  const RepricedBook repriced{book};
  EXPECT_GT(repriced.hedging_flow(Spot{100}, Spot{101}).value(), 0) << "above the strike they buy";
  EXPECT_LT(repriced.hedging_flow(Spot{100}, Spot{99}).value(), 0) << "below it they sell";
  const auto at = absolute_gamma_strike(exposure::by_strike(book), book.spot());
  EXPECT_EQ(with_attributes(*at, book, repriced, std::nullopt).effect_at_strike, MechanicalEffect::amplifying);
}

TEST(SeedErrors, E8PinMaxPainAndMaxWorthlessAreThreeQuantities) {
  const auto at = [](double strike, double calls, double puts) {
    return StrikeOpenInterest{Strike{strike}, Contracts{calls}, Contracts{puts}};
  };
  const std::vector<StrikeOpenInterest> strikes{at(80, 200, 700), at(90, 900, 700), at(100, 100, 700),
                                                at(110, 400, 600), at(120, 100, 300)};
  const Spot spot{100};
  EXPECT_EQ(pin(strikes, spot, 10)->value(), 90) << "1,600 contracts, the most of all strikes";
  EXPECT_EQ(max_pain(strikes, spot, Multiplier{100})->strike.value(), 100)
      << "holders get 25,000 shares' dollars, the least";
  EXPECT_EQ(max_worthless(strikes, spot)->value(), 110) << "3,200 contracts expire worthless, the most";
}

}  // namespace
}  // namespace gammafield::levels
