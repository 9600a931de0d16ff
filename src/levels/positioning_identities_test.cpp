// What docs/methods.md 8.3 and 8.4 say of the naive book holds under every positioning model.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "exposure/by_expiry.h"
#include "exposure/testing_random.h"
#include "levels/levels.h"

namespace gammafield::levels {
namespace {

using exposure::Positioning;
using exposure::PositioningModel;
using exposure::RepricedBook;
using exposure::TestingMarket;
using exposure::TestingOption;
using market::Right;
using market::Spot;

using Options = std::vector<TestingOption>;

Positioning user(std::string_view file) { return *Positioning::from_csv(file, "user.csv"); }

/// A model that needs data gets it of the book that it is asked about.
struct Model {
  std::string_view name;
  std::function<Positioning(const Options&, const TestingMarket&)> of;
};

Model model(std::string_view name, const Positioning& positioning) {
  return {name, [positioning](const Options&, const TestingMarket&) { return positioning; }};
}

/// As trades or open-close files would tell: another part of each contract's open interest, by its place in the chain
/// so that prices in other units find the same.
Model inferred(std::string_view name, PositioningModel kind) {
  return {name, [kind](const Options& options, const TestingMarket& market) {
            const auto chain = exposure::testing_priced_chain(options, market)->chain;
            std::map<market::ContractKey, market::Contracts> held;
            for (std::size_t i = 0; i < chain->rows.size(); ++i) {
              const auto& row = chain->rows[i];
              const double part = std::sin(1.0 + 2.0 * static_cast<double>(i));
              held[market::key_of(chain->expiries[row.expiry], row)] =
                  market::Contracts{part * row.open_interest->value()};
            }
            return Positioning::of_holdings(kind, std::move(held));
          }};
}

const std::vector<Model>& every_model() {
  static const std::vector<Model> models{model("naive", Positioning{PositioningModel::naive}),
                                         model("all_short", Positioning{PositioningModel::all_short}),
                                         model("all_long", Positioning{PositioningModel::all_long}),
                                         model("index_gpp", Positioning{PositioningModel::index_gpp}),
                                         model("user, long calls", user("C,0.4\nP,-0.7\n")),
                                         model("user, short calls", user("C,-0.3\nP,0.9\n")),
                                         inferred("flow", PositioningModel::flow),
                                         inferred("open_close", PositioningModel::open_close)};
  return models;
}

exposure::Book book_of(const Model& model, const Options& options, TestingMarket market) {
  market.positioning = model.of(options, market);
  return exposure::testing_book(options, market);
}

RC_GTEST_PROP(PositioningIdentities, SumsOverStrikesAndExpiriesAreTheTotal, ()) {
  const auto market = *exposure::random_market();
  const auto options = *exposure::random_options();
  for (const Model& model : every_model()) {
    const auto book = book_of(model, options, market);
    const auto totals = exposure::totals(book);
    const double slack = 1e-12 * totals.gross_gex.value() + exposure::no_normal_number;
    double strikes = 0, expiries = 0;
    for (const auto& at : exposure::by_strike(book)) strikes += at.net.value();
    for (const auto& at : exposure::by_expiry(book)) expiries += at.net.value();
    RC_ASSERT(std::abs(strikes - totals.net_gex.value()) <= slack);
    RC_ASSERT(std::abs(expiries - totals.net_gex.value()) <= slack);
    RC_ASSERT(std::abs(totals.net_gex.value()) <= totals.gross_gex.value() + slack);
  }
}

/// Simpson's rule over `GEX(s) / (0.01 s^2)`, shares a dollar.
double integral_of_gamma(const RepricedBook& book, double low, double high) {
  constexpr int steps = 4000;
  std::vector<Spot> spots;
  for (int i = 0; i <= steps; ++i) spots.push_back(Spot{low + (high - low) * i / steps});
  const auto net = book.net_gex(spots);
  double sum = 0;
  for (int i = 0; i <= steps; ++i) {
    const double s = spots[static_cast<std::size_t>(i)].value();
    const double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
    sum += weight * net[static_cast<std::size_t>(i)].value() / (0.01 * s * s);
  }
  return sum * (high - low) / steps / 3;
}

RC_GTEST_PROP(PositioningIdentities, IntegralOfGammaIsTheChangeOfDeltaAndThereAndBackIsNothing, ()) {
  const auto market = *exposure::random_market();
  const auto options = *exposure::random_options();
  double shares = 0;
  for (const TestingOption& option : options) shares += 100 * option.open_interest;
  for (const Model& model : every_model()) {
    const RepricedBook book{book_of(model, options, market)};
    const Spot low{0.95 * market.spot}, high{1.05 * market.spot};
    const double flow = book.hedging_flow(low, high).value();
    RC_ASSERT(std::abs(integral_of_gamma(book, low.value(), high.value()) + flow) <= 1e-7 * shares);
    RC_ASSERT(flow + book.hedging_flow(high, low).value() == 0);
  }
}

// Equal gamma, vega and vanna of call and put, deltas a discounted share apart, vega = sigma T S^2 gamma: so a book of
// any sides is told by its calls' greeks alone.
RC_GTEST_PROP(PositioningIdentities, GreeksOfPutsAreThoseOfCallsUnderParity, ()) {
  const auto market = *exposure::random_market();
  const auto options = *exposure::random_pairs();
  for (const Model& model : every_model()) {
    const auto book = book_of(model, options, market);
    double gex = 0, dex = 0, vega = 0, vanna = 0, shares = 0;
    for (const auto& holding : book.holdings) {
      const auto& option = book.priced->options[holding.option];
      const double years = book.priced->expiries[holding.expiry].years, s = market.spot;
      const auto call = pricing::black_scholes_greeks({.right = Right::call,
                                                       .S = s,
                                                       .K = holding.strike.value(),
                                                       .T = years,
                                                       .r = market.rate,
                                                       .q = market.carry,
                                                       .sigma = option.sigma});
      const double held = holding.dealer_shares.value(), share = std::exp(-market.carry * years);
      gex += held * call.gamma * s * s * 0.01;
      dex += held * s * (call.delta - (holding.right == Right::put ? share : 0));
      vega += held * option.sigma * years * s * s * call.gamma * 0.01;
      vanna += held * s * call.vanna * 0.01;
      shares += holding.gross_shares.value();
    }
    const auto totals = exposure::totals(book);
    const double gross = totals.gross_gex.value(), slack = 1e-9 * shares * market.spot;
    RC_ASSERT(std::abs(totals.net_gex.value() - gex) <= 1e-9 * gross + exposure::no_normal_number);
    RC_ASSERT(std::abs(totals.net_dex.value() - dex) <= slack);
    RC_ASSERT(std::abs(totals.net_vega.value() - vega) <= slack);
    RC_ASSERT(std::abs(totals.net_vanna.value() - vanna) <= slack);
  }
}

Options scaled(Options options, double price, double open_interest) {
  for (TestingOption& option : options) {
    option.strike *= price;
    option.open_interest *= open_interest;
  }
  return options;
}

// In cents, or with eight times the open interest, levels are where they were.
RC_GTEST_PROP(PositioningIdentities, LevelsScaleWithPriceAndStayWithOpenInterest, ()) {
  const auto market = *exposure::random_market();
  const auto options = *exposure::random_options();
  const Model model = *rc::gen::elementOf(every_model());
  const auto book = book_of(model, options, market);
  const auto strikes = exposure::by_strike(book);
  const auto flip = repriced_flips(RepricedBook{book}, {}).primary;
  struct Scale {
    double price, open_interest;
  };
  for (const auto [price, open_interest] : {Scale{2, 1}, Scale{1, 8}}) {
    auto other_market = market;
    other_market.spot *= price;
    const auto other = book_of(model, scaled(options, price, open_interest), other_market);
    const double times = price * open_interest, gross = exposure::totals(book).gross_gex.value();
    const double net = exposure::totals(book).net_gex.value(), other_net = exposure::totals(other).net_gex.value();
    RC_ASSERT(std::abs(other_net - times * net) <= 1e-11 * times * gross + exposure::no_normal_number);
    const auto other_strikes = exposure::by_strike(other);
    const Spot here{market.spot}, there{other_market.spot};
    const auto moved = [&](const Level<WallStrike>& wall, const Level<WallStrike>& after) {
      return wall.has_value() == after.has_value() && (!wall || after->strike.value() == price * wall->strike.value());
    };
    RC_ASSERT(moved(call_wall(strikes, here, Basis::net, CallWallSide::above),
                    call_wall(other_strikes, there, Basis::net, CallWallSide::above)));
    RC_ASSERT(moved(put_wall(strikes, here, PutWallRule::most_negative_net),
                    put_wall(other_strikes, there, PutWallRule::most_negative_net)));
    const auto other_flip = repriced_flips(RepricedBook{other}, {}).primary;
    RC_ASSERT(flip.has_value() == other_flip.has_value());
    if (flip) {
      RC_ASSERT(std::abs(other_flip->price.value() / (price * flip->price.value()) - 1) <= 1e-9);
    }
  }
}

/// Two contracts, in the chain's order the put at 95 first.
Positioning of_two(PositioningModel kind, double put, double call, const Options& options) {
  const auto chain = exposure::testing_priced_chain(options)->chain;
  std::map<market::ContractKey, market::Contracts> held;
  for (const auto& row : chain->rows)
    held[market::key_of(chain->expiries[row.expiry], row)] = market::Contracts{row.right == Right::put ? put : call};
  return Positioning::of_holdings(kind, std::move(held));
}

TEST(PositioningIdentities, FlipOfTwoStrikesFollowsTheClosedFormWhereSidesDiffer) {
  struct Row {
    std::string_view why;
    Positioning positioning;
    std::optional<double> calls_to_puts;  ///< |x_call OI_call / (x_put OI_put)|; none: no flip
  };
  const double sigma = 0.2, years = 0.1, variance = sigma * sigma * years;
  const Options two{{years, Right::call, 105, sigma, 3000}, {years, Right::put, 95, sigma, 2000}};
  const Row rows[] = {
      {"naive: 3,000 to 2,000", Positioning{PositioningModel::naive}, 1.5},
      {"a file of sides: 0.5 of 3,000 to 0.25 of 2,000", user("C,0.5\nP,-0.25\n"), 3.0},
      {"sides the other way round, the same place", user("C,-0.5\nP,0.25\n"), 3.0},
      {"short of both", Positioning{PositioningModel::all_short}, std::nullopt},
      {"long both", Positioning{PositioningModel::all_long}, std::nullopt},
      {"flat in calls", Positioning{PositioningModel::index_gpp}, std::nullopt},
      {"trades: long 1,200 calls, short 400 puts", of_two(PositioningModel::flow, -400, 1200, two), 3.0},
      {"open-close: the other way round", of_two(PositioningModel::open_close, 400, -600, two), 1.5},
      {"trades: short of both", of_two(PositioningModel::flow, -400, -600, two), std::nullopt},
      {"no more than all of the open interest", of_two(PositioningModel::flow, -9000, 9000, two), 1.5},
  };
  const double a1 = std::log(105.0) - variance / 2, a2 = std::log(95.0) - variance / 2;
  for (const Row& row : rows) {
    exposure::TestingMarket market;
    market.positioning = row.positioning;
    const auto book = exposure::testing_book(two, market);
    const auto flip = repriced_flips(RepricedBook{book}, {}).primary;
    EXPECT_EQ(flip.has_value(), row.calls_to_puts.has_value()) << row.why;
    if (!flip || !row.calls_to_puts) continue;
    EXPECT_NEAR(flip->price.value(), std::exp((a1 + a2) / 2 + variance * std::log(*row.calls_to_puts) / (a2 - a1)),
                1e-10 * 100)
        << row.why;
  }
}

// Max pain counts open interest: what it pays and where it is least know nothing of dealers.
TEST(PositioningIdentities, MaxPainIsTheSameUnderEveryModel) {
  Options options;
  for (double strike = 90; strike <= 110; strike += 5) {
    options.push_back({0.1, Right::call, strike, 0.2, 100 + 10 * (strike - 90)});
    options.push_back({0.1, Right::put, strike, 0.2, 400 - 10 * (strike - 90)});
  }
  std::optional<MaxPain> first;
  for (const Model& model : every_model()) {
    const auto book = book_of(model, options, {});
    const auto levels = find_levels(book, RepricedBook{book}, {});
    ASSERT_TRUE(levels.open_interest.max_pain) << model.name;
    if (!first) first = *levels.open_interest.max_pain;
    EXPECT_EQ(levels.open_interest.max_pain->strike, first->strike);
    EXPECT_EQ(levels.open_interest.max_pain->pain, first->pain);
  }
}

}  // namespace
}  // namespace gammafield::levels
