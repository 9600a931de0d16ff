#include "inventory/contract_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/list_file.h"

namespace gammafield::inventory {
namespace {

using ingest::Meaning;
using ingest::RejectReason;

constexpr std::size_t text_max = 80;     // as ingest::Reject promises
constexpr double thousandths_max = 1e8;  // a symbol holds 8 digits of them

/// The root of a row without an option symbol: its own column, else what names the underlying.
std::string root_of(const ingest::RowContract& contract, const ingest::RowCells& cells) {
  if (!contract.root.empty()) return contract.root;
  for (const Meaning meaning : {Meaning::any_symbol, Meaning::underlying}) {
    if (auto root = ingest::symbol_of(cells.at(meaning)); !root.empty()) return root;
  }
  return {};
}

}  // namespace

void RejectedRows::add(ingest::Reject reject) {
  ++by_reason[reject.reason];
  if (!first) first = std::move(reject);
}

std::size_t RejectedRows::count() const {
  std::size_t sum = 0;
  for (const auto& [reason, rows] : by_reason) sum += rows;
  return sum;
}

std::string RejectedRows::told() const {
  if (!first) return {};
  std::string reasons;
  for (const auto& [reason, rows] : by_reason)
    reasons += fmt::format("{}{} {}", reasons.empty() ? "" : ", ", to_string(reason), rows);
  return fmt::format("{} row{} left out ({}); the first is line {}: `{}`", count(), count() == 1 ? "" : "s", reasons,
                     first->line, base::shown(first->text));
}

base::Result<ContractTable, base::Refusal> ContractTable::open(std::string_view text, std::string_view name) {
  const auto refused = [&](std::string_view what) {
    return base::failure(base::Refusal{base::RefusalKind::input_rejected, fmt::format("{}: {}", name, what)});
  };
  ingest::CsvReader reader{text};
  ingest::CsvRow names;
  if (reader.next(names) != ingest::CsvReader::Step::row) return refused("is empty, or its first quote never closes");
  ingest::Columns columns{names.cells};
  // A column `ticker` or `symbol` may hold option symbols; whether it does each row will show.
  const bool described = columns.describes_contracts() || columns.has(Meaning::any_symbol);
  if (!described || columns.wide()) {
    return refused(
        "its first line does not name the columns of a table of contracts: an option symbol, or root, expiration, "
        "strike and right");
  }
  return ContractTable{std::move(reader), std::move(columns)};
}

std::optional<std::size_t> ContractTable::column(std::span<const std::string_view> names) const {
  for (const std::string_view name : names) {
    if (const auto found = std::ranges::find(columns_.names(), name); found != columns_.names().end())
      return static_cast<std::size_t>(found - columns_.names().begin());
  }
  return std::nullopt;
}

bool ContractTable::next() {
  for (;;) {
    switch (reader_.next(row_)) {
      case ingest::CsvReader::Step::end: return false;
      case ingest::CsvReader::Step::unterminated_quote: reject_row(RejectReason::truncated, "a quote"); return false;
      case ingest::CsvReader::Step::row: break;
    }
    if (row_.blank()) continue;
    if (row_.cells.size() != names().size()) {
      reject_row(row_.newline_ended ? RejectReason::wrong_cell_count : RejectReason::truncated, row_.cells.front());
    } else if (read_contract()) {
      return true;
    }
  }
}

bool ContractTable::read_contract() {
  cells_.clear();
  cells_.line = row_.line;
  columns_.sort_into(cells_, row_.cells);
  const auto contract = contracts_.read(cells_, ingest::Side::both, std::nullopt);
  if (!contract) {
    reject_row(contract.error().reason, contract.error().text);
    return false;
  }
  const auto& option = contract->option;
  contract_ = {root_of(*contract, cells_), option.expiry, option.right, market::strike_thousandths(option.strike)};
  if (contract_.root.empty()) reject_row(RejectReason::unreadable_symbol, "");
  const bool strike_fits = contract_.thousandths >= 1 && contract_.thousandths < thousandths_max;
  if (!contract_.root.empty() && !strike_fits) reject_row(RejectReason::bad_strike, cells_.at(Meaning::strike));
  return !contract_.root.empty() && strike_fits;
}

void ContractTable::reject_row(RejectReason reason, std::string_view text) {
  rejected_.add({reason, row_.line, 0, std::string{text.substr(0, text_max)}});
}

void ContractTable::reject(RejectReason reason, std::size_t column) {
  rejected_.add(
      {reason, row_.line, static_cast<std::uint32_t>(column + 1), std::string{cell(column).substr(0, text_max)}});
}

}  // namespace gammafield::inventory
