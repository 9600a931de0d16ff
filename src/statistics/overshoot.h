#pragma once

#include <vector>

namespace gammafield::statistics {

/// A function of height above a level, in standard deviations of a step, at the nodes of a quadrature.
struct Heights {
  std::vector<double> height, weight, density;
};

/// The law of how far beyond a level that lies far off the first step beyond it lands, for equal normal steps:
///   density(r) = P(H > r) / E[H],  E[H] = 1/sqrt(2)  (Spitzer 1960),
/// H the height by which a record is beaten. Its mean is -zeta(1/2)/sqrt(2 pi) = 0.5826 (Siegmund 1985, X). To 1e-9.
[[nodiscard]] Heights far_overshoot();

/// One step later, of those still above the level; the density then sums to less than 1.
[[nodiscard]] Heights after_a_step(const Heights&);

/// What is above the level.
[[nodiscard]] double mass(const Heights&);

}  // namespace gammafield::statistics
