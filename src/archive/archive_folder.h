#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "archive/connection.h"
#include "archive/day_scan.h"
#include "market/date.h"
#include "store/day_file.h"

/// A folder of archived days, as Hive, DuckDB, pandas and Spark read it: `symbol=SPX/date=2026-08-18/chain.parquet`.
namespace gammafield::archive {

class ArchiveFolder {
 public:
  explicit ArchiveFolder(std::string path) : path_(std::move(path)) {}

  /// Whether a folder holds, or is about to hold, archived days: `symbol=...` in it. Any other is a store's.
  [[nodiscard]] static bool is_one(const std::string& path);

  [[nodiscard]] std::vector<std::string> symbols() const;                       ///< ascending
  [[nodiscard]] std::vector<market::Date> days(std::string_view symbol) const;  ///< ascending
  [[nodiscard]] std::string symbol_folder(std::string_view symbol) const;
  [[nodiscard]] std::string day_folder(std::string_view symbol, market::Date) const;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// What came into the archive.
struct Rolled {
  store::RecordNumber snapshots = 0;
  std::uint64_t bytes = 0;
};

/// Writes a recorded day into the archive, an older writing of it replaced. It takes its place there whole: written
/// beside under another name, brought to disk, read back and compared with the recorded day in every bit, and then
/// renamed; any failure, and being stopped, leaves what was there before. Refuses (busy) a day that somebody is
/// recording.
[[nodiscard]] store::Stored<Rolled> roll(const Connection&, const std::string& day_path, std::string_view symbol,
                                         market::Date, const ArchiveFolder&, const Stop& stop = {});

}  // namespace gammafield::archive
