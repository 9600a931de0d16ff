#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "archive/standing.h"
#include "base/refusal.h"

namespace gammafield::archive {

/// Rolls recorded days by themselves: each once its session is over and its recorder has closed it, also those that
/// were closed while nobody looked. Not for two threads at once; whoever records goes on beside it.
class Roller {
 public:
  using Connect = std::function<base::Result<std::shared_ptr<const Connection>, base::Refusal>()>;
  using Notice = std::function<void(const std::string&)>;
  static constexpr std::chrono::minutes try_again_after{5};  ///< of a day, or the library, that failed

  /// `connect` is asked at the first look, and again later where it refuses. `notice` hears of each day that is
  /// archived, and of trouble once.
  Roller(store::Folder, ArchiveFolder, std::shared_ptr<const market::Calendar> changed, Connect connect, Notice notice);

  /// Looks at every day and rolls what is due, the oldest first. Stopped, it leaves the day it is at for another time.
  void run(market::Instant now, const Stop& stop = {});

 private:
  using Stamp = std::pair<std::int64_t, std::uint64_t>;  ///< of a file: when it was written, and its size
  struct Day {
    std::optional<Stamp> done;  ///< the file that needs nothing more
    market::Instant next_look{};
    bool told = false;
  };
  [[nodiscard]] static std::optional<Stamp> stamp_of(const std::string& path);
  [[nodiscard]] bool connected(market::Instant now);
  void look(const std::string& symbol, market::Date, Day&, market::Instant now, const Stop&);
  void roll_day(const std::string& symbol, market::Date, Day&, market::Instant now, const Stop&);

  store::Folder folder_;
  ArchiveFolder archive_;
  std::shared_ptr<const market::Calendar> changed_;
  Connect connect_;
  Notice notice_;
  std::shared_ptr<const Connection> duck_;
  market::Instant next_connect_{};
  bool missing_told_ = false;
  std::map<std::pair<std::string, market::Date>, Day> days_;
};

}  // namespace gammafield::archive
