#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "ingest/chain_builder.h"
#include "ingest/contract_row.h"

namespace gammafield::ingest {

/// The contracts of one snapshot that a vendor tells in several answers, each with the time of its quote. The snapshot
/// is as of the latest of these times; a vendor that tells none, as of when it was asked. Times later than a minute
/// after that are a clock gone wrong: they are dropped, counted and flagged (`quote_times_in_the_future`).
class LiveRows {
 public:
  LiveRows(const ReadOptions&, market::Instant asked_at);

  /// A row of cells: one contract, its quote's time, and the underlying's price where it has one.
  void add(const RowCells&);
  /// A contract that a reader took apart itself; RawOption::root and quoted_at are set.
  void add(RawOption);
  void reject(Reject);
  void flag(std::string code, std::string detail) { builder_.flag(std::move(code), std::move(detail)); }
  /// Of prices told more than once the latest counts.
  void note_spot(double price, std::optional<market::Instant> at);
  /// A time in a vendor's cell: epoch, with a zone, or by the exchange's clock. None: no time, or one that cannot be.
  [[nodiscard]] std::optional<market::Instant> time_of(std::string_view cell);

  [[nodiscard]] std::size_t contracts() const { return builder_.contracts(); }
  [[nodiscard]] std::uint32_t rows() const { return rows_; }
  /// `symbol`: what was asked for. Refuses what ChainBuilder refuses.
  [[nodiscard]] base::Result<LoadedChain, base::Refusal> finish(std::string feed, std::string symbol);

 private:
  ReadOptions options_;
  market::Instant asked_at_;
  ContractRows reader_;
  ChainBuilder builder_;
  RawHeader header_;
  std::optional<market::Instant> latest_quote_;
  std::uint32_t rows_ = 0;
  std::size_t in_the_future_ = 0;
};

}  // namespace gammafield::ingest
