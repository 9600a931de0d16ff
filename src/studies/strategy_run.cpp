#include "studies/strategy_run.h"

#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "strategies/iv_percentile.h"

namespace gammafield::studies {
namespace {

using strategies::DayInputs;
using strategies::StrategyRun;

/// Quotes made of the chain that each day's levels are of, where its volatility stands, and what files say besides.
std::vector<DayInputs> inputs_of(const research::SymbolDays& symbol, const Gathered& gathered,
                                 const market::Calendar& calendar) {
  std::vector<DayInputs> inputs(symbol.days.size());
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const auto session = symbol.days[i].session;
    inputs[i].iv_percentile = strategies::iv_percentile(symbol.days, i);
    inputs[i].vix = known_at_start(gathered.context.vix, session, calendar);
    inputs[i].scheduled_event = has_event(gathered.context.events, session);
  }
  const auto quotes = gathered.quotes.find(symbol.symbol);
  if (quotes == gathered.quotes.end()) return inputs;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const auto found = quotes->second.find(symbol.days[i].sheet.as_of);
    if (found != quotes->second.end()) inputs[i].quotes = found->second;
  }
  return inputs;
}

Curve curve_of(std::string name, bool reference, const std::vector<double>& values) {
  Curve curve{.name = std::move(name), .reference = reference, .points = {}};
  for (std::size_t i = 0; i < values.size(); ++i)
    curve.points.push_back({static_cast<double>(i + 1), {values[i], values[i], values[i]}});
  return curve;
}

Figure equity_figure(const StrategyRun& run) {
  const auto rule = strategies::equity_of(run.returns), held = strategies::equity_of(run.held);
  Figure figure{.title = run.symbol + ": equity net of costs",
                .x_label = "session",
                .y_label = "per cent of the price, nothing reinvested",
                .stepped = false,
                .curves = {}};
  figure.curves.push_back(curve_of("the rule", false, rule.equity));
  figure.curves.push_back(curve_of("holding the underlying", true, held.equity));
  figure.curves.push_back(curve_of("drawdown", false, rule.drawdown));
  return figure;
}

Trading told(const research::SymbolDays& symbol, const strategies::Trade& trade, const strategies::Booked& booked) {
  const auto& first = symbol.days[trade.entered.day];
  return {.symbol = symbol.symbol,
          .entered = first.prices[trade.entered.bar].at,
          .left = symbol.days[trade.left.day].prices[trade.left.bar].at,
          .entry_reason = trade.entry_reason,
          .exit_reason = trade.exit_reason,
          .gross = 100 * booked.gross / first.first_price(),
          .cost = 100 * booked.cost / first.first_price()};
}

std::vector<std::string> cautions_of(const StudyPlan& plan, const strategies::StrategyResult& result) {
  std::vector<std::string> cautions{
      "What this rule made in these sessions, by closes of bars and quotes of chains, one bar late. It is no advice, "
      "and "
      "nothing in it says that it goes on.",
      "Options are priced between chains by their last implied volatility, each strike keeping its own, as Europeans."};
  for (const auto& run : result.runs) {
    const auto trades = run.outcome.trades.size();
    if (trades == 0) {
      cautions.push_back(fmt::format("{}: the rule never traded.", run.symbol));
    } else if (trades < plan.inference.fewest_days) {
      cautions.push_back(fmt::format(
          "{}: the rule traded {} in {} sessions. What is said of a session is mostly of sessions without a trade.",
          run.symbol, trades == 1 ? "once" : fmt::format("{} times", trades), run.sessions.size()));
    }
    for (const auto& [what, sessions] : run.outcome.lacking)
      cautions.push_back(fmt::format("{}: not decided on {} session{}: needs {}{}.", run.symbol, sessions,
                                     sessions == 1 ? "" : "s", what,
                                     plan.strategy.missing == strategies::Missing::leave_out
                                         ? "; the condition was left out where the rule can do without"
                                         : "; without it the rule does not trade"));
  }
  return cautions;
}

}  // namespace

base::Result<StrategyParts, base::Refusal> run_strategy(const StudyPlan& plan, const Gathered& gathered,
                                                        const GatherOptions& options) {
  std::vector<strategies::SymbolInputs> symbols;
  for (const auto& symbol : gathered.days) {
    if (!symbol.days.empty()) symbols.push_back({&symbol, inputs_of(symbol, gathered, *options.calendar)});
  }
  auto study = plan.strategy;
  study.threads = options.threads;
  auto result = strategies::strategy_study(symbols, study, options.calendar, [&](double done) {
    if (options.progress) options.progress("symbols", static_cast<std::size_t>(std::lround(done * 100)), 100);
  });
  if (!result) return base::failure(result.error());
  StrategyParts parts{.cells = {}, .figures = {}, .trades = {}, .cautions = cautions_of(plan, *result)};
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    const auto& run = result->runs[i];
    parts.figures.push_back(equity_figure(run));
    for (std::size_t k = 0; k < run.outcome.trades.size(); ++k)
      parts.trades.push_back(told(*symbols[i].days, run.outcome.trades[k], run.books.trades[k]));
  }
  parts.cells = std::move(result->cells);
  return parts;
}

}  // namespace gammafield::studies
