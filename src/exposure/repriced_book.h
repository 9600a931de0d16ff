#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "exposure/book.h"
#include "market/units.h"

namespace gammafield::exposure {

struct BumpColumns;  // exposure/bump.h
struct OptionState;  // exposure/bump.h
class ExerciseRows;  // exposure/exercise_rows.h

/// The book's exposure with spot elsewhere.
struct ProfilePoint {
  market::Spot spot;
  market::UsdPerPercent net;    ///< signed by the positioning model
  market::UsdPerPercent gross;  ///< as if one holder were long everything
};

/// A point of the profile, and how its net changes, as RepricedBook::slope.
struct SlopedPoint {
  ProfilePoint point;
  market::UsdPerPercent slope;
};

/// Where it begins to pay to exercise a holding: net exposure jumps by so much as spot rises through it.
struct ExposureJump {
  market::Spot spot;
  market::UsdPerPercent size;
};

/// A point of the profile, and what its net and gross are off at most.
struct TabulatedPoint {
  ProfilePoint point;
  market::UsdPerPercent error;
};

/// The book re-priced at other spots: positions, open interest and time frozen, F_e(s) = s * F_e / S, every contract
/// keeping its own volatility (sticky strike). What the profile and every flip are computed from
/// (docs/methods.md 1.4.5).
///
/// The exposure of a European option is a bump over spot, a Gaussian in ln s:
///   0.01 * shares * gamma(s) * s^2 = peak * exp(-z^2/2),  z = d2(s) = [ln(s/K) + (r - q)T]/v - v/2,  v = sigma*sqrt(T)
/// so the book is a sum of bumps, one for each expiry, strike and volatility: a call and a put share theirs.
///
/// American holdings add what early exercise changes (exercise_rows.h): their gamma is re-priced with the exercise
/// boundary of each option, and where it pays to exercise they have none. There the book's exposure jumps: a change of
/// sign at a jump is no root.
///
/// Spots are positive and finite. Below v = 1e-8 a bump is priced at v = 1e-8, as its gamma is. Where a
/// bump is below 1e-307 of its peak it is 0. Every sum is of all bumps in one fixed order, compensated: within 1e-14 of
/// gross where gross is not itself a far tail, 1e-12 there. Copies share what they are made of.
class RepricedBook {
 public:
  explicit RepricedBook(const Book&);
  /// The same holdings, each with another volatility or another time left: one state a holding, in the book's order. A
  /// settled one has no gamma any more.
  RepricedBook(const Book&, std::span<const OptionState>);
  /// What is left of the book when only these expiries are kept; `keep` as ExpiryFilter::keep gives it.
  [[nodiscard]] RepricedBook of_expiries(const std::vector<bool>& keep) const;

  [[nodiscard]] market::Spot spot() const { return spot_; }
  /// v of the narrowest bump there is, in the whole book where this is a part of one: parts are looked at on one grid.
  [[nodiscard]] double narrowest() const { return narrowest_; }
  [[nodiscard]] bool empty() const;                                   ///< no holding at all
  [[nodiscard]] market::UsdPerPercent net_gex(market::Spot) const;    ///< exact, every contract re-priced
  [[nodiscard]] market::UsdPerPercent gross_gex(market::Spot) const;  ///< sum of the absolute values
  /// net_gex at many spots at once, to the same bits (American holdings: to 1e-13 of gross).
  [[nodiscard]] std::vector<market::UsdPerPercent> net_gex(std::span<const market::Spot>) const;
  /// net_gex and gross_gex at many spots, to the same bits; 0.4 ns a bump and spot.
  [[nodiscard]] std::vector<ProfilePoint> profile(std::span<const market::Spot>) const;
  /// The same with early exercise from a table: less exact, and faster for tens of spots. Requires ascending spots.
  [[nodiscard]] std::vector<TabulatedPoint> tabulated(std::span<const market::Spot> ascending) const;
  /// 0.01 * d net_gex / d ln s: how net GEX changes, a 1 % rise. Analytic; at the book's spot equal to
  /// Totals::net_speed.
  [[nodiscard]] market::UsdPerPercent slope(market::Spot) const;
  /// net_gex, gross_gex and slope in one pass.
  [[nodiscard]] SlopedPoint sloped(market::Spot) const;
  /// Where between two spots exposure jumps, ascending, to 1e-14 of spot.
  [[nodiscard]] std::vector<ExposureJump> jumps(market::Spot low, market::Spot high) const;
  /// Shares the dealers trade to stay hedged while spot goes from here to there; + bought (docs/methods.md 0.2.3).
  ///   -sum of w * [delta(to) - delta(from)]; there and back is exactly zero
  [[nodiscard]] market::Shares hedging_flow(market::Spot from, market::Spot to) const;

  /// The dealers' delta at many spots, in shares of the underlying; the hedge is its negative. Within 1e-14 of all
  /// shares.
  [[nodiscard]] std::vector<market::Shares> delta(std::span<const market::Spot>) const;

  /// Spots at which a narrow contract (v < 0.5 %) can turn the profile: K and K*exp(+-m*v), m = 0.5, 1, 2, 3, between
  /// the two spots. Ascending; of spots closer than an eighth of a width one is kept. Of more than 256 narrow contracts
  /// those with the highest peaks are taken, so at most 2,304 spots come back.
  [[nodiscard]] std::vector<market::Spot> spike_spots(market::Spot lowest, market::Spot highest_spot) const;

 private:
  friend class TabulatedProfile;

  RepricedBook(BumpColumns, ExerciseRows, market::Spot, double narrowest);
  [[nodiscard]] double place(market::Spot) const;  ///< ln(s/S)

  std::shared_ptr<const BumpColumns> bumps_;
  std::shared_ptr<const ExerciseRows> exercise_;
  market::Spot spot_;
  double narrowest_ = 0;
};

}  // namespace gammafield::exposure
