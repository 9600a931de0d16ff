#pragma once

namespace gammafield::statistics {

/// x with N(x) = p. Requires 0 < p < 1.
[[nodiscard]] double normal_quantile(double p);

/// The z that a two-sided interval of this confidence reaches to either side.
[[nodiscard]] double two_sided_z(double confidence);

/// P(|T| >= |t|) and its inverse in t, of Student's t with so many degrees of freedom. Requires 0 < p < 1, degrees > 0.
[[nodiscard]] double student_p(double t, double degrees);
[[nodiscard]] double student_t(double p, double degrees);

}  // namespace gammafield::statistics
