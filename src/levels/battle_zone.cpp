#include <algorithm>
#include <cmath>
#include <ranges>
#include <span>

#include "levels/concentration.h"
#include "levels/curve_search.h"

namespace gammafield::levels {
namespace {

using exposure::ProfilePoint;
using exposure::RepricedBook;

// docs/methods.md 1.4.8
constexpr double of_quantile = 0.10, quantile = 0.90;
constexpr double around_spot = 0.15;

/// |GEX| over a stretch of spots.
struct Stretch {
  double size = 0;
  double length = 0;  ///< dollars of spot that the point stands for
};

std::vector<Stretch> stretches(std::span<const ProfilePoint> profile, market::Spot spot) {
  std::vector<Stretch> near;
  for (std::size_t i = 1; i + 1 < profile.size(); ++i) {
    if (std::abs(profile[i].spot.value() - spot.value()) > around_spot * spot.value()) continue;
    const double length = 0.5 * (profile[i + 1].spot.value() - profile[i - 1].spot.value());
    near.push_back({std::abs(profile[i].net.value()), length});
  }
  return near;
}

/// The size that |GEX| stays below over 90 % of the way: by length, because the grid is denser at spikes.
double typical_size(std::span<const ProfilePoint> profile, market::Spot spot) {
  std::vector<Stretch> near = stretches(profile, spot);
  std::ranges::sort(near, {}, &Stretch::size);
  double left = 0;
  for (const Stretch& one : near) left += quantile * one.length;
  for (const Stretch& one : near) {
    left -= one.length;
    if (left <= 0) return one.size;
  }
  return 0;
}

/// Walks the profile away from the flip; where |GEX| first exceeds the threshold, or the last spot when it never does.
template <class Book, class Points>
market::Spot edge(const Book& book, market::Spot flip, double threshold, Points outwards) {
  const Curve excess = [&](market::Spot spot) { return std::abs(book.net_gex(spot).value()) - threshold; };
  CurvePoint last{flip, -threshold};
  for (const ProfilePoint& point : outwards) {
    const CurvePoint here{point.spot, std::abs(point.net.value()) - threshold};
    if (here.value > 0) return crossing(excess, last, here, jumps_of(book));
    last = here;
  }
  return last.spot;
}

BattleZone widened(BattleZone zone, double width) {
  const double missing = width - (zone.high.value() - zone.low.value());
  if (missing <= 0) return zone;
  return {market::Spot{zone.low.value() - missing / 2}, market::Spot{zone.high.value() + missing / 2}, zone.flips};
}

template <class Book>
Level<BattleZone> zone_of(const Book& book, const FlipRoots& flips, market::Strike step) {
  if (!flips.primary) return base::failure(NoLevel::no_flip);
  const market::Spot flip = flips.primary->price;
  const std::span<const ProfilePoint> profile = flips.profile;
  const double threshold = of_quantile * typical_size(profile, book.spot());

  const auto above = std::ranges::upper_bound(profile, flip, {}, &ProfilePoint::spot);
  const auto below = std::ranges::lower_bound(profile, flip, {}, &ProfilePoint::spot);
  BattleZone zone{edge(book, flip, threshold, std::ranges::subrange(profile.begin(), below) | std::views::reverse),
                  edge(book, flip, threshold, std::ranges::subrange(above, profile.end())), 0};
  zone = widened(zone, step.value());
  zone.flips = static_cast<std::size_t>(std::ranges::count_if(
      flips.roots, [&](const FlipRoot& root) { return root.price >= zone.low && root.price <= zone.high; }));
  return zone;
}

}  // namespace

Level<BattleZone> battle_zone(const RepricedBook& book, const FlipRoots& flips, market::Strike step) {
  return zone_of(book, flips, step);
}

Level<BattleZone> battle_zone(const exposure::DynamicBook& book, const FlipRoots& flips, market::Strike step) {
  return zone_of(book, flips, step);
}

}  // namespace gammafield::levels
