#include "levels/regime.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string_view>
#include <vector>

namespace gammafield::levels {
namespace {

using market::Spot;
using market::UsdPerPercent;

exposure::Totals totals(double net, double gross = 100) {
  exposure::Totals all;
  all.net_gex = UsdPerPercent{net};
  all.gross_gex = UsdPerPercent{gross};
  return all;
}

FlipRoots flips(const std::vector<std::pair<double, FlipKind>>& roots) {
  FlipRoots all;
  for (const auto& [price, kind] : roots) all.roots.push_back({Spot{price}, kind, {}, 0});
  return all;
}

constexpr FlipKind regular = FlipKind::regular, inverted = FlipKind::inverted, tangent = FlipKind::tangent;

TEST(Regime, IsNamedByBothDefinitions) {
  struct Row {
    std::string_view why;
    double net;
    std::vector<std::pair<double, FlipKind>> roots;
    std::optional<double> expected_move;
    RegimeLabel label;
    FlipLocation location;
    bool disagree;
  };
  constexpr auto positive = RegimeLabel::positive, negative = RegimeLabel::negative,
                 transition = RegimeLabel::transition;
  constexpr auto above = FlipLocation::above, below = FlipLocation::below, at = FlipLocation::at_flip,
                 none = FlipLocation::no_flip;
  const Row rows[] = {
      // spot 100, gross 100, theta 0.05, dead band 0.15 expected moves
      {"long gamma, spot above the flip", 20, {{95, regular}}, 0.01, positive, above, false},
      {"short gamma, spot below the flip", -20, {{105, regular}}, 0.01, negative, below, false},
      {"5 % of gross is enough", 5, {{95, regular}}, 0.01, positive, above, false},
      {"less is a transition", 4.99, {{99, regular}}, 0.01, transition, above, false},
      {"on the short side alike", -5, {{105, regular}}, 0.01, negative, below, false},
      {"a balanced book", 0, {{100, regular}}, 0.01, transition, at, false},
      {"within 0.15 of an expected move of 1 % spot is at the flip", 6, {{99.86, regular}}, 0.01, positive, at, false},
      {"beyond it spot is above", 6, {{99.84, regular}}, 0.01, positive, above, false},
      {"no expected move, no dead band", 6, {{99.99, regular}}, std::nullopt, positive, above, false},
      {"no flip at all", 80, {}, 0.01, positive, none, false},
      {"an inverted root is no flip for the location", 20, {{102, inverted}}, 0.01, positive, none, false},
      {"nor is a touch", 20, {{99, tangent}}, 0.01, positive, none, false},
      {"the nearest regular one counts",
       20,
       {{80, regular}, {97, inverted}, {103, regular}},
       0.01,
       positive,
       below,
       true},
      {"several roots: short gamma above a regular flip; the sign wins and it is said",
       -20,
       {{98, regular}, {99, inverted}},
       0.01,
       negative,
       above,
       true},
      {"a transition's sign can disagree too", -1, {{98, regular}}, 0.01, transition, above, true},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    const Regime found = regime(totals(row.net), Spot{100}, flips(row.roots), row.expected_move, {});
    EXPECT_EQ(to_string(found.label), to_string(row.label));
    EXPECT_EQ(to_string(found.location), to_string(row.location));
    EXPECT_EQ(found.definitions_disagree, row.disagree);
    EXPECT_DOUBLE_EQ(found.net_to_gross, row.net / 100);
  }
}

TEST(Regime, SaysHowFarWallsMayBeTrusted) {
  const auto walls = [](double net) { return regime(totals(net), Spot{100}, {}, {}, {}).walls; };
  EXPECT_EQ(walls(20), WallReliability::structural);
  EXPECT_EQ(walls(-20), WallReliability::weak);
  EXPECT_EQ(walls(1), WallReliability::mixed);
  EXPECT_EQ(to_string(WallReliability::structural), "structural");
}

TEST(Regime, OfAnEmptyBookIsATransition) {
  const Regime found = regime({}, Spot{100}, {}, {}, {});
  EXPECT_EQ(found.label, RegimeLabel::transition);
  EXPECT_EQ(found.net_to_gross, 0);
  EXPECT_EQ(found.location, FlipLocation::no_flip);
}

TEST(Regime, FollowsItsSettings) {
  EXPECT_EQ(regime(totals(0.01), Spot{100}, {}, {}, {.theta = 0}).label, RegimeLabel::positive);
  EXPECT_EQ(regime(totals(0), Spot{100}, {}, {}, {.theta = 0}).label, RegimeLabel::transition) << "zero has no sign";
  EXPECT_EQ(regime(totals(20), Spot{100}, flips({{98, regular}}), 0.01, {.dead_band_expected_moves = 3}).location,
            FlipLocation::at_flip);
}

}  // namespace
}  // namespace gammafield::levels
