#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "kernels/american.h"
#include "market/contract.h"
#include "pricing/american_domain.h"
#include "pricing/black_scholes.h"

namespace gammafield::pricing {

/// What tells the contracts of one expiry apart.
struct AmericanContract {
  market::Right right = market::Right::call;
  double K = 0, sigma = 0;
};

/// Internal to pricing/: what early exercise adds to the European greeks of a contract. Where it pays to exercise now
/// the greeks are those of the shares: price intrinsic, delta +-1, all else 0.
struct ExercisePremium {
  Greeks greeks;           ///< to be added
  bool exercised = false;  ///< the greeks stand for themselves
};

/// A volatility, and what early exercise adds to the European price at it, dollars.
struct VolAndPremium {
  double sigma = 0, premium = 0;
};

/// American contracts of one expiry: spot, time, rate and carry in common. Their exercise boundaries depend on
/// volatility alone and are shared: solved once for each range of volatilities that occurs, of those that part the
/// whole axis evenly (AmericanScheme::vol_steps), then interpolated. Error of a price from that 1e-7 of the strike;
/// from the boundary 2e-5 dollars on S = 100 within three months, 1e-5 beyond (root mean square).
///
/// Copies share their boundaries, in threads of their own too.
///
/// Volatility, time and moneyness outside the kernel's domain, and rates at which exercise never pays, give no premium.
class AmericanExpiry {
 public:
  /// Requires S > 0, T > 0, finite r and q.
  AmericanExpiry(double S, double T, double r, double q, std::optional<kernels::AmericanAccuracy> = std::nullopt);

  [[nodiscard]] std::vector<ExercisePremium> premiums(std::span<const AmericanContract>);
  /// What early exercise adds to the European price, dollars; none where exercise is due now.
  [[nodiscard]] std::vector<std::optional<double>> premium_values(std::span<const AmericanContract>);
  /// The European price and that; the intrinsic value where exercise is due.
  [[nodiscard]] std::vector<double> prices(std::span<const AmericanContract>);

  /// Volatilities that give `prices`; the European one where no premium is computed. `sigma` of each
  /// contract is the European volatility of its price, which is never the lower one. None: not above intrinsic value,
  /// or the volatility is below what the domain allows.
  [[nodiscard]] std::vector<std::optional<double>> implied_vols(std::span<const AmericanContract>,
                                                                std::span<const double> prices);
  [[nodiscard]] std::vector<std::optional<VolAndPremium>> vols_and_premiums(std::span<const AmericanContract>,
                                                                            std::span<const double> prices);
  /// The same by one step of Newton's method from each contract's `sigma`, which is near: off by the square of how far
  /// it was. None where only a search tells: no premium is computed there, or the step leaves the range.
  [[nodiscard]] std::vector<std::optional<VolAndPremium>> stepped_vols(std::span<const AmericanContract>,
                                                                       std::span<const double> prices);

  /// The same boundaries, seen from another price of the underlying. Requires S > 0.
  void move_spot(double S) { S_ = S; }
  [[nodiscard]] double S() const { return S_; }
  [[nodiscard]] double T() const { return T_; }
  [[nodiscard]] double r() const { return r_; }
  [[nodiscard]] double q() const { return q_; }

  /// Which range of volatilities, of puts or of calls as puts.
  using Range = std::pair<market::Right, int>;
  /// None outside the domain.
  [[nodiscard]] std::optional<Range> range_of(market::Right, double sigma) const;
  /// ln(S/K), calls ln(K/S), beyond which no boundary lies within so many standard deviations; within the domain.
  [[nodiscard]] double premium_reach(market::Right right, double sigma, double deviations) const;
  /// Solved when first asked for.
  [[nodiscard]] const kernels::SharedBoundary& boundary(Range);

 private:
  /// Contracts of one range.
  struct Batch {
    Range range;
    std::vector<std::size_t> members;
    std::vector<double> x, sigma;  ///< as puts: x = ln(S/K)

    /// With room for so many.
    Batch(Range, std::size_t most);
    void add(std::size_t member, double place, double volatility);
    /// Leaves those of which keep(index) holds.
    template <class Keep>
    void keep(const Keep& keep);
  };

  /// Adds to the batch of the same range; `waiting` ascending.
  static void wait_for(std::vector<Batch>& waiting, Batch more);
  /// Those within the domain; ascending.
  [[nodiscard]] std::vector<Batch> by_range(std::span<const AmericanContract>) const;
  /// Leaves those that are worth more than exercise; what they are worth over their unit.
  [[nodiscard]] std::vector<double> keep_above_intrinsic(Batch&, std::span<const AmericanContract>,
                                                         std::span<const double> prices) const;
  void add_premiums(const Batch&, std::span<const AmericanContract>, std::vector<ExercisePremium>&);

  /// What the boundaries of a range have in common.
  [[nodiscard]] kernels::SharedBoundary::Terms terms_of(Range) const;
  [[nodiscard]] const PremiumDomain& domain_of(market::Right) const;
  /// Solves at once what is not solved yet of these ranges.
  template <class Ranges>
  void solve(const Ranges&);

  /// Locked: what one copy solves all have.
  struct Boundaries {
    std::mutex mutex;
    std::map<Range, kernels::SharedBoundary> solved;
  };

  double S_ = 0, T_ = 0, r_ = 0, q_ = 0;
  PremiumDomain calls_, puts_;
  const kernels::AmericanNodes* nodes_;
  std::shared_ptr<Boundaries> boundaries_ = std::make_shared<Boundaries>();
};

}  // namespace gammafield::pricing
