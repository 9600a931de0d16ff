#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "levels/levels.h"
#include "research/sheet.h"
#include "session/wall_watch.h"
#include "studies/kept_results.h"

/// What became of walls in the state that one stands in now, in what was measured: never a forecast.
namespace gammafield::studies {

struct BaseRate {
  levels::Side side = levels::Side::call;
  session::WallState state = session::WallState::holding;
  std::string_view asks;              ///< what the figure is a share of
  std::string_view lasts;             ///< and what it is: `held`
  double walk = 0;                    ///< of a price without drift or memory
  const KeptResult* study = nullptr;  ///< none: no study kept has this symbol's walls
  const KeptCell* cell = nullptr;     ///< its cell, into the result
};

/// How walls are chosen, of each side; none: by a rule that no study has.
struct WallBases {
  std::optional<research::WallBasis> call, put;
};
[[nodiscard]] WallBases wall_bases(const levels::LevelSettings&);

/// Two sides by three states. HOLDING: of touches that were decided within the hour those that held (`hit_rate`, by the
/// race; a walk: half). TESTED: of breaks the REAL ones, beyond for 20 minutes (`break_labels`). BROKEN: of those the
/// ones that lasted an hour. Of several studies the one with the most events, then the first. The rates point into
/// `results`.
[[nodiscard]] std::vector<BaseRate> base_rates(std::span<const ResultFile> results, std::string_view symbol,
                                               const WallBases&);

/// `{"symbol", "rates": [{"side", "state", "asks", ...}]}` (docs/openapi.json).
[[nodiscard]] std::string base_rates_json(std::string_view symbol, const std::vector<BaseRate>&);

}  // namespace gammafield::studies
