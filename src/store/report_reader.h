#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "store/database.h"
#include "store/day_file.h"

namespace gammafield::store {

/// A record without its chain.
struct KeptReport {
  RecordNumber number = 0;
  market::Instant as_of, recorded_at;
  std::string report;                        ///< `gammafield.report/1`, one line
  std::vector<session::PriceSample> prices;  ///< since the snapshot before, watched with this one
};

/// How much of a day is recorded.
struct DayExtent {
  RecordNumber records = 0;
  market::Instant first, last;  ///< snapshots
};

/// Reads the Reports of a day, first to last, and no chain: a hundredth of the work. Also while the day is written.
class ReportReader {
 public:
  /// Refuses as DayReader does, but does not look at the seal of the whole file: each record's own digest is checked.
  [[nodiscard]] static Stored<ReportReader> open(const std::string& path);
  /// The next one; none at the end. Refuses (damaged) a record that is not what was written.
  [[nodiscard]] Stored<std::optional<KeptReport>> next();
  /// None: nothing was acknowledged.
  [[nodiscard]] Stored<std::optional<DayExtent>> extent() const;
  /// Of every snapshot, record by record.
  [[nodiscard]] Stored<std::vector<market::Instant>> times() const;

 private:
  explicit ReportReader(Database database) : database_(std::make_unique<Database>(std::move(database))) {}
  std::unique_ptr<Database> database_;
  RecordNumber next_ = 1;
};

}  // namespace gammafield::store
