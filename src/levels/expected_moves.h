#pragma once

#include <optional>
#include <vector>

#include "levels/expected_move.h"
#include "levels/no_level.h"
#include "market/units.h"
#include "pricing/priced_chain.h"

namespace gammafield::levels {

/// expected_move of one chain wherever spot goes: the volatility and the quotes stay, the strike at the money moves.
class ExpectedMoves {
 public:
  explicit ExpectedMoves(const pricing::PricedChain&);
  [[nodiscard]] Level<ExpectedMove> at(market::Spot) const;

 private:
  struct Straddle {
    market::Strike strike;
    std::optional<double> call, put;  ///< mids
  };
  void add_straddles(const pricing::PricedChain&);
  [[nodiscard]] const Straddle* nearest_to(double forward) const;

  Level<ExpectedMove> move_;         ///< all but what depends on spot
  std::vector<Straddle> straddles_;  ///< of the nearest expiry, by strike
  double forward_ = 0, spot_ = 0;    ///< its forward at the chain's spot
  market::Instant straddle_until_;
};

}  // namespace gammafield::levels
