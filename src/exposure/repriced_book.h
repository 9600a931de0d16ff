#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "exposure/book.h"
#include "market/units.h"

namespace gammafield::exposure {

/// The book re-priced at other spots: positions, open interest and time frozen, F_e(s) = s * F_e / S, every contract keeping its
/// own volatility (sticky strike). What the profile and every flip are computed from (docs/methods.md 1.4.5).
class RepricedBook {
 public:
  explicit RepricedBook(const Book&);

  [[nodiscard]] market::Spot spot() const;
  [[nodiscard]] market::UsdPerPercent net_gex(market::Spot) const;    ///< exact, every contract re-priced
  [[nodiscard]] market::UsdPerPercent gross_gex(market::Spot) const;  ///< sum of the absolute values
  /// net_gex at many ascending spots at once; equals net_gex one by one to 1e-12 of gross.
  [[nodiscard]] std::vector<market::UsdPerPercent> net_gex(std::span<const market::Spot> ascending) const;
  /// d net_gex / d ln s * 0.01: how net GEX changes, a 1 % rise.
  [[nodiscard]] market::UsdPerPercent slope(market::Spot) const;
  /// Shares the dealers trade to stay hedged while spot goes from here to there; + bought (docs/methods.md 0.2.3).
  [[nodiscard]] market::Shares hedging_flow(market::Spot from, market::Spot to) const;

  /// Spots at which a narrow contract (sigma*sqrt(T) < 0.5 %) can turn the profile: strikes and K*exp(+-m*sigma*sqrt(T)).
  [[nodiscard]] std::vector<market::Spot> spike_spots(market::Spot lowest, market::Spot highest) const;

 private:
  struct Term;
  std::shared_ptr<const std::vector<Term>> terms_;
  market::Spot spot_;
};

}  // namespace gammafield::exposure
