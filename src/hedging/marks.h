#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "hedging/book.h"
#include "hedging/scenario.h"

namespace gammafield::hedging {

/// A book's value and derivatives at one spot and time, of all its options: dollars, shares, shares a dollar, dollars a
/// laboratory year, dollars for a volatility of 1.00. Bare numbers: the inner loop's.
struct BookGreeks {
  double value = 0, delta = 0, gamma = 0, theta = 0, vega = 0;
};

/// A book at one minute, re-priced at any spot. Made anew for each minute and asked for many paths; one a thread.
class Marks {
 public:
  explicit Marks(const Book&);

  /// From now on at this minute, each volatility `shift` higher (1.00 = 100 vol points). What has settled is left out.
  void set(Minutes at, double shift);

  [[nodiscard]] BookGreeks greeks(double spot);  ///< all but `value`
  [[nodiscard]] BookGreeks valued(double spot);  ///< all
  [[nodiscard]] double delta(double spot);
  /// The delta by Zakamouline's volatilities, wider or narrower by the sign of the book's gamma.
  [[nodiscard]] double delta_for(const policy::Zakamouline&, double spot, Lambda cost);

  [[nodiscard]] double shift() const { return shift_; }                  ///< as set
  [[nodiscard]] double option_shares() const { return option_shares_; }  ///< sum |n| M of what has not settled
  [[nodiscard]] double years_left() const { return years_left_; }        ///< of the expiries, the mean by shares
  [[nodiscard]] double mean_vol() const { return mean_vol_; }            ///< the same
  [[nodiscard]] double rate() const { return rate_; }

  /// In place of every option's own volatility; none: its own.
  void hedge_by(std::vector<double> volatilities) { sigma_own_ = std::move(volatilities); }

 private:
  enum Column : std::size_t { strike, years, sigma, rate_column, carry, sign, columns };
  [[nodiscard]] BookGreeks summed(double spot, bool with_value);
  void fill_up();
  void patch_leftover(const std::vector<std::uint32_t>&, double spot);

  const Book* book_;
  std::vector<double> sigma_own_;
  std::array<std::vector<double>, columns> in_;
  std::vector<double> shares_;
  std::vector<double> price_, delta_, gamma_, theta_, vega_;
  double shift_ = 0, option_shares_ = 0, years_left_ = 0, mean_vol_ = 0, rate_ = 0;
};

}  // namespace gammafield::hedging
