#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/refusal.h"
#include "base/result.h"
#include "research/features.h"
#include "research/hit_rate.h"

/// Attempts to pass a wall, seen again and again while they last: what a break model learns from and scores
/// (docs/methods.md 1.4.13).
namespace gammafield::research {

struct LandmarkRule {
  std::vector<levels::Side> sides{levels::Side::call, levels::Side::put};
  std::vector<WallBasis> bases{WallBasis::net};  ///< a strike that several name counts for the first
  std::vector<std::chrono::minutes> after{std::chrono::minutes{0}, std::chrono::minutes{1}, std::chrono::minutes{3},
                                          std::chrono::minutes{5}, std::chrono::minutes{10}};
  std::chrono::minutes horizon{60};   ///< from the first close beyond; the session's close ends it earlier
  std::chrono::minutes shortest{30};  ///< left of it at least: else no attempt
  double margin = 0.25;               ///< in expected moves of one hour
};

/// What became of an attempt by the end of its horizon.
struct AttemptOutcome {
  bool beyond = false;         ///< y: price is beyond by the margin or more then
  double minutes_beyond = 0;   ///< of the closes after the first one beyond
  double furthest_beyond = 0;  ///< in expected moves of one hour
};

/// An attempt so many minutes after its first close beyond, price having been beyond at every close since.
struct LandmarkRow {
  std::string symbol;
  market::Date session;
  std::string attempt;  ///< `SPX call 5050 2026-08-18T14:31:00Z`: one name for all its landmarks
  std::chrono::minutes landmark{0};
  market::Instant at{}, until{};          ///< the landmark, and the end of the horizon
  double walk = 0;                        ///< the probability of y for a driftless walk with the day's expected move
  Features features;                      ///< from what was known at the landmark, and from nothing else
  std::optional<AttemptOutcome> outcome;  ///< none: prices end before
};

/// In the order of landmarks' time, then of attempts' names. A landmark that is no whole number of bars after the cross
/// has no close of its own and is left out. Refuses what KnownUntil does.
[[nodiscard]] base::Result<std::vector<LandmarkRow>, base::Refusal> landmark_rows(const StudyDay&,
                                                                                  std::chrono::seconds bar,
                                                                                  const LandmarkRule&,
                                                                                  const market::Calendar&);

/// Of all days of all symbols, in the same order.
[[nodiscard]] base::Result<std::vector<LandmarkRow>, base::Refusal> landmark_rows(std::span<const SymbolDays>,
                                                                                  const LandmarkRule&,
                                                                                  const market::Calendar&);

/// What models see of a row: `landmark` in minutes, `walk_log_odds`, and the features.
[[nodiscard]] Features model_inputs(const LandmarkRow&);

}  // namespace gammafield::research
