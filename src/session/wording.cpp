#include "session/wording.h"

#include <chrono>

#include <fmt/format.h>

namespace gammafield::session {
namespace {

EventKind kind_of(WallEventKind kind) {
  switch (kind) {
    case WallEventKind::tested: return EventKind::wall_tested;
    case WallEventKind::held: return EventKind::wall_held;
    case WallEventKind::broken: return EventKind::wall_broken;
    case WallEventKind::reclaimed: return EventKind::wall_reclaimed;
    case WallEventKind::censored: return EventKind::attempt_censored;
    case WallEventKind::migrated: return EventKind::attempt_migrated;
  }
  return EventKind::wall_tested;
}

/// `7 min beyond, 12.5 at the furthest, over a gap`.
std::string length_of(const Attempt& attempt) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(attempt.beyond).count();
  return fmt::format("{} min beyond, {:.2f} at the furthest{}", minutes, attempt.furthest.value(),
                     attempt.gap ? ", over a gap" : "");
}

std::string text_of(std::string_view wall, const WallEvent& event) {
  const double strike = event.strike.value();
  const std::string how = event.attempt ? length_of(*event.attempt) : std::string{};
  switch (event.kind) {
    case WallEventKind::tested:
      return fmt::format("{} {} is tested{}", wall, strike,
                         event.attempt && event.attempt->gap_open ? ": the session opens beyond" : "");
    case WallEventKind::held:
      if (!event.attempt) return fmt::format("{} {} holds: the session opens inside", wall, strike);
      return fmt::format("{} {} holds: {} ({})", wall, strike, to_string(event.attempt->label), how);
    case WallEventKind::broken: return fmt::format("{} {} is broken: REAL ({})", wall, strike, how);
    case WallEventKind::reclaimed: return fmt::format("{} {} is reclaimed", wall, strike);
    case WallEventKind::censored: return fmt::format("{} {}: the close cuts the test off ({})", wall, strike, how);
    case WallEventKind::migrated: return fmt::format("{} {}: the wall moves during a test ({})", wall, strike, how);
  }
  return {};
}

}  // namespace

std::string wall_name(levels::Side side) { return side == levels::Side::call ? "Call wall" : "Put wall"; }

void note(Happenings& happened, levels::Side side, const WallEvent& event) {
  if (event.attempt && event.kind != WallEventKind::tested)
    happened.attempts.push_back({side, event.strike, *event.attempt});
  happened.events.push_back({event.at, kind_of(event.kind), text_of(wall_name(side), event)});
}

void note(Happenings& happened, Migration migration) {
  happened.events.push_back(
      {migration.at, EventKind::wall_migrated,
       fmt::format("{} moves {} to {} ({:+}): {}", wall_name(migration.side), migration.from.value(),
                   migration.to.value(), migration.to.value() - migration.from.value(), to_string(migration.reason))});
  happened.migrations.push_back(std::move(migration));
}

}  // namespace gammafield::session
