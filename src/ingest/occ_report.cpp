#include "ingest/occ_report.h"

#include <algorithm>
#include <optional>

#include "ingest/cells.h"
#include "ingest/csv.h"

namespace gammafield::ingest {
namespace {

/// `09/23/2026`, written in full: a shorter cell may be the rest of a cut one.
std::optional<market::Date> session_of(const CsvRow& row) {
  constexpr std::size_t width = 10;
  if (row.cells.size() < 2 || trimmed(row.cells[0]).size() != width || !parse_grouped_number(row.cells[1]))
    return std::nullopt;
  const auto moment = parse_moment(row.cells[0]);
  if (!moment || moment->has_time) return std::nullopt;
  return market::Date{std::chrono::floor<std::chrono::days>(moment->clock)};
}

}  // namespace

base::Result<market::Date, base::Refusal> read_occ_last_session(std::string_view bytes) {
  CsvReader reader{bytes};
  CsvRow row;
  std::optional<market::Date> latest;
  while (reader.next(row) == CsvReader::Step::row)
    if (const auto date = session_of(row)) latest = std::max(latest, date);
  if (latest) return *latest;
  return base::failure(
      base::Refusal{base::RefusalKind::input_rejected, "no session in it: not OCC's report, or a month not yet begun"});
}

}  // namespace gammafield::ingest
