#pragma once

#include <span>
#include <vector>

#include "exposure/book.h"
#include "exposure/bump.h"
#include "exposure/repriced_book.h"
#include "market/date.h"
#include "market/units.h"

/// The book at another time and volatility: exact re-pricing, not Taylor (docs/methods.md 3.1).
namespace gammafield::exposure {

/// A moment, and how far every volatility has moved by then.
struct ScenarioState {
  market::Instant at;            ///< not before the snapshot
  market::ImpliedVol vol_shift;  ///< 0.01 is a vol point up
};

/// One state a holding: the time left then on the clock of the chain (pricing::time_left), nothing once settlement is
/// reached; sigma' = sigma + shift, but never below a vol point that way.
[[nodiscard]] std::vector<OptionState> states_at(const Book&, const ScenarioState&);

/// The holdings that have time left, each with the exposure that it has at that state and the chain's spot: what bars
/// and walls are made of. The priced chain that it points to stays the snapshot's.
[[nodiscard]] Book book_at(const Book&, std::span<const OptionState>);

/// The dealers' side of the whole book at one state, over spot.
class ScenarioSlice {
 public:
  ScenarioSlice(const Book&, std::span<const OptionState>);

  [[nodiscard]] const RepricedBook& repriced() const { return repriced_; }  ///< what has not settled
  /// Dealers' delta in shares, that of settled options their intrinsic value's: 1 for a call in the money, -1 for a
  /// put, half of it at the strike.
  [[nodiscard]] std::vector<market::Shares> delta(std::span<const market::Spot>) const;

 private:
  struct Settled {
    double strike = 0, shares = 0;
    double sign = 1;  ///< call +1, put -1
  };
  RepricedBook repriced_;
  std::vector<Settled> settled_;
};

/// Shares the dealers trade from here and now to another spot, moment and volatility, + bought, and why:
///   gamma   spot alone moves           charm   time alone runs           vanna   volatilities alone move
///   cross   what two of them together add to the sum of both, for the three pairs
///   residual   what all three add to that: total less the rest
struct FlowDecomposition {
  market::Shares total, gamma, vanna, charm, cross, residual;
};

/// Deltas at the eight corners of here/there x now/then x volatility unmoved/moved.
struct CornerDeltas {
  double here = 0, spot = 0, time = 0, vol = 0;  ///< nothing moved, one moved
  double spot_time = 0, spot_vol = 0, time_vol = 0;
  double all = 0;
};
[[nodiscard]] FlowDecomposition decomposed(const CornerDeltas&);

/// `count` spots (odd) from spot*(1 - range) to spot*(1 + range), a quarter as far apart at spot as on average; the one
/// in the middle is spot itself. Requires 0 < range < 1, count >= 3.
[[nodiscard]] std::vector<market::Spot> scenario_spots(market::Spot, double range, std::size_t count);

}  // namespace gammafield::exposure
