#include "studies/named_table.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/lower_case.h"
#include "ingest/csv.h"
#include "ingest/excerpt.h"
#include "ingest/number.h"

namespace gammafield::studies {
namespace {

base::Refusal refused(std::string_view name, std::uint32_t line, std::string_view what) {
  return {base::RefusalKind::input_rejected, fmt::format("{}: line {}: {}", name, line, what)};
}

}  // namespace

std::optional<base::Refusal> read_named_table(std::string_view text, std::string_view name,
                                              std::span<const std::string_view> columns,
                                              const std::function<std::optional<std::string>(const NamedRow&)>& take) {
  using Step = ingest::CsvReader::Step;
  ingest::CsvReader reader(text);
  ingest::CsvRow row;
  std::vector<std::size_t> places;
  std::vector<std::string_view> cells(columns.size());
  for (auto step = reader.next(row); step != Step::end; step = reader.next(row)) {
    if (step == Step::unterminated_quote) return refused(name, row.line, "a quote that never ends");
    if (row.blank()) continue;
    if (places.empty()) {
      for (const auto column : columns) {
        const auto found = std::ranges::find_if(
            row.cells, [&](auto cell) { return base::lower_case(ingest::trimmed(cell)) == column; });
        if (found == row.cells.end())
          return refused(name, row.line,
                         fmt::format("no column {}; the header must have {}", column, fmt::join(columns, ", ")));
        places.push_back(static_cast<std::size_t>(found - row.cells.begin()));
      }
      continue;
    }
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (places[i] >= row.cells.size()) return refused(name, row.line, fmt::format("no cell for {}", columns[i]));
      cells[i] = ingest::trimmed(row.cells[places[i]]);
    }
    if (const auto wrong = take({row.line, cells})) return refused(name, row.line, *wrong);
  }
  if (places.empty()) return refused(name, 1, fmt::format("empty; the header must have {}", fmt::join(columns, ", ")));
  return std::nullopt;
}

std::optional<double> positive_number(std::string_view cell) {
  const auto number = ingest::parse_number(cell);
  return number && *number > 0 ? std::optional(*number) : std::nullopt;
}

}  // namespace gammafield::studies
