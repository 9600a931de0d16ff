#include "levels/flip.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "levels/flip_scan.h"
#include "levels/flip_verification.h"
#include "levels/negligible.h"

namespace gammafield::levels {
namespace {

using exposure::RepricedBook;

// How far around the tabulated root the exact one is looked for first, in parts of the root, and how much farther then.
constexpr double first_step = 1e-9, step_growth = 1000;
constexpr int narrowing_rounds = 4, spots_a_round = 16;

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
    if (!scan_.table.is_quick_at_one()) return crossing(net, low, high, jumps_of(book_));
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

  /// The lowest point of a bracket as the table tells it, and what it may be off.
  struct Likely {
    CurvePoint lowest;
    double sure = 0;
  };
  [[nodiscard]] Likely searched(const Bracket& bracket, double side) const {
    const Curve guess = [&](market::Spot spot) { return side * tabulated(spot); };
    return {lowest_point(guess, bracket.low.spot, bracket.high.spot), scan_.sure()};
  }
  /// The same where the table is quick at many spots only: around the lowest of some, ever closer.
  [[nodiscard]] Likely narrowed(const Bracket& bracket, double side) const {
    double low = bracket.low.spot.value(), high = bracket.high.spot.value();
    Likely likely;
    for (int round = 0; round < narrowing_rounds; ++round) {
      const auto row = scan_.table.at(even_spots(low, high));
      const auto height = [&](std::size_t i) { return side * row[i].point.net.value(); };
      std::size_t i = 1;
      for (std::size_t k = 2; k + 1 < row.size(); ++k) i = height(k) < height(i) ? k : i;
      likely = {{row[i].point.spot, height(i)}, FlipScan::errors_for_sure * row[i].error.value()};
      const double rise = std::max(height(i - 1), height(i + 1)) - height(i);
      if (height(i) < -likely.sure || height(i) > likely.sure + dip_of_difference * std::max(rise, 0.0)) break;
      low = row[i - 1].point.spot.value();
      high = row[i + 1].point.spot.value();
    }
    return likely;
  }
  [[nodiscard]] static std::vector<market::Spot> even_spots(double low, double high) {
    std::vector<market::Spot> spots;
    for (int i = 0; i <= spots_a_round; ++i)
      spots.push_back(market::Spot{std::lerp(low, high, i / double{spots_a_round})});
    return spots;
  }

  /// What lies at a local minimum of |GEX|: a touch, a pair of roots, or (mostly) nothing.
  [[nodiscard]] std::vector<Candidate> resolve_touch(const Bracket& bracket) const {
    const double side = bracket.low.value > 0 ? 1 : -1;
    const Likely likely = scan_.table.is_quick_at_one() ? searched(bracket, side) : narrowed(bracket, side);
    if (likely.lowest.value > likely.sure) return {};
    if (likely.lowest.value < -likely.sure) return pair_around(bracket, likely.lowest.spot);

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

NoLevel absence_in(const RepricedBook& book, const FlipScan& scan, std::size_t unverified) {
  const auto occurs = [&](Sign sign) {
    return std::ranges::any_of(scan.profile, [&](const exposure::ProfilePoint& point) {
      return sign_of(point, scan.largest_gross) == sign && scan.in_domain(point.spot);
    });
  };
  return absence(book.empty(), unverified, occurs(Sign::positive), occurs(Sign::negative));
}

}  // namespace

bool is_usable(FlipDomain domain) { return 0.01 <= domain.low && domain.low < domain.high && domain.high <= 10; }

bool is_shallow(const RepricedBook& book, market::Spot flip) {
  return shallow_in(book, flip, {book.gross_gex(book.spot()), {}});
}

FlipRoots repriced_flips(const RepricedBook& book, FlipDomain domain) {
  assert(is_usable(domain));
  FlipScan scan = scan_for_flips(book, domain);
  std::vector<Candidate> all = FlipSearch{book, scan}.candidates();
  std::erase_if(all, [&](const Candidate& one) { return !scan.in_domain(one.price); });

  FlipRoots flips;
  for (std::size_t i = 0; i < all.size(); ++i) verify_into(flips, book, scan.largest_gross, all, i);
  if (const FlipRoot* nearest = nearest_crossing(flips.roots, book.spot())) {
    flips.primary = flip_at(*nearest, book, {book.gross_gex(book.spot()), scan.profile});
  } else {
    flips.primary = base::failure(absence_in(book, scan, flips.unverified));
  }
  flips.profile = std::move(scan.profile);
  return flips;
}

}  // namespace gammafield::levels
