#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "kernels/profile_bumps.h"
#include "kernels/profile_nodes.h"

namespace gammafield::kernels {

/// Bumps by width: those of class c >= 1 are resolved by nodes 2^(c-12) apart, so every class is twice as wide as the
/// one before. Class 0 is narrower than 0.0029, too narrow for any; the last has no upper bound.
struct WidthClasses {
  static constexpr std::size_t count = 11;
  std::array<std::size_t, count + 1> begin{};  ///< rows of class c: begin[c] ... begin[c + 1] - 1

  [[nodiscard]] static std::size_t of(double scale);     ///< Bumps::scale
  [[nodiscard]] static double step(std::size_t number);  ///< between nodes; requires 1 <= number < count
};

/// The rows in the order of their classes, stable within each; writes where each class begins.
[[nodiscard]] std::vector<std::uint32_t> order_by_width(std::span<const double> scales, WidthClasses&);

/// Sums of bumps over a stretch of the line, tabulated once, so that a place then costs some nanoseconds however many
/// bumps there are. Each class of widths is summed on nodes of its own by the recurrence, which for a bump are 100 to
/// 200; every grid is then interpolated onto the next finer one, and the finest at the places that are asked for. Bumps
/// too narrow for that are evaluated at each place.
///
/// Error at a place: at most error() in net and gross, most of it far below; times 70 / width in the slope.
class ProfileTable {
 public:
  /// Requires columns in the order of order_by_width that outlive the table, and low <= high, both finite.
  ProfileTable(const Bumps&, const WidthClasses&, double low, double high);

  /// Places ascending, from low to high.
  void sums(std::size_t n, const double* ascending, BumpSums out) const;
  [[nodiscard]] double error() const { return error_; }

 private:
  Bumps narrow_;
  NodeSums nodes_;  ///< none when every bump is narrow
  double error_ = 0;
};

}  // namespace gammafield::kernels
