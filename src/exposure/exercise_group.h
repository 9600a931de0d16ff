#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "kernels/gated_bumps.h"
#include "kernels/gated_table.h"
#include "market/contract.h"
#include "pricing/american_expiry.h"

namespace gammafield::exposure {

/// Inside of ExerciseRows: one side of an expiry, as far as its volatilities share exercise boundaries. Never changes
/// but for what it remembers, which is locked.
class ExerciseGroup {
 public:
  struct Option {
    double K = 0, sigma = 0, net_shares = 0, gross_shares = 0;
  };

  /// `shared` is one of `american`'s own.
  ExerciseGroup(std::uint32_t expiry, market::Right, std::shared_ptr<const pricing::AmericanExpiry>,
                const kernels::SharedBoundary& shared, std::vector<Option>);

  [[nodiscard]] std::uint32_t expiry() const { return expiry_; }
  void add_to(std::size_t places, const double* x, const kernels::GatedBumpSums&) const;
  /// `error` as it is: what is off at each place.
  void add_tabulated(const kernels::AscendingPlaces&, const kernels::TabulatedSums&) const;
  /// Shares of delta, as ExerciseRows has them.
  [[nodiscard]] double delta_shares(double x) const;

 private:
  /// Bumps of one gate each.
  struct Columns {
    std::vector<double> center, scale, height, tilt, low, high;
    Columns(std::size_t n, std::size_t rows)
        : center(n * rows), scale(n * rows, 1), height(n * rows), tilt(n * rows), low(n), high(n) {}
  };
  /// Sums at places, kept for the next who asks for the same: a flip's grid is that of the book and of its parts.
  struct Remembered {
    std::vector<double> places, net, gross, error;
  };

  [[nodiscard]] double delta_shares_at(double x) const;
  void fill(const kernels::SharedBoundary&);
  [[nodiscard]] kernels::GatedBumps bumps(const Columns&, std::size_t rows) const;
  [[nodiscard]] std::shared_ptr<const Remembered> recalled(std::span<const double> places) const;
  void remember(std::shared_ptr<const Remembered>) const;
  [[nodiscard]] Remembered tabulated(const kernels::AscendingPlaces&) const;

  std::uint32_t expiry_ = 0;
  market::Right right_;
  std::shared_ptr<const pricing::AmericanExpiry> american_;
  std::vector<Option> options_;
  std::size_t rows_ = 0;             ///< of the premium
  std::vector<double> net_, gross_;  ///< weights, filled up to full vectors
  Columns premium_, european_;
  std::vector<double> boundary_, unit_;
  mutable std::mutex mutex_;
  mutable std::optional<double> delta_here_;                          ///< at place 0: every way begins there
  mutable std::deque<std::shared_ptr<const Remembered>> remembered_;  ///< the last asked for first
};

}  // namespace gammafield::exposure
