#include "ingest/table_csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "ingest/columns.h"
#include "ingest/csv.h"
#include "ingest/table_snapshots.h"
#include "ingest/unrecognised.h"
#include "ingest/vendors.h"

namespace gammafield::ingest {
namespace {

constexpr std::string_view delimiters = ",;\t|";

std::string_view line_of(std::string_view bytes) { return bytes.substr(0, bytes.find_first_of("\r\n")); }

/// Blank lines before the names are skipped, and counted.
std::string_view from_names(std::string_view bytes, std::uint32_t& line) {
  while (!bytes.empty() && trimmed(line_of(bytes)).empty()) {
    const auto end = bytes.find('\n');
    if (end == bytes.npos) return {};
    bytes.remove_prefix(end + 1);
    ++line;
  }
  return bytes;
}

char delimiter_of(std::string_view names) {
  return *std::ranges::max_element(delimiters, {}, [&](char c) { return std::ranges::count(names, c); });
}

class CsvTable {
 public:
  CsvTable(std::string_view bytes, const ReadOptions& options, TableFacts known, std::uint32_t line)
      : bytes_(bytes),
        options_(options),
        facts_(std::move(known)),
        reader_(bytes, delimiter_of(line_of(bytes)), line) {}

  LoadResult read() {
    CsvRow row;
    if (reader_.next(row) != CsvReader::Step::row) return no_chain();
    const Columns columns(row.cells);
    if (!next_full(row)) return no_chain();
    RowCells cells;
    sort(columns, row, cells);
    const auto exchange =
        exchange_of(cells.at(Meaning::exchange), cells.at(Meaning::any_symbol), cells.at(Meaning::right));
    if (!exchange) return base::failure(exchange.error());
    if (!columns.describes_contracts() && !is_contract_name(cells.at(Meaning::any_symbol))) return no_chain();
    return read_rows(columns, row, cells, *exchange);
  }

 private:
  LoadResult no_chain() const {
    return base::failure(base::Refusal{base::RefusalKind::input_rejected, why_not_a_chain(bytes_)});
  }

  bool next_full(CsvRow& row) {
    do {
      step_ = reader_.next(row);
    } while (step_ == CsvReader::Step::row && row.blank());
    return step_ == CsvReader::Step::row;
  }

  static void sort(const Columns& columns, CsvRow& row, RowCells& cells) {
    cells.clear();
    cells.line = row.line;
    if (row.cells.size() < columns.names().size()) return;
    columns.sort_into(cells, row.cells);
  }

  /// Cells beyond the names are padding when they are empty.
  static bool fits(const Columns& columns, const CsvRow& row) {
    const auto names = columns.names().size();
    return row.cells.size() >= names &&
           std::all_of(row.cells.begin() + static_cast<std::ptrdiff_t>(names), row.cells.end(),
                       [](std::string_view cell) { return trimmed(cell).empty(); });
  }

  LoadResult read_rows(const Columns& columns, CsvRow& row, RowCells& cells, market::Exchange exchange) {
    if (facts_.vendor.feed == Vendor{}.feed)
      facts_.vendor = vendor_of([&](std::string_view name) { return columns.has_name(name); });
    facts_.quotes_at_1545 = columns.quotes_at_1545();
    TableSnapshots snapshots(options_, facts_);
    snapshots.set_exchange(exchange);
    const auto cell_number = [&](Meaning meaning) { return columns.cell_number(meaning); };
    std::string previous_stamp;
    do {
      last_line_ = row.line;
      sort(columns, row, cells);
      const bool cut = !row.newline_ended && (!fits(columns, row) || cells.at(Meaning::quote_date) != previous_stamp);
      if (!row.newline_ended) ended_inside(snapshots, row, cut);
      if (cut) break;
      if (fits(columns, row)) {
        snapshots.add(cells, columns.utc(), cell_number);
      } else {
        snapshots.reject({RejectReason::wrong_cell_count, row.line, 0,
                          fmt::format("{} cells for {} columns", row.cells.size(), columns.names().size())});
      }
      if (row.newline_ended) previous_stamp = cells.at(Meaning::quote_date);
    } while (next_full(row));
    if (step_ == CsvReader::Step::unterminated_quote) open_quote(snapshots, row);
    snapshots.set_end_not_marked(last_line_);
    return snapshots.finish();
  }

  static void ended_inside(TableSnapshots& snapshots, const CsvRow& row, bool cut) {
    if (!cut) {
      snapshots.flag_last("last_line_unended",
                          fmt::format("line {} has no line end: its last cell may be cut", row.line));
      return;
    }
    snapshots.reject({RejectReason::truncated, row.line, 0, std::string(row.cells.front())});
    snapshots.set_incomplete(fmt::format("line {} breaks off", row.line));
  }

  static void open_quote(TableSnapshots& snapshots, const CsvRow& row) {
    snapshots.reject({RejectReason::truncated, row.line, 0, "a quotation that is never closed"});
    snapshots.set_incomplete(fmt::format("a quotation opened on line {} is never closed", row.line));
  }

  std::string_view bytes_;
  const ReadOptions& options_;
  TableFacts facts_;
  CsvReader reader_;
  CsvReader::Step step_ = CsvReader::Step::row;
  std::uint32_t last_line_ = 0;
};

}  // namespace

bool is_table_csv(std::string_view bytes) {
  std::uint32_t line = 1;
  const std::string_view names = line_of(from_names(bytes, line));
  const auto printable = [](char c) { return c == '\t' || static_cast<unsigned char>(c) >= ' '; };
  return !names.empty() && names.front() != '{' && names.front() != '<' && std::ranges::all_of(names, printable) &&
         names.find(delimiter_of(names)) != names.npos;
}

LoadResult read_table_csv(std::string_view bytes, const ReadOptions& options) {
  std::uint32_t line = 1;
  const std::string_view table = from_names(bytes, line);
  return read_table_csv(table, options, TableFacts{}, line);
}

LoadResult read_table_csv(std::string_view table, const ReadOptions& options, TableFacts known,
                          std::uint32_t first_line) {
  return CsvTable(table, options, std::move(known), first_line).read();
}

}  // namespace gammafield::ingest
