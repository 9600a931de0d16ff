#pragma once

#include "chart/geometry.h"
#include "chart/svg_writer.h"
#include "chart/theme.h"
#include "hedging/monte_carlo.h"
#include "hedging/scenario.h"

/// The panels of an outcome's picture.
namespace gammafield::laboratory {

struct OutcomeView {
  const hedging::Scenario& scenario;
  const hedging::Outcome& outcome;
  chart::SvgWriter& svg;
  const chart::Palette& palette;
};

/// The prices that the fan and the trades by price show, one axis for both.
[[nodiscard]] chart::Interval prices_shown(const OutcomeView&);

/// Prices by time: with dealers filled, without them outlined; the levels across it up to `levels_right`, with labels
/// in `labels`.
void draw_fan_panel(const OutcomeView&, const chart::Rect& panel, double levels_right, const chart::Rect& labels);

/// Dollars bought, to the right, and sold, to the left, by where spot was; its prices are those of the fan.
void draw_flow_panel(const OutcomeView&, const chart::Rect& panel);

/// What hedging changed, with 95 % intervals about the line of no effect.
void draw_forest_panel(const OutcomeView&, const chart::Rect& panel);

/// Where each dealer's money came from.
void draw_gains_panel(const OutcomeView&, const chart::Rect& panel);

}  // namespace gammafield::laboratory
