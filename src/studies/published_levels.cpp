#include "studies/published_levels.h"

#include <array>

#include <fmt/format.h>

#include "base/lower_case.h"
#include "ingest/excerpt.h"
#include "ingest/number.h"
#include "studies/named_table.h"

namespace gammafield::studies {
namespace {

/// A strike, or none of an empty cell; false of anything else.
bool read_strike(std::string_view cell, std::optional<market::Strike>& into) {
  if (cell.empty()) return true;
  const auto number = positive_number(cell);
  if (number) into = market::Strike{*number};
  return number.has_value();
}

std::string not_a(std::string_view what, std::string_view cell) {
  return fmt::format("\"{}\" is no {}", ingest::excerpt(cell), what);
}

}  // namespace

base::Result<SheetsBySymbol, base::Refusal> read_published_levels(std::string_view text, std::string_view name) {
  constexpr std::array<std::string_view, 4> columns{"available", "symbol", "call_wall", "put_wall"};
  SheetsBySymbol sheets;
  const auto refused = read_named_table(text, name, columns, [&](const NamedRow& row) -> std::optional<std::string> {
    const auto available = market::parse_instant(row.cells[0]);
    if (!available) return not_a("time with a zone, 2026-01-20T13:30:00Z", row.cells[0]);
    if (row.cells[1].empty()) return "the symbol is empty";
    research::LevelSheet sheet{
        .source = fmt::format("{}, line {}", name, row.line), .as_of = *available, .available = *available, .spot = {}};
    if (!read_strike(row.cells[2], sheet.given.call_wall)) return not_a("strike", row.cells[2]);
    if (!read_strike(row.cells[3], sheet.given.put_wall)) return not_a("strike", row.cells[3]);
    sheets[std::string(row.cells[1])].push_back(std::move(sheet));
    return std::nullopt;
  });
  if (refused) return base::failure(*refused);
  return sheets;
}

base::Result<std::vector<research::DailyFigure>, base::Refusal> read_daily_series(std::string_view text,
                                                                                  const SeriesSource& source) {
  const std::array<std::string, 3> names{base::lower_case(source.date), base::lower_case(source.price),
                                         base::lower_case(source.gex)};
  const std::array<std::string_view, 3> columns{names[0], names[1], names[2]};
  std::vector<research::DailyFigure> series;
  const auto refused =
      read_named_table(text, source.file, columns, [&](const NamedRow& row) -> std::optional<std::string> {
        const auto session = market::parse_date(row.cells[0]);
        if (!session) return not_a("date, 2026-01-20", row.cells[0]);
        if (!series.empty() && *session <= series.back().session) return "the dates do not ascend";
        const auto price = positive_number(row.cells[1]);
        const auto gex = ingest::parse_number(row.cells[2]);
        if (!price || !gex) return std::nullopt;  // a day of which the vendor gave nothing
        series.push_back({*session, *price, *gex});
        return std::nullopt;
      });
  if (refused) return base::failure(*refused);
  if (series.size() < 2)
    return base::failure(base::Refusal{base::RefusalKind::no_usable_data,
                                       fmt::format("{}: fewer than two days with a price and a figure", source.file)});
  return series;
}

}  // namespace gammafield::studies
