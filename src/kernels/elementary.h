#pragma once

#include <cstddef>

namespace gammafield::kernels {

/// Columns of n elementary functions; no alignment, `y` may be `x`. Each element is computed alike wherever it stands.

/// e^x to 1.1 ulp for any x but NaN; never infinite: above 709.75 it stays at e^709.75.
void exponentials(std::size_t n, const double* x, double* y);
/// ln x to 2.5 ulp; what lies beyond 1e-300 and 1e300 stays there.
void logarithms(std::size_t n, const double* x, double* y);

}  // namespace gammafield::kernels
