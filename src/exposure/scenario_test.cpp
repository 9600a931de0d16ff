#include "exposure/scenario.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <chrono>
#include <cmath>
#include <vector>

#include "exposure/testing_book.h"
#include "exposure/testing_random.h"
#include "pricing/black_scholes.h"

namespace gammafield::exposure {
namespace {

using market::ImpliedVol;
using market::Right;
using market::Spot;
using namespace std::chrono_literals;

constexpr double hour = 1.0 / 8760, day = 1.0 / 365;

ScenarioState after(const Book& book, std::chrono::seconds time, double vol_shift) {
  return {book.priced->chain->as_of + time, ImpliedVol{vol_shift}};
}

struct Plain {
  double gex = 0, delta = 0, gross = 0, shares = 0;
};

/// One node the long way round: every contract through the greeks of pricing/, time taken off in years.
Plain plainly(const Book& book, double spot, std::chrono::seconds time, double vol_shift) {
  Plain sums;
  for (const Holding& holding : book.holdings) {
    const pricing::PricedExpiry& expiry = book.priced->expiries[holding.expiry];
    const double left = expiry.years - static_cast<double>(time.count()) / (365 * 86400.0);
    const double shares = holding.dealer_shares.value(), strike = holding.strike.value();
    const bool call = holding.right == Right::call;
    sums.shares += std::abs(shares);
    if (left < 0.5 / (365 * 86400.0)) {
      const double intrinsic = call ? (spot > strike ? 1.0 : 0.0) : (spot < strike ? -1.0 : 0.0);
      sums.delta += shares * intrinsic;
      continue;
    }
    const double sigma = book.priced->options[holding.option].sigma + vol_shift;
    const auto greeks =
        pricing::black_scholes_greeks({holding.right, spot, strike, left, expiry.rate, expiry.carry, sigma});
    sums.gex += shares * greeks.gamma * spot * spot * 0.01;
    sums.gross += std::abs(shares) * greeks.gamma * spot * spot * 0.01;
    sums.delta += shares * greeks.delta;
  }
  return sums;
}

RC_GTEST_PROP(ScenarioSlice, IsEveryContractPricedAgain, ()) {
  // lives of whole seconds, so that the calendar's part of the way is the year's part
  std::vector<TestingOption> options = *random_options();
  for (TestingOption& option : options) option.years = std::round(option.years * 365 * 86400) / (365 * 86400);
  const Book book = testing_book(options, *random_market());
  const auto time = *rc::gen::element<std::chrono::seconds>(0s, 30min, 3h, 24h, 7 * 24h, 40 * 24h);
  const double shift = *rc::gen::inRange(-5, 11) * 0.01;
  const double spot = *rc::gen::inRange(60'00, 150'00) * 0.01 + 0.001;
  const Spot spots[] = {Spot{spot}};

  const ScenarioSlice slice{book, states_at(book, after(book, time, shift))};
  const Plain plain = plainly(book, spot, time, shift);
  RC_ASSERT(std::abs(slice.repriced().net_gex(Spot{spot}).value() - plain.gex) <= 1e-8 * plain.gross + 1e-12);
  RC_ASSERT(std::abs(slice.delta(spots)[0].value() - plain.delta) <= 1e-9 * plain.shares);
}

RC_GTEST_PROP(ScenarioSlice, NowAndUnmovedIsTheBook, ()) {
  const Book book = testing_book(*random_options(), *random_market());
  const RepricedBook repriced{book};
  const ScenarioSlice slice{book, states_at(book, after(book, 0s, 0))};
  const Spot spot{*rc::gen::inRange(60'00, 150'00) * 0.01};
  RC_ASSERT(slice.repriced().net_gex(spot) == repriced.net_gex(spot));
  const Spot both[] = {book.spot(), spot};
  const auto delta = slice.delta(both);
  const double flow = repriced.hedging_flow(book.spot(), spot).value();
  double shares = 0;
  for (const Holding& holding : book.holdings) shares += holding.gross_shares.value();
  RC_ASSERT(std::abs(delta[0].value() - delta[1].value() - flow) <= 1e-12 * shares);
}

TEST(ScenarioStates, TakeTheTimeOffEveryExpiry) {
  const Book book = testing_book({{2 * hour, Right::call, 100, 0.2, 10}, {30 * day, Right::put, 100, 0.3, 10}});
  const auto states = states_at(book, after(book, 1h, 0.02));
  ASSERT_EQ(states.size(), 2u);
  EXPECT_NEAR(states[0].years.value(), hour, 1e-15);
  EXPECT_NEAR(states[1].years.value(), 30 * day - hour, 1e-15);
  EXPECT_DOUBLE_EQ(states[0].sigma.value(), 0.22);
  EXPECT_EQ(states_at(book, after(book, 2h, 0))[0].years.value(), 0) << "at settlement nothing is left";
  EXPECT_EQ(states_at(book, after(book, 5h, 0))[0].years.value(), 0) << "nor after it";
}

TEST(ScenarioStates, NeverTakeAVolatilityBelowAPoint) {
  const Book book = testing_book({{day, Right::call, 100, 0.04, 10}, {day, Right::call, 101, 0.005, 10}});
  const auto states = states_at(book, after(book, 0s, -0.05));
  EXPECT_EQ(states[0].sigma.value(), 0.01);
  EXPECT_EQ(states[1].sigma.value(), 0.005) << "one that was lower already stays";
}

TEST(ScenarioSlice, SettledOptionsKeepTheDeltaOfTheirIntrinsicValue) {
  const Book book = testing_book({{hour, Right::call, 100, 0.2, 10}, {hour, Right::put, 103, 0.2, 20}});
  const ScenarioSlice slice{book, states_at(book, after(book, 2h, 0))};
  EXPECT_TRUE(slice.repriced().empty());
  const Spot spots[] = {Spot{99}, Spot{100}, Spot{101}, Spot{104}};
  const auto delta = slice.delta(spots);
  // naive: the dealer is long 1,000 shares of the call and short 2,000 of the put
  EXPECT_EQ(delta[0].value(), 2000);
  EXPECT_EQ(delta[1].value(), 2500) << "at the strike half of it";
  EXPECT_EQ(delta[2].value(), 3000);
  EXPECT_EQ(delta[3].value(), 1000);
}

TEST(BookAt, HoldsWhatIsLeftAtItsNewExposure) {
  const Book book = testing_book({{hour, Right::call, 100, 0.2, 10}, {30 * day, Right::put, 98, 0.2, 20}});
  const Book then = book_at(book, states_at(book, after(book, 24h, 0.05)));
  ASSERT_EQ(then.holdings.size(), 1u);
  const double gamma = pricing::black_scholes_gamma({Right::put, 100, 98, 29 * day, 0, 0, 0.25});
  EXPECT_NEAR(then.holdings[0].gross_gex.value() / (gamma * 2000 * 100 * 100 * 0.01), 1, 1e-12);
  EXPECT_EQ(then.holdings[0].net_gex.value(), -then.holdings[0].gross_gex.value());
}

TEST(FlowDecompositions, AddUpToTheTotal) {
  struct Row {
    std::string_view why;
    CornerDeltas delta;
    double gamma, vanna, charm, cross, residual;
  };
  const Row rows[] = {
      {"spot alone: dealers sell what delta gained", {10, 14, 10, 10, 14, 14, 10, 14}, -4, 0, 0, 0, 0},
      {"time alone", {10, 10, 7, 10, 7, 10, 7, 7}, 0, 0, 3, 0, 0},
      {"all three, each adding its own: no cross", {0, 1, 2, 4, 3, 5, 6, 7}, -1, -4, -2, 0, 0},
      {"spot and volatility work together", {0, 1, 0, 4, 1, 8, 4, 8}, -1, -4, 0, -3, 0},
      {"only all three together do anything", {0, 0, 0, 0, 0, 0, 0, 9}, 0, 0, 0, 0, -9},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    const FlowDecomposition flow = decomposed(row.delta);
    EXPECT_EQ(flow.gamma.value(), row.gamma);
    EXPECT_EQ(flow.vanna.value(), row.vanna);
    EXPECT_EQ(flow.charm.value(), row.charm);
    EXPECT_EQ(flow.cross.value(), row.cross);
    EXPECT_EQ(flow.residual.value(), row.residual);
    EXPECT_EQ(flow.total.value(), row.delta.here - row.delta.all);
  }
}

TEST(ScenarioSpots, AreDenserNearSpotWhichIsOneOfThem) {
  const auto spots = scenario_spots(Spot{4000}, 0.15, 121);
  ASSERT_EQ(spots.size(), 121u);
  EXPECT_DOUBLE_EQ(spots.front().value(), 3400);
  EXPECT_DOUBLE_EQ(spots.back().value(), 4600);
  EXPECT_EQ(spots[60].value(), 4000);
  EXPECT_TRUE(std::ranges::is_sorted(spots));
  EXPECT_NEAR(spots[61].value() - spots[60].value(), 0.25 * 10, 0.01) << "ten dollars on average";
}

}  // namespace
}  // namespace gammafield::exposure
