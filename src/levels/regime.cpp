#include "levels/regime.h"

#include <cmath>

namespace gammafield::levels {
namespace {

RegimeLabel label_of(double net_to_gross, double theta) {
  if (net_to_gross > 0 && net_to_gross >= theta) return RegimeLabel::positive;
  if (net_to_gross < 0 && net_to_gross <= -theta) return RegimeLabel::negative;
  return RegimeLabel::transition;
}

std::optional<double> log_distance_to_regular_flip(market::Spot spot, const FlipRoots& flips) {
  std::optional<double> nearest;
  for (const FlipRoot& root : flips.roots) {
    if (root.kind != FlipKind::regular) continue;
    const double distance = std::log(spot.value() / root.price.value());
    if (!nearest || std::abs(distance) < std::abs(*nearest)) nearest = distance;
  }
  return nearest;
}

FlipLocation location_of(std::optional<double> log_distance, double dead_band) {
  if (!log_distance) return FlipLocation::no_flip;
  if (std::abs(*log_distance) <= dead_band) return FlipLocation::at_flip;
  return *log_distance > 0 ? FlipLocation::above : FlipLocation::below;
}

WallReliability reliability_of(RegimeLabel label) {
  switch (label) {
    case RegimeLabel::positive: return WallReliability::structural;
    case RegimeLabel::negative: return WallReliability::weak;
    case RegimeLabel::transition: return WallReliability::mixed;
  }
  return WallReliability::mixed;
}

bool disagree(double net_to_gross, FlipLocation location) {
  return (net_to_gross > 0 && location == FlipLocation::below) || (net_to_gross < 0 && location == FlipLocation::above);
}

}  // namespace

Regime regime(const exposure::Totals& totals, market::Spot spot, const FlipRoots& flips,
              std::optional<double> expected_move_fraction, const RegimeSettings& settings) {
  Regime found;
  found.net_to_gross = totals.net_to_gross();
  found.label = label_of(found.net_to_gross, settings.theta);
  const double dead_band = settings.dead_band_expected_moves * expected_move_fraction.value_or(0);
  found.location = location_of(log_distance_to_regular_flip(spot, flips), dead_band);
  found.walls = reliability_of(found.label);
  found.definitions_disagree = disagree(found.net_to_gross, found.location);
  return found;
}

std::string_view to_string(RegimeLabel label) {
  switch (label) {
    case RegimeLabel::positive: return "POSITIVE";
    case RegimeLabel::negative: return "NEGATIVE";
    case RegimeLabel::transition: return "TRANSITION";
  }
  return "unknown";
}

std::string_view to_string(FlipLocation location) {
  switch (location) {
    case FlipLocation::above: return "above";
    case FlipLocation::below: return "below";
    case FlipLocation::at_flip: return "at_flip";
    case FlipLocation::no_flip: return "no_flip";
  }
  return "unknown";
}

std::string_view to_string(WallReliability walls) {
  switch (walls) {
    case WallReliability::structural: return "structural";
    case WallReliability::weak: return "weak";
    case WallReliability::mixed: return "mixed";
  }
  return "unknown";
}

}  // namespace gammafield::levels
