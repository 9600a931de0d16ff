#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ingest/loaded_chain.h"
#include "session/wall_watch.h"
#include "store/database.h"
#include "store/fault.h"
#include "store/writer_lock.h"

/// One symbol's session on disk: what came in, and what was made of it.
namespace gammafield::store {

/// What one snapshot came to.
struct Record {
  std::shared_ptr<const ingest::LoadedChain> loaded;
  std::chrono::seconds sampling{60};         ///< `state.sampling` as it was in force
  std::vector<session::PriceSample> prices;  ///< since the snapshot before, watched with this one
  std::string report;                        ///< `gammafield.report/1`, one line
  std::string memory_before;                 ///< `gammafield.memory/1` up to this snapshot, where it is kept
  market::Instant recorded_at;               ///< by the wall's clock
};

/// Of all that it says, whatever form it is kept in: equal for records that are equal in every bit.
[[nodiscard]] std::uint64_t digest_of(const Record&);

/// Number of a record in its day, from 1 on without a gap.
using RecordNumber = std::int64_t;

/// Memory is kept with the first record, with every so many-th and wherever contracts are new: going on from there
/// takes that many analyses at most.
inline constexpr int key_distance = 30;

/// The one who writes a day. A second one, in this process or another, is refused (busy).
class DayWriter {
 public:
  /// Makes the file, or goes on with it: everything acknowledged before is there.
  [[nodiscard]] static Stored<DayWriter> open(const std::string& path, std::string_view symbol, market::Date session);

  /// When this returns a number the record is on disk (WAL, synchronous FULL) and survives the process and the machine.
  /// After a fault nothing of the record is kept and it may be tried again.
  [[nodiscard]] Stored<RecordNumber> append(const Record&);
  [[nodiscard]] RecordNumber last() const { return last_; }
  /// Of record last(); none before the first.
  [[nodiscard]] std::optional<market::Instant> last_as_of() const;
  /// Whether the record of this snapshot would keep memory_before; of others it is not looked at.
  [[nodiscard]] bool keeps_memory(const market::ChainSnapshot&) const;

  /// Folds the log into the file and writes the file's digest beside it, by which damage anywhere in it is known. The
  /// destructor does so too, but cannot tell a fault.
  [[nodiscard]] Stored<void> close();

  DayWriter(DayWriter&&) noexcept = default;
  DayWriter& operator=(DayWriter&&) = delete;
  ~DayWriter();

 private:
  DayWriter(Database database, WriterLock lock)
      : lock_(std::move(lock)), database_(std::make_unique<Database>(std::move(database))) {}
  [[nodiscard]] Stored<void> recover();
  [[nodiscard]] bool is_key(const std::string& listing) const;
  [[nodiscard]] Stored<std::int64_t> listing_id(const std::string& listing);

  WriterLock lock_;
  std::unique_ptr<Database> database_;  ///< none: closed
  RecordNumber last_ = 0;
  RecordNumber last_key_ = 0;
  std::int64_t listing_ = 0;
  std::string listed_;                                 ///< the packed listing of `before_`
  std::shared_ptr<const ingest::LoadedChain> before_;  ///< of record last_
};

/// Reads a day from its first record on, or from the last one with memory before a number. Also while it is written: a
/// reader sees what had been acknowledged when it was opened or later.
class DayReader {
 public:
  /// Refuses (damaged) a closed file whose digest is not the one beside it, and (too_new) a newer version's.
  [[nodiscard]] static Stored<DayReader> open(const std::string& path);

  /// The next record; none at the end. Damage of one record does not hide that it was there.
  [[nodiscard]] Stored<std::optional<Record>> next();
  /// Goes to the last record with memory that is not after this one; what is read next is that one.
  [[nodiscard]] Stored<void> seek(RecordNumber);

  [[nodiscard]] Stored<RecordNumber> count() const;
  [[nodiscard]] const std::string& symbol() const { return symbol_; }
  [[nodiscard]] market::Date session() const { return session_; }

 private:
  DayReader(Database database, std::string symbol, market::Date session)
      : database_(std::make_unique<Database>(std::move(database))), symbol_(std::move(symbol)), session_(session) {}
  [[nodiscard]] Stored<const market::ChainSnapshot*> listed(std::int64_t id);

  std::unique_ptr<Database> database_;
  std::string symbol_;
  market::Date session_;
  RecordNumber next_ = 1;
  std::optional<std::int64_t> listing_;
  market::ChainSnapshot listed_;
  std::shared_ptr<const ingest::LoadedChain> before_;
};

/// Reads the whole day; how many records it has. The first fault found, as the reader tells them, or SQLite's own check
/// of its pages.
[[nodiscard]] Stored<RecordNumber> check_day(const std::string& path);
/// The same of its end alone, from the last record with memory on: what goes on after the day reads no more of it.
[[nodiscard]] Stored<void> check_end_of_day(const std::string& path);

}  // namespace gammafield::store
