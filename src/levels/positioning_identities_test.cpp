// What docs/methods.md 8.3 and 8.4 say of the naive book holds under every positioning model.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <optional>
#include <string_view>

#include "exposure/by_expiry.h"
#include "exposure/testing_random.h"
#include "levels/levels.h"

namespace gammafield::levels {
namespace {

using exposure::Positioning;
using exposure::PositioningModel;
using exposure::RepricedBook;
using exposure::TestingOption;
using market::Right;
using market::Spot;

Positioning user(std::string_view file) { return *Positioning::from_csv(file, "user.csv"); }

std::vector<Positioning> every_model() {
  return {Positioning{PositioningModel::naive},
          Positioning{PositioningModel::all_short},
          Positioning{PositioningModel::all_long},
          Positioning{PositioningModel::index_gpp},
          user("C,0.4\nP,-0.7\n"),
          user("C,-0.3\nP,0.9\n")};
}

RC_GTEST_PROP(PositioningIdentities, SumsOverStrikesAndExpiriesAreTheTotal, ()) {
  auto market = *exposure::random_market();
  const auto options = *exposure::random_options();
  for (const Positioning& positioning : every_model()) {
    market.positioning = positioning;
    const auto book = exposure::testing_book(options, market);
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
  auto market = *exposure::random_market();
  const auto options = *exposure::random_options();
  double shares = 0;
  for (const TestingOption& option : options) shares += 100 * option.open_interest;
  for (const Positioning& positioning : every_model()) {
    market.positioning = positioning;
    const RepricedBook book{exposure::testing_book(options, market)};
    const Spot low{0.95 * market.spot}, high{1.05 * market.spot};
    const double flow = book.hedging_flow(low, high).value();
    RC_ASSERT(std::abs(integral_of_gamma(book, low.value(), high.value()) + flow) <= 1e-7 * shares);
    RC_ASSERT(flow + book.hedging_flow(high, low).value() == 0);
  }
}

TEST(PositioningIdentities, FlipOfTwoStrikesFollowsTheClosedFormWhereSidesDiffer) {
  struct Row {
    std::string_view why;
    Positioning positioning;
    std::optional<double> calls_to_puts;  ///< |x_call OI_call / (x_put OI_put)|; none: no flip
  };
  const Row rows[] = {
      {"naive: 3,000 to 2,000", Positioning{PositioningModel::naive}, 1.5},
      {"a file of sides: 0.5 of 3,000 to 0.25 of 2,000", user("C,0.5\nP,-0.25\n"), 3.0},
      {"sides the other way round, the same place", user("C,-0.5\nP,0.25\n"), 3.0},
      {"short of both", Positioning{PositioningModel::all_short}, std::nullopt},
      {"long both", Positioning{PositioningModel::all_long}, std::nullopt},
      {"flat in calls", Positioning{PositioningModel::index_gpp}, std::nullopt},
  };
  const double sigma = 0.2, years = 0.1, variance = sigma * sigma * years;
  const double a1 = std::log(105.0) - variance / 2, a2 = std::log(95.0) - variance / 2;
  for (const Row& row : rows) {
    exposure::TestingMarket market;
    market.positioning = row.positioning;
    const auto book =
        exposure::testing_book({{years, Right::call, 105, sigma, 3000}, {years, Right::put, 95, sigma, 2000}}, market);
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
  std::vector<TestingOption> options;
  for (double strike = 90; strike <= 110; strike += 5) {
    options.push_back({0.1, Right::call, strike, 0.2, 100 + 10 * (strike - 90)});
    options.push_back({0.1, Right::put, strike, 0.2, 400 - 10 * (strike - 90)});
  }
  std::optional<MaxPain> first;
  for (const Positioning& positioning : every_model()) {
    exposure::TestingMarket market;
    market.positioning = positioning;
    const auto book = exposure::testing_book(options, market);
    const auto levels = find_levels(book, RepricedBook{book}, {}, market::Calendar::us());
    ASSERT_TRUE(levels.open_interest.max_pain);
    if (!first) first = *levels.open_interest.max_pain;
    EXPECT_EQ(levels.open_interest.max_pain->strike, first->strike);
    EXPECT_EQ(levels.open_interest.max_pain->pain, first->pain);
  }
}

}  // namespace
}  // namespace gammafield::levels
