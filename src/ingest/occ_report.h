#pragma once

#include <string_view>

#include "base/refusal.h"
#include "base/result.h"
#include "market/date.h"

namespace gammafield::ingest {

/// The last session of which the Options Clearing Corporation has published open interest: the latest date in its
/// `daily-open-interest` report, a month of lines `09/23/2026,"339,544,371",...`, in any order. Lines that do not begin
/// with a date and a number are headings. Refuses a report without a session: a page for people, a month of which
/// nothing is published yet.
[[nodiscard]] base::Result<market::Date, base::Refusal> read_occ_last_session(std::string_view bytes);

}  // namespace gammafield::ingest
