#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "studies/result.h"

/// Made-up results. Their figures owe nothing to any market.
namespace gammafield::studies::testing {

inline research::Comparison tested_comparison(std::string against, const statistics::Estimate& figure, double p) {
  const double error = (figure.high - figure.low) / 3.92;
  return {.against = std::move(against),
          .tested = statistics::Tested{figure, error, p, std::min(1.0, 4 * p), 31, 25},
          .days_with = 31,
          .p_adjusted = std::min(1.0, 2 * p),
          .detectable = 2.8 * error,
          .days_needed = std::ceil(31 * std::pow(2.8 * error / 0.1, 2)),
          .verdict = research::Verdict::cannot_tell};
}

inline research::Comparison untested_comparison(std::string against, std::size_t days) {
  return {.against = std::move(against),
          .tested = std::nullopt,
          .days_with = days,
          .detectable = std::nullopt,
          .days_needed = std::nullopt};
}

inline research::Cell cell_of(std::string symbol, std::string side, const statistics::Estimate& share, double events) {
  return {.keys = {{"symbol", std::move(symbol)}, {"side", std::move(side)}},
          .primary = false,
          .measure = "hit_rate",
          .is_share = true,
          .days = 31,
          .weight = events,
          .figure = share,
          .counts = {{"touches", events + 5}, {"undecided", 5}},
          .comparisons = {}};
}

inline Curve survival(std::string name, double fall, bool reference) {
  Curve curve{.name = std::move(name), .reference = reference, .points = {}};
  for (int minute = 0; minute <= 120; minute += 5) {
    const double share = std::exp(-fall * std::sqrt(minute)),
                 half = reference ? 0 : 0.18 * std::sqrt(share * (1 - share));
    curve.points.push_back(
        {static_cast<double>(minute), {share, std::max(0.0, share - half), std::min(1.0, share + half)}});
  }
  return curve;
}

inline std::vector<Figure> made_up_figures() {
  Figure breaks{.title = "How long breaks stay beyond the wall",
                .x_label = "minutes since the break",
                .y_label = "share still beyond",
                .stepped = true,
                .curves = {survival("the walls", 0.16, false), survival("a driftless walk", 0.19, true)}};
  Curve calibrated{.name = "logistic regression", .reference = false, .points = {}};
  for (const double x : {0.08, 0.19, 0.27, 0.41, 0.55, 0.7})
    calibrated.points.push_back({x, {0.08 + 0.8 * x, std::max(0.0, 0.8 * x - 0.02), std::min(1.0, 0.8 * x + 0.2)}});
  Figure reliability{
      .title = "Forecast and what came",
      .x_label = "forecast",
      .y_label = "share that came",
      .stepped = false,
      .curves = {calibrated, {.name = "calibrated", .reference = true, .points = {{0, {0, 0, 0}}, {1, {1, 1, 1}}}}}};
  Figure equity{.title = "Equity, net of costs",
                .x_label = "session",
                .y_label = "per cent since the start",
                .stepped = false,
                .curves = {}};
  equity.curves = {{.name = "the rule", .reference = false, .points = {}},
                   {.name = "bought and held", .reference = true, .points = {}},
                   {.name = "drawdown", .reference = false, .points = {}}};
  double most = 0;
  for (int day = 0; day < 90; ++day) {
    const double x = day, rule = 2 * std::sin(x / 9) + 0.02 * x, held = 0.06 * x + std::sin(x / 5);
    most = std::max(most, rule);
    equity.curves[0].points.push_back({x, {rule, rule, rule}});
    equity.curves[1].points.push_back({x, {held, held, held}});
    equity.curves[2].points.push_back({x, {rule - most, rule - most, rule - most}});
  }
  return {breaks, reliability, equity};
}

/// Four cells with three baselines: one of each verdict, and one that could not be tested.
inline StudyResult made_up_result() {
  StudyResult result;
  result.name = "walls-hold";
  result.kind = "wall_hit_rate";
  result.title = "Do the walls hold more often than other prices?";
  result.question =
      "When SPX touches the call or put wall, does it turn back more often than at a price that nobody names?";
  result.measure_text =
      "Share of touches at which the price turned back by a quarter of the expected move before it went as far beyond.";
  result.rule.matters = 0.10;
  auto first = cell_of("SPX", "put", {0.48, 0.2998, 0.6655}, 25);
  auto second = cell_of("SPX", "call", {0.56, 0.3707, 0.7333}, 25);
  auto third = cell_of("NDX", "call", {0.7, 0.62, 0.77}, 140);
  auto fourth = cell_of("RUT", "call", {0.5, 0.15, 0.85}, 4);
  fourth.days = 3;
  second.primary = true;
  first.comparisons = {tested_comparison("random_price", {-0.03, -0.21, 0.15}, 0.74),
                       tested_comparison("walk", {-0.02, -0.2, 0.16}, 0.83)};
  second.comparisons = {tested_comparison("random_price", {0.05, -0.14, 0.24}, 0.61),
                        tested_comparison("walk", {0.06, -0.13, 0.25}, 0.54),
                        tested_comparison("round_number", {0.01, -0.06, 0.08}, 0.78)};
  second.comparisons[2].verdict = research::Verdict::no_difference;
  third.comparisons = {tested_comparison("random_price", {0.19, 0.11, 0.27}, 0.0004),
                       tested_comparison("walk", {0.2, 0.12, 0.28}, 0.0002)};
  for (auto& comparison : third.comparisons) comparison.verdict = research::Verdict::differs;
  fourth.comparisons = {untested_comparison("random_price", 1), untested_comparison("walk", 3)};
  result.findings = {{first, second, third, fourth}, 9, research::Selection{4, 25, 0.5, 0.64}};
  result.figures = made_up_figures();
  const market::Instant open =
      std::chrono::sys_days{std::chrono::year{2026} / 7 / 1} + std::chrono::minutes{13 * 60 + 30};
  result.trades = {{.symbol = "SPX",
                    .entered = open + std::chrono::minutes{31},
                    .left = open + std::chrono::minutes{390},
                    .entry_reason = "down to the put wall 6200.00",
                    .exit_reason = "the session closes",
                    .gross = -0.25,
                    .cost = 0.012}};
  result.choices = {{"wall.basis", "net"}, {"race.away", "0.25 expected moves"}, {"baselines.seed", "1"}};
  result.data = {{"spx-chains", "31 chains, SPX, 2026-07-01 to 2026-08-12"}, {"spx-1m.csv", "1-minute bars"}};
  result.left_out = {{"SPX", "2026-07-03", "half a session"},
                     {"SPX", "2026-07-09", "no chain of the evening before"},
                     {"SPX", "2026-07-10", "no chain of the evening before"}};
  result.cautions = {"31 days of one summer: another regime may behave otherwise.",
                     "The chain's open interest is the evening before's."};
  return result;
}

/// Cells and baselines as many as the largest study has.
inline StudyResult large_result() {
  auto result = made_up_result();
  result.findings.cells.clear();
  for (int i = 0; i < 24; ++i) {
    const double share = 0.4 + 0.01 * i;
    auto cell = cell_of("SYM" + std::to_string(i), i % 2 == 0 ? "call" : "put", {share, share - 0.1, share + 0.1}, 100);
    cell.primary = i == 5;
    for (const auto* against : {"random_price", "rank_2_to_5", "prior_session", "round_number", "max_open_interest",
                                "expected_move", "stale_wall", "shuffled_date"}) {
      const double off = 0.01 * static_cast<double>(cell.comparisons.size()) - 0.1 + 0.007 * i;
      cell.comparisons.push_back(tested_comparison(against, {off, off - 0.09, off + 0.09}, 0.2));
    }
    result.findings.cells.push_back(std::move(cell));
  }
  result.findings.comparisons_tried = 192;
  return result;
}

/// The same with a text from outside in every place that takes one.
inline StudyResult result_saying(const std::string& text) {
  auto result = made_up_result();
  for (auto* at : {&result.name, &result.kind, &result.title, &result.question, &result.measure_text}) *at = text;
  for (auto& cell : result.findings.cells) {
    cell.measure = text;
    for (auto& [key, value] : cell.keys) key = value = text;
    for (auto& count : cell.counts) count.first = text;
    for (auto& comparison : cell.comparisons) comparison.against = text;
  }
  for (auto& figure : result.figures) {
    figure.title = figure.x_label = figure.y_label = text;
    for (auto& curve : figure.curves) curve.name = text;
  }
  for (auto& [key, value] : result.choices) key = value = text;
  for (auto& data : result.data) data = {text, text};
  for (auto& day : result.left_out) day = {text, text, text};
  for (auto& trade : result.trades) trade.symbol = trade.entry_reason = trade.exit_reason = text;
  for (auto& caution : result.cautions) caution = text;
  return result;
}

}  // namespace gammafield::studies::testing
