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
  const auto prices = decompressed((*row)->prices);
  auto watched = prices ? unpacked_prices(*prices) : std::nullopt;
  if (!report || !watched || (*row)->number != next_)
    return base::failure(
        Fault{FaultKind::damaged, fmt::format("{}: record {} cannot be read", database_->path(), next_)});
  ++next_;
  using std::chrono::seconds;
  return KeptReport{(*row)->number, market::Instant{seconds{(*row)->as_of}},
                    market::Instant{seconds{(*row)->recorded_at}}, std::move(*report), std::move(watched->prices)};
}

Stored<std::optional<DayExtent>> ReportReader::extent() const {
  auto statement = database_->prepare("SELECT count(*), min(as_of), max(as_of) FROM record");
  if (!statement) return base::failure(statement.error());
  const auto row = statement->step();
  if (!row) return base::failure(row.error());
  if (!*row || statement->integer(0) == 0) return std::nullopt;
  const auto instant = [&](int column) { return market::Instant{std::chrono::seconds{statement->integer(column)}}; };
  return DayExtent{statement->integer(0), instant(1), instant(2)};
}

Stored<std::vector<market::Instant>> ReportReader::times() const {
  auto statement = database_->prepare("SELECT as_of FROM record ORDER BY number");
  if (!statement) return base::failure(statement.error());
  std::vector<market::Instant> times;
  while (true) {
    const auto row = statement->step();
    if (!row) return base::failure(row.error());
    if (!*row) return times;
    times.emplace_back(std::chrono::seconds{statement->integer(0)});
  }
}

}  // namespace gammafield::store
