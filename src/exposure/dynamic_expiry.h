#pragma once

#include <vector>

#include "exposure/book.h"
#include "exposure/smile_dynamics.h"
#include "pricing/smile.h"

namespace gammafield::exposure {

/// Inside of DynamicBook: the holdings of one expiry in columns, one entry a strike and volatility, strikes ascending.
/// v = sigma sqrt(T).
struct DynamicExpiry {
  pricing::Smile smile;
  double skew = 0;               ///< ratio * d sqrt(w)/dk at k = 0
  std::vector<double> k;         ///< ln(K/F)
  std::vector<double> v;         ///< the contract's own
  std::vector<double> smile_v;   ///< sqrt(w(k)): what its own is off from
  std::vector<double> net_peak;  ///< 0.01 shares D K / sqrt(2 pi), dealer's side: times exp(-d2^2/2)/v the exposure
  std::vector<double> gross_peak;
};
[[nodiscard]] std::vector<DynamicExpiry> dynamic_expiries(const Book&, SmileDynamics);

/// Total volatility of the entries with spot at x = ln(s/S), and its derivatives over x.
struct MovedVols {
  std::vector<double> v, slope, curvature;
};
void move_vols(const DynamicExpiry&, double x, MovedVols&);

}  // namespace gammafield::exposure
