#pragma once

#include <optional>

#include "chart/bars.h"
#include "chart/canvas.h"
#include "chart/chart.h"

namespace gammafield::chart {

/// The interval of dollars that holds all bars and zero, with room at both ends; none when there is nothing to draw.
[[nodiscard]] std::optional<Interval> exposure_of(const BarSet&, Bars);

[[nodiscard]] PanelWords bars_words(const engine::Report&, Bars);

/// The bars, the named walls' filled strongly, the contested strikes as diamonds on the zero line. `usd`: what the
/// panel's width stands for.
void draw_bars(const Canvas&, const Rect& panel, const std::optional<Interval>& usd, const BarSet&,
               const engine::Report&, Bars);

}  // namespace gammafield::chart
