#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/analysis.h"
#include "market/units.h"

namespace gammafield::chart {

/// What is drawn across the panels, the most important first: the order in which labels give way.
enum class LevelKind : std::uint8_t {
  spot,
  gamma_flip,
  call_wall,
  put_wall,
  absolute_gamma,
  expected_move_high,
  expected_move_low,
  focus,
  cluster,
  flip_root,
};
[[nodiscard]] std::string_view to_string(LevelKind);  ///< `call_wall`; names the line in the SVG (`data-level`)

/// One level at one price, in words.
struct LevelMark {
  LevelKind kind = LevelKind::spot;
  market::Spot price;
  std::string name;    ///< `Call Wall`
  std::string value;   ///< `4,525`, or `4,500 – 4,550` of a cluster
  std::string detail;  ///< what more is to be said; may be empty
};

/// Every level that the report has, descending by price, levels of one price by importance.
[[nodiscard]] std::vector<LevelMark> level_marks(const engine::Report&);

/// A sentence for each of the named levels that the book does not have, with the reason.
[[nodiscard]] std::vector<std::string> missing_levels(const engine::Report&);

}  // namespace gammafield::chart
