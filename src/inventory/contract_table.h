#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "ingest/columns.h"
#include "ingest/contract_row.h"
#include "ingest/csv.h"
#include "ingest/loaded_chain.h"
#include "market/contract_key.h"
#include "market/date.h"

namespace gammafield::inventory {

/// Rows that could not be used: how many for which reason, and where the first one stands.
struct RejectedRows {
  std::map<ingest::RejectReason, std::size_t> by_reason;
  std::optional<ingest::Reject> first;

  void add(ingest::Reject);
  [[nodiscard]] std::size_t count() const;
  /// `3 rows left out (bad_number 2, bad_date 1); the first is line 7: "x"`; empty when there is none.
  [[nodiscard]] std::string told() const;
};

/// Delimited text about listed contracts, a row at a time: the columns that name the contract are read here, by the
/// names that ingest/columns.h knows; those that say what happened are the caller's. A row without a contract, or cut
/// off, is counted and passed over.
class ContractTable {
 public:
  /// Refuses text without a first line of column names that describe contracts. `text` must outlive the table.
  [[nodiscard]] static base::Result<ContractTable, base::Refusal> open(std::string_view text, std::string_view name);

  /// The column with one of these names (plain, see ingest::plain_name), the first in the list that is there.
  [[nodiscard]] std::optional<std::size_t> column(std::span<const std::string_view> names) const;
  [[nodiscard]] const std::vector<std::string>& names() const { return columns_.names(); }

  /// Moves to the next row with a contract; false at the end.
  [[nodiscard]] bool next();
  [[nodiscard]] const market::ContractKey& contract() const { return contract_; }
  [[nodiscard]] std::uint32_t line() const { return row_.line; }
  [[nodiscard]] std::string_view cell(std::size_t column) const { return row_.cells[column]; }
  [[nodiscard]] std::string_view cell(std::optional<std::size_t> column) const {
    return column ? cell(*column) : std::string_view{};
  }
  void reject(ingest::RejectReason, std::size_t column);
  [[nodiscard]] const RejectedRows& rejected() const { return rejected_; }

 private:
  ContractTable(ingest::CsvReader reader, ingest::Columns columns)
      : reader_(std::move(reader)), columns_(std::move(columns)) {}
  [[nodiscard]] bool read_contract();
  void reject_row(ingest::RejectReason, std::string_view text);

  ingest::CsvReader reader_;
  ingest::Columns columns_;
  ingest::CsvRow row_;
  ingest::RowCells cells_;
  ingest::ContractRows contracts_;
  market::ContractKey contract_;
  RejectedRows rejected_;
};

}  // namespace gammafield::inventory
