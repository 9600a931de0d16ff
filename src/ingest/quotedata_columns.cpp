#include "ingest/quotedata_columns.h"

#include <algorithm>
#include <span>

#include "ingest/number.h"

namespace gammafield::ingest {

namespace {

using Cells = std::span<const std::string_view>;

std::optional<std::size_t> find_cell(Cells cells, std::string_view name, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) {
    if (trimmed(cells[i]) == name) return i;
  }
  return std::nullopt;
}

QuotedataSide side(Cells cells, std::size_t begin, std::size_t end) {
  const auto column = [&](std::string_view name) { return find_cell(cells, name, begin, end); };
  return {begin,        column("Last Sale"), column("Bid"),   column("Ask"),          column("Volume"),
          column("IV"), column("Delta"),     column("Gamma"), column("Open Interest")};
}

std::size_t without_padding(Cells cells) {
  std::size_t count = cells.size();
  while (count > 0 && trimmed(cells[count - 1]).empty()) --count;
  return count;
}

}  // namespace

std::optional<QuotedataColumns> quotedata_columns(const std::vector<std::string_view>& header) {
  const Cells cells(header);
  const auto calls = find_cell(cells, "Calls", 0, cells.size());
  const auto strike = find_cell(cells, "Strike", 0, cells.size());
  const auto puts = find_cell(cells, "Puts", 0, cells.size());
  if (!calls || !strike || !puts || *calls > *strike || *strike > *puts) return std::nullopt;
  const auto count = without_padding(cells);
  return QuotedataColumns{side(cells, *calls, *strike), side(cells, *puts, count), 0, *strike, count};
}

}  // namespace gammafield::ingest
