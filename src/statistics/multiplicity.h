#pragma once

#include <span>
#include <vector>

namespace gammafield::statistics {

/// Adjusted p, in the order given: rejecting those at most q keeps the expected share of false ones among the rejected
/// at q (Benjamini and Hochberg 1995): the least over j >= i of p_(j) * m / j, at most 1, ranks by size.
[[nodiscard]] std::vector<double> benjamini_hochberg(std::span<const double> p);

}  // namespace gammafield::statistics
