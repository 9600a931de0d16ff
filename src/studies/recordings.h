#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "engine/settings.h"
#include "ingest/price_bars.h"
#include "market/calendar.h"
#include "research/sheet.h"
#include "research/study_day.h"
#include "store/recorder.h"
#include "studies/option_quotes_of.h"

/// Levels and prices out of recorded days.
namespace gammafield::studies {

struct RecordedDays {
  std::vector<research::LevelSheet> sheets;
  QuotesBySymbol quotes;   ///< of the same snapshots, where they are wanted
  ingest::PriceBars bars;  ///< the last price of each minute
  std::size_t days = 0;
};

/// One symbol's recorded days where no store keeps them: which, and the records of one after the other.
struct RecordSource {
  std::vector<market::Date> days;  ///< ascending
  std::function<base::Result<store::NextRecord, base::Refusal>(market::Date)> open;
};
/// What a folder that is no store's holds, as an archive; none: it is a store's.
using FindRecords = std::function<base::Result<std::optional<RecordSource>, base::Refusal>(const std::string& folder,
                                                                                           const std::string& symbol)>;

struct RecordedWanted {
  research::JoinRule join;
  engine::Settings settings;
  const market::Calendar& calendar;
  bool with_quotes = false;
  std::function<bool()> stop = {};  ///< asked before each day
  FindRecords find = {};            ///< asked first; without: every folder is a store's
};

/// Of each recorded session of the symbol the levels as they stood when it is begun to be followed, and at its end,
/// each analysed anew by the settings. Refuses what the store or the other source does, a symbol of which nothing is
/// recorded, and when `stop` says so.
[[nodiscard]] base::Result<RecordedDays, base::Refusal> recorded_days(const std::string& folder,
                                                                      const std::string& symbol, const RecordedWanted&);

}  // namespace gammafield::studies
