#pragma once

#include <optional>
#include <span>
#include <vector>

#include "market/chain.h"
#include "pricing/american_expiry.h"
#include "pricing/american_fd.h"
#include "pricing/dividend_schedule.h"

/// Internal to pricing/: American contracts by finite differences, with cash dividends of known days before their end
/// (docs/methods.md 2.11). Slow: some hundredth of a millisecond each time a contract is priced.
namespace gammafield::pricing {

/// Those whose ex-date opens after `as_of` and before the expiry settles, in years of the expiry's clock.
[[nodiscard]] std::vector<CashDividend> dividends_within(std::span<const Dividend>, market::Instant as_of,
                                                         const market::Expiry&, double years);

/// One expiry with its cash dividends, if any. `forward` and `discount` as implied: what they say beyond the dividends
/// is carry (borrow).
class LatticeExpiry {
 public:
  /// Requires spot, forward, discount, years > 0; nothing to price where the dividends are worth nine tenths of spot.
  LatticeExpiry(double spot, double years, double forward, double discount, std::span<const CashDividend>);

  /// As AmericanExpiry::implied_vols, to 1e-5 of a volatility; none also where it lies outside 0.1 to 1.5 times the
  /// European one.
  [[nodiscard]] std::vector<std::optional<double>> implied_vols(std::span<const AmericanContract>,
                                                                std::span<const double> prices) const;
  /// Price, delta, gamma, vega, theta, vanna, zomma and volga by finite differences; charm, speed and colour stay those
  /// of `european`, one for each contract.
  [[nodiscard]] std::vector<ExercisePremium> greeks(std::span<const AmericanContract>,
                                                    std::span<const Greeks> european) const;

 private:
  /// At the volatility and a step below and above it.
  struct ThreeValues {
    LatticeValue here, below, above;
  };
  [[nodiscard]] ExercisePremium premium_of(double sigma, const Greeks& european, const ThreeValues&) const;
  [[nodiscard]] std::vector<LatticeResult> values(std::span<const AmericanContract>) const;

  double S_ = 0, T_ = 0, r_ = 0, q_ = 0;
  std::vector<CashDividend> dividends_;
};

}  // namespace gammafield::pricing
