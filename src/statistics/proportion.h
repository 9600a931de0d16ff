#pragma once

#include <cstdint>

#include "statistics/estimate.h"

namespace gammafield::statistics {

/// A share of n trials with the score interval of Wilson (1927):
///   (p + z^2/2n +- z sqrt(p (1-p)/n + z^2/4n^2)) / (1 + z^2/n),  z = N^-1((1 + confidence) / 2).
/// Of no trials: 0, anywhere in [0, 1]. Requires hits <= n, 0 < confidence < 1.
[[nodiscard]] Estimate wilson(std::uint64_t hits, std::uint64_t n, double confidence = 0.95);

/// Both ends belong to it.
struct CountBand {
  std::uint64_t low = 0, high = 0;
};

/// Where a binomial count lies with at least this probability, and with at most half the rest on either side:
///   low = min{k: P(X <= k) > (1 - confidence)/2},  high = min{k: P(X <= k) >= (1 + confidence)/2}.
/// Requires 0 <= p <= 1, 0 < confidence < 1.
[[nodiscard]] CountBand binomial_band(std::uint64_t n, double p, double confidence);

/// P(X >= k) of a binomial count X; to 1e-14, relative, also far out. Requires 0 <= p <= 1.
[[nodiscard]] double binomial_tail(std::uint64_t n, double p, std::uint64_t k);

/// The probability that the best of independent cells, each with so many events that hit at `rate`, shows at least this
/// share: 1 - P(X < k)^cells, k the fewest hits that make the share. Requires cells, events >= 1, 0 <= rate, share
/// <= 1.
[[nodiscard]] double best_of_cells(std::uint64_t cells, std::uint64_t events, double rate, double share);

/// The largest share, in whole hits of `events`, that the best cell reaches at least this often.
/// Requires what best_of_cells does, 0 < probability < 1.
[[nodiscard]] double best_share(std::uint64_t cells, std::uint64_t events, double rate, double probability);

}  // namespace gammafield::statistics
