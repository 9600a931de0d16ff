#include "doctor/places.h"

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include <fmt/format.h>

#include "archive/archive_folder.h"
#include "store/folder.h"
#include "store/handle.h"

namespace gammafield::doctor {
namespace {

constexpr double gigabyte = 1e9;
constexpr double room_min = 1 * gigabyte;  // some twenty recorded days of a full SPX chain

/// None: it takes files.
std::string why_not_writable(const std::string& folder) {
  const std::string probe = folder + "/.gammafield-doctor";
  const store::Handle file{probe, O_WRONLY | O_CREAT | O_TRUNC};
  if (!file.ok()) return std::strerror(errno);
  const bool done = ::write(file.get(), "x", 1) == 1 && ::fsync(file.get()) == 0;
  const std::string why = done ? "" : std::strerror(errno);
  ::unlink(probe.c_str());
  return why;
}

struct Health {
  std::size_t symbols = 0, days = 0, open = 0;
  std::vector<std::string> damaged;
};

Health health_of(const store::Folder& folder) {
  Health health;
  for (const std::string& symbol : folder.symbols()) {
    ++health.symbols;
    for (const market::Date day : folder.days(symbol)) {
      ++health.days;
      const auto checked = store::check_day(folder.day_path(symbol, day));
      if (checked) continue;
      const bool damaged = checked.error().kind == store::FaultKind::damaged;
      damaged ? health.damaged.push_back(folder.day_path(symbol, day)) : void(++health.open);
    }
  }
  return health;
}

std::size_t not_archived(const store::Folder& folder, const archive::ArchiveFolder& archive) {
  std::size_t count = 0;
  for (const std::string& symbol : folder.symbols())
    for (const market::Date day : folder.days(symbol)) {
      std::error_code error;
      if (!std::filesystem::exists(archive.day_folder(symbol, day), error)) ++count;
    }
  return count;
}

}  // namespace

Finding disk_finding(const std::string& folder) {
  struct statvfs disk{};
  if (::statvfs(folder.c_str(), &disk) != 0)
    return {"disk", State::failed, fmt::format("{}: {}", folder, std::strerror(errno)),
            "make the folder, or name another"};
  const double room = static_cast<double>(disk.f_bavail) * static_cast<double>(disk.f_frsize);
  if (const std::string why = why_not_writable(folder); !why.empty())
    return {"disk", State::failed, fmt::format("{} takes no files: {}", folder, why),
            "give write permission, free some space, or name another folder"};
  const std::string found = fmt::format("{} takes files, {:.1f} GB free", folder, room / gigabyte);
  if (room >= room_min) return {"disk", State::good, found, ""};
  return {"disk", State::warning, found, "free some space, or record with --keep-days; a full SPX day is about 50 MB"};
}

Finding store_finding(const std::string& path) {
  const auto folder = store::Folder::open(path);
  if (!folder) return {"store", State::failed, folder.error().message, "name a folder that `gammafield record` wrote"};
  const Health health = health_of(*folder);
  if (!health.damaged.empty())
    return {"store", State::failed,
            fmt::format("{} of {} days are damaged, the first {}", health.damaged.size(), health.days,
                        health.damaged.front()),
            "restore those files from a copy or from the archive, or move them away; the others are read as ever"};
  std::string found = fmt::format("{} days of {} symbols, every record read", health.days, health.symbols);
  if (health.open > 0) found += fmt::format("; {} could not be read just now", health.open);
  return {"store", health.open > 0 ? State::warning : State::good, found,
          health.open > 0 ? "`gammafield store FOLDER --check` says why" : ""};
}

Finding archive_finding(const std::string& archive, const std::string& store) {
  const archive::ArchiveFolder there{archive};
  std::size_t days = 0;
  for (const std::string& symbol : there.symbols()) days += there.days(symbol).size();
  const auto folder =
      store.empty() ? store::Stored<store::Folder>{base::failure(store::Fault{})} : store::Folder::open(store);
  const std::size_t due = folder ? not_archived(*folder, there) : 0;
  const std::string found = fmt::format("{} days archived", days);
  if (due == 0) return {"archive", State::good, found, ""};
  return {"archive", State::warning, fmt::format("{}, {} recorded ones are not", found, due),
          "`gammafield archive FOLDER --to ARCHIVE` after the close, or record with --archive"};
}

Finding duckdb_finding(const std::string& given) {
  const auto library = archive::Library::load(given);
  if (!library)
    return {"duckdb", given.empty() ? State::unknown : State::failed, "not here: no archive and no sql, all else works",
            "tools/get-duckdb, or name libduckdb.so by --duckdb or GAMMAFIELD_DUCKDB"};
  return {"duckdb", State::good, fmt::format("{} from {}", (*library)->version(), (*library)->path()), ""};
}

Finding keys_finding(const std::vector<std::string>& variables) {
  std::string set;
  for (const std::string& name : variables) {
    const char* value = std::getenv(name.c_str());
    if (value != nullptr && *value != '\0') set += (set.empty() ? "" : ", ") + name;
  }
  if (set.empty()) return {"keys", State::unknown, "none set; only vendors' feeds need one", ""};
  return {"keys", State::good, "set: " + set, ""};
}

}  // namespace gammafield::doctor
