#pragma once

#include <cstdint>

namespace gammafield::base {

/// The uniform draw in (0, 1), never an end, and the normal draw (mean 0, variance 1, within +-8.3) that 64 random bits
/// stand for; the upper 52 count.
[[nodiscard]] double uniform_of(std::uint64_t bits);
[[nodiscard]] double normal_of(std::uint64_t bits);

/// Reproducible draws: SplitMix64 (Steele, Lea, Flood, 2014), and the normal quantile of Wichura's AS 241. The same
/// numbers with every compiler and standard library, which std:: distributions do not promise.
///
/// A stream is keyed by what it is for (a contract, an expiry), so that what is drawn for one contract does not depend
/// on which others are in the chain.
class RandomStream {
 public:
  /// Plain SplitMix64 from this state.
  explicit RandomStream(std::uint64_t state) : state_(state) {}
  /// The stream of one purpose under a seed.
  RandomStream(std::uint64_t seed, std::uint64_t key);

  [[nodiscard]] std::uint64_t next();
  [[nodiscard]] double uniform() { return uniform_of(next()); }
  [[nodiscard]] double normal() { return normal_of(next()); }
  [[nodiscard]] std::uint64_t below(std::uint64_t n);  ///< 0 to n-1; n > 0; biased by less than n / 2^64

 private:
  std::uint64_t state_;
};

}  // namespace gammafield::base
