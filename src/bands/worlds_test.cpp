#include "bands/worlds.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "exposure/spot_exposure.h"
#include "exposure/testing_random.h"
#include "levels/curve_search.h"
#include "levels/negligible.h"

namespace gammafield::bands {
namespace {

using exposure::Positioning;
using exposure::PositioningModel;
using market::Spot;

struct Case {
  exposure::Book book;
  std::vector<WeightedModel> models;
  BandSettings settings;
  levels::LevelSettings rules;

  [[nodiscard]] std::shared_ptr<const Worlds> worlds() const {
    return Worlds::of(book, models, settings, rules).value_or(nullptr);
  }
};

Bands at(const Worlds& worlds, const exposure::Book& book, Spot spot) {
  const auto there = exposure::SpotExposure{book}.at(spot);
  return worlds.at(spot, there.strikes, there.gross_gex);
}

/// One draw's world the plain way: the strikes of the book made there, held as the draw says.
std::vector<exposure::StrikeExposure> strikes_of_draw(const exposure::Book& there, std::span<const Cell> cells,
                                                      std::span<const double> fractions) {
  exposure::Book drawn = there;
  std::vector<double> held(there.holdings.size());
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    for (std::size_t i = 0; i < cells[cell].of.size(); ++i) {
      const std::uint32_t holding = cells[cell].of[i];
      held[holding] +=
          fractions[cell] * cells[cell].holdings[i].gross_shares.value() / there.holdings[holding].gross_shares.value();
    }
  }
  for (std::size_t i = 0; i < held.size(); ++i)
    drawn.holdings[i].net_gex = market::UsdPerPercent{held[i] * drawn.holdings[i].gross_gex.value()};
  return exposure::by_strike(drawn);
}

/// The nearest of all crossings of a draw's profile, settled.
std::optional<double> flip_of_draw(const CellProfiles& profiles, std::span<const double> net,
                                   std::span<const double> fractions, Spot spot) {
  std::optional<double> nearest;
  const double largest = *std::ranges::max_element(profiles.gross());
  std::optional<std::size_t> last;
  for (std::size_t i = 0; i < net.size(); ++i) {
    const double gross = profiles.gross()[i];
    if (gross < levels::negligible_share_of_gross * largest) {
      last.reset();
      continue;
    }
    if (net[i] == 0 || std::abs(net[i]) < levels::negligible_share_of_gross * gross) continue;
    if (last && (net[*last] < 0) != (net[i] < 0)) {
      const levels::Curve curve = [&](Spot s) { return profiles.net_gex(fractions, s); };
      const Spot low = profiles.spots()[*last], high = profiles.spots()[i];
      const double root = levels::crossing(curve, {low, curve(low)}, {high, curve(high)}).value();
      const auto distance = [&](double price) { return std::abs(std::log(price / spot.value())); };
      if (!nearest || distance(root) < distance(*nearest)) nearest = root;
    }
    last = i;
  }
  return nearest;
}

/// All draws one by one.
struct PlainWay {
  std::vector<double> net, flips;
  std::map<double, double> call_wall, put_wall;  ///< shares, by strike
  double p_positive = 0;

  PlainWay(const Case& of, Spot spot) {
    const auto cells = cells_of(of.book, of.models);
    const auto prior = prior_of(of.settings.prior, of.settings.widening);
    const Draws draws{cells, of.models, prior, of.settings.seed, of.settings.draws};
    const CellProfiles profiles{of.book, cells, of.settings.domain};
    const exposure::Book there = exposure::moved(of.book, spot);
    const double one = 1 / static_cast<double>(draws.count());
    const auto count = [&](std::map<double, double>& walls, const auto& strikes, const levels::WallRule& rule) {
      if (const auto won = levels::elect(strikes, spot, rule)) walls[won->strike.value()] += one;
    };
    profiles.columns().visit(draws, [&](std::size_t draw, std::span<const double> profile) {
      const auto strikes = strikes_of_draw(there, cells, draws.of(draw));
      double sum = 0;
      for (const auto& strike : strikes) sum += strike.net.value();
      net.push_back(sum);
      p_positive += sum > 0 ? one : 0;
      if (const auto flip = flip_of_draw(profiles, profile, draws.of(draw), spot)) flips.push_back(*flip);
      count(call_wall, strikes, levels::call_wall_rule(of.rules.call_basis, of.rules.call_wall_side));
      count(put_wall, strikes, levels::put_wall_rule(of.rules.put_wall_rule));
    });
    std::ranges::sort(net);
    std::ranges::sort(flips);
  }
};

template <class Unit>
std::vector<double> numbers(const Quantiles<Unit>& of) {
  return {of.q05.value(), of.q25.value(), of.q50.value(), of.q75.value(), of.q95.value()};
}

bool are_quantiles_of(const std::vector<double>& found, const std::vector<double>& sorted, double tolerance) {
  for (std::size_t i = 0; i < found.size(); ++i)
    if (std::abs(found[i] - sorted[quantile_index(quantile_levels[i], sorted.size())]) > tolerance) return false;
  return true;
}

bool are_odds(const WallOdds& found, const std::map<double, double>& plain) {
  double sum = 0;
  for (const auto& [strike, p] : plain) {
    if (std::abs(found.p_of(market::Strike{strike}) - p) > 1e-12) return false;
    sum += p;
  }
  return found.strikes.size() == plain.size() && std::abs(found.p_none - (1 - sum)) < 1e-12;
}

Case some_case() {
  auto market = *exposure::random_market();
  const auto model = *rc::gen::element(PositioningModel::naive, PositioningModel::index_gpp, PositioningModel::all_long,
                                       PositioningModel::all_short);
  market.positioning = Positioning{model};
  Case made{exposure::testing_book(*exposure::random_options(), market), {{Positioning{model}, 1}}, {}, {}};
  made.settings.draws = static_cast<std::size_t>(*rc::gen::inRange(1, 60));
  made.settings.prior = *rc::gen::element(PriorName::off, PriorName::tight, PriorName::wide, PriorName::agnostic);
  made.rules.put_wall_rule = *rc::gen::element(levels::PutWallRule::most_negative_net, levels::PutWallRule::gross_put,
                                               levels::PutWallRule::max_positive_below);
  return made;
}

RC_GTEST_PROP(Worlds, AtAnyPriceAreTheDrawsOneByOne, ()) {
  const Case of = some_case();
  const auto worlds = of.worlds();
  if (!worlds || !(exposure::totals(of.book).gross_gex.value() > exposure::no_normal_number)) return;
  const Spot spot{of.book.spot().value() * (1 + 1e-4 * *rc::gen::inRange(-600, 601))};
  const exposure::Book there = exposure::moved(of.book, spot);
  const double gross = exposure::totals(there).gross_gex.value();
  if (!(gross > exposure::no_normal_number)) return;
  const Bands bands = at(*worlds, of.book, spot);
  const PlainWay plain{of, spot};
  RC_ASSERT(are_quantiles_of(numbers(bands.net_gex), plain.net, 1e-12 * gross));
  RC_ASSERT(are_odds(bands.call_wall, plain.call_wall));
  RC_ASSERT(are_odds(bands.put_wall, plain.put_wall));
  const double with_flip = static_cast<double>(plain.flips.size()) / static_cast<double>(of.settings.draws);
  RC_ASSERT(std::abs(bands.flip.p_none - (1 - with_flip)) < 1e-12);
  RC_ASSERT(bands.flip.price.has_value() == !plain.flips.empty());
}

/// Calls above, puts below, in three tenors, as chains are.
Case usual_case() {
  std::vector<exposure::TestingOption> options;
  for (const double years : {1.0 / 365, 20.0 / 365, 0.4}) {
    for (double strike = 80; strike <= 120; strike += 1) {
      const double away = (strike - 100) / 100, size = 5000 * std::exp(-30 * away * away);
      options.push_back({years, market::Right::call, strike, 0.16, size * (1 + 3 * away) * (strike == 105 ? 4 : 1)});
      options.push_back({years, market::Right::put, strike, 0.16, size * (1 - 3 * away) * (strike == 95 ? 4 : 1)});
    }
  }
  Case made{exposure::testing_book(options), {{Positioning{PositioningModel::naive}, 1}}, {}, {}};
  made.settings.draws = 300;
  return made;
}

TEST(Worlds, OfAUsualBookAreTheDrawsOneByOne) {
  const Case of = usual_case();
  const auto worlds = of.worlds();
  for (const double price : {94.0, 98.5, 99.99, 100.0, 100.7, 105.0, 109.0}) {
    const Bands bands = at(*worlds, of.book, Spot{price});
    const PlainWay plain{of, Spot{price}};
    const double gross = exposure::totals(exposure::moved(of.book, Spot{price})).gross_gex.value();
    EXPECT_TRUE(are_quantiles_of(numbers(bands.net_gex), plain.net, 1e-12 * gross)) << price;
    EXPECT_NEAR(bands.p_positive, plain.p_positive, 1e-12) << price;
    EXPECT_TRUE(are_odds(bands.call_wall, plain.call_wall)) << price;
    EXPECT_TRUE(are_odds(bands.put_wall, plain.put_wall)) << price;
    ASSERT_TRUE(bands.flip.price) << price;
    EXPECT_TRUE(are_quantiles_of(numbers(*bands.flip.price), plain.flips, 1e-10 * price)) << price;
  }
}

TEST(Worlds, AtTheBooksOwnSpotAreItsBands) {
  const Case of = usual_case();
  const auto worlds = of.worlds();
  const Bands here = at(*worlds, of.book, of.book.spot()), found = worlds->bands();
  const double gross = exposure::totals(of.book).gross_gex.value();
  EXPECT_NEAR(here.net_gex.q05.value(), found.net_gex.q05.value(), 1e-12 * gross);
  EXPECT_EQ(here.p_positive, found.p_positive);
  ASSERT_TRUE(here.flip.price && found.flip.price);
  EXPECT_EQ(here.flip.price->q25, found.flip.price->q25);
  ASSERT_EQ(here.call_wall.strikes.size(), found.call_wall.strikes.size());
  for (std::size_t i = 0; i < here.call_wall.strikes.size(); ++i) {
    EXPECT_EQ(here.call_wall.strikes[i].strike, found.call_wall.strikes[i].strike);
    EXPECT_EQ(here.call_wall.strikes[i].p, found.call_wall.strikes[i].p);
    EXPECT_EQ(here.call_wall.strikes[i].expected_rank, found.call_wall.strikes[i].expected_rank);
  }
}

TEST(Worlds, TellARankOnlyWhereItWasLookedFor) {
  const Case of = usual_case();
  const auto worlds = of.worlds();
  const Bands moved = at(*worlds, of.book, Spot{109});
  std::size_t with = 0, without = 0;
  for (const StrikeOdds& odds : moved.call_wall.strikes) {
    const bool was_a_winner = worlds->bands().call_wall.p_of(odds.strike) > 0;
    EXPECT_EQ(odds.expected_rank.has_value(), was_a_winner) << odds.strike.value();
    ++(was_a_winner ? with : without);
  }
  EXPECT_GT(with + without, 1U);
  EXPECT_GT(without, 0U) << "or this shows nothing";
}

TEST(Worlds, OfAnEmptyBookAreNone) {
  const auto book = exposure::testing_book({{0.1, market::Right::call, 100, 0.2, 0}});
  const auto worlds = Worlds::of(book, std::vector<WeightedModel>{{Positioning{PositioningModel::naive}, 1}}, {}, {});
  ASSERT_FALSE(worlds);
  EXPECT_EQ(worlds.error(), levels::NoLevel::empty_book);
}

}  // namespace
}  // namespace gammafield::bands
