#include <fmt/format.h>

#include "exports/numerals.h"
#include "exports/paragraph.h"
#include "laboratory/run_known.h"
#include "laboratory/run_output.h"
#include "laboratory/run_sentences.h"
#include "laboratory/run_theory.h"

namespace gammafield::laboratory {
namespace {

using exports::TextTable;
using exports::Tone;
using hedging::Compared;
using statistics::Estimate;
using Align = TextTable::Align;

/// How a figure is printed: times `scale`, so many decimals.
struct Printed {
  double scale = 1;
  int decimals = 2;
};

std::string value_text(bool known, const Estimate& estimate, const Printed& as) {
  return known ? fmt::format("{:.{}f}", estimate.value * as.scale, as.decimals) : "-";
}

std::string interval_text(bool known, const Estimate& estimate, const Printed& as, std::string_view sign) {
  if (!known) return "-";
  return fmt::format("{}{:.{}f} [{:.{}f}, {:.{}f}]", sign, estimate.value * as.scale, as.decimals,
                     estimate.low * as.scale, as.decimals, estimate.high * as.scale, as.decimals);
}

void add_ratio(TextTable& table, std::string name, const Compared& compared, std::optional<double> theory) {
  const Printed pct{.scale = 100};
  table.add({{std::move(name)},
             {value_text(true, compared.with, pct), Tone::strong},
             {value_text(true, compared.without, pct)},
             {interval_text(known_ratio(compared).change, compared.change, {.decimals = 3}, "x ")},
             {theory ? fmt::format("x {:.3f}", *theory) : ""}});
}

void add_difference(TextTable& table, std::string name, const Compared& compared, const Printed& as,
                    std::string theory = "", const Known& known = {}) {
  table.add({{std::move(name)},
             {value_text(known.with, compared.with, as), Tone::strong},
             {value_text(known.without, compared.without, as)},
             {interval_text(known.change, compared.change, as, "")},
             {std::move(theory)}});
}

void add_level(TextTable& table, const hedging::LevelOutcome& level) {
  const Printed share{.scale = 100, .decimals = 1};
  const std::string name = fmt::format("{} {}", level.level.name, exports::grouped(level.level.price.value(), true));
  add_difference(table, name + ", touched, % of paths", level.touched, share);
  add_difference(table, name + ", held, % of races", level.held, share, "", known_races(level));
  add_difference(table, name + ", ended beyond, % of paths", level.ends_beyond, share);
}

std::string figures(const hedging::Scenario& scenario, const hedging::Outcome& outcome,
                    const exports::TextStyle& style) {
  TextTable table{{"", "WITH DEALERS", "WITHOUT", "CHANGE, 95 %", "THEORY"},
                  {Align::left, Align::right, Align::right, Align::right, Align::right}};
  const Printed pct{};
  const StepTheory steps = step_theory(scenario, outcome.feedback.c);
  add_ratio(table, "Volatility of steps, % a year", outcome.realised_volatility, steps.volatility_ratio);
  add_ratio(table, "Volatility start to end, % a year", outcome.end_volatility, outcome.effective_volatility_theory);
  add_difference(table, "Autocorrelation of steps", outcome.autocorrelation, {.decimals = 3},
                 steps.autocorrelation ? fmt::format("{:.3f}", *steps.autocorrelation) : "");
  add_difference(table, "Lowest, % from the start", outcome.lowest, pct);
  add_difference(table, "Highest, % from the start", outcome.highest, pct);
  if (scenario.pin) {
    const auto theory = pin_theory(scenario);
    add_difference(table,
                   fmt::format("Ends within {:g} of {}, % of paths", scenario.pin->tolerance.value(),
                               exports::grouped(scenario.pin->strike.value(), true)),
                   outcome.pinned, {.scale = 100, .decimals = 1},
                   theory ? fmt::format("{:.1f} pinned", 100 * *theory) : "");
  }
  for (const auto& level : outcome.levels) add_level(table, level);
  return table.render(style);
}

std::string gains(const hedging::Outcome& outcome, const exports::TextStyle& style) {
  TextTable table{
      {"DEALER, $ A PATH", "GAMMA", "THETA", "VEGA", "UNHEDGED", "CARRY", "COST", "REST", "TOTAL", "S.D.", "TRADES"},
      {Align::left, Align::right, Align::right, Align::right, Align::right, Align::right, Align::right, Align::right,
       Align::right, Align::right, Align::right}};
  const auto cell = [](const Estimate& of) { return exports::Cell{exports::signed_money(of.value)}; };
  for (const auto& dealer : outcome.dealers) {
    table.add({{dealer.name},
               cell(dealer.gamma),
               cell(dealer.theta),
               cell(dealer.vega),
               cell(dealer.delta),
               cell(dealer.carry),
               cell(dealer.cost),
               cell(dealer.residual),
               cell(dealer.total),
               {exports::money(dealer.total_sd.value)},
               {fmt::format("{:.1f}", dealer.trades.value)}});
  }
  return table.render(style);
}

bool has_unlisted(const hedging::Scenario& scenario) {
  for (const auto& dealer : scenario.dealers)
    for (const auto& position : dealer.book.positions)
      if (position.unlisted) return true;
  return false;
}

/// Net GEX at the start, of listed options.
double listed(const hedging::Scenario& scenario) {
  double sum = 0;
  for (const auto& dealer : scenario.dealers)
    sum += gamma_exposure(dealer.book, scenario.spot, hedging::Minutes{0}, false).value();
  return sum;
}

std::string head(const hedging::Scenario& scenario, const hedging::Outcome& outcome, const exports::TextStyle& style) {
  std::string text = " " + exports::paint(scenario.title, Tone::strong, style) + "\n";
  if (!scenario.what.empty()) text += exports::paragraph(scenario.what, 1);
  text += exports::paragraph(
      fmt::format("From {} on, {:g} minutes in steps of {:g}; {} paths of seed {}, the same noise with dealers hedging "
                  "and without. Net GEX at the start {} a 1 % move.",
                  exports::grouped(scenario.spot.value()), scenario.minutes.value(), scenario.step.value(),
                  exports::grouped_integer(static_cast<double>(outcome.paths)), outcome.seed,
                  exports::signed_money(outcome.feedback.gamma_exposure.value())),
      1);
  if (has_unlisted(scenario))
    text +=
        exports::paragraph(fmt::format("Of what is listed, and seen, {}.", exports::signed_money(listed(scenario))), 1);
  return text + "\n";
}

}  // namespace

std::string run_text(const hedging::Scenario& scenario, const hedging::Outcome& outcome,
                     const exports::TextStyle& style) {
  std::string text = head(scenario, outcome, style) + figures(scenario, outcome, style) + "\n";
  for (const std::string& sentence : sentences(scenario, outcome)) text += exports::paragraph(sentence, 1);
  if (!outcome.dealers.empty()) text += "\n" + gains(outcome, style);
  return text;
}

}  // namespace gammafield::laboratory
