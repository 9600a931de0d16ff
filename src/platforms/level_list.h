#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/analysis.h"
#include "levels/no_level.h"
#include "market/date.h"
#include "market/units.h"
#include "platforms/platforms.h"
#include "session/wall_watch.h"

namespace gammafield::platforms {

/// In the order of importance: what a trader would miss first comes first.
enum class LineKind : std::uint8_t {
  call_wall,
  put_wall,
  gamma_flip,
  day_min,
  day_max,
  call_wall_0dte,
  put_wall_0dte,
  gamma_flip_0dte,
  absolute_gamma_0dte,
  absolute_gamma,
  battle_zone,
  max_pain,
  pin,
  cluster,
  focus,
  contested,
  trigger,
  oi_call_wall,
  oi_put_wall,
  gex,  ///< the strikes of the largest net exposure, `GEX 1` to `GEX 10`
};

/// A level worth a line, or a zone worth a box.
struct Line {
  LineKind kind = LineKind::call_wall;
  std::optional<int> rank = {};  ///< from 1, of kinds that come in numbers
  market::Spot price;            ///< of a zone the lower end
  std::optional<market::Spot> high = {};
  std::optional<session::WallState> state = {};  ///< where the Report has a session's memory
};

struct MissingLine {
  LineKind kind = LineKind::call_wall;
  levels::NoLevel reason = levels::NoLevel::empty_book;
};

/// What every format is written from. Texts are safe to print anywhere (safe_text.h), prices converted and rounded to
/// the instrument's tick.
struct LevelList {
  std::string symbol;      ///< of the options
  std::string instrument;  ///< whose prices these are, as the platform calls it
  market::Instant as_of;
  market::Date session;
  std::optional<market::Date> oi_date;
  market::Spot spot;
  double tick = 0.01;                     ///< of the instrument's prices, in its currency
  std::string convention;                 ///< who is assumed to hold what
  std::optional<std::string> basis = {};  ///< of a conversion
  std::vector<Line> lines;                ///< the most important first
  std::vector<MissingLine> missing;
};

/// With a session's memory the walls are the standing ones, with their states.
[[nodiscard]] LevelList level_list(const engine::Report&, const Target&);

}  // namespace gammafield::platforms
