#include "laboratory/forest_rows.h"

#include <cmath>

#include <fmt/format.h>

#include "chart/number_text.h"
#include "laboratory/run_known.h"
#include "laboratory/run_theory.h"

namespace gammafield::laboratory {
namespace {

using hedging::Compared;
using hedging::Outcome;
using hedging::Scenario;
using statistics::Estimate;

std::string minus(std::string text) {
  for (std::size_t at = text.find('-'); at != text.npos; at = text.find('-', at)) text.replace(at, 1, "−");
  return text;
}

bool usable(const Estimate& estimate) {
  return std::isfinite(estimate.value) && std::isfinite(estimate.low) && std::isfinite(estimate.high);
}

/// With its sign, but nothing is neither more nor less.
std::string signed_text(double value, int decimals) {
  const auto size = fmt::format("{:.{}f}", std::abs(value), decimals);
  const bool nothing = size.find_first_not_of("0.") == size.npos;
  return (nothing ? "" : value < 0 ? "−" : "+") + size;
}

ForestRow row_of(std::string name, const Estimate& change, std::string text, std::string from_to) {
  if (!usable(change)) return {std::move(name), std::nullopt, "no figure: nothing moves"};
  return {std::move(name), change, std::move(text), std::move(from_to)};
}

ForestRow ratio_row(std::string name, const Compared& figure, std::optional<double> theory) {
  const auto& [value, low, high] = figure.change;
  auto row = row_of(std::move(name), figure.change, fmt::format("×{:.3f} [{:.3f}, {:.3f}]", value, low, high),
                    fmt::format("{:.1f} % → {:.1f} %", 100 * figure.without.value, 100 * figure.with.value));
  if (theory && row.change) {
    row.theory = theory;
    row.text += fmt::format(" ◇ {:.3f}", *theory);
  }
  return row;
}

/// A difference of shares, in percentage points.
ForestRow points_row(std::string name, const Compared& figure) {
  const Estimate points{100 * figure.change.value, 100 * figure.change.low, 100 * figure.change.high};
  return row_of(std::move(name), points,
                fmt::format("{} pp [{}, {}]", signed_text(points.value, 1), signed_text(points.low, 1),
                            signed_text(points.high, 1)),
                fmt::format("{:.1f} % → {:.1f} %", 100 * figure.without.value, 100 * figure.with.value));
}

ForestGroup volatilities(const Outcome& outcome, const StepTheory& theory) {
  ForestGroup group{
      "Volatility a year, with dealers / without", 1, {}, [](double x) { return fmt::format("×{:g}", x); }};
  group.rows.push_back(ratio_row("Of the steps", outcome.realised_volatility, theory.volatility_ratio));
  group.rows.push_back(ratio_row("From start to end", outcome.end_volatility, outcome.effective_volatility_theory));
  return group;
}

ForestGroup correlation(const Outcome& outcome, const StepTheory& theory) {
  ForestGroup group{"Autocorrelation of steps, difference", 0, {}, [](double x) {
                      return x == 0 ? std::string{"0"} : minus(fmt::format("{:+g}", x));
                    }};
  const auto& figure = outcome.autocorrelation;
  const auto& [value, low, high] = figure.change;
  group.rows.push_back(
      row_of("Lag of one step", figure.change,
             fmt::format("{} [{}, {}]", signed_text(value, 3), signed_text(low, 3), signed_text(high, 3)),
             fmt::format("{} → {}", signed_text(figure.without.value, 3), signed_text(figure.with.value, 3))));
  if (theory.autocorrelation && group.rows[0].change) {
    group.rows[0].theory = theory.autocorrelation;
    group.rows[0].text += " ◇ " + signed_text(*theory.autocorrelation, 3);
  }
  return group;
}

ForestGroup shares(const Scenario& scenario, const Outcome& outcome) {
  ForestGroup group{"Shares of paths or races, percentage points", 0, {}, [](double x) {
                      return x == 0 ? std::string{"0"} : minus(fmt::format("{:+g}", x));
                    }};
  if (scenario.pin) {
    group.rows.push_back(
        points_row(fmt::format("Pinned at {}", chart::price_text(scenario.pin->strike)), outcome.pinned));
  }
  for (const auto& level : outcome.levels) {
    const auto name = level.level.name + " holds";
    if (!known_races(level).change) {
      group.rows.push_back({name, std::nullopt, "no race was decided"});
    } else {
      group.rows.push_back(points_row(name, level.held));
    }
  }
  return group;
}

}  // namespace

std::vector<ForestGroup> forest_of(const Scenario& scenario, const Outcome& outcome) {
  const auto theory = step_theory(scenario, outcome.feedback.c);
  std::vector<ForestGroup> groups{volatilities(outcome, theory), correlation(outcome, theory)};
  if (auto last = shares(scenario, outcome); !last.rows.empty()) groups.push_back(std::move(last));
  return groups;
}

}  // namespace gammafield::laboratory
