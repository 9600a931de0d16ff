#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "research/daily_series.h"
#include "research/sheet.h"
#include "studies/plan.h"

/// Figures that somebody published, as files.
namespace gammafield::studies {

/// Levels by symbol: CSV with the columns `available` (RFC 3339 with zone: when they could be read), `symbol`,
/// `call_wall`, `put_wall`; an empty cell where there was none. Refuses (input_rejected) by line what is none of that.
using SheetsBySymbol = std::map<std::string, std::vector<research::LevelSheet>>;
[[nodiscard]] base::Result<SheetsBySymbol, base::Refusal> read_published_levels(std::string_view text,
                                                                                std::string_view name);

/// One figure a session: CSV with the columns that the source names; the dates ascend.
[[nodiscard]] base::Result<std::vector<research::DailyFigure>, base::Refusal> read_daily_series(std::string_view text,
                                                                                                const SeriesSource&);

}  // namespace gammafield::studies
