#include "statistics/proportion.h"

#include <algorithm>
#include <cmath>

#include <boost/math/distributions/binomial.hpp>

#include "statistics/quantile.h"

namespace gammafield::statistics {
namespace {

/// The least k in [0, n] of which `holds` is true, where it is true of all above that k; n if of none.
std::uint64_t least_count(std::uint64_t n, auto&& holds) {
  std::uint64_t low = 0, high = n;
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    if (holds(middle)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/// P(the best of so many cells has at least k hits).
double best_tail(std::uint64_t cells, std::uint64_t events, double rate, std::uint64_t k) {
  return -std::expm1(static_cast<double>(cells) * std::log1p(-binomial_tail(events, rate, k)));
}

}  // namespace

Estimate wilson(std::uint64_t hits, std::uint64_t n, double confidence) {
  if (n == 0) return {0, 0, 1};
  const auto trials = static_cast<double>(n);
  const double z = two_sided_z(confidence);
  const double p = static_cast<double>(hits) / trials, z2 = z * z / trials;
  const double middle = (p + z2 / 2) / (1 + z2);
  const double half = z * std::sqrt(p * (1 - p) / trials + z2 / (4 * trials)) / (1 + z2);
  return {p, std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

double binomial_tail(std::uint64_t n, double p, std::uint64_t k) {
  if (k == 0) return 1;
  if (k > n) return 0;
  const boost::math::binomial count{static_cast<double>(n), p};
  return boost::math::cdf(boost::math::complement(count, static_cast<double>(k - 1)));
}

CountBand binomial_band(std::uint64_t n, double p, double confidence) {
  const double outside = (1 - confidence) / 2;
  return {least_count(n, [&](std::uint64_t k) { return 1 - binomial_tail(n, p, k + 1) > outside; }),
          least_count(n, [&](std::uint64_t k) { return binomial_tail(n, p, k + 1) <= outside; })};
}

double best_of_cells(std::uint64_t cells, std::uint64_t events, double rate, double share) {
  constexpr double rounding = 1e-9;  // 0.68 of 25 is 17 hits, though 0.68 * 25 is a little more
  const double hits = std::ceil(share * static_cast<double>(events) - rounding);
  return best_tail(cells, events, rate, static_cast<std::uint64_t>(std::max(0.0, hits)));
}

double best_share(std::uint64_t cells, std::uint64_t events, double rate, double probability) {
  const std::uint64_t hits =
      least_count(events, [&](std::uint64_t k) { return best_tail(cells, events, rate, k + 1) < probability; });
  return static_cast<double>(hits) / static_cast<double>(events);
}

}  // namespace gammafield::statistics
