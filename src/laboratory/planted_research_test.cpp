#include <cmath>
#include <stdexcept>

#include <gtest/gtest.h>

#include "base/sanitized.h"
#include "base/side_by_side.h"
#include "laboratory/planted_session.h"
#include "laboratory/testing_planting.h"
#include "research/day_figures.h"

// Days whose prices were moved by hedging that is known, studied like any others (docs/methods.md 7.8): dealers short
// of gamma are found as amplification, and not as support.
namespace gammafield::laboratory {
namespace {

/// A wall on each side, a third to two thirds of an expected move away, where nobody hedges more than elsewhere.
std::vector<exposure::StrikeExposure> walls_about(double spot, double move, std::size_t number) {
  const double away = move * (0.33 + 0.11 * static_cast<double>(number % 4));
  const auto strike = [](double at, double call, double put) {
    return exposure::StrikeExposure{market::Strike{at},         market::UsdPerPercent{call},
                                    market::UsdPerPercent{put}, market::UsdPerPercent{call - put},
                                    market::Contracts{1},       market::Contracts{1}};
  };
  return {strike(spot * std::exp(-away), 0, 1), strike(spot * std::exp(away), 1, 0)};
}

struct Planted {
  research::StudyDay day;
  double c = 0;
};

Planted study_day(Sides sides, std::size_t number) {
  const auto planted = planted_day(testing::planting(sides, 1, 400), number);
  if (!planted) throw std::runtime_error(planted.error().message);
  const auto& calendar = market::Calendar::us();
  const auto bars = planted->with.minute_bars();
  research::StudyDay day;
  day.symbol = planted->symbol;
  day.session = planted->session;
  day.open = day.from = calendar.session_open(day.session);
  day.close = calendar.session_close(day.session);
  day.move = planted->scenario.noise.volatility.value() / std::sqrt(252.0);
  day.prices.push_back({day.open, bars.front().open});
  for (const auto& bar : bars) day.prices.push_back({bar.from + std::chrono::minutes{1}, bar.close});
  const double c = hedging::feedback(planted->scenario).c;
  day.sheet.spot = bars.front().open;
  day.sheet.net_gex = market::UsdPerPercent{c};
  day.sheet.gross_gex = market::UsdPerPercent{std::abs(c)};
  day.sheet.strikes = walls_about(day.first_price(), day.move, number);
  return {day, c};
}

research::SymbolDays planted_days(std::size_t days, const std::vector<Sides>& sides, double& mean_log_ratio) {
  std::vector<Planted> planted(days);
  base::side_by_side(days, 2, [&](std::size_t i) { planted[i] = study_day(sides[i % sides.size()], i); });
  research::SymbolDays symbol{.symbol = "PLANTED", .days = {}};
  double of_long = 0, of_short = 0;
  for (auto& each : planted) {
    (each.c > 0 ? of_long : of_short) -=
        std::log1p(each.c) * static_cast<double>(sides.size()) / static_cast<double>(days);
    symbol.days.push_back(std::move(each.day));
  }
  mean_log_ratio = of_long - of_short;
  return symbol;
}

research::InferenceRule rule() {
  research::InferenceRule rule;
  rule.bootstrap.resamples = 999;
  return rule;
}

TEST(PlantedResearch, DaysOfDealersLongAreCalmerByWhatIsKnown) {
  double expected = 0;
  const auto symbol = planted_days(base::sanitized ? 40 : 80, {Sides::long_options, Sides::short_options}, expected);
  ASSERT_LT(expected, -0.05);
  const auto found = research::findings(research::volatility_by_regime(std::span(&symbol, 1)), rule());
  const auto& positive = found.cells.at(1);
  ASSERT_EQ(positive.keys[1].second, "positive_gamma");
  ASSERT_TRUE(positive.comparisons[0].tested);
  const auto& figure = positive.comparisons[0].tested->figure;
  EXPECT_LT(figure.high, 0) << "calmer: the days of dealers short are the lively ones";
  EXPECT_LT(figure.low, expected);
  EXPECT_GT(figure.high, expected) << "the interval holds what 1/(1 + c) says";
}

TEST(PlantedResearch, DaysOfDealersShortHaveNoSupport) {
  double unused = 0;
  const auto symbol = planted_days(base::sanitized ? 40 : 80, {Sides::short_options}, unused);
  research::HitRateStudy study;
  study.bases = {research::WallBasis::net};
  study.baselines = {research::Baseline::shuffled_date};
  const auto found = research::findings(research::hit_rates(std::span(&symbol, 1), study), rule());
  std::size_t tested = 0;
  for (const auto& cell : found.cells) {
    const auto& comparison = cell.comparisons.at(0);
    if (!comparison.tested) continue;
    ++tested;
    EXPECT_FALSE(comparison.verdict == research::Verdict::differs && comparison.tested->figure.value > 0);
  }
  EXPECT_GT(tested, 0U);
}

}  // namespace
}  // namespace gammafield::laboratory
