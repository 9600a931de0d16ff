#pragma once

#include <optional>
#include <span>
#include <vector>

#include "exposure/profile_table.h"
#include "exposure/repriced_book.h"
#include "levels/curve_search.h"
#include "levels/flip.h"
#include "market/units.h"

/// The profile over the flip's grid, and where in it roots must be looked for (docs/methods.md 1.4.5).
namespace gammafield::levels {

enum class Sign : std::int8_t { negative = -1, nil = 0, positive = 1 };

/// Nil: gross below 1e-12 of the largest, or |net| below 1e-12 of gross.
[[nodiscard]] Sign sign_of(const exposure::ProfilePoint&, double largest_gross);
/// For each point of a profile, ascending: as sign_of, but what little there is beside a point with exposure counts
/// too, since GEX may change its sign where exposure begins between them.
[[nodiscard]] std::vector<Sign> signs_of(std::span<const exposure::ProfilePoint>, double largest_gross);
[[nodiscard]] double largest_gross_of(const std::vector<exposure::ProfilePoint>&);

struct ScanPoint {
  market::Spot spot;
  double net = 0;     ///< $ a 1 %
  double jumped = 0;  ///< what of it are jumps on the way from the first point
  Sign sign = Sign::nil;

  /// $ a 1 %, as if nothing jumped.
  [[nodiscard]] double smooth() const { return net - jumped; }
};

/// Two grid spots, not always neighbours: nil points between them are passed over.
struct Bracket {
  CurvePoint low, high;
};

/// Values are exact where they are near zero, and elsewhere the table's, whose error is too small there to change a
/// sign or to hide a touch.
struct FlipScan {
  exposure::TabulatedProfile table;
  std::vector<exposure::ProfilePoint> profile;
  std::vector<exposure::ExposureJump> jumps;  ///< between the first point and the last, ascending
  std::vector<ScanPoint> points;              ///< one for each of the profile's
  double largest_gross = 0;                   ///< over the points
  market::Spot low, high;                     ///< the domain

  [[nodiscard]] bool in_domain(market::Spot) const;
  /// |GEX| beyond which the table's value at a single spot cannot be mistaken for zero.
  [[nodiscard]] double sure() const { return errors_for_sure * table.error().value(); }

  static constexpr double errors_for_sure = 8;  ///< differences of neighbours are then good to a quarter of |GEX| too
};

/// The table's points, re-priced exactly where it is not sure that GEX is not zero.
[[nodiscard]] std::vector<exposure::ProfilePoint> settled(std::span<const exposure::TabulatedPoint>,
                                                          const exposure::RepricedBook&);

/// Between two points of a profile, which are ascending; `error` so that a value is beyond doubt larger than another
/// where it is so by errors_for_sure of it: what may lie between them (dip_of_difference) by the steps there and
/// beside. None where the profile does not reach as far.
[[nodiscard]] std::optional<exposure::TabulatedPoint> read_off(std::span<const exposure::ProfilePoint>, market::Spot);

[[nodiscard]] FlipScan scan_for_flips(const exposure::RepricedBook&, FlipDomain);

/// A minimum between grid spots lies below the lowest of them by a fraction of how fast the curve moves there: on a
/// parabola by a quarter of the larger neighbour difference at most. Eight times that leaves room for every curve the
/// grid resolves.
inline constexpr double dip_of_difference = 2;

/// Signed points of opposite sign with nothing but nil between them.
[[nodiscard]] std::vector<Bracket> sign_changes(const FlipScan&);

/// Points of one sign around a local minimum of |net| that may reach zero between grid spots: a touch, or a pair of
/// roots. What falls and rises by a jump is no minimum: what is beside jumps is among the points where it may be zero.
[[nodiscard]] std::vector<Bracket> possible_touches(const FlipScan&);

}  // namespace gammafield::levels
