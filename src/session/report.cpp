#include "session/report.h"

namespace gammafield::session {

std::string_view to_string(MigrationReason reason) {
  switch (reason) {
    case MigrationReason::dominance: return "dominance";
    case MigrationReason::expiry_roll: return "expiry_roll";
    case MigrationReason::broken: return "broken";
    case MigrationReason::delisted: return "delisted";
    case MigrationReason::config: return "config";
  }
  return "dominance";
}

std::string_view to_string(EventKind kind) {
  switch (kind) {
    case EventKind::wall_elected: return "wall_elected";
    case EventKind::wall_gone: return "wall_gone";
    case EventKind::wall_migrated: return "wall_migrated";
    case EventKind::wall_tested: return "wall_tested";
    case EventKind::wall_held: return "wall_held";
    case EventKind::wall_broken: return "wall_broken";
    case EventKind::wall_reclaimed: return "wall_reclaimed";
    case EventKind::attempt_censored: return "attempt_censored";
    case EventKind::attempt_migrated: return "attempt_migrated";
    case EventKind::regime_changed: return "regime_changed";
    case EventKind::flip_crossed: return "flip_crossed";
    case EventKind::data_flag: return "data_flag";
  }
  return "data_flag";
}

}  // namespace gammafield::session
