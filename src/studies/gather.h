#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "market/calendar.h"
#include "research/hit_rate.h"
#include "studies/context.h"
#include "studies/option_quotes_of.h"
#include "studies/plan.h"
#include "studies/recordings.h"
#include "studies/result.h"

/// From a study's files to its days.
namespace gammafield::studies {

/// How far a long piece of work is, in a word or two, for whoever waits.
using Progress = std::function<void(std::string_view what, std::size_t done, std::size_t of)>;

struct GatherOptions {
  std::string data = ".";  ///< the folder that names of files are relative to
  std::shared_ptr<const market::Calendar> calendar = market::Calendar::of(market::Exchange::us);
  std::size_t threads = 1;
  Progress progress = {};           ///< told by one thread at a time
  FindRecords find_records = {};    ///< recordings that are no store's; none: all are
  std::function<bool()> stop = {};  ///< asked before each recorded day; true: the rest is not worth the time any more
};

struct Gathered {
  std::vector<research::SymbolDays> days;       ///< by the plan's symbols
  QuotesBySymbol quotes;                        ///< of a strategy: what the chains quoted
  std::vector<research::SymbolDays> published;  ///< the same days with published levels, by the plan's symbols
  Context context = {};                         ///< of a strategy: what its files say besides
  std::vector<DataUsed> data;
  std::vector<DayLeftOut> left_out;
};

/// Refuses what a file's reader refuses, a pattern that no file fits, files of one symbol's prices that differ in their
/// bars' length, levels that look ahead, and (no_usable_data) when it is stopped.
[[nodiscard]] base::Result<Gathered, base::Refusal> gather(const StudyPlan&, const GatherOptions&);

}  // namespace gammafield::studies
