#pragma once

#include <cstddef>

namespace gammafield::kernels {

/// Weighted steps over a line, one a row: weight * N((x - center) / width + width). With the center and width of an
/// option's bump over ln spot the argument is d1, and the step its call's delta.
struct Steps {
  std::size_t count = 0;
  const double* center = nullptr;
  const double* scale = nullptr;  ///< bump_scale / width, as in Bumps
  const double* weight = nullptr;
};

/// The sum of weight * [N(d1(to)) - N(d1(from))], each difference taken in the nearer tail: within 1e-14 of the sum of
/// the absolute weights and, as long as all steps lie on one side, with 12 digits of its own. Exactly minus itself with
/// the places exchanged.
[[nodiscard]] double step_sum_between(const Steps&, double from, double to);

/// The sums of weight * N(d1(x)) at n places, within 1e-14 of the sum of the absolute weights.
void step_sums(const Steps&, std::size_t n, const double* x, double* sums);

}  // namespace gammafield::kernels
