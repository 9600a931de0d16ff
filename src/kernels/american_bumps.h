#pragma once

#include <cstddef>

#include "kernels/american.h"
#include "kernels/gated_bumps.h"

namespace gammafield::kernels {

/// Options that share an exercise boundary, of a right: calls as puts with r and q exchanged. Columns of n, a multiple
/// of `gated_lanes`; places are x = ln(s/S) of any one S.
struct SharedOptions {
  std::size_t n = 0;
  bool call = false;
  const double *place = nullptr, *strike = nullptr, *sigma = nullptr;  ///< ln(K/S), K, volatility within the range
};

/// Columns to fill. `rows` of SharedBoundary::nodes().scheme().premium.
struct ExerciseColumns {
  double *center = nullptr, *scale = nullptr, *height = nullptr, *tilt = nullptr;  ///< rows * n, as GatedBumps has them
  double *low = nullptr, *high = nullptr;  ///< where it pays to wait and the premium's gamma is anything
  double* boundary = nullptr;              ///< x: at and below it (calls: above) it pays to exercise
  double* unit = nullptr;  ///< sigma sqrt(T), calls: less than zero; from the boundary to where it pays to wait
  double *inverse = nullptr, *interest = nullptr, *carry = nullptr;                          ///< as GatedRest has them
  double *european_center = nullptr, *european_scale = nullptr, *european_height = nullptr;  ///< n
  double *european_low = nullptr, *european_high = nullptr;  ///< where it pays to exercise and it is anything
};

/// What early exercise adds to gamma s^2, a share: where it pays to wait the premium's, a bump with a slope for each
/// point of its integral and what those miss (docs/methods.md 2.11); where it pays to exercise that of the European
/// option, taken away.
void exercise_bumps(const SharedBoundary&, const SharedOptions&, const ExerciseColumns&);

}  // namespace gammafield::kernels
