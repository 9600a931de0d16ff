#pragma once

#include <cstdint>

#include "hedging/scenario.h"

namespace gammafield::hedging {

/// The expected move of a session, ln: what a race's distances are parts of.
[[nodiscard]] double session_move(const Scenario&);

/// One price against one level: the race of docs/methods.md 7.2, of the first touch. All distances in logarithms,
/// counted so that beyond the level is positive.
class LevelWatch {
 public:
  enum class End : std::uint8_t { untouched, undecided, held, broken };

  LevelWatch() = default;
  /// `expected_move`: of a session, ln.
  LevelWatch(const Level&, const LevelRace&, double expected_move, double log_spot);

  void see(double log_spot, double minute);
  [[nodiscard]] End end() const { return end_; }
  [[nodiscard]] bool is_beyond(double log_spot) const { return beyond(log_spot) > 0; }

 private:
  [[nodiscard]] double beyond(double log_spot) const { return side_ * (log_spot - level_); }

  double level_ = 0, side_ = 1, touch_ = 0, away_ = 0, race_ = 0, horizon_ = 0;
  double touched_at_ = 0;
  bool was_away_ = false;
  End end_ = End::untouched;
};

}  // namespace gammafield::hedging
