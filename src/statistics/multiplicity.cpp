#include "statistics/multiplicity.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace gammafield::statistics {

std::vector<double> benjamini_hochberg(std::span<const double> p) {
  std::vector<std::size_t> falling(p.size());
  std::iota(falling.begin(), falling.end(), std::size_t{0});
  std::ranges::sort(falling, [&](std::size_t a, std::size_t b) { return p[a] > p[b]; });
  const auto m = static_cast<double>(p.size());
  std::vector<double> adjusted(p.size());
  double least = 1;
  for (std::size_t i = 0; i < falling.size(); ++i) {
    least = std::min(least, p[falling[i]] * m / (m - static_cast<double>(i)));
    adjusted[falling[i]] = least;
  }
  return adjusted;
}

}  // namespace gammafield::statistics
