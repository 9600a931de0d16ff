#pragma once

#include <span>
#include <string>
#include <vector>

#include "platforms/level_list.h"

/// One function a format; the public door is platforms.h.
namespace gammafield::platforms {

/// A single price of a list for formats that know no zones: a zone comes as its two edges.
struct PricePoint {
  const Line* line = nullptr;
  market::Spot price;
  std::string_view edge;  ///< empty, ` low` or ` high`
};
[[nodiscard]] std::vector<PricePoint> price_points(const LevelList&);
/// The same with one entry a price: the most important.
[[nodiscard]] std::vector<PricePoint> distinct_prices(const LevelList&);

/// `head`, then as many of `items` in their order as leave room for `tail`, within pasted_bytes_max; `between` them.
[[nodiscard]] std::string pasted(std::string head, std::span<const std::string> items, std::string_view between,
                                 std::string_view tail);

[[nodiscard]] std::string tv_text(const LevelList&);
[[nodiscard]] std::string tv_columns_text(const LevelList&);
[[nodiscard]] std::string tv_table_text(const LevelList&);
[[nodiscard]] std::string tv_own_text(const LevelList&);
[[nodiscard]] std::string ninjatrader_text(const LevelList&);
[[nodiscard]] std::string sierra_text(const LevelList&);
[[nodiscard]] std::string bookmap_text(const LevelList&);
[[nodiscard]] std::string jigsaw_text(const LevelList&);
[[nodiscard]] std::string tos_text(const LevelList&);
[[nodiscard]] std::string quantower_text(const LevelList&);
[[nodiscard]] std::string gex_terminal_text(const LevelList&);

/// The levels of one snapshot and how long they are drawn.
struct DatedLevels {
  LevelList levels;
  market::Instant from, until;  ///< until: the next snapshot, at the latest the close of the next session
};
/// `days`: ascending, one at least.
[[nodiscard]] std::string pine_text(std::span<const DatedLevels> days);

/// `Gamma Flip (positive_everywhere), PIN (no_open_interest)`; empty when nothing is missing.
[[nodiscard]] std::string missing_text(const LevelList&);

}  // namespace gammafield::platforms
