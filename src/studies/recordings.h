#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "engine/settings.h"
#include "ingest/price_bars.h"
#include "market/calendar.h"
#include "research/sheet.h"
#include "research/study_day.h"
#include "studies/option_quotes_of.h"

/// Levels and prices out of recorded days.
namespace gammafield::studies {

struct RecordedDays {
  std::vector<research::LevelSheet> sheets;
  QuotesBySymbol quotes;   ///< of the same snapshots, where they are wanted
  ingest::PriceBars bars;  ///< the last price of each minute
  std::size_t days = 0;
};

/// Of each recorded session of the symbol the levels as they stood when it is begun to be followed, and at its end,
/// each analysed anew by the settings. Refuses what the store does, a symbol of which nothing is recorded, and when
/// `stop` says so, which is asked before each day.
[[nodiscard]] base::Result<RecordedDays, base::Refusal> recorded_days(
    const std::string& folder, const std::string& symbol, const research::JoinRule&, const engine::Settings&,
    const market::Calendar&, bool with_quotes = false, const std::function<bool()>& stop = {});

}  // namespace gammafield::studies
