#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "research/finding.h"
#include "strategies/backtest.h"
#include "strategies/ledger.h"
#include "strategies/rule.h"

/// A strategy measured: net of costs, beside holding the underlying and beside what is the same but for the levels.
namespace gammafield::strategies {

struct StrategyStudy {
  std::string name = "W3";
  std::map<std::string, double, std::less<>> parameters = {};  ///< other than the standard ones
  Missing missing = Missing::leave_out;
  research::WallBasis basis = research::WallBasis::net;
  CostRule costs = {};
  std::size_t draws = 200;        ///< of random entries
  std::size_t permutations = 50;  ///< of walls
  std::uint64_t seed = 1;
  std::size_t threads = 1;
};

/// Days of one symbol, and what else was known: one a day, or none.
struct SymbolInputs {
  const research::SymbolDays* days = nullptr;
  std::vector<DayInputs> inputs = {};
};

/// One symbol's run, to be looked at.
struct StrategyRun {
  std::string symbol;
  std::vector<market::Date> sessions;
  Outcome outcome;
  Books books;
  std::vector<double> returns;  ///< net at 1x, per cent of the session's first price
  std::vector<double> held;     ///< buy and hold, the same
};

struct StrategyResult {
  std::vector<StrategyRun> runs;
  std::vector<research::MeasuredCell> cells;
};

/// A symbol's cells, all net and in per cent: a trade's return at 1x, on the session it was entered in (the first
/// symbol's, against random entries, is the primary comparison: so that few trades are too few, however many sessions
/// there were without), and a session's at 1x, at half and at twice the cost. Each is compared, at the same costs, with
/// random entries and with no trade, and by sessions with buy and hold and with the rule on walls of other days (where
/// it reads walls; the mean over permutations). Refuses (usage) a strategy or a parameter that there is not, and
/// (input_rejected) a look-ahead. Requires days in every symbol. The same bytes for any number of threads.
[[nodiscard]] base::Result<StrategyResult, base::Refusal> strategy_study(
    std::span<const SymbolInputs>, const StrategyStudy&, std::shared_ptr<const market::Calendar>,
    const std::function<void(double done)>& progress = {});

}  // namespace gammafield::strategies
