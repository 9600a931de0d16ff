#pragma once

#include <optional>
#include <vector>

#include "pricing/american_expiry.h"
#include "pricing/forward.h"

namespace gammafield::pricing {

/// Internal to pricing/: calls and puts of an American expiry, asked round after round what they would be quoted at if
/// they were European, at rates that come closer and closer. Volatilities of a round are where the next one begins.
class AmericanPairs {
 public:
  /// Requires spot, years > 0.
  AmericanPairs(std::vector<ParityPair>, double spot, double years);

  /// Each quote less what early exercise adds to it at the volatility of the out-of-the-money side and the rates of the
  /// forward: parity holds for the rest (docs/methods.md 2.11). Pairs are left out in which a side is worth exercising
  /// now, or no volatility is found: they say nothing about the forward.
  /// By the coarse scheme: rates move by 1e-4 a year with it, and are known to 5e-3 at best.
  [[nodiscard]] std::vector<ParityPair> as_european(const ForwardFit&);

 private:
  /// The out-of-the-money side of a pair, as the last round left it.
  struct Side {
    market::Right right = market::Right::call;
    double mid = 0;
    double sigma = 0;    ///< American; 0: not known
    double premium = 0;  ///< at sigma
  };

  void choose_sides(double forward);
  void step_known(AmericanExpiry&);
  void search_the_rest(AmericanExpiry&, const ForwardFit&);
  [[nodiscard]] std::vector<std::optional<double>> other_premiums(AmericanExpiry&) const;

  std::vector<ParityPair> pairs_;
  std::vector<Side> sides_;
  double spot_ = 0, years_ = 0;
};

}  // namespace gammafield::pricing
