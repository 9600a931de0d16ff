#pragma once

#include "ingest/loaded_chain.h"
#include "store/database.h"
#include "store/day_file.h"

/// Internal to store/: the tables of a day's file, and one of their rows.
namespace gammafield::store {

inline constexpr std::int64_t day_version = 1;

/// Whose day a file is.
struct DayOf {
  std::string symbol;
  market::Date session;
};
/// Makes the tables of a new file; of one that is there, refuses what read_tables does and another's day (damaged).
[[nodiscard]] Stored<void> make_tables(const Database&, const DayOf&);
/// Refuses (not_there) a file in which nothing was ever acknowledged, (too_new) a newer version's and (damaged) what is
/// no day.
[[nodiscard]] Stored<DayOf> read_tables(const Database&);

/// One row of `record`; the texts compressed.
struct RecordRow {
  RecordNumber number = 0;
  std::int64_t as_of = 0, recorded_at = 0, listing = 0;
  bool key = false;
  std::string snapshot, prices, report, memory;

  /// Of all the others.
  [[nodiscard]] std::uint64_t digest() const;
};
[[nodiscard]] Stored<void> insert(const Database&, const RecordRow&);
/// The first row from a number on; none at the end. Refuses (damaged) one whose digest is another.
[[nodiscard]] Stored<std::optional<RecordRow>> row_from(const Database&, RecordNumber);

struct Watched {
  std::chrono::seconds sampling{60};
  std::vector<session::PriceSample> prices;
};
[[nodiscard]] std::string packed_prices(const Watched&);
[[nodiscard]] std::optional<Watched> unpacked_prices(std::string_view);

}  // namespace gammafield::store
