#include "levels/flip.h"

#include <algorithm>
#include <array>
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
// How far around the tabulated root the exact one is looked for first, in parts of the root, and how much farther then.
constexpr double first_step = 1e-9, step_growth = 1000;
constexpr double shallow_step = 0.01, shallow_share = 0.02;

/// A place where GEX is zero, before verification.
struct Candidate {
  market::Spot price;
  bool touch = false;  ///< the sign is the same on both sides
};

/// Where and how a scan's brackets are searched: by the table as far as it can tell, to the end by re-pricing.
class FlipSearch {
 public:
  FlipSearch(const RepricedBook& book, const FlipScan& scan) : book_(book), scan_(scan) {}

  [[nodiscard]] std::vector<Candidate> candidates() const {
    std::vector<Candidate> found;
    for (const Bracket& bracket : sign_changes(scan_)) found.push_back({root(bracket.low, bracket.high), false});
    for (const Bracket& bracket : possible_touches(scan_)) {
      const std::vector<Candidate> here = resolve_touch(bracket);
      found.insert(found.end(), here.begin(), here.end());
    }
    std::ranges::sort(found, {}, &Candidate::price);
    return found;
  }

 private:
  [[nodiscard]] double exact(market::Spot spot) const { return book_.net_gex(spot).value(); }
  [[nodiscard]] double tabulated(market::Spot spot) const { return scan_.table.at(spot).net.value(); }

  /// The root of the exact curve between two points of opposite sign.
  [[nodiscard]] market::Spot root(const CurvePoint& low, const CurvePoint& high) const {
    const Curve net = [this](market::Spot spot) { return exact(spot); };
    const Curve guess = [this](market::Spot spot) { return tabulated(spot); };
    const market::Spot near = crossing(guess, low, high);
    for (double step = first_step * near.value();; step *= step_growth) {
      const CurvePoint below = at_least(low, near.value() - step), above = at_most(high, near.value() + step);
      const bool bracketed = (below.value < 0) != (above.value < 0);
      const bool is_all = below.spot == low.spot && above.spot == high.spot;
      if (bracketed || is_all) return crossing(net, below, above);
    }
  }
  [[nodiscard]] CurvePoint at_least(const CurvePoint& low, double price) const {
    if (price <= low.spot.value()) return low;
    return {market::Spot{price}, exact(market::Spot{price})};
  }
  [[nodiscard]] CurvePoint at_most(const CurvePoint& high, double price) const {
    if (price >= high.spot.value()) return high;
    return {market::Spot{price}, exact(market::Spot{price})};
  }

  /// What lies at a local minimum of |GEX|: a touch, a pair of roots, or (mostly) nothing.
  [[nodiscard]] std::vector<Candidate> resolve_touch(const Bracket& bracket) const {
    const double side = bracket.low.value > 0 ? 1 : -1;
    const Curve guess = [&](market::Spot spot) { return side * tabulated(spot); };
    const CurvePoint likely = lowest_point(guess, bracket.low.spot, bracket.high.spot);
    if (likely.value > scan_.sure()) return {};
    if (likely.value < -scan_.sure()) return pair_around(bracket, likely.spot);

    const Curve height = [&](market::Spot spot) { return side * exact(spot); };
    const CurvePoint lowest = lowest_point(height, bracket.low.spot, bracket.high.spot);
    const double nil = negligible_share_of_gross * book_.gross_gex(lowest.spot).value();
    if (std::abs(lowest.value) <= nil) return {{lowest.spot, true}};
    if (lowest.value > 0) return {};
    return pair_around(bracket, lowest.spot);
  }
  /// The roots on both sides of a spot beyond zero.
  [[nodiscard]] std::vector<Candidate> pair_around(const Bracket& bracket, market::Spot spot) const {
    const CurvePoint beyond{spot, exact(spot)};
    return {{root(bracket.low, beyond), false}, {root(beyond, bracket.high), false}};
  }

  const RepricedBook& book_;
  const FlipScan& scan_;
};

/// How far from the root its signs are looked at: 1e-4, but never past a third of the way to the next root.
double sign_step(const std::vector<Candidate>& all, std::size_t i) {
  const double price = all[i].price.value();
  double step = sign_check_step * price;
  if (i > 0) step = std::min(step, (price - all[i - 1].price.value()) / 3);
  if (i + 1 < all.size()) step = std::min(step, (all[i + 1].price.value() - price) / 3);
  return step;
}

std::optional<FlipKind> kind_between(double below, double above) {
  if (below < 0 && above > 0) return FlipKind::regular;
  if (below > 0 && above < 0) return FlipKind::inverted;
  return std::nullopt;
}

/// Counts what fails; passes over, uncounted, what lies where there is no exposure.
void verify_into(FlipRoots& flips, const RepricedBook& book, const FlipScan& scan, const std::vector<Candidate>& all,
                 std::size_t i) {
  const double price = all[i].price.value(), step = sign_step(all, i);
  const auto exact = book.profile(std::array{market::Spot{price - step}, all[i].price, market::Spot{price + step}});
  const double gross = exact[1].gross.value();
  if (gross < negligible_share_of_gross * scan.largest_gross) return;
  const double residual = std::abs(exact[1].net.value()) / gross;
  const auto kind =
      all[i].touch ? std::optional{FlipKind::tangent} : kind_between(exact[0].net.value(), exact[2].net.value());
  if (!kind || !(residual <= residual_max)) {
    ++flips.unverified;
    return;
  }
  flips.roots.push_back({all[i].price, *kind, book.slope(all[i].price), residual});
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
  std::vector<Candidate> all = FlipSearch{book, scan}.candidates();
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
