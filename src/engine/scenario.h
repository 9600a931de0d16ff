#pragma once

#include <string>
#include <vector>

#include "engine/analysis.h"
#include "engine/scenario_times.h"
#include "exposure/scenario.h"
#include "levels/no_level.h"
#include "levels/wall.h"
#include "market/units.h"

namespace gammafield::engine {

/// What to re-price: every spot at every moment under every shift of volatility (docs/methods.md 3.1).
struct ScenarioRequest {
  double spot_range = 0.15;       ///< either side of spot, of spot; 0 < range < 1
  std::size_t spot_points = 121;  ///< odd, >= 3
  std::vector<ScenarioTime> times;
  std::vector<double> vol_points{-5, -2, 0, 2, 5, 10};  ///< added to every volatility, in vol points
  double vol_beta = 0;  ///< volatilities also move with spot, by -beta * ln(s/S): 1 is a vol point a 1 % fall
};

struct ScenarioNode {
  market::Spot spot;
  market::UsdPerPercent net_gex;
  market::Usd net_dex;               ///< dollars of the dealers' delta at that spot
  exposure::FlowDecomposition flow;  ///< from the snapshot to this node
};

/// All spots at one moment and shift, with the levels of that slice at the snapshot's spot.
struct ScenarioSlice {
  ScenarioTime time;
  double vol_points = 0;
  std::vector<ScenarioNode> nodes;  ///< ascending by spot; the middle one is spot
  /// The crossing nearest to spot: of the book re-priced at that moment and shift. With a vol_beta the sign change
  /// nearest to spot between the nodes.
  levels::Level<market::Spot> flip;
  levels::Level<levels::WallStrike> call_wall, put_wall;  ///< by the settings' rules

  [[nodiscard]] const ScenarioNode& at_spot() const { return nodes[nodes.size() / 2]; }
};

struct ScenarioCube {
  double vol_beta = 0;
  std::vector<ScenarioSlice> slices;  ///< by time, then by shift, as asked for
};

/// Exact re-pricing of the analysis' book at every node; a settled option keeps the delta of its intrinsic value.
[[nodiscard]] ScenarioCube scenario_cube(const Analysis&, const ScenarioRequest&);

}  // namespace gammafield::engine
