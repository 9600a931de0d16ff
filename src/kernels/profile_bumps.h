#pragma once

#include <cstddef>

namespace gammafield::kernels {

/// Gaussian bumps over a line, one a row, each with two heights:
///   height * exp(-(x - center)^2 / (2 width^2)) = height * 2^-((x - center) scale)^2
/// Columns of `count` doubles, no alignment needed. Requires all finite, scale > 0.
struct Bumps {
  std::size_t count = 0;
  const double* center = nullptr;
  const double* scale = nullptr;  ///< bump_scale / width
  const double* net = nullptr;    ///< a height of either sign
  const double* gross = nullptr;  ///< a height >= 0

  [[nodiscard]] Bumps part(std::size_t begin, std::size_t end) const {
    return {end - begin, center + begin, scale + begin, net + begin, gross + begin};
  }
};

inline constexpr double bump_scale = 0.84932180028801904272;  ///< sqrt(log2(e) / 2)

/// Where sums of bumps go, one value a place. A null column is left out.
struct BumpSums {
  double* net = nullptr;
  double* gross = nullptr;
  double* slope = nullptr;  ///< d net / dx

  [[nodiscard]] BumpSums from(std::size_t begin) const {
    const auto moved = [begin](double* column) { return column == nullptr ? nullptr : column + begin; };
    return {moved(net), moved(gross), moved(slope)};
  }
};

}  // namespace gammafield::kernels
