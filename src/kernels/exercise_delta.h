#pragma once

#include <cstddef>

#include "kernels/american.h"
#include "kernels/gated_bumps.h"

namespace gammafield::kernels {

/// Options whose bumps kernels/american_bumps.h has made, and their weights.
struct ExerciseDeltas {
  std::size_t options = 0;  ///< without what fills up
  bool call = false;
  GatedBumps premium;  ///< net: the weights
  const double *boundary = nullptr, *unit = nullptr, *european_center = nullptr, *european_scale = nullptr;
};

/// What early exercise adds to the deltas at x = ln(s/S), weighted: the premium's where it pays to wait, and where it
/// pays to exercise +-1 less the European delta. Within 1e-14 of the sum of the absolute weights.
[[nodiscard]] double exercise_delta_sum(const SharedBoundary&, const ExerciseDeltas&, double S, double x);

}  // namespace gammafield::kernels
