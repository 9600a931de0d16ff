#pragma once

#include "engine/replay_days.h"

namespace gammafield::engine {

/// A session as the Reports of its snapshots leave it, one after the other, while it goes on.
class DaySoFar {
 public:
  /// Requires a Report with its session, later than the ones before. One of another session begins anew.
  void take(const Report&);

  /// As a replay of the same snapshots would tell it. Requires a Report taken.
  [[nodiscard]] const ReplayDay& day() const { return days_.day(session_); }
  /// Its first snapshot, where that came later than in the few minutes that feeds take to begin; none: all was seen.
  [[nodiscard]] std::optional<market::Instant> seen_from() const { return seen_from_; }

 private:
  ReplayDays days_;
  market::Date session_;
  std::optional<market::Instant> seen_from_;
};

}  // namespace gammafield::engine
