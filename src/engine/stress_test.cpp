#include "engine/stress.h"

#include <gtest/gtest.h>

#include <cmath>

#include "ingest/read_chain.h"
#include "pricing/black_scholes.h"

namespace gammafield::engine {
namespace {

using std::chrono::minutes;

/// Options of one ETF-like index by a table of symbols: volatility and open interest only, so r = q = 0.
Analysis analysed(std::string_view rows, std::string_view as_of, double spot) {
  ingest::ReadOptions options;
  options.as_of = market::parse_instant(as_of);
  options.spot = market::Spot{spot};
  const auto loaded = ingest::read_chain("option,iv,open_interest\n" + std::string{rows}, options, "rows");
  EXPECT_TRUE(loaded) << (loaded ? "" : loaded.error().message);
  auto analysis = analyse(loaded->front(), {});
  EXPECT_TRUE(analysis);
  return std::move(*analysis);
}

constexpr std::string_view today_and_september =
    "SPXW260818C06410000,0.12,3000\nSPXW260818P06380000,0.13,4000\n"
    "SPXW260918C06450000,0.15,8000\nSPXW260918P06300000,0.17,9000\n";

Analysis at_two() { return analysed(today_and_september, "2026-08-18T14:00-04:00", 6400); }

/// Dealers long the calls and short the puts, each priced on its own; minutes to 16:00 of August 18 and September 18.
double net_delta(double minutes_left) {
  const double later = 31 * 1440 + minutes_left;
  const auto dollars = [](market::Right right, double strike, double sigma, double contracts, double left) {
    const auto greeks = pricing::black_scholes_greeks({right, 6400, strike, left / 525600, 0, 0, sigma});
    return greeks.delta * contracts * 100 * 6400;
  };
  return dollars(market::Right::call, 6410, 0.12, 3000, minutes_left) -
         dollars(market::Right::put, 6380, 0.13, 4000, minutes_left) +
         dollars(market::Right::call, 6450, 0.15, 8000, later) - dollars(market::Right::put, 6300, 0.17, 9000, later);
}

TEST(Stress, StepsToTheNextSettlementAndTradesTheChangeOfDelta) {
  const auto found = stress(at_two(), {});
  EXPECT_EQ(found.settles_at, market::parse_instant("2026-08-18T16:00-04:00"));
  ASSERT_EQ(found.steps.size(), 9U);  // 0, 15, ... 105, 119
  EXPECT_EQ(found.steps[1].ahead, minutes{15});
  EXPECT_EQ(found.steps.back().ahead, minutes{119});
  double before = net_delta(120), all = 0;
  for (std::size_t i = 1; i < found.steps.size(); ++i) {
    const double now = net_delta(120.0 - static_cast<double>(found.steps[i].ahead.count()));
    EXPECT_NEAR(found.steps[i].charm_flow.value(), before - now, 1e-6 * std::abs(now)) << i;
    all += before - now;
    before = now;
  }
  EXPECT_NEAR(found.charm_flow.value(), all, 1e-6 * std::abs(all));
}

TEST(Stress, FirstStepIsTheReport) {
  const auto analysis = at_two();
  const auto found = stress(analysis, {});
  const auto& totals = analysis.report.levels.totals;
  EXPECT_NEAR(found.steps[0].net.value(), totals.net_gex.value(), 1e-12 * totals.gross_gex.value());
  EXPECT_NEAR(found.steps[0].call_wall->value(), analysis.report.levels.call_wall->strength.value(),
              1e-12 * totals.gross_gex.value());
  EXPECT_EQ(found.steps[0].charm_flow.value(), 0);
}

TEST(Stress, OfASettlementDaysAwayOnlyTheLastSessionIsStepped) {
  const auto found = stress(analysed("SPXW260918C06450000,0.15,8000\n", "2026-08-18T16:30-04:00", 6400), {});
  ASSERT_GT(found.steps.size(), 2U);
  EXPECT_EQ(market::parse_instant("2026-08-18T16:30-04:00").value() + found.steps[1].ahead,
            market::parse_instant("2026-09-18T09:30-04:00"));
  EXPECT_EQ(found.steps.size(), 1U + 26 + 1);
}

TEST(Stress, AWallTwoPointsAwayWithHalfAnHourLeftIsOutOfReach) {
  const auto row = "SPXW260818C00452000,0.15,1000\n";
  const auto found = stress(analysed(row, "2026-08-18T15:30-04:00", 450), {});
  ASSERT_TRUE(found.call_wall);
  const double deviation = 0.15 * std::sqrt(30 / 525600.0);
  EXPECT_NEAR(*found.call_wall->deviations_away, std::log(452.0 / 450) / deviation, 1e-6);
  EXPECT_TRUE(found.call_wall->out_of_reach);
  EXPECT_TRUE(found.call_wall->melts);
  const auto early = stress(analysed(row, "2026-08-18T09:45-04:00", 450), {});
  ASSERT_TRUE(early.call_wall);
  EXPECT_EQ(early.call_wall->strike, market::Strike{452});
  EXPECT_FALSE(early.call_wall->out_of_reach);
}

TEST(Stress, AFlowAgainstTheHedgingAtTheWall) {
  const auto analysis = at_two();
  const double strength = analysis.report.levels.call_wall->strength.value();
  EXPECT_FALSE(stress(analysis, {}).call_wall->swamp_ratio) << "without a flow there is nothing to compare";
  const auto small = stress(analysis, {.flow = market::Usd{-2.9 * strength}});
  EXPECT_NEAR(*small.call_wall->swamp_ratio, 2.9, 1e-12);
  EXPECT_FALSE(small.call_wall->swamped);
  EXPECT_TRUE(stress(analysis, {.flow = market::Usd{3.1 * strength}}).call_wall->swamped);
}

TEST(Stress, HigherVolatilitiesAreRepricedNotGuessed) {
  const auto analysis = at_two();
  const auto found = stress(analysis, {.vol_points = {0, 10}});
  ASSERT_EQ(found.vol_shifts.size(), 2U);
  const auto& levels = analysis.report.levels;
  EXPECT_NEAR(found.vol_shifts[0].net.value(), levels.totals.net_gex.value(), 1e-12 * levels.totals.gross_gex.value());
  ASSERT_TRUE(levels.flip && found.vol_shifts[0].flip && found.vol_shifts[1].flip);
  EXPECT_NEAR(found.vol_shifts[0].flip->price.value(), levels.flip->price.value(), 1e-6);
  double net = 0;
  for (const auto& holding : analysis.book.holdings) {
    const auto& option = analysis.priced->options[holding.option];
    const double gamma =
        pricing::black_scholes_gamma({holding.right, 6400, holding.strike.value(),
                                      analysis.priced->expiries[holding.expiry].years, 0, 0, option.sigma + 0.10});
    net += gamma * holding.dealer_shares.value() * 6400 * 6400 * 0.01;
  }
  EXPECT_NEAR(found.vol_shifts[1].net.value(), net, 1e-9 * std::abs(net));
}

TEST(Stress, OfABookWithoutExposureIsEmpty) {
  const auto found = stress(analysed("SPXW260918C06450000,0.15,0\n", "2026-08-18T14:00-04:00", 6400), {});
  EXPECT_TRUE(found.steps.empty());
  EXPECT_TRUE(found.vol_shifts.empty());
  EXPECT_FALSE(found.call_wall);
}

// x_scale concerns flows: charm flow shrinks with it, the flow against a wall weighs more, exposures stay (4.5).
TEST(Stress, ScalesFlowsAndNothingElse) {
  Analysis whole = at_two();
  Analysis part = at_two();
  part.report.settings.x_scale = 0.25;
  const StressSettings settings{.flow = market::Usd{1e8}};
  const auto all = stress(whole, settings), some = stress(part, settings);
  EXPECT_DOUBLE_EQ(some.charm_flow.value(), 0.25 * all.charm_flow.value());
  ASSERT_TRUE(all.call_wall && some.call_wall);
  EXPECT_DOUBLE_EQ(*some.call_wall->swamp_ratio, 4 * *all.call_wall->swamp_ratio);
  EXPECT_EQ(some.call_wall->strength, all.call_wall->strength);
  EXPECT_EQ(some.steps[1].net, all.steps[1].net);
}

TEST(Stress, TellsWhatIsNotListedWhereTheSettingsSaySo) {
  Analysis analysis = at_two();
  EXPECT_FALSE(stress(analysis, {}).otc);
  analysis.report.settings.otc = {.visible_share = 0.3, .rho = 1};
  const auto found = stress(analysis, {});
  ASSERT_TRUE(found.otc);
  EXPECT_NEAR(found.otc->net.value() * 3, analysis.report.levels.totals.net_gex.value() * 10, 1e-3);
}

TEST(Stress, DoublesTheSpreadOfThePriorAroundTheSameDraws) {
  const auto analysis = at_two();
  const auto found = stress(analysis, {});
  auto settings = analysis.report.settings.bands;
  const auto now = bands_of(analysis, settings);
  settings.widening = 2;
  const auto widened = bands_of(analysis, settings);
  ASSERT_TRUE(now && widened && found.band.now && found.band.widened);
  EXPECT_EQ(found.band.now->net_gex.q05, now->net_gex.q05);
  EXPECT_EQ(found.band.widened->net_gex.q05, widened->net_gex.q05);
  const auto width = [](const bands::Bands& bands) { return bands.net_gex.q95.value() - bands.net_gex.q05.value(); };
  EXPECT_GT(width(*found.band.widened), width(*found.band.now));
  EXPECT_EQ(found.band.regime_changes, now->regime != widened->regime);
}

}  // namespace
}  // namespace gammafield::engine
