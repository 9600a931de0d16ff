#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/connection.h"
#include "store/day_file.h"

namespace gammafield::archive {

/// Reads a day's records out of its Parquet files, some at a time. A connection is used by one reader at a time.
class ArchivedDay {
 public:
  /// Refuses (not_there) a folder without a day's files, (too_new) a newer program's and (damaged) what is no such
  /// file. `duck` must outlive the reader.
  [[nodiscard]] static store::Stored<ArchivedDay> open(const Connection& duck, std::string folder,
                                                       std::string_view symbol, market::Date);

  /// The next record, bit for bit as it was recorded; none at the end. Refuses (damaged) one whose digest is not the
  /// one written with it.
  [[nodiscard]] store::Stored<std::optional<store::Record>> next();

 private:
  struct Entry {
    store::RecordNumber number = 0;
    std::int64_t contracts = 0;
  };
  ArchivedDay(const Connection& duck, std::string folder) : duck_(&duck), folder_(std::move(folder)) {}
  [[nodiscard]] store::Stored<void> read_ahead();

  const Connection* duck_;
  std::string folder_;
  std::deque<Entry> left_;  ///< not read yet
  std::deque<store::Record> ready_;
};

}  // namespace gammafield::archive
