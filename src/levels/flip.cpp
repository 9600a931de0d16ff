#include "levels/flip.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "levels/flip_scan.h"
#include "levels/negligible.h"

namespace gammafield::levels {
namespace {

using exposure::RepricedBook;

constexpr double residual_max = 1e-8;     // of gross at the root, docs/methods.md 1.4.5
constexpr double sign_check_step = 1e-4;  // of the root
constexpr double shallow_step = 0.01, shallow_share = 0.02;

/// A place where GEX is zero, before verification.
struct Candidate {
  market::Spot price;
  bool touch = false;  ///< the sign is the same on both sides
};

Curve net_curve(const RepricedBook& book) {
  return [&book](market::Spot spot) { return book.net_gex(spot).value(); };
}

/// What lies at a local minimum of |GEX|: a touch, a pair of roots, or (mostly) nothing.
std::vector<Candidate> resolve_touch(const RepricedBook& book, const Bracket& bracket) {
  const double side = bracket.low.value > 0 ? 1 : -1;
  const Curve net = net_curve(book);
  const Curve height = [&](market::Spot spot) { return side * net(spot); };
  const CurvePoint lowest = lowest_point(height, bracket.low.spot, bracket.high.spot);
  const double nil = negligible_share_of_gross * book.gross_gex(lowest.spot).value();
  if (std::abs(lowest.value) <= nil) return {{lowest.spot, true}};
  if (lowest.value > 0) return {};
  const CurvePoint beyond{lowest.spot, side * lowest.value};
  return {{crossing(net, bracket.low, beyond), false}, {crossing(net, beyond, bracket.high), false}};
}

std::vector<Candidate> candidates(const RepricedBook& book, const FlipScan& scan) {
  std::vector<Candidate> found;
  for (const Bracket& bracket : sign_changes(scan))
    found.push_back({crossing(net_curve(book), bracket.low, bracket.high), false});
  for (const Bracket& bracket : possible_touches(scan)) {
    const std::vector<Candidate> here = resolve_touch(book, bracket);
    found.insert(found.end(), here.begin(), here.end());
  }
  std::ranges::sort(found, {}, &Candidate::price);
  return found;
}

/// How far from the root its signs are looked at: 1e-4, but never past a third of the way to the next root.
double sign_step(const std::vector<Candidate>& all, std::size_t i) {
  const double price = all[i].price.value();
  double step = sign_check_step * price;
  if (i > 0) step = std::min(step, (price - all[i - 1].price.value()) / 3);
  if (i + 1 < all.size()) step = std::min(step, (all[i + 1].price.value() - price) / 3);
  return step;
}

std::optional<FlipKind> kind_of(const RepricedBook& book, const std::vector<Candidate>& all, std::size_t i) {
  if (all[i].touch) return FlipKind::tangent;
  const double price = all[i].price.value(), step = sign_step(all, i);
  const double below = book.net_gex(market::Spot{price - step}).value();
  const double above = book.net_gex(market::Spot{price + step}).value();
  if (below < 0 && above > 0) return FlipKind::regular;
  if (below > 0 && above < 0) return FlipKind::inverted;
  return std::nullopt;
}

/// Counts what fails; passes over, uncounted, what lies where there is no exposure.
void verify_into(FlipRoots& flips, const RepricedBook& book, const FlipScan& scan, const std::vector<Candidate>& all,
                 std::size_t i) {
  const market::Spot price = all[i].price;
  const double gross = book.gross_gex(price).value();
  if (gross < negligible_share_of_gross * scan.largest_gross) return;
  const double residual = std::abs(book.net_gex(price).value()) / gross;
  const auto kind = kind_of(book, all, i);
  if (!kind || !(residual <= residual_max)) {
    ++flips.unverified;
    return;
  }
  flips.roots.push_back({price, *kind, book.slope(price), residual});
}

/// Why there is no crossing.
NoLevel absence(const RepricedBook& book, const FlipScan& scan, std::size_t unverified) {
  if (book.empty()) return NoLevel::empty_book;
  if (unverified > 0) return NoLevel::flip_not_verified;
  const auto occurs = [&](Sign sign) {
    return std::ranges::any_of(
        scan.points, [&](const ScanPoint& point) { return point.sign == sign && scan.in_domain(point.spot); });
  };
  const bool positive = occurs(Sign::positive), negative = occurs(Sign::negative);
  if (positive == negative) return NoLevel::no_exposure;
  return positive ? NoLevel::positive_everywhere : NoLevel::negative_everywhere;
}

const FlipRoot* nearest_crossing(const std::vector<FlipRoot>& roots, market::Spot spot) {
  const FlipRoot* nearest = nullptr;
  const auto distance = [&](const FlipRoot& root) { return std::abs(std::log(root.price.value() / spot.value())); };
  for (const FlipRoot& root : roots) {
    if (root.kind == FlipKind::tangent) continue;
    if (nearest == nullptr || distance(root) < distance(*nearest)) nearest = &root;
  }
  return nearest;
}

}  // namespace

bool is_usable(FlipDomain domain) { return 0.01 <= domain.low && domain.low < domain.high && domain.high <= 10; }

bool is_shallow(const RepricedBook& book, market::Spot flip) {
  const double limit = shallow_share * book.gross_gex(book.spot()).value();
  const auto small_at = [&](double factor) {
    return std::abs(book.net_gex(market::Spot{flip.value() * factor}).value()) < limit;
  };
  return small_at(1 - shallow_step) && small_at(1 + shallow_step);
}

FlipRoots repriced_flips(const RepricedBook& book, FlipDomain domain) {
  assert(is_usable(domain));
  FlipScan scan = scan_for_flips(book, domain);
  std::vector<Candidate> all = candidates(book, scan);
  std::erase_if(all, [&](const Candidate& one) { return !scan.in_domain(one.price); });

  FlipRoots flips;
  for (std::size_t i = 0; i < all.size(); ++i) verify_into(flips, book, scan, all, i);
  if (const FlipRoot* nearest = nearest_crossing(flips.roots, book.spot())) {
    flips.primary =
        GammaFlip{nearest->price, nearest->kind, FlipMethod::reprice, nearest->slope, is_shallow(book, nearest->price)};
  } else {
    flips.primary = base::failure(absence(book, scan, flips.unverified));
  }
  flips.profile = std::move(scan.profile);
  return flips;
}

}  // namespace gammafield::levels
