#include "strategies/study.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/side_by_side.h"
#include "research/columns.h"
#include "research/world.h"
#include "strategies/random_entries.h"

namespace gammafield::strategies {
namespace {

using research::MeasuredCell;
template <class T>
using Tried = base::Result<T, base::Refusal>;

base::Refusal usage(std::string text) { return {base::RefusalKind::usage, std::move(text)}; }

Tried<Rule> rule_of(const StrategyStudy& study, const Strategy& strategy) {
  for (const auto& [key, value] : study.parameters) {
    const auto known = std::ranges::find(strategy.parameters, key, &Parameter::key);
    if (known == strategy.parameters.end())
      return base::failure(usage(fmt::format("{} has no parameter {}", strategy.name, key)));
    if (!(value >= known->low && value <= known->high))
      return base::failure(
          usage(fmt::format("{} of {} is a number from {:g} to {:g}", key, strategy.name, known->low, known->high)));
  }
  return strategy.make(Values(strategy.parameters, study.parameters), study.missing);
}

/// What sessions come to under one way of trading them.
using Sessions = std::vector<Booked>;

/// The rule on walls of other days, the mean of the permutations.
Tried<Sessions> on_other_walls(const SymbolInputs& symbol, const Rule& rule, const StrategyStudy& study,
                               const std::shared_ptr<const market::Calendar>& calendar) {
  std::vector<Sessions> made(study.permutations);
  std::vector<std::optional<base::Refusal>> refused(study.permutations);
  base::side_by_side(study.permutations, study.threads, [&](std::size_t i) {
    const auto permuted = research::permuted_walls(*symbol.days, study.seed + i);
    const auto tape = Tape::of(permuted, symbol.inputs, study.basis, calendar);
    if (!tape) {
      refused[i] = tape.error();
      return;
    }
    made[i] = booked(*tape, backtest(*tape, rule).trades, study.costs).sessions;
  });
  for (const auto& each : refused) {
    if (each) return base::failure(*each);
  }
  Sessions mean(symbol.days->days.size());
  const double part = 1 / static_cast<double>(study.permutations);
  for (const auto& sessions : made) {
    for (std::size_t day = 0; day < mean.size(); ++day) {
      mean[day].gross += part * sessions[day].gross;
      mean[day].cost += part * sessions[day].cost;
    }
  }
  return mean;
}

/// What the rule is held against, by sessions.
struct Against {
  std::string name;
  Sessions sessions;
};

class SymbolCells {
 public:
  SymbolCells(const Tape& tape, const StrategyStudy& study, std::span<const market::Date> sessions)
      : tape_(tape), study_(study), sessions_(sessions) {}

  [[nodiscard]] MeasuredCell by_session(const StrategyRun& run, const std::vector<Against>& against,
                                        double times) const {
    auto cell = cell_of("net_return", fmt::format("{:g}x", times));
    cell.counts = counts_of(run, times);
    const auto made = returns_of(tape_, run.books.sessions, times);
    cell.figure = column_of(made);
    for (const auto& other : against) {
      auto difference = made;
      const auto theirs = returns_of(tape_, other.sessions, times);
      std::ranges::transform(made, theirs, difference.begin(), std::minus{});
      cell.comparisons.push_back({other.name, column_of(difference)});
    }
    return cell;
  }

  /// On the session in which the trade was entered.
  [[nodiscard]] MeasuredCell by_trade(const StrategyRun& run, const std::vector<Booked>& at_random) const {
    auto cell = cell_of("net_return_a_trade", "1x");
    cell.counts = counts_of(run, 1);
    cell.figure = research::empty_column(sessions_.size());
    cell.comparisons.push_back({"random_entries", research::empty_column(sessions_.size())});
    for (std::size_t i = 0; i < run.outcome.trades.size(); ++i) {
      const auto& day = tape_.day(run.outcome.trades[i].entered.day);
      const auto row = research::row_of(sessions_, day.session);
      const double made = percent(run.books.trades[i].net(1), day), random = percent(at_random[i].net(1), day);
      research::add_to(cell.figure, row, made, 1);
      research::add_to(cell.comparisons.front().difference, row, made - random, 1);
    }
    cell.comparisons.push_back({"no_trade", cell.figure});
    return cell;
  }

 private:
  [[nodiscard]] static double percent(double dollars, const research::StudyDay& day) {
    return 100 * dollars / day.first_price();
  }

  [[nodiscard]] MeasuredCell cell_of(std::string measure, std::string costs) const {
    MeasuredCell cell;
    cell.keys = {{"symbol", tape_.symbol().symbol}, {"strategy", study_.name}, {"costs", std::move(costs)}};
    cell.measure = std::move(measure);
    return cell;
  }

  [[nodiscard]] statistics::Column column_of(const std::vector<double>& values) const {
    auto column = research::empty_column(sessions_.size());
    for (std::size_t day = 0; day < values.size(); ++day)
      research::add_to(column, research::row_of(sessions_, tape_.day(day).session), values[day], 1);
    return column;
  }

  [[nodiscard]] std::vector<std::pair<std::string, double>> counts_of(const StrategyRun& run, double times) const {
    const auto won = std::ranges::count_if(run.books.trades, [&](const auto& trade) { return trade.net(times) > 0; });
    const auto curve = equity_of(returns_of(tape_, run.books.sessions, times));
    return {{"trades", static_cast<double>(run.outcome.trades.size())},
            {"won", static_cast<double>(won)},
            {"deepest_drawdown", curve.drawdown.empty() ? 0 : std::ranges::min(curve.drawdown)}};
  }

  const Tape& tape_;
  const StrategyStudy& study_;
  std::span<const market::Date> sessions_;
};

StrategyRun run_of(const Tape& tape, const Rule& rule, const CostRule& costs, const Sessions& held) {
  StrategyRun run{.symbol = tape.symbol().symbol,
                  .sessions = {},
                  .outcome = backtest(tape, rule),
                  .books = {},
                  .returns = {},
                  .held = returns_of(tape, held, 1)};
  for (const auto& day : tape.symbol().days) run.sessions.push_back(day.session);
  run.books = booked(tape, run.outcome.trades, costs);
  run.returns = returns_of(tape, run.books.sessions, 1);
  return run;
}

Tried<void> add_symbol(const SymbolInputs& symbol, const Strategy& strategy, const Rule& rule,
                       const StrategyStudy& study, std::span<const market::Date> sessions,
                       const std::shared_ptr<const market::Calendar>& calendar, StrategyResult& result) {
  const auto tape = Tape::of(*symbol.days, symbol.inputs, study.basis, calendar);
  if (!tape) return base::failure(tape.error());
  const auto whole = buy_and_hold(*tape);
  const auto held = booked(*tape, {&whole, 1}, study.costs).sessions;
  auto run = run_of(*tape, rule, study.costs, held);
  const auto random =
      random_entries(*tape, rule, run.outcome.trades, study.costs, {study.draws, study.seed, study.threads});
  std::vector<Against> against{{"random_entries", random.sessions}, {"buy_and_hold", held}};
  if (strategy.reads_walls) {
    auto other = on_other_walls(symbol, rule, study, calendar);
    if (!other) return base::failure(other.error());
    against.push_back({"permuted_walls", std::move(*other)});
  }
  against.push_back({"no_trade", Sessions(tape->size())});
  const SymbolCells cells(*tape, study, sessions);
  result.cells.push_back(cells.by_trade(run, random.trades));
  for (const double times : {1.0, 0.5, 2.0}) result.cells.push_back(cells.by_session(run, against, times));
  result.runs.push_back(std::move(run));
  return {};
}

}  // namespace

base::Result<StrategyResult, base::Refusal> strategy_study(std::span<const SymbolInputs> symbols,
                                                           const StrategyStudy& study,
                                                           std::shared_ptr<const market::Calendar> calendar,
                                                           const std::function<void(double done)>& progress) {
  const auto* strategy = strategy_named(study.name);
  if (strategy == nullptr) return base::failure(usage(fmt::format("there is no strategy {}", study.name)));
  const auto rule = rule_of(study, *strategy);
  if (!rule) return base::failure(rule.error());
  std::vector<market::Date> sessions;
  for (const auto& symbol : symbols) {
    for (const auto& day : symbol.days->days) sessions.push_back(day.session);
  }
  std::ranges::sort(sessions);
  const auto repeated = std::ranges::unique(sessions);
  sessions.erase(repeated.begin(), repeated.end());
  StrategyResult result;
  for (const auto& symbol : symbols) {
    if (auto added = add_symbol(symbol, *strategy, *rule, study, sessions, calendar, result); !added)
      return base::failure(added.error());
    if (progress) progress(static_cast<double>(result.runs.size()) / static_cast<double>(symbols.size()));
  }
  if (!result.cells.empty()) result.cells.front().primary = true;
  return result;
}

}  // namespace gammafield::strategies
