#include "bands/bands.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "bands/cells.h"
#include "bands/draws.h"
#include "exposure/testing_random.h"

namespace gammafield::bands {
namespace {

using exposure::Positioning;
using exposure::PositioningModel;
using exposure::TestingMarket;
using exposure::TestingOption;
using market::Right;

std::vector<WeightedModel> only(PositioningModel model) { return {{Positioning{model}, 1}}; }

BandSettings settings_of(PriorName prior, std::size_t draws = 400) {
  BandSettings settings;
  settings.prior = prior;
  settings.draws = draws;
  return settings;
}

/// A book of three tenors around 100: calls above and puts below, as chains are.
exposure::Book usual_book() {
  std::vector<TestingOption> options;
  for (const double years : {1.0 / 365, 20.0 / 365, 0.4}) {
    for (double strike = 80; strike <= 120; strike += 1) {
      const double away = (strike - 100) / 100, size = 5000 * std::exp(-30 * away * away);
      options.push_back({years, Right::call, strike, 0.16, size * (1 + 3 * away) * (strike == 105 ? 4 : 1)});
      options.push_back({years, Right::put, strike, 0.16, size * (1 - 3 * away) * (strike == 95 ? 4 : 1)});
    }
  }
  return exposure::testing_book(options);
}

levels::Levels plain_levels(const exposure::Book& book) {
  levels::LevelSettings settings;
  settings.flip_domain = {.low = 0.85, .high = 1.15};
  return levels::find_levels(book, exposure::RepricedBook{book}, settings);
}

RC_GTEST_PROP(Bands, WithoutSpreadAreTheLevelsOfTheModelItself, ()) {
  auto market = *exposure::random_market();
  const auto model = *rc::gen::element(PositioningModel::naive, PositioningModel::index_gpp, PositioningModel::all_long,
                                       PositioningModel::all_short);
  market.positioning = Positioning{model};
  const auto book = exposure::testing_book(*exposure::random_options(), market);
  const auto levels = plain_levels(book);
  if (!(levels.totals.gross_gex.value() > exposure::no_normal_number)) return;
  const auto bands = find_bands(book, only(model), settings_of(PriorName::off, 3), {});
  RC_ASSERT(bands.has_value());

  const double slack = 1e-12 * levels.totals.gross_gex.value();
  RC_ASSERT(std::abs(bands->net_gex.q05.value() - levels.totals.net_gex.value()) <= slack);
  RC_ASSERT(std::abs(bands->net_gex.q95.value() - levels.totals.net_gex.value()) <= slack);
  const auto same_wall = [](const WallOdds& odds, const levels::Level<levels::Wall>& wall) {
    if (!wall) return odds.strikes.empty() && odds.p_none == 1;
    return odds.strikes.size() == 1 && odds.strikes.front().strike == wall->at.strike && odds.strikes.front().p == 1;
  };
  RC_ASSERT(same_wall(bands->call_wall, levels.call_wall));
  RC_ASSERT(same_wall(bands->put_wall, levels.put_wall));
}

TEST(Bands, WithoutSpreadHaveTheNaiveFlip) {
  const auto book = usual_book();
  const auto levels = plain_levels(book);
  ASSERT_TRUE(levels.flips.primary);
  const auto bands = find_bands(book, only(PositioningModel::naive), settings_of(PriorName::off, 5), {});
  ASSERT_TRUE(bands && bands->flip.price);
  EXPECT_EQ(bands->flip.p_none, 0);
  const double flip = levels.flips.primary->price.value();
  for (const auto price : {bands->flip.price->q05, bands->flip.price->q50, bands->flip.price->q95})
    EXPECT_NEAR(price.value(), flip, 1e-12 * flip);
  EXPECT_TRUE(bands->flip.solid());
}

TEST(Bands, OfDealersShortOfEverythingHaveNoFlip) {
  const auto bands = find_bands(usual_book(), only(PositioningModel::all_short), settings_of(PriorName::off), {});
  ASSERT_TRUE(bands);
  EXPECT_FALSE(bands->flip.price.has_value());
  EXPECT_EQ(bands->flip.p_none, 1);
  EXPECT_EQ(bands->p_positive, 0);
  EXPECT_EQ(bands->regime, RegimeOdds::negative);
  EXPECT_TRUE(bands->call_wall.strikes.empty());
  EXPECT_EQ(bands->call_wall.p_none, 1);
}

TEST(Bands, OfAnEmptyBookAreNone) {
  const auto book = exposure::testing_book({{0.1, Right::call, 100, 0.2, 0}});
  const auto bands = find_bands(book, only(PositioningModel::naive), settings_of(PriorName::wide), {});
  ASSERT_FALSE(bands);
  EXPECT_EQ(bands.error(), levels::NoLevel::empty_book);
}

TEST(Bands, ProbabilitiesAddUpToOne) {
  for (const PriorName prior : {PriorName::tight, PriorName::wide, PriorName::agnostic}) {
    const auto bands = find_bands(usual_book(), only(PositioningModel::naive), settings_of(prior), {});
    ASSERT_TRUE(bands);
    for (const WallOdds* odds : {&bands->call_wall, &bands->put_wall}) {
      double sum = odds->p_none, last = 1;
      for (const StrikeOdds& at : odds->strikes) {
        sum += at.p;
        EXPECT_LE(at.p, last) << "the most probable first";
        EXPECT_GE(at.expected_rank, 1);
        last = at.p;
      }
      EXPECT_NEAR(sum, 1, 1e-12) << to_string(prior);
    }
  }
}

/// Sides of the two contracts as trades would tell them: long an eighth of the calls, short half of the puts.
Positioning of_trades(const exposure::Book& book) {
  std::map<market::ContractKey, market::Contracts> held;
  for (const auto& row : book.priced->chain->rows) {
    const double part = row.right == Right::call ? 0.125 : -0.5;
    held[market::key_of(book.priced->chain->expiries[row.expiry], row)] =
        market::Contracts{part * row.open_interest->value()};
  }
  return Positioning::of_holdings(PositioningModel::flow, std::move(held));
}

// One call strike, one put strike, one expiry: docs/methods.md 8.4 with open interest times |x|, whatever the model.
TEST(Bands, FlipsOfTwoStrikesFollowTheClosedForm) {
  const double years = 0.1, vol = 0.2, calls = 3000, puts = 2000;
  const auto book = exposure::testing_book({{years, Right::call, 105, vol, calls}, {years, Right::put, 95, vol, puts}});
  struct Row {
    std::string_view why;
    std::vector<WeightedModel> models;
  };
  const Row rows[] = {
      {"naive", only(PositioningModel::naive)},
      {"short everything", only(PositioningModel::all_short)},
      {"puts short, calls flat", only(PositioningModel::index_gpp)},
      {"a user's file", {{*Positioning::from_csv("C,0.5\nP,-0.25\n", "user.csv"), 1}}},
      {"trades", {{of_trades(book), 1}}},
      {"a mixture", {{Positioning{PositioningModel::naive}, 2}, {Positioning{PositioningModel::index_gpp}, 1}}},
      {"a mixture with trades", {{of_trades(book), 1}, {Positioning{PositioningModel::all_long}, 1}}},
  };
  for (const auto& [why, models] : rows) {
    for (const PriorName prior : {PriorName::tight, PriorName::wide, PriorName::agnostic}) {
      const BandSettings settings = settings_of(prior);
      const auto cells = cells_of(book, models);
      ASSERT_EQ(cells.size(), 2U) << why;
      const Draws draws{cells, models, prior_of(prior), settings.seed, settings.draws};
      std::vector<double> flips;
      for (std::size_t draw = 0; draw < draws.count(); ++draw) {
        const double put = draws.of(draw)[0], call = draws.of(draw)[1];  // by strike
        if (call * put > 0) continue;
        const double variance = vol * vol * years, a1 = std::log(105.0) - variance / 2,
                     a2 = std::log(95.0) - variance / 2;
        const double flip =
            std::exp((a1 + a2) / 2 + variance * std::log(calls * std::abs(call) / (puts * std::abs(put))) / (a2 - a1));
        if (flip >= 85 && flip <= 115) flips.push_back(flip);
      }
      std::ranges::sort(flips);
      const auto bands = find_bands(book, models, settings, {});
      ASSERT_TRUE(bands) << why;
      EXPECT_DOUBLE_EQ(bands->flip.p_none, 1 - static_cast<double>(flips.size()) / 400) << why << to_string(prior);
      ASSERT_EQ(bands->flip.price.has_value(), !flips.empty()) << why << to_string(prior);
      if (flips.empty()) continue;
      const auto at = [&](double level) { return flips[quantile_index(level, flips.size())]; };
      EXPECT_NEAR(bands->flip.price->q05.value(), at(0.05), 1e-10 * 100) << why << to_string(prior);
      EXPECT_NEAR(bands->flip.price->q50.value(), at(0.50), 1e-10 * 100) << why << to_string(prior);
      EXPECT_NEAR(bands->flip.price->q95.value(), at(0.95), 1e-10 * 100) << why << to_string(prior);
    }
  }
}

// Each draw's walls and net GEX against a book that holds what the draw says, by the ordinary elections.
TEST(Bands, AreWhatTheDrawsBooksGiveOneByOne) {
  const auto book = usual_book();
  const auto models = only(PositioningModel::naive);
  const BandSettings settings = settings_of(PriorName::agnostic, 60);
  const auto cells = cells_of(book, models);
  const Draws draws{cells, models, prior_of(settings.prior), settings.seed, settings.draws};
  std::map<double, int> call_walls, put_walls;
  int positive = 0, without_flip = 0;
  std::vector<double> flips;
  for (std::size_t draw = 0; draw < draws.count(); ++draw) {
    exposure::Book drawn = book;
    drawn.holdings.clear();
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
      for (auto holding : cells[cell].holdings) {
        holding.dealer_shares = market::Shares{draws.of(draw)[cell] * holding.gross_shares.value()};
        holding.net_gex = market::UsdPerPercent{draws.of(draw)[cell] * holding.gross_gex.value()};
        drawn.holdings.push_back(holding);
      }
    }
    const auto levels = plain_levels(drawn);
    positive += levels.totals.net_gex.value() > 0;
    if (levels.call_wall) ++call_walls[levels.call_wall->at.strike.value()];
    if (levels.put_wall) ++put_walls[levels.put_wall->at.strike.value()];
    levels.flips.primary ? flips.push_back(levels.flips.primary->price.value()) : void(++without_flip);
  }
  const auto bands = find_bands(book, models, settings, {});
  ASSERT_TRUE(bands);
  EXPECT_DOUBLE_EQ(bands->p_positive, positive / 60.0);
  EXPECT_DOUBLE_EQ(bands->flip.p_none, without_flip / 60.0);
  std::ranges::sort(flips);
  EXPECT_NEAR(bands->flip.price->q50.value(), flips[quantile_index(0.5, flips.size())], 1e-10 * 100);
  EXPECT_NEAR(bands->flip.price->q95.value(), flips[quantile_index(0.95, flips.size())], 1e-10 * 100);
  ASSERT_EQ(bands->call_wall.strikes.size(), call_walls.size());
  for (const auto& [strike, times] : call_walls)
    EXPECT_DOUBLE_EQ(bands->call_wall.p_of(market::Strike{strike}), times / 60.0) << strike;
  ASSERT_EQ(bands->put_wall.strikes.size(), put_walls.size());
  for (const auto& [strike, times] : put_walls)
    EXPECT_DOUBLE_EQ(bands->put_wall.p_of(market::Strike{strike}), times / 60.0) << strike;
}

TEST(Bands, OfARuleThatLooksAtGrossAreCertain) {
  levels::LevelSettings gross;
  gross.call_basis = levels::Basis::gross;
  gross.put_wall_rule = levels::PutWallRule::gross_put;
  const auto bands = find_bands(usual_book(), only(PositioningModel::naive), settings_of(PriorName::agnostic), gross);
  ASSERT_TRUE(bands);
  ASSERT_EQ(bands->call_wall.strikes.size(), 1U);
  EXPECT_EQ(bands->call_wall.strikes.front().p, 1);
  EXPECT_EQ(bands->call_wall.p_none, 0);
  ASSERT_EQ(bands->put_wall.strikes.size(), 1U);
  EXPECT_EQ(bands->put_wall.strikes.front().strike.value(), 100);
}

struct Widths {
  double half = 0, nine_tenths = 0;
};

Widths widths_of(const Bands& bands) {
  const auto& net = bands.net_gex;
  return {net.q75.value() - net.q25.value(), net.q95.value() - net.q05.value()};
}

/// Widths of net GEX's band under each of the settings, none of them narrower than the one before.
void expect_widening(const exposure::Book& book, PositioningModel model, const std::vector<BandSettings>& settings) {
  Widths last;
  for (const auto& each : settings) {
    const auto bands = find_bands(book, only(model), each, {});
    if (!bands) return;
    const Widths width = widths_of(*bands);
    RC_ASSERT(width.half >= last.half);
    RC_ASSERT(width.nine_tenths >= last.nine_tenths);
    last = width;
  }
}

PositioningModel some_model() {
  return *rc::gen::element(PositioningModel::naive, PositioningModel::index_gpp, PositioningModel::all_long,
                           PositioningModel::all_short);
}

RC_GTEST_PROP(Bands, WideningThePriorNeverNarrowsTheBandOfNetGex, ()) {
  const auto book = exposure::testing_book(*exposure::random_options(), *exposure::random_market());
  std::vector<BandSettings> wider;
  for (const double widening : {0.25, 0.5, 1.0, 1.5}) {
    wider.push_back(settings_of(PriorName::agnostic, 1000));
    wider.back().widening = widening;
  }
  expect_widening(book, some_model(), wider);
}

RC_GTEST_PROP(Bands, APriorThatTakesLessForGrantedHasAWiderBandOfNetGex, ()) {
  const auto book = exposure::testing_book(*exposure::random_options(), *exposure::random_market());
  expect_widening(book, some_model(),
                  {settings_of(PriorName::off, 1000), settings_of(PriorName::tight, 1000),
                   settings_of(PriorName::wide, 1000), settings_of(PriorName::agnostic, 1000)});
}

// A flip depends on the ratio of what is held on both sides. Without conviction it does so no more when the spread is
// larger: both sides near all or nothing are of one size again. What grows is how often there is none.
TEST(Bands, OfTheFlipIsNotWiderForAWiderSpread) {
  const auto book = exposure::testing_book({{0.1, Right::call, 105, 0.2, 3000}, {0.1, Right::put, 95, 0.2, 2000}});
  double last = 1e9;
  for (const double widening : {1.0, 3.0, 9.0}) {
    auto settings = settings_of(PriorName::agnostic, 4000);
    settings.widening = widening;
    const auto bands = find_bands(book, only(PositioningModel::naive), settings, {});
    ASSERT_TRUE(bands && bands->flip.price);
    const double width = bands->flip.price->q75.value() - bands->flip.price->q25.value();
    EXPECT_LT(width, last) << widening;
    last = width;
  }
}

TEST(Bands, FanHasTheNetGexBandAtSpot) {
  BandSettings settings = settings_of(PriorName::wide);
  settings.fan = true;
  const auto bands = find_bands(usual_book(), only(PositioningModel::naive), settings, {});
  ASSERT_TRUE(bands);
  ASSERT_EQ(bands->fan.size(), 301U);
  EXPECT_DOUBLE_EQ(bands->fan.front().spot.value(), 85);
  EXPECT_DOUBLE_EQ(bands->fan.back().spot.value(), 115);
  const FanPoint& here = bands->fan[150];
  EXPECT_NEAR(here.spot.value(), 100, 1e-12);
  EXPECT_NEAR(here.net.q05.value(), bands->net_gex.q05.value(), 1e-9 * std::abs(bands->net_gex.q05.value()));
  EXPECT_NEAR(here.net.q95.value(), bands->net_gex.q95.value(), 1e-9 * std::abs(bands->net_gex.q95.value()));
  for (const FanPoint& at : bands->fan) {
    EXPECT_LE(at.net.q05, at.net.q25);
    EXPECT_LE(at.net.q25, at.net.q50);
    EXPECT_LE(at.net.q50, at.net.q75);
    EXPECT_LE(at.net.q75, at.net.q95);
  }
}

TEST(Bands, MixtureOfModelsIsBetweenThem) {
  const auto book = usual_book();
  const std::vector<WeightedModel> both{{Positioning{PositioningModel::all_long}, 3},
                                        {Positioning{PositioningModel::all_short}, 1}};
  const auto bands = find_bands(book, both, settings_of(PriorName::off, 4000), {});
  ASSERT_TRUE(bands);
  EXPECT_NEAR(bands->p_positive, 0.75, 0.03) << "a draw is one model or the other";
  double gross = 0;
  for (const auto& holding : book.holdings) gross += holding.gross_gex.value();
  EXPECT_NEAR(bands->net_gex.q05.value(), -gross, 1e-9 * gross);
  EXPECT_NEAR(bands->net_gex.q95.value(), gross, 1e-9 * gross);
}

TEST(RegimeOdds, AreCutAtEightyAndTwentyPercent) {
  struct Row {
    double p;
    RegimeOdds regime;
  };
  for (const Row& row :
       {Row{0.80, RegimeOdds::positive}, Row{0.79, RegimeOdds::uncertain}, Row{0.21, RegimeOdds::uncertain},
        Row{0.20, RegimeOdds::negative}, Row{0, RegimeOdds::negative}})
    EXPECT_EQ(regime_odds(row.p), row.regime) << row.p;
}

TEST(Quantiles, AreValuesOfDraws) {
  EXPECT_EQ(quantile_index(0.05, 4000), 199U);
  EXPECT_EQ(quantile_index(0.50, 4000), 1999U);
  EXPECT_EQ(quantile_index(0.95, 4000), 3799U);
  EXPECT_EQ(quantile_index(0.05, 1), 0U);
  EXPECT_EQ(quantile_index(0.95, 3), 2U);
}

}  // namespace
}  // namespace gammafield::bands
