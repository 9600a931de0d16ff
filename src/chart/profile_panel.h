#pragma once

#include <optional>
#include <span>

#include "chart/canvas.h"
#include "chart/profile_curve.h"
#include "engine/analysis.h"

namespace gammafield::chart {

/// The interval of dollars that holds the curve and zero, with room at both ends; none when there is nothing to draw.
[[nodiscard]] std::optional<Interval> exposure_of(std::span<const CurvePoint>);

inline constexpr PanelWords profile_words{"◀ amplifying", "dampening ▶", "Net GEX if spot were there, $ per 1 % move"};

/// The profile with both signs shaded; a full mark where the named flip crosses zero, hollow ones at the other roots,
/// and spot on the curve.
void draw_profile(const Canvas&, const Rect& panel, const std::optional<Interval>& usd, std::span<const CurvePoint>,
                  const engine::Report&);

}  // namespace gammafield::chart
