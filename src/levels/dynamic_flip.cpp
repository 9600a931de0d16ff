#include "levels/dynamic_flip.h"

#include <algorithm>
#include <cassert>

#include "levels/curve_search.h"
#include "levels/flip_scan.h"
#include "levels/flip_verification.h"

namespace gammafield::levels {
namespace {

using exposure::DynamicBook;
using exposure::ProfilePoint;

constexpr double near_step = 0.0025, far_step = 0.01, near_reach = 0.05;  // of spot

std::vector<market::Spot> grid(market::Spot spot, FlipDomain domain) {
  std::vector<market::Spot> spots;
  double at = domain.low;
  while (at < domain.high) {
    spots.push_back(market::Spot{spot.value() * at});
    const bool near = at > 1 - near_reach - 1e-9 && at < 1 + near_reach - 1e-9;
    at += near ? near_step : far_step;
  }
  spots.push_back(market::Spot{spot.value() * domain.high});
  return spots;
}

/// Those of the profile where GEX is not nil (docs/methods.md 1.4.5).
std::vector<CurvePoint> signed_points(const std::vector<ProfilePoint>& profile, double largest_gross) {
  const std::vector<Sign> signs = signs_of(profile, largest_gross);
  std::vector<CurvePoint> points;
  for (std::size_t i = 0; i < signs.size(); ++i)
    if (signs[i] != Sign::nil) points.push_back({profile[i].spot, profile[i].net.value()});
  return points;
}

std::vector<Candidate> candidates(const DynamicBook& book, const std::vector<CurvePoint>& points) {
  const Curve net = [&](market::Spot spot) { return book.net_gex(spot).value(); };
  std::vector<Candidate> found;
  for (std::size_t i = 0; i + 1 < points.size(); ++i)
    if ((points[i].value < 0) != (points[i + 1].value < 0)) found.push_back({crossing(net, points[i], points[i + 1])});
  return found;
}

NoLevel absence_in(const DynamicBook& book, const FlipRoots& flips, double largest_gross) {
  const auto occurs = [&](Sign sign) {
    return std::ranges::any_of(flips.profile,
                               [&](const ProfilePoint& point) { return sign_of(point, largest_gross) == sign; });
  };
  return absence(book.empty(), flips.unverified, occurs(Sign::positive), occurs(Sign::negative));
}

}  // namespace

FlipRoots dynamic_flips(const DynamicBook& book, FlipDomain domain) {
  assert(is_usable(domain));
  FlipRoots flips;
  flips.profile = book.profile(grid(book.spot(), domain));
  const double largest_gross = largest_gross_of(flips.profile);
  const std::vector<CurvePoint> points = signed_points(flips.profile, largest_gross);
  const std::vector<Candidate> all = candidates(book, points);
  for (std::size_t i = 0; i < all.size(); ++i) verify_into(flips, book, largest_gross, all, i);
  if (const FlipRoot* nearest = nearest_crossing(flips.roots, book.spot())) {
    flips.primary = flip_at(*nearest, book, {book.gross_gex(book.spot()), flips.profile});
  } else {
    flips.primary = base::failure(absence_in(book, flips, largest_gross));
  }
  return flips;
}

}  // namespace gammafield::levels
