#include "archive/standing.h"

#include <filesystem>

#include <fmt/format.h>

#include "store/session_end.h"
#include "store/writer_lock.h"

namespace gammafield::archive {
namespace {

namespace fs = std::filesystem;

/// Whether the archived day was made after the last write to the recorded one.
bool is_archived(const std::string& day_path, const std::string& place) {
  std::error_code error;
  const auto rolled = fs::last_write_time(place + "/chain.parquet", error);
  if (error) return false;
  const auto recorded = fs::last_write_time(day_path, error);
  return !error && recorded <= rolled;
}

}  // namespace

Standing standing_of(const store::Folder& folder, const ArchiveFolder& archive, const std::string& symbol,
                     market::Date date, const std::shared_ptr<const market::Calendar>& changed, market::Instant now) {
  const std::string path = folder.day_path(symbol, date);
  if (is_archived(path, archive.day_folder(symbol, date))) return Standing::archived;
  const auto lock = store::WriterLock::take(path);
  if (!lock && lock.error().kind == store::FaultKind::busy) return Standing::open;
  auto day = store::DayReader::open(path);
  if (!day) return day.error().kind == store::FaultKind::not_there ? Standing::open : Standing::due;
  const auto first = day->next();
  if (!first) return Standing::due;
  if (!*first) return Standing::open;
  const auto exchange = (*first)->loaded->chain.calendar->exchange();
  const auto calendar = market::Calendar::for_exchange(changed, exchange);
  return now < store::settled_at(*calendar, day->session()) ? Standing::open : Standing::due;
}

std::string told(const std::string& symbol, market::Date date, const Rolled& rolled) {
  return fmt::format("{} {}: {} snapshots archived, {} kB", symbol, market::to_string(date), rolled.snapshots,
                     rolled.bytes / 1024);
}

}  // namespace gammafield::archive
