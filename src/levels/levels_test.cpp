#include "levels/levels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <set>
#include <string_view>
#include <vector>

#include "exposure/testing_book.h"

namespace gammafield::levels {
namespace {

using exposure::Book;
using exposure::RepricedBook;
using exposure::testing_book;
using exposure::TestingMarket;
using exposure::TestingOption;
using market::Right;

constexpr Right call = Right::call, put = Right::put;
constexpr double day = 1.0 / 365;

Levels levels_of(const Book& book, const LevelSettings& settings = {}) {
  return find_levels(book, RepricedBook{book}, settings);
}

/// Spot 100; a near expiry with its open interest elsewhere than the far one.
Book two_expiries(exposure::ExpiryFilter filter = {}) {
  TestingMarket market;
  market.filter = filter;
  return testing_book({{2 * day, call, 102, 0.2, 500},
                       {2 * day, put, 97, 0.2, 400},
                       {60 * day, call, 105, 0.2, 9000},
                       {60 * day, call, 110, 0.2, 4000},
                       {60 * day, put, 90, 0.25, 8000},
                       {60 * day, put, 95, 0.22, 3000}},
                      market);
}

TEST(FindLevels, NamesTheWallsAndTheFlipByDefault) {
  const Book book = two_expiries();
  const Levels levels = levels_of(book);
  EXPECT_EQ(levels.strikes.size(), 6u);
  EXPECT_EQ(levels.call_wall->at.strike.value(), levels.call_walls.net->strike.value());
  EXPECT_EQ(levels.call_wall->at.strike.value(), 105);
  EXPECT_EQ(levels.put_wall->at.strike.value(), levels.put_walls.most_negative_net->strike.value());
  ASSERT_TRUE(levels.flip);
  EXPECT_EQ(levels.flip->method, FlipMethod::reprice);
  EXPECT_EQ(levels.flip->price, levels.flips.primary->price);
  EXPECT_NEAR(levels.gamma_tilt.value(), levels.totals.call_gex.value() / levels.totals.put_gex.value(), 1e-12);
  const double low = levels.put_wall->at.strike.value();
  EXPECT_NEAR(levels.band_position.value(), (100 - low) / (105 - low), 1e-12);
  EXPECT_TRUE(levels.battle_zone);
}

TEST(FindLevels, SettingsChooseWhichWallAndFlipAreNamed) {
  const Book book = two_expiries();
  LevelSettings settings;
  settings.call_basis = Basis::gross;
  settings.put_wall_rule = PutWallRule::gross_put;
  const Levels gross = levels_of(book, settings);
  EXPECT_EQ(gross.call_wall->at.measure, Measure::call);
  EXPECT_EQ(gross.put_wall->at.measure, Measure::put);
  settings.call_basis = Basis::absolute;
  settings.put_wall_rule = PutWallRule::absolute;
  const Levels absolute = levels_of(book, settings);
  EXPECT_EQ(absolute.call_wall->at.measure, Measure::absolute);
  EXPECT_EQ(absolute.put_wall->at.measure, Measure::absolute);

  for (const FlipMethod method : {FlipMethod::reprice, FlipMethod::grid60, FlipMethod::cumulative_strikes,
                                  FlipMethod::nearest_sign_change, FlipMethod::analytic_local}) {
    SCOPED_TRACE(to_string(method));
    LevelSettings by;
    by.flip_method = method;
    const Levels levels = levels_of(book, by);
    if (levels.flip) {
      EXPECT_EQ(levels.flip->method, method) << "never another method's flip in its place";
    }
    EXPECT_EQ(levels.flips.primary->method, FlipMethod::reprice) << "re-priced whatever is named";
  }
}

TEST(FindLevels, CallWallMayBeLookedForOnAnySide) {
  const Book book =
      testing_book({{0.05, call, 98, 0.2, 5000}, {0.05, call, 104, 0.2, 1000}, {0.05, put, 92, 0.2, 1000}});
  EXPECT_EQ(levels_of(book).call_wall->at.strike.value(), 104);
  EXPECT_EQ(levels_of(book).call_walls.net_any_side->strike.value(), 98) << "always beside it";
  LevelSettings any;
  any.call_wall_side = CallWallSide::any;
  const Levels levels = levels_of(book, any);
  EXPECT_EQ(levels.call_wall->at.strike.value(), 98);
  EXPECT_NEAR(levels.band_position.value(), (100.0 - 92) / (98 - 92), 1e-12) << "spot beyond the band is above one";
}

TEST(FindLevels, CountOpenInterestOverTheExpiriesItIsFor) {
  const Levels all = levels_of(two_expiries());
  EXPECT_EQ(all.open_interest.call_wall->value(), 105) << "all expiries";
  EXPECT_EQ(all.open_interest.put_wall->value(), 90);
  EXPECT_EQ(all.open_interest.pin->value(), 102) << "the nearest expiry alone";
  EXPECT_EQ(all.open_interest.max_pain->low.value(), 97);
  EXPECT_EQ(all.open_interest.max_pain->high.value(), 102) << "between the put and the call nobody gets anything";
  EXPECT_EQ(market::to_string(all.open_interest.pin_expiry.value()), "2026-03-04");

  LevelSettings pin_over_all;
  pin_over_all.pin_expiries = exposure::ExpiryFilter{};
  EXPECT_EQ(levels_of(two_expiries(), pin_over_all).open_interest.pin->value(), 105);

  LevelSettings window;
  window.oi_window = 0.04;
  const Levels near = levels_of(two_expiries(), window);
  EXPECT_EQ(near.open_interest.call_wall->value(), 102);
  EXPECT_EQ(near.open_interest.put_wall->value(), 97);

  const Levels next = levels_of(two_expiries(exposure::ExpiryFilter{exposure::ExpiryFilter::Kind::next}));
  EXPECT_EQ(next.open_interest.call_wall->value(), 102) << "the book's expiries";
  EXPECT_EQ(next.strikes.size(), 2u);
}

TEST(FindLevels, CountsOpenInterestThatCouldNotBePriced) {
  Book book = two_expiries();
  auto chain = std::make_shared<market::ChainSnapshot>(*book.priced->chain);
  market::OptionRow& unpriced = chain->rows.emplace_back();
  unpriced.expiry = 1;
  unpriced.strike = market::Strike{120};
  unpriced.open_interest = market::Contracts{50000};
  auto priced = std::make_shared<pricing::PricedChain>(*book.priced);
  priced->chain = chain;
  book.priced = priced;
  EXPECT_EQ(levels_of(book).open_interest.call_wall->value(), 120);
  EXPECT_EQ(levels_of(book).strikes.size(), 6u);
}

TEST(FindLevels, OfAnEmptyBookAreAllNoneWithReason) {
  const Levels levels = levels_of(testing_book({{0.1, call, 100, 0.2, 0}, {0.1, put, 100, 0.2, 0}}));
  EXPECT_EQ(levels.call_wall.error(), NoLevel::empty_book);
  EXPECT_EQ(levels.put_wall.error(), NoLevel::empty_book);
  EXPECT_EQ(levels.flip.error(), NoLevel::empty_book);
  EXPECT_EQ(levels.flip_grid60.error(), NoLevel::empty_book);
  EXPECT_EQ(levels.flip_cumulative.error(), NoLevel::empty_book);
  EXPECT_EQ(levels.flip_sign_change.error(), NoLevel::empty_book);
  EXPECT_EQ(levels.flip_local.error(), NoLevel::empty_book);
  EXPECT_EQ(levels.absolute_gamma.error(), NoLevel::empty_book);
  EXPECT_EQ(levels.battle_zone.error(), NoLevel::empty_book);
  EXPECT_EQ(levels.trigger.error(), NoLevel::no_flip);
  EXPECT_EQ(levels.open_interest.call_wall.error(), NoLevel::no_open_interest);
  EXPECT_EQ(levels.open_interest.pin.error(), NoLevel::no_open_interest);
  EXPECT_EQ(levels.open_interest.max_pain.error(), NoLevel::no_open_interest);
  EXPECT_TRUE(levels.focus.empty());
  EXPECT_TRUE(levels.clusters.empty());
  EXPECT_TRUE(levels.contested.empty());
  EXPECT_EQ(levels.gamma_tilt, std::nullopt);
  EXPECT_EQ(levels.band_position, std::nullopt);
  EXPECT_EQ(levels.regime.label, RegimeLabel::transition);
}

TEST(FindLevels, OfAChainWithoutAnyExpiryAreNone) {
  const Levels levels = levels_of(testing_book({}));
  EXPECT_EQ(levels.open_interest.max_pain.error(), NoLevel::no_open_interest);
  EXPECT_EQ(levels.open_interest.max_worthless.error(), NoLevel::no_open_interest);
  EXPECT_EQ(levels.open_interest.pin_expiry, std::nullopt);
  EXPECT_EQ(levels.expected_move.error(), NoLevel::no_volatility);
}

TEST(FindLevels, OfCallsAloneHaveNoPutWallNoFlipAndNoTilt) {
  const Levels levels = levels_of(testing_book({{0.1, call, 95, 0.2, 100}, {0.1, call, 105, 0.2, 100}}));
  EXPECT_TRUE(levels.call_wall);
  EXPECT_EQ(levels.put_wall.error(), NoLevel::no_negative);
  EXPECT_EQ(levels.flip.error(), NoLevel::positive_everywhere);
  EXPECT_EQ(levels.battle_zone.error(), NoLevel::no_flip);
  EXPECT_EQ(levels.gamma_tilt, std::nullopt);
  EXPECT_EQ(levels.band_position, std::nullopt);
  EXPECT_EQ(levels.regime.label, RegimeLabel::positive);
}

TEST(FindLevels, OfShortDealersHaveNoFlipAndAreNegativeEverywhere) {
  TestingMarket market;
  market.positioning = exposure::Positioning{exposure::PositioningModel::all_short};
  const Levels levels = levels_of(testing_book({{0.1, call, 105, 0.2, 100}, {0.1, put, 95, 0.2, 100}}, market));
  EXPECT_EQ(levels.flip.error(), NoLevel::negative_everywhere);
  EXPECT_EQ(levels.call_wall.error(), NoLevel::no_positive);
  EXPECT_EQ(levels.regime.label, RegimeLabel::negative);
  EXPECT_EQ(levels.regime.walls, WallReliability::weak);
}

TEST(ALevel, NobodyLookedForIsNone) {
  const Level<market::Strike> unasked;
  ASSERT_FALSE(unasked);
  EXPECT_EQ(unasked.error(), NoLevel::empty_book);
  EXPECT_FALSE(Levels{}.open_interest.max_pain);
}

TEST(NoLevelNames, AreAllDifferent) {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(NoLevel::left_out); ++i) names.insert(to_string(static_cast<NoLevel>(i)));
  EXPECT_EQ(names.size(), static_cast<std::size_t>(NoLevel::left_out) + 1);
  EXPECT_FALSE(names.contains("unknown"));
}

}  // namespace
}  // namespace gammafield::levels
