#pragma once

namespace gammafield::statistics {

/// Events per arm, rounded up, that tell one rate from another with this power in a two-sided test of this size:
///   (z_{1-size/2} sqrt(2 m (1-m)) + z_power sqrt(r (1-r) + o (1-o)))^2 / (r - o)^2,  m = (r + o) / 2
/// (Fleiss, Levin and Paik 2003, 4.2, without correction for continuity). Requires rates in [0, 1] that differ.
[[nodiscard]] double events_needed(double rate, double other, double power = 0.8, double size = 0.05);

/// The least difference that a normal estimate of this standard error finds: (z_{1-size/2} + z_power) * standard_error.
/// Requires standard_error >= 0, 0 < power, size < 1.
[[nodiscard]] double detectable_difference(double standard_error, double power = 0.8, double size = 0.05);

/// Days until the detectable difference falls to the size of `effect`, where so many days gave this standard error and
/// it falls as 1/sqrt(days). Rounded up. Requires effect != 0.
[[nodiscard]] double days_needed(double standard_error, double days, double effect, double power = 0.8,
                                 double size = 0.05);

}  // namespace gammafield::statistics
