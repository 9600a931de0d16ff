#include "levels/dynamic_flip.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <optional>

#include "levels/curve_search.h"
#include "levels/negligible.h"

namespace gammafield::levels {
namespace {

using exposure::DynamicBook;
using exposure::ProfilePoint;

constexpr double near_step = 0.0025, far_step = 0.01, near_reach = 0.05;  // of spot
constexpr double residual_max = 1e-8;                                     // of gross at the root
constexpr double sign_check_step = 1e-4;                                  // of the root
constexpr double shallow_step = 0.01, shallow_share = 0.02;

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

/// The profile with what counts as nil set to zero (docs/methods.md 1.4.5).
std::vector<CurvePoint> signed_points(const std::vector<ProfilePoint>& profile) {
  double largest = 0;
  for (const ProfilePoint& point : profile) largest = std::max(largest, point.gross.value());
  std::vector<CurvePoint> points;
  for (const ProfilePoint& point : profile) {
    const double gross = point.gross.value(), net = point.net.value();
    const bool nil = gross < negligible_share_of_gross * largest || std::abs(net) < negligible_share_of_gross * gross;
    points.push_back({point.spot, nil ? 0 : net});
  }
  std::erase_if(points, [](const CurvePoint& point) { return point.value == 0; });
  return points;
}

std::optional<FlipKind> kind_of(const DynamicBook& book, market::Spot root) {
  const double below = book.net_gex(market::Spot{root.value() * (1 - sign_check_step)}).value();
  const double above = book.net_gex(market::Spot{root.value() * (1 + sign_check_step)}).value();
  if (below < 0 && above > 0) return FlipKind::regular;
  if (below > 0 && above < 0) return FlipKind::inverted;
  return std::nullopt;
}

void verify_into(FlipRoots& flips, const DynamicBook& book, market::Spot root) {
  const ProfilePoint here = book.at(root);
  const double residual = std::abs(here.net.value()) / here.gross.value();
  const auto kind = kind_of(book, root);
  if (!kind || !(residual <= residual_max)) {
    ++flips.unverified;
    return;
  }
  flips.roots.push_back({root, *kind, book.slope(root), residual});
}

bool is_shallow(const DynamicBook& book, market::Spot flip) {
  const double limit = shallow_share * book.gross_gex(book.spot()).value();
  const auto small_at = [&](double factor) {
    return std::abs(book.net_gex(market::Spot{flip.value() * factor}).value()) < limit;
  };
  return small_at(1 - shallow_step) && small_at(1 + shallow_step);
}

Level<GammaFlip> primary_of(const DynamicBook& book, const FlipRoots& flips, const std::vector<CurvePoint>& points) {
  const auto distance = [&](const FlipRoot& root) {
    return std::abs(std::log(root.price.value() / book.spot().value()));
  };
  if (!flips.roots.empty()) {
    const FlipRoot& root = std::ranges::min(flips.roots, {}, distance);
    return GammaFlip{root.price, root.kind, FlipMethod::reprice, root.slope, is_shallow(book, root.price)};
  }
  if (book.empty()) return base::failure(NoLevel::empty_book);
  if (flips.unverified > 0) return base::failure(NoLevel::flip_not_verified);
  if (points.empty()) return base::failure(NoLevel::no_exposure);
  return base::failure(points.front().value > 0 ? NoLevel::positive_everywhere : NoLevel::negative_everywhere);
}

}  // namespace

FlipRoots dynamic_flips(const DynamicBook& book, FlipDomain domain) {
  assert(is_usable(domain));
  FlipRoots flips;
  flips.profile = book.profile(grid(book.spot(), domain));
  const std::vector<CurvePoint> points = signed_points(flips.profile);
  const Curve net = [&](market::Spot spot) { return book.net_gex(spot).value(); };
  for (std::size_t i = 0; i + 1 < points.size(); ++i)
    if ((points[i].value < 0) != (points[i + 1].value < 0))
      verify_into(flips, book, crossing(net, points[i], points[i + 1]));
  flips.primary = primary_of(book, flips, points);
  return flips;
}

}  // namespace gammafield::levels
