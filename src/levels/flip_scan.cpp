#include "levels/flip_scan.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <span>

#include "levels/negligible.h"

namespace gammafield::levels {
namespace {

constexpr double grid_step = 0.001;    // of spot, docs/methods.md 1.4.5
constexpr double steps_a_width = 10;   // a longer step is a whole multiple, so long as every bump is wide enough,
constexpr double multiple_max = 3;     // up to here
constexpr double beside_jump = 9e-14;  // of spot: less than a root is searched to
constexpr double edge_slack = 1e-12;   // of spot: a root on the domain's edge is in it, whatever the rounding

double step_for(const exposure::RepricedBook& book) {
  return grid_step * std::clamp(std::floor(book.narrowest() / (steps_a_width * grid_step)), 1.0, multiple_max);
}

std::vector<market::Spot> grid(const exposure::RepricedBook& book, FlipDomain domain) {
  const double spot = book.spot().value(), step = step_for(book);
  const auto steps = std::ceil((domain.high - domain.low) / step - edge_slack);
  std::vector<market::Spot> spots;
  for (double i = -1; i <= steps + 1; ++i) {
    const double at = i == steps ? domain.high : domain.low + i * step;  // the last step may be a short one
    spots.push_back(market::Spot{spot * std::max(at, 0.5 * domain.low)});
  }
  return spots;
}

/// Both, ascending; of equal spots one.
std::vector<exposure::TabulatedPoint> merged(const std::vector<exposure::TabulatedPoint>& a,
                                             const std::vector<exposure::TabulatedPoint>& b) {
  const auto spot_of = [](const exposure::TabulatedPoint& at) { return at.point.spot; };
  std::vector<exposure::TabulatedPoint> points;
  points.reserve(a.size() + b.size());
  std::ranges::merge(a, b, std::back_inserter(points), {}, spot_of, spot_of);
  const auto twice = std::ranges::unique(points, {}, spot_of);
  points.erase(twice.begin(), twice.end());
  return points;
}

/// The table at the grid and at the spikes, each asked for by itself: the grid is the same for every part of a book.
std::vector<exposure::TabulatedPoint> tabulated(const exposure::TabulatedProfile& table,
                                                std::span<const market::Spot> grid,
                                                std::span<const market::Spot> spikes) {
  auto even = table.at(grid);
  return spikes.empty() ? even : merged(even, table.at(spikes));
}

/// Adds the spots beside those jumps between two neighbours of the grid that may carry GEX across zero: beside a jump
/// GEX lies between what either neighbour and the jumps on the way make it.
void add_beside(const exposure::TabulatedPoint& low, const exposure::TabulatedPoint& high,
                std::span<const exposure::ExposureJump> jumps, std::vector<market::Spot>& to) {
  double from_low = low.point.net.value(), from_high = high.point.net.value();
  for (const auto& jump : jumps) from_high -= jump.size.value();
  for (const auto& jump : jumps) {
    const double low_after = from_low + jump.size.value(), high_after = from_high + jump.size.value();
    const auto [least, most] = std::minmax({from_low, from_high, low_after, high_after});
    from_low = low_after;
    from_high = high_after;
    if (least > 0 || most < 0) continue;
    for (const double side : {1 - beside_jump, 1 + beside_jump}) to.push_back(market::Spot{jump.spot.value() * side});
  }
}

/// For all neighbours.
std::vector<market::Spot> beside_jumps(const std::vector<exposure::TabulatedPoint>& points,
                                       std::span<const exposure::ExposureJump> jumps) {
  std::vector<market::Spot> spots;
  auto next = jumps.begin();
  for (std::size_t i = 1; i < points.size(); ++i) {
    const auto first = next;
    while (next != jumps.end() && next->spot < points[i].point.spot) ++next;
    add_beside(points[i - 1], points[i], {first, next}, spots);
  }
  std::ranges::sort(spots);  // jumps may lie closer together than their spots
  return spots;
}

bool is_exposed(const exposure::ProfilePoint& point, double largest_gross) {
  return point.gross.value() >= negligible_share_of_gross * largest_gross;
}

Sign sign_of_net(const exposure::ProfilePoint& point) {
  const double net = point.net.value();
  if (std::abs(net) < negligible_share_of_gross * point.gross.value() || net == 0) return Sign::nil;
  return net > 0 ? Sign::positive : Sign::negative;
}

CurvePoint curve_point(const ScanPoint& point) { return {point.spot, point.net}; }

/// Calls `visit(previous, next)` for signed points with only nil ones between.
template <class Visit>
void for_signed_neighbours(const FlipScan& scan, Visit visit) {
  const ScanPoint* previous = nullptr;
  for (const ScanPoint& point : scan.points) {
    if (point.sign == Sign::nil) continue;
    if (previous != nullptr) visit(*previous, point);
    previous = &point;
  }
}

/// Points of the scan, those on the far side of a jump whose near side is a point too left out: as if nothing jumped
/// they are one.
std::vector<std::size_t> smooth_points(const std::vector<ScanPoint>& points) {
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double spot = points[i].spot.value();
    if (kept.empty() || spot - points[kept.back()].spot.value() > 4 * beside_jump * spot) kept.push_back(i);
  }
  return kept;
}

/// What jumps between two points take from |net| at most, on the way from the first to the second.
double deepest_fall(std::span<const exposure::ExposureJump> jumps, const ScanPoint& from, const ScanPoint& to,
                    double side) {
  double at = 0, deepest = 0;
  auto jump = std::ranges::lower_bound(jumps, from.spot, {}, &exposure::ExposureJump::spot);
  for (; jump != jumps.end() && jump->spot < to.spot; ++jump) {
    at += side * jump->size.value();
    deepest = std::min(deepest, at);
  }
  return -deepest;
}

bool may_reach_zero(const FlipScan& scan, const ScanPoint& before, const ScanPoint& at, const ScanPoint& after) {
  const double side = at.net > 0 ? 1 : -1;
  const double rise_before = side * (before.smooth() - at.smooth()), rise_after = side * (after.smooth() - at.smooth());
  // Of two equal lowest points only the first counts: the minimum between them is one.
  if (!(rise_before > 0 && rise_after >= 0)) return false;
  const double least = side * (at.smooth() + before.jumped) - deepest_fall(scan.jumps, before, after, side);
  return least <= dip_of_difference * std::max(rise_before, rise_after);
}

}  // namespace

std::vector<exposure::ProfilePoint> settled(std::span<const exposure::TabulatedPoint> table,
                                            const exposure::RepricedBook& book) {
  std::vector<exposure::ProfilePoint> profile;
  std::vector<std::size_t> unsure;
  std::vector<market::Spot> spots;
  for (std::size_t i = 0; i < table.size(); ++i) {
    profile.push_back(table[i].point);
    if (std::abs(table[i].point.net.value()) > FlipScan::errors_for_sure * table[i].error.value()) continue;
    unsure.push_back(i);
    spots.push_back(table[i].point.spot);
  }
  const std::vector<exposure::ProfilePoint> exact = book.profile(spots);
  for (std::size_t i = 0; i < unsure.size(); ++i) profile[unsure[i]] = exact[i];
  return profile;
}

std::optional<exposure::TabulatedPoint> read_off(std::span<const exposure::ProfilePoint> profile, market::Spot spot) {
  const auto after = std::ranges::lower_bound(profile, spot, {}, &exposure::ProfilePoint::spot);
  const auto high = static_cast<std::size_t>(after - profile.begin());
  if (high < 2 || high + 1 >= profile.size()) return std::nullopt;
  const auto step = [&](std::size_t i) { return std::abs(profile[i].net.value() - profile[i - 1].net.value()); };
  const double largest = std::max({step(high - 1), step(high), step(high + 1)});
  const exposure::ProfilePoint &a = profile[high - 1], &b = profile[high];
  const double t = (spot.value() - a.spot.value()) / (b.spot.value() - a.spot.value());
  return exposure::TabulatedPoint{{spot, market::UsdPerPercent{std::lerp(a.net.value(), b.net.value(), t)},
                                   market::UsdPerPercent{std::lerp(a.gross.value(), b.gross.value(), t)}},
                                  market::UsdPerPercent{dip_of_difference * largest / FlipScan::errors_for_sure}};
}

Sign sign_of(const exposure::ProfilePoint& point, double largest_gross) {
  return is_exposed(point, largest_gross) ? sign_of_net(point) : Sign::nil;
}

std::vector<Sign> signs_of(std::span<const exposure::ProfilePoint> profile, double largest_gross) {
  std::vector<Sign> signs(profile.size(), Sign::nil);
  for (std::size_t i = 0; i < profile.size(); ++i) {
    if (!is_exposed(profile[i], largest_gross)) continue;
    for (std::size_t k = i - std::min<std::size_t>(i, 1); k < std::min(i + 2, profile.size()); ++k)
      signs[k] = sign_of_net(profile[k]);
  }
  return signs;
}

double largest_gross_of(const std::vector<exposure::ProfilePoint>& profile) {
  double largest = 0;
  for (const exposure::ProfilePoint& point : profile) largest = std::max(largest, point.gross.value());
  return largest;
}

bool FlipScan::in_domain(market::Spot spot) const {
  return spot.value() >= low.value() * (1 - edge_slack) && spot.value() <= high.value() * (1 + edge_slack);
}

FlipScan scan_for_flips(const exposure::RepricedBook& book, FlipDomain domain) {
  const double spot = book.spot().value();
  const std::vector<market::Spot> spots = grid(book, domain);
  FlipScan scan{.table = {book, spots.front(), spots.back()},
                .profile = {},
                .jumps = book.jumps(spots.front(), spots.back()),
                .points = {},
                .low = market::Spot{domain.low * spot},
                .high = market::Spot{domain.high * spot}};
  auto points = tabulated(scan.table, spots, book.spike_spots(spots.front(), spots.back()));
  const auto more = beside_jumps(points, scan.jumps);
  if (!more.empty()) points = merged(points, scan.table.at(more));
  scan.profile = settled(points, book);
  scan.largest_gross = largest_gross_of(scan.profile);
  const std::vector<Sign> signs = signs_of(scan.profile, scan.largest_gross);
  auto jump = scan.jumps.begin();
  double jumped = 0;
  for (std::size_t i = 0; i < signs.size(); ++i) {
    for (; jump != scan.jumps.end() && jump->spot < scan.profile[i].spot; ++jump) jumped += jump->size.value();
    scan.points.push_back({scan.profile[i].spot, scan.profile[i].net.value(), jumped, signs[i]});
  }
  return scan;
}

std::vector<Bracket> sign_changes(const FlipScan& scan) {
  std::vector<Bracket> found;
  for_signed_neighbours(scan, [&](const ScanPoint& before, const ScanPoint& after) {
    if (before.sign != after.sign) found.push_back({curve_point(before), curve_point(after)});
  });
  return found;
}

std::vector<Bracket> possible_touches(const FlipScan& scan) {
  std::vector<Bracket> found;
  const auto& points = scan.points;
  for_signed_neighbours(scan, [&](const ScanPoint& before, const ScanPoint& after) {
    const bool nil_between = &after - &before > 1;
    if (nil_between && before.sign == after.sign) found.push_back({curve_point(before), curve_point(after)});
  });
  const std::vector<std::size_t> smooth = smooth_points(points);
  for (std::size_t k = 1; k + 1 < smooth.size(); ++k) {
    const ScanPoint &before = points[smooth[k - 1]], &at = points[smooth[k]], &after = points[smooth[k + 1]];
    const bool one_sign = at.sign != Sign::nil && std::all_of(&before, &after + 1, [&](const ScanPoint& point) {
                            return point.sign == at.sign;
                          });
    if (one_sign && may_reach_zero(scan, before, at, after)) found.push_back({curve_point(before), curve_point(after)});
  }
  return found;
}

}  // namespace gammafield::levels
