#include "archive/archive_folder.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <system_error>

#include <fmt/format.h>

#include "archive/archived_day.h"
#include "archive/day_scan.h"
#include "store/day_seal.h"
#include "store/folder.h"
#include "store/handle.h"
#include "store/system_fault.h"
#include "store/writer_lock.h"

namespace gammafield::archive {
namespace {

namespace fs = std::filesystem;
using store::Fault;
using store::FaultKind;
using store::Stored;

constexpr std::string_view symbol_prefix = "symbol=", date_prefix = "date=";

/// Values of the folders `PREFIX...` in a folder.
std::vector<std::string> values(const std::string& folder, std::string_view prefix) {
  std::vector<std::string> all;
  std::error_code error;
  for (fs::directory_iterator each{folder, error}, end; !error && each != end; each.increment(error)) {
    const std::string name = each->path().filename().string();
    if (name.starts_with(prefix)) all.push_back(name.substr(prefix.size()));
  }
  std::ranges::sort(all);
  return all;
}

Fault failed(const std::string& where, std::string_view why) {
  return {FaultKind::failed, fmt::format("{}: DuckDB: {}", where, why)};
}

Stored<void> synced(const std::string& path) {
  const store::Handle file{path, O_RDONLY};
  if (!file.ok() || ::fsync(file.get()) != 0) return base::failure(store::system_fault(errno, path));
  return {};
}

// Without a dictionary: DuckDB's takes 0 and -0 for one value, and zstd makes up for it. The second version's way with
// doubles (BYTE_STREAM_SPLIT) takes 1.6 times the room.
constexpr std::string_view form =
    "(FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v1, DICTIONARY_SIZE_LIMIT 0, ROW_GROUP_SIZE 122880)";

Stored<void> write_table(const Connection& duck, const Table& table, const std::string& day_path,
                         const std::string& file, const Stop& stop) {
  static std::atomic<unsigned> number{0};
  const std::string scan = fmt::format("recorded_{}_{}", table.name, ++number);
  if (const auto added = add_day_scan(duck, scan, table, {day_path}, stop); !added)
    return base::failure(failed(file, added.error()));
  const auto done =
      duck.run(fmt::format("COPY (SELECT * EXCLUDE (symbol, date) FROM {}()) TO {} {}", scan, sql_text(file), form));
  if (!done) return base::failure(failed(file, done.error()));
  return synced(file);
}

/// Every record of both, compared by the digest of all it says.
Stored<Rolled> compared(const Connection& duck, const std::string& day_path, const std::string& folder,
                        std::string_view symbol, market::Date date, const Stop& stop) {
  auto recorded = store::DayReader::open(day_path);
  if (!recorded) return base::failure(recorded.error());
  auto archived = ArchivedDay::open(duck, folder, symbol, date);
  if (!archived) return base::failure(archived.error());
  Rolled rolled;
  while (true) {
    if (stop && stop()) return base::failure(failed(folder, "stopped"));
    const auto one = recorded->next();
    if (!one) return base::failure(one.error());
    const auto other = archived->next();
    if (!other) return base::failure(other.error());
    if (one->has_value() != other->has_value() || (*one && store::digest_of(**one) != store::digest_of(**other)))
      return base::failure(Fault{FaultKind::failed, fmt::format("{}: record {} did not come back as it was written",
                                                                folder, rolled.snapshots + 1)});
    if (!*one) return rolled;
    ++rolled.snapshots;
  }
}

Stored<void> emptied(const std::string& folder) {
  std::error_code error;
  fs::remove_all(folder, error);
  if (!error) fs::create_directories(folder, error);
  if (error) return base::failure(store::system_fault(error.value(), folder));
  return {};
}

/// The new folder takes the place of the old one in one step, if there is one.
Stored<void> take_place(const std::string& unfinished, const std::string& place) {
  if (::rename(unfinished.c_str(), place.c_str()) == 0) return {};
  if (errno != ENOTEMPTY && errno != EEXIST) return base::failure(store::system_fault(errno, place));
  if (::renameat2(AT_FDCWD, unfinished.c_str(), AT_FDCWD, place.c_str(), RENAME_EXCHANGE) != 0)
    return base::failure(store::system_fault(errno, place));
  return {};
}

Stored<Rolled> written(const Connection& duck, const std::string& day_path, std::string_view symbol, market::Date date,
                       const std::string& unfinished, const Stop& stop) {
  if (const auto made = emptied(unfinished); !made) return base::failure(made.error());
  std::uint64_t bytes = 0;
  for (const Table* table : all_tables()) {
    const std::string file = fmt::format("{}/{}.parquet", unfinished, table->name);
    if (const auto done = write_table(duck, *table, day_path, file, stop); !done) return base::failure(done.error());
    std::error_code error;
    bytes += fs::file_size(file, error);
  }
  auto rolled = compared(duck, day_path, unfinished, symbol, date, stop);
  if (!rolled) return rolled;
  rolled->bytes = bytes;
  return rolled;
}

/// Held while a day is read, so that nobody adds to it; none where the store cannot be written to at all.
Stored<std::optional<store::WriterLock>> held(const std::string& day_path) {
  auto lock = store::WriterLock::take(day_path);
  if (lock) return std::optional{std::move(*lock)};
  if (lock.error().kind == FaultKind::read_only) return std::nullopt;
  return base::failure(lock.error());
}

}  // namespace

bool ArchiveFolder::is_one(const std::string& path) { return !values(path, symbol_prefix).empty(); }

std::vector<std::string> ArchiveFolder::symbols() const {
  std::vector<std::string> all;
  for (const std::string& name : values(path_, symbol_prefix))
    if (std::string symbol = store::symbol_of(name); !symbol.empty()) all.push_back(std::move(symbol));
  std::ranges::sort(all);
  return all;
}

std::vector<market::Date> ArchiveFolder::days(std::string_view symbol) const {
  std::vector<market::Date> all;
  for (const std::string& name : values(symbol_folder(symbol), date_prefix))
    if (const auto date = market::parse_date(name)) all.push_back(*date);
  return all;
}

std::string ArchiveFolder::symbol_folder(std::string_view symbol) const {
  return fmt::format("{}/{}{}", path_, symbol_prefix, store::file_name(symbol));
}

std::string ArchiveFolder::day_folder(std::string_view symbol, market::Date date) const {
  return fmt::format("{}/{}{}", symbol_folder(symbol), date_prefix, market::to_string(date));
}

Stored<Rolled> roll(const Connection& duck, const std::string& day_path, std::string_view symbol, market::Date date,
                    const ArchiveFolder& archive, const Stop& stop) {
  const auto lock = held(day_path);
  if (!lock) return base::failure(lock.error());
  // what a recorder left that did not end well is put in order before, so that the archived day is the younger file
  if (const auto folded = store::DayReader::open(day_path); !folded) return base::failure(folded.error());
  const std::string place = archive.day_folder(symbol, date), folder = archive.symbol_folder(symbol);
  const std::string unfinished = fmt::format("{}/.unfinished-{}", folder, market::to_string(date));
  auto rolled = written(duck, day_path, symbol, date, unfinished, stop);
  Stored<void> placed;
  if (rolled) placed = synced(unfinished);
  if (rolled && placed) placed = take_place(unfinished, place);
  if (rolled && placed) placed = store::sync_folder(folder);
  std::error_code error;
  fs::remove_all(unfinished, error);  // what failed, or what was replaced
  if (rolled && !placed) return base::failure(placed.error());
  return rolled;
}

}  // namespace gammafield::archive
