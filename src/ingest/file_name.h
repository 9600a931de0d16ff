#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "market/date.h"

namespace gammafield::ingest {

/// What a file's name says. Used only by forms that do not hold it themselves, and then flagged: names are given by
/// people and scripts, and are wrong more often than contents.
struct FileNameHint {
  std::string symbol;  ///< empty when the name follows none of the known patterns
  std::optional<market::Date> date;
};

/// Patterns (of the base name, suffixes dropped; a date is 2026-06-17 or 20260617):
///   `pairs_spy_2026-05-26`, `cboe_datashop_spxw_2019-06-26`: the word between the form's name and the date;
///   `spxcompact_2026-06-15`: what stands before `compact`;
///   `spxw20190626`: letters and a date; `2026-06-17/detail/NVDA`, `SPX/2026-06-15`: capitals beside a date in the
///   path.
[[nodiscard]] FileNameHint file_name_hint(std::string_view path);

}  // namespace gammafield::ingest
