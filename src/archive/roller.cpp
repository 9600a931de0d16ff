#include "archive/roller.h"

#include <filesystem>

#include <fmt/format.h>

namespace gammafield::archive {

namespace fs = std::filesystem;
using store::FaultKind;

Roller::Roller(store::Folder folder, ArchiveFolder archive, std::shared_ptr<const market::Calendar> changed,
               Connect connect, Notice notice)
    : folder_(std::move(folder)),
      archive_(std::move(archive)),
      changed_(std::move(changed)),
      connect_(std::move(connect)),
      notice_(std::move(notice)) {}

std::optional<Roller::Stamp> Roller::stamp_of(const std::string& path) {
  std::error_code error;
  const auto written = fs::last_write_time(path, error);
  if (error) return std::nullopt;
  const auto size = fs::file_size(path, error);
  if (error) return std::nullopt;
  return Stamp{written.time_since_epoch().count(), size};
}

void Roller::run(market::Instant now, const Stop& stop) {
  (void)connected(now);  // what is missing is told at the start, not after the close
  for (const std::string& symbol : folder_.symbols())
    for (const market::Date date : folder_.days(symbol)) {
      if (stop && stop()) return;
      look(symbol, date, days_[{symbol, date}], now, stop);
    }
}

void Roller::look(const std::string& symbol, market::Date date, Day& day, market::Instant now, const Stop& stop) {
  constexpr std::chrono::minutes open_again_after{1};
  if (now < day.next_look) return;
  const auto stamp = stamp_of(folder_.day_path(symbol, date));
  if (day.done && day.done == stamp) return;
  switch (standing_of(folder_, archive_, symbol, date, changed_, now)) {
    case Standing::archived: day.done = stamp; return;
    case Standing::open: day.next_look = now + open_again_after; return;
    case Standing::due:
      if (connected(now)) roll_day(symbol, date, day, now, stop);
      return;
  }
}

bool Roller::connected(market::Instant now) {
  if (duck_) return true;
  if (now < next_connect_) return false;
  auto duck = connect_();
  if (duck) {
    duck_ = std::move(*duck);
    return true;
  }
  next_connect_ = now + try_again_after;
  if (!std::exchange(missing_told_, true)) notice_("nothing is archived for now: " + duck.error().message);
  return false;
}

void Roller::roll_day(const std::string& symbol, market::Date date, Day& day, market::Instant now, const Stop& stop) {
  const std::string path = folder_.day_path(symbol, date);
  const auto rolled = roll(*duck_, path, symbol, date, archive_, stop);
  if (rolled) {
    day.done = stamp_of(path);
    day.told = false;
    notice_(told(symbol, date, *rolled));
    return;
  }
  if (stop && stop()) return;
  day.next_look = now + try_again_after;
  const FaultKind kind = rolled.error().kind;
  if (kind == FaultKind::busy) return;  // its recorder has not closed it yet
  if (kind == FaultKind::damaged || kind == FaultKind::too_new) day.done = stamp_of(path);  // until it is another file
  if (!std::exchange(day.told, true))
    notice_(
        fmt::format("{} {}: not archived: {}", symbol, market::to_string(date), to_refusal(rolled.error()).message));
}

}  // namespace gammafield::archive
