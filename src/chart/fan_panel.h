#pragma once

#include <optional>
#include <vector>

#include "bands/bands.h"
#include "chart/canvas.h"

namespace gammafield::chart {

/// The points of the fan within the prices.
[[nodiscard]] std::vector<bands::FanPoint> in_view(const std::vector<bands::FanPoint>&, Interval prices);

/// The interval of dollars that holds the fan and zero; none when there is nothing to draw.
[[nodiscard]] std::optional<Interval> exposure_of(const std::vector<bands::FanPoint>&);

inline constexpr PanelWords fan_words{"◀ amplifying", "dampening ▶",
                                      "Net GEX if spot were there: half and nine tenths of the draws, $ per 1 % move"};

/// Nine tenths and half of the draws as shades, the median as a line; the flip's band on the zero line, and its median.
void draw_fan(const Canvas&, const Rect& panel, const Interval& usd, const std::vector<bands::FanPoint>&,
              const bands::FlipBand&);

}  // namespace gammafield::chart
