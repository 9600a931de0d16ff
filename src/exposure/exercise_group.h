#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "exposure/exercise_bumps.h"
#include "kernels/gated_bumps.h"
#include "kernels/gated_table.h"
#include "pricing/american_expiry.h"

namespace gammafield::exposure {

/// Inside of ExerciseRows: one side of an expiry, as far as its volatilities share exercise boundaries. Solved when it
/// is first asked for places where it adds anything. Never changes but for what it makes then or remembers, which is
/// locked.
class ExerciseGroup {
 public:
  struct Option {
    double K = 0, sigma = 0, net_shares = 0, gross_shares = 0;
  };

  /// The volatilities lie within the range.
  ExerciseGroup(std::uint32_t expiry, std::shared_ptr<pricing::AmericanExpiry>, pricing::AmericanExpiry::Range,
                std::vector<Option>);

  [[nodiscard]] std::uint32_t expiry() const { return expiry_; }
  void add_to(std::size_t places, const double* x, const kernels::GatedBumpSums& to) const;
  /// `error` as it is: what is off at each place.
  void add_tabulated(const kernels::AscendingPlaces&, const kernels::TabulatedSums&) const;
  void add_jumps(double low, double high, std::vector<ExerciseJump>& to) const;
  /// Shares of delta, as ExerciseRows has them.
  [[nodiscard]] double delta_shares(double x) const;

 private:
  /// Sums at places, kept for the next who asks for the same: a flip's grid is that of the book and of its parts.
  struct Remembered {
    std::size_t size = 0, stride = 0;
    std::vector<double> columns;  ///< places, net, gross, error: `stride` each

    explicit Remembered(std::span<const double> places);
    [[nodiscard]] double* net() { return &columns[stride]; }
    [[nodiscard]] double* gross() { return &columns[2 * stride]; }
    [[nodiscard]] double* error() { return &columns[3 * stride]; }
    [[nodiscard]] const double* net() const { return &columns[stride]; }
    [[nodiscard]] const double* gross() const { return &columns[2 * stride]; }
    [[nodiscard]] const double* error() const { return &columns[3 * stride]; }
    [[nodiscard]] bool is_of(std::span<const double> places) const;
  };

  [[nodiscard]] bool is_call() const { return range_.first == market::Right::call; }
  /// Whether early exercise adds anything between two places.
  [[nodiscard]] bool reaches(double low, double high) const { return is_call() ? high > reach_ : low < reach_; }
  [[nodiscard]] const ExerciseBumps& bumps() const;
  void make_bumps() const;
  [[nodiscard]] double delta_shares_at(double x) const;
  [[nodiscard]] std::shared_ptr<const Remembered> recalled(std::span<const double> places) const;
  void remember(std::shared_ptr<const Remembered>) const;
  [[nodiscard]] Remembered tabulated(const kernels::AscendingPlaces&) const;

  std::uint32_t expiry_ = 0;
  std::shared_ptr<pricing::AmericanExpiry> american_;
  pricing::AmericanExpiry::Range range_;
  std::vector<Option> options_;
  std::vector<double> places_;  ///< ln(K/S) of each
  double reach_ = 0;            ///< the place up to which (calls: from which) it does
  mutable std::mutex making_;
  mutable std::optional<ExerciseBumps> bumps_;
  mutable std::atomic<const ExerciseBumps*> made_ = nullptr;  ///< those, once they are there: read without the lock
  mutable std::mutex mutex_;
  mutable std::optional<double> delta_here_;                           ///< at place 0: every way begins there
  mutable std::vector<std::shared_ptr<const Remembered>> remembered_;  ///< the last asked for first
};

}  // namespace gammafield::exposure
