#pragma once

#include <cstdint>
#include <string>

#include "research/hit_rate.h"

/// Real prices with levels that mean nothing on them: what the instrument says where only the levels are made up
/// (docs/methods.md 7.8).
namespace gammafield::research {

/// The sessions of the bars that five sessions or more come before; the move of those is the expected one. Their sheets
/// have no levels.
[[nodiscard]] SymbolDays days_of_prices(const std::string& symbol, const ingest::PriceBars&, const market::Calendar&);

/// The same days, each with a sheet made up around the close before (research/made_up_sheet.h).
[[nodiscard]] SymbolDays with_made_up_levels(const SymbolDays&, std::uint64_t seed, const market::Calendar&);

}  // namespace gammafield::research
