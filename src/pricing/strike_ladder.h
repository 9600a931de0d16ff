#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "market/chain.h"

namespace gammafield::pricing {

/// Internal to pricing/: one strike of one expiry, and where its call and its put are in ChainSnapshot::rows.
struct Rung {
  double strike = 0;
  std::optional<std::uint32_t> call, put;
  [[nodiscard]] std::optional<std::uint32_t> row(market::Right right) const {
    return right == market::Right::call ? call : put;
  }
};

/// All strikes of a chain, expiry by expiry, ascending. A contract listed twice gets two rungs.
class StrikeLadder {
 public:
  explicit StrikeLadder(const market::ChainSnapshot&);

  [[nodiscard]] std::size_t expiries() const { return begin_.size() - 1; }
  [[nodiscard]] std::size_t size() const { return rungs_.size(); }
  [[nodiscard]] std::size_t first(std::size_t expiry) const { return begin_[expiry]; }  ///< index among all rungs
  [[nodiscard]] std::span<const Rung> of(std::size_t expiry) const {
    return std::span(rungs_).subspan(begin_[expiry], begin_[expiry + 1] - begin_[expiry]);
  }

 private:
  std::vector<Rung> rungs_;
  std::vector<std::size_t> begin_;
};

}  // namespace gammafield::pricing
