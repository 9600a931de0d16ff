#include "hedging/policy.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <string_view>
#include <vector>

#include "hedging/theory.h"

namespace gammafield::hedging {
namespace {

using market::ImpliedVol;
using market::Shares;
using market::Spot;
using market::Years;

/// Dealers short 10,000 calls on 1,000,000 shares of a stock at $100, $100M, whose delta the hedge misses by `net`.
HedgeView view_with(double net) {
  return {.spot = Spot{100},
          .options_delta = Shares{-500'000},
          .hedge = Shares{500'000 + net},
          .gamma = SharesPerUsd{-40'000},
          .theta = UsdPerYear{8e6},
          .option_shares = Shares{1'000'000},
          .years_left = Years{0.25},
          .implied_vol = ImpliedVol{0.2},
          .cost = Lambda{0.0005},
          .last_traded_at = Spot{100}};
}

HedgeView at_minute(double minute, double step = 1) {
  HedgeView view = view_with(-1500);
  view.minute = Minutes{minute};
  view.step = Minutes{step};
  return view;
}

double trade(const Policy& policy, const HedgeView& view) { return wanted_trade(policy, view).value(); }

TEST(WantedTrade, OfAFixedBand) {
  struct Row {
    std::string_view why;
    Policy policy;
    double net, trade;
  };
  using policy::FixedBand;
  const Row rows[] = {
      {"the source text's trigger of 10,000: within", FixedBand{10'000}, 9'999, 0},
      {"at the edge nothing yet: it says over", FixedBand{10'000}, 10'000, 0},
      {"over it, all of it", FixedBand{10'000}, 10'001, -10'001},
      {"the same where the dealer is short", FixedBand{10'000}, -9'999, 0},
      {"at the lower edge", FixedBand{10'000}, -10'000, 0},
      {"below it", FixedBand{10'000}, -10'001, 10'001},
      {"to the edge only", FixedBand{10'000, BandUnit::shares, BandTo::edge}, 10'001, -1},
      {"to the lower edge", FixedBand{10'000, BandUnit::shares, BandTo::edge}, -12'000, 2'000},
      {"a tight desk: 500 shares for $100M", tight_band(), 500, 0},
      {"a tight desk, over", tight_band(), 501, -501},
      {"a normal desk", normal_band(), -1'500, 0},
      {"a normal desk, over", normal_band(), -1'501, 1'501},
      {"a wide desk", wide_band(), 5'000, 0},
      {"a wide desk, over", wide_band(), 5'001, -5'001},
      {"0.01 a share of option", FixedBand{0.01, BandUnit::per_option_share}, 10'000, 0},
      {"0.01 a share of option, over", FixedBand{0.01, BandUnit::per_option_share}, 10'001, -10'001},
      {"no width trades all there is", FixedBand{0}, 1, -1},
      {"and nothing where there is nothing", FixedBand{0}, 0, 0},
  };
  for (const Row& row : rows) EXPECT_DOUBLE_EQ(trade(row.policy, view_with(row.net)), row.trade) << row.why;
}

TEST(WantedTrade, TakesNotionalAtTheSpotOfNow) {
  HedgeView view = view_with(999);
  view.spot = Spot{200};  // $200M of stock under the options
  EXPECT_EQ(trade(tight_band(), view), 0);
  view.spot = Spot{199};
  EXPECT_EQ(trade(tight_band(), view), -999);
}

TEST(WantedTrade, OfABandThatAVolatilityShiftWidens) {
  HedgeView view = view_with(1'000);
  EXPECT_EQ(trade(tight_band(), view), -1'000);
  view.band_factor = 2;
  EXPECT_EQ(trade(tight_band(), view), 0);
  view.hedge = Shares{501'001};
  EXPECT_EQ(trade(tight_band(), view), -1'001);
  EXPECT_EQ(trade(policy::Continuous{}, view), -1'001) << "no band, nothing to widen";
}

TEST(WantedTrade, OnTheSessionsClock) {
  using policy::EndOfDay;
  using policy::EveryMinutes;
  using policy::LastMinutes;
  struct Row {
    std::string_view why;
    Policy policy;
    double minute, step;
    bool trades;
  };
  const Row rows[] = {
      {"hourly: not in the first minute", EveryMinutes{Minutes{60}}, 0, 1, false},
      {"hourly: the minute that ends the hour", EveryMinutes{Minutes{60}}, 59, 1, true},
      {"hourly: not the next", EveryMinutes{Minutes{60}}, 60, 1, false},
      {"every minute", EveryMinutes{Minutes{1}}, 17, 1, true},
      {"more often than steps are: each step", EveryMinutes{Minutes{1}}, 15, 5, true},
      {"a step that passes the hour in its middle", EveryMinutes{Minutes{60}}, 56, 7, true},
      {"steps of six seconds", EveryMinutes{Minutes{1}}, 9 * 0.1, 0.1, true},
      {"steps of six seconds, before", EveryMinutes{Minutes{1}}, 8 * 0.1, 0.1, false},
      {"once a session: its last step", EveryMinutes{Minutes{390}}, 389, 1, true},
      {"once a session: not the step before", EveryMinutes{Minutes{390}}, 388, 1, false},
      {"end of day", EndOfDay{}, 389, 1, true},
      {"end of day: not the step before", EndOfDay{}, 388, 1, false},
      {"end of day, steps of five minutes", EndOfDay{}, 385, 5, true},
      {"end of day, steps of five minutes, before", EndOfDay{}, 380, 5, false},
      {"end of day, steps that the session is no multiple of", EndOfDay{}, 385, 7, true},
      {"end of day, steps that the session is no multiple of, before", EndOfDay{}, 378, 7, false},
      {"end of day, steps of six seconds", EndOfDay{}, 3899 * 0.1, 0.1, true},
      {"the last hour begins", LastMinutes{Minutes{60}}, 330, 1, true},
      {"the minute before", LastMinutes{Minutes{60}}, 329, 1, false},
      {"the last hour lasts", LastMinutes{Minutes{60}}, 389, 1, true},
      {"a step that reaches into it", LastMinutes{Minutes{60}}, 325, 10, true},
      {"shorter than a step: the last step all the same", LastMinutes{Minutes{1}}, 385, 5, true},
      {"never", policy::Never{}, 389, 1, false},
  };
  for (const Row& row : rows)
    EXPECT_EQ(trade(row.policy, at_minute(row.minute, row.step)), row.trades ? 1'500 : 0) << row.why;
}

TEST(WantedTrade, OfAClockComesAsOftenInASessionAsItSays) {
  const auto trades = [](const Policy& policy, double step) {
    int count = 0;
    for (double minute = 0; minute < minutes_a_session; minute += step)
      count += trade(policy, at_minute(minute, step)) != 0 ? 1 : 0;
    return count;
  };
  EXPECT_EQ(trades(policy::EveryMinutes{Minutes{30}}, 1), 13);
  EXPECT_EQ(trades(policy::EveryMinutes{Minutes{60}}, 1), 6);
  EXPECT_EQ(trades(policy::EveryMinutes{Minutes{60}}, 7), 6);
  EXPECT_EQ(trades(policy::LastMinutes{Minutes{60}}, 1), 60);
  EXPECT_EQ(trades(policy::EndOfDay{}, 1), 1);
  EXPECT_EQ(trades(policy::EndOfDay{}, 7), 1);
  EXPECT_EQ(trades(policy::Continuous{}, 5), 78);
}

TEST(WantedTrade, OfWhalleyAndWilmottEndsAtTheirEdge) {
  const policy::WhalleyWilmott rule{RiskAversion{1e-6}};
  const auto edge = whalley_wilmott_band(Spot{100}, SharesPerUsd{-40'000}, Lambda{0.0005}, rule.aversion,
                                         ContinuousRate{0}, Years{0.25})
                        .value();
  EXPECT_NEAR(edge, std::cbrt(1.5 * 0.0005 * 100 * 1.6e9 / 1e-6), 1e-6);
  EXPECT_EQ(trade(rule, view_with(edge * 0.999)), 0);
  EXPECT_NEAR(trade(rule, view_with(edge + 100)), -100, 1e-6);
  EXPECT_NEAR(trade(rule, view_with(-edge - 100)), 100, 1e-6);
}

TEST(WantedTrade, OfZakamoulineEndsAtHisEdge) {
  const policy::Zakamouline rule{RiskAversion{1e-6}};
  const auto band = zakamouline_band(Spot{100}, ImpliedVol{0.2}, SharesPerUsd{-40'000}, Years{0.25}, Lambda{0.0005},
                                     rule.aversion, ContinuousRate{0});
  const double edge = band.h0.value() + band.h1.value();
  EXPECT_EQ(trade(rule, view_with(edge * 0.999)), 0);
  EXPECT_NEAR(trade(rule, view_with(edge + 100)), -100, 1e-6);
}

TEST(WantedTrade, OfUtilityBandsWhereThereIsNoCostOrNoGamma) {
  for (const Policy& rule : {Policy{policy::WhalleyWilmott{}}, Policy{policy::Zakamouline{}}}) {
    HedgeView settled = view_with(250);
    settled.gamma = SharesPerUsd{0};
    settled.theta = UsdPerYear{0};
    settled.years_left = Years{0};
    settled.implied_vol = ImpliedVol{0};
    EXPECT_EQ(trade(rule, settled), -250) << "what is left of the hedge goes";
    HedgeView free = view_with(250);
    free.cost = Lambda{0};
    EXPECT_EQ(trade(rule, free), -250) << "costs nothing: continuous";
  }
}

TEST(WantedTrade, OfTheBreakEvenMoveWaitsForIt) {
  // theta 8e6 a year pays, each session, for 1/2 40,000 m^2 = 8e6 / 252: m = $1.26
  HedgeView view = view_with(-50'000);
  const double pays = std::sqrt(2 * 8e6 / 252 / 40'000);
  view.spot = Spot{100 + 0.999 * pays};
  EXPECT_EQ(trade(policy::BreakEven{}, view), 0);
  view.spot = Spot{100 + 1.001 * pays};
  EXPECT_EQ(trade(policy::BreakEven{}, view), 50'000);
  view.spot = Spot{100 - 1.001 * pays};
  EXPECT_EQ(trade(policy::BreakEven{}, view), 50'000);
  view.band_factor = 2;
  EXPECT_EQ(trade(policy::BreakEven{}, view), 0);
}

TEST(WantedTrade, OfTheBreakEvenMoveWhereNothingPaysFollowsEveryMove) {
  HedgeView mixed = view_with(-700);  // long and short options: short gamma, and time costs too
  mixed.theta = UsdPerYear{-8e6};
  EXPECT_EQ(trade(policy::BreakEven{}, mixed), 0) << "has not moved";
  mixed.spot = Spot{100.01};
  EXPECT_EQ(trade(policy::BreakEven{}, mixed), 700);
}

TEST(WantedTrade, OfTimeDecayMakesUpForWhatTimeTook) {
  HedgeView view = view_with(12'345);
  view.decayed = Shares{80};
  EXPECT_EQ(trade(policy::TimeDecay{}, view), 80) << "not the rest of its delta";
}

const std::vector<Policy> odd_policies{policy::Continuous{},
                                       policy::FixedBand{300},
                                       tight_band(),
                                       policy::FixedBand{0.001, BandUnit::per_option_share, BandTo::edge},
                                       policy::WhalleyWilmott{},
                                       policy::EveryMinutes{Minutes{1}}};

RC_GTEST_PROP(WantedTrade, TurnsWithTheBook, ()) {
  const double net = *rc::gen::inRange(-20'000, 20'001);
  HedgeView mirrored = view_with(net);
  mirrored.options_delta = Shares{500'000};
  mirrored.hedge = Shares{-500'000 - net};
  mirrored.gamma = SharesPerUsd{40'000};
  mirrored.theta = UsdPerYear{-8e6};
  for (const Policy& policy : odd_policies) RC_ASSERT(trade(policy, mirrored) == -trade(policy, view_with(net)));
}

RC_GTEST_PROP(WantedTrade, NeverOverhedges, ()) {
  const double net = *rc::gen::inRange(-20'000, 20'001);
  for (const Policy& policy : odd_policies) {
    const double wanted = trade(policy, view_with(net));
    RC_ASSERT(wanted * net <= 0);
    RC_ASSERT(std::abs(wanted) <= std::abs(net));
  }
}

TEST(InLots, RoundsToTheNearest) {
  struct Row {
    std::string_view why;
    double trade, lot, rounded;
  };
  const Row rows[] = {
      {"down", 149, 100, 100},
      {"up", 151, 100, 200},
      {"a half: away from none", 150, 100, 200},
      {"sold alike", -150, 100, -200},
      {"too small to trade", 49, 100, 0},
      {"sold, too small", -49, 100, 0},
      {"whole shares", 0.6, 1, 1},
      {"no lots", 0.123, 0, 0.123},
      {"nothing", 0, 100, 0},
  };
  for (const Row& row : rows)
    EXPECT_DOUBLE_EQ(in_lots(Shares{row.trade}, Shares{row.lot}).value(), row.rounded) << row.why;
}

}  // namespace
}  // namespace gammafield::hedging
