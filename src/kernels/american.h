#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "kernels/american_nodes.h"

/// American puts by the Andersen-Lake-Offengenden method, a vector of them at a time (docs/methods.md 2.11). Calls
/// arrive as puts by put-call symmetry, C(S, K, r, q) = P(K, S, q, r); the callers see to that and to the domain:
///   r > 0, or r = 0 and q < 0: one boundary B, below which it pays to exercise
///   |r| T and |q| T at most 3, T from 1e-6 to 100 years, sigma sqrt(T) from 1e-4 to 30, |ln(S/K)| at most 30
/// Money is counted in strikes: x = ln(S/K), values over K.
namespace gammafield::kernels {

/// Columns of n options.
struct AmericanPuts {
  std::size_t n = 0;
  const double* x = nullptr;
  const double* r = nullptr;
  const double* q = nullptr;
  const double* sigma = nullptr;
  const double* T = nullptr;
};

/// Columns to fill; null ones are left out. In the region of immediate exercise: value 1 - e^x, delta -1, gamma 0.
struct AmericanValues {
  double* value = nullptr;          ///< price over K
  double* delta = nullptr;          ///< dV/dS
  double* gamma_times_s = nullptr;  ///< S d2V/dS2 * (S/K): gamma S^2 over K
  double* log_boundary = nullptr;   ///< ln(B/K) today
};

/// Each option on its own.
void american_values(const AmericanNodes&, const AmericanPuts&, const AmericanValues&);

/// Volatility that gives `value`; sigma of `puts` is where the search begins and its upper end, usually the European
/// volatility of the same price. Requires a value above intrinsic 1 - e^x. Found to 3e-6 of itself in 999 of 1,000,
/// else so that the price differs by less than 1e-6 of the strike; `lowest` where the value there is above already.
void american_implied_vols(const AmericanNodes&, const AmericanPuts&, const double* value, const double* lowest,
                           double* sigma);

/// ln(X/B) at the collocation times: depths[i * n + j] for time i + 1 of put j.
void american_depths(const AmericanNodes&, const AmericanPuts&, double* depths);

/// Boundaries of every volatility of a range, for options that share r, q and T: B/K depends on nothing else. Solved at
/// Chebyshev points of ln(sigma) and interpolated; error of a price 1e-7 of the strike (root mean square) over a range
/// as wide as the scheme's, for `coarse` below the scheme's own.
class SharedBoundary {
 public:
  /// What those options have in common, and the range.
  struct Terms {
    double r = 0, q = 0, T = 0, sigma_low = 0, sigma_high = 0;
  };

  SharedBoundary(const AmericanNodes&, double r, double q, double T, double sigma_low, double sigma_high);
  /// Several at once: those of four volatilities share vectors.
  [[nodiscard]] static std::vector<SharedBoundary> solved(const AmericanNodes&, std::span<const Terms>);

  [[nodiscard]] const AmericanNodes& nodes() const { return *nodes_; }
  [[nodiscard]] double r() const { return r_; }
  [[nodiscard]] double q() const { return q_; }
  [[nodiscard]] double T() const { return T_; }
  [[nodiscard]] double low() const { return low_; }
  [[nodiscard]] double high() const { return high_; }
  [[nodiscard]] double log_start() const { return log_start_; }
  /// ln(sigma/low) times this, less 1, is the place of ln(sigma) in the range, -1 to 1.
  [[nodiscard]] double place_scale() const { return place_scale_; }
  /// How many volatilities it was solved at.
  [[nodiscard]] std::size_t vols() const { return nodes_->scheme().vols; }
  /// So many coefficients of the depth at collocation time i + 1, powers of the place of ln(sigma) in the range, -1
  /// to 1.
  [[nodiscard]] const double* coefficients(std::size_t i) const { return &values_[i * vols()]; }
  /// Depths at the premium's points and, last, today, for one volatility.
  void premium_depths(double sigma, double* out) const;
  /// A and C of the premium's points: weight rT e^{-rT u}, weight qT e^{-qT u}.
  [[nodiscard]] const double* interest() const { return coefficients(nodes_->scheme().boundary); }
  [[nodiscard]] const double* carry() const { return interest() + nodes_->scheme().premium; }
  /// The same, each discounted at the other's rate: weight rT e^{-qT u}, weight qT e^{-rT u}.
  [[nodiscard]] const double* interest_grown() const { return carry() + nodes_->scheme().premium; }
  [[nodiscard]] const double* carry_grown() const { return interest_grown() + nodes_->scheme().premium; }

 private:
  /// `depths`: the first of its volatilities at the first collocation time, `stride` to the next time's.
  SharedBoundary(const AmericanNodes&, const Terms&, const double* depths, std::size_t stride);
  /// Interest and carry of the premium's points, and the same grown.
  void append_flows();

  const AmericanNodes* nodes_;
  double r_ = 0, q_ = 0, T_ = 0, low_ = 0, high_ = 0, log_start_ = 0, place_scale_ = 0;
  std::vector<double> values_;  ///< coefficients, interest, carry, interest_grown, carry_grown
};

/// The premium over K, a column each; null ones are left out.
struct AmericanPremiums {
  double* value[5] = {};     ///< and its derivatives in x
  double* in_sigma[4] = {};  ///< d/dsigma of value[0], value[1] and value[2]; d2/dsigma2 of value[0]
  double* log_boundary = nullptr;
};
/// Volatilities within the range, or a thousandth outside it.
void american_premiums(const SharedBoundary&, std::size_t n, const double* x, const double* sigma,
                       const AmericanPremiums&);
/// value[0] and log_boundary alone, for less.
void american_premium_values(const SharedBoundary&, std::size_t n, const double* x, const double* sigma, double* value,
                             double* log_boundary);

/// As american_implied_vols, `lowest` being the range's lower end. sigma comes in as the start and leaves as the
/// answer. `premium`: over K, at the answer, null: not asked for; to 1e-9, but anything where sigma is the lower end.
void american_implied_vols(const SharedBoundary&, std::size_t n, const double* x, const double* value, double* sigma,
                           double* premium);

/// The same by one step of Newton's method from a sigma that is near already; 0 or anything outside the range where
/// that leads nowhere.
void american_vol_steps(const SharedBoundary&, std::size_t n, const double* x, const double* value, double* sigma,
                        double* premium);

}  // namespace gammafield::kernels
