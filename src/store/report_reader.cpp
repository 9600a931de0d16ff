#include "store/report_reader.h"

#include <filesystem>

#include <fmt/format.h>

#include "store/compression.h"
#include "store/day_tables.h"

namespace gammafield::store {

Stored<ReportReader> ReportReader::open(const std::string& path) {
  // a day that is being written, or whose writer did not end well, has a log that SQLite puts in order by writing
  const bool has_log = std::filesystem::exists(path + "-wal");
  auto database = Database::open(path, has_log ? Database::Mode::write : Database::Mode::read);
  if (!database) return base::failure(database.error());
  const auto day = read_tables(*database);
  if (!day) return base::failure(day.error());
  return ReportReader{std::move(*database)};
}

Stored<std::optional<KeptReport>> ReportReader::next() {
  const auto row = row_from(*database_, next_);
  if (!row) return base::failure(row.error());
  if (!*row) return std::nullopt;
  auto report = decompressed((*row)->report);
  if (!report || (*row)->number != next_)
    return base::failure(
        Fault{FaultKind::damaged, fmt::format("{}: record {} cannot be read", database_->path(), next_)});
  ++next_;
  using std::chrono::seconds;
  return KeptReport{(*row)->number, market::Instant{seconds{(*row)->as_of}},
                    market::Instant{seconds{(*row)->recorded_at}}, std::move(*report)};
}

}  // namespace gammafield::store
