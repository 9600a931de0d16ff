#pragma once

#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/columns.h"
#include "ingest/contract_row.h"
#include "ingest/snapshot_draft.h"

namespace gammafield::ingest {

/// Collects the rows of a table of contracts, whatever it was written in: one snapshot for each session or time that
/// the rows name. Times that nearly every row has to itself are those of single quotes, and make one snapshot
/// (`row_times_merged`). With --as-of and several snapshots only the last one not later than it is made
/// (`other_snapshots_left_out`).
class TableSnapshots {
 public:
  TableSnapshots(const ReadOptions& options, TableFacts facts);

  /// One row: one contract, or a call and a put. The cells are copied where they are needed.
  /// `column_of` names the cell number for a reject; 0 when the table has none.
  void add(const RowCells&, bool utc, const std::function<std::uint32_t(Meaning)>& column_of);
  /// A row that could not be taken apart into cells.
  void reject(Reject);
  /// What a JSON document says outside its rows; rows that say it themselves win.
  void set_document(const RowCells&);
  void flag(std::string code, std::string detail);                        ///< on every snapshot
  void flag_last(std::string code, std::string detail);                   ///< on the snapshot of the last row
  void set_incomplete(std::string why) { incomplete_ = std::move(why); }  ///< on the snapshot of the last row
  /// The form has no end mark: looks for signs of a cut, and says where the reading ended.
  void set_end_not_marked(std::uint32_t last_line) { last_line_ = last_line; }
  void set_vendor(const Vendor& vendor) { facts_.vendor = vendor; }
  /// Whose clock the rows' times are by, and what their contracts are. Before the first row.
  void set_exchange(market::Exchange);

  [[nodiscard]] std::size_t contracts() const { return contracts_; }
  [[nodiscard]] LoadResult finish();

 private:
  [[nodiscard]] SnapshotDraft* draft_of(const RowCells&, bool utc);  ///< none when its time cannot be read
  void take_contract(SnapshotDraft&, const RowCells&, RowContract);
  void take_coin(SnapshotDraft&, const RowCells&, RowContract&) const;  ///< premiums in coin become dollars
  void note_spot(SnapshotDraft&, const RowCells&);
  void note_trade(SnapshotDraft&, std::string_view cell);
  void note_quote(SnapshotDraft&, const RowCells&, RawOption&) const;
  [[nodiscard]] std::optional<std::string> foreign_money(const RowCells&) const;
  [[nodiscard]] const market::Calendar& calendar() const { return *options_.calendar; }
  [[nodiscard]] std::string underlying_of(const RowCells&) const;
  [[nodiscard]] std::optional<market::Date> known_date(const SnapshotDraft&) const;
  [[nodiscard]] std::string_view interned(std::string_view);
  void flag_end();
  void merge_row_times();
  void keep_only_as_of();

  ReadOptions options_;
  TableFacts facts_;
  ContractRows reader_;
  std::deque<SnapshotDraft> drafts_;
  std::map<std::string, SnapshotDraft*, std::less<>> by_stamp_;
  std::string stamp_, last_stamp_;
  SnapshotDraft* last_draft_ = nullptr;
  std::set<std::string, std::less<>> texts_;
  std::string_view last_root_, last_underlying_;
  std::size_t contracts_ = 0;
  std::vector<market::DataFlag> last_flags_;
  std::string incomplete_;
  std::optional<std::uint32_t> last_line_;
};

}  // namespace gammafield::ingest
