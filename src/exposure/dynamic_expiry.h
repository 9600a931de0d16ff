#pragma once

#include <cstddef>
#include <vector>

#include "exposure/book.h"
#include "exposure/smile_dynamics.h"
#include "kernels/moving_bumps.h"

namespace gammafield::exposure {

/// Inside of DynamicBook: the holdings of one expiry in columns, one entry a strike and volatility, strikes ascending.
/// v = sigma sqrt(T). Behind the last entry the columns have kernels::moving_padding more that count for nothing.
struct DynamicExpiry {
  std::size_t count = 0;
  std::vector<double> k;         ///< ln(K/F)
  std::vector<double> v;         ///< the contract's own
  std::vector<double> smile_v;   ///< sqrt(w(k)): what its own is off from
  std::vector<double> net_peak;  ///< 0.01 shares D K / sqrt(2 pi), dealer's side: times exp(-d2^2/2)/v the exposure
  std::vector<double> gross_peak;
  double skew = 0;  ///< ratio * d sqrt(w)/dk at k = 0

  kernels::SmileShape::Svi svi;                    ///< the smile, if there are no pieces
  std::vector<kernels::SmileShape::Piece> pieces;  ///< the smile's
  double floor = 0;

  [[nodiscard]] kernels::MovingBumps bumps(GammaMode) const;
};
[[nodiscard]] std::vector<DynamicExpiry> dynamic_expiries(const Book&, SmileDynamics);

}  // namespace gammafield::exposure
