#pragma once

#include "chart/geometry.h"
#include "chart/plot.h"
#include "hedging/path.h"
#include "hedging/scenario.h"

/// The panels of a path's picture. All have the run's minutes on their x axis.
namespace gammafield::laboratory {

struct PathView {
  const hedging::Scenario& scenario;
  const hedging::Path& path;
  chart::SvgWriter& svg;
  const chart::Palette& palette;
  double labels_right = 0;  ///< pixels: where the column of labels right of the panels ends
};

/// A panel's ground has the clock's lines; the lowest has its times under it (draw_clock).
void draw_price_panel(const PathView&, const chart::Rect&);
void draw_inventory_panel(const PathView&, const chart::Rect&);
void draw_hedging_panel(const PathView&, const chart::Rect&);
void draw_volatility_panel(const PathView&, const chart::Rect&);
void draw_clock(const PathView&, const chart::Rect& lowest);

}  // namespace gammafield::laboratory
