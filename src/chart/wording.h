#pragma once

#include <string>
#include <vector>

#include "chart/bars.h"
#include "chart/chart.h"
#include "engine/analysis.h"

/// The sentences around the panels: what the picture is of, by which convention, and what it leaves out.
namespace gammafield::chart {

[[nodiscard]] std::string title_text(
    const engine::Report&);  ///< for people who hear the picture, and for the file's name in a tab
[[nodiscard]] std::string subtitle_text(const engine::Report&);  ///< spot, time, session, date of the open interest
[[nodiscard]] std::string regime_text(const engine::Report&);    ///< `Positive: hedging dampens moves`
[[nodiscard]] std::string description_text(const engine::Report&);

/// The convention; then what was counted, what was left out and what lies outside the picture.
[[nodiscard]] std::vector<std::string> footer_paragraphs(const engine::Report&, const BarSet&);

}  // namespace gammafield::chart
