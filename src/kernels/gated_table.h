#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernels/gated_bumps.h"

namespace gammafield::kernels {

/// Where each option's gate to its narrowest bumps lies, and its own unit of length from there into where it is open;
/// n each. Null: options are summed exactly.
struct GatedEdges {
  const double* edge = nullptr;
  const double* unit = nullptr;  ///< signed, not 0
};

/// Ascending places, and a way to find among them.
class AscendingPlaces {
 public:
  /// Requires at least one place.
  AscendingPlaces(std::size_t n, const double* x);

  [[nodiscard]] std::size_t size() const { return n_; }
  /// A vector can be read from any: beyond the last there are more of it.
  [[nodiscard]] const double* x() const { return x_.data(); }
  [[nodiscard]] double low() const { return x_.front(); }
  [[nodiscard]] double high() const { return x_[n_ - 1]; }
  /// How many are not beyond x.
  [[nodiscard]] std::size_t up_to(double x) const {
    if (!(x >= low())) return 0;
    if (x >= high()) return n_;
    std::size_t i = first_[bucket(x)];
    while (x_[i] <= x) ++i;
    return i;
  }

 private:
  static constexpr std::size_t buckets = 1024;
  [[nodiscard]] std::size_t bucket(double x) const { return static_cast<std::size_t>((x - low()) * scale_); }

  std::size_t n_;
  std::vector<double> x_;
  double scale_ = 0;
  std::vector<std::uint32_t> first_;  ///< the first place in a bucket or beyond
};

/// What to add to, none null, with room for `gated_lanes` more than there are places. `error`: its running sum over the
/// places bounds what net and gross are off at each.
struct TabulatedSums {
  double *net = nullptr, *gross = nullptr, *error = nullptr;
};

/// add_gated_bumps at many places, for a tenth of its cost: between its edge and its reach an option is a chain of
/// polynomials, each through six values, finer towards the edge. What the polynomials are off is told by their last two
/// coefficients. Options that meet few of the places are summed exactly.
void add_tabulated_bumps(const GatedBumps&, const GatedEdges&, const AscendingPlaces&, const TabulatedSums&);

}  // namespace gammafield::kernels
